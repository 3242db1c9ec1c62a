import { useChangeNames } from '../shared/change/names';
import type { Grouping } from './configuration';
import type { Group } from './success';
import { useSuccessText } from './text';

const TYPES = ['standard', 'normal', 'emergency', 'none'] as const;
const LEVELS = ['low', 'moderate', 'high', 'veryHigh', 'none'] as const;
const NO_TEAM = ['none', 'others'] as const;

/** Types, levels and what belongs to no team in the reader's language; teams by their own names. */
export function useGroupName(groupBy: Grouping): (group: Group) => string {
  const text = useSuccessText();
  const names = useChangeNames();
  return ({ key, label }) => {
    const type = groupBy === 'type' ? TYPES.find((one) => one === key) : undefined;
    if (type !== undefined) return names(`change.type.${type}`);
    const level = groupBy === 'level' ? LEVELS.find((one) => one === key) : undefined;
    if (level !== undefined) return names(`change.level.${level}`);
    const none = groupBy === 'team' ? NO_TEAM.find((one) => one === key) : undefined;
    return none === undefined ? label : text(`success.team.${none}`);
  };
}
