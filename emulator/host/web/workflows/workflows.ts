/** A project's workflows as Jira's REST API gives them, and how a changed rule goes back. */
import { z } from 'zod';
import { site, type UiModule } from '../app/bootstrap';
import { get, query, send } from '../app/http';

const Parameters = z.record(z.string(), z.string());
export const Rule = z.looseObject({
  id: z.string().optional(),
  ruleKey: z.string(),
  parameters: Parameters.default({}),
});
export type Rule = z.output<typeof Rule>;

const Conditions = z.looseObject({
  operation: z.string(),
  conditions: z.array(Rule).default([]),
  get conditionGroups() {
    return z.array(Conditions).default([]);
  },
});
export type Conditions = z.output<typeof Conditions>;

const Transition = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(['INITIAL', 'GLOBAL', 'DIRECTED']),
  toStatusReference: z.string().optional(),
  links: z.array(z.looseObject({ fromStatusReference: z.string() })).default([]),
  conditions: Conditions.optional(),
  validators: z.array(Rule).default([]),
  actions: z.array(Rule).default([]),
  transitionScreen: Rule.optional(),
});
export type Transition = z.output<typeof Transition>;

const Workflow = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: z.string().default(''),
  version: z.object({ id: z.string(), versionNumber: z.number() }),
  isEditable: z.boolean().default(true),
  statuses: z.array(z.looseObject({ statusReference: z.string(), properties: Parameters.default({}) })),
  transitions: z.array(Transition),
});
export type Workflow = z.output<typeof Workflow>;

const Status = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  statusCategory: z.enum(['TODO', 'IN_PROGRESS', 'DONE']),
  statusReference: z.string(),
});
export type WorkflowStatus = z.output<typeof Status>;

const Found = z.object({ values: z.array(Workflow), statuses: z.array(Status) });
export type Found = z.output<typeof Found>;

export const workflowsQuery = (projectId: string) => ({
  queryKey: ['workflows', projectId],
  queryFn: () => get(Found, `/rest/api/3/workflows/search?${query({ projectId, maxResults: 200 })}`),
});

const RuleNames = z.object({ systemRules: z.array(z.object({ ruleKey: z.string(), name: z.string() })) });
export const ruleNamesQuery = {
  queryKey: ['workflow-rules'],
  queryFn: async () => {
    const { systemRules } = await get(RuleNames, '/rest/api/3/workflows/capabilities');
    return new Map(systemRules.map(({ ruleKey, name }) => [ruleKey, name]));
  },
};

/** A rule keeps its module's whole name, so that it stays with the app that brought it. */
export const ruleAri = (module: UiModule): string =>
  `ari:cloud:ecosystem::extension/${site.app?.appId ?? ''}/${site.app?.environmentId ?? ''}/static/${module.key}`;

const FORGE_KEYS: Readonly<Record<string, string>> = {
  'jira:workflowValidator': 'forge:expression-validator',
  'jira:workflowCondition': 'forge:expression-condition',
  'jira:workflowPostFunction': 'forge:workflow-post-function',
};

export const RULE_MODULES = Object.keys(FORGE_KEYS);

export const newRule = (module: UiModule, config: string): Rule => ({
  ruleKey: FORGE_KEYS[module.type] ?? '',
  parameters: { key: ruleAri(module), config },
});

export function withRule(transition: Transition, module: UiModule, before: Rule | undefined, after: Rule): Transition {
  const put = (rules: readonly Rule[]): Rule[] =>
    before === undefined ? [...rules, after] : rules.map((rule) => (rule === before ? after : rule));
  if (module.type === 'jira:workflowPostFunction') return { ...transition, actions: put(transition.actions) };
  if (module.type === 'jira:workflowValidator') return { ...transition, validators: put(transition.validators) };
  const group = transition.conditions ?? { operation: 'ALL', conditions: [], conditionGroups: [] };
  return {
    ...transition,
    conditions: before === undefined ? { ...group, conditions: put(group.conditions) } : within(group),
  };

  function within(conditions: Conditions): Conditions {
    return {
      ...conditions,
      conditions: put(conditions.conditions),
      conditionGroups: conditions.conditionGroups.map(within),
    };
  }
}

/** POST /workflows/update takes whole workflows with every status they have. */
export function saveWorkflow(workflow: Workflow, statuses: readonly WorkflowStatus[]): Promise<unknown> {
  const { id, version, description, transitions } = workflow;
  const used = new Set(workflow.statuses.map(({ statusReference }) => statusReference));
  const layouts = ['startPointLayout', 'loopedTransitionContainerLayout'].filter((name) => name in workflow);
  return send('POST', '/rest/api/3/workflows/update', {
    statuses: statuses.filter(({ statusReference }) => used.has(statusReference)),
    workflows: [
      {
        id,
        version,
        description,
        transitions,
        statuses: workflow.statuses.map(({ statusReference, properties, ...rest }) => ({
          statusReference,
          properties,
          ...('layout' in rest ? { layout: rest['layout'] } : {}),
        })),
        ...Object.fromEntries(layouts.map((name) => [name, workflow[name]])),
      },
    ],
  });
}
