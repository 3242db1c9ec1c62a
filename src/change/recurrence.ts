/**
 * Recurrence rules (RFC 5545, 3.3.10) as windows use them, read strictly: what the library would pass over in silence (an
 * unknown part, an hour 99) is refused, for a freeze that repeats otherwise than was typed is worse than none.
 *
 * A rule runs on the wall clock, as if there were no time zones; what a wall clock time means on days when the clock
 * changes is decided afterwards. So no occurrence is lost because its start is skipped.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { wallTimeAt } from './wall-clock';

export type RecurrenceFault =
  | { readonly code: 'empty' | 'dtstart' | 'no-frequency' | 'too-often' | 'count-and-until' }
  | { readonly code: 'unknown-part' | 'repeated-part' | 'bad-value'; readonly part: string; readonly value: string };

export interface Recurrence {
  /** Neither COUNT nor UNTIL ends it. */
  readonly endless: boolean;
  /** Wall clock starts (see `wall-clock.ts`) from `first` to `last`, both included, in order. */
  readonly starts: (first: number, last: number) => readonly number[];
}

/** The start itself is an occurrence only where the rule says so. Throws for a rule that `ruleFault` refuses. */
export function recurrenceOf(rrule: string, start: number, timeZone: string): Recurrence {
  const fault = ruleFault(rrule);
  if (fault !== undefined) throw new RangeError(`not a recurrence rule of a window (${fault.code}): ${rrule}`);
  const parts = partsOf(rrule);
  const rule = new RRuleTemporal({
    rruleString: onTheWall(parts, timeZone),
    dtstart: Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC'),
  });
  return {
    endless: !parts.some(([name]) => name === 'COUNT' || name === 'UNTIL'),
    starts: (first, last) =>
      rule.between(new Date(first), new Date(last), true).map(({ epochMilliseconds }) => epochMilliseconds),
  };
}

/** What keeps a rule from being used, the first thing of all; undefined for nothing. */
export function ruleFault(rrule: string): RecurrenceFault | undefined {
  if (rrule.trim() === '') return { code: 'empty' };
  if (/DTSTART/i.test(rrule)) return { code: 'dtstart' };
  const parts = partsOf(rrule);
  return faultIn(parts) ?? faultOf(parts);
}

type Part = readonly [name: string, value: string];

const partsOf = (rrule: string): Part[] =>
  rrule
    .trim()
    .replace(/^RRULE:/i, '')
    .replace(/;$/, '')
    .split(';')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toUpperCase(), value.join('=').trim().toUpperCase()];
    });

const listOf = (pattern: string): RegExp => new RegExp(`^(?:${pattern})(?:,(?:${pattern}))*$`);
const POSITIVE = /^[1-9]\d{0,4}$/;
const DAY = 'MO|TU|WE|TH|FR|SA|SU';
const UP_TO_53 = '0?[1-9]|[1-4]\\d|5[0-3]';
const UP_TO_366 = '0{0,2}[1-9]|0?[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6]';

/** Parts and how their values look. Seconds are none: windows are told in minutes. */
const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)$/,
  INTERVAL: POSITIVE,
  COUNT: POSITIVE,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  WKST: new RegExp(`^(?:${DAY})$`),
  BYMONTH: listOf('0?[1-9]|1[0-2]'),
  BYMONTHDAY: listOf('[+-]?(?:0?[1-9]|[12]\\d|3[01])'),
  BYYEARDAY: listOf(`[+-]?(?:${UP_TO_366})`),
  BYWEEKNO: listOf(`[+-]?(?:${UP_TO_53})`),
  BYDAY: listOf(`(?:[+-]?(?:${UP_TO_53}))?(?:${DAY})`),
  BYHOUR: listOf('[01]?\\d|2[0-3]'),
  BYMINUTE: listOf('[0-5]?\\d'),
  BYSETPOS: listOf(`[+-]?(?:${UP_TO_366})`),
};

function faultIn(parts: readonly Part[]): RecurrenceFault | undefined {
  for (const [place, [part, value]] of parts.entries()) {
    const pattern = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
    if (pattern === undefined) return { code: 'unknown-part', part, value };
    if (parts.findIndex(([name]) => name === part) !== place) return { code: 'repeated-part', part, value };
    if (!pattern.test(value) || (part === 'UNTIL' && untilOf(value) === undefined))
      return { code: 'bad-value', part, value };
  }
  return undefined;
}

/** What the parts are wrong about together (RFC 5545 forbids each). */
function faultOf(parts: readonly Part[]): RecurrenceFault | undefined {
  const given = new Map(parts);
  const frequency = given.get('FREQ');
  if (frequency === undefined) return { code: 'no-frequency' };
  if (frequency === 'SECONDLY' || frequency === 'MINUTELY') return { code: 'too-often' };
  if (given.has('COUNT') && given.has('UNTIL')) return { code: 'count-and-until' };
  const misplaced = (part: string, allowed: boolean): RecurrenceFault | undefined =>
    given.has(part) && !allowed ? { code: 'bad-value', part, value: `${part} with FREQ=${frequency}` } : undefined;
  const numbered = /\d/.test(given.get('BYDAY') ?? '');
  const monthlyOrYearly = frequency === 'MONTHLY' || (frequency === 'YEARLY' && !given.has('BYWEEKNO'));
  return (
    misplaced('BYWEEKNO', frequency === 'YEARLY') ??
    misplaced('BYYEARDAY', frequency === 'YEARLY' || frequency === 'HOURLY') ??
    misplaced('BYMONTHDAY', frequency !== 'WEEKLY') ??
    (numbered ? misplaced('BYDAY', monthlyOrYearly) : undefined) ??
    misplaced(
      'BYSETPOS',
      [...given.keys()].some((part) => part.startsWith('BY') && part !== 'BYSETPOS'),
    )
  );
}

/** The last wall clock moment of a rule, or the instant of it; a date means all of its day. */
function untilOf(value: string): { readonly moment: number; readonly utc: boolean } | undefined {
  const [, date = '', time = 'T235959', utc] = /^(\d{8})(T\d{6})?(Z)?$/.exec(value) ?? [];
  try {
    const moment = Temporal.PlainDateTime.from(`${date}${time}`).toZonedDateTime('UTC').epochMilliseconds;
    return { moment, utc: utc !== undefined };
  } catch {
    return undefined;
  }
}

function onTheWall(parts: readonly Part[], timeZone: string): string {
  return parts
    .map(([name, value]) => {
      const until = name === 'UNTIL' ? untilOf(value) : undefined;
      if (until === undefined) return `${name}=${value}`;
      const wall = until.utc ? wallTimeAt(until.moment, timeZone) : until.moment;
      return `UNTIL=${new Date(wall).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
    })
    .join(';');
}
