/**
 * Priorities and resolutions: site-wide ordered lists with one default, whose operations are the same but for what an
 * entry holds. Deleting one puts another in its place on every issue, as a task.
 */
import { z } from 'zod';
import type { JsonObject } from '../../json';
import {
  badRequest,
  bodyOf,
  created,
  JiraError,
  noContent,
  notFound,
  ok,
  operation,
  pageBean,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { startTask, taskBean } from '../tasks';
import { adminOperation, atomically, idParam, idsParam, listParam, reordered } from './support';

interface Entry {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly position: number;
  readonly is_default: number;
}

/** What makes priorities differ from resolutions. */
export interface Ranked {
  readonly table: 'priority' | 'resolution';
  /** The issue's column that refers to it. */
  readonly column: 'priority_id' | 'resolution_id';
  readonly bean: (site: JiraSite, id: number) => JsonObject | null;
  /** As the paged search shows it. */
  readonly searchBean: (site: JiraSite, id: number) => JsonObject | null;
  readonly create: z.ZodType<{ name: string; description?: string | undefined }>;
  readonly update: z.ZodType<{ name?: string | undefined; description?: string | undefined }>;
  /** Columns of its own, from a create or update request. */
  readonly columns: (request: unknown) => Readonly<Record<string, string>>;
  readonly searchScopes: readonly string[];
  /** Query parameter of the search that filters by name, where there is one. */
  readonly nameParameter?: string;
}

export function rankedOperations(kind: Ranked): readonly Operation[] {
  const path = `/rest/api/3/${kind.table}` as const;
  const admin = ['manage:jira-configuration'];
  const entries = (site: JiraSite): Entry[] => all<Entry>(site.db, `SELECT * FROM ${kind.table} ORDER BY position`);
  const read = { anonymous: true };
  return [
    operation(
      `GET ${path}`,
      ['read:jira-work'],
      ({ site }) => ok(entries(site).map(({ id }) => kind.bean(site, id))),
      read,
    ),
    adminOperation(`POST ${path}`, admin, (call) => create(call, kind)),
    adminOperation(`PUT ${path}/default`, admin, (call) => setDefault(call, kind)),
    adminOperation(`PUT ${path}/move`, admin, (call) => move(call, kind, entries(call.site))),
    operation(`GET ${path}/search`, kind.searchScopes, (call) => search(call, kind, entries(call.site))),
    operation(`GET ${path}/{id}`, ['read:jira-work'], (call) => ok(kind.bean(call.site, entryOf(call, kind).id)), read),
    adminOperation(`PUT ${path}/{id}`, admin, (call) => update(call, kind)),
    adminOperation(`DELETE ${path}/{id}`, admin, (call) => remove(call, kind)),
  ];
}

function entryOf(call: Call, { table }: Ranked, id = idParam(call, 'id', table)): Entry {
  const entry = one<Entry>(call.site.db, `SELECT * FROM ${table} WHERE id = ?`, id);
  if (entry === undefined) throw notFound(`The ${table} with ID ${id} was not found.`);
  return entry;
}

/** Jira answers a taken name with 400 here, unlike with most other things. */
function checkName(call: Call, { table }: Ranked, name: string, except?: number): void {
  const other = one<{ id: number }>(call.site.db, `SELECT id FROM ${table} WHERE name = ?`, name);
  if (other !== undefined && other.id !== except)
    throw new JiraError(400, [], { name: `A ${table} with the name '${name}' already exists.` });
}

function create(call: Call, kind: Ranked) {
  const { site } = call;
  const { name, description = '' } = bodyOf(call, kind.create);
  checkName(call, kind, name);
  const own = Object.entries(kind.columns(call.body));
  const id = nextId(site.db, kind.table);
  run(
    site.db,
    `INSERT INTO ${kind.table} (id, name, description, ${own.map(([column]) => `${column}, `).join('')}position)
     SELECT ?, ?, ?, ${own.map(() => '?, ').join('')}ifnull(max(position), 0) + 1 FROM ${kind.table}`,
    ...[id, name, description, ...own.map(([, value]) => value)],
  );
  return created({ id: String(id) });
}

function update(call: Call, kind: Ranked) {
  const { site } = call;
  const entry = entryOf(call, kind);
  const { name = entry.name, description = entry.description } = bodyOf(call, kind.update);
  checkName(call, kind, name, entry.id);
  const own = Object.entries(kind.columns(call.body));
  run(
    site.db,
    `UPDATE ${kind.table} SET name = ?, description = ?${own.map(([column]) => `, ${column} = ?`).join('')} WHERE id = ?`,
    ...[name, description, ...own.map(([, value]) => value), entry.id],
  );
  return noContent();
}

const EntryId = z.coerce.string().regex(/^\d+$/, 'The ID must be a number.').transform(Number);

function setDefault(call: Call, kind: Ranked) {
  const { id } = bodyOf(call, z.strictObject({ id: z.string() }));
  atomically(call.site, () => {
    run(call.site.db, `UPDATE ${kind.table} SET is_default = 0`);
    if (id === '') return;
    const entry = entryOf(call, kind, /^\d+$/.test(id) ? Number(id) : -1);
    run(call.site.db, `UPDATE ${kind.table} SET is_default = 1 WHERE id = ?`, entry.id);
  });
  return noContent();
}

const MoveRequest = z.strictObject({
  ids: z.array(EntryId).min(1),
  after: EntryId.optional(),
  position: z.enum(['First', 'Last']).optional(),
});

function move(call: Call, kind: Ranked, entries: readonly Entry[]) {
  const { ids, after, position } = bodyOf(call, MoveRequest);
  const place = position ?? (after === undefined ? undefined : { after });
  if (place === undefined) throw badRequest('Either after or position has to be provided.');
  for (const id of after === undefined ? ids : [...ids, after]) entryOf(call, kind, id);
  const order = reordered(
    entries.map(({ id }) => id),
    ids,
    place,
  );
  atomically(call.site, () =>
    order.forEach((id, index) =>
      run(call.site.db, `UPDATE ${kind.table} SET position = ? WHERE id = ?`, index + 1, id),
    ),
  );
  return noContent();
}

function search(call: Call, kind: Ranked, entries: readonly Entry[]) {
  const { query } = call;
  const ids = idsParam(call, 'id');
  if (query.get('projectId') !== null)
    throw new JiraError(501, ['Searching by project is not implemented by the emulator.']);
  const name = kind.nameParameter === undefined ? '' : (query.get(kind.nameParameter) ?? '');
  const found = entries.filter(
    (entry) =>
      (ids.length === 0 || ids.includes(entry.id)) &&
      entry.name.toLowerCase().includes(name.toLowerCase()) &&
      (query.get('onlyDefault') !== 'true' || entry.is_default === 1),
  );
  const page = pageBean(call, found);
  return ok({ ...page, values: page.values.map(({ id }) => kind.searchBean(call.site, id)) });
}

/** `replaceWith` is mandatory for resolutions; a priority is replaced by the default one. */
function replacement(call: Call, kind: Ranked, entry: Entry): number {
  const [replaceWith] = listParam(call, 'replaceWith');
  if (kind.table === 'resolution' && replaceWith === undefined)
    throw badRequest('The replaceWith query parameter is required.');
  const other =
    replaceWith ?? one<{ id: number }>(call.site.db, `SELECT id FROM ${kind.table} WHERE is_default = 1`)?.id;
  if (other === undefined || Number(other) === entry.id)
    throw badRequest(`The ${kind.table} to put in its place must be another one.`);
  return entryOf(call, kind, Number(other)).id;
}

function remove(call: Call, kind: Ranked) {
  const { site } = call;
  const entry = entryOf(call, kind);
  const other = replacement(call, kind, entry);
  const task = startTask(call, `Delete ${kind.table} ${entry.name}`, () => {
    run(site.db, `UPDATE issue SET ${kind.column} = ? WHERE ${kind.column} = ?`, other, entry.id);
    run(site.db, `DELETE FROM ${kind.table} WHERE id = ?`, entry.id);
    return {};
  });
  return { status: 303, headers: { location: selfUrl(site, `task/${task.id}`) }, body: taskBean(site, task) };
}
