import type { FieldKey, IssueTypeKey } from '../site-map';
import { ISSUE_TYPES, LINK_TYPES, ROLES } from './catalogue';
import { FIELDS } from './fields';
import { WORKFLOWS } from './lifecycles';
import { practiceOf, SCREEN_SCHEMES, SCREENS } from './screens';
import { STATUSES } from './statuses';
import type { Blueprint, RuleSpec } from './types';

export type * from './types';

export const BLUEPRINT: Blueprint = {
  issueTypes: ISSUE_TYPES,
  fields: FIELDS,
  statuses: STATUSES,
  workflows: WORKFLOWS,
  screens: SCREENS,
  screenSchemes: SCREEN_SCHEMES,
  linkTypes: LINK_TYPES,
  roles: ROLES,
  priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest'],
};

/** What the chosen practices need of the blueprint. Roles and link types come whole: people and links cross practices. */
export function blueprintFor(practices: readonly IssueTypeKey[], whole: Blueprint = BLUEPRINT): Blueprint {
  const chosen = new Set<string>(practices);
  const workflows = whole.workflows.filter((workflow) => chosen.has(workflow.key));
  const screens = whole.screens.filter((screen) => chosen.has(practiceOf(screen.key)));
  const statusKeys = new Set(workflows.flatMap((workflow) => workflow.statuses));
  const fieldKeys = new Set([
    ...screens.flatMap((screen) => screen.fields.flatMap((field) => ('custom' in field ? [field.custom] : []))),
    ...workflows.flatMap((workflow) => workflow.transitions.flatMap((transition) => fieldsOf(transition.rules ?? []))),
  ]);
  return {
    ...whole,
    issueTypes: whole.issueTypes.filter((type) => chosen.has(type.key)),
    fields: whole.fields.filter((field) => fieldKeys.has(field.key)),
    statuses: whole.statuses.filter((status) => statusKeys.has(status.key)),
    workflows,
    screens,
    screenSchemes: whole.screenSchemes.filter((scheme) => chosen.has(scheme.key)),
  };
}

export const fieldsOf = (rules: readonly RuleSpec[]): FieldKey[] =>
  rules.flatMap((rule) => ('field' in rule ? [rule.field] : []));
