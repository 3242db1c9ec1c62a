/**
 * When a resolved incident closes by itself: after N business days in Resolved, so that the customer has had N working
 * days to object. Weekdays count, in the configured zone; the time of day stays. What is resolved on a weekend counts from
 * the start of the next business day.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { instant, type Instant } from '../kernel/time';

const isTimeZone = (zone: string): boolean => {
  try {
    // Offsets like "+02:00" are zones for Temporal, but they know no daylight saving and are never what an office means.
    return /^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone) !== undefined;
  } catch {
    return false;
  }
};

export const ClosurePolicy = z.object({
  /** Without it a resolved incident stays so until somebody closes it. */
  automatic: z.boolean().default(true),
  businessDays: z
    .int('Business days are a whole number.')
    .min(1, 'At least one business day, so that the customer can object.')
    .max(30, 'At most 30 business days.'),
  timeZone: z.string().refine(isTimeZone, 'Name a time zone of the IANA list, for example Europe/Berlin.'),
});
export type ClosurePolicy = z.output<typeof ClosurePolicy>;

export const DEFAULT_CLOSURE_POLICY: ClosurePolicy = { automatic: true, businessDays: 5, timeZone: 'UTC' };

/**
 * The instant from which the incident is due for closing. A later resolution closes no earlier, except by the length of
 * a clock change for those resolved in the very hour of it.
 */
export function closesAt(resolvedAt: Instant, policy: ClosurePolicy): Instant {
  const resolved = Temporal.Instant.from(resolvedAt).toZonedDateTimeISO(policy.timeZone).toPlainDateTime();
  let due = resolved;
  if (isWeekend(due)) {
    while (isWeekend(due)) due = due.add({ days: 1 });
    due = due.with({ hour: 0, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  }
  for (let left = policy.businessDays; left > 0; left -= 1) {
    do due = due.add({ days: 1 });
    while (isWeekend(due));
  }
  // A wall time that spring skips is taken an hour later, one that autumn repeats the first time ("compatible").
  return instant(due.toZonedDateTime(policy.timeZone).toInstant().toString());
}

export const isDue = (resolvedAt: Instant, policy: ClosurePolicy, now: Instant): boolean =>
  policy.automatic && closesAt(resolvedAt, policy) <= now;

/** ISO days 6 and 7. */
const isWeekend = (date: Temporal.PlainDateTime): boolean => date.dayOfWeek > 5;
