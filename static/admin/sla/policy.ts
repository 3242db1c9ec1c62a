/** A policy as it is edited: what the backend reads and gives, without the marks of what it has checked. */
import type { z } from 'zod';
import type { OutputOf } from '../../shared/api';

type Plain<T> = T extends z.core.$brand
  ? string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [K in keyof T]: Plain<Exclude<T[K], undefined>> }
      : T;

export type PolicyState = OutputOf<'sla.policy'>;
export type Vocabulary = OutputOf<'sla.vocabulary'>;
export type Finding = OutputOf<'sla.lint'>['findings'][number];

export type Policy = Plain<PolicyState['policy']>;

/** What is not there is left out: JSON has no `undefined`. */
export const editable = ({ reportingZone, ...policy }: PolicyState['policy']): Policy => ({
  ...policy,
  ...zoned(reportingZone),
});

export const zoned = (reportingZone: string | undefined): Pick<Policy, 'reportingZone'> =>
  reportingZone === undefined ? {} : { reportingZone };

export type Calendar = Policy['calendars'][number];
export type WeeklyInterval = Calendar['weekly'][number];
export type Holiday = Calendar['holidays'][number];
export type ExtraHours = Calendar['extra'][number];
export type Definition = Policy['definitions'][number];
export type Condition = Definition['start'][number];
export type Goal = Definition['goals'][number];
export type GoalCondition = Goal['when'][number];
export type Target = Goal['target'];
export type Threshold = Definition['thresholds'][number];
export type EscalationAction = Threshold['actions'][number];
export type Mention = Extract<EscalationAction, { do: 'comment' }>['mention'][number];
export type ClockStep = Definition['tieOrder'][number];

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const samePolicy = (one: Policy, other: Policy): boolean => JSON.stringify(one) === JSON.stringify(other);

export const replacedAt = <T>(list: readonly T[], index: number, item: T): T[] =>
  list.map((other, at) => (at === index ? item : other));

export const withoutAt = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const rest = withoutAt(list, from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
