/** A small incident desk, written straight into the tables, for the tests of JQL and of Jira expressions. */
import type { Database } from 'better-sqlite3';
import { uuidOf } from '../../../../emulator/jira/bootstrap';
import type { JiraSite } from '../../../../emulator/jira/site';
import { aSite, anApp, NOW, type TestSite } from '../site';

type Cell = string | number | null;

export function insert(db: Database, table: string, row: Readonly<Record<string, Cell>>): void {
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
    ...Object.values(row),
  );
}

const DAY = 24 * 60 * 60 * 1000;
export const daysAgo = (days: number): number => NOW - days * DAY;

/** Status ids, as the names below. */
export const STATUS = { New: 20001, 'In Progress': 20002, 'On Hold': 20003, Resolved: 20004 } as const;
export const FIELD = {
  service: 'customfield_10101',
  impact: 'customfield_10102',
  affected: 'customfield_10103',
  cost: 'customfield_10104',
  outageStart: 'customfield_10105',
  reviewOn: 'customfield_10106',
  manager: 'customfield_10107',
  teams: 'customfield_10108',
  notes: 'customfield_10109',
  runbook: 'customfield_10110',
  tags: 'customfield_10111',
  serviceText: 'customfield_10112',
  basis: 'customfield_10113',
} as const;
const TYPES: Readonly<Record<keyof typeof FIELD, readonly [string, string]>> = {
  service: ['Service', 'textfield'],
  impact: ['Impact', 'select'],
  affected: ['Affected offices', 'multiselect'],
  cost: ['Cost', 'float'],
  outageStart: ['Outage start', 'datetime'],
  reviewOn: ['Review on', 'datepicker'],
  manager: ['Manager', 'userpicker'],
  teams: ['Team', 'grouppicker'],
  notes: ['Resolution notes', 'textarea'],
  runbook: ['Runbook', 'url'],
  tags: ['Tags', 'labels'],
  serviceText: ['Service', 'textarea'],
  basis: ['Priority basis', 'forge'],
};
export const OPTION = { Enterprise: 30001, Department: 30002, Team: 30003, London: 30011, Paris: 30012 } as const;

export interface Desk extends TestSite {
  readonly site: JiraSite;
  readonly db: Database;
}

export function aDesk(): Desk {
  const test = aSite();
  test.install(
    anApp({
      customFields: [],
      entityProperties: [
        {
          key: 'clock',
          entityType: 'issue',
          propertyKey: 'sla.clock',
          values: [
            { path: 'minutes', type: 'number', searchAlias: 'slaMinutes' },
            { path: 'state', type: 'string', searchAlias: 'slaState' },
            { path: 'note.text', type: 'text' },
            { path: 'owner', type: 'user', searchAlias: 'slaOwner' },
            { path: 'due', type: 'date', searchAlias: 'slaDue' },
            { path: 'steps', type: 'string' },
          ],
        },
      ],
    }),
  );
  const { site } = test.jira;
  const { db } = site;
  addFrame(db);
  addFields(db);
  return { ...test, site, db };
}

function addFrame(db: Database): void {
  for (const [name, id] of Object.entries(STATUS)) {
    const category = name === 'Resolved' ? 'DONE' : name === 'New' ? 'TODO' : 'IN_PROGRESS';
    db.prepare(
      'INSERT INTO status (id, name, category) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET id = excluded.id',
    ).run(id, name, category);
  }
  addProject(db, 1, 'OPS', 'Operations', ['projectRole', 'loggedin']);
  addProject(db, 2, 'SEC', 'Security', ['group', uuidOf('group jira-administrators')]);
  addProject(db, 3, 'PRV', 'Private requests', ['reporter', null]);
}

function addProject(
  db: Database,
  id: number,
  key: string,
  name: string,
  [holder, parameter]: readonly [string, string | null],
): void {
  insert(db, 'permission_scheme', { id: id + 500, name: `${name} permissions` });
  const type = holder === 'projectRole' ? 'loggedin' : holder;
  insert(db, 'permission_grant', {
    scheme_id: id + 500,
    permission: 'BROWSE_PROJECTS',
    holder_type: type,
    holder_parameter: holder === 'projectRole' ? null : parameter,
  });
  insert(db, 'project', {
    id,
    key,
    name,
    project_type_key: 'software',
    lead_account_id: 'agent-account',
    issue_type_scheme_id: 1,
    issue_type_screen_scheme_id: 1,
    workflow_scheme_id: 1,
    permission_scheme_id: id + 500,
    created: daysAgo(100),
  });
}

function addFields(db: Database): void {
  for (const [key, id] of Object.entries(FIELD)) {
    const [name, type] = TYPES[key as keyof typeof FIELD];
    const forge = type === 'forge';
    const custom = forge
      ? 'ari:cloud:ecosystem::extension/x/y/static/priority-basis'
      : `com.atlassian.jira.plugin.system.customfieldtypes:${type}`;
    insert(db, 'field', {
      id,
      name,
      custom: 1,
      schema_type: forge ? 'string' : 'any',
      schema_custom: custom,
      forge_key: forge ? 'priority-basis' : null,
    });
    insert(db, 'field_context', { id: Number(id.slice(12)), field_id: id, name: 'Default' });
  }
  const option = (context: keyof typeof FIELD, value: keyof typeof OPTION, position: number): void =>
    insert(db, 'field_option', { id: OPTION[value], context_id: Number(FIELD[context].slice(12)), value, position });
  option('impact', 'Enterprise', 0);
  option('impact', 'Department', 1);
  option('impact', 'Team', 2);
  option('affected', 'London', 0);
  option('affected', 'Paris', 1);
}

/** One element of a custom field. */
export interface Item {
  readonly text?: string;
  readonly number?: number;
}

export interface IssueSeed {
  readonly id: number;
  readonly project?: readonly [number, string];
  readonly columns?: Readonly<Record<string, Cell>>;
  readonly labels?: readonly string[];
  readonly items?: Readonly<Partial<Record<keyof typeof FIELD, readonly Item[]>>>;
  readonly comments?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly watchers?: readonly string[];
  readonly history?: readonly Change[];
}
export interface Change {
  readonly at: number;
  readonly by: string;
  readonly field: 'status' | 'priority' | 'assignee' | 'resolution' | 'reporter';
  readonly from: string | null;
  readonly to: string | null;
}

export function addIssue(db: Database, seed: IssueSeed): void {
  const [projectId, projectKey] = seed.project ?? [1, 'OPS'];
  const number = seed.id % 1000;
  insert(db, 'issue', {
    id: seed.id,
    key: `${projectKey}-${number}`,
    project_id: projectId,
    number,
    issue_type_id: 10001,
    summary: `Incident ${number}`,
    status_id: STATUS.New,
    priority_id: 3,
    reporter: 'agent-account',
    creator: 'agent-account',
    created: daysAgo(10),
    updated: daysAgo(1),
    status_category_changed: daysAgo(10),
    ...seed.columns,
  });
  for (const label of seed.labels ?? []) insert(db, 'issue_label', { issue_id: seed.id, label });
  for (const watcher of seed.watchers ?? []) insert(db, 'issue_watcher', { issue_id: seed.id, account_id: watcher });
  for (const [key, value] of Object.entries(seed.properties ?? {}))
    insert(db, 'issue_property', { issue_id: seed.id, key, value: JSON.stringify(value) });
  for (const text of seed.comments ?? []) {
    insert(db, 'issue_comment', {
      issue_id: seed.id,
      author: 'agent-account',
      body: '{}',
      body_text: text,
      created: daysAgo(2),
      updated: daysAgo(2),
    });
  }
  for (const [key, items] of Object.entries(seed.items ?? {})) {
    const field_id = FIELD[key as keyof typeof FIELD];
    items.forEach((item, position) =>
      insert(db, 'issue_value_item', {
        issue_id: seed.id,
        field_id,
        position,
        text: item.text ?? null,
        number: item.number ?? null,
      }),
    );
  }
  for (const change of seed.history ?? []) addChange(db, seed.id, change);
}

let histories = 0;
function addChange(db: Database, issueId: number, { at, by, field, from, to }: Change): void {
  histories += 1;
  insert(db, 'change_history', { id: histories, issue_id: issueId, author: by, created: at });
  insert(db, 'change_item', {
    history_id: histories,
    issue_id: issueId,
    author: by,
    created: at,
    field,
    field_type: 'jira',
    field_id: field,
    from_value: from,
    from_string: from,
    to_value: to,
    to_string: to,
  });
}
