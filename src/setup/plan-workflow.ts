import { assertNever } from '../kernel/assert-never';
import type { RuleSpec, WorkflowSpec } from './blueprint';
import { concerns, type WorkflowDraft } from './changes';
import type { Difference } from './findings';
import type { Step } from './plan';
import type { References } from './references';
import { byName, type SiteRule, type SiteState, type SiteTransition, type SiteWorkflow } from './site-state';

export function workflowStep(spec: WorkflowSpec, site: SiteState, references: References): Step {
  const base = { id: `workflows:${spec.key}`, group: 'workflows' as const, name: spec.name };
  const draft = draftOf(spec, references);
  const present = byName(site.workflows, spec.name);
  if (present === undefined) {
    return { ...base, verdict: 'create', differences: [], change: draft && { do: 'create-workflow', draft } };
  }
  const differences: readonly Difference[] =
    draft === undefined ? [{ code: 'refers-to-missing' }] : differencesOf(present, draft, site);
  if (differences.length === 0) return { ...base, verdict: 'reuse', differences, change: undefined };
  return { ...base, verdict: 'drift', differences, change: draft && { do: 'repair-workflow', id: present.id, draft } };
}

/** The workflow in this site's ids; `undefined` while one of them is missing. */
function draftOf(spec: WorkflowSpec, references: References): WorkflowDraft | undefined {
  const statusIds = whole(spec.statuses.map((key) => references.status(key)));
  const transitions = whole(spec.transitions.map((transition) => transitionOf(transition, references)));
  return statusIds && transitions && { name: spec.name, statusIds, transitions };
}

function transitionOf(spec: WorkflowSpec['transitions'][number], references: References): SiteTransition | undefined {
  const to = references.status(spec.to);
  const from = whole(spec.from.map((key) => references.status(key)));
  const notFrom = (spec.notFrom ?? []).flatMap((key) => references.status(key) ?? []);
  const present = (spec.rules ?? []).filter((rule) => !awaitsAppField(rule, references));
  const rules = whole(present.map((rule) => ruleOf(rule, references)));
  const screenId = spec.screen === undefined ? undefined : references.screen(spec.screen);
  if (!to || !from || !rules || (spec.screen !== undefined && screenId === undefined)) return undefined;
  return { name: spec.name, initial: spec.from.length === 0, from, notFrom, to, screenId, rules };
}

/**
 * Jira shows the app's fields a while after it was installed. Until then a condition on one holds nothing up: the gate
 * behind it decides, and the missing condition counts as drift from the day the field is there.
 */
const awaitsAppField = (rule: RuleSpec, references: References): boolean =>
  rule.rule === 'app-condition' && references.appField('change-tokens') === undefined;

function ruleOf(rule: RuleSpec, references: References): SiteRule | undefined {
  switch (rule.rule) {
    case 'require-field': {
      const fieldId = references.field(rule.field);
      return fieldId === undefined ? undefined : { rule: 'require-field', fieldId, message: rule.message };
    }
    case 'clear-field': {
      const fieldId = references.field(rule.field);
      return fieldId === undefined ? undefined : { rule: 'update-field', fieldId, value: '' };
    }
    case 'set-resolution': {
      const value = references.resolution(rule.resolution);
      return value === undefined ? undefined : { rule: 'update-field', fieldId: 'resolution', value };
    }
    case 'clear-resolution':
      return { rule: 'update-field', fieldId: 'resolution', value: '' };
    case 'app-condition': {
      const fieldId = references.appField('change-tokens');
      return fieldId === undefined ? undefined : { rule: 'app-condition', fieldId, token: rule.token };
    }
    case 'app-gate':
      return rule;
    default:
      return assertNever(rule);
  }
}

/** What the workflow lacks or does otherwise, transition by transition. What others added to it is no difference. */
function differencesOf(present: SiteWorkflow, draft: WorkflowDraft, site: SiteState): Difference[] {
  const nameOf = (statusId: string): string => site.statuses.find(({ id }) => id === statusId)?.name ?? statusId;
  const lacking = draft.statusIds.filter((id) => !present.statusIds.includes(id));
  return [
    ...lacking.map((id): Difference => ({ code: 'status-missing', status: nameOf(id) })),
    ...draft.transitions.flatMap((wanted): Difference[] => {
      const transition = present.transitions.find(({ name }) => name === wanted.name);
      if (transition === undefined) return [{ code: 'transition-missing', transition: wanted.name }];
      return transitionDifferences(transition, wanted, site, nameOf);
    }),
  ];
}

function transitionDifferences(
  present: SiteTransition,
  wanted: SiteTransition,
  site: SiteState,
  nameOf: (statusId: string) => string,
): Difference[] {
  const transition = wanted.name;
  const otherTarget = present.to !== wanted.to;
  const otherScreen = wanted.screenId !== undefined && present.screenId !== wanted.screenId;
  const lackingFrom = wanted.from.filter((id) => !present.from.includes(id));
  const pastFrom = wanted.notFrom.filter((id) => present.from.includes(id));
  const lackingRules = wanted.rules.filter((rule) => !present.rules.some((other) => sameRule(rule, other)));
  return [
    ...(otherTarget
      ? [{ code: 'transition-target', transition, status: nameOf(present.to), wanted: nameOf(wanted.to) } as const]
      : []),
    ...lackingFrom.map((id) => ({ code: 'transition-origin', transition, status: nameOf(id) }) as const),
    ...pastFrom.map((id) => ({ code: 'transition-origin-past', transition, status: nameOf(id) }) as const),
    ...(otherScreen ? [{ code: 'transition-screen', transition } as const] : []),
    ...lackingRules.flatMap((rule) => ruleDifference(transition, rule, site)),
  ];
}

/** The message of a required field may be worded anew by the site. */
function sameRule(one: SiteRule, other: SiteRule): boolean {
  if (!concerns(one, other)) return false;
  if (one.rule === 'update-field') return other.rule === 'update-field' && other.value === one.value;
  if (one.rule === 'app-condition') return other.rule === 'app-condition' && other.token === one.token;
  if (one.rule === 'app-gate') return other.rule === 'app-gate' && other.gate === one.gate;
  return true;
}

function ruleDifference(transition: string, rule: SiteRule, site: SiteState): Difference[] {
  if (rule.rule === 'other') return [];
  if (rule.rule === 'app-condition') return [{ code: 'condition-missing', transition }];
  if (rule.rule === 'app-gate') return [{ code: 'gate-missing', transition }];
  const field = site.fields.find(({ id }) => id === rule.fieldId)?.name ?? rule.fieldId;
  if (rule.rule === 'require-field') return [{ code: 'field-not-required', transition, field }];
  return [{ code: rule.value === '' ? 'field-not-cleared' : 'field-not-set', transition, field }];
}

/** The list, if nothing in it is missing. */
const whole = <T>(items: readonly (T | undefined)[]): T[] | undefined => {
  const present = items.flatMap((item) => (item === undefined ? [] : [item]));
  return present.length === items.length ? present : undefined;
};
