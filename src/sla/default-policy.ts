/**
 * The service levels that set-up installs: response and resolution by priority, fulfilment of requests, approval of
 * changes. A beginning to edit; what of the site it speaks of, it names by the ids that set-up made or found.
 */
import type { IssueTypeKey, PriorityLevel, SiteMap } from '../setup/site-map';
import type { Calendar, Condition, Definition, Goal, Policy, Target } from './policy';

export const BUSINESS_HOURS = 'business-hours';
export const ALWAYS_OPEN = 'always';

const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const NINE = 9 * 60;
const FIVE = 17 * 60;

type Ids = Pick<SiteMap, 'issueTypes' | 'statuses' | 'priorities'>;

/** Business hours and weeks are those of `timeZone`. Definitions of practices that the site was not set up for are left out. */
export function defaultPolicy(site: Ids, timeZone: string): Policy {
  const drafts = [firstResponse(site), resolution(site), fulfilment(site), approval(site)];
  return { reportingZone: timeZone, calendars: calendars(timeZone), definitions: drafts.filter(isComplete) };
}

const isComplete = ({ start, stop, goals, scope }: Definition): boolean =>
  start.length > 0 && stop.length > 0 && goals.length > 0 && scope.issueTypes.length > 0;

const calendars = (timeZone: string): Calendar[] => [
  {
    key: BUSINESS_HOURS,
    name: 'Business hours',
    timeZone,
    alwaysOpen: false,
    weekly: WORKDAYS.map((day) => ({ day, from: NINE, to: FIVE })),
    holidays: [],
    extra: [],
  },
  { key: ALWAYS_OPEN, name: '24×7', timeZone, alwaysOpen: true, weekly: [], holidays: [], extra: [] },
];

function definition(
  parts: Pick<Definition, 'key' | 'name' | 'description' | 'start' | 'pause' | 'stop' | 'onReopen' | 'goals'>,
  issueTypes: IssueTypeKey[],
): Definition {
  return {
    ...parts,
    enabled: true,
    kind: 'sla',
    party: '',
    supports: null,
    scope: { projects: [], issueTypes, jql: '' },
    tieOrder: ['start', 'resume', 'pause', 'stop'],
    thresholds: [{ key: 'warning', percent: 75, actions: [] }],
    onBreach: [],
  };
}

function firstResponse(site: Ids): Definition {
  return definition(
    {
      key: 'first-response',
      name: 'Time to first response',
      description: 'From the creation to an agent’s first comment, or to the first work on it.',
      start: [{ on: 'created' }],
      pause: [],
      stop: [...status(site, 'notIn', ['new']), { on: 'commented', by: 'agent' }],
      onReopen: 'ignore',
      goals: goals(site, [
        [1, { amount: 30, unit: 'minute' }, ALWAYS_OPEN],
        [2, { amount: 1, unit: 'hour' }, ALWAYS_OPEN],
        [3, { amount: 4, unit: 'hour' }, BUSINESS_HOURS],
        [4, { amount: 1, unit: 'workingDay' }, BUSINESS_HOURS],
        ['rest', { amount: 2, unit: 'workingDay' }, BUSINESS_HOURS],
      ]),
    },
    chosen(site, ['incident', 'request']),
  );
}

const resolution = (site: Ids): Definition =>
  definition(
    {
      key: 'resolution',
      name: 'Time to resolution',
      description: 'From the creation or a reopening to the resolution of an incident, without the time it is on hold.',
      start: [{ on: 'created' }, ...status(site, 'in', ['reopened'])],
      pause: status(site, 'in', ['onHold']),
      stop: status(site, 'in', ['resolved', 'closed', 'cancelled']),
      onReopen: 'newCycle',
      goals: goals(site, [
        [1, { amount: 4, unit: 'hour' }, ALWAYS_OPEN],
        [2, { amount: 8, unit: 'hour' }, ALWAYS_OPEN],
        [3, { amount: 3, unit: 'workingDay' }, BUSINESS_HOURS],
        [4, { amount: 5, unit: 'workingDay' }, BUSINESS_HOURS],
        ['rest', { amount: 10, unit: 'workingDay' }, BUSINESS_HOURS],
      ]),
    },
    chosen(site, ['incident']),
  );

const fulfilment = (site: Ids): Definition =>
  definition(
    {
      key: 'fulfilment',
      name: 'Time to fulfilment',
      description: 'From the creation of a service request to its fulfilment, without waiting for approval and holds.',
      start: status(site, 'notIn', ['fulfilled', 'closed', 'cancelled']),
      pause: status(site, 'in', ['waitingForApproval', 'onHold']),
      stop: status(site, 'in', ['fulfilled', 'closed', 'cancelled']),
      onReopen: 'continue',
      goals: goals(site, [
        [1, { amount: 1, unit: 'workingDay' }, BUSINESS_HOURS],
        [2, { amount: 2, unit: 'workingDay' }, BUSINESS_HOURS],
        [3, { amount: 5, unit: 'workingDay' }, BUSINESS_HOURS],
        ['rest', { amount: 10, unit: 'workingDay' }, BUSINESS_HOURS],
      ]),
    },
    chosen(site, ['request']),
  );

const approval = (site: Ids): Definition =>
  definition(
    {
      key: 'approval',
      name: 'Time to approve',
      description: 'From the request for assessment of a change to its authorization or end.',
      start: status(site, 'in', ['assess', 'authorize']),
      pause: [],
      stop: status(site, 'in', ['scheduled', 'implement', 'review', 'closed', 'cancelled']),
      onReopen: 'newCycle',
      goals: goals(site, [
        [1, { amount: 1, unit: 'workingDay' }, BUSINESS_HOURS],
        [2, { amount: 2, unit: 'workingDay' }, BUSINESS_HOURS],
        ['rest', { amount: 5, unit: 'workingDay' }, BUSINESS_HOURS],
      ]),
    },
    chosen(site, ['change']),
  );

const chosen = ({ issueTypes }: Ids, keys: readonly IssueTypeKey[]): IssueTypeKey[] =>
  keys.filter((key) => issueTypes[key] !== undefined);

function status({ statuses }: Ids, is: 'in' | 'notIn', keys: readonly string[]): Condition[] {
  const values = keys.flatMap((key) => statuses[key] ?? []);
  return values.length === 0 ? [] : [{ on: 'status', is, values }];
}

type Row = readonly [level: PriorityLevel | 'rest', target: Target, calendar: string];

const NAMES: Readonly<Record<PriorityLevel, string>> = { 1: 'Highest', 2: 'High', 3: 'Medium', 4: 'Low', 5: 'Lowest' };

function goals({ priorities }: Ids, rows: readonly Row[]): Goal[] {
  return rows.flatMap(([level, target, calendar]): Goal[] => {
    if (level === 'rest') return [{ key: 'others', name: 'All others', when: [], target, calendar }];
    const id = priorities[level];
    if (id === undefined) return [];
    const name = NAMES[level];
    return [{ key: name.toLowerCase(), name, when: [{ field: 'priority', is: 'in', values: [id] }], target, calendar }];
  });
}
