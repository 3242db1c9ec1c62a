/** Workflows in Jira's form and in the app's. What the app has no word for passes through untouched. */
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { concerns, type WorkflowDraft } from '../../setup/changes';
import type { SiteRule, SiteStatus, SiteTransition, SiteWorkflow } from '../../setup/site-state';

const Rule = z.looseObject({ ruleKey: z.string(), parameters: z.record(z.string(), z.string()).nullish() });
type Rule = z.output<typeof Rule>;

/** Conditions are grouped; a group is met when all, or when any of what is in it is. */
interface Conditions {
  readonly operation?: 'ANY' | 'ALL' | null | undefined;
  readonly conditions?: readonly Rule[] | null | undefined;
  readonly conditionGroups?: readonly Conditions[] | null | undefined;
}
const Conditions: z.ZodType<Conditions> = z.looseObject({
  operation: z.enum(['ANY', 'ALL']).nullish(),
  conditions: z.array(Rule).nullish(),
  get conditionGroups() {
    return z.array(Conditions).nullish();
  },
});

const Transition = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  type: z.enum(['INITIAL', 'GLOBAL', 'DIRECTED']),
  /** Absent in transitions that stay in their status. */
  toStatusReference: z.string().nullish(),
  links: z.array(z.looseObject({ fromStatusReference: z.string().nullish() })).nullish(),
  transitionScreen: Rule.nullish(),
  conditions: Conditions.nullish(),
  validators: z.array(Rule).nullish(),
  actions: z.array(Rule).nullish(),
});
type Transition = z.output<typeof Transition>;

const WorkflowStatus = z.looseObject({
  statusReference: z.string(),
  layout: z.unknown().optional(),
  properties: z.unknown().optional(),
  approvalConfiguration: z.unknown().optional(),
});
type WorkflowStatus = z.output<typeof WorkflowStatus>;

const Workflow = z.looseObject({
  id: z.string(),
  name: z.string(),
  version: z.object({ id: z.string(), versionNumber: z.number() }),
  statuses: z.array(WorkflowStatus),
  transitions: z.array(Transition),
});

export const WorkflowsAnswer = z.object({
  statuses: z.array(
    z.looseObject({ id: z.string(), name: z.string(), statusCategory: z.string(), statusReference: z.string() }),
  ),
  workflows: z.array(Workflow),
});
export type WorkflowsAnswer = z.output<typeof WorkflowsAnswer>;

/** A module of this app by its key, as workflow rules name it. */
export type ModuleName = (moduleKey: string) => string;

const VALIDATOR = 'forge:expression-validator';
const CONDITION = 'forge:expression-condition';
const REQUIRED_FIELD = 'required-field';
const GATE = 'change-gate';
const ROUTE = 'change-route';
const UPDATE_FIELD = 'system:update-field';
const SCREEN = 'system:transition-screen';

export function siteWorkflows(answer: WorkflowsAnswer, moduleName: ModuleName): SiteWorkflow[] {
  const idOf = (reference: string | null | undefined): string =>
    answer.statuses.find(({ statusReference }) => statusReference === reference)?.id ?? reference ?? '';
  return answer.workflows.map(({ id, name, statuses, transitions }) => ({
    id,
    name,
    statusIds: statuses.map(({ statusReference }) => idOf(statusReference)),
    transitions: transitions.map((transition) => ({
      name: transition.name,
      initial: transition.type === 'INITIAL',
      from: (transition.links ?? []).map(({ fromStatusReference }) => idOf(fromStatusReference)),
      notFrom: [],
      to: idOf(transition.toStatusReference),
      screenId:
        transition.transitionScreen?.ruleKey === SCREEN
          ? transition.transitionScreen.parameters?.['screenId']
          : undefined,
      rules: [
        ...demanded(transition.conditions).map((rule) => conditionOf(rule, moduleName)),
        ...(transition.validators ?? []).map((rule) => validatorOf(rule, moduleName)),
        ...(transition.actions ?? []).map(actionOf),
      ],
    })),
  }));
}

const RequiredField = z.object({ field: z.string(), message: z.string() });

const Gate = z.object({ gate: z.string() });
const Route = z.object({ field: z.string(), token: z.string() });

/** The conditions that every transition has to meet: one among others of which any will do demands nothing. */
const demanded = (group: Conditions | null | undefined): readonly Rule[] =>
  group == null || (group.operation === 'ANY' && partsOf(group) > 1) ? [] : (group.conditions ?? []);

const partsOf = ({ conditions, conditionGroups }: Conditions): number =>
  (conditions ?? []).length + (conditionGroups ?? []).length;

function conditionOf({ ruleKey, parameters }: Rule, moduleName: ModuleName): SiteRule {
  if (ruleKey !== CONDITION || parameters?.['key'] !== moduleName(ROUTE)) return { rule: 'other' };
  const config = Route.safeParse(jsonOf(parameters['config']));
  if (!config.success) return { rule: 'other' };
  return { rule: 'app-condition', fieldId: config.data.field, token: config.data.token };
}

function validatorOf({ ruleKey, parameters }: Rule, moduleName: ModuleName): SiteRule {
  if (ruleKey !== VALIDATOR) return { rule: 'other' };
  if (parameters?.['key'] === moduleName(GATE)) {
    const gate = Gate.safeParse(jsonOf(parameters['config']));
    return gate.success ? { rule: 'app-gate', gate: gate.data.gate } : { rule: 'other' };
  }
  if (parameters?.['key'] !== moduleName(REQUIRED_FIELD)) return { rule: 'other' };
  const config = RequiredField.safeParse(jsonOf(parameters['config']));
  if (!config.success) return { rule: 'other' };
  return { rule: 'require-field', fieldId: config.data.field, message: config.data.message };
}

function actionOf({ ruleKey, parameters }: Rule): SiteRule {
  const fieldId = parameters?.['field'];
  if (ruleKey !== UPDATE_FIELD || fieldId === undefined) return { rule: 'other' };
  return { rule: 'update-field', fieldId, value: parameters?.['value'] ?? '' };
}

/** Configurations that don't parse are somebody's else's. */
function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** References are UUIDs; derived from the ids, a repeated request is the same request. */
const referenceOf = (statusId: string): string => `00000000-0000-4000-8000-${statusId.padStart(12, '0')}`;

const GRID = { x: 260, y: 140, columns: 4 } as const;
const layoutOf = (index: number): Json => ({
  x: (index % GRID.columns) * GRID.x,
  y: Math.floor(index / GRID.columns) * GRID.y,
});

const statusUpdate = ({ id, name, category }: SiteStatus): Json => ({
  id,
  name,
  statusCategory: category,
  statusReference: referenceOf(id),
});

/** The body of POST /workflows/create. */
export function createForm(draft: WorkflowDraft, statuses: readonly SiteStatus[], moduleName: ModuleName): Json {
  return plain({
    scope: { type: 'GLOBAL' },
    statuses: statuses.filter(({ id }) => draft.statusIds.includes(id)).map(statusUpdate),
    workflows: [
      {
        name: draft.name,
        description: 'Kept by Plumbline.',
        statuses: draft.statusIds.map((id, index) => ({
          statusReference: referenceOf(id),
          layout: layoutOf(index),
          properties: {},
        })),
        transitions: draft.transitions.map((transition, index) => ({
          id: String(index === 0 ? 1 : index * 10 + 1),
          description: '',
          properties: {},
          triggers: [],
          ...transitionForm(transition, referenceOf, moduleName),
        })),
      },
    ],
  });
}

/** As it goes over the wire: what is undefined is left out. */
const plain = (body: unknown): Json => z.json().parse(JSON.parse(JSON.stringify(body)));

function transitionForm(transition: SiteTransition, reference: (id: string) => string, moduleName: ModuleName) {
  const screen = transition.screenId;
  return {
    name: transition.name,
    type: transition.initial ? 'INITIAL' : 'DIRECTED',
    toStatusReference: reference(transition.to),
    links: transition.from.map((id) => ({ fromStatusReference: reference(id), fromPort: 0, toPort: 1 })),
    ...(screen === undefined ? {} : { transitionScreen: { ruleKey: SCREEN, parameters: { screenId: screen } } }),
    ...conditionsForm(undefined, transition, moduleName),
    validators: transition.rules.flatMap((rule) => {
      if (rule.rule === 'require-field') return [requireForm(rule, moduleName)];
      return rule.rule === 'app-gate' ? [gateForm(rule.gate, moduleName)] : [];
    }),
    actions: transition.rules.flatMap((rule) => (rule.rule === 'update-field' ? [updateForm(rule)] : [])),
  };
}

/** The app's conditions before those that are there, all of them demanded; absent where there is none at all. */
function conditionsForm(
  present: Conditions | null | undefined,
  wanted: SiteTransition,
  moduleName: ModuleName,
): { readonly conditions?: Conditions } {
  const own = wanted.rules.flatMap((rule) => (rule.rule === 'app-condition' ? [routeForm(rule, moduleName)] : []));
  if (own.length === 0) return present == null ? {} : { conditions: present };
  const isOurs = (rule: Rule): boolean => wanted.rules.some((one) => concerns(one, conditionOf(rule, moduleName)));
  const others = (present?.conditions ?? []).filter((rule) => !isOurs(rule));
  const groups = present?.conditionGroups ?? [];
  if (present?.operation === 'ANY' && others.length + groups.length > 1) {
    const kept = { ...present, conditions: others };
    return { conditions: { operation: 'ALL', conditions: own, conditionGroups: [kept] } };
  }
  return { conditions: { ...present, operation: 'ALL', conditions: [...own, ...others], conditionGroups: groups } };
}

/** All parameters of rules are text. */
const routeForm = ({ fieldId, token }: Extract<SiteRule, { rule: 'app-condition' }>, moduleName: ModuleName): Rule => ({
  ruleKey: CONDITION,
  parameters: { key: moduleName(ROUTE), config: JSON.stringify({ field: fieldId, token }) },
});

const gateForm = (gate: string, moduleName: ModuleName) => ({
  ruleKey: VALIDATOR,
  parameters: { key: moduleName(GATE), config: JSON.stringify({ gate }) },
});

const requireForm = ({ fieldId, message }: Extract<SiteRule, { rule: 'require-field' }>, moduleName: ModuleName) => ({
  ruleKey: VALIDATOR,
  parameters: { key: moduleName(REQUIRED_FIELD), config: JSON.stringify({ field: fieldId, message }) },
});

const updateForm = ({ fieldId, value }: Extract<SiteRule, { rule: 'update-field' }>) => ({
  ruleKey: UPDATE_FIELD,
  parameters: { field: fieldId, value, mode: 'replace' },
});

/** The body of POST /workflows/update: the draft put into the workflow as it is, the rest kept. */
export function repairForm(
  answer: WorkflowsAnswer,
  draft: WorkflowDraft,
  statuses: readonly SiteStatus[],
  moduleName: ModuleName,
): Json {
  const [workflow] = answer.workflows;
  if (workflow === undefined) throw new Error(`Jira does not know the workflow ${draft.name} any more`);
  const missing = statuses.filter(
    ({ id }) => draft.statusIds.includes(id) && !answer.statuses.some((status) => status.id === id),
  );
  const reference = (id: string): string =>
    answer.statuses.find((status) => status.id === id)?.statusReference ?? referenceOf(id);
  const own = new Set(draft.transitions.map(({ name }) => name));
  const { id, version } = workflow;
  const body = {
    statuses: [
      ...answer.statuses.map(({ id: statusId, name, statusCategory, statusReference }) => ({
        id: statusId,
        name,
        statusCategory,
        statusReference,
      })),
      ...missing.map(statusUpdate),
    ],
    workflows: [
      {
        id,
        version,
        statuses: [
          ...workflow.statuses.map(placed),
          ...missing.map((status, index) => ({
            statusReference: referenceOf(status.id),
            layout: layoutOf(workflow.statuses.length + index),
            properties: {},
          })),
        ],
        transitions: [
          ...draft.transitions.map((wanted) =>
            merged(
              workflow.transitions.find(({ name }) => name === wanted.name),
              wanted,
              reference,
              moduleName,
            ),
          ),
          ...workflow.transitions.filter(({ name }) => !own.has(name)),
        ],
      },
    ],
  };
  return plain(body);
}

/** What may be sent back of a workflow's status: the answer also says whether it is deprecated. */
const placed = ({ statusReference, layout, properties, approvalConfiguration }: WorkflowStatus) => ({
  statusReference,
  layout,
  properties: properties ?? {},
  approvalConfiguration,
});

/** The wanted transition over the present one. Ways in and rules that others added stay. */
function merged(
  present: Transition | undefined,
  wanted: SiteTransition,
  reference: (id: string) => string,
  moduleName: ModuleName,
) {
  const form = transitionForm(wanted, reference, moduleName);
  if (present === undefined) return { properties: {}, triggers: [], ...form };
  const asked = new Set(form.links.map(({ fromStatusReference }) => fromStatusReference));
  const past = new Set(wanted.notFrom.map(reference));
  const otherLinks = (present.links ?? []).filter(
    ({ fromStatusReference }) => !asked.has(fromStatusReference ?? '') && !past.has(fromStatusReference ?? ''),
  );
  const kept = (rules: readonly Rule[] | null | undefined, read: (rule: Rule) => SiteRule): Rule[] =>
    (rules ?? []).filter((rule) => !wanted.rules.some((one) => concerns(one, read(rule))));
  return {
    ...present,
    ...form,
    links: [...form.links, ...otherLinks],
    ...conditionsForm(present.conditions, wanted, moduleName),
    validators: [...form.validators, ...kept(present.validators, (rule) => validatorOf(rule, moduleName))],
    actions: [...form.actions, ...kept(present.actions, actionOf)],
  };
}
