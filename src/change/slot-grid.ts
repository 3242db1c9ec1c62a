/** The grid of beginnings: minutes after the full hour as the clock in a zone shows them, also where that is half an hour off. */
import { clockChangeAfter, wallTimeAt } from './wall-clock';

const MINUTE = 60_000;

/** The first instant from `at` on (epoch milliseconds) at which the clock shows a multiple of `step` minutes after the hour. */
export function firstOnGrid(at: number, step: number, timeZone: string): number {
  const offset = wallTimeAt(at, timeZone) - at;
  const found = Math.ceil((at + offset) / (step * MINUTE)) * step * MINUTE - offset;
  if (wallTimeAt(found, timeZone) - found === offset) return found;
  return firstOnGrid(clockChangeAfter(at, timeZone) ?? found, step, timeZone);
}
