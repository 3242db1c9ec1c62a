import type { Attainment } from './attainment';
import type { Grouping } from './configuration';
import { useAttainmentText } from './text';

type Group = Attainment['groups'][number];

const PRIORITIES = ['1', '2', '3', '4', '5', 'other'] as const;
const NO_TEAM = ['none', 'others'] as const;

/** Levels of priority and what belongs to no team in the reader's language; teams and definitions by their own names. */
export function useGroupName(groupBy: Grouping): (group: Group) => string {
  const text = useAttainmentText();
  return ({ key, label }) => {
    const level = groupBy === 'priority' ? PRIORITIES.find((one) => one === key) : undefined;
    if (level !== undefined) return text(`attainment.priority.${level}`);
    const none = groupBy === 'team' ? NO_TEAM.find((one) => one === key) : undefined;
    return none === undefined ? label : text(`attainment.team.${none}`);
  };
}
