/** Goals that never apply, that compete, or that leave issues without one. */
import { calendarFaults, compileCalendar } from './calendar';
import { combinations, error, repeatedKeys, warning, type Finding } from './finding';
import { targetMs } from './goals';
import type { SiteWords } from './lint-conditions';
import type { Definition, Goal, GoalCondition, Policy } from './policy';

export function lintGoals({ goals }: Definition, policy: Policy, at: string, site: SiteWords | undefined): Finding[] {
  return [
    ...repeatedKeys(goals, `${at}.goals`, 'goal'),
    ...goals.flatMap((goal, index) => lintGoal(goal, policy, `${at}.goals.${index}`)),
    ...lintTogether(goals, `${at}.goals`, site),
  ];
}

function lintGoal({ target, calendar: key }: Goal, policy: Policy, at: string): Finding[] {
  const calendar = policy.calendars.find((one) => one.key === key);
  if (calendar === undefined)
    return [error(`${at}.calendar`, 'unknown-calendar', `There is no calendar “${key}”. Choose another.`)];
  if (calendarFaults(calendar).some(({ severity }) => severity === 'error')) return [];
  return targetMs(target, compileCalendar(calendar)) > 0
    ? []
    : [error(`${at}.target`, 'zero-goal', 'A goal of zero can never be met. Give it some time.')];
}

/** A value that no condition mentions. */
const OTHER = ' other';

/** Every combination of values that the goals' conditions tell apart, by field; undefined when they are too many. */
export function casesOf(goals: readonly Goal[], site?: SiteWords): readonly ReadonlyMap<string, string>[] | undefined {
  const mentioned = new Map<string, Set<string>>();
  for (const { field, values } of goals.flatMap(({ when }) => when))
    mentioned.set(field, new Set([...(mentioned.get(field) ?? []), ...values]));
  const lists = [...mentioned].map(([field, values]) =>
    [...values, ...(isComplete(field, values, site) ? [] : [OTHER])].map((value) => [field, value] as const),
  );
  return combinations(lists)?.map((pairs) => new Map(pairs));
}

const isComplete = (field: string, values: ReadonlySet<string>, site: SiteWords | undefined): boolean =>
  field === 'priority' && site !== undefined && site.priorities.every(({ id }) => values.has(id));

const holds = ({ field, is, values }: GoalCondition, one: ReadonlyMap<string, string>): boolean =>
  values.includes(one.get(field) ?? OTHER) === (is === 'in');

export const fits = ({ when }: Goal, one: ReadonlyMap<string, string>): boolean =>
  when.every((condition) => holds(condition, one));

function lintTogether(goals: readonly Goal[], at: string, site: SiteWords | undefined): Finding[] {
  const cases = casesOf(goals, site);
  if (cases === undefined) return [];
  const fitting = goals.map((goal) => new Set(cases.filter((one) => fits(goal, one))));
  const unreachable = goals.map((goal, index) => unreachableGoal(goal, index, goals, fitting, at));
  const overlaps = goals.flatMap((goal, index) =>
    unreachable[index]?.length === 0 ? overlappingGoal(goal, index, goals, fitting, at) : [],
  );
  const left = cases.filter((one) => !goals.some((goal) => fits(goal, one)));
  const message = 'Some issues fit no goal and get no clock. Add a goal without conditions at the end, if they should.';
  return [...unreachable.flat(), ...overlaps, ...(left.length > 0 ? [warning(at, 'no-goal-left', message)] : [])];
}

type Fitting = readonly ReadonlySet<ReadonlyMap<string, string>>[];

function unreachableGoal(goal: Goal, index: number, goals: readonly Goal[], fitting: Fitting, at: string): Finding[] {
  const own = [...(fitting[index] ?? [])];
  const path = `${at}.${index}.when`;
  if (own.length === 0)
    return [warning(path, 'never-applies', `The conditions of “${goal.name}” exclude each other: it never applies.`)];
  const taken = goals.slice(0, index).filter((_, before) => own.some((one) => fitting[before]?.has(one) === true));
  const free = own.some((one) => !fitting.slice(0, index).some((earlier) => earlier.has(one)));
  if (free) return [];
  const by = taken.map(({ name }) => `“${name}”`).join(' and ');
  return [warning(path, 'unreachable-goal', `“${goal.name}” never applies: ${by} takes all it could, being first.`)];
}

/** A wider goal behind a narrower one is how goals are meant; two that only cross each other are easily misread. */
function overlappingGoal(goal: Goal, index: number, goals: readonly Goal[], fitting: Fitting, at: string): Finding[] {
  const own = fitting[index] ?? new Set();
  return goals.slice(0, index).flatMap(({ name }, before) => {
    const other = fitting[before] ?? new Set();
    const crosses = [...own].some((one) => other.has(one)) && [...other].some((one) => !own.has(one));
    const message = `An issue may fit both “${name}” and “${goal.name}”: “${name}” applies then, being first.`;
    return crosses ? [warning(`${at}.${index}.when`, 'overlapping-goals', message)] : [];
  });
}
