/** Which fields the screens of an issue type show. */
import type { JiraSite } from '../site';
import type { Placement } from './fields';
import { all, one } from './rows';

export type IssueOperation = 'create' | 'edit' | 'view';

interface SchemeRow {
  default_screen_id: number;
  create_screen_id: number | null;
  edit_screen_id: number | null;
  view_screen_id: number | null;
}

export function screenFor(site: JiraSite, place: Placement, operation: IssueOperation): number | undefined {
  const scheme = one<SchemeRow>(
    site.db,
    `SELECT s.* FROM project p
       JOIN issue_type_screen_scheme_item i ON i.scheme_id = p.issue_type_screen_scheme_id
       JOIN screen_scheme s ON s.id = i.screen_scheme_id
      WHERE p.id = ? AND (i.issue_type_id = ? OR i.issue_type_id IS NULL) ORDER BY i.issue_type_id IS NULL LIMIT 1`,
    place.projectId,
    place.issueTypeId,
  );
  return scheme === undefined ? undefined : (scheme[`${operation}_screen_id`] ?? scheme.default_screen_id);
}

export interface ScreenTab {
  readonly id: number;
  readonly name: string;
  readonly fields: readonly string[];
}

export function tabsOf(site: JiraSite, screenId: number): ScreenTab[] {
  const tabs = all<{ id: number; name: string }>(
    site.db,
    'SELECT id, name FROM screen_tab WHERE screen_id = ? ORDER BY position, id',
    screenId,
  );
  return tabs.map((tab) => ({ ...tab, fields: tabFields(site, tab.id) }));
}

const tabFields = (site: JiraSite, tabId: number): string[] =>
  all<{ field_id: string }>(
    site.db,
    'SELECT field_id FROM screen_tab_field WHERE tab_id = ? ORDER BY position',
    tabId,
  ).map((row) => row.field_id);

export const fieldsOfScreen = (site: JiraSite, screenId: number | undefined): string[] =>
  screenId === undefined ? [] : [...new Set(tabsOf(site, screenId).flatMap((tab) => tab.fields))];

export const screenFields = (site: JiraSite, place: Placement, operation: IssueOperation): string[] =>
  fieldsOfScreen(site, screenFor(site, place, operation));
