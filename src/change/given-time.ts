/** Times as browsers send them, refused at the place where they were typed. */
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { Span } from './change.shapes';
import { LONGEST_CHANGE_DAYS, LONGEST_CHANGE_MS } from './planned-span';

export const wrongAt = (path: string, message: string): AppError =>
  new AppError('INVALID_INPUT', message, { issues: [{ path, message }] });

export function givenInstant(text: string, path: string): Instant {
  try {
    return instant(text);
  } catch {
    throw wrongAt(path, 'That is no date and time.');
  }
}

export function givenSpan(
  { from, to }: Span,
  path: string,
  longest: { readonly ms: number; readonly days: number } = { ms: LONGEST_CHANGE_MS, days: LONGEST_CHANGE_DAYS },
): { readonly from: Instant; readonly to: Instant } {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const start = givenInstant(from, at('from'));
  const end = givenInstant(to, at('to'));
  if (end <= start) throw wrongAt(at('to'), 'The end has to come after the start.');
  if (toEpoch(end) - toEpoch(start) > longest.ms) throw wrongAt(at('to'), `At most ${longest.days} days.`);
  return { from: start, to: end };
}
