/**
 * The matrices in force over time. An incident is judged by the one in force when its impact or urgency was last set, so
 * that editing the matrix rewrites no earlier decision.
 */
import { z } from 'zod';
import { toEpoch, type Instant } from '../kernel/time';
import { DEFAULT_MATRIX, PriorityMatrix } from './priority-matrix';

/** As stored: `from` is when the matrix came into force. Oldest first. */
export const MatrixHistory = z.object({
  revisions: z.array(z.object({ from: z.iso.datetime(), cells: PriorityMatrix })).min(1),
});
export type MatrixHistory = z.output<typeof MatrixHistory>;

/**
 * 500 revisions of some 400 bytes stay below the 240 KiB a stored value may have; for older assessments the oldest kept
 * one stands in.
 */
const KEPT = 500;

export function matrixAt(history: MatrixHistory | undefined, at: Instant): PriorityMatrix {
  const revisions = history?.revisions ?? [];
  const inForce = revisions.findLast(({ from }) => Date.parse(from) <= toEpoch(at));
  if (inForce !== undefined) return inForce.cells;
  return revisions.length >= KEPT ? (revisions[0]?.cells ?? DEFAULT_MATRIX) : DEFAULT_MATRIX;
}

export const currentMatrix = (history: MatrixHistory | undefined): PriorityMatrix =>
  history?.revisions.at(-1)?.cells ?? DEFAULT_MATRIX;

export const withMatrix = (history: MatrixHistory | undefined, cells: PriorityMatrix, now: Instant): MatrixHistory => ({
  revisions: [...(history?.revisions ?? []), { from: now, cells }].slice(-KEPT),
});
