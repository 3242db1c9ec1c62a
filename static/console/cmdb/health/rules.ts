import type { HealthRule } from '../../../../src/cmdb/cmdb.shapes';

export const RULES = [
  'incomplete',
  'incorrect',
  'stale',
  'orphan',
  'duplicate',
] as const satisfies readonly HealthRule[];

/** Where the CIs behind a figure are listed. */
export const listPath = (rule: HealthRule, classKey?: string): string =>
  `/cmdb/health?rule=${rule}${classKey === undefined ? '' : `&class=${classKey}`}`;

export const shareOf = ({ cis, healthy }: { readonly cis: number; readonly healthy: number }): number =>
  cis === 0 ? 1 : healthy / cis;
