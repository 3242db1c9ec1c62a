/** Which kind of value each field has. */
import type { Field } from './fields';
import * as reference from './reference-types';
import * as scalar from './scalar-types';
import { listOf, NOTHING, refuse, type ValueType } from './values';

const SYSTEM: Readonly<Record<string, ValueType>> = {
  summary: scalar.summaryType,
  description: scalar.documentType,
  environment: scalar.documentType,
  priority: reference.priorityType,
  resolution: reference.resolutionType,
  assignee: reference.userType,
  reporter: reference.userType,
  duedate: scalar.dueDateType,
  labels: scalar.labelsType,
  issuetype: reference.issueTypeType,
  parent: reference.parentType,
};

/** By the part of the custom field type's key behind `com.atlassian.jira.plugin.system.customfieldtypes:`. */
const CUSTOM: Readonly<Record<string, ValueType>> = {
  textfield: scalar.textType,
  readonlyfield: scalar.textType,
  textarea: scalar.documentType,
  url: scalar.urlType,
  float: scalar.numberType,
  datepicker: scalar.dateType,
  datetime: scalar.dateTimeType,
  select: reference.optionType,
  radiobuttons: reference.optionType,
  multiselect: reference.optionsType,
  multicheckboxes: reference.optionsType,
  cascadingselect: reference.cascadingType,
  userpicker: reference.userType,
  people: reference.usersType,
  multiuserpicker: reference.usersType,
  grouppicker: reference.groupType,
  multigrouppicker: reference.groupsType,
  labels: scalar.labelsType,
};

const FORGE: Readonly<Record<string, ValueType>> = {
  string: scalar.longTextType,
  number: scalar.numberType,
  user: reference.userType,
  group: reference.groupType,
  datetime: scalar.forgeDateTimeType,
  date: scalar.dateType,
  object: scalar.objectType,
};
const FORGE_LISTS: Readonly<Record<string, ValueType>> = {
  string: listOfType(scalar.longTextType),
  number: listOfType(scalar.numberType),
  datetime: listOfType(scalar.forgeDateTimeType),
  date: listOfType(scalar.dateType),
  user: reference.usersType,
  group: reference.groupsType,
};

function listOfType(element: ValueType): ValueType {
  return {
    verbs: ['add', 'set', 'remove'],
    parse(input, scope) {
      if (input === null) return null;
      if (!Array.isArray(input)) return refuse('data was not an array');
      return input.map((entry: unknown) => element.parse(entry, scope)).filter((entry) => entry !== null);
    },
    parseElement: (input, scope) => element.parse(input, scope) ?? refuse('The value must not be empty.'),
    show: (stored) => stored,
    describe(stored, scope) {
      const texts = listOf(stored).map((entry) => element.describe(entry, scope).text ?? '');
      return texts.length === 0 ? NOTHING : { id: null, text: texts.join(',') };
    },
    items: (stored, scope) => listOf(stored).flatMap((entry) => element.items(entry, scope)),
  };
}

/** `undefined` for fields that nobody sets (`created`, `votes` …) or whose type is not emulated. */
export function valueTypeOf(field: Field): ValueType | undefined {
  if (!field.custom) return SYSTEM[field.id];
  if (field.forgeKey !== null) return field.type === 'array' ? FORGE_LISTS[field.items ?? ''] : FORGE[field.type];
  return CUSTOM[field.customType?.split(':').at(-1) ?? ''];
}
