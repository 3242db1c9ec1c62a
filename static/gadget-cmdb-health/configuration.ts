import type { HealthRule } from '../../src/cmdb/cmdb.shapes';
import { refreshIsValid, storedConfiguration } from '../shared/gadget/configuration';

export const RULES = [
  'incomplete',
  'incorrect',
  'stale',
  'orphan',
  'duplicate',
] as const satisfies readonly HealthRule[];

export interface Configuration {
  readonly title: string;
  /** None means all. */
  readonly classes: readonly string[];
  /** None means all. */
  readonly rules: readonly HealthRule[];
  /** Minutes. */
  readonly refresh: number;
}

export function configurationOf(stored: unknown): Configuration {
  const kept = storedConfiguration(stored);
  const rules = kept.list('rules');
  return {
    title: kept.text('title'),
    classes: kept.list('classes'),
    rules: RULES.filter((rule) => rules.includes(rule)),
    refresh: kept.number('refresh', refreshIsValid, 60),
  };
}
