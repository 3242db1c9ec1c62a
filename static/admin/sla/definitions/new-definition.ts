import type { Definition, Policy, Vocabulary } from '../policy';

interface NewDefinition {
  readonly key: string;
  readonly name: string;
  /** What its first goal is called. */
  readonly goal: string;
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
}

/** Something that works, to be changed: from creation until done, one working day, counting nothing until it is enabled. */
export const newDefinition = ({ key, name, goal, policy, vocabulary }: NewDefinition): Definition => ({
  key,
  name,
  description: '',
  enabled: false,
  kind: 'sla',
  party: '',
  supports: null,
  scope: { projects: [], issueTypes: vocabulary.issueTypes.slice(0, 1).map((type) => type.key), jql: '' },
  start: [{ on: 'created' }],
  pause: [],
  stop: [{ on: 'statusCategory', is: 'in', values: ['done'] }],
  onReopen: 'newCycle',
  tieOrder: ['start', 'resume', 'pause', 'stop'],
  goals: [
    {
      key: 'goal-1',
      name: goal,
      when: [],
      target: { amount: 1, unit: 'workingDay' },
      calendar: policy.calendars[0]?.key ?? '',
    },
  ],
  thresholds: [],
  onBreach: [],
});
