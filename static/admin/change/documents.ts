/** What the pages of change enablement edit, as the backend gives it. */
import type { z } from 'zod';
import type { OutputOf } from '../../shared/api';

/** Without the marks of what the backend has checked: people type plain text. */
type Plain<T> = T extends z.core.$brand
  ? string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

export type RiskRules = OutputOf<'change.riskRules'>['document'];
export type Question = RiskRules['questions'][number];
export type Choice = Question['choices'][number];
export type Factor = keyof RiskRules['weights'];
export type Side = Question['side'];
export type RiskLevel = RiskRules['matrix'][number][number];
export type ChangeType = keyof RiskRules['typeRisk'];
export type RiskResult = NonNullable<OutputOf<'change.tryRiskRules'>['result']>;

export type Policies = Plain<OutputOf<'change.policies'>['document']>;
export type Policy = Policies['policies'][number];
export type Step = Policy['steps'][number];
export type Source = Step['sources'][number];

export type Finding = OutputOf<'change.lintRiskRules'>['findings'][number];

/** From least to most. */
export const LEVELS = ['low', 'moderate', 'high', 'veryHigh'] as const satisfies readonly RiskLevel[];
export const TYPES = ['standard', 'normal', 'emergency'] as const satisfies readonly ChangeType[];
export const SIDES = ['likelihood', 'impact'] as const satisfies readonly Side[];
export const FACTORS_OF = {
  likelihood: ['questions', 'changeType', 'plans', 'leadTime', 'conflicts', 'teamRecord', 'ciRecord'],
  impact: ['impactQuestions', 'criticality', 'services', 'hours'],
} as const satisfies Readonly<Record<Side, readonly Factor[]>>;

export const replacedAt = <T>(list: readonly T[], index: number, item: T): T[] =>
  list.map((other, at) => (at === index ? item : other));

export const withoutAt = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const rest = withoutAt(list, from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** A key that none of the list has: it names for good, so that it is made once and not from what is typed. */
export function freeKey(prefix: string, taken: readonly { readonly key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  for (let n = taken.length + 1; ; n += 1) if (!keys.has(`${prefix}-${n}`)) return `${prefix}-${n}`;
}
