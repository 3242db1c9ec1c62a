import { z } from 'zod';
import type { JsonObject } from '../../json';
import {
  badRequest,
  bodyOf,
  conflict,
  noContent,
  notFound,
  ok,
  operation,
  pageBean,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import { statusBean, statusCategoryBean, statusRow, type StatusRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { adminOperation, atomically, Description, Id, idsParam, Name } from './support';

const Category = z.enum(['TODO', 'IN_PROGRESS', 'DONE']);
const statuses = (site: JiraSite): StatusRow[] => all<StatusRow>(site.db, 'SELECT * FROM status ORDER BY id');

/** As the administrators' operations show a status. */
const adminBean = (status: StatusRow): JsonObject => ({
  id: String(status.id),
  name: status.name,
  statusCategory: status.category,
  scope: { type: 'GLOBAL' },
  description: status.description,
});

function known(call: Call): StatusRow[] {
  const ids = idsParam(call, 'id');
  if (ids.length < 1 || ids.length > 50) throw badRequest('Between 1 and 50 status IDs have to be provided.');
  return ids.map((id) => {
    const status = statusRow(call.site, id);
    if (status === undefined) throw badRequest(`The status with ID ${id} was not found.`);
    return status;
  });
}

function checkName(site: JiraSite, name: string, except?: number): void {
  const other = one<{ id: number }>(site.db, 'SELECT id FROM status WHERE name = ?', name);
  if (other !== undefined && other.id !== except) throw conflict(`The status name '${name}' is already in use.`);
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-status/: names have at most 255 characters. */
const StatusFields = { name: Name(255), statusCategory: Category, description: Description().optional() };
const CreateRequest = z.strictObject({
  scope: z.strictObject({
    type: z.literal('GLOBAL', 'Only global statuses (company-managed projects) are supported by the emulator.'),
    project: z.null().optional(),
  }),
  statuses: z.array(z.strictObject(StatusFields)).min(1),
});

/** Adds a status; operations that bring statuses along (workflows) use it too. */
export function addStatus(
  site: JiraSite,
  status: { name: string; statusCategory: string; description?: string | undefined },
): StatusRow {
  checkName(site, status.name);
  const row = {
    id: nextId(site.db, 'status'),
    name: status.name,
    description: status.description ?? '',
    category: status.statusCategory,
  };
  run(
    site.db,
    'INSERT INTO status (id, name, description, category) VALUES (?, ?, ?, ?)',
    row.id,
    row.name,
    row.description,
    row.category,
  );
  return row;
}

export function changeStatus(site: JiraSite, status: StatusRow): void {
  checkName(site, status.name, status.id);
  run(
    site.db,
    'UPDATE status SET name = ?, description = ?, category = ? WHERE id = ?',
    ...[status.name, status.description, status.category, status.id],
  );
}

function create(call: Call) {
  const request = bodyOf(call, CreateRequest);
  const names = request.statuses.map(({ name }) => name.toLowerCase());
  if (new Set(names).size !== names.length) throw badRequest('The status names must be unique.');
  const rows = atomically(call.site, () => request.statuses.map((status) => addStatus(call.site, status)));
  return ok(rows.map(adminBean));
}

function update(call: Call) {
  const { site } = call;
  const request = bodyOf(
    call,
    z.strictObject({ statuses: z.array(z.strictObject({ id: Id, ...StatusFields })).min(1) }),
  );
  atomically(site, () => {
    for (const { id, name, statusCategory, description } of request.statuses) {
      const status = statusRow(site, id);
      if (status === undefined) throw badRequest(`The status with ID ${id} was not found.`);
      changeStatus(site, { id, name, category: statusCategory, description: description ?? status.description });
    }
  });
  return noContent();
}

/** A status some workflow has can't go. */
function remove(call: Call) {
  const { site } = call;
  const doomed = known(call);
  const documents = all<{ document: string }>(site.db, 'SELECT document FROM workflow').map(
    ({ document }) => JSON.parse(document) as { statuses: { statusReference: string }[] },
  );
  const used = new Set(
    documents.flatMap((document) => document.statuses.map(({ statusReference }) => Number(statusReference))),
  );
  const held = doomed.filter(({ id }) => used.has(id));
  if (held.length > 0) throw badRequest(`The status '${held[0]?.name ?? ''}' is used by a workflow.`);
  atomically(site, () => {
    for (const { id } of doomed) run(site.db, 'DELETE FROM status WHERE id = ?', id);
  });
  return noContent();
}

function search(call: Call) {
  const { query } = call;
  const text = (query.get('searchString') ?? '').toLowerCase();
  const category = query.get('statusCategory');
  if (category !== null && !Category.safeParse(category).success)
    throw badRequest(`The status category '${category}' is not valid.`);
  if (query.get('projectId') !== null)
    throw badRequest('Statuses of team-managed projects are not supported by the emulator.');
  const found = statuses(call.site).filter(
    (status) => status.name.toLowerCase().includes(text) && (category === null || status.category === category),
  );
  const page = pageBean(call, found, { size: 200, max: 200 });
  return ok({ ...page, values: page.values.map(adminBean) });
}

function byIdOrName(call: Call) {
  const text = call.params['idOrName'] ?? '';
  const status = statuses(call.site).find(
    ({ id, name }) => String(id) === text || name.toLowerCase() === text.toLowerCase(),
  );
  if (status === undefined) throw notFound(`The status '${text}' was not found.`);
  return ok(statusBean(call.site, status.id));
}

const CATEGORIES = ['UNDEFINED', 'TODO', 'DONE', 'IN_PROGRESS'];

function category(call: Call) {
  const text = call.params['idOrKey'] ?? '';
  const beans = CATEGORIES.map((name) => statusCategoryBean(call.site, name));
  const found = beans.find((bean) => JSON.stringify(bean['id']) === text || bean['key'] === text);
  if (found === undefined) throw notFound(`The status category '${text}' was not found.`);
  return ok(found);
}

const ADMIN = ['manage:jira-configuration'];
export const statusOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/statuses', ADMIN, (call) => ok(known(call).map(adminBean))),
  adminOperation('POST /rest/api/3/statuses', ADMIN, create),
  adminOperation('PUT /rest/api/3/statuses', ADMIN, update),
  adminOperation('DELETE /rest/api/3/statuses', ADMIN, remove),
  adminOperation('GET /rest/api/3/statuses/search', ADMIN, search),
  operation('GET /rest/api/3/status', ['read:jira-work'], ({ site }) =>
    ok(statuses(site).map(({ id }) => statusBean(site, id))),
  ),
  operation('GET /rest/api/3/status/{idOrName}', ['read:jira-work'], byIdOrName),
  operation('GET /rest/api/3/statuscategory', ['read:jira-work'], ({ site }) =>
    ok(CATEGORIES.map((name) => statusCategoryBean(site, name))),
  ),
  operation('GET /rest/api/3/statuscategory/{idOrKey}', ['read:jira-work'], category),
];
