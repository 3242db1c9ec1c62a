/** A proof sheet's segments as the rows of an account. */
import type { OutputOf } from '../../shared/api';
import type { SlaReasons } from '../../shared/sla/reasons';
import type { useProofText } from './proof-text';

type Segment = OutputOf<'sla.proof'>['segments'][number];

export interface AccountRow {
  readonly segment: Segment;
  readonly durationMs: number;
  /** What the clock shows at the end of this stretch. */
  readonly totalMs: number;
  /** Whether another goal applies than in the stretch before. */
  readonly newGoal: boolean;
}

export function accountOf(segments: readonly Segment[]): AccountRow[] {
  let totalMs = 0;
  return segments.map((segment, index) => {
    totalMs += segment.countedMs;
    const before = segments[index - 1];
    const newGoal = before !== undefined && (before.goal !== segment.goal || before.targetMs !== segment.targetMs);
    return { segment, durationMs: Date.parse(segment.to) - Date.parse(segment.from), totalMs, newGoal };
  });
}

/** Instants in UTC and whole milliseconds: for those who calculate on. */
export function csvRows(
  rows: readonly AccountRow[],
  text: ReturnType<typeof useProofText>,
  reasons: Pick<SlaReasons, 'segment'>,
): (string | number)[][] {
  const head = [
    text('proof.from'),
    text('proof.to'),
    text('proof.kind'),
    text('proof.csv.durationMs'),
    text('proof.csv.countedMs'),
    text('proof.csv.totalMs'),
    text('proof.because'),
    text('proof.csv.goal'),
    text('proof.csv.targetMs'),
    text('proof.csv.dst'),
  ];
  return [
    head,
    ...rows.map(({ segment, durationMs, totalMs }) => [
      segment.from,
      segment.to,
      text(`proof.kind.${segment.kind}`),
      durationMs,
      segment.countedMs,
      totalMs,
      reasons.segment(segment),
      segment.targetMs === 0 ? text('proof.goal.none') : segment.goal,
      segment.targetMs,
      segment.dst === null ? '' : text(`proof.dst.${segment.dst}`),
    ]),
  ];
}
