/** Searching issues by JQL, counting them, matching them; the issue picker; labels. */
import { z } from 'zod';
import { badRequest, bodyOf, JiraError, ok, operation, pageOf, type Call, type Operation } from '../http';
import { countIssues, isBounded, matches, searchIssues, UNBOUNDED } from '../jql';
import { allFields } from '../model/fields';
import { issueBean, namesOf, schemaOf, selectFields, type IssueView } from '../model/issue-bean';
import { findIssue, type IssueRow } from '../model/issue-state';
import { issueTypeBean } from '../model/beans';
import { escapeHtml } from '../model/adf';
import { all } from '../model/rows';
import { projectsWith } from '../permissions';
import { selfUrl } from '../self';
import { NumericId, viewFromQuery } from './issue-view';
import { idsParam } from './support';

const READ = ['read:jira-work'];

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post */
const DEFAULT_PAGE = 50;
const MAX_PAGE = 5000;
/** With any field beside the id a page holds at most this many issues. */
const MAX_PAGE_WITH_FIELDS = 100;
const MAX_RECONCILED = 50;

interface Search {
  readonly jql: string;
  readonly maxResults: number;
  readonly token: string | undefined;
  readonly view: IssueView;
  readonly reconcile: readonly number[];
}

/** Issues without any field beside `id`: the page may be large then, and the issues are their ids alone. */
const wantsIdsOnly = ({ fields, expand, properties }: IssueView): boolean =>
  fields.every((field) => field === 'id') && expand.size === 0 && properties.length === 0;

function search(call: Call, wanted: Search) {
  const { site, caller } = call;
  if (wanted.maxResults < 1) throw badRequest('The maxResults must be at least 1.');
  if (wanted.reconcile.length > MAX_RECONCILED)
    throw badRequest(`At most ${MAX_RECONCILED} issues can be reconciled at once.`);
  if (!isBounded(wanted.jql)) throw badRequest(UNBOUNDED);
  const idsOnly = wantsIdsOnly(wanted.view);
  const limit = Math.min(wanted.maxResults, idsOnly ? MAX_PAGE : MAX_PAGE_WITH_FIELDS);
  const found = searchIssues(site, caller, wanted.jql, {
    limit,
    ...(wanted.token === undefined ? {} : { after: wanted.token }),
  });
  const rows = found.ids.flatMap((id) => findIssue(site, String(id)) ?? []);
  call.objectsRead += rows.length;
  return ok({
    issues: rows.map((issue) => (idsOnly ? { id: String(issue.id) } : searchBean(call, issue, wanted.view))),
    ...described(call, wanted.view),
    ...(found.next === undefined ? { isLast: true } : { nextPageToken: found.next, isLast: false }),
  });
}

/** `names` and `schema` belong to the page, not to each issue. */
function searchBean(call: Call, issue: IssueRow, view: IssueView) {
  const expand = new Set([...view.expand].filter((name) => name !== 'names' && name !== 'schema'));
  return issueBean(call.site, call.caller, issue, { ...view, expand }, 'id');
}

function described(call: Call, view: IssueView) {
  const fields = selectFields(allFields(call.site), view.fields, 'id');
  return {
    ...(view.expand.has('names') ? { names: namesOf(fields) } : {}),
    ...(view.expand.has('schema') ? { schema: schemaOf(fields) } : {}),
  };
}

const byQuery = operation(
  'GET /rest/api/3/search/jql',
  READ,
  (call) =>
    search(call, {
      jql: call.query.get('jql') ?? '',
      maxResults: pageOf(call, { size: DEFAULT_PAGE, max: MAX_PAGE }).maxResults,
      token: call.query.get('nextPageToken') ?? undefined,
      view: viewFromQuery(call),
      reconcile: idsParam(call, 'reconcileIssues'),
    }),
  { anonymous: true },
);

const SearchBody = z.strictObject({
  jql: z.string().optional(),
  maxResults: z.number().int().optional(),
  nextPageToken: z.string().nullish(),
  fields: z.array(z.string()).optional(),
  fieldsByKeys: z.boolean().optional(),
  expand: z.string().optional(),
  properties: z.array(z.string()).max(5, 'At most 5 issue properties can be requested.').optional(),
  reconcileIssues: z.array(NumericId).optional(),
});

const byBody = operation(
  'POST /rest/api/3/search/jql',
  READ,
  (call) => {
    const body = bodyOf(call, SearchBody);
    return search(call, {
      jql: body.jql ?? '',
      maxResults: body.maxResults ?? DEFAULT_PAGE,
      token: body.nextPageToken ?? undefined,
      view: {
        fields: body.fields ?? [],
        fieldsByKeys: body.fieldsByKeys ?? false,
        expand: new Set((body.expand ?? '').split(',').filter((name) => name !== '')),
        properties: body.properties ?? [],
      },
      reconcile: body.reconcileIssues ?? [],
    });
  },
  { anonymous: true },
);

const Count = z.strictObject({ jql: z.string().optional() });

const count = operation(
  'POST /rest/api/3/search/approximate-count',
  READ,
  (call) => {
    const jql = bodyOf(call, Count).jql ?? '';
    if (!isBounded(jql)) throw badRequest(UNBOUNDED);
    return ok({ count: countIssues(call.site, call.caller, jql) });
  },
  { anonymous: true },
);

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-jql-match-post */
const Match = z.strictObject({
  jqls: z.array(z.string()).min(1).max(20, 'At most 20 JQL queries can be matched.'),
  issueIds: z.array(NumericId).min(1).max(1000, 'At most 1000 issues can be matched.'),
});

const match = operation('POST /rest/api/3/jql/match', READ, (call) => {
  const { jqls, issueIds } = bodyOf(call, Match);
  call.objectsRead += issueIds.length;
  return ok({ matches: jqls.map((jql) => matchOf(call, jql, issueIds)) });
});

/** A query that cannot be run is said to be so in its own place; the others are answered. */
function matchOf({ site, caller }: Call, jql: string, issueIds: readonly number[]) {
  try {
    return { matchedIssues: matches(site, caller, jql, issueIds), errors: [] };
  } catch (error) {
    if (error instanceof JiraError && error.status === 400)
      return { matchedIssues: [], errors: [`Invalid JQL: ${jql}`] };
    throw error;
  }
}

/** Suggestions in one section are few. */
const PICKER_SIZE = 20;

const picker = operation(
  'GET /rest/api/3/issue/picker',
  READ,
  (call) => {
    const { site, caller } = call;
    const query = (call.query.get('query') ?? '').trim().toLowerCase();
    const scope = call.query.get('currentJQL') ?? '';
    const except = call.query.get('currentIssueKey') ?? '';
    const ids = searchIssues(site, caller, scope === '' ? 'order by updated DESC' : scope, { limit: 1000 }).ids;
    const rows = ids.flatMap((id) => findIssue(site, String(id)) ?? []);
    const found = rows.filter(
      (row) =>
        row.key !== except && (row.key.toLowerCase().includes(query) || row.summary.toLowerCase().includes(query)),
    );
    const shown = found.slice(0, PICKER_SIZE);
    call.objectsRead += shown.length;
    const sub = `Showing ${shown.length} of ${found.length} matching issues`;
    return ok({
      sections: [{ id: 'cs', label: 'Current Search', sub, issues: shown.map((row) => suggestion(call, row)) }],
    });
  },
  { anonymous: true },
);

function suggestion({ site }: Call, row: IssueRow) {
  const icon = issueTypeBean(site, row.issue_type_id)?.['iconUrl'];
  return {
    id: row.id,
    key: row.key,
    keyHtml: escapeHtml(row.key),
    img: typeof icon === 'string' ? icon.slice(site.baseUrl().length) : '',
    summary: escapeHtml(row.summary),
    summaryText: row.summary,
  };
}

/** Labels of the projects the caller may browse. */
const labels = operation('GET /rest/api/3/label', READ, (call) => {
  const projects = JSON.stringify(projectsWith(call.site, call.caller, 'BROWSE_PROJECTS'));
  const rows = all<{ label: string }>(
    call.site.db,
    `SELECT DISTINCT l.label FROM issue_label l JOIN issue i ON i.id = l.issue_id
        WHERE i.project_id IN (SELECT value FROM json_each(?)) ORDER BY l.label`,
    projects,
  );
  const { startAt, maxResults } = pageOf(call, { size: 1000, max: 1000 });
  const values = rows.slice(startAt, startAt + maxResults).map(({ label }) => label);
  call.objectsRead += values.length;
  const isLast = startAt + values.length >= rows.length;
  return ok({ self: selfUrl(call.site, 'label'), maxResults, startAt, total: rows.length, isLast, values });
});

export const searchOperations: readonly Operation[] = [byQuery, byBody, count, match, picker, labels];
