/** The grid of beginnings: minutes after the full hour as the clock in a zone shows them, also where that is half an hour off. */
import { Temporal } from 'temporal-polyfill';

const MINUTE = 60_000;

/** The first instant from `at` on (epoch milliseconds) at which the clock shows a multiple of `step` minutes after the hour. */
export function firstOnGrid(at: number, step: number, timeZone: string): number {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const offset = offsetOf(here);
  const found = Math.ceil((at + offset) / (step * MINUTE)) * step * MINUTE - offset;
  if (offsetOf(Temporal.Instant.fromEpochMilliseconds(found).toZonedDateTimeISO(timeZone)) === offset) return found;
  const change = here.getTimeZoneTransition('next');
  return change === null ? found : firstOnGrid(change.epochMilliseconds, step, timeZone);
}

const offsetOf = (moment: Temporal.ZonedDateTime): number => moment.offsetNanoseconds / 1_000_000;
