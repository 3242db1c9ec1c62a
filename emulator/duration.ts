import { Temporal } from 'temporal-polyfill';

/** Milliseconds of an ISO 8601 duration of weeks, days (24 h), hours, minutes and seconds: `PT1H30M`, `P2D`. Throws `RangeError`. */
export function durationToMs(text: string): number {
  const duration = Temporal.Duration.from(text);
  if (duration.years !== 0 || duration.months !== 0) throw new RangeError(`${text}: years and months have no fixed length`);
  return duration.total({ unit: 'milliseconds', relativeTo: Temporal.PlainDate.from('2026-01-01') });
}
