/** A definition made ready to judge by: its conditions compiled, its goals with their calendars and targets. */
import { compileCalendar, workingDay, type WorkCalendar } from './calendar';
import type { GoalInForce } from './clock-report';
import { compileCondition, compileGoalCondition, type CompiledCondition } from './conditions';
import type { Snapshot } from './moments';
import type { Calendar, Definition, Goal, Policy, Target } from './policy';

export interface CompiledGoal {
  /** What is told of it. */
  readonly told: GoalInForce;
  readonly name: string;
  readonly targetMs: number;
  readonly work: WorkCalendar;
  readonly when: Goal['when'];
  readonly applies: (snapshot: Snapshot) => boolean;
}

export interface CompiledDefinition {
  readonly definition: Definition;
  readonly start: readonly CompiledCondition[];
  readonly pause: readonly CompiledCondition[];
  readonly stop: readonly CompiledCondition[];
  readonly goals: readonly CompiledGoal[];
  /** Fields that conditions of goals look at. */
  readonly goalFields: readonly string[];
  /** Equal for two versions that judge alike. */
  readonly fingerprint: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** In milliseconds of the calendar; a fraction is rounded to the nearest. */
export function targetMs({ amount, unit }: Target, calendar: WorkCalendar): number {
  const unitMs = {
    minute: MINUTE,
    hour: HOUR,
    day: 24 * HOUR,
    workingDay: unit === 'workingDay' ? workingDay(calendar) : 0,
  };
  return Math.round(amount * unitMs[unit]);
}

const known = new WeakMap<Policy, ReadonlyMap<string, CompiledDefinition>>();

/**
 * The policy's enabled definitions by key, compiled once for each policy object. Throws RangeError for a policy that the
 * linter refuses.
 */
export function definitionsOf(policy: Policy): ReadonlyMap<string, CompiledDefinition> {
  const cached = known.get(policy);
  if (cached !== undefined) return cached;
  const calendars = new Map(policy.calendars.map((calendar) => [calendar.key, calendar]));
  const enabled = policy.definitions.filter((definition) => definition.enabled);
  const compiled = new Map(enabled.map((definition) => [definition.key, compile(definition, calendars)]));
  known.set(policy, compiled);
  return compiled;
}

function compile(definition: Definition, calendars: ReadonlyMap<string, Calendar>): CompiledDefinition {
  const used = definition.goals.map(({ key, calendar }) => {
    const found = calendars.get(calendar);
    if (found === undefined) throw new RangeError(`goal ${definition.key}/${key} names no calendar: ${calendar}`);
    return found;
  });
  return {
    definition,
    start: definition.start.map(compileCondition),
    pause: definition.pause.map(compileCondition),
    stop: definition.stop.map(compileCondition),
    goals: definition.goals.flatMap((goal, index) => {
      const calendar = used[index];
      return calendar === undefined ? [] : [compileGoal(goal, calendar)];
    }),
    goalFields: definition.goals.flatMap(({ when }) => when.map(({ field }) => field)),
    fingerprint: JSON.stringify([definition, used]),
  };
}

function compileGoal({ key, name, target, when }: Goal, calendar: Calendar): CompiledGoal {
  const work = compileCalendar(calendar);
  const conditions = when.map(compileGoalCondition);
  const ms = targetMs(target, work);
  const told = { key: calendar.key, name: calendar.name, timeZone: calendar.timeZone };
  return {
    told: { key, name, target, targetMs: ms, calendar: told },
    name,
    targetMs: ms,
    work,
    when,
    applies: (snapshot) => conditions.every((holds) => holds(snapshot)),
  };
}

/** The first that applies. */
export const goalFor = ({ goals }: CompiledDefinition, snapshot: Snapshot): CompiledGoal | undefined =>
  goals.find((goal) => goal.applies(snapshot));
