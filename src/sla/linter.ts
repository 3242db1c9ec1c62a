/**
 * What is wrong with a policy, each at its field. Errors can't work and are never saved; warnings are about what never
 * applies, or does what few people mean. Whether the ids in it exist on the site is not asked here.
 */
import { calendarFaults } from './calendar';
import { isZone } from './calendar/zone';
import { lintConditions } from './lint-conditions';
import { lintGoals } from './lint-goals';
import { lintSupport } from './lint-support';
import { error, repeatedKeys, warning, type Finding } from './finding';
import { CLOCK_STEPS, type Definition, type Policy } from './policy';
import type { SiteWords } from './lint-conditions';

export { readDraftPolicy } from './draft-policy';

/** @param site its statuses and priorities, for sharper answers: without it every status might be of any category */
export function lintPolicy(policy: Policy, site?: SiteWords): Finding[] {
  const usable = new Set(policy.calendars.filter((one) => faultless(one)).map(({ key }) => key));
  return [
    ...reportingZone(policy),
    ...policy.calendars.flatMap((calendar, index) => lintCalendar(calendar, `calendars.${index}`)),
    ...repeatedKeys(policy.calendars, 'calendars', 'calendar'),
    ...unusedCalendars(policy),
    ...repeatedKeys(policy.definitions, 'definitions', 'definition'),
    ...policy.definitions.flatMap((definition, index) =>
      lintDefinition(definition, policy, `definitions.${index}`, site),
    ),
    ...lintSupport(policy, usable),
  ];
}

function reportingZone({ reportingZone: zone }: Policy): Finding[] {
  if (zone === undefined || isZone(zone)) return [];
  const message = `“${zone}” is no time zone. Choose one by its city, such as Europe/London.`;
  return [error('reportingZone', 'unknown-zone', message)];
}

const faultless = (calendar: Policy['calendars'][number]): boolean =>
  calendarFaults(calendar).every(({ severity }) => severity !== 'error');

const lintCalendar = (calendar: Policy['calendars'][number], at: string): Finding[] =>
  calendarFaults(calendar).map((fault) => ({ ...fault, path: `${at}.${fault.path}` }));

function unusedCalendars({ calendars, definitions }: Policy): Finding[] {
  const used = new Set(definitions.flatMap(({ goals }) => goals.map(({ calendar }) => calendar)));
  return calendars.flatMap(({ key, name }, index) =>
    used.has(key) ? [] : [warning(`calendars.${index}.key`, 'unused-calendar', `No goal counts in “${name}”.`)],
  );
}

function lintDefinition(definition: Definition, policy: Policy, at: string, site: SiteWords | undefined): Finding[] {
  return [
    ...tieOrder(definition, at),
    ...thresholds(definition, at),
    ...escalations(definition, at),
    ...lintConditions(definition, at, site),
    ...lintGoals(definition, policy, at, site),
  ];
}

function tieOrder(definition: Definition, at: string): Finding[] {
  if (CLOCK_STEPS.every((step) => definition.tieOrder.includes(step))) return [];
  return [error(`${at}.tieOrder`, 'tie-order', 'Put start, resume, pause and stop into an order, each once.')];
}

function thresholds({ thresholds: all }: Definition, at: string): Finding[] {
  const order = all.flatMap(({ percent }, index): Finding[] => {
    const previous = all[index - 1]?.percent;
    const path = `${at}.thresholds.${index}.percent`;
    if (all.findIndex((one) => one.percent === percent) < index)
      return [error(path, 'duplicate-threshold', `There is a threshold at ${percent} % already.`)];
    if (previous === undefined || previous < percent) return [];
    return [warning(path, 'threshold-order', 'Put thresholds into the order in which they are reached.')];
  });
  return [...repeatedKeys(all, `${at}.thresholds`, 'threshold'), ...order];
}

function escalations({ goals, thresholds: all, onBreach }: Definition, at: string): Finding[] {
  if (!goals.some(({ when }) => when.some(({ field }) => field === 'priority'))) return [];
  const lists = [
    ...all.map(({ actions }, index) => ({ actions, path: `${at}.thresholds.${index}.actions` })),
    { actions: onBreach, path: `${at}.onBreach` },
  ];
  const message = 'Raising the priority chooses another goal of this clock, which may breach at that moment.';
  return lists.flatMap(({ actions, path }) =>
    actions.flatMap((action, index) =>
      action.do === 'raisePriority' ? [warning(`${path}.${index}`, 'escalation-loop', message)] : [],
    ),
  );
}
