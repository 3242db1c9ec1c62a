import type { JsonObject } from '../../json';
import { moduleAri } from '../../seams';
import {
  allWorkflows,
  documentOf,
  schemesUsing,
  workflowByName,
  workflowsAnswer,
  type WorkflowRow,
} from '../config/workflows';
import { DEFAULT_WORKFLOW } from '../config/base-data';
import { badRequest, ok, pageBean, type Call, type Operation } from '../http';
import { projectBean, statusRow } from '../model/beans';
import { all, one } from '../model/rows';
import { jiraDateTime } from '../model/time';
import { FORGE_RULES, SYSTEM_RULES, type RuleKind } from '../model/workflow-rules';
import type { JiraSite } from '../site';
import { adminOperation, flagParam, listParam } from './support';

const RULE_TYPE: Readonly<Record<RuleKind, string>> = {
  condition: 'Condition',
  validator: 'Validator',
  action: 'Function',
  screen: 'Screen',
};
const MODULE_KIND = { condition: 'condition', validator: 'validator', action: 'postFunction' } as const;

function capabilities(call: Call) {
  const app = call.site.app();
  const forgeRules = FORGE_RULES.flatMap(({ ruleKey, kind }) =>
    (app?.workflowRules ?? [])
      .filter((module) => module.kind === MODULE_KIND[kind])
      .map((module) => ({
        id: app === undefined ? '' : moduleAri(app, module.key),
        ruleKey,
        ruleType: RULE_TYPE[kind],
        name: module.name,
        description: module.name,
      })),
  );
  const systemRules = SYSTEM_RULES.map(({ ruleKey, kind, name, description, onInitialTransition }) => ({
    ruleKey,
    ruleType: RULE_TYPE[kind],
    name,
    description,
    incompatibleRuleKeys: [],
    isAvailableForInitialTransition: onInitialTransition,
    isVisible: true,
  }));
  return ok({
    editorScope: 'GLOBAL',
    projectTypes: ['software', 'business'],
    systemRules,
    forgeRules,
    connectRules: [],
    triggerRules: [],
  });
}

const projectsUsing = (site: JiraSite, name: string): number[] =>
  schemesUsing(site, name).flatMap((scheme) =>
    all<{ id: number }>(site.db, 'SELECT id FROM project WHERE workflow_scheme_id = ?', scheme).map(({ id }) => id),
  );

/** Active: some project uses it. */
function found(call: Call, names: readonly string[]): WorkflowRow[] {
  const { site, query } = call;
  const text = (query.get('queryString') ?? '').toLowerCase();
  return allWorkflows(site)
    .filter(({ name }) => (names.length === 0 || names.includes(name)) && name.toLowerCase().includes(text))
    .filter(
      ({ name }) =>
        query.get('isActive') === null || projectsUsing(site, name).length > 0 === flagParam(call, 'isActive', true),
    );
}

function search(call: Call) {
  if (call.query.get('scope') === 'PROJECT')
    throw badRequest('Workflows of team-managed projects are not supported by the emulator.');
  const project = call.query.get('projectId');
  const page = pageBean(
    call,
    found(call, []).filter(({ name }) => project === null || projectsUsing(call.site, name).includes(Number(project))),
    { size: 50, max: 200 },
  );
  const { statuses, workflows } = workflowsAnswer(call.site, page.values);
  return ok({ ...page, values: workflows, statuses });
}

/** The older search, in the older form. */
function searchPublished(call: Call) {
  const expand = listParam(call, 'expand');
  const page = pageBean(call, found(call, listParam(call, 'workflowName')), { size: 50, max: 50 });
  return ok({ ...page, values: page.values.map((row) => publishedBean(call.site, row, expand)) });
}

function publishedBean(site: JiraSite, row: WorkflowRow, expand: readonly string[]): JsonObject {
  const { statuses, transitions } = documentOf(row);
  const schemes = schemesUsing(site, row.name);
  const schemeName = (id: number): string =>
    one<{ name: string }>(site.db, 'SELECT name FROM workflow_scheme WHERE id = ?', id)?.name ?? '';
  const base: JsonObject = {
    id: { name: row.name, entityId: row.id },
    description: row.description,
    created: jiraDateTime(row.created),
    updated: jiraDateTime(row.updated),
  };
  if (expand.includes('default')) base['isDefault'] = row.name === DEFAULT_WORKFLOW;
  if (expand.includes('schemes')) base['schemes'] = schemes.map((id) => ({ id: String(id), name: schemeName(id) }));
  if (expand.includes('projects')) base['projects'] = projectsUsing(site, row.name).map((id) => projectBean(site, id));
  if (expand.includes('operations'))
    base['operations'] = { canEdit: row.is_editable === 1, canDelete: row.is_editable === 1 && schemes.length === 0 };
  if (expand.includes('statuses')) {
    base['statuses'] = statuses.map(({ statusReference: id, properties = {} }) => ({
      id,
      name: statusRow(site, id)?.name ?? '',
      properties,
    }));
  }
  if (expand.includes('transitions')) {
    base['transitions'] = transitions.map(
      ({ id, name, description = '', type, toStatusReference = '', links = [] }) => ({
        ...{ id, name, description, type: type.toLowerCase(), to: toStatusReference },
        from: links.map(({ fromStatusReference }) => fromStatusReference),
      }),
    );
  }
  return base;
}

export const workflowSearchOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/workflows/capabilities', ['manage:jira-configuration'], capabilities),
  adminOperation('GET /rest/api/3/workflows/search', ['manage:jira-configuration'], search),
  adminOperation('GET /rest/api/3/workflow/search', ['manage:jira-project'], searchPublished),
];

/** Whether a workflow of that name exists: schemes name their workflows. */
export const workflowExists = (site: JiraSite, name: string): boolean => workflowByName(site, name) !== undefined;
