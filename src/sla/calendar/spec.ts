/** What a working calendar is made of, as people state it: wall-clock times, local dates, an IANA time zone. */

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Minutes of the local day. `from` is 0–1439; `to` is after it and may pass 1440, for an interval over midnight
 * (22:00–06:00 is `{ from: 1320, to: 1800 }`), up to 2880, the end of the next day. It belongs to the day it starts on.
 */
export interface WeeklyInterval {
  readonly day: Weekday;
  readonly from: number;
  readonly to: number;
}

/**
 * Local calendar days, both ends included: `dates` are `YYYY-MM-DD`, `yearly` are `MM-DD` and may run over new year
 * (`12-24` to `01-02`). 29 February is a day of leap years only.
 */
export type Holiday =
  | { readonly kind: 'dates'; readonly name: string; readonly from: string; readonly to: string }
  | { readonly kind: 'yearly'; readonly name: string; readonly from: string; readonly to: string };

/** Working time at one local date (`YYYY-MM-DD`), on a holiday or a weekend too; minutes as in {@link WeeklyInterval}. */
export interface ExtraHours {
  readonly name: string;
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

export interface CalendarSpec {
  /** IANA name, e.g. `Europe/London`. */
  readonly timeZone: string;
  /** 24×7: weekly hours, holidays and extra hours are then ignored. */
  readonly alwaysOpen: boolean;
  readonly weekly: readonly WeeklyInterval[];
  readonly holidays: readonly Holiday[];
  readonly extra: readonly ExtraHours[];
}

export const MINUTE = 60_000;
export const MINUTES_A_DAY = 1440;
export const DAY = 86_400_000;

/** Calendars answer for the years 1970–2100, in UTC: 1970-01-01T00:00Z up to and including 2101-01-01T00:00Z. */
export const FIRST_INSTANT = 0;
export const LAST_INSTANT = Date.UTC(2101, 0, 1);

/** Minutes of a day, the end excluded: 09:00–17:00 is `{ from: 540, to: 1020 }`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}
