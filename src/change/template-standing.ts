/** Whether a change may go the short way of its template: pre-approved, and followed as it is. */
import type { CiRef } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { ChangeFacts } from './change-facts';
import type { OutcomeEntry } from './change.ports';
import type { Plan } from './change.shapes';
import type { ChangeTemplate, ChangeTemplates } from './template.shapes';
import { textFactOf } from './text-fact';

/** So many failed implementations take the pre-approval away. */
export const FAILURES_TO_DEMOTE = 2;

export type SavedTemplate = ChangeTemplates['templates'][number];

export const DRIFTS = [
  'reason',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'communicationPlan',
  'cis',
  'minutes',
] as const;
export type Drift = (typeof DRIFTS)[number];

export interface TemplateStanding {
  readonly key: string;
  /** As it is called now; the key where the template is gone. */
  readonly name: string;
  /** Why it lends no pre-approval, to any change; undefined while it does. */
  readonly refused: 'gone' | 'disabled' | 'demoted' | undefined;
  /** In what the change differs from it. */
  readonly drifted: readonly Drift[];
}

const FAILED: readonly OutcomeEntry['outcome'][] = ['failed', 'backedOut'];

/** Failed implementations since it was last approved anew. */
export function failuresOf(template: SavedTemplate, outcomes: readonly OutcomeEntry[]): number {
  const { reapprovedAt } = template;
  const since = reapprovedAt === null ? undefined : instant(reapprovedAt);
  return outcomes.filter(({ outcome, at }) => FAILED.includes(outcome) && (since === undefined || at > since)).length;
}

export const isDemoted = (template: SavedTemplate, outcomes: readonly OutcomeEntry[]): boolean =>
  failuresOf(template, outcomes) >= FAILURES_TO_DEMOTE;

/** What is known of a change's CIs: their classes with those above them. Undefined for a CI that is gone. */
export type ClassesOf = (ref: CiRef) => readonly string[] | undefined;

/** `template` is undefined when it is in the catalogue no more. */
export function templateStanding(
  key: string,
  template: SavedTemplate | undefined,
  outcomes: readonly OutcomeEntry[],
  facts: ChangeFacts,
  classesOf: ClassesOf,
): TemplateStanding {
  if (template === undefined) return { key, name: key, refused: 'gone', drifted: [] };
  const refused = template.enabled ? (isDemoted(template, outcomes) ? 'demoted' : undefined) : 'disabled';
  return { key, name: template.name, refused, drifted: driftOf(template, facts, classesOf) };
}

/** The template's pre-approval is the change's own. */
export const isPreApproved = ({ type }: Pick<ChangeFacts, 'type'>, template: TemplateStanding | undefined): boolean =>
  type === 'standard' && template !== undefined && template.refused === undefined && template.drifted.length === 0;

const PLAN_FIELDS: Readonly<Record<Plan, Extract<Drift, `${string}Plan`>>> = {
  implementation: 'implementationPlan',
  backout: 'backoutPlan',
  test: 'testPlan',
  communication: 'communicationPlan',
};
const PLANS_IN_ORDER: readonly Plan[] = ['implementation', 'backout', 'test', 'communication'];

/** The reason is the requester's own where the template gives none. */
function driftOf(template: ChangeTemplate, facts: ChangeFacts, classesOf: ClassesOf): Drift[] {
  const differs = (text: string, digest: string): boolean => textFactOf(text).digest !== digest;
  const plans = PLANS_IN_ORDER.flatMap((plan): Drift[] =>
    differs(template[PLAN_FIELDS[plan]], facts.plans[plan].digest) ? [PLAN_FIELDS[plan]] : [],
  );
  return [
    ...(textFactOf(template.reason).words > 0 && differs(template.reason, facts.reason.digest)
      ? (['reason'] as const)
      : []),
    ...plans,
    ...(facts.cis.every((ref) => inScope(template, ref, classesOf)) ? [] : (['cis'] as const)),
    ...(takesLonger(template, facts) ? (['minutes'] as const) : []),
  ];
}

/** Both lists empty: anywhere. */
export function inScope({ classes, cis }: Pick<ChangeTemplate, 'classes' | 'cis'>, ref: CiRef, of: ClassesOf): boolean {
  if (classes.length === 0 && cis.length === 0) return true;
  return cis.includes(ref) || (of(ref)?.some((classKey) => classes.includes(classKey)) ?? false);
}

/** Less time than the template plans is still the template's work; more is something else. */
function takesLonger({ minutes }: ChangeTemplate, { plannedStart, plannedEnd }: ChangeFacts): boolean {
  return plannedStart !== undefined && plannedEnd !== undefined && minutesBetween(plannedStart, plannedEnd) > minutes;
}

const minutesBetween = (from: Instant, to: Instant): number => (toEpoch(to) - toEpoch(from)) / 60_000;
