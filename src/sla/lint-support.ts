/** Whether agreements with teams and suppliers leave room for the SLA that depends on them. */
import { addWorkingTime, compileCalendar } from './calendar';
import { DAY } from './calendar/spec';
import { error, warning, type Finding } from './finding';
import { targetMs } from './goals';
import { casesOf, fits } from './lint-goals';
import type { Definition, Goal, Policy } from './policy';

/** @param usable the keys of calendars that can be counted in */
export function lintSupport(policy: Policy, usable: ReadonlySet<string>): Finding[] {
  return policy.definitions.flatMap((definition, index) => {
    const at = `definitions.${index}`;
    return [...party(definition, at), ...supported(definition, policy, usable, at)];
  });
}

function party({ kind, party: name, supports }: Definition, at: string): Finding[] {
  const missing = name.trim() === '';
  if (kind === 'ola' && missing)
    return [error(`${at}.party`, 'no-party', 'Name the team that this agreement is with.')];
  if (kind === 'uc' && missing)
    return [error(`${at}.party`, 'no-party', 'Name the supplier that this contract is with.')];
  if (kind === 'sla' && supports !== null)
    return [error(`${at}.supports`, 'sla-supports', 'Only agreements with a team or supplier support an SLA.')];
  return [];
}

function supported(definition: Definition, policy: Policy, usable: ReadonlySet<string>, at: string): Finding[] {
  if (definition.kind === 'sla' || definition.supports === null) return [];
  const sla = policy.definitions.find(({ key }) => key === definition.supports);
  if (sla === undefined)
    return [error(`${at}.supports`, 'unknown-definition', `There is no definition “${definition.supports}”.`)];
  if (sla.kind !== 'sla')
    return [error(`${at}.supports`, 'not-an-sla', `“${sla.name}” is no SLA. Choose one that is.`)];
  return definition.goals.flatMap((goal, index) => {
    const longer = meeting(goal, definition, sla).find((other) => outlasts(goal, other, policy, usable));
    const message = `It may take longer than “${longer?.name ?? ''}” of “${sla.name}”, which depends on it.`;
    return longer === undefined ? [] : [warning(`${at}.goals.${index}.target`, 'longer-than-sla', message)];
  });
}

/** The SLA's goals that an issue with this goal can have. */
function meeting(goal: Goal, own: Definition, sla: Definition): readonly Goal[] {
  const cases = casesOf([...own.goals, ...sla.goals]) ?? [];
  const found = cases.flatMap((one) => {
    const mine = own.goals.find((other) => fits(other, one));
    return mine === goal ? (sla.goals.find((other) => fits(other, one)) ?? []) : [];
  });
  return [...new Set(found)];
}

/** A week without holidays in most calendars, tried from each of its hours: Monday 7 June 2027, 00:00 UTC. */
const REFERENCE = Date.UTC(2027, 5, 7);
const HOUR = DAY / 24;
const WEEK_HOURS = 168;

function outlasts(goal: Goal, other: Goal, { calendars }: Policy, usable: ReadonlySet<string>): boolean {
  const [mine, theirs] = [goal, other].map(({ calendar, target }) => {
    const spec = usable.has(calendar) ? calendars.find(({ key }) => key === calendar) : undefined;
    if (spec === undefined) return undefined;
    const work = compileCalendar(spec);
    return { work, ms: targetMs(target, work) };
  });
  if (mine === undefined || theirs === undefined) return false;
  if (goal.calendar === other.calendar) return mine.ms > theirs.ms;
  try {
    return Array.from({ length: WEEK_HOURS }, (_, hour) => REFERENCE + hour * HOUR).some(
      (from) => addWorkingTime(mine.work, from, mine.ms) > addWorkingTime(theirs.work, from, theirs.ms),
    );
  } catch (cause) {
    // Longer than the calendar goes: nothing to hold against each other.
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}
