/** A small incident project, ready to work in: every kind of custom field, a resolve screen, a workflow of one's choice. */
import type { WorkflowTransition } from '../../emulator/jira/config/workflow-document';
import type { Caller } from '../../emulator/seams';
import { ADMIN, aSite, type Answer, type TestSite } from '../emulator/jira/site';

export { ADMIN, AGENT, ANONYMOUS, anApp, asApp, NOW, STRANGER } from '../emulator/jira/site';
export type { Answer } from '../emulator/jira/site';

export const FIELDS = {
  impact: ['customfield_10100', 'Impact', 'select', 'option', null],
  notes: ['customfield_10101', 'Notes', 'textarea', 'string', null],
  areas: ['customfield_10102', 'Areas', 'multiselect', 'array', 'option'],
  team: ['customfield_10103', 'Support group', 'grouppicker', 'group', null],
  count: ['customfield_10104', 'Count', 'float', 'number', null],
  day: ['customfield_10105', 'Day', 'datepicker', 'date', null],
  moment: ['customfield_10106', 'Moment', 'datetime', 'datetime', null],
  reason: ['customfield_10107', 'Pending reason', 'textfield', 'string', null],
  helper: ['customfield_10108', 'Helper', 'userpicker', 'user', null],
  helpers: ['customfield_10109', 'Helpers', 'multiuserpicker', 'array', 'user'],
  tags: ['customfield_10110', 'Tags', 'labels', 'array', 'string'],
  link: ['customfield_10111', 'Link to', 'url', 'string', null],
  hidden: ['customfield_10112', 'Off screen', 'textfield', 'string', null],
} as const;
export type FieldName = keyof typeof FIELDS;
export const id = (field: FieldName): string => FIELDS[field][0];

export const STATUS = {
  new: '20001',
  inProgress: '20002',
  onHold: '20003',
  resolved: '20004',
  closed: '20005',
} as const;
export const OPTION = {
  enterprise: '30001',
  team: '30002',
  retired: '30003',
  mail: '30011',
  web: '30012',
  phone: '30013',
} as const;
export const RESOLUTION = { done: '10000', wontDo: '10001' } as const;
export const INCIDENT = '20000';
export const SUBTASK = '10003';
export const RESOLVE_SCREEN = '201';

type TransitionDraft = Omit<WorkflowTransition, 'type' | 'links'>;
export const directed = (from: readonly string[], transition: TransitionDraft): WorkflowTransition => ({
  ...transition,
  type: 'DIRECTED',
  links: from.map((fromStatusReference) => ({ fromStatusReference })),
});

export const PLAIN_TRANSITIONS: readonly WorkflowTransition[] = [
  { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: STATUS.new },
  directed([STATUS.new, STATUS.onHold], { id: '11', name: 'Start', toStatusReference: STATUS.inProgress }),
  directed([STATUS.new, STATUS.inProgress], { id: '21', name: 'Hold', toStatusReference: STATUS.onHold }),
  directed([STATUS.new, STATUS.inProgress], {
    id: '31',
    name: 'Resolve',
    toStatusReference: STATUS.resolved,
    transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId: RESOLVE_SCREEN } },
  }),
  directed([STATUS.resolved], {
    id: '41',
    name: 'Reopen',
    toStatusReference: STATUS.inProgress,
    actions: [{ ruleKey: 'system:update-field', parameters: { field: 'resolution', value: '' } }],
  }),
  { id: '51', name: 'Close', type: 'GLOBAL', toStatusReference: STATUS.closed },
];

export interface IncidentSite extends TestSite {
  /** Creates an incident and returns its key. */
  incident(fields?: Readonly<Record<string, unknown>>, caller?: Caller): Promise<string>;
  issue(key: string, query?: string, caller?: Caller): Promise<IssueBody>;
  fields(key: string): Promise<Record<string, unknown>>;
  edit(key: string, fields: Readonly<Record<string, unknown>>, caller?: Caller): Promise<Answer<ErrorBody>>;
  transition(key: string, transitionId: string, more?: object, caller?: Caller): Promise<Answer<ErrorBody>>;
  /** Changelog items, oldest first, as `field: from → to`. */
  history(key: string): Promise<string[]>;
}
export interface ErrorBody {
  readonly errorMessages: string[];
  readonly errors: Record<string, string>;
}
export interface IssueBody {
  readonly id: string;
  readonly key: string;
  readonly fields: Record<string, unknown>;
  readonly [more: string]: unknown;
}
interface HistoryBody {
  readonly values: { readonly items: { field: string; fromString: string | null; toString: string | null }[] }[];
}

export function incidentSite(transitions: readonly WorkflowTransition[] = PLAIN_TRANSITIONS): IncidentSite {
  const site = aSite();
  furnish(site, transitions);
  const call: TestSite['call'] = (route, body, caller) => site.call(route, body, caller);
  return {
    ...site,
    async incident(fields = {}, caller = ADMIN) {
      const body = {
        fields: { project: { key: 'INC' }, issuetype: { id: INCIDENT }, summary: 'Mail is down', ...fields },
      };
      const answer = await call<{ key: string }>('POST /rest/api/3/issue', body, caller);
      if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`);
      return answer.body.key;
    },
    issue: async (key, query = '', caller = ADMIN) =>
      (await call<IssueBody>(`GET /rest/api/3/issue/${key}${query}`, undefined, caller)).body,
    fields: async (key) => (await call<IssueBody>(`GET /rest/api/3/issue/${key}`)).body.fields,
    edit: (key, fields, caller) => call(`PUT /rest/api/3/issue/${key}`, { fields }, caller),
    transition: (key, transitionId, more = {}, caller) =>
      call(`POST /rest/api/3/issue/${key}/transitions`, { transition: { id: transitionId }, ...more }, caller),
    async history(key) {
      const { body } = await call<HistoryBody>(`GET /rest/api/3/issue/${key}/changelog`);
      return body.values.flatMap(({ items }) =>
        items.map((item) => `${item.field}: ${item.fromString ?? '∅'} → ${item.toString ?? '∅'}`),
      );
    },
  };
}

function furnish({ jira }: TestSite, transitions: readonly WorkflowTransition[]): void {
  const { db } = jira.site;
  const insert = (table: string, row: Readonly<Record<string, string | number | null>>): void => {
    const columns = Object.keys(row);
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
      ...Object.values(row),
    );
  };
  addFields(insert);
  addScreens(insert);
  insert('issue_type', { id: Number(INCIDENT), name: 'Incident' });
  insert('issue_type_scheme', { id: 200, name: 'Incidents' });
  [INCIDENT, SUBTASK].forEach((issueType, position) =>
    insert('issue_type_scheme_item', { scheme_id: 200, issue_type_id: Number(issueType), position }),
  );
  const categories = {
    new: 'TODO',
    inProgress: 'IN_PROGRESS',
    onHold: 'IN_PROGRESS',
    resolved: 'DONE',
    closed: 'DONE',
  } as const;
  const names = {
    new: 'New',
    inProgress: 'Working',
    onHold: 'On Hold',
    resolved: 'Resolved',
    closed: 'Closed',
  } as const;
  for (const key of ['new', 'inProgress', 'onHold', 'resolved', 'closed'] as const) {
    insert('status', { id: Number(STATUS[key]), name: names[key], category: categories[key] });
  }
  const document = { statuses: Object.values(STATUS).map((statusReference) => ({ statusReference })), transitions };
  insert('workflow', {
    id: 'w-1',
    name: 'Incident workflow',
    version_id: 'v-1',
    document: JSON.stringify(document),
    created: 0,
    updated: 0,
  });
  insert('workflow_scheme', { id: 200, name: 'Incident workflows', default_workflow: 'Incident workflow' });
  insert('project', {
    id: 10000,
    key: 'INC',
    name: 'Incidents',
    project_type_key: 'business',
    lead_account_id: 'admin-account',
    issue_type_scheme_id: 200,
    issue_type_screen_scheme_id: 200,
    workflow_scheme_id: 200,
    permission_scheme_id: 0,
    created: 0,
  });
  const administrator = 'atlassian-user-role-actor';
  insert('role_actor', {
    id: 200,
    project_id: 10000,
    role_id: 10002,
    type: administrator,
    account_id: 'admin-account',
  });
}

type Insert = (table: string, row: Readonly<Record<string, string | number | null>>) => void;

function addFields(insert: Insert): void {
  Object.values(FIELDS).forEach(([field, name, kind, type, items], index) => {
    const schema_custom = `com.atlassian.jira.plugin.system.customfieldtypes:${kind}`;
    insert('field', { id: field, name, custom: 1, schema_type: type, schema_items: items, schema_custom });
    insert('field_context', { id: 500 + index, field_id: field, name: 'Default' });
  });
  const option = (optionId: string, context: number, value: string, disabled = 0): void =>
    insert('field_option', { id: Number(optionId), context_id: context, value, position: Number(optionId), disabled });
  option(OPTION.enterprise, 500, 'Enterprise');
  option(OPTION.team, 500, 'Team');
  option(OPTION.retired, 500, 'Retired', 1);
  option(OPTION.mail, 502, 'Mail');
  option(OPTION.web, 502, 'Web');
  option(OPTION.phone, 502, 'Phone');
}

function addScreens(insert: Insert): void {
  const everyField = Object.values(FIELDS).flatMap(([field]) => (field === id('hidden') ? [] : [field]));
  const system = [
    'summary',
    'description',
    'priority',
    'assignee',
    'reporter',
    'duedate',
    'labels',
    'environment',
    'issuelinks',
    'parent',
  ];
  const screens: readonly (readonly [number, string, readonly string[]])[] = [
    [200, 'Incident screen', [...system, ...everyField]],
    [Number(RESOLVE_SCREEN), 'Resolve screen', ['resolution', id('reason')]],
  ];
  for (const [screen, name, fields] of screens) {
    insert('screen', { id: screen, name });
    insert('screen_tab', { id: screen, screen_id: screen, name: 'Fields', position: 0 });
    fields.forEach((field_id, position) => insert('screen_tab_field', { tab_id: screen, field_id, position }));
  }
  insert('screen_scheme', { id: 200, name: 'Incident screens', default_screen_id: 200 });
  insert('issue_type_screen_scheme', { id: 200, name: 'Incident screen schemes' });
  insert('issue_type_screen_scheme_item', { scheme_id: 200, issue_type_id: null, screen_scheme_id: 200 });
}

export const paragraph = (text: string): object => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
