/** Puts into an empty database what a bare Jira Cloud site has. Running it again changes nothing. */
import { createHash } from 'node:crypto';
import {
  DEFAULT_IDS,
  DEFAULT_PRIORITY,
  DEFAULT_WORKFLOW,
  DEFAULT_WORKFLOW_DOCUMENT,
  GLOBAL_GRANTS,
  GROUPS,
  ISSUE_TYPES,
  LINK_TYPES,
  PRIORITIES,
  RESOLUTIONS,
  ROLES,
  STATUSES,
} from './config/base-data';
import {
  DEFAULT_SCREEN_FIELDS,
  RESOLVE_SCREEN_FIELDS,
  SYSTEM_FIELDS,
  WORKFLOW_SCREEN_FIELDS,
} from './config/base-fields';
import { nextId } from './ids';
import { ADMINISTRATOR_ONLY, PROJECT_PERMISSIONS } from './permission-catalog';
import { JIRA_SCHEMA } from './schema';
import type { JiraSite } from './site';

export function bootstrap(site: JiraSite): void {
  site.db.exec(JIRA_SCHEMA);
  const { db } = site;
  if (db.prepare("SELECT 1 FROM sequence WHERE name = 'bootstrapped'").get() !== undefined) return;
  db.transaction(() => {
    addGroups(site);
    addIssueFrame(site);
    addFieldsAndScreens(site);
    addRolesAndPermissions(site);
    addSchemes(site);
    nextId(db, 'bootstrapped');
  })();
}

/** The same name gives the same UUID on every site, which keeps logs of two runs comparable. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function addGroups({ db }: JiraSite): void {
  const group = db.prepare('INSERT INTO user_group (group_id, name) VALUES (?, ?)');
  for (const name of GROUPS) group.run(uuidOf(`group ${name}`), name);
  const grant = db.prepare('INSERT INTO global_permission (permission, group_id) VALUES (?, ?)');
  for (const [permission, groups] of Object.entries(GLOBAL_GRANTS)) {
    for (const name of groups) grant.run(permission, uuidOf(`group ${name}`));
  }
}

function addIssueFrame(site: JiraSite): void {
  const { db } = site;
  const type = db.prepare(
    'INSERT INTO issue_type (id, name, description, hierarchy_level, avatar_id) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { id, name, description, level, avatar } of ISSUE_TYPES) type.run(id, name, description, level, avatar);
  const status = db.prepare('INSERT INTO status (id, name, description, category) VALUES (?, ?, ?, ?)');
  for (const { id, name, description, category } of STATUSES) status.run(id, name, description, category);
  const priority = db.prepare(
    'INSERT INTO priority (id, name, description, status_color, icon_url, position, is_default) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { id, name, description, color, icon } of PRIORITIES) {
    priority.run(
      id,
      name,
      description,
      color,
      `/images/icons/priorities/${icon}.svg`,
      id,
      id === DEFAULT_PRIORITY ? 1 : 0,
    );
  }
  const resolution = db.prepare('INSERT INTO resolution (id, name, description, position) VALUES (?, ?, ?, ?)');
  RESOLUTIONS.forEach(({ id, name, description }, position) => resolution.run(id, name, description, position));
  const link = db.prepare('INSERT INTO issue_link_type (id, name, inward, outward) VALUES (?, ?, ?, ?)');
  for (const { id, name, inward, outward } of LINK_TYPES) link.run(id, name, inward, outward);
  startIdsAfter(site, {
    issue_type: ISSUE_TYPES,
    status: STATUSES,
    priority: PRIORITIES,
    resolution: RESOLUTIONS,
    issue_link_type: LINK_TYPES,
  });
}

/** New things get ids above those of the bare site. */
function startIdsAfter({ db }: JiraSite, kinds: Record<string, readonly { readonly id: number }[]>): void {
  const start = db.prepare('INSERT INTO sequence (name, next) VALUES (?, ?)');
  for (const [kind, rows] of Object.entries(kinds)) start.run(kind, Math.max(9999, ...rows.map(({ id }) => id)) + 1);
}

function addFieldsAndScreens({ db }: JiraSite): void {
  const field = db.prepare(
    `INSERT INTO field (id, name, custom, schema_type, schema_items, schema_system, navigable, searchable, orderable)
     VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { id, name, type, items, navigable = true, searchable = true, orderable = false } of SYSTEM_FIELDS) {
    field.run(id, name, type, items ?? null, id, Number(navigable), Number(searchable), Number(orderable));
  }
  const screens: readonly (readonly [string, string, readonly string[]])[] = [
    ['Default Screen', 'Allows to update all system fields.', DEFAULT_SCREEN_FIELDS],
    ['Workflow Screen', 'This screen is used in the workflow and enables you to assign issues', WORKFLOW_SCREEN_FIELDS],
    [
      'Resolve Issue Screen',
      'Allows to set resolution, change fix versions and assign an issue.',
      RESOLVE_SCREEN_FIELDS,
    ],
  ];
  screens.forEach(([name, description, fields], index) => {
    const id = DEFAULT_IDS.screen + index;
    db.prepare('INSERT INTO screen (id, name, description) VALUES (?, ?, ?)').run(id, name, description);
    const tab = nextId(db, 'screen_tab');
    db.prepare("INSERT INTO screen_tab (id, screen_id, name, position) VALUES (?, ?, 'Field Tab', 0)").run(tab, id);
    const place = db.prepare('INSERT INTO screen_tab_field (tab_id, field_id, position) VALUES (?, ?, ?)');
    fields.forEach((fieldId, position) => place.run(tab, fieldId, position));
  });
}

function addRolesAndPermissions({ db }: JiraSite): void {
  for (const { id, name, description, group } of ROLES) {
    db.prepare('INSERT INTO project_role (id, name, description) VALUES (?, ?, ?)').run(id, name, description);
    if (group === undefined) continue;
    db.prepare(
      "INSERT INTO role_default_actor (role_id, type, group_id) VALUES (?, 'atlassian-group-role-actor', ?)",
    ).run(id, uuidOf(`group ${group}`));
  }
  db.prepare('INSERT INTO sequence (name, next) VALUES (?, ?)').run('project_role', 10004);
  db.prepare('INSERT INTO permission_scheme (id, name, description) VALUES (?, ?, ?)').run(
    DEFAULT_IDS.permissionScheme,
    'Default Permission Scheme',
    'This is the default Permission Scheme. Any new projects that are created will be assigned this scheme.',
  );
  const grant = db.prepare(
    'INSERT INTO permission_grant (id, scheme_id, permission, holder_type, holder_parameter) VALUES (?, ?, ?, ?, ?)',
  );
  const [administrators, addons] = ROLES;
  for (const permission of PROJECT_PERMISSIONS) {
    const add = (type: string, parameter: string | null): unknown =>
      grant.run(nextId(db, 'permission_grant'), DEFAULT_IDS.permissionScheme, permission, type, parameter);
    add('projectRole', String(addons.id));
    if (ADMINISTRATOR_ONLY.has(permission)) add('projectRole', String(administrators.id));
    else add('applicationRole', null);
  }
}

function addSchemes(site: JiraSite): void {
  const { db } = site;
  const now = site.clock.now();
  db.prepare(
    "INSERT INTO issue_type_scheme (id, name, description, is_default) VALUES (?, 'Default Issue Type Scheme', ?, 1)",
  ).run(
    nextId(db, 'issue_type_scheme', DEFAULT_IDS.issueTypeScheme),
    'Default issue type scheme is the list of global issue types. All newly created issue types will automatically be added to this scheme.',
  );
  const item = db.prepare('INSERT INTO issue_type_scheme_item (scheme_id, issue_type_id, position) VALUES (?, ?, ?)');
  ISSUE_TYPES.forEach(({ id }, position) => item.run(DEFAULT_IDS.issueTypeScheme, id, position));
  db.prepare(
    "INSERT INTO screen_scheme (id, name, description, default_screen_id) VALUES (?, 'Default Screen Scheme', ?, ?)",
  ).run(DEFAULT_IDS.screenScheme, 'Default Screen Scheme', DEFAULT_IDS.screen);
  db.prepare(
    "INSERT INTO issue_type_screen_scheme (id, name, description) VALUES (?, 'Default Issue Type Screen Scheme', ?)",
  ).run(DEFAULT_IDS.issueTypeScreenScheme, 'The default issue type screen scheme');
  db.prepare(
    'INSERT INTO issue_type_screen_scheme_item (scheme_id, issue_type_id, screen_scheme_id) VALUES (?, NULL, ?)',
  ).run(DEFAULT_IDS.issueTypeScreenScheme, DEFAULT_IDS.screenScheme);
  db.prepare(
    `INSERT INTO workflow (id, name, description, version_number, version_id, is_editable, document, created, updated)
     VALUES (?, ?, 'The default Jira workflow.', 1, ?, 0, ?, ?, ?)`,
  ).run(
    uuidOf('workflow jira'),
    DEFAULT_WORKFLOW,
    uuidOf('workflow jira version 1'),
    JSON.stringify(DEFAULT_WORKFLOW_DOCUMENT),
    now,
    now,
  );
  db.prepare(
    "INSERT INTO workflow_scheme (id, name, description, default_workflow, version_id) VALUES (?, 'Default Workflow Scheme', '', ?, ?)",
  ).run(
    nextId(db, 'workflow_scheme', DEFAULT_IDS.workflowScheme),
    DEFAULT_WORKFLOW,
    uuidOf('workflow scheme version 1'),
  );
}
