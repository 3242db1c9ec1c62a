/** Links between issues; both ends write history. */
import type { JsonObject } from '../../json';
import { JiraError, notFound } from '../http';
import { nextId } from '../ids';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import type { Caller } from '../../seams';
import { linkTypeBean, type LinkTypeRow } from './beans';
import { recordHistory, type ChangeItem } from './changelog';
import { emitLink, type LinkEnds } from './events';
import { reload, setColumn, type IssueRow } from './issue-state';
import { issueStub } from './reference-types';
import { all, one, run } from './rows';
import type { Write } from './transaction';
import { NOTHING } from './values';

export interface LinkRow {
  id: number;
  type_id: number;
  source_id: number;
  destination_id: number;
}

export function linkType(site: JiraSite, wanted: { id?: string | undefined; name?: string | undefined }): LinkTypeRow {
  const found = one<LinkTypeRow>(
    site.db,
    'SELECT * FROM issue_link_type WHERE CAST(id AS TEXT) = ? OR (? IS NULL AND name = ?)',
    wanted.id ?? null,
    wanted.id ?? null,
    wanted.name ?? null,
  );
  if (found === undefined)
    throw notFound(
      `No issue link type with ${wanted.id === undefined ? `name '${wanted.name ?? ''}'` : `id '${wanted.id}'`} found.`,
    );
  return found;
}

const typeOf = (site: JiraSite, link: LinkRow): LinkTypeRow => linkType(site, { id: String(link.type_id) });

/** The source's history says the type's outward words about the destination, and the other way round. */
function linkChange(
  type: LinkTypeRow,
  direction: 'outward' | 'inward',
  other: IssueRow,
  happened: 'created' | 'deleted',
): ChangeItem {
  const side = { id: other.key, text: `This issue ${type[direction]} ${other.key}` };
  const [from, to] = happened === 'created' ? [NOTHING, side] : [side, NOTHING];
  return { field: 'Link', fieldtype: 'jira', fieldId: 'issuelinks', from, to };
}

function recordLink(write: Write, happened: 'created' | 'deleted', { source, destination, type }: LinkEnds): void {
  const { site, caller } = write;
  recordHistory(site, source.id, caller.accountId, [linkChange(type, 'outward', destination, happened)]);
  recordHistory(site, destination.id, caller.accountId, [linkChange(type, 'inward', source, happened)]);
  for (const issue of [source, destination]) setColumn(site, issue, 'updated', site.clock.now());
}

/** Making a link that is there already changes nothing and is no error. */
export function createLink(write: Write, type: LinkTypeRow, source: IssueRow, destination: IssueRow): number {
  const { site, caller } = write;
  if (!can(site, caller, 'LINK_ISSUES', { issue: source.id })) {
    throw new JiraError(404, ['No Link Issue Permission for issue ' + source.key]);
  }
  if (source.id === destination.id) throw new JiraError(400, ['You cannot link an issue to itself.']);
  const known = one<LinkRow>(
    site.db,
    'SELECT * FROM issue_link WHERE type_id = ? AND source_id = ? AND destination_id = ?',
    type.id,
    source.id,
    destination.id,
  );
  if (known !== undefined) return known.id;
  const id = nextId(site.db, 'issue_link');
  run(
    site.db,
    'INSERT INTO issue_link (id, type_id, source_id, destination_id) VALUES (?, ?, ?, ?)',
    id,
    type.id,
    source.id,
    destination.id,
  );
  const ends = { id, type, source, destination };
  recordLink(write, 'created', ends);
  emitLink(write, 'created', ends);
  return id;
}

export function deleteLink(write: Write, link: LinkRow): void {
  const { site, caller } = write;
  const ends = {
    id: link.id,
    type: typeOf(site, link),
    source: reload(site, link.source_id),
    destination: reload(site, link.destination_id),
  };
  if (!can(site, caller, 'LINK_ISSUES', { issue: ends.source.id })) {
    throw new JiraError(404, ['No Link Issue Permission for issue ' + ends.source.key]);
  }
  run(site.db, 'DELETE FROM issue_link WHERE id = ?', link.id);
  recordLink(write, 'deleted', ends);
  emitLink(write, 'deleted', ends);
}

export function visibleLink(site: JiraSite, caller: Caller, id: string): LinkRow {
  const link = /^\d+$/.test(id)
    ? one<LinkRow>(site.db, 'SELECT * FROM issue_link WHERE id = ?', Number(id))
    : undefined;
  const seen =
    link !== undefined &&
    [link.source_id, link.destination_id].every((issue) => can(site, caller, 'BROWSE_PROJECTS', { issue }));
  if (link === undefined || !seen) throw notFound(`No issue link with id '${id}' exists.`);
  return link;
}

export const linkBean = (site: JiraSite, link: LinkRow): JsonObject => ({
  id: String(link.id),
  self: `${site.baseUrl()}/rest/api/3/issueLink/${link.id}`,
  type: linkTypeBean(site, typeOf(site, link)),
  inwardIssue: issueStub(site, link.source_id),
  outwardIssue: issueStub(site, link.destination_id),
});

/** As the field `issuelinks` shows them: each with the other end only, if the caller may see it. */
export function issueLinks(site: JiraSite, caller: Caller, issue: IssueRow): JsonObject[] {
  const links = all<LinkRow>(
    site.db,
    'SELECT * FROM issue_link WHERE source_id = ? OR destination_id = ? ORDER BY id',
    issue.id,
    issue.id,
  );
  return links.flatMap((link) => {
    const outward = link.source_id === issue.id;
    const other = outward ? link.destination_id : link.source_id;
    if (!can(site, caller, 'BROWSE_PROJECTS', { issue: other })) return [];
    const { inwardIssue, outwardIssue, ...rest } = linkBean(site, link);
    return [outward ? { ...rest, outwardIssue: outwardIssue ?? null } : { ...rest, inwardIssue: inwardIssue ?? null }];
  });
}
