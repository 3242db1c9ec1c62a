import type { HealthClassRow, HealthRule, HealthSummary } from '../../src/cmdb/cmdb.shapes';
import { RULES, type Configuration } from './configuration';

export interface Figures {
  readonly cis: number;
  readonly healthy: number;
  readonly rules: readonly { readonly rule: HealthRule; readonly count: number }[];
  readonly classes: readonly HealthClassRow[];
}

/** The figures of the classes and rules that the gadget was set to. */
export function figuresOf(summary: HealthSummary, { classes, rules }: Configuration): Figures {
  const shown =
    classes.length === 0 ? summary.classes : summary.classes.filter((row) => classes.includes(row.classKey));
  const sum = (of: (row: HealthClassRow) => number): number => shown.reduce((total, row) => total + of(row), 0);
  return {
    cis: sum(({ cis }) => cis),
    healthy: sum(({ healthy }) => healthy),
    rules: (rules.length === 0 ? RULES : rules).map((rule) => ({ rule, count: sum(({ findings }) => findings[rule]) })),
    classes: shown,
  };
}

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
