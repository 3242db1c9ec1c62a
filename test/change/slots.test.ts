import fc from 'fast-check';
import { conflictsOf } from '../../src/change/conflicts';
import type { ChangeWindow, SlotSearch } from '../../src/change/schedule.shapes';
import type { ScheduledChange } from '../../src/change/scheduled-change';
import { MAX_SLOT_BLOCKS, nextFreeSlot, type SlotSurroundings } from '../../src/change/slots';
import { windowPlan } from '../../src/change/windows';
import { graphOf } from '../../src/cmdb/graph';
import { compileCalendar, isOpen, type CalendarSpec } from '../../src/sla/calendar';
import { aGraph, refs } from '../cmdb/graphs';
import { aKey, anyScene, instantText, MINUTE, wallOf } from './schedules';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 120);

const OFFICE: CalendarSpec = {
  timeZone: 'Europe/Berlin',
  alwaysOpen: false,
  weekly: (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => ({
    day,
    from: 540,
    to: 1_020,
  })),
  holidays: [],
  extra: [],
};

const aChange = (place: number, from: string, to: string, cis = refs('app')): ScheduledChange => ({
  issueId: String(10_000 + place),
  key: aKey(place),
  type: 'normal',
  planned: { from: `2026-06-${from}:00.000Z`, to: `2026-06-${to}:00.000Z` },
  cis,
  implementer: null,
});

const MINE = { issueId: '1', key: aKey(0), type: 'normal' as const, cis: refs('app'), implementer: null };

const aSearch = (over: Partial<SlotSearch> = {}): SlotSearch => ({
  // A Monday.
  after: '2026-06-01T00:00:00.000Z',
  until: '2026-06-08T00:00:00.000Z',
  minutes: 120,
  step: 30,
  hours: 'any',
  ...over,
});

const around = (over: Partial<SlotSurroundings> = {}): SlotSurroundings => ({
  others: [],
  plan: { windows: [], occurrences: [] },
  graph: aGraph(['app ← db1']),
  calendar: compileCalendar(OFFICE),
  timeZone: 'UTC',
  ...over,
});

const freeze = (start: string, end: string, over: Partial<ChangeWindow> = {}): ChangeWindow => ({
  key: 'quarter-end',
  name: 'Quarter end',
  kind: 'freeze',
  scope: { on: 'site' },
  timeZone: 'UTC',
  start: `2026-06-${start}`,
  end: `2026-06-${end}`,
  rrule: null,
  except: [],
  enabled: true,
  note: '',
  ...over,
});
const planOf = (...windows: ChangeWindow[]) =>
  windowPlan({ windows }, { from: '2026-06-01T00:00:00.000Z', to: '2026-06-08T00:00:00.000Z' });

describe('the next free slot', () => {
  it('is at once when nothing stands in the way', () => {
    expect(nextFreeSlot(MINE, aSearch({ after: '2026-06-01T00:07:00.000Z' }), around())).toEqual({
      slot: { from: '2026-06-01T00:30:00.000Z', to: '2026-06-01T02:30:00.000Z' },
      searchedUntil: '2026-06-08T00:00:00.000Z',
      blocked: [],
      cut: false,
    });
  });

  it('begins when the other ends, or ends when it begins; and says what stood in the way, in the order of time', () => {
    const others = [
      aChange(1, '01T01:00', '01T04:00'),
      aChange(2, '01T05:00', '01T06:00'),
      aChange(3, '01T08:00', '01T09:00'),
    ];
    const answer = nextFreeSlot(MINE, aSearch(), around({ others }));
    expect(answer.slot?.from).toBe('2026-06-01T06:00:00.000Z');
    expect(answer.blocked).toEqual([
      {
        from: '2026-06-01T00:00:00.000Z',
        to: '2026-06-01T04:00:00.000Z',
        because: 'sameCi',
        other: 'CHG-2',
        window: null,
      },
      {
        from: '2026-06-01T03:30:00.000Z',
        to: '2026-06-01T06:00:00.000Z',
        because: 'sameCi',
        other: 'CHG-3',
        window: null,
      },
    ]);
  });

  it('keeps out of freezes, and within maintenance', () => {
    const maintenance = freeze('02T22:00', '03T02:00', { key: 'night', kind: 'maintenance', rrule: 'FREQ=DAILY' });
    const answer = nextFreeSlot(MINE, aSearch(), around({ plan: planOf(freeze('02T12:00', '03T00:30'), maintenance) }));
    expect(answer.slot?.from).toBe('2026-06-03T22:00:00.000Z');
    const [june1, june2, june3] = ['2026-06-01T', '2026-06-02T', '2026-06-03T'];
    const outside = { because: 'outsideMaintenance', other: null, window: 'night' };
    expect(answer.blocked).toEqual([
      { from: `${june1}00:00:00.000Z`, to: `${june2}22:00:00.000Z`, ...outside },
      {
        from: `${june2}10:30:00.000Z`,
        to: `${june3}00:30:00.000Z`,
        because: 'freeze',
        other: null,
        window: 'quarter-end',
      },
      // At 00:00 there was room until 02:00; the next beginning of the grid is the first without.
      { from: `${june3}00:30:00.000Z`, to: `${june3}22:00:00.000Z`, ...outside },
    ]);
  });

  it.each<[string, Partial<SlotSearch>, string | null, string[]]>([
    ['within business hours', { hours: 'business' }, '2026-06-01T07:00:00.000Z', ['hours']],
    [
      'outside of them',
      { hours: 'outsideBusiness', after: '2026-06-01T08:00:00.000Z' },
      '2026-06-01T15:00:00.000Z',
      ['hours'],
    ],
    ['longer than a working day', { hours: 'business', minutes: 600 }, null, ['hours']],
    ['no room until the end', { minutes: 9_000, until: '2026-06-02T00:00:00.000Z' }, null, []],
    ['the very last one', { minutes: 1_440, until: '2026-06-02T00:00:00.000Z' }, '2026-06-01T00:00:00.000Z', []],
  ])('%s', (_case, search, from, because) => {
    const answer = nextFreeSlot(MINE, aSearch(search), around());
    expect(answer.slot?.from ?? null).toBe(from);
    expect(answer.blocked.map((one) => one.because)).toEqual(because);
  });

  it('begins at full hours as the reader’s clock shows them', () => {
    const at = (timeZone: string) => nextFreeSlot(MINE, aSearch({ step: 60 }), around({ timeZone })).slot?.from;
    expect(at('Asia/Kathmandu')).toBe('2026-06-01T00:15:00.000Z');
    expect(at('America/St_Johns')).toBe('2026-06-01T00:30:00.000Z');
  });

  it('without a calendar, hours can’t be asked for', () => {
    expect(() => nextFreeSlot(MINE, aSearch({ hours: 'business' }), around({ calendar: undefined }))).toThrow(
      RangeError,
    );
  });

  it('is not in its own way; and what stands in the way is cut where nobody would read on', () => {
    const others = Array.from({ length: MAX_SLOT_BLOCKS + 1 }, (_, place) => aChange(place, '01T00:00', '02T00:00'));
    const answer = nextFreeSlot({ ...MINE, issueId: '10000' }, aSearch(), around({ others }));
    expect(answer.slot?.from).toBe('2026-06-02T00:00:00.000Z');
    expect(answer.blocked).toHaveLength(MAX_SLOT_BLOCKS);
    expect(answer.blocked.map(({ other }) => other)).not.toContain('CHG-1');
    expect(answer.cut).toBe(false);
    const more = nextFreeSlot(MINE, aSearch(), around({ others: [...others, aChange(500, '01T00:00', '02T00:00')] }));
    expect([more.blocked.length, more.cut]).toEqual([MAX_SLOT_BLOCKS, true]);
  });

  it('never has a conflict, and no earlier one of the grid is free: every beginning tried, around changes of the clock', () => {
    const anySearch = anyScene({ changes: 6, windows: 2 }).chain((scene) =>
      fc.record({
        scene: fc.constant(scene),
        after: fc.integer({ min: scene.stage.first, max: scene.stage.last - 1 }),
        span: fc.integer({ min: 1, max: 3 * 1_440 }),
        minutes: fc.oneof(
          fc.integer({ min: 1, max: 40 }).map((quarter) => quarter * 15),
          fc.integer({ min: 5, max: 1_500 }),
        ),
        step: fc.constantFrom(5, 15, 30, 60),
        hours: fc.constantFrom('any', 'any', 'business', 'outsideBusiness'),
      }),
    );
    let found = 0;
    fc.assert(
      fc.property(anySearch, ({ scene, after, span, minutes, step, hours }) => {
        const { zone, first, last } = scene.stage;
        const until = after + span;
        const calendar = compileCalendar({ ...OFFICE, timeZone: zone });
        const graph = graphOf(scene.input);
        const plan = windowPlan(
          { windows: scene.windows.map(({ window }) => window) },
          { from: instantText(after), to: instantText(until) },
        );
        const search = { after: instantText(after), until: instantText(until), minutes, step, hours } as const;
        const answer = nextFreeSlot(scene.candidate, search, {
          others: scene.others,
          plan,
          graph,
          calendar,
          timeZone: zone,
        });

        const wall = wallOf(zone, first, last + 4 * 1_440);
        const open = (minute: number): boolean => isOpen(calendar, minute * MINUTE);
        const isFree = (start: number): boolean => {
          const planned = { from: instantText(start), to: instantText(start + minutes) };
          const all = Array.from({ length: minutes }, (_, minute) => start + minute);
          if (hours === 'business' && !all.every(open)) return false;
          if (hours === 'outsideBusiness' && all.some(open)) return false;
          return conflictsOf({ ...scene.candidate, planned }, scene.others, plan, graph).length === 0;
        };
        let expected: number | null = null;
        for (let start = after; start + minutes <= until && expected === null; start += 1)
          if ((wall[start - first] ?? 1) % step === 0 && isFree(start)) expected = start;
        expect(answer.slot).toEqual(
          expected === null ? null : { from: instantText(expected), to: instantText(expected + minutes) },
        );
        if (expected !== null) found += 1;

        // The reasons given account for every beginning that was passed over, and for those only.
        const end = expected ?? until - minutes + 1;
        for (let start = after; start < end && !answer.cut; start += 1)
          if ((wall[start - first] ?? 1) % step === 0)
            expect(answer.blocked.some((one) => one.from <= instantText(start) && instantText(start) < one.to)).toBe(
              true,
            );
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS / 10);
  });
});
