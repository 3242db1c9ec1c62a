/** What Jira checks before it takes a workflow; the answers are those of POST /workflows/create/validation. */
import type { JsonObject } from '../../json';
import { moduleAri, type ForgeWorkflowRule } from '../../seams';
import { one } from '../model/rows';
import { FORGE_RULES, FORGE_RULE_PARAMETERS, SYSTEM_RULES, type RuleKind } from '../model/workflow-rules';
import type { JiraSite } from '../site';
import type { ConditionGroup, WorkflowDocument, WorkflowRule } from './workflow-document';

export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly type: 'RULE' | 'STATUS' | 'WORKFLOW' | 'TRANSITION' | 'STATUS_MAPPING';
  readonly level: 'ERROR' | 'WARNING';
  readonly elementReference?: JsonObject;
}

const error = (type: Finding['type'], code: string, message: string, elementReference?: JsonObject): Finding => ({
  code,
  message,
  type,
  level: 'ERROR',
  ...(elementReference === undefined ? {} : { elementReference }),
});
const at = (transition: Transition): JsonObject => ({ transitionId: transition.id });

type Transition = WorkflowDocument['transitions'][number];

export function findingsIn(
  site: JiraSite,
  workflow: { readonly name: string; readonly document: WorkflowDocument },
): Finding[] {
  const { name, document } = workflow;
  const references = document.statuses.map(({ statusReference }) => statusReference);
  const findings = [...structure(name, document, references)];
  for (const transition of document.transitions) {
    findings.push(...endpoints(transition, references), ...rules(site, transition));
  }
  return findings;
}

function structure(name: string, document: WorkflowDocument, references: readonly string[]): Finding[] {
  const { transitions } = document;
  const findings: Finding[] = [];
  if (references.length === 0)
    findings.push(error('WORKFLOW', 'MISSING_STATUSES', `The workflow '${name}' needs at least one status.`));
  if (new Set(references).size !== references.length) {
    findings.push(
      error('STATUS', 'NON_UNIQUE_STATUS_REFERENCE', `The workflow '${name}' contains a status more than once.`),
    );
  }
  const initial = transitions.filter(({ type }) => type === 'INITIAL');
  if (initial.length !== 1) {
    const message = `The workflow '${name}' must have exactly one initial transition, not ${initial.length}.`;
    findings.push(error('WORKFLOW', 'INITIAL_TRANSITION_COUNT', message));
  }
  const ids = transitions.map(({ id }) => id);
  const twice = transitions.find(({ id }, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    findings.push(
      error(
        'TRANSITION',
        'NON_UNIQUE_TRANSITION_ID',
        `The transition ID ${twice.id} is used more than once.`,
        at(twice),
      ),
    );
  return findings;
}

function endpoints(transition: Transition, references: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const { type, name, toStatusReference, links = [] } = transition;
  const unknown = [
    ...(toStatusReference === undefined ? [] : [toStatusReference]),
    ...links.map((link) => link.fromStatusReference),
  ].find((reference) => !references.includes(reference));
  const fail = (code: string, message: string): void =>
    void findings.push(error('TRANSITION', code, `The transition '${name}' ${message}`, at(transition)));
  if (!/^\d+$/.test(transition.id)) fail('INVALID_TRANSITION_ID', 'must have a number as its ID.');
  if (unknown !== undefined)
    fail('STATUS_NOT_IN_WORKFLOW', `refers to the status '${unknown}', which is not in the workflow.`);
  if (type === 'DIRECTED' && links.length === 0) fail('MISSING_LINKS', 'is directed and needs a link from a status.');
  if (type !== 'DIRECTED' && links.length > 0) fail('UNEXPECTED_LINKS', `is ${type.toLowerCase()} and takes no links.`);
  if (type === 'INITIAL' && toStatusReference === undefined)
    fail('MISSING_TARGET', 'is initial and needs a status to lead to.');
  if (type === 'DIRECTED' && toStatusReference === undefined)
    fail('MISSING_TARGET', 'is directed and needs a status to lead to.');
  if (type === 'INITIAL' && transition.conditions != null)
    fail('CONDITIONS_ON_INITIAL', 'is initial and takes no conditions.');
  if (type === 'INITIAL' && transition.transitionScreen != null)
    fail('SCREEN_ON_INITIAL', 'is initial and takes no screen.');
  return findings;
}

const flattened = (group: ConditionGroup): WorkflowRule[] => [
  ...(group.conditions ?? []),
  ...(group.conditionGroups ?? []).flatMap(flattened),
];

function rules(site: JiraSite, transition: Transition): Finding[] {
  const { conditions, validators = [], actions = [], triggers = [], transitionScreen } = transition;
  const conditionRules = conditions == null ? [] : flattened(conditions);
  const findings = [
    ...conditionRules.flatMap((rule) => problemsOf(site, rule, 'condition', transition)),
    ...validators.flatMap((rule) => problemsOf(site, rule, 'validator', transition)),
    ...actions.flatMap((rule) => problemsOf(site, rule, 'action', transition)),
    ...(transitionScreen == null ? [] : problemsOf(site, transitionScreen, 'screen', transition)),
  ];
  if (conditions != null && conditionRules.length === 0) {
    findings.push(
      error(
        'RULE',
        'EMPTY_CONDITION_GROUP',
        `The conditions of the transition '${transition.name}' are empty.`,
        at(transition),
      ),
    );
  }
  const [trigger] = triggers;
  if (trigger !== undefined)
    findings.push(error('RULE', 'UNKNOWN_RULE', `The trigger '${trigger.ruleKey}' is not known.`, at(transition)));
  return findings;
}

const MODULE_KIND: Readonly<Record<RuleKind, ForgeWorkflowRule['kind'] | undefined>> = {
  condition: 'condition',
  validator: 'validator',
  action: 'postFunction',
  screen: undefined,
};

function problemsOf(site: JiraSite, rule: WorkflowRule, kind: RuleKind, transition: Transition): Finding[] {
  const parameters = rule.parameters ?? {};
  const fail = (code: string, message: string): Finding => {
    const reference = rule.id === undefined ? at(transition) : { ...at(transition), ruleId: rule.id };
    return error(
      'RULE',
      code,
      `The rule '${rule.ruleKey}' of the transition '${transition.name}' ${message}`,
      reference,
    );
  };
  if (FORGE_RULES.some((known) => known.ruleKey === rule.ruleKey && known.kind === kind)) {
    const app = site.app();
    const module = app?.workflowRules.find((candidate) => moduleAri(app, candidate.key) === parameters['key']);
    const known: readonly string[] = FORGE_RULE_PARAMETERS;
    const extra = Object.keys(parameters).filter((name) => !known.includes(name));
    if (extra.length > 0) return [fail('UNKNOWN_PARAMETER', `has no parameter ${extra.join(', ')}.`)];
    if (module !== undefined && module.kind === MODULE_KIND[kind]) return [];
    return [
      fail(
        'UNKNOWN_APP_RULE',
        `names no installed module of its kind: ${parameters['key'] ?? 'the parameter key is missing'}.`,
      ),
    ];
  }
  const known = SYSTEM_RULES.find((candidate) => candidate.ruleKey === rule.ruleKey && candidate.kind === kind);
  if (known === undefined) return [fail('UNKNOWN_RULE', `is not known as a ${kind}.`)];
  if (transition.type === 'INITIAL' && !known.onInitialTransition)
    return [fail('NOT_ON_INITIAL', 'is not available on the initial transition.')];
  const missing = known.required.filter((name) => parameters[name] === undefined);
  if (missing.length > 0) return [fail('MISSING_PARAMETER', `needs the parameter ${missing.join(', ')}.`)];
  const extra = Object.keys(parameters).filter(
    (name) => !known.required.includes(name) && !known.optional.includes(name),
  );
  if (extra.length > 0) return [fail('UNKNOWN_PARAMETER', `has no parameter ${extra.join(', ')}.`)];
  return screenProblem(site, rule, parameters).map((message) => fail('UNKNOWN_SCREEN', message));
}

function screenProblem(site: JiraSite, rule: WorkflowRule, parameters: Readonly<Record<string, string>>): string[] {
  if (rule.ruleKey !== 'system:transition-screen') return [];
  const id = parameters['screenId'] ?? '';
  const known = /^\d+$/.test(id) && one(site.db, 'SELECT 1 FROM screen WHERE id = ?', Number(id)) !== undefined;
  return known ? [] : [`refers to the screen '${id}', which does not exist.`];
}
