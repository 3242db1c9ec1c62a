/** A segment of a proof sheet as the browser shows it. */
import { assertNever } from '../kernel/assert-never';
import { instant } from '../kernel/time';
import { causesInWords, type FieldName } from './clock-words';
import type { Segment, SegmentBecause } from './proof-sheet';
import { segmentReasonView } from './reason-view';
import type { SegmentView } from './sla.contract';

export const segmentView = (segment: Segment, nameOf: FieldName): SegmentView => ({
  from: instant(segment.from),
  to: instant(segment.to),
  kind: segment.kind,
  countedMs: segment.countedMs,
  because: segment.because.map((because) => segmentInWords(because, segment, nameOf)).join('. '),
  reasons: segment.because.map((because) => segmentReasonView(because, segment, nameOf)),
  goal: segment.goal?.name ?? 'No goal',
  targetMs: segment.goal?.targetMs ?? 0,
  dst: segment.dst ?? null,
});

function segmentInWords(because: SegmentBecause, { goal }: Segment, nameOf: FieldName): string {
  switch (because.why) {
    case 'step': {
      const causes = causesInWords(because.causes, nameOf);
      if (!because.steps.includes('retargeted')) return causes;
      return `${causes}; ${goal === undefined ? 'no goal applies' : `the goal is now ${goal.name}`}`;
    }
    case 'hours':
      return 'Working hours';
    case 'extra-hours':
      return `Extra hours: ${because.name}`;
    case 'holiday':
      return `Holiday: ${because.name}`;
    case 'outside-hours':
      return 'Outside hours';
    default:
      return assertNever(because);
  }
}
