import { refreshIsValid, storedConfiguration } from '../shared/gadget/configuration';

export const GROUPINGS = ['type', 'level', 'team'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Configuration {
  readonly title: string;
  /** None means all. */
  readonly projects: readonly string[];
  readonly weeks: number;
  readonly groupBy: Grouping;
  /** Percent. */
  readonly target: number;
  /** Minutes. */
  readonly refresh: number;
}

export const MOST_WEEKS = 26;
export const weeksAreValid = (weeks: number): boolean => Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS;
export const targetIsValid = (percent: number): boolean => percent > 0 && percent <= 100;

export function configurationOf(stored: unknown): Configuration {
  const kept = storedConfiguration(stored);
  return {
    title: kept.text('title'),
    projects: kept.list('projects'),
    weeks: kept.number('weeks', weeksAreValid, 8),
    groupBy: kept.oneOf('groupBy', GROUPINGS, 'type'),
    target: kept.number('target', targetIsValid, 95),
    refresh: kept.number('refresh', refreshIsValid, 30),
  };
}
