/** Builders for clocks: an office, a definition and an issue's life, each with what the test says of it and no more. */
import type { HistoryChange, HistoryComment, IssueHistory, ToldHistory } from '../../src/sla/history';
import { historyFrom } from '../../src/sla/history';
import type { Calendar, Definition, Goal, Policy } from '../../src/sla/policy';
import type { PolicyVersion } from '../../src/sla/policy-versions';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2026-03-02 09:00` in UTC; 2 March 2026 is a Monday. */
export const at = (text: string): number => {
  const parsed = Date.parse(`${text.replace(' ', 'T')}:00Z`.replace(/(:\d\d:\d\d):00Z$/, '$1Z'));
  if (Number.isNaN(parsed)) throw new Error(`not a time: ${text}`);
  return parsed;
};
/** Back from an instant, for tables. */
export const shown = (instant: number): string => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
export const inHours = (ms: number): number => ms / HOUR;

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

export const anOffice = (more: Partial<Calendar> = {}): Calendar => ({
  key: 'office',
  name: 'Office',
  timeZone: 'UTC',
  alwaysOpen: false,
  weekly: WEEK.map((day) => ({ day, from: 9 * 60, to: 17 * 60 })),
  holidays: [],
  extra: [],
  ...more,
});
export const ALWAYS: Calendar = anOffice({ key: 'always', name: '24×7', alwaysOpen: true, weekly: [] });

export const aGoal = (more: Partial<Goal> = {}): Goal => ({
  key: 'rest',
  name: 'All others',
  when: [],
  target: { amount: 8, unit: 'hour' },
  calendar: 'always',
  ...more,
});

export const aDefinition = (more: Partial<Definition> = {}): Definition => ({
  key: 'resolution',
  name: 'Time to resolution',
  description: '',
  enabled: true,
  kind: 'sla',
  party: '',
  supports: null,
  scope: { projects: [], issueTypes: ['incident'], jql: '' },
  start: [{ on: 'created' }, { on: 'status', is: 'in', values: ['reopened'] }],
  pause: [{ on: 'status', is: 'in', values: ['hold'] }],
  stop: [{ on: 'statusCategory', is: 'in', values: ['done'] }],
  onReopen: 'newCycle',
  tieOrder: ['start', 'resume', 'pause', 'stop'],
  goals: [aGoal()],
  thresholds: [{ key: 'at75', percent: 75, actions: [] }],
  onBreach: [],
  ...more,
});

export const aPolicy = (definition: Partial<Definition> = {}, calendars = [anOffice(), ALWAYS]): Policy => ({
  calendars,
  definitions: [aDefinition(definition)],
});

export const always = (policy: Policy): PolicyVersion[] => [{ version: 1, from: -Infinity, policy }];

export const CATEGORIES = {
  new: 'new',
  progress: 'indeterminate',
  hold: 'indeterminate',
  reopened: 'indeterminate',
  resolved: 'done',
  closed: 'done',
} as const satisfies IssueHistory['statusCategories'];

/** One thing that happened: `status` to `hold`, or a comment. */
export type Event =
  readonly [at: string, field: string, to: string] | readonly [at: string, comment: 'agent' | 'customer' | 'app'];

interface Life {
  readonly created: string;
  readonly initial?: Readonly<Record<string, string>>;
  readonly events?: readonly Event[];
}

const values = (value: string | undefined): string[] => (value === undefined || value === '' ? [] : [value]);

/** As Jira tells it: current values, changes and comments. */
export function told({ created, initial = {}, events = [] }: Life): ToldHistory {
  const current: Record<string, string> = { status: 'new', priority: '3', ...initial };
  const changes: HistoryChange[] = [];
  const comments: HistoryComment[] = [];
  events.forEach((event, index) => {
    const id = String(1000 + index);
    if (event.length === 2) return comments.push({ at: at(event[0]), id, by: event[1] });
    const [when, field, to] = event;
    changes.push({ at: at(when), id, field, from: values(current[field]), to: values(to) });
    current[field] = to;
    return undefined;
  });
  const fields = Object.fromEntries(Object.entries(current).map(([field, value]) => [field, values(value)]));
  return {
    issueId: '1',
    key: 'IT-1',
    createdAt: at(created),
    current: fields,
    changes,
    comments,
    statusCategories: CATEGORIES,
  };
}

export const aLife = (life: Life): IssueHistory => historyFrom(told(life));
