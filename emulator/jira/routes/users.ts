import { badRequest, noContent, notFound, ok, operation, pageBean, pageOf, type Call, type Operation } from '../http';
import type { JsonObject } from '../../json';
import { groupBean, projectByIdOrKey, userBean } from '../model/beans';
import { all, one, run } from '../model/rows';
import { asUser, can, groupsOf } from '../permissions';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { expands, listParam, requiredParam } from './support';

interface Account {
  readonly account_id: string;
  readonly active: number;
  readonly account_type: string;
  readonly locale: string;
}

function accountOf(call: Call, accountId: string): Account {
  const account = one<Account>(call.site.db, 'SELECT * FROM user_account WHERE account_id = ?', accountId);
  if (account === undefined) throw notFound('Specified user does not exist or you do not have required permissions');
  return account;
}

/** As the user operations show somebody: with locale, and groups and application roles on request. */
function fullUser(call: Call, account: Account): JsonObject {
  const { site } = call;
  const groups = groupsOf(site, account.account_id);
  const items = groups.flatMap(({ groupId }) => groupBean(site, groupId) ?? []);
  return {
    ...userBean(site, account.account_id),
    locale: account.locale,
    groups: { size: groups.length, items: expands(call, 'groups') ? items : [] },
    applicationRoles: { size: 0, items: [] },
    expand: 'groups,applicationRoles',
  };
}

const beans = (site: JiraSite, accountIds: readonly string[]) => accountIds.map((id) => userBean(site, id));

function matching(site: JiraSite, query: string): string[] {
  const like = `%${query.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  const rows = all<{ account_id: string }>(
    site.db,
    String.raw`SELECT account_id FROM user_account WHERE active = 1 AND account_type = 'atlassian'
      AND (lower(display_name) LIKE ? ESCAPE '\' OR lower(ifnull(email, '')) LIKE ? ESCAPE '\') ORDER BY display_name, account_id`,
    ...[like, like],
  );
  return rows.map(({ account_id }) => account_id);
}

/** `query` or `accountId`; one of them must be there. */
function wanted(call: Call): string[] {
  const { site, query } = call;
  const accountId = query.get('accountId');
  if (accountId !== null)
    return one(site.db, 'SELECT 1 FROM user_account WHERE account_id = ?', accountId) === undefined ? [] : [accountId];
  const text = query.get('query');
  if (text === null && query.get('property') === null)
    throw badRequest("Either the 'query' or the 'accountId' query parameter has to be provided");
  if (query.get('property') !== null)
    throw badRequest("Searching users by 'property' is not supported by the emulator.");
  return matching(site, text ?? '');
}

function page(call: Call, accountIds: readonly string[]) {
  const { startAt, maxResults } = pageOf(call, { size: 50, max: 1000 });
  const shown = accountIds.slice(startAt, startAt + maxResults);
  call.objectsRead += shown.length;
  return ok(beans(call.site, shown));
}

function search(call: Call) {
  const found = wanted(call);
  return page(call, can(call.site, call.caller, 'USER_PICKER') ? found : []);
}

function assignable(call: Call) {
  const { site, query, caller } = call;
  const issue = query.get('issueKey') ?? query.get('issueId');
  const project = query.get('project');
  const place =
    issue === null
      ? projectByIdOrKey(site, project ?? '')?.id
      : one<{ project_id: number }>(
          site.db,
          'SELECT project_id FROM issue WHERE key = upper(?) OR CAST(id AS TEXT) = ?',
          ...[issue, issue],
        )?.project_id;
  if (issue === null && project === null)
    throw badRequest("Either the 'project' or the 'issueKey' query parameter has to be provided");
  if (place === undefined || !can(site, caller, 'BROWSE_PROJECTS', { project: place })) {
    throw notFound(
      issue === null ? `No project could be found with key '${project ?? ''}'.` : 'The issue no longer exists.',
    );
  }
  const found = query.get('query') === null && query.get('accountId') === null ? matching(site, '') : wanted(call);
  return page(
    call,
    found.filter((accountId) => can(site, asUser(accountId), 'ASSIGNABLE_USER', { project: place })),
  );
}

function bulk(call: Call) {
  const ids = listParam(call, 'accountId');
  if (ids.length === 0) throw badRequest('The accountId query parameter is required.');
  const known = ids.filter(
    (id) => one(call.site.db, 'SELECT 1 FROM user_account WHERE account_id = ?', id) !== undefined,
  );
  const found = pageBean(call, known, { size: 10, max: 200 });
  return ok({ ...found, values: beans(call.site, found.values) });
}

/** Users other than oneself are an administrator's to change. */
function propertyOwner(call: Call): string {
  const accountId = call.query.get('accountId') ?? call.caller.accountId ?? '';
  accountOf(call, accountId);
  if (accountId !== call.caller.accountId && !can(call.site, call.caller, 'ADMINISTER')) {
    throw notFound('You do not have permission to browse the user or the user does not exist.');
  }
  return accountId;
}

function propertyOf(call: Call): { owner: string; key: string; value: string | undefined } {
  const owner = propertyOwner(call);
  const key = call.params['propertyKey'] ?? '';
  const row = one<{ value: string }>(
    call.site.db,
    'SELECT value FROM user_property WHERE account_id = ? AND key = ?',
    owner,
    key,
  );
  return { owner, key, value: row?.value };
}

const PROPERTY_MAX = 32_768;

function putProperty(call: Call) {
  const { owner, key, value } = propertyOf(call);
  const text = JSON.stringify(call.body ?? null);
  if (call.body === undefined) throw badRequest('The property value must not be empty.');
  if (key.length > 255) throw badRequest('The property key must not exceed 255 characters.');
  if (text.length > PROPERTY_MAX) throw badRequest(`The property value must not exceed ${PROPERTY_MAX} characters.`);
  run(call.site.db, 'INSERT OR REPLACE INTO user_property (account_id, key, value) VALUES (?, ?, ?)', owner, key, text);
  return { status: value === undefined ? 201 : 200, body: {} };
}

const missing = (key: string) => notFound(`The property with the key '${key}' does not exist.`);
const propertyUrl = (site: JiraSite, owner: string, key: string): string =>
  selfUrl(site, `user/properties/${encodeURIComponent(key)}?accountId=${encodeURIComponent(owner)}`);

const propertyOperations: readonly Operation[] = [
  operation('GET /rest/api/3/user/properties', ['read:jira-user'], (call) => {
    const owner = propertyOwner(call);
    const rows = all<{ key: string }>(
      call.site.db,
      'SELECT key FROM user_property WHERE account_id = ? ORDER BY key',
      owner,
    );
    return ok({ keys: rows.map(({ key }) => ({ self: propertyUrl(call.site, owner, key), key })) });
  }),
  operation('GET /rest/api/3/user/properties/{propertyKey}', ['read:jira-user'], (call) => {
    const { key, value } = propertyOf(call);
    if (value === undefined) throw missing(key);
    return ok({ key, value: JSON.parse(value) as unknown });
  }),
  operation('PUT /rest/api/3/user/properties/{propertyKey}', ['write:jira-work'], putProperty),
  operation('DELETE /rest/api/3/user/properties/{propertyKey}', ['write:jira-work'], (call) => {
    const { owner, key, value } = propertyOf(call);
    if (value === undefined) throw missing(key);
    run(call.site.db, 'DELETE FROM user_property WHERE account_id = ? AND key = ?', owner, key);
    return noContent();
  }),
];

const everybody = (call: Call) =>
  page(
    call,
    can(call.site, call.caller, 'USER_PICKER')
      ? all<{ account_id: string }>(call.site.db, 'SELECT account_id FROM user_account ORDER BY account_id').map(
          (row) => row.account_id,
        )
      : [],
  );

export const userOperations: readonly Operation[] = [
  operation('GET /rest/api/3/myself', ['read:jira-user'], (call) =>
    ok(fullUser(call, accountOf(call, call.caller.accountId ?? ''))),
  ),
  operation('GET /rest/api/3/user', ['read:jira-user'], (call) =>
    ok(fullUser(call, accountOf(call, requiredParam(call, 'accountId')))),
  ),
  operation('GET /rest/api/3/user/bulk', ['read:jira-user'], bulk),
  operation('GET /rest/api/3/user/search', ['read:jira-user'], search),
  operation('GET /rest/api/3/user/assignable/search', ['read:jira-user'], assignable),
  operation('GET /rest/api/3/user/groups', ['read:jira-user'], (call) => {
    const { account_id } = accountOf(call, requiredParam(call, 'accountId'));
    return ok(groupsOf(call.site, account_id).map(({ groupId }) => groupBean(call.site, groupId)));
  }),
  operation('GET /rest/api/3/users', ['read:jira-user'], everybody),
  operation('GET /rest/api/3/users/search', ['read:jira-user'], everybody),
  ...propertyOperations,
];
