/**
 * The workflow rules this site can run, once: the workflow engine runs exactly these, validation refuses any other and
 * capabilities lists them. Keys and parameters are those of GET /rest/api/3/workflows/capabilities.
 */
export type RuleKind = 'condition' | 'validator' | 'action' | 'screen';

export interface SystemRule {
  readonly ruleKey: string;
  readonly kind: RuleKind;
  readonly name: string;
  readonly description: string;
  /** Parameters a rule cannot do without. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly onInitialTransition: boolean;
}

function rule(
  kind: RuleKind,
  ruleKey: string,
  texts: readonly [name: string, description: string],
  required: string[],
  optional: string[] = [],
): SystemRule {
  const [name, description] = texts;
  return {
    kind,
    ruleKey,
    name,
    description,
    required,
    optional,
    onInitialTransition: kind === 'validator' || kind === 'action',
  };
}

const RESTRICT_PARAMETERS = [
  'accountIds',
  'roleIds',
  'groupIds',
  'permissionKeys',
  'groupCustomFields',
  'allowUserCustomFields',
  'denyUserCustomFields',
];
const VALIDATE_FIELD_PARAMETERS = [
  'fieldsRequired',
  'ignoreContext',
  'errorMessage',
  'fieldKey',
  'groupsExemptFromValidation',
  'excludeSubtasks',
  'regexp',
  'date1FieldKey',
  'date2FieldKey',
  'includeTime',
  'conditionSelected',
  'numberOfDays',
];

export const SYSTEM_RULES: readonly SystemRule[] = [
  rule(
    'condition',
    'system:restrict-issue-transition',
    ['Restrict who can move a work item', 'Only chosen people may use this transition.'],
    [],
    RESTRICT_PARAMETERS,
  ),
  rule(
    'condition',
    'system:check-field-value',
    ['Restrict to when a field is a specific value', 'The transition is available while a field has the value.'],
    ['fieldId', 'fieldValue', 'comparator', 'comparisonType'],
  ),
  rule(
    'condition',
    'system:previous-status-condition',
    ['Restrict based on the status of a work item', 'The work item has, or has not, been in a status.'],
    ['previousStatusIds'],
    ['not', 'mostRecentStatusOnly', 'includeCurrentStatus', 'ignoreLoopTransitions'],
  ),
  rule(
    'condition',
    'system:separation-of-duties',
    ['Restrict people who previously updated the status', 'Somebody else made the earlier transition.'],
    ['toStatusId'],
    ['fromStatusId'],
  ),
  rule(
    'condition',
    'system:parent-or-child-blocking-condition',
    ['Block until children have a status', 'All children are in one of the statuses.'],
    ['blocker', 'statusIds'],
  ),
  rule(
    'condition',
    'system:restrict-from-all-users',
    ['Hide from users', 'Only apps and automation may use this transition.'],
    ['restrictMode'],
  ),
  rule(
    'validator',
    'system:check-permission-validator',
    ['Validate a permission', 'The user holds the permission.'],
    ['permissionKey'],
  ),
  rule(
    'validator',
    'system:parent-or-child-blocking-validator',
    ['Validate the parent status', 'The parent is in one of the statuses.'],
    ['blocker', 'statusIds'],
  ),
  rule(
    'validator',
    'system:previous-status-validator',
    ['Validate a previous status', 'The work item has been in the status.'],
    ['previousStatusIds'],
    ['mostRecentStatusOnly'],
  ),
  rule(
    'validator',
    'system:validate-field-value',
    ['Validate details', 'A field is filled, changed, or compares as asked.'],
    ['ruleType'],
    VALIDATE_FIELD_PARAMETERS,
  ),
  rule(
    'action',
    'system:change-assignee',
    ['Assign a work item', 'Assigns the work item after the transition.'],
    ['type'],
    ['accountId'],
  ),
  rule(
    'action',
    'system:update-field',
    ['Update a field', 'Sets, extends or clears a field after the transition.'],
    ['field'],
    ['value', 'mode'],
  ),
  rule(
    'action',
    'system:copy-value-from-other-field',
    ['Copy the value of one field to another', 'Copies a value after the transition.'],
    ['sourceFieldKey', 'targetFieldKey'],
    ['issueSource'],
  ),
  rule('screen', 'system:transition-screen', ['Show a screen', 'The transition shows a screen.'], ['screenId']),
  rule(
    'screen',
    'system:remind-people-to-update-fields',
    ['Remind people to update fields', 'The transition asks for fields.'],
    ['remindingFieldIds'],
    ['remindingMessage', 'remindingAlwaysAsk'],
  ),
];

/** A Forge app's rules; the module is named by the parameter `key`. */
export const FORGE_RULES: readonly { readonly ruleKey: string; readonly kind: Exclude<RuleKind, 'screen'> }[] = [
  { ruleKey: 'forge:expression-condition', kind: 'condition' },
  { ruleKey: 'forge:expression-validator', kind: 'validator' },
  { ruleKey: 'forge:workflow-post-function', kind: 'action' },
];

export const FORGE_RULE_PARAMETERS = ['key', 'config', 'id', 'disabled', 'tag'] as const;
