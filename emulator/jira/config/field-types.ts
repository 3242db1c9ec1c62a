/** The custom field types one can create fields of, and what Jira derives from the type. */
const TYPE_PREFIX = 'com.atlassian.jira.plugin.system.customfieldtypes:';

export interface FieldType {
  readonly key: string;
  readonly type: string;
  readonly items?: string;
  /** Searchers the type allows; the first is what Jira uses when none is asked for. */
  readonly searchers: readonly string[];
  /** `type` of its default value in PUT /field/{fieldId}/context/defaultValue. */
  readonly defaultType: string;
  readonly options?: true;
}

const TYPES: readonly FieldType[] = [
  { key: 'textfield', type: 'string', searchers: ['textsearcher', 'exacttextsearcher'], defaultType: 'textfield' },
  { key: 'textarea', type: 'string', searchers: ['textsearcher'], defaultType: 'textarea' },
  { key: 'url', type: 'string', searchers: ['exacttextsearcher'], defaultType: 'url' },
  { key: 'readonlyfield', type: 'string', searchers: ['textsearcher'], defaultType: 'readonly' },
  { key: 'float', type: 'number', searchers: ['exactnumber', 'numberrange'], defaultType: 'float' },
  { key: 'datepicker', type: 'date', searchers: ['daterange'], defaultType: 'datepicker' },
  { key: 'datetime', type: 'datetime', searchers: ['datetimerange'], defaultType: 'datetimepicker' },
  { key: 'select', type: 'option', searchers: ['multiselectsearcher'], defaultType: 'option.single', options: true },
  {
    key: 'radiobuttons',
    type: 'option',
    searchers: ['multiselectsearcher'],
    defaultType: 'option.single',
    options: true,
  },
  {
    key: 'multiselect',
    type: 'array',
    items: 'option',
    searchers: ['multiselectsearcher'],
    defaultType: 'option.multiple',
    options: true,
  },
  {
    key: 'multicheckboxes',
    type: 'array',
    items: 'option',
    searchers: ['multiselectsearcher'],
    defaultType: 'option.multiple',
    options: true,
  },
  {
    key: 'cascadingselect',
    type: 'option-with-child',
    searchers: ['cascadingselectsearcher'],
    defaultType: 'option.cascading',
    options: true,
  },
  { key: 'labels', type: 'array', items: 'string', searchers: ['labelsearcher'], defaultType: 'labels' },
  { key: 'userpicker', type: 'user', searchers: ['userpickergroupsearcher'], defaultType: 'single.user.select' },
  {
    key: 'multiuserpicker',
    type: 'array',
    items: 'user',
    searchers: ['userpickergroupsearcher'],
    defaultType: 'multi.user.select',
  },
  { key: 'grouppicker', type: 'group', searchers: ['grouppickersearcher'], defaultType: 'grouppicker.single' },
  {
    key: 'multigrouppicker',
    type: 'array',
    items: 'group',
    searchers: ['grouppickersearcher'],
    defaultType: 'grouppicker.multiple',
  },
];

const unprefixed = (key: string): string | undefined =>
  key.startsWith(TYPE_PREFIX) ? key.slice(TYPE_PREFIX.length) : undefined;

export const fieldTypeOf = (key: string): FieldType | undefined => TYPES.find((type) => type.key === unprefixed(key));
export const prefixed = (key: string): string => TYPE_PREFIX + key;
export const allowsSearcher = (type: FieldType, searcherKey: string): boolean =>
  type.searchers.includes(unprefixed(searcherKey) ?? '');
