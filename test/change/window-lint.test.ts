import type { ChangeWindow } from '../../src/change/schedule.shapes';
import { refsInDraft, windowFaults } from '../../src/change/window-lint';
import { instant } from '../../src/kernel/time';
import { ref, refs } from '../cmdb/graphs';

const KNOWNS = {
  now: instant('2026-11-21T12:00:00Z'),
  cis: new Set([...refs('web'), ref('businessService:shop')]),
  services: new Set(refs('businessService:shop')),
  classes: new Set(['server']),
};

const aWindow = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  key: 'sunday',
  name: 'Sunday night',
  kind: 'maintenance',
  scope: { on: 'site' },
  timeZone: 'Europe/Berlin',
  start: '2026-11-01T22:00',
  end: '2026-11-02T02:00',
  rrule: 'FREQ=WEEKLY;BYDAY=SU',
  except: [],
  enabled: true,
  note: '',
  ...over,
});

const said = (...windows: unknown[]): string[] =>
  windowFaults({ windows }, KNOWNS).map(({ path, severity, code }) => `${severity} ${code} at ${path}`);

const freeze = (over: Partial<ChangeWindow> = {}): Record<string, unknown> => aWindow({ kind: 'freeze', ...over });

describe('windows as they are typed', () => {
  it.each<[string, Record<string, unknown>]>([
    ['each Sunday without end', {}],
    [
      'a freeze each Friday afternoon without end',
      { kind: 'freeze', start: '2026-11-06T15:00', end: '2026-11-06T23:00', rrule: 'FREQ=WEEKLY' },
    ],
    [
      'the last Friday of the month',
      { start: '2026-11-27T22:00', end: '2026-11-28T04:00', rrule: 'FREQ=MONTHLY;BYDAY=-1FR' },
    ],
    ['once, still ahead', { rrule: null, start: '2026-12-20T00:00', end: '2027-01-05T00:00' }],
    ['each 29 February', { rrule: 'FREQ=YEARLY', start: '2028-02-29T00:00', end: '2028-03-01T00:00' }],
    ['four times a day', { rrule: 'FREQ=HOURLY;INTERVAL=6', start: '2026-11-22T00:00', end: '2026-11-22T01:00' }],
    ['exactly 31 days', { rrule: null, start: '2026-12-01T00:00', end: '2027-01-01T00:00' }],
    ['with the name of the property before it, and in small letters', { rrule: 'rrule:freq=weekly;byday=su;' }],
    ['ended by a day', { rrule: 'FREQ=DAILY;UNTIL=20270101' }],
    ['of CIs', { scope: { on: 'cis', refs: ['server:web'] } }],
    ['of services and classes that are there', { scope: { on: 'services', refs: ['businessService:shop'] } }],
    ['of classes', { scope: { on: 'classes', keys: ['server'] } }],
  ])('nothing to say: %s', (_case, over) => {
    expect(said(aWindow(over))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no time', { start: '' }, 'error not-a-time at windows.0.start'],
    ['no such day', { end: '2026-02-30T10:00' }, 'error not-a-time at windows.0.end'],
    ['with an offset', { start: '2026-11-01T22:00Z' }, 'error unreadable at windows.0.start'],
    ['long ago', { start: '1926-11-01T22:00' }, 'error not-a-time at windows.0.start'],
    ['end before start', { end: '2026-11-01T21:00' }, 'error end-before-start at windows.0.end'],
    ['end at start', { end: '2026-11-01T22:00' }, 'error end-before-start at windows.0.end'],
    [
      'more than 31 days',
      { rrule: null, start: '2026-12-01T00:00', end: '2027-01-01T00:01' },
      'error too-long at windows.0.end',
    ],
    ['a zone nobody knows', { timeZone: 'Europe/Berln' }, 'error unknown-zone at windows.0.timeZone'],
    ['an offset for a zone', { timeZone: '+01:00' }, 'error unknown-zone at windows.0.timeZone'],
    ['a rule that is empty', { rrule: ' ' }, 'error empty at windows.0.rrule'],
    ['no rule at all', { rrule: 'every Sunday' }, 'error unknown-part at windows.0.rrule'],
    ['without a frequency', { rrule: 'BYDAY=SU' }, 'error no-frequency at windows.0.rrule'],
    ['with DTSTART', { rrule: 'DTSTART:20261101T220000\nRRULE:FREQ=WEEKLY' }, 'error dtstart at windows.0.rrule'],
    ['with other properties', { rrule: 'FREQ=WEEKLY\nEXDATE:20261108T220000Z' }, 'error bad-value at windows.0.rrule'],
    ['a part that is none', { rrule: 'FREQ=WEEKLY;BYDAYS=SU' }, 'error unknown-part at windows.0.rrule'],
    ['a part that every object has', { rrule: 'FREQ=WEEKLY;CONSTRUCTOR=1' }, 'error unknown-part at windows.0.rrule'],
    ['an empty part', { rrule: 'FREQ=WEEKLY;;BYDAY=SU' }, 'error unknown-part at windows.0.rrule'],
    ['a part twice', { rrule: 'FREQ=WEEKLY;FREQ=DAILY' }, 'error repeated-part at windows.0.rrule'],
    ['an hour that is none', { rrule: 'FREQ=DAILY;BYHOUR=24' }, 'error bad-value at windows.0.rrule'],
    ['an interval of 0', { rrule: 'FREQ=DAILY;INTERVAL=0' }, 'error bad-value at windows.0.rrule'],
    ['a last day that is none', { rrule: 'FREQ=DAILY;UNTIL=20261332' }, 'error bad-value at windows.0.rrule'],
    ['seconds', { rrule: 'FREQ=DAILY;BYSECOND=1' }, 'error unknown-part at windows.0.rrule'],
    ['a number of a week’s day', { rrule: 'FREQ=WEEKLY;BYDAY=2SU' }, 'error bad-value at windows.0.rrule'],
    ['positions of nothing', { rrule: 'FREQ=MONTHLY;BYSETPOS=1' }, 'error bad-value at windows.0.rrule'],
    ['two ends', { rrule: 'FREQ=DAILY;COUNT=3;UNTIL=20270101' }, 'error count-and-until at windows.0.rrule'],
    ['each second', { rrule: 'FREQ=SECONDLY' }, 'error too-often at windows.0.rrule'],
    ['each minute', { rrule: 'FREQ=MINUTELY;INTERVAL=30' }, 'error too-often at windows.0.rrule'],
    ['each hour', { rrule: 'FREQ=HOURLY', end: '2026-11-01T22:30' }, 'error too-often at windows.0.rrule'],
    [
      'each minute in another way',
      { rrule: `FREQ=DAILY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)}` },
      'error too-often at windows.0.rrule',
    ],
    ['30 February', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'error never at windows.0.rrule'],
    ['over before it starts', { rrule: 'FREQ=DAILY;UNTIL=20261031' }, 'error never at windows.0.rrule'],
    [
      'in a gap of the clock',
      { rrule: null, start: '2027-03-28T02:10', end: '2027-03-28T02:50' },
      'error never at windows.0.start',
    ],
    [
      'a freeze of all days for ever',
      { kind: 'freeze', rrule: 'FREQ=DAILY', start: '2026-11-22T00:00', end: '2026-11-23T00:00' },
      'error covers-all-time at windows.0.rrule',
    ],
    [
      'of all weeks for ever, each longer than a week',
      { kind: 'freeze', rrule: 'FREQ=WEEKLY', start: '2026-11-22T00:00', end: '2026-11-30T00:00' },
      'error covers-all-time at windows.0.rrule',
    ],
    [
      'maintenance at all times',
      { rrule: 'FREQ=DAILY', start: '2026-11-22T00:00', end: '2026-11-23T00:00' },
      'warning covers-all-time at windows.0.rrule',
    ],
    [
      'into itself for ever',
      { rrule: 'FREQ=WEEKLY;BYDAY=SA,SU', end: '2026-11-03T02:00' },
      'error overlaps-itself at windows.0.rrule',
    ],
    [
      'into itself for a while',
      { rrule: 'FREQ=DAILY;COUNT=30', start: '2026-11-22T00:00', end: '2026-11-23T01:00' },
      'warning overlaps-itself at windows.0.rrule',
    ],
    [
      'a start that its rule leaves out',
      { start: '2026-11-04T22:00', end: '2026-11-05T02:00' },
      'warning start-not-in-rule at windows.0.start',
    ],
    ['in the past', { rrule: null }, 'warning past at windows.0.end'],
    ['a rule that has ended', { rrule: 'FREQ=WEEKLY;COUNT=2' }, 'warning past at windows.0.rrule'],
    ['nobody left', { except: ['standard', 'normal', 'emergency'] }, 'warning concerns-nothing at windows.0.except'],
    [
      'a CI that is gone',
      { scope: { on: 'cis', refs: ['server:web', 'server:gone'] } },
      'error unknown-ci at windows.0.scope.refs.1',
    ],
    [
      'a service that is gone',
      { scope: { on: 'services', refs: ['businessService:gone'] } },
      'error unknown-service at windows.0.scope.refs.0',
    ],
    [
      'a server for a service',
      { scope: { on: 'services', refs: ['server:web'] } },
      'error not-a-service at windows.0.scope.refs.0',
    ],
    [
      'a class that is gone',
      { scope: { on: 'classes', keys: ['mainframe'] } },
      'error unknown-class at windows.0.scope.keys.0',
    ],
    ['nothing chosen', { scope: { on: 'cis', refs: [] } }, 'error unreadable at windows.0.scope.refs'],
    ['no name', { name: ' ' }, 'error unreadable at windows.0.name'],
    ['a key that is none', { key: 'Sunday Night' }, 'error unreadable at windows.0.key'],
  ])('%s', (_case, over, expected) => {
    expect(said(aWindow(over))).toEqual([expected]);
  });

  it('says all of it at once, each at its place', () => {
    expect(
      said(aWindow(), freeze({ key: 'sunday', timeZone: 'Mars/Base', scope: { on: 'cis', refs: refs('gone') } }), {
        key: 'sunday',
      }),
    ).toEqual([
      'error unknown-zone at windows.1.timeZone',
      'error unknown-ci at windows.1.scope.refs.0',
      ...['name', 'kind', 'scope', 'timeZone', 'start', 'end', 'rrule', 'except', 'enabled', 'note'].map(
        (field) => `error unreadable at windows.2.${field}`,
      ),
      'error duplicate-key at windows.1.key',
      'error duplicate-key at windows.2.key',
    ]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'windows'],
    ['no list', { windows: {} }],
    ['too many', { windows: Array.from({ length: 201 }, (_, place) => aWindow({ key: `w${place}` })) }],
  ])('a draft that is %s is refused, not thrown at', (_case, draft) => {
    expect(windowFaults(draft, KNOWNS)).not.toEqual([]);
    expect(refsInDraft(draft)).toEqual(expect.any(Array));
  });

  it('words tell what to do', () => {
    const [never] = windowFaults({ windows: [aWindow({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })] }, KNOWNS);
    expect(never?.message).toMatch(/never happens/);
    const [zone] = windowFaults({ windows: [aWindow({ timeZone: 'Berlin' })] }, KNOWNS);
    expect(zone?.message).toBe('“Berlin” is no time zone. Choose one by its city, such as Europe/London.');
  });

  it('names what has to be looked up', () => {
    const draft = {
      windows: [
        aWindow({ scope: { on: 'cis', refs: ['server:web', 'server:web'] } }),
        { scope: { on: 'services', refs: ['businessService:shop'] } },
        aWindow(),
      ],
    };
    expect(refsInDraft(draft)).toEqual([ref('web'), ref('businessService:shop')]);
  });

  it('takes a moment at most, whatever is typed', () => {
    const began = process.cpuUsage();
    for (const rrule of [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
      `FREQ=YEARLY;BYYEARDAY=${upTo(366, 1)};BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)}`,
      'FREQ=YEARLY;INTERVAL=99999',
      'FREQ=DAILY;COUNT=99999',
    ])
      windowFaults({ windows: [aWindow({ rrule: rrule.slice(0, 500) })] }, KNOWNS);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(10_000);
  });
});

function upTo(end: number, start = 0): string {
  return Array.from({ length: end - start }, (_, number) => String(start + number)).join(',');
}
