import { refreshIsValid, storedConfiguration } from '../shared/gadget/configuration';

export interface Configuration {
  readonly title: string;
  /** None means all. */
  readonly projects: readonly string[];
  /** To look ahead. */
  readonly days: number;
  /** Changes to list. */
  readonly limit: number;
  /** Minutes. */
  readonly refresh: number;
}

export const daysAreValid = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= 92;
export const limitIsValid = (limit: number): boolean => Number.isInteger(limit) && limit >= 1 && limit <= 50;

export function configurationOf(stored: unknown): Configuration {
  const kept = storedConfiguration(stored);
  return {
    title: kept.text('title'),
    projects: kept.list('projects'),
    days: kept.number('days', daysAreValid, 14),
    limit: kept.number('limit', limitIsValid, 10),
    refresh: kept.number('refresh', refreshIsValid, 15),
  };
}
