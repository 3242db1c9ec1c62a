import { z } from 'zod';
import type { JsonObject } from '../../json';
import { isSharedWith, Share, shareBean, storedShares, storeShare } from '../config/sharing';
import { badRequest, bodyOf, noContent, ok, operation, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { userBean } from '../model/beans';
import { all, one, run } from '../model/rows';
import { can } from '../permissions';
import { selfUrl } from '../self';
import { listParam, Name } from './support';

interface FilterRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly jql: string;
  readonly owner: string;
  readonly share_permissions: string;
}

const canSee = ({ site, caller }: Call, row: FilterRow): boolean =>
  row.owner === caller.accountId || isSharedWith(site, caller, storedShares(row.share_permissions));
const filters = (call: Call): FilterRow[] =>
  all<FilterRow>(call.site.db, 'SELECT * FROM saved_filter ORDER BY name, id').filter((row) => canSee(call, row));

/** Unknown filters answer 400 here, not 404: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-filters/ */
function filterOf(call: Call): FilterRow {
  const id = call.params['id'] ?? '';
  const row = filters(call).find((candidate) => String(candidate.id) === id);
  if (row === undefined)
    throw badRequest(
      'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.',
    );
  return row;
}

function ownFilter(call: Call): FilterRow {
  const row = filterOf(call);
  if (row.owner !== call.caller.accountId) throw badRequest('You do not have permission to change the filter.');
  return row;
}

function filterBean(call: Call, row: FilterRow): JsonObject {
  const { site } = call;
  return {
    self: selfUrl(site, `filter/${row.id}`),
    id: String(row.id),
    name: row.name,
    description: row.description,
    owner: userBean(site, row.owner),
    jql: row.jql,
    viewUrl: `${site.baseUrl()}/issues/?filter=${row.id}`,
    searchUrl: selfUrl(site, `search/jql?jql=${encodeURIComponent(row.jql)}`),
    favourite: false,
    favouritedCount: 0,
    sharePermissions: storedShares(row.share_permissions).map((share, index) => shareBean(site, share, index)),
    editPermissions: [],
    subscriptions: { size: 0, items: [], 'max-results': 1000, 'start-index': 0, 'end-index': 0 },
  };
}

const FilterRequest = z.looseObject({
  name: Name(),
  description: z.string().optional(),
  jql: z.string().optional(),
  sharePermissions: z.array(Share).optional(),
});

function checked(call: Call, except?: number) {
  const { site, caller } = call;
  const request = bodyOf(call, FilterRequest);
  const other = one<{ id: number }>(
    site.db,
    'SELECT id FROM saved_filter WHERE owner = ? AND name = ? COLLATE NOCASE',
    caller.accountId,
    request.name,
  );
  if (other !== undefined && other.id !== except)
    throw badRequest('', { filterName: 'Filter with same name already exists.' });
  if ((request.sharePermissions ?? []).length > 0 && !can(site, caller, 'CREATE_SHARED_OBJECTS'))
    throw badRequest('You do not have permission to share filters.');
  const shares = request.sharePermissions?.map((share) => storeShare(site, share));
  return { ...request, shares };
}

const saved = (call: Call, id: number): JsonObject => {
  const row = one<FilterRow>(call.site.db, 'SELECT * FROM saved_filter WHERE id = ?', id);
  if (row === undefined) throw new Error(`filter ${id} was not saved`);
  return filterBean(call, row);
};

function create(call: Call) {
  const { name, description = '', jql = '', shares = [] } = checked(call);
  const id = nextId(call.site.db, 'saved_filter');
  run(
    call.site.db,
    'INSERT INTO saved_filter (id, name, description, jql, owner, share_permissions) VALUES (?, ?, ?, ?, ?, ?)',
    ...[id, name, description, jql, call.caller.accountId, JSON.stringify(shares)],
  );
  return ok(saved(call, id));
}

function update(call: Call) {
  const row = ownFilter(call);
  const { name, description = row.description, jql = row.jql, shares } = checked(call, row.id);
  const kept = shares === undefined ? row.share_permissions : JSON.stringify(shares);
  run(
    call.site.db,
    'UPDATE saved_filter SET name = ?, description = ?, jql = ?, share_permissions = ? WHERE id = ?',
    ...[name, description, jql, kept, row.id],
  );
  return ok(saved(call, row.id));
}

/** Search results hold what `expand` asks for, on top of name and links. */
function search(call: Call) {
  const text = (call.query.get('filterName') ?? '').toLowerCase();
  const owner = call.query.get('accountId');
  const ids = listParam(call, 'id');
  const expand = listParam(call, 'expand');
  const found = filters(call).filter(
    (row) =>
      row.name.toLowerCase().includes(text) &&
      (owner === null || row.owner === owner) &&
      (ids.length === 0 || ids.includes(String(row.id))),
  );
  const page = pageBean(call, found, { size: 50, max: 100 });
  const values = page.values.map((row) => {
    const full = filterBean(call, row);
    const always = ['self', 'id', 'name'];
    const shown = Object.entries(full).filter(([key]) => always.includes(key) || expand.includes(key));
    return {
      expand: 'description,owner,jql,viewUrl,searchUrl,favourite,favouritedCount,sharePermissions',
      ...Object.fromEntries(shown),
    };
  });
  return ok({ ...page, values });
}

export const filterOperations: readonly Operation[] = [
  operation('POST /rest/api/3/filter', ['write:jira-work'], create),
  operation('GET /rest/api/3/filter/my', ['read:jira-work'], (call) =>
    ok(
      filters(call)
        .filter(({ owner }) => owner === call.caller.accountId)
        .map((row) => filterBean(call, row)),
    ),
  ),
  operation('GET /rest/api/3/filter/search', ['read:jira-work'], search, { anonymous: true }),
  operation('GET /rest/api/3/filter/{id}', ['read:jira-work'], (call) => ok(filterBean(call, filterOf(call))), {
    anonymous: true,
  }),
  operation('PUT /rest/api/3/filter/{id}', ['write:jira-work'], update),
  operation('DELETE /rest/api/3/filter/{id}', ['write:jira-work'], (call) => {
    run(call.site.db, 'DELETE FROM saved_filter WHERE id = ?', ownFilter(call).id);
    return noContent();
  }),
];
