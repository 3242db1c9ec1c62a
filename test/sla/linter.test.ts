import { defaultPolicy } from '../../src/sla/default-policy';
import { lintPolicy, readDraftPolicy } from '../../src/sla/linter';
import type { Definition, Goal, Policy } from '../../src/sla/policy';
import { aDefinition, aGoal, ALWAYS, anOffice, aPolicy } from './support';

const SITE = {
  statuses: [
    { id: 'new', name: 'New', category: 'new' as const },
    { id: 'progress', name: 'In Progress', category: 'indeterminate' as const },
    { id: 'reopened', name: 'Reopened', category: 'indeterminate' as const },
    { id: 'hold', name: 'On Hold', category: 'indeterminate' as const },
    { id: 'resolved', name: 'Resolved', category: 'done' as const },
  ],
  priorities: ['1', '2', '3'].map((id, index) => ({ id, name: `P${id}`, level: ([1, 2, 3] as const)[index] ?? 3 })),
};

const priority = (...values: string[]): Goal['when'] => [{ field: 'priority', is: 'in', values }];
const goals = (...whens: Goal['when'][]): Goal[] =>
  whens.map((when, index) => aGoal({ key: `g${index}`, name: `Goal ${index}`, when }));

const found = (policy: Policy): string[] =>
  lintPolicy(policy, SITE)
    .filter(({ code }) => code !== 'unused-calendar')
    .map(({ severity, code, path }) => `${severity} ${code} at ${path}`);

describe('the linter on a definition', () => {
  it.each<[string, Partial<Definition>, string[]]>([
    ['that works', {}, []],
    [
      'started and stopped by the same status',
      {
        start: [{ on: 'status', is: 'in', values: ['progress'] }],
        stop: [{ on: 'status', is: 'in', values: ['progress'] }],
      },
      ['error never-starts at definitions.0.start'],
    ],
    ['that only its creation would stop', { stop: [{ on: 'created' }] }, ['error never-stops at definitions.0.stop']],
    [
      'that nothing the site has stops',
      { stop: [{ on: 'status', is: 'in', values: ['gone'] }] },
      ['error never-stops at definitions.0.stop'],
    ],
    [
      'paused whenever it is open',
      { pause: [{ on: 'statusCategory', is: 'notIn', values: ['done'] }] },
      ['error always-paused at definitions.0.pause'],
    ],
    [
      'one of whose starts begins in a pause',
      { start: [{ on: 'created' }, { on: 'status', is: 'in', values: ['hold'] }] },
      ['warning starts-paused at definitions.0.start.1'],
    ],
    [
      'that every new issue has met',
      { stop: [{ on: 'status', is: 'notIn', values: ['progress', 'reopened'] }] },
      ['warning stops-at-creation at definitions.0.stop'],
    ],
    [
      'paused by an event',
      { pause: [{ on: 'commented', by: 'agent' }] },
      ['error event-in-pause at definitions.0.pause.0'],
    ],
    [
      'with a field in no values',
      { pause: [{ on: 'field', field: 'customfield_1', is: 'in', values: [] }] },
      ['error values-missing at definitions.0.pause.0.values'],
    ],
    [
      'with values for a field that is to be filled',
      { pause: [{ on: 'field', field: 'customfield_1', is: 'set', values: ['7'] }] },
      ['error values-unused at definitions.0.pause.0.values'],
    ],
    [
      'handed over by an event that starts before it stops',
      { start: [{ on: 'changed', field: 'assignee' }], stop: [{ on: 'changed', field: 'assignee' }] },
      ['warning start-is-stop at definitions.0.start.0'],
    ],
    [
      'handed over by an event that stops before it starts',
      {
        start: [{ on: 'changed', field: 'assignee' }],
        stop: [{ on: 'changed', field: 'assignee' }],
        tieOrder: ['stop', 'start', 'resume', 'pause'],
      },
      [],
    ],
    [
      'with a step twice',
      { tieOrder: ['start', 'start', 'pause', 'stop'] },
      ['error tie-order at definitions.0.tieOrder'],
    ],
    [
      'with thresholds out of order and twice',
      {
        thresholds: [
          { key: 'a', percent: 75, actions: [] },
          { key: 'b', percent: 50, actions: [] },
          { key: 'a', percent: 75, actions: [] },
        ],
      },
      [
        'error duplicate-key at definitions.0.thresholds.2.key',
        'warning threshold-order at definitions.0.thresholds.1.percent',
        'error duplicate-threshold at definitions.0.thresholds.2.percent',
      ],
    ],
    [
      'that raises the priority its goals ask for',
      { goals: goals(priority('1'), []), onBreach: [{ do: 'raisePriority' }] },
      ['warning escalation-loop at definitions.0.onBreach.0'],
    ],
  ])('%s', (_name, parts, expected) => {
    expect(found(aPolicy(parts))).toEqual(expected);
  });
});

describe('the linter on goals', () => {
  it.each<[string, Goal[], string[]]>([
    ['by priority with a rest', goals(priority('1'), priority('2'), []), []],
    ['for all priorities', goals(priority('1'), priority('2', '3')), []],
    ['behind one that takes all', goals([], priority('1')), ['warning unreachable-goal at definitions.0.goals.1.when']],
    [
      'behind several that take all together',
      goals(priority('1', '2'), priority('2', '3'), priority('1', '3')),
      [
        'warning unreachable-goal at definitions.0.goals.2.when',
        'warning overlapping-goals at definitions.0.goals.1.when',
      ],
    ],
    [
      'with conditions that exclude each other',
      goals([...priority('1'), ...priority('2')], []),
      ['warning never-applies at definitions.0.goals.0.when'],
    ],
    [
      'that cross',
      goals(priority('1'), [{ field: 'customfield_9', is: 'in', values: ['net'] }], []),
      ['warning overlapping-goals at definitions.0.goals.1.when'],
    ],
    ['that leave a priority out', goals(priority('1')), ['warning no-goal-left at definitions.0.goals']],
    ['with one key', [aGoal({ when: priority('1') }), aGoal()], ['error duplicate-key at definitions.0.goals.1.key']],
    ['in no calendar', [aGoal({ calendar: 'moon' })], ['error unknown-calendar at definitions.0.goals.0.calendar']],
    [
      'of next to nothing',
      [aGoal({ target: { amount: 0.000_001, unit: 'minute' } })],
      ['error zero-goal at definitions.0.goals.0.target'],
    ],
  ])('%s', (_name, list, expected) => {
    expect(found(aPolicy({ goals: list })).toSorted()).toEqual(expected.toSorted());
  });
});

describe('the linter on agreements behind an SLA', () => {
  const sla = aDefinition({ goals: [aGoal({ target: { amount: 8, unit: 'hour' } })] });
  const ola = (parts: Partial<Definition>): Definition =>
    aDefinition({
      key: 'network',
      name: 'Network team',
      kind: 'ola',
      party: 'Network',
      supports: 'resolution',
      ...parts,
    });

  it.each<[string, Definition, string[]]>([
    ['shorter', ola({ goals: [aGoal({ target: { amount: 7, unit: 'hour' } })] }), []],
    [
      'longer',
      ola({ goals: [aGoal({ target: { amount: 9, unit: 'hour' } })] }),
      ['warning longer-than-sla at definitions.1.goals.0.target'],
    ],
    [
      'shorter in hours, and longer by the calendar',
      ola({ goals: [aGoal({ target: { amount: 4, unit: 'hour' }, calendar: 'office' })] }),
      ['warning longer-than-sla at definitions.1.goals.0.target'],
    ],
    ['with nobody', ola({ party: ' ' }), ['error no-party at definitions.1.party']],
    ['behind nothing', ola({ supports: 'gone' }), ['error unknown-definition at definitions.1.supports']],
    ['behind itself', ola({ supports: 'network' }), ['error not-an-sla at definitions.1.supports']],
  ])('%s', (_name, definition, expected) => {
    expect(found({ calendars: [anOffice(), ALWAYS], definitions: [sla, definition] })).toEqual(expected);
  });
});

describe('the linter on calendars', () => {
  it.each<[string, Policy['calendars'], string[]]>([
    ['without hours', [anOffice({ weekly: [] }), ALWAYS], ['error no-hours at calendars.0.weekly']],
    ['of no zone', [anOffice({ timeZone: 'Mars/Base' }), ALWAYS], ['error unknown-zone at calendars.0.timeZone']],
    ['with one key', [ALWAYS, ALWAYS], ['error duplicate-key at calendars.1.key']],
  ])('%s', (_name, calendars, expected) => {
    expect(found(aPolicy({}, calendars))).toEqual(expected);
  });
});

it('finds nothing wrong with what set-up installs', () => {
  const ids = Object.fromEntries(
    ['new', 'inProgress', 'onHold', 'reopened', 'resolved', 'closed', 'cancelled', 'assess', 'authorize', 'scheduled']
      .concat(['implement', 'review', 'waitingForApproval', 'fulfilment', 'fulfilled'])
      .map((key) => [key, `status-${key}`]),
  );
  const site = {
    issueTypes: { incident: '1', request: '2', change: '3' },
    statuses: ids,
    priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  };
  const policy = defaultPolicy(site, 'Europe/Berlin');
  expect(policy.definitions.map(({ key }) => key)).toEqual(['first-response', 'resolution', 'fulfilment', 'approval']);
  expect(lintPolicy(policy)).toEqual([]);
  expect(readDraftPolicy(policy)).toEqual({ policy, findings: [] });
  expect(defaultPolicy({ ...site, issueTypes: { incident: '1' } }, 'UTC').definitions.map(({ key }) => key)).toEqual([
    'first-response',
    'resolution',
  ]);
});

describe('a draft that can’t be read', () => {
  const policy = aPolicy();
  const definition = policy.definitions[0] ?? aDefinition();
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, '', 'Fill this in.'],
    ['no calendars', { definitions: [] }, 'calendars', 'Fill this in.'],
    [
      'a goal of zero',
      aPolicy({ goals: [aGoal({ target: { amount: 0, unit: 'hour' } })] }),
      'definitions.0.goals.0.target.amount',
      'A goal of zero can never be met.',
    ],
    [
      'a unit that is none',
      { ...policy, definitions: [{ ...definition, goals: [{ ...aGoal(), target: { amount: 1, unit: 'year' } }] }] },
      'definitions.0.goals.0.target.unit',
      'Choose one of minute, hour, day, workingDay.',
    ],
    [
      'a threshold beyond the target',
      aPolicy({ thresholds: [{ key: 'late', percent: 120, actions: [] }] }),
      'definitions.0.thresholds.0.percent',
      'From 1 to 99 percent.',
    ],
    ['no start', aPolicy({ start: [] }), 'definitions.0.start', 'Say what starts the clock.'],
    [
      'a number for a name',
      { ...policy, definitions: [{ ...definition, name: 7 }] },
      'definitions.0.name',
      'This must be a text.',
    ],
  ])('%s', (_name, draft, path, message) => {
    expect(readDraftPolicy(draft)).toMatchObject({
      policy: undefined,
      findings: [{ path, message, severity: 'error' }],
    });
  });
});
