/**
 * What the issue view shows that REST tells only administrators or not at all: the fields of the issue's view screen,
 * and the app's panels on it. Panels pinned to the project are Jira's (`panel_pin`); those added to one issue by the
 * app's button are kept here.
 */
import type { Database } from 'better-sqlite3';
import type { InstalledApp } from '../seams';
import { moduleAri } from '../seams';

const SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS host_issue_panel (issue_id INTEGER NOT NULL, module_key TEXT NOT NULL, PRIMARY KEY (issue_id, module_key));
`;

export function createScreenTables(db: Database): void {
  db.exec(SCHEMA);
}

export interface ScreenTab {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface PanelPlacement {
  readonly moduleKey: string;
  readonly pinned: boolean;
  readonly added: boolean;
}

const VIEW_SCREEN = /* sql */ `
SELECT ifnull(s.view_screen_id, s.default_screen_id) AS id
FROM project p
JOIN issue_type_screen_scheme_item i ON i.scheme_id = p.issue_type_screen_scheme_id AND (i.issue_type_id = @issueType OR i.issue_type_id IS NULL)
JOIN screen_scheme s ON s.id = i.screen_scheme_id
WHERE p.id = @project ORDER BY i.issue_type_id IS NULL LIMIT 1
`;

export function viewScreen(db: Database, project: string, issueType: string): ScreenTab[] {
  const screen = db
    .prepare<[{ project: string; issueType: string }], { id: number }>(VIEW_SCREEN)
    .get({ project, issueType });
  if (screen === undefined) return [];
  const tabs = db
    .prepare<[number], { id: number; name: string }>(
      'SELECT id, name FROM screen_tab WHERE screen_id = ? ORDER BY position',
    )
    .all(screen.id);
  const fields = db.prepare<[number], { id: string }>(
    'SELECT field_id AS id FROM screen_tab_field WHERE tab_id = ? ORDER BY position',
  );
  return tabs.map(({ id, name }) => ({ name, fields: fields.all(id).map((field) => field.id) }));
}

export function panelsOf(db: Database, app: InstalledApp, project: string, issue: string): PanelPlacement[] {
  const pinned = db.prepare<[string, string], { found: 1 }>(
    'SELECT 1 AS found FROM panel_pin WHERE project_id = ? AND module_ari = ?',
  );
  const added = db.prepare<[string, string], { found: 1 }>(
    'SELECT 1 AS found FROM host_issue_panel WHERE issue_id = ? AND module_key = ?',
  );
  return app.uiModules
    .filter(({ type }) => type === 'jira:issuePanel')
    .map(({ key }) => ({
      moduleKey: key,
      pinned: pinned.get(project, moduleAri(app, key)) !== undefined,
      added: added.get(issue, key) !== undefined,
    }));
}

export function addPanel(db: Database, issue: string, moduleKey: string): void {
  db.prepare('INSERT OR IGNORE INTO host_issue_panel (issue_id, module_key) VALUES (?, ?)').run(issue, moduleKey);
}

export function removePanel(db: Database, issue: string, moduleKey: string): void {
  db.prepare('DELETE FROM host_issue_panel WHERE issue_id = ? AND module_key = ?').run(issue, moduleKey);
}
