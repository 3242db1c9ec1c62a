/** Field definitions, and which context (options, default value) of a custom field counts for an issue. */
import type { JsonObject } from '../../json';
import { forgeFieldKey } from '../app-fields';
import type { JiraSite } from '../site';
import { all, one } from './rows';

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly custom: boolean;
  readonly type: string;
  readonly items: string | null;
  readonly system: string | null;
  /** The custom field type's key, `com.atlassian.jira.plugin.system.customfieldtypes:select` or a Forge module's ARI. */
  readonly customType: string | null;
  readonly forgeKey: string | null;
  readonly readOnly: boolean;
  readonly navigable: boolean;
}

interface FieldRow {
  id: string;
  name: string;
  custom: number;
  schema_type: string;
  schema_items: string | null;
  schema_system: string | null;
  schema_custom: string | null;
  forge_key: string | null;
  read_only: number;
  navigable: number;
}

const fieldOf = (row: FieldRow): Field => ({
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

export function fieldById(site: JiraSite, id: string): Field | undefined {
  const row = one<FieldRow>(site.db, 'SELECT * FROM field WHERE id = ? AND trashed = 0', id);
  return row === undefined ? undefined : fieldOf(row);
}

/** A page of issues asks for the same list again and again; any write to the database makes it anew. */
const lists = new WeakMap<JiraSite['db'], { readonly changes: number; readonly fields: readonly Field[] }>();

export function allFields({ db }: JiraSite): readonly Field[] {
  const changes = one<{ n: number }>(db, 'SELECT total_changes() AS n')?.n ?? 0;
  const known = lists.get(db);
  if (known?.changes === changes) return known.fields;
  const fields = all<FieldRow>(db, 'SELECT * FROM field WHERE trashed = 0 ORDER BY custom, rowid').map(fieldOf);
  lists.set(db, { changes, fields });
  return fields;
}

/** The Forge field of that id, or of that key as GET /field shows it. */
export function forgeField(site: JiraSite, idOrKey: string): Field | undefined {
  const app = site.app();
  const isNamed = (field: Field): boolean =>
    field.id === idOrKey ||
    field.customType === idOrKey ||
    (app !== undefined && forgeFieldKey(app, field.forgeKey ?? '') === idOrKey);
  return allFields(site).find((field) => field.forgeKey !== null && isNamed(field));
}

export function fieldSchema(field: Field): JsonObject {
  const customId = /^customfield_(\d+)$/.exec(field.id)?.[1];
  return {
    type: field.type,
    ...(field.items === null ? {} : { items: field.items }),
    ...(field.system === null ? {} : { system: field.system }),
    ...(field.customType === null ? {} : { custom: field.customType }),
    ...(customId === undefined ? {} : { customId: Number(customId) }),
  };
}

/** What an issue is, for the purpose of choosing contexts and screens. */
export interface Placement {
  readonly projectId: number;
  readonly issueTypeId: number;
}

export interface FieldContext {
  readonly id: number;
  readonly default_value: string | null;
}

/**
 * The context that applies: one for the project before a global one, one for the issue type before one for all types.
 * `undefined` when the field is not configured for the place.
 */
export function contextFor(site: JiraSite, fieldId: string, place: Placement): FieldContext | undefined {
  return one<FieldContext>(
    site.db,
    `SELECT c.id, c.default_value FROM field_context c
       LEFT JOIN field_context_project p ON p.context_id = c.id AND p.project_id = ?
       LEFT JOIN field_context_issue_type t ON t.context_id = c.id AND t.issue_type_id = ?
      WHERE c.field_id = ?
        AND (p.project_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM field_context_project WHERE context_id = c.id))
        AND (t.issue_type_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM field_context_issue_type WHERE context_id = c.id))
      ORDER BY p.project_id IS NULL, t.issue_type_id IS NULL, c.id LIMIT 1`,
    place.projectId,
    place.issueTypeId,
    fieldId,
  );
}

export interface Option {
  readonly id: number;
  readonly value: string;
  readonly disabled: number;
  readonly parent_id: number | null;
}

export function optionsFor(site: JiraSite, fieldId: string, place: Placement): Option[] {
  const context = contextFor(site, fieldId, place);
  if (context === undefined) return [];
  return all<Option>(
    site.db,
    'SELECT id, value, disabled, parent_id FROM field_option WHERE context_id = ? ORDER BY parent_id IS NOT NULL, position, id',
    context.id,
  );
}
