import { z } from 'zod';
import { badRequest, bodyOf, ok, operation, pageOf, type Call, type Operation } from '../http';
import { timeZoneOf } from '../model/beans';
import { historiesOf, historyBeans, type HistoryRow } from '../model/changelog';
import { findIssue, visibleIssue } from '../model/issue-state';
import { all, marks } from '../model/rows';
import { can } from '../permissions';
import { selfUrl } from '../self';
import { NumericId } from './issue-view';

const READ = ['read:jira-work'];
const PAGE = { size: 100, max: 100 };

const zoneOf = (call: Call): { timeZone: string } => ({ timeZone: timeZoneOf(call.site, call.caller.accountId) });
const issueOf = (call: Call) => visibleIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '');

const list = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/changelog',
  READ,
  (call) => {
    const issue = issueOf(call);
    const rows = historiesOf(call.site, issue.id);
    const { startAt, maxResults } = pageOf(call, PAGE);
    const values = historyBeans(call.site, rows.slice(startAt, startAt + maxResults), zoneOf(call));
    call.objectsRead += values.length;
    const isLast = startAt + values.length >= rows.length;
    const url = (start: number): string =>
      selfUrl(call.site, `issue/${issue.key}/changelog?maxResults=${maxResults}&startAt=${start}`);
    const next = isLast ? {} : { nextPage: url(startAt + maxResults) };
    return ok({ self: url(startAt), ...next, maxResults, startAt, total: rows.length, isLast, values });
  },
  { anonymous: true },
);

const Ids = z.strictObject({ changelogIds: z.array(NumericId).min(1) });

const byIds = operation(
  'POST /rest/api/3/issue/{issueIdOrKey}/changelog/list',
  READ,
  (call) => {
    const issue = issueOf(call);
    const wanted = new Set(bodyOf(call, Ids).changelogIds);
    const rows = historiesOf(call.site, issue.id).filter((row) => wanted.has(row.id));
    call.objectsRead += rows.length;
    return ok({
      startAt: 0,
      maxResults: rows.length,
      total: rows.length,
      histories: historyBeans(call.site, rows, zoneOf(call)),
    });
  },
  { anonymous: true },
);

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post */
const MAX_ISSUES = 1000;
const MAX_FIELDS = 10;
const MAX_PAGE = 10_000;
const DEFAULT_PAGE = 1000;

const BulkFetch = z.strictObject({
  issueIdsOrKeys: z
    .array(z.string())
    .min(1, 'No issue IDs or keys were given.')
    .max(MAX_ISSUES, `At most ${MAX_ISSUES} issues can be given.`),
  fieldIds: z.array(z.string()).max(MAX_FIELDS, `At most ${MAX_FIELDS} field IDs can be given.`).optional(),
  maxResults: z.number().int().min(1).max(MAX_PAGE).optional(),
  nextPageToken: z.string().optional(),
});
const Token = z.object({ created: z.number(), id: z.number() });

const encode = (row: HistoryRow): string =>
  Buffer.from(JSON.stringify({ created: row.created, id: row.id })).toString('base64url');
function decode(token: string | undefined): z.output<typeof Token> {
  if (token === undefined) return { created: -Infinity, id: 0 };
  try {
    return Token.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw badRequest('The nextPageToken is not valid.');
  }
}

/** Oldest first over all issues together, grouped by issue within the page. */
const bulkFetch = operation('POST /rest/api/3/changelog/bulkfetch', READ, (call) => {
  const { site, caller } = call;
  const body = bodyOf(call, BulkFetch);
  const issues = body.issueIdsOrKeys
    .flatMap((id) => findIssue(site, id) ?? [])
    .filter((issue) => can(site, caller, 'BROWSE_PROJECTS', { issue: issue.id }));
  const size = body.maxResults ?? DEFAULT_PAGE;
  const rows = historiesAfter(
    call,
    [...new Set(issues.map((issue) => issue.id))],
    body.fieldIds ?? [],
    decode(body.nextPageToken),
    size + 1,
  );
  const page = rows.slice(0, size);
  call.objectsRead += page.length;
  const beans = historyBeans(site, page, 'millis');
  const byIssue = new Map<number, unknown[]>();
  page.forEach((row, index) => byIssue.set(row.issue_id, [...(byIssue.get(row.issue_id) ?? []), beans[index]]));
  const last = page.at(-1);
  return ok({
    issueChangeLogs: [...byIssue].map(([issueId, changeHistories]) => ({
      issueId: String(issueId),
      changeHistories,
    })),
    ...(rows.length > size && last !== undefined ? { nextPageToken: encode(last) } : {}),
  });
});

function historiesAfter(
  call: Call,
  issueIds: number[],
  fieldIds: string[],
  after: { created: number; id: number },
  limit: number,
): HistoryRow[] {
  if (issueIds.length === 0) return [];
  const byField =
    fieldIds.length === 0
      ? ''
      : `AND EXISTS (SELECT 1 FROM change_item c WHERE c.history_id = h.id AND c.field_id IN (${marks(fieldIds)}))`;
  return all<HistoryRow>(
    call.site.db,
    `SELECT h.* FROM change_history h WHERE h.issue_id IN (${marks(issueIds)}) AND (h.created > ? OR (h.created = ? AND h.id > ?)) ${byField}
      ORDER BY h.created, h.id LIMIT ?`,
    ...issueIds,
    Math.max(after.created, -1),
    Math.max(after.created, -1),
    after.id,
    ...fieldIds,
    limit,
  );
}

export const changelogOperations: readonly Operation[] = [list, byIds, bulkFetch];
