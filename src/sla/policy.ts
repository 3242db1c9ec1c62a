/**
 * The shapes of service level configuration: calendars, definitions, goals, escalations. A policy is saved as a whole,
 * so that a definition and the calendars it names always fit together. What can't work is said by the linter, what
 * can't be read is refused here.
 */
import { z } from 'zod';
import { AccountId, IssueKey } from '../contract/ids';
import { IssueTypeKey, RoleKey } from '../setup/site-map';

/** Names a calendar, definition, goal or threshold for good: it is part of published values and of saved filters. */
export const SlaKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use 1–40 lower-case letters, digits and hyphens, beginning with a letter.');
const Name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** Minutes of the local day on which the interval starts; beyond 1440 is the next day's morning. */
const Minute = z.int().min(0).max(2880);
export const WeeklyInterval = z.object({ day: Weekday, from: Minute, to: Minute });
export const Holiday = z.discriminatedUnion('kind', [
  /** Local calendar days, `YYYY-MM-DD`, both included. */
  z.object({ kind: z.literal('dates'), name: Name, from: z.string(), to: z.string() }),
  /** Every year, `MM-DD`, both included; may run over new year. */
  z.object({ kind: z.literal('yearly'), name: Name, from: z.string(), to: z.string() }),
]);
export const ExtraHours = z.object({ name: Name, date: z.string(), from: Minute, to: Minute });

/** A calendar as it is edited: `calendarFaults` says what keeps it from working. */
export const Calendar = z.object({
  key: SlaKey,
  name: Name,
  timeZone: z.string().min(1).max(64),
  /** 24×7: hours, holidays and extra hours are left aside. */
  alwaysOpen: z.boolean(),
  weekly: z.array(WeeklyInterval).max(100),
  holidays: z.array(Holiday).max(1_000),
  extra: z.array(ExtraHours).max(500),
});
export type Calendar = z.output<typeof Calendar>;

/**
 * How long something may take. `day` is 24 hours of the goal's calendar, `workingDay` as many hours as the calendar's
 * ordinary working day has: the two readings of "one day" that other systems leave open.
 */
export const Target = z.object({
  amount: z.number().positive('A goal of zero can never be met.').max(10_000),
  unit: z.enum(['minute', 'hour', 'day', 'workingDay']),
});
export type Target = z.output<typeof Target>;

/** Fields by Jira's id (`priority`, `customfield_10045`), values by Jira's ids as the changelog has them. */
const FieldId = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,60}$/);
const ValueIds = z.array(z.string().min(1)).min(1, 'Choose at least one value.').max(100);

/**
 * What is true of an issue at a moment (states), or happens at one (`created`, `commented`, `changed`). A state starts or
 * stops a clock at the moment it becomes true; only states can pause, for as long as they hold.
 */
export const Condition = z.discriminatedUnion('on', [
  z.object({ on: z.literal('created') }),
  z.object({ on: z.literal('status'), is: z.enum(['in', 'notIn']), values: ValueIds }),
  z.object({
    on: z.literal('statusCategory'),
    is: z.enum(['in', 'notIn']),
    values: z.array(z.enum(['new', 'indeterminate', 'done'])).min(1, 'Choose at least one category.'),
  }),
  z.object({ on: z.literal('assignee'), is: z.enum(['set', 'unset']) }),
  /** A comment of the reporter is the customer's, any other person's is an agent's; apps' comments count for nobody. */
  z.object({ on: z.literal('commented'), by: z.enum(['agent', 'customer', 'anyone']) }),
  /** The state of a conversation: who wrote last. */
  z.object({ on: z.literal('lastCommentBy'), is: z.enum(['agent', 'customer']) }),
  /** Such as the pending reason. `set` and `unset` take no values, which the linter sees to. */
  z.object({
    on: z.literal('field'),
    field: FieldId,
    is: z.enum(['in', 'notIn', 'set', 'unset']),
    values: z.array(z.string().min(1)).max(100),
  }),
  z.object({ on: z.literal('changed'), field: FieldId }),
]);
export type Condition = z.output<typeof Condition>;

/** Judged at each moment of the issue's history: a goal follows the priority it had then. */
export const GoalCondition = z.object({ field: FieldId, is: z.enum(['in', 'notIn']), values: ValueIds });
export type GoalCondition = z.output<typeof GoalCondition>;

/** The first goal whose conditions all hold applies; a goal without conditions takes what is left. */
export const Goal = z.object({
  key: SlaKey,
  name: Name,
  when: z.array(GoalCondition).max(10),
  target: Target,
  calendar: SlaKey,
});
export type Goal = z.output<typeof Goal>;

const Mention = z.discriminatedUnion('who', [
  z.object({ who: z.enum(['assignee', 'reporter']) }),
  z.object({ who: z.literal('role'), role: RoleKey }),
  z.object({ who: z.literal('person'), accountId: AccountId }),
]);
export type Mention = z.output<typeof Mention>;

export const EscalationAction = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('comment'),
    text: z.string().trim().min(1, 'Say what the comment tells.').max(1_000),
    mention: z.array(Mention).max(5),
  }),
  z.object({ do: z.literal('assign'), to: z.object({ accountId: AccountId }) }),
  /** One level up, at most to the highest. */
  z.object({ do: z.literal('raisePriority') }),
  z.object({
    do: z.literal('label'),
    label: z.string().regex(/^\S{1,255}$/, 'Jira labels have no spaces.'),
  }),
  z.object({ do: z.literal('link'), linkTypeId: z.string().min(1), to: IssueKey }),
]);
export type EscalationAction = z.output<typeof EscalationAction>;

/** Reached when this share of the target is used up (1–99 %), with what happens then. */
export const Threshold = z.object({
  key: SlaKey,
  percent: z.number().min(1, 'From 1 to 99 percent.').max(99, 'From 1 to 99 percent.'),
  actions: z.array(EscalationAction).max(10),
});
export type Threshold = z.output<typeof Threshold>;

export const CLOCK_STEPS = ['start', 'resume', 'pause', 'stop'] as const;
export const ClockStep = z.enum(CLOCK_STEPS);
export type ClockStep = z.output<typeof ClockStep>;

export const Definition = z.object({
  key: SlaKey,
  name: Name,
  description: z.string().max(500),
  enabled: z.boolean(),
  /** An agreement with the customer, with a team of our own, or with a supplier. */
  kind: z.enum(['sla', 'ola', 'uc']),
  /** The team of an OLA or the supplier of an underpinning contract; empty for an SLA. */
  party: z.string().max(80),
  /** The SLA that depends on this OLA or contract. */
  supports: SlaKey.nullable(),
  scope: z.object({
    /** Project ids; none means every project of Plumbline. */
    projects: z.array(z.string()).max(100),
    issueTypes: z.array(IssueTypeKey).min(1, 'Choose at least one issue type.'),
    /** Narrows further; judged by Jira on the issue as it is now. Empty for no more conditions. */
    jql: z.string().max(4_000),
  }),
  start: z.array(Condition).min(1, 'Say what starts the clock.').max(20),
  pause: z.array(Condition).max(20),
  stop: z.array(Condition).min(1, 'A clock needs something that stops it.').max(20),
  /** What a start after a stop means. */
  onReopen: z.enum(['newCycle', 'continue', 'ignore']),
  /** Which of several steps at the same instant comes first. */
  tieOrder: z.array(ClockStep).length(4),
  goals: z.array(Goal).min(1, 'A definition needs at least one goal.').max(30),
  thresholds: z.array(Threshold).max(5),
  onBreach: z.array(EscalationAction).max(10),
});
export type Definition = z.output<typeof Definition>;

export const Policy = z.object({
  /** In which the weeks of outcomes begin and end; a policy without one reports in UTC. */
  reportingZone: z.string().min(1).max(64).exactOptional(),
  calendars: z.array(Calendar).max(50),
  definitions: z.array(Definition).max(30),
});
export type Policy = z.output<typeof Policy>;

export const reportingZoneOf = ({ reportingZone }: Policy): string => reportingZone ?? 'UTC';
