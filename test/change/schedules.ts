/** Random schedules around changes of the clock, and the rules applied to them a minute at a time, to judge answers by. */
import fc from 'fast-check';
import { AccountId, IssueKey, type CiRef } from '../../src/contract/ids';
import { CHANGE_TYPES } from '../../src/change/change.shapes';
import { ChangeWindow, type WindowScope } from '../../src/change/schedule.shapes';
import type { ScheduledChange } from '../../src/change/scheduled-change';
import type { GraphInput } from '../../src/cmdb/graph';
import { instant } from '../../src/kernel/time';
import { anyGraph, fallenByTheBook, ref } from '../cmdb/graphs';

export const MINUTE = 60_000;
const DAY = 1_440;

/** A zone, and a day (UTC) within which its clocks change: by an hour, half an hour, at midnight, at :30, twice a year or never. */
export const CLOCK_CHANGES: readonly (readonly [zone: string, day: string])[] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-04'],
  ['Australia/Lord_Howe', '2026-10-03'],
  ['America/Santiago', '2026-09-06'],
  ['America/Santiago', '2026-04-05'],
  ['America/St_Johns', '2026-03-08'],
  ['Asia/Kathmandu', '2026-06-10'],
  ['Pacific/Apia', '2011-12-30'],
];

/** A stretch of minutes that everything happens in, the change of the clock in its middle. */
export interface Stage {
  readonly zone: string;
  /** The first minute since 1970 of the stretch, and the first after it. */
  readonly first: number;
  readonly last: number;
}

const DAYS_AROUND = 4;

export const stageOf = ([zone, day]: readonly [string, string]): Stage => {
  const middle = Date.parse(`${day}T00:00Z`) / MINUTE;
  return { zone, first: middle - DAYS_AROUND * DAY, last: middle + (DAYS_AROUND + 1) * DAY };
};
export const anyStage = fc.constantFrom(...CLOCK_CHANGES).map(stageOf);

/** What the clock in a zone shows at each minute of a stage, as minutes since 1970 of a clock in UTC that shows the same. */
export const wallOf = memo((zone: string, first: number, last: number): readonly number[] => {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return Array.from({ length: last - first }, (_, minute) => {
    const [month = 0, day = 0, year = 0, hour = 0, least = 0] = (
      format.format((first + minute) * MINUTE).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, least) / MINUTE;
  });
});

function memo<T>(compute: (zone: string, first: number, last: number) => T) {
  const known = new Map<string, T>();
  return (zone: string, first: number, last: number): T => {
    const key = `${zone} ${first} ${last}`;
    const found = known.get(key) ?? compute(zone, first, last);
    known.set(key, found);
    return found;
  };
}

export const localText = (wallMinute: number): string => new Date(wallMinute * MINUTE).toISOString().slice(0, 16);
export const instantText = (minute: number) => instant(minute * MINUTE);

// ── Windows ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

export interface Repeats {
  readonly kind: 'once' | 'daily' | 'weekly' | 'days';
  readonly interval: number;
  readonly weekdays: readonly number[];
  readonly count: number | undefined;
}

/** A window by numbers, from which both the window and what is expected of it are made. */
export interface PlannedWindow {
  readonly zone: string;
  /** On the wall, minutes since 1970. */
  readonly start: number;
  readonly length: number;
  readonly repeats: Repeats;
  readonly window: ChangeWindow;
}

const anyRepeats: fc.Arbitrary<Repeats> = fc.record({
  kind: fc.constantFrom('once', 'daily', 'weekly', 'days'),
  interval: fc.integer({ min: 1, max: 3 }),
  weekdays: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 }),
  count: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
});

function ruleOf({ kind, interval, weekdays, count }: Repeats): string | null {
  if (kind === 'once') return null;
  const days = weekdays.map((day) => WEEKDAYS[day] ?? '').join(',');
  const rule = {
    daily: `FREQ=DAILY;INTERVAL=${interval}`,
    weekly: 'FREQ=WEEKLY',
    days: `FREQ=WEEKLY;BYDAY=${days}`,
  }[kind];
  return `${rule}${count === undefined ? '' : `;COUNT=${count}`}`;
}

/** Starts lie around the hours in which clocks change, and lengths are such that many windows begin or end there. */
export const anyWindow = ({ zone, first, last }: Stage, scope: fc.Arbitrary<WindowScope>, place: number) =>
  fc
    .record({
      day: fc.nat((last - first) / DAY - 1),
      minute: fc.oneof(
        fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
        fc.nat(DAY - 1),
      ),
      length: fc.oneof(
        fc.integer({ min: 1, max: 20 }).map((quarter) => quarter * 15),
        fc.integer({ min: 1, max: 3 * DAY }),
      ),
      repeats: anyRepeats,
      kind: fc.constantFrom('freeze' as const, 'maintenance' as const),
      scope,
      except: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray([...CHANGE_TYPES]) },
      ),
    })
    .map(({ day, minute, length, repeats, kind, scope: on, except }): PlannedWindow => {
      const start = Math.floor(first / DAY) * DAY + day * DAY + minute;
      const window = ChangeWindow.parse({
        key: `w${place}`,
        name: `Window ${place}`,
        kind,
        scope: on,
        timeZone: zone,
        start: localText(start),
        end: localText(start + length),
        rrule: ruleOf(repeats),
        except,
        enabled: true,
        note: '',
      });
      return { zone, start, length, repeats, window };
    });

/** Starts on the wall up to a minute, day after day. */
export function wallStarts({ start, repeats }: PlannedWindow, until: number): number[] {
  const { kind, interval, weekdays, count = Infinity } = repeats;
  if (kind === 'once') return [start];
  const starts: number[] = [];
  for (let day = 0; start + day * DAY <= until && starts.length < count; day += 1) {
    const at = start + day * DAY;
    const fits = {
      daily: day % interval === 0,
      weekly: day % 7 === 0,
      days: weekdays.includes(new Date(at * MINUTE).getUTCDay()),
    }[kind];
    if (fits) starts.push(at);
  }
  return starts;
}

/** From the first to the last minute at which the clock shows a time of the occurrence. Looks days beyond the stage. */
export function expectedStretches(
  planned: PlannedWindow,
  { zone, first, last }: Stage,
): { from: number; to: number }[] {
  const margin = 6 * DAY;
  const wall = wallOf(zone, first - margin, last + margin);
  return wallStarts(planned, last + 4 * DAY).flatMap((start) => {
    const shows = (at: number): boolean => start <= at && at < start + planned.length;
    const from = wall.findIndex(shows);
    const to = wall.findLastIndex(shows) + 1;
    return from === -1 ? [] : [{ from: first - margin + from, to: first - margin + to }];
  });
}

// ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const aKey = (place: number) => IssueKey.parse(`CHG-${place + 1}`);
export const anAccount = (name: string) => AccountId.parse(name);

/** Whole quarters of an hour, so that many touch without meeting; now and then any minute. */
export const anyChange = (
  { first, last }: Stage,
  cis: readonly CiRef[],
  place: number,
): fc.Arbitrary<ScheduledChange> =>
  fc
    .record({
      start: fc.oneof(
        { weight: 3, arbitrary: fc.nat((last - first) / 15 - 1).map((quarter) => first + quarter * 15) },
        { weight: 1, arbitrary: fc.integer({ min: first, max: last - 1 }) },
      ),
      length: fc.oneof(
        fc.integer({ min: 1, max: 24 }).map((quarter) => quarter * 15),
        fc.integer({ min: 1, max: 2 * DAY }),
      ),
      type: fc.constantFrom(...CHANGE_TYPES, null),
      cis: fc.subarray([...cis], { maxLength: 3 }),
      implementer: fc.constantFrom('ann', 'ben', null),
    })
    .map(({ start, length, type, cis: on, implementer }) => ({
      issueId: String(10_000 + place),
      key: aKey(place),
      type,
      planned: { from: instantText(start), to: instantText(start + length) },
      cis: on,
      implementer: implementer === null ? null : anAccount(implementer),
    }));

export const minutesOf = ({ planned }: Pick<ScheduledChange, 'planned'>): { from: number; to: number } => ({
  from: Date.parse(planned.from) / MINUTE,
  to: Date.parse(planned.to) / MINUTE,
});

export interface Scene {
  readonly stage: Stage;
  readonly input: GraphInput;
  readonly candidate: ScheduledChange;
  readonly others: readonly ScheduledChange[];
  readonly windows: readonly PlannedWindow[];
}

/** Two of the CIs are gone: still named by changes and windows, no longer in the graph. */
export const anyScene = ({
  changes = 5,
  windows = 3,
}: { readonly changes?: number; readonly windows?: number } = {}): fc.Arbitrary<Scene> =>
  fc.tuple(anyStage, anyGraph({ min: 2, max: 6 })).chain(([stage, input]) => {
    const refs = [...input.nodes.map((node) => node.ref), ref('gone1')];
    const scope: fc.Arbitrary<WindowScope> = fc.oneof(
      fc.constant({ on: 'site' as const }),
      fc.record({ on: fc.constant('cis' as const), refs: fc.subarray(refs, { minLength: 1, maxLength: 3 }) }),
      fc.record({ on: fc.constant('services' as const), refs: fc.subarray(refs, { minLength: 1, maxLength: 2 }) }),
      fc.record({
        on: fc.constant('classes' as const),
        keys: fc.subarray(['server', 'linuxServer', 'database', 'businessService'], { minLength: 1, maxLength: 2 }),
      }),
    );
    return fc.record({
      stage: fc.constant(stage),
      input: fc.constant(input),
      candidate: anyChange(stage, refs, 0),
      others: fc.tuple(...Array.from({ length: changes }, (_, place) => anyChange(stage, refs, place + 1))),
      windows: fc.tuple(...Array.from({ length: windows }, (_, place) => anyWindow(stage, scope, place))),
    });
  });

/** What falls with these, by the book, though it is none of them. */
export function hitByTheBook(input: GraphInput, failed: readonly CiRef[]): Set<CiRef> {
  const fallen = fallenByTheBook(input, failed);
  for (const one of failed) fallen.delete(one);
  return fallen;
}
