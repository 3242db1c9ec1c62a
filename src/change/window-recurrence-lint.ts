/** What a window's recurrence does wrong: unreadable, never, too often, into itself, without end or gap. */
import { error, warning } from '../sla/finding';
import type { Finding } from './change.shapes';
import { union, type Interval } from './intervals';
import { recurrenceOf, ruleFault, type RecurrenceFault } from './recurrence';
import type { ChangeWindow } from './schedule.shapes';
import { wallTimeAt } from './wall-clock';
import { nextOccurrences, stretchesOf, wallTime } from './windows';

const DAY = 86_400_000;
/** Some eight a day; more are a mistake, and nobody could read them in a calendar. */
export const MAX_A_MONTH = 250;
/** Rules such as “29 February when it is a Sunday” wait for 28 years, and for 40 around a year like 2100. */
const YEARS_TO_WAIT = 40;
const [MONTHS_LOOKED_AT, MONTH, STEP] = [12, 31 * DAY, 2 * DAY];

/** Of a window whose times and zone are right. */
export function recurrenceFindings(window: ChangeWindow, path: string): Finding[] {
  const { rrule } = window;
  const fault = rrule === null ? undefined : ruleFault(rrule);
  if (fault !== undefined) return [error(`${path}.rrule`, fault.code, wordsFor(fault))];
  const start = wallTime(window.start) ?? 0;
  const [first] = nextOccurrences(window, start - 2 * DAY, 1, YEARS_TO_WAIT);
  if (first === undefined) return [neverHappens(window, path)];
  if (rrule === null) return [];
  const year = firstYear(window, first.from);
  if (year === undefined) {
    const message = `It happens more than ${MAX_A_MONTH} times within a month. Let it happen less often, or last longer.`;
    return [error(`${path}.rrule`, 'too-often', message)];
  }
  const { endless } = recurrenceOf(rrule, start, window.timeZone);
  return [...continuityFindings(window, path, year, endless), ...startFindings(window, path, first)];
}

function neverHappens({ rrule }: ChangeWindow, path: string): Finding {
  return rrule === null
    ? error(`${path}.start`, 'never', 'The clock skips all of this time on that day. Choose another time.')
    : error(
        `${path}.rrule`,
        'never',
        `It never happens: no day from the start on (in ${YEARS_TO_WAIT} years) fits the rule, or the rule ends before the start.`,
      );
}

/** A step at a time, so that a rule that happens every minute is found out early; undefined for too often. */
function firstYear(window: ChangeWindow, from: number): Interval[] | undefined {
  const found: Interval[] = [];
  for (let at = from; at < from + MONTHS_LOOKED_AT * MONTH; at += STEP) {
    found.push(...stretchesOf(window, { from: at, to: at + STEP }).filter((one) => one.from >= at));
    const sinceAMonth = found.at(-1 - MAX_A_MONTH)?.from ?? -Infinity;
    if (sinceAMonth > at + STEP - MONTH) return undefined;
  }
  return found;
}

function continuityFindings(
  { kind }: ChangeWindow,
  path: string,
  year: readonly Interval[],
  endless: boolean,
): Finding[] {
  const [whole, ...apart] = union(year);
  const isWithoutGap = apart.length === 0 && whole !== undefined && whole.to - whole.from >= 365 * DAY;
  if (endless && isWithoutGap)
    return kind === 'freeze'
      ? [
          error(
            `${path}.rrule`,
            'covers-all-time',
            'This freeze goes on without end and without a gap: nothing could be changed ever again. End it with UNTIL or COUNT, or make it shorter.',
          ),
        ]
      : [warning(`${path}.rrule`, 'covers-all-time', 'It happens all the time, so it restricts nothing.')];
  if (!year.some(({ from }, place) => from < (year[place - 1]?.to ?? -Infinity))) return [];
  const message = 'It happens again before it is over. Make it shorter, or let it happen less often.';
  return [(endless ? error : warning)(`${path}.rrule`, 'overlaps-itself', message)];
}

/** RFC 5545 leaves open what a start is that its rule does not name; here only the rule counts. */
function startFindings(window: ChangeWindow, path: string, first: Interval): Finding[] {
  const [own] = stretchesOf({ ...window, rrule: null }, { from: -Infinity, to: Infinity });
  if (own === undefined || own.from >= first.from) return [];
  const day = new Date(wallTimeAt(first.from, window.timeZone)).toISOString().slice(0, 10);
  const message = `The rule leaves the start itself out: it happens on ${day} for the first time.`;
  return [warning(`${path}.start`, 'start-not-in-rule', message)];
}

function wordsFor(fault: RecurrenceFault): string {
  switch (fault.code) {
    case 'empty':
      return 'Enter a rule, such as FREQ=WEEKLY;BYDAY=SU, or choose that it happens once.';
    case 'dtstart':
      return 'Leave DTSTART out: the start above is the start.';
    case 'no-frequency':
      return 'The rule must say how often: FREQ=YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY.';
    case 'too-often':
      return 'A window can’t happen every minute or second. Let it happen less often, or last longer.';
    case 'count-and-until':
      return 'COUNT and UNTIL both end the rule. Remove one of them.';
    case 'repeated-part':
      return `${fault.part} is there twice. Remove one of them.`;
    case 'unknown-part':
      return fault.part === ''
        ? 'There is an empty part in the rule. Parts look like FREQ=WEEKLY and are separated by semicolons.'
        : `“${fault.part}” is no part of a recurrence rule that can be used here. Parts look like FREQ=WEEKLY;BYDAY=SU.`;
    case 'bad-value':
      return `“${fault.value}” can’t be used for ${fault.part}.`;
  }
}
