import { refreshIsValid, storedConfiguration } from '../shared/gadget/configuration';

export const SCOPES = ['open', 'upcoming', 'closed'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Configuration {
  readonly title: string;
  /** None means all. */
  readonly projects: readonly string[];
  readonly scope: Scope;
  /** Ahead of now for what is upcoming, behind it for what is closed; of no concern for what is open. */
  readonly days: number;
  /** Minutes. */
  readonly refresh: number;
}

export const daysAreValid = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= 365;

export function configurationOf(stored: unknown): Configuration {
  const kept = storedConfiguration(stored);
  return {
    title: kept.text('title'),
    projects: kept.list('projects'),
    scope: kept.oneOf('scope', SCOPES, 'open'),
    days: kept.number('days', daysAreValid, 30),
    refresh: kept.number('refresh', refreshIsValid, 15),
  };
}
