/**
 * Jira's state, as SQLite tables. Instants are epoch milliseconds, documents (ADF, workflow bodies, field values) are
 * JSON text. `issue_value` holds a custom field's value as REST shows it; `issue_value_item` holds the same value
 * taken apart for JQL, one row for each element.
 */
export const JIRA_SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS user_account (
  account_id TEXT PRIMARY KEY, account_type TEXT NOT NULL DEFAULT 'atlassian', email TEXT, display_name TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1, time_zone TEXT NOT NULL DEFAULT 'Etc/UTC', locale TEXT NOT NULL DEFAULT 'en_US',
  api_token TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS user_email ON user_account (email) WHERE email IS NOT NULL;
CREATE TABLE IF NOT EXISTS user_group (group_id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
CREATE TABLE IF NOT EXISTS group_member (
  group_id TEXT NOT NULL REFERENCES user_group ON DELETE CASCADE, account_id TEXT NOT NULL, PRIMARY KEY (group_id, account_id)
);
CREATE INDEX IF NOT EXISTS group_member_account ON group_member (account_id);
CREATE TABLE IF NOT EXISTS global_permission (permission TEXT NOT NULL, group_id TEXT NOT NULL, PRIMARY KEY (permission, group_id));
CREATE TABLE IF NOT EXISTS user_property (account_id TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (account_id, key));

CREATE TABLE IF NOT EXISTS permission_scheme (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS permission_grant (
  id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES permission_scheme ON DELETE CASCADE, permission TEXT NOT NULL,
  holder_type TEXT NOT NULL, holder_parameter TEXT
);
CREATE TABLE IF NOT EXISTS project (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
  project_type_key TEXT NOT NULL, lead_account_id TEXT, url TEXT, assignee_type TEXT NOT NULL DEFAULT 'UNASSIGNED',
  issue_type_scheme_id INTEGER NOT NULL, issue_type_screen_scheme_id INTEGER NOT NULL, workflow_scheme_id INTEGER NOT NULL,
  permission_scheme_id INTEGER NOT NULL, next_issue_number INTEGER NOT NULL DEFAULT 1, created INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS project_property (project_id INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (project_id, key));
CREATE TABLE IF NOT EXISTS project_role (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS role_actor (
  id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL, role_id INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('atlassian-user-role-actor', 'atlassian-group-role-actor')),
  account_id TEXT, group_id TEXT, UNIQUE (project_id, role_id, account_id, group_id)
);
-- Who plays a role in a project created from now on.
CREATE TABLE IF NOT EXISTS role_default_actor (
  id INTEGER PRIMARY KEY, role_id INTEGER NOT NULL REFERENCES project_role ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('atlassian-user-role-actor', 'atlassian-group-role-actor')), account_id TEXT, group_id TEXT
);

CREATE TABLE IF NOT EXISTS issue_type (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', hierarchy_level INTEGER NOT NULL DEFAULT 0,
  avatar_id INTEGER NOT NULL DEFAULT 10300
);
CREATE TABLE IF NOT EXISTS issue_type_scheme (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '', default_issue_type_id INTEGER,
  is_default INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS issue_type_scheme_item (
  scheme_id INTEGER NOT NULL, issue_type_id INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (scheme_id, issue_type_id)
);

-- id: a system field's key ('summary') or 'customfield_10042'. forge_key: the manifest key of a Forge custom field.
CREATE TABLE IF NOT EXISTS field (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', custom INTEGER NOT NULL,
  schema_type TEXT NOT NULL, schema_items TEXT, schema_system TEXT, schema_custom TEXT, searcher_key TEXT,
  forge_key TEXT, read_only INTEGER NOT NULL DEFAULT 0, navigable INTEGER NOT NULL DEFAULT 1, searchable INTEGER NOT NULL DEFAULT 1,
  orderable INTEGER NOT NULL DEFAULT 1, trashed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS field_context (
  id INTEGER PRIMARY KEY, field_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '',
  default_value TEXT, configuration TEXT
);
CREATE TABLE IF NOT EXISTS field_context_project (context_id INTEGER NOT NULL, project_id INTEGER NOT NULL, PRIMARY KEY (context_id, project_id));
CREATE TABLE IF NOT EXISTS field_context_issue_type (context_id INTEGER NOT NULL, issue_type_id INTEGER NOT NULL, PRIMARY KEY (context_id, issue_type_id));
CREATE TABLE IF NOT EXISTS field_option (
  id INTEGER PRIMARY KEY, context_id INTEGER NOT NULL, parent_id INTEGER, value TEXT NOT NULL, position INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS screen (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS screen_tab (id INTEGER PRIMARY KEY, screen_id INTEGER NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS screen_tab_field (tab_id INTEGER NOT NULL, field_id TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tab_id, field_id));
CREATE TABLE IF NOT EXISTS screen_scheme (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '',
  default_screen_id INTEGER NOT NULL, create_screen_id INTEGER, edit_screen_id INTEGER, view_screen_id INTEGER
);
CREATE TABLE IF NOT EXISTS issue_type_screen_scheme (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '');
-- issue_type_id NULL is the scheme's default mapping.
CREATE TABLE IF NOT EXISTS issue_type_screen_scheme_item (
  scheme_id INTEGER NOT NULL, issue_type_id INTEGER, screen_scheme_id INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS itss_item ON issue_type_screen_scheme_item (scheme_id, ifnull(issue_type_id, 0));

-- category: TODO | IN_PROGRESS | DONE
CREATE TABLE IF NOT EXISTS status (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, description TEXT NOT NULL DEFAULT '', category TEXT NOT NULL
);
-- document: {statuses:[…], transitions:[…], startPointLayout…} as POST /workflows/create takes it, with status ids resolved.
CREATE TABLE IF NOT EXISTS workflow (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '', version_number INTEGER NOT NULL DEFAULT 1,
  version_id TEXT NOT NULL, is_editable INTEGER NOT NULL DEFAULT 1, document TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS workflow_scheme (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '', default_workflow TEXT NOT NULL DEFAULT 'jira',
  version_id TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS workflow_scheme_item (
  scheme_id INTEGER NOT NULL, issue_type_id INTEGER NOT NULL, workflow_name TEXT NOT NULL, PRIMARY KEY (scheme_id, issue_type_id)
);

CREATE TABLE IF NOT EXISTS priority (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, description TEXT NOT NULL DEFAULT '', status_color TEXT NOT NULL,
  icon_url TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL, is_default INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS resolution (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, description TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL,
  is_default INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS issue_link_type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, inward TEXT NOT NULL, outward TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS issue (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, project_id INTEGER NOT NULL, number INTEGER NOT NULL, issue_type_id INTEGER NOT NULL,
  summary TEXT NOT NULL, description TEXT, environment TEXT, status_id INTEGER NOT NULL, priority_id INTEGER, resolution_id INTEGER,
  resolution_date INTEGER, assignee TEXT, reporter TEXT, creator TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  due_date TEXT, parent_id INTEGER, status_category_changed INTEGER NOT NULL,
  -- plain text of description, for text search
  description_text TEXT NOT NULL DEFAULT '', environment_text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS issue_project ON issue (project_id, number);
CREATE INDEX IF NOT EXISTS issue_status ON issue (status_id);
CREATE INDEX IF NOT EXISTS issue_updated ON issue (updated);
CREATE INDEX IF NOT EXISTS issue_created ON issue (created);
CREATE TABLE IF NOT EXISTS issue_label (issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, label TEXT NOT NULL, PRIMARY KEY (issue_id, label));
-- value: JSON as stored. Shapes by field type: text/url "…", textarea ADF document, float 1.5, date "2026-01-31", datetime epoch ms,
-- select {"id":"10001"}, multiselect [{"id":"10001"}], user {"accountId":"…"}, multiuser [{…}], labels ["…"],
-- group {"groupId":"…"}, Forge fields by their type (string, number, user, group, datetime ISO text, object), lists thereof.
CREATE TABLE IF NOT EXISTS issue_value (
  issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, field_id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (issue_id, field_id)
);
-- One row an element: text (text, label, account id, group id, plain text of ADF, option's text), number (number, option id, instant or date in epoch ms).
CREATE TABLE IF NOT EXISTS issue_value_item (
  issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, field_id TEXT NOT NULL, position INTEGER NOT NULL, text TEXT, number REAL,
  PRIMARY KEY (issue_id, field_id, position)
);
CREATE INDEX IF NOT EXISTS issue_value_text ON issue_value_item (field_id, text);
CREATE INDEX IF NOT EXISTS issue_value_number ON issue_value_item (field_id, number);
CREATE TABLE IF NOT EXISTS issue_property (
  issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (issue_id, key)
);
CREATE TABLE IF NOT EXISTS issue_comment (
  id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, author TEXT, update_author TEXT, body TEXT NOT NULL,
  body_text TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, visibility TEXT, properties TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX IF NOT EXISTS issue_comment_issue ON issue_comment (issue_id, created);
-- Direction as in REST: source is the inwardIssue of POST /issueLink, destination the outwardIssue.
CREATE TABLE IF NOT EXISTS issue_link (
  id INTEGER PRIMARY KEY, type_id INTEGER NOT NULL, source_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE,
  destination_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, UNIQUE (type_id, source_id, destination_id)
);
CREATE TABLE IF NOT EXISTS issue_watcher (issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, account_id TEXT NOT NULL, PRIMARY KEY (issue_id, account_id));
CREATE TABLE IF NOT EXISTS change_history (
  id INTEGER PRIMARY KEY, issue_id INTEGER NOT NULL REFERENCES issue ON DELETE CASCADE, author TEXT, created INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS change_history_issue ON change_history (issue_id, created);
-- field: as the changelog names it ('status', 'priority', 'Impact'); field_id: 'status', 'customfield_…'; from/to ids and strings as in REST.
CREATE TABLE IF NOT EXISTS change_item (
  id INTEGER PRIMARY KEY, history_id INTEGER NOT NULL REFERENCES change_history ON DELETE CASCADE, issue_id INTEGER NOT NULL,
  author TEXT, created INTEGER NOT NULL, field TEXT NOT NULL, field_type TEXT NOT NULL, field_id TEXT NOT NULL,
  from_value TEXT, from_string TEXT, to_value TEXT, to_string TEXT
);
CREATE INDEX IF NOT EXISTS change_item_field ON change_item (issue_id, field_id, created);
CREATE INDEX IF NOT EXISTS change_item_history ON change_item (history_id);

CREATE TABLE IF NOT EXISTS dashboard (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL, layout TEXT NOT NULL DEFAULT 'AA',
  share_permissions TEXT NOT NULL DEFAULT '[]', edit_permissions TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS dashboard_gadget (
  id INTEGER PRIMARY KEY, dashboard_id INTEGER NOT NULL REFERENCES dashboard ON DELETE CASCADE, module_key TEXT, uri TEXT, title TEXT NOT NULL,
  color TEXT NOT NULL DEFAULT 'blue', column_position INTEGER NOT NULL, row_position INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS dashboard_item_property (
  gadget_id INTEGER NOT NULL REFERENCES dashboard_gadget ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (gadget_id, key)
);
CREATE TABLE IF NOT EXISTS saved_filter (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL DEFAULT '', jql TEXT NOT NULL, owner TEXT NOT NULL, share_permissions TEXT NOT NULL DEFAULT '[]'
);
-- status as in REST: ENQUEUED RUNNING COMPLETE FAILED CANCELLED
CREATE TABLE IF NOT EXISTS task (
  id TEXT PRIMARY KEY, description TEXT NOT NULL, status TEXT NOT NULL, message TEXT, result TEXT, submitted_by TEXT, progress INTEGER NOT NULL,
  submitted INTEGER NOT NULL, started INTEGER, finished INTEGER, last_update INTEGER NOT NULL, elapsed_runtime INTEGER NOT NULL DEFAULT 0
);
-- An issue panel an administrator (or POST /forge/panel/action/bulk/async) shows for all work items of a project.
CREATE TABLE IF NOT EXISTS panel_pin (project_id INTEGER NOT NULL, module_ari TEXT NOT NULL, PRIMARY KEY (project_id, module_ari));
`;
