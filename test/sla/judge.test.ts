import type { ClockReport } from '../../src/sla/clock-report';
import { judge } from '../../src/sla/judge';
import type { Calendar, Definition, Goal, Policy } from '../../src/sla/policy';
import { aGoal, aLife, ALWAYS, always, anOffice, aPolicy, at, inHours, shown, type Event } from './support';

const everything = (): boolean => true;

/** The clocks of an issue created on Monday 2 March 2026 at 10:00 UTC, a line each. */
function clocks(policy: Policy, events: readonly Event[], now: string, created = '2026-03-02 10:00'): string[] {
  return judge(aLife({ created, events }), always(policy), everything, at(now)).map(line);
}

function line(report: ClockReport): string {
  const counted = `${inHours(report.elapsedMs)} of ${inHours(report.goal.targetMs)} h`;
  const due = report.state === 'running' && report.dueAt !== null ? `, due ${shown(report.dueAt)}` : '';
  const halted = report.open && report.counting.halted !== null ? ` (${report.counting.halted})` : '';
  const breach = report.state === 'breached' ? ` ${shown(report.breachedAt)}` : '';
  const end = report.open ? '' : `, ended ${shown(report.stoppedAt)}`;
  return `#${report.cycle} ${report.state}${breach}${halted}: ${counted}${due}${end}`;
}

const hours = (amount: number, calendar = 'always', more: Partial<Goal> = {}): Goal =>
  aGoal({ key: `h${amount}`, name: `${amount} hours`, target: { amount, unit: 'hour' }, calendar, ...more });
const office = (amount = 8): Partial<Definition> => ({ goals: [hours(amount, 'office')] });
const priority = (...values: string[]): Goal['when'] => [{ field: 'priority', is: 'in', values }];
const byPriority = (first: Goal, rest: Goal): Partial<Definition> => ({
  goals: [{ ...first, key: 'urgent', when: priority('1') }, rest],
});
const handOver: Partial<Definition> = {
  start: [{ on: 'changed', field: 'assignee' }],
  stop: [{ on: 'changed', field: 'assignee' }],
};

type Case = readonly [name: string, parts: Partial<Definition>, events: Event[], now: string, expected: string[]];

describe('a clock', () => {
  it.each<Case>([
    ['runs', {}, [], '2026-03-02 12:00', ['#1 running: 2 of 8 h, due 2026-03-02 18:00']],
    ['breaches when its target is used up', {}, [], '2026-03-02 18:00', ['#1 breached 2026-03-02 18:00: 8 of 8 h']],
    ['goes on counting when overdue', {}, [], '2026-03-02 20:00', ['#1 breached 2026-03-02 18:00: 10 of 8 h']],
    [
      'is met when it stops with exactly its target used up',
      {},
      [['2026-03-02 18:00', 'status', 'resolved']],
      '2026-03-03 18:00',
      ['#1 met: 8 of 8 h, ended 2026-03-02 18:00'],
    ],
    [
      'stops at 17:00 and resumes at 09:00',
      office(),
      [],
      '2026-03-02 20:00',
      ['#1 running (outside-hours): 7 of 8 h, due 2026-03-03 10:00'],
    ],
    [
      'is due at the end of work, not at the next beginning',
      office(7),
      [],
      '2026-03-02 16:00',
      ['#1 running: 6 of 7 h, due 2026-03-02 17:00'],
    ],
    ['does not exist before the issue does', {}, [], '2026-03-02 09:59', []],
    [
      'has its end when the issue was created as done',
      {},
      [['2026-03-02 10:00', 'status', 'resolved']],
      '2026-03-02 12:00',
      ['#1 met: 0 of 8 h, ended 2026-03-02 10:00'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });
});

describe('a pause', () => {
  const held: Event[] = [['2026-03-02 12:00', 'status', 'hold']];
  const resumed: Event[] = [...held, ['2026-03-03 12:00', 'status', 'progress']];
  it.each<Case>([
    ['has no due instant', {}, held, '2026-03-02 13:00', ['#1 paused (paused): 2 of 8 h']],
    ['never breaches, however long', {}, held, '2026-03-30 13:00', ['#1 paused (paused): 2 of 8 h']],
    [
      'is left out when the clock goes on',
      {},
      resumed,
      '2026-03-03 13:00',
      ['#1 running: 3 of 8 h, due 2026-03-03 18:00'],
    ],
    [
      'over a weekend takes nothing but working hours from a goal in days',
      { goals: [aGoal({ target: { amount: 2, unit: 'workingDay' }, calendar: 'office' })] },
      [
        ['2026-03-06 16:00', 'status', 'hold'],
        ['2026-03-09 10:00', 'status', 'progress'],
      ],
      '2026-03-09 10:00',
      ['#1 breached 2026-03-04 10:00: 38 of 16 h'],
    ],
    [
      'beginning at the due instant keeps the clock from breaching until it resumes',
      {},
      [
        ['2026-03-02 18:00', 'status', 'hold'],
        ['2026-03-02 20:00', 'status', 'progress'],
      ],
      '2026-03-02 21:00',
      ['#1 breached 2026-03-02 20:00: 9 of 8 h'],
    ],
    [
      'may end in the end',
      {},
      [...held, ['2026-03-09 12:00', 'status', 'resolved']],
      '2026-03-10 12:00',
      ['#1 met: 2 of 8 h, ended 2026-03-09 12:00'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });
});

describe('a reopened issue', () => {
  const reopened: Event[] = [
    ['2026-03-02 12:00', 'status', 'resolved'],
    ['2026-03-04 12:00', 'status', 'reopened'],
  ];
  it.each<Case>([
    [
      'has a new cycle',
      { onReopen: 'newCycle' },
      reopened,
      '2026-03-04 13:00',
      ['#1 met: 2 of 8 h, ended 2026-03-02 12:00', '#2 running: 1 of 8 h, due 2026-03-04 20:00'],
    ],
    [
      'goes on with its cycle, without the time it was resolved',
      { onReopen: 'continue' },
      reopened,
      '2026-03-04 13:00',
      ['#1 running: 3 of 8 h, due 2026-03-04 18:00'],
    ],
    [
      'is left alone',
      { onReopen: 'ignore' },
      reopened,
      '2026-03-04 13:00',
      ['#1 met: 2 of 8 h, ended 2026-03-02 12:00'],
    ],
    [
      'that goes back to New is no breach and no new clock',
      {},
      [...reopened.slice(0, 1), ['2026-03-04 12:00', 'status', 'new']],
      '2026-03-30 13:00',
      ['#1 met: 2 of 8 h, ended 2026-03-02 12:00'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });
});

describe('another goal', () => {
  const urgent: Event[] = [['2026-03-02 15:00', 'priority', '1']];
  const shrinks = byPriority(hours(4), hours(8));
  it.each<Case>([
    [
      'counts from the start',
      byPriority(hours(6), hours(8)),
      urgent,
      '2026-03-02 15:00',
      ['#1 running: 5 of 6 h, due 2026-03-02 16:00'],
    ],
    [
      'shorter than what has passed breaches at the change, not before',
      shrinks,
      urgent,
      '2026-03-02 15:00',
      ['#1 breached 2026-03-02 15:00: 5 of 4 h'],
    ],
    [
      'keeps what was paused',
      shrinks,
      [['2026-03-02 11:00', 'status', 'hold'], ['2026-03-02 14:00', 'status', 'progress'], ...urgent],
      '2026-03-02 15:00',
      ['#1 running: 2 of 4 h, due 2026-03-02 17:00'],
    ],
    [
      'counts the whole cycle in its own calendar',
      byPriority(hours(40), hours(16, 'office')),
      [['2026-03-03 10:00', 'priority', '1']],
      '2026-03-03 10:00',
      ['#1 running: 24 of 40 h, due 2026-03-04 02:00'],
    ],
    [
      'that shrinks in a pause breaches when the clock resumes',
      shrinks,
      [
        ['2026-03-02 15:00', 'status', 'hold'],
        ['2026-03-02 16:00', 'priority', '1'],
        ['2026-03-02 18:00', 'status', 'progress'],
      ],
      '2026-03-02 18:30',
      ['#1 breached 2026-03-02 18:00: 5.5 of 4 h'],
    ],
    [
      'that shrank in a pause is missed when the clock stops in it',
      shrinks,
      [
        ['2026-03-02 15:00', 'status', 'hold'],
        ['2026-03-02 16:00', 'priority', '1'],
        ['2026-03-02 18:00', 'status', 'resolved'],
      ],
      '2026-03-03 18:30',
      ['#1 breached 2026-03-02 18:00: 5 of 4 h, ended 2026-03-02 18:00'],
    ],
    [
      'longer than what has passed takes a breach back',
      { goals: [{ ...hours(4), when: priority('3') }, hours(8)] },
      urgent,
      '2026-03-02 15:00',
      ['#1 running: 5 of 8 h, due 2026-03-02 18:00'],
    ],
    [
      'set by the very edit that resolves comes too late',
      shrinks,
      [
        ['2026-03-02 15:00', 'priority', '1'],
        ['2026-03-02 15:00', 'status', 'resolved'],
      ],
      '2026-03-02 16:00',
      ['#1 met: 5 of 8 h, ended 2026-03-02 15:00'],
    ],
    [
      'none of which applies is no clock',
      { goals: [{ ...hours(4), when: priority('1') }] },
      [],
      '2026-03-02 16:00',
      [],
    ],
    [
      'that comes to apply counts the time without one',
      { goals: [{ ...hours(4), when: priority('1') }] },
      urgent,
      '2026-03-02 15:00',
      ['#1 breached 2026-03-02 15:00: 5 of 4 h'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });

  it('leaves on record what it took back', () => {
    const policy = aPolicy({ goals: [{ ...hours(4), when: priority('3') }, hours(8)] });
    const [report] = judge(
      aLife({ created: '2026-03-02 10:00', events: urgent }),
      always(policy),
      everything,
      at('2026-03-02 16:00'),
    );
    expect(report?.lifted).toEqual([
      { breachedAt: at('2026-03-02 14:00'), liftedAt: at('2026-03-02 15:00'), goal: '4 hours' },
    ]);
  });
});

describe('steps of one instant', () => {
  const given: Event[] = [
    ['2026-03-02 11:00', 'assignee', 'ann'],
    ['2026-03-02 13:00', 'assignee', 'bob'],
  ];
  it.each<Case>([
    [
      'start first: the next assignee’s start finds the clock running, and stops it',
      handOver,
      given,
      '2026-03-02 14:00',
      ['#1 met: 0 of 8 h, ended 2026-03-02 11:00', '#2 met: 0 of 8 h, ended 2026-03-02 13:00'],
    ],
    [
      'stop first: each assignee has a clock',
      { ...handOver, tieOrder: ['stop', 'start', 'resume', 'pause'] },
      given,
      '2026-03-02 14:00',
      ['#1 met: 2 of 8 h, ended 2026-03-02 13:00', '#2 running: 1 of 8 h, due 2026-03-02 21:00'],
    ],
    [
      'a status passed through within the instant is nobody’s status',
      {},
      [
        ['2026-03-02 11:00', 'status', 'resolved'],
        ['2026-03-02 11:00', 'status', 'progress'],
      ],
      '2026-03-02 12:00',
      ['#1 running: 2 of 8 h, due 2026-03-02 18:00'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });
});

describe('ownership and conversation', () => {
  it.each<Case>([
    [
      'the time without an owner counts in working hours only',
      { start: [{ on: 'assignee', is: 'unset' }], stop: [{ on: 'assignee', is: 'set' }], ...office(2) },
      [['2026-03-03 09:30', 'assignee', 'ann']],
      '2026-03-03 12:00',
      ['#1 breached 2026-03-02 12:00: 7.5 of 2 h, ended 2026-03-03 09:30'],
    ],
    [
      'an agent’s comment is the first response; the customer’s and an app’s are not',
      { stop: [{ on: 'commented', by: 'agent' }] },
      [
        ['2026-03-02 11:00', 'customer'],
        ['2026-03-02 12:00', 'app'],
        ['2026-03-02 13:00', 'agent'],
      ],
      '2026-03-02 14:00',
      ['#1 met: 3 of 8 h, ended 2026-03-02 13:00'],
    ],
    [
      'each answer to the customer is a cycle',
      { start: [{ on: 'lastCommentBy', is: 'customer' }], stop: [{ on: 'lastCommentBy', is: 'agent' }] },
      [
        ['2026-03-02 11:00', 'customer'],
        ['2026-03-02 12:00', 'customer'],
        ['2026-03-02 13:00', 'agent'],
        ['2026-03-02 15:00', 'customer'],
      ],
      '2026-03-02 16:00',
      ['#1 met: 2 of 8 h, ended 2026-03-02 13:00', '#2 running: 1 of 8 h, due 2026-03-02 23:00'],
    ],
  ])('%s', (_name, parts, events, now, expected) => {
    expect(clocks(aPolicy(parts), events, now)).toEqual(expected);
  });
});

describe('known wrong answers of others', () => {
  const berlin = anOffice({ timeZone: 'Europe/Berlin', alwaysOpen: true });
  const christmas = anOffice({ holidays: [{ kind: 'yearly', name: 'Christmas', from: '12-24', to: '01-02' }] });
  it.each<[string, Calendar, Goal, string, string]>([
    [
      'a day begun at 23:30 before the spring change is 24 hours, and skips none',
      berlin,
      aGoal({ target: { amount: 1, unit: 'day' }, calendar: 'office' }),
      '2026-03-28 22:30',
      '2026-03-29 22:30',
    ],
    [
      'yearly holidays over new year are holidays',
      christmas,
      hours(9, 'office'),
      '2026-12-23 10:00',
      '2027-01-04 11:00',
    ],
  ])('%s', (_name, calendar, goal, created, due) => {
    const policy = aPolicy({ goals: [goal] }, [calendar, ALWAYS]);
    const [report] = judge(aLife({ created }), always(policy), everything, at(created));
    expect(report?.state === 'running' && report.dueAt !== null ? shown(report.dueAt) : report?.state).toBe(due);
  });
});

describe('another version of the policy', () => {
  const tighter = { version: 2, from: at('2026-03-02 16:00'), policy: aPolicy({ goals: [hours(4)] }) };
  const versions = [...always(aPolicy()), tighter];
  const told = (events: readonly Event[], now: string): readonly ClockReport[] =>
    judge(aLife({ created: '2026-03-02 10:00', events }), versions, everything, at(now));

  it('judges an open clock from its beginning on: overdue since then, not before', () => {
    const reports = told([], '2026-03-02 17:00');
    expect(reports.map(line)).toEqual(['#1 breached 2026-03-02 16:00: 7 of 4 h']);
    expect(reports[0]).toMatchObject({ policyVersion: 2, judgedNow: null });
  });

  it('leaves alone what had ended, and says what it would say', () => {
    const [report] = told([['2026-03-02 15:00', 'status', 'resolved']], '2026-03-05 17:00');
    expect(report).toMatchObject({
      state: 'met',
      policyVersion: 1,
      judgedNow: {
        policyVersion: 2,
        state: 'breached',
        targetMs: 4 * 3_600_000,
        elapsedMs: 5 * 3_600_000,
        goal: '4 hours',
      },
    });
  });

  it('keeps a breach that its predecessor had found, and takes back one that is none any more', () => {
    const [first, second] = [aPolicy({ goals: [hours(2)] }), aPolicy({ goals: [hours(3)] })];
    const longer = aPolicy({ goals: [hours(20)] });
    const after = (policy: Policy): ClockReport | undefined =>
      judge(
        aLife({ created: '2026-03-02 10:00' }),
        [...always(first), { ...tighter, policy }],
        everything,
        at('2026-03-02 17:00'),
      )[0];
    expect(after(second)).toMatchObject({ state: 'breached', breachedAt: at('2026-03-02 12:00'), lifted: [] });
    expect(after(longer)).toMatchObject({
      state: 'running',
      lifted: [{ breachedAt: at('2026-03-02 12:00'), liftedAt: tighter.from }],
    });
  });

  it('closes what its predecessor could not stop', () => {
    const endless = aPolicy({ stop: [{ on: 'status', is: 'in', values: ['never'] }] });
    const [report] = judge(
      aLife({ created: '2026-03-02 10:00', events: [['2026-03-02 12:00', 'status', 'resolved']] }),
      [...always(endless), { ...tighter, policy: aPolicy() }],
      everything,
      at('2026-03-05 17:00'),
    );
    expect(report && line(report)).toBe('#1 met: 2 of 8 h, ended 2026-03-02 12:00');
  });

  it('gives no clock to what had ended before there was one', () => {
    const none: Policy = { calendars: [anOffice(), ALWAYS], definitions: [] };
    const history = aLife({ created: '2026-03-02 10:00', events: [['2026-03-02 12:00', 'status', 'resolved']] });
    expect(judge(history, [...always(none), tighter], everything, at('2026-03-05 17:00'))).toEqual([]);
  });

  it('does not open again what had been stopped', () => {
    const late = aPolicy({ stop: [{ on: 'status', is: 'in', values: ['closed'] }] });
    const events: Event[] = [
      ['2026-03-02 12:00', 'status', 'resolved'],
      ['2026-03-03 12:00', 'status', 'reopened'],
    ];
    const reports = judge(
      aLife({ created: '2026-03-02 10:00', events }),
      [...always(aPolicy()), { ...tighter, policy: late }],
      everything,
      at('2026-03-03 13:00'),
    );
    expect(reports.map(line)).toEqual([
      '#1 met: 2 of 8 h, ended 2026-03-02 12:00',
      '#2 running: 1 of 8 h, due 2026-03-03 20:00',
    ]);
  });
});

describe('what comes next', () => {
  const thresholds = [50, 75].map((percent) => ({ key: `at${percent}`, percent, actions: [] }));
  it.each<[string, string, string]>([
    ['2026-03-02 10:00', 'warning at50', '2026-03-02 14:00'],
    ['2026-03-02 14:00', 'warning at75', '2026-03-02 16:00'],
    ['2026-03-02 16:00', 'breach', '2026-03-02 18:00'],
  ])('at %s: %s', (now, what, when) => {
    const [report] = judge(
      aLife({ created: '2026-03-02 10:00' }),
      always(aPolicy({ thresholds })),
      everything,
      at(now),
    );
    const next = report?.state === 'running' ? report.next : null;
    expect(next && [next.kind === 'warning' ? `warning ${next.threshold}` : next.kind, shown(next.at)]).toEqual([
      what,
      when,
    ]);
  });
});

it('keeps to the definitions the issue is in scope of', () => {
  expect(judge(aLife({ created: '2026-03-02 10:00' }), always(aPolicy()), () => false, at('2026-03-02 12:00'))).toEqual(
    [],
  );
});
