/** The rules of one transition, each by its name and parameters. */
import { modulesOf, type UiModule } from '../app/bootstrap';
import { useDialogs } from '../ui/dialogs';
import { Button } from '../ui/parts';
import { formOf, RuleDialog } from './RuleDialog';
import {
  RULE_MODULES,
  ruleAri,
  type Conditions,
  type Rule,
  type Transition,
  type Workflow,
  type WorkflowStatus,
} from './workflows';

interface RuleCellProps {
  readonly workflow: Workflow;
  readonly transition: Transition;
  readonly statuses: readonly WorkflowStatus[];
  /** Names of Jira's own rules by their key. */
  readonly names: ReadonlyMap<string, string> | undefined;
}

interface KindOfRules {
  readonly kind: string;
  readonly rules: readonly Rule[];
}

const flat = (group: Conditions): readonly Rule[] => [...group.conditions, ...group.conditionGroups.flatMap(flat)];

function rulesOf(transition: Transition): readonly KindOfRules[] {
  const { conditions, validators, actions, transitionScreen } = transition;
  return [
    { kind: 'Screen', rules: transitionScreen === undefined ? [] : [transitionScreen] },
    { kind: 'Condition', rules: conditions === undefined ? [] : flat(conditions) },
    { kind: 'Validator', rules: validators },
    { kind: 'Post function', rules: actions },
  ];
}

const ruleModules = (): readonly UiModule[] => RULE_MODULES.flatMap(modulesOf);

export function RuleCell({ workflow, transition, statuses, names }: RuleCellProps) {
  const openDialog = useDialogs();
  const configure = (module: UiModule, rule: Rule | undefined): void =>
    openDialog((close) => (
      <RuleDialog
        module={module}
        rule={rule}
        workflow={workflow}
        transition={transition}
        statuses={statuses}
        onClose={close}
      />
    ));
  const addable = workflow.isEditable
    ? ruleModules().filter(
        (module) =>
          formOf(module, 'create') !== undefined &&
          !(module.type === 'jira:workflowCondition' && transition.type === 'INITIAL'),
      )
    : [];
  const kinds = rulesOf(transition).filter(({ rules }) => rules.length > 0);
  return (
    <>
      {kinds.length === 0 && addable.length === 0 && <span className="unset">None</span>}
      <ul className="rules">
        {kinds.flatMap(({ kind, rules }) =>
          rules.map((rule, index) => {
            const module = ruleModules().find((candidate) => ruleAri(candidate) === rule.parameters['key']);
            return (
              <li key={`${kind}-${rule.id ?? index}`}>
                <small>{kind}</small>
                <span>
                  {module?.title ?? nameOf(rule, names)} <RuleParameters rule={rule} />
                </span>
                {module !== undefined && workflow.isEditable && formOf(module, 'edit') !== undefined && (
                  <Button
                    aria-label={`Configure ${module.title} of ${transition.name}`}
                    onClick={() => configure(module, rule)}
                  >
                    Configure
                  </Button>
                )}
              </li>
            );
          }),
        )}
      </ul>
      {addable.map((module) => (
        <Button
          key={module.key}
          appearance="subtle"
          aria-label={`Add ${module.title} to ${transition.name}`}
          onClick={() => configure(module, undefined)}
        >
          Add {module.title}
        </Button>
      ))}
    </>
  );
}

/** Rules of apps without a form are known by their module's key. */
function nameOf({ ruleKey, parameters }: Rule, names: ReadonlyMap<string, string> | undefined): string {
  const key = parameters['key'];
  const module = key === undefined ? undefined : /\/static\/([^/]+)$/.exec(key)?.[1];
  return module ?? names?.get(ruleKey) ?? ruleKey;
}

function RuleParameters({ rule: { parameters } }: { readonly rule: Rule }) {
  const shown = Object.entries(parameters).filter(
    ([name, value]) => name !== 'key' && name !== 'disabled' && value !== '',
  );
  return (
    <>
      {shown.map(([name, value]) => (
        <code key={name}>{name === 'config' ? value : `${name}: ${value}`} </code>
      ))}
    </>
  );
}
