import { z } from 'zod';
import { dashboardBean, dashboardOf, visibleDashboards, type DashboardRow } from '../config/dashboards';
import { Share, storedShares, storeShare } from '../config/sharing';
import {
  badRequest,
  bodyOf,
  forbidden,
  noContent,
  ok,
  operation,
  pageBean,
  pageOf,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import { one, run } from '../model/rows';
import { can, isAdmin } from '../permissions';
import { Name } from './support';

const DashboardRequest = z.strictObject({
  name: Name(),
  description: z.string().optional(),
  sharePermissions: z.array(Share),
  editPermissions: z.array(Share),
});

function request(call: Call, except?: number) {
  const { site, caller } = call;
  const { name, description = '', sharePermissions, editPermissions } = bodyOf(call, DashboardRequest);
  const other = one<{ id: number }>(
    site.db,
    'SELECT id FROM dashboard WHERE owner = ? AND name = ? COLLATE NOCASE',
    caller.accountId,
    name,
  );
  if (other !== undefined && other.id !== except)
    throw badRequest('', { dashboardName: 'Dashboard with same name already exists.' });
  if (sharePermissions.length + editPermissions.length > 0 && !can(site, caller, 'CREATE_SHARED_OBJECTS')) {
    throw badRequest('You do not have permission to share dashboards.');
  }
  const stored = (shares: z.output<typeof Share>[]): string =>
    JSON.stringify(shares.map((share) => storeShare(site, share)));
  return { name, description, shares: stored(sharePermissions), editors: stored(editPermissions) };
}

const read = (call: Call, id: number): DashboardRow => {
  const row = one<DashboardRow>(call.site.db, 'SELECT * FROM dashboard WHERE id = ?', id);
  if (row === undefined) throw new Error(`dashboard ${id} was not saved`);
  return row;
};

function create(call: Call) {
  const { name, description, shares, editors } = request(call);
  const id = nextId(call.site.db, 'dashboard');
  run(
    call.site.db,
    'INSERT INTO dashboard (id, name, description, owner, share_permissions, edit_permissions) VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, name, description, call.caller.accountId, shares, editors],
  );
  return ok(dashboardBean(call, read(call, id)));
}

function update(call: Call) {
  const row = dashboardOf(call, 'id', 'edit');
  const { name, description, shares, editors } = request(call, row.id);
  run(
    call.site.db,
    'UPDATE dashboard SET name = ?, description = ?, share_permissions = ?, edit_permissions = ? WHERE id = ?',
    ...[name, description, shares, editors, row.id],
  );
  return ok(dashboardBean(call, read(call, row.id)));
}

/** The owner's to delete, or an administrator's. */
function remove(call: Call) {
  const row = dashboardOf(call, 'id', 'read');
  if (row.owner !== call.caller.accountId && !isAdmin(call.site, call.caller))
    throw forbidden('Only the owner can delete the dashboard.');
  run(call.site.db, 'DELETE FROM dashboard WHERE id = ?', row.id);
  return noContent();
}

function list(call: Call) {
  const filter = call.query.get('filter');
  if (filter !== null && filter !== 'my' && filter !== 'favourite')
    throw badRequest(`The filter '${filter}' is not valid.`);
  const all = visibleDashboards(call).filter(
    ({ owner }) => filter === null || (filter === 'my' && owner === call.caller.accountId),
  );
  const { startAt, maxResults } = pageOf(call, { size: 20, max: 1000 });
  const dashboards = all.slice(startAt, startAt + maxResults);
  call.objectsRead += dashboards.length;
  return ok({ startAt, maxResults, total: all.length, dashboards: dashboards.map((row) => dashboardBean(call, row)) });
}

function search(call: Call) {
  const text = (call.query.get('dashboardName') ?? '').toLowerCase();
  const owner = call.query.get('accountId');
  const group = call.query.get('groupId');
  const project = call.query.get('projectId');
  const found = visibleDashboards(call).filter((row) => {
    const shares = storedShares(row.share_permissions);
    return (
      row.name.toLowerCase().includes(text) &&
      (owner === null || row.owner === owner) &&
      (group === null || shares.some(({ groupId }) => groupId === group)) &&
      (project === null || shares.some(({ projectId }) => String(projectId) === project))
    );
  });
  const page = pageBean(call, found, { size: 50, max: 100 });
  return ok({ ...page, values: page.values.map((row) => dashboardBean(call, row)) });
}

export const dashboardOperations: readonly Operation[] = [
  operation('GET /rest/api/3/dashboard', ['read:jira-work'], list, { anonymous: true }),
  operation('POST /rest/api/3/dashboard', ['write:jira-work'], create),
  operation('GET /rest/api/3/dashboard/search', ['read:jira-work'], search, { anonymous: true }),
  operation(
    'GET /rest/api/3/dashboard/{id}',
    ['read:jira-work'],
    (call) => ok(dashboardBean(call, dashboardOf(call, 'id', 'read'))),
    { anonymous: true },
  ),
  operation('PUT /rest/api/3/dashboard/{id}', ['write:jira-work'], update),
  operation('DELETE /rest/api/3/dashboard/{id}', ['write:jira-work'], remove),
];
