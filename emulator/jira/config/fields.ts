/** Fields as the administrator's operations see them: with contexts, trash and all. */
import type { JsonObject } from '../../json';
import { forgeFieldKey } from '../app-fields';
import { notFound, type Call } from '../http';
import { nextId } from '../ids';
import { fieldSchema } from '../model/fields';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';

export interface FieldRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly custom: number;
  readonly schema_type: string;
  readonly schema_items: string | null;
  readonly schema_system: string | null;
  readonly schema_custom: string | null;
  readonly searcher_key: string | null;
  readonly forge_key: string | null;
  readonly read_only: number;
  readonly navigable: number;
  readonly searchable: number;
  readonly orderable: number;
  readonly trashed: number;
}
export interface ContextRow {
  readonly id: number;
  readonly field_id: string;
  readonly name: string;
  readonly description: string;
  readonly default_value: string | null;
  readonly configuration: string | null;
}

export const liveFields = (site: JiraSite): FieldRow[] =>
  all<FieldRow>(site.db, 'SELECT * FROM field WHERE trashed = 0 ORDER BY custom, rowid');

const schemaOf = (row: FieldRow): JsonObject =>
  fieldSchema({
    id: row.id,
    name: row.name,
    custom: row.custom === 1,
    type: row.schema_type,
    items: row.schema_items,
    system: row.schema_system,
    customType: row.schema_custom,
    forgeKey: row.forge_key,
    readOnly: row.read_only === 1,
    navigable: row.navigable === 1,
  });

/** A Forge field's key tells app, environment and module; every other field's key is its id. */
export function fieldKey(site: JiraSite, row: FieldRow): string {
  const app = site.app();
  return row.forge_key === null || app === undefined ? row.id : forgeFieldKey(app, row.forge_key);
}

const clauseNames = (row: FieldRow): string[] => {
  if (row.custom === 0) return [row.id === 'issuelinks' ? 'issueLink' : row.id === 'duedate' ? 'due' : row.id];
  return [`cf[${row.id.replace('customfield_', '')}]`, row.name];
};

export const fieldBean = (site: JiraSite, row: FieldRow): JsonObject => ({
  id: row.id,
  key: fieldKey(site, row),
  name: row.name,
  untranslatedName: row.name,
  custom: row.custom === 1,
  orderable: row.orderable === 1,
  navigable: row.navigable === 1,
  searchable: row.searchable === 1,
  clauseNames: row.searchable === 1 ? clauseNames(row) : [],
  schema: schemaOf(row),
});

export function searchedFieldBean(site: JiraSite, row: FieldRow, expand: readonly string[]): JsonObject {
  const count = (sql: string): number => one<{ n: number }>(site.db, sql, row.id)?.n ?? 0;
  return {
    id: row.id,
    key: fieldKey(site, row),
    name: row.name,
    description: row.description,
    schema: schemaOf(row),
    ...(expand.includes('isLocked') ? { isLocked: row.forge_key !== null } : {}),
    ...(expand.includes('searcherKey') && row.searcher_key !== null ? { searcherKey: row.searcher_key } : {}),
    ...(expand.includes('contextsCount')
      ? { contextsCount: count('SELECT count(*) AS n FROM field_context WHERE field_id = ?') }
      : {}),
    ...(expand.includes('screensCount')
      ? {
          screensCount: count(
            'SELECT count(DISTINCT screen_id) AS n FROM screen_tab_field JOIN screen_tab ON id = tab_id WHERE field_id = ?',
          ),
        }
      : {}),
  };
}

/** The live custom field the path names; `customfield_…` only, as in Jira. */
export function customFieldOf(call: Call, parameter = 'fieldId'): FieldRow {
  const id = call.params[parameter] ?? '';
  const row = one<FieldRow>(call.site.db, 'SELECT * FROM field WHERE id = ? AND custom = 1', id);
  if (row === undefined) throw notFound(`The custom field '${id}' was not found.`);
  return row;
}

export const contextsOf = (site: JiraSite, field: string): ContextRow[] =>
  all<ContextRow>(site.db, 'SELECT * FROM field_context WHERE field_id = ? ORDER BY id', field);

export function contextOf(call: Call): ContextRow {
  const field = customFieldOf(call);
  const id = call.params['contextId'] ?? '';
  const context = contextsOf(call.site, field.id).find((candidate) => String(candidate.id) === id);
  if (context === undefined) throw notFound(`The custom field context with ID ${id} was not found.`);
  return context;
}

export const contextProjects = (site: JiraSite, context: number): number[] =>
  all<{ id: number }>(
    site.db,
    'SELECT project_id AS id FROM field_context_project WHERE context_id = ? ORDER BY project_id',
    context,
  ).map(({ id }) => id);
export const contextIssueTypes = (site: JiraSite, context: number): number[] =>
  all<{ id: number }>(
    site.db,
    'SELECT issue_type_id AS id FROM field_context_issue_type WHERE context_id = ? ORDER BY issue_type_id',
    context,
  ).map(({ id }) => id);

export function addContext(site: JiraSite, field: string, name: string, description: string): number {
  const id = nextId(site.db, 'field_context');
  run(
    site.db,
    'INSERT INTO field_context (id, field_id, name, description) VALUES (?, ?, ?, ?)',
    id,
    field,
    name,
    description,
  );
  return id;
}

export function removeContext(site: JiraSite, context: number): void {
  for (const table of ['field_context_project', 'field_context_issue_type', 'field_option']) {
    run(site.db, `DELETE FROM ${table} WHERE context_id = ?`, context);
  }
  run(site.db, 'DELETE FROM field_context WHERE id = ?', context);
}

/** A field taken out of the site takes its contexts, its places on screens and its values along. */
export function eraseField(site: JiraSite, field: string): void {
  for (const { id } of contextsOf(site, field)) removeContext(site, id);
  for (const table of ['screen_tab_field', 'issue_value', 'issue_value_item'])
    run(site.db, `DELETE FROM ${table} WHERE field_id = ?`, field);
  run(site.db, 'DELETE FROM field WHERE id = ?', field);
}
