/** A calendar, a definition: as small as they come. */
import type { OutputOf } from '../../../../static/shared/api';

type Policy = OutputOf<'sla.policy'>['policy'];
type Definition = Policy['definitions'][number];
type Calendar = Policy['calendars'][number];

export const officeHours = (changes: Partial<Calendar> = {}): Calendar => ({
  key: 'office',
  name: 'Office hours',
  timeZone: 'Europe/Berlin',
  alwaysOpen: false,
  weekly: (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => ({
    day,
    from: 540,
    to: 1020,
  })),
  holidays: [{ kind: 'yearly', name: 'Christmas', from: '12-24', to: '01-02' }],
  extra: [],
  ...changes,
});

export const roundTheClock: Calendar = {
  ...officeHours(),
  key: 'always',
  name: 'Round the clock',
  timeZone: 'UTC',
  alwaysOpen: true,
  weekly: [],
  holidays: [],
};

export const resolution = (changes: Partial<Definition> = {}): Definition => ({
  key: 'resolution',
  name: 'Time to resolution',
  description: '',
  enabled: true,
  kind: 'sla',
  party: '',
  supports: null,
  scope: { projects: [], issueTypes: ['incident'], jql: '' },
  start: [{ on: 'created' }],
  pause: [{ on: 'status', is: 'in', values: ['30'] }],
  stop: [{ on: 'statusCategory', is: 'in', values: ['done'] }],
  onReopen: 'continue',
  tieOrder: ['start', 'resume', 'pause', 'stop'],
  goals: [
    {
      key: 'goal-1',
      name: 'Highest',
      when: [{ field: 'priority', is: 'in', values: ['1'] }],
      target: { amount: 4, unit: 'hour' },
      calendar: 'always',
    },
    { key: 'goal-2', name: 'Others', when: [], target: { amount: 2, unit: 'workingDay' }, calendar: 'office' },
  ],
  thresholds: [{ key: 'warning-1', percent: 80, actions: [] }],
  onBreach: [],
  ...changes,
});
