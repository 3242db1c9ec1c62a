/** Comments: ADF bodies, visibility to a role or a group, who may change them. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../json';
import type { Caller } from '../../seams';
import { JiraError, badRequest, forbidden, notFound } from '../http';
import { nextId } from '../ids';
import { can, groupsOf, playsRole } from '../permissions';
import type { JiraSite } from '../site';
import { adfText, parseAdf } from './adf';
import { visibilityOf, type CommentRow, type Visibility } from './comment-bean';
import { emitCommentDeleted, emitCommented } from './events';
import { reload, setColumn, type IssueRow } from './issue-state';
import { all, one, run } from './rows';
import type { Write } from './transaction';
import { addWatcher } from './watchers';

export const CommentInput = z.looseObject({
  body: z.unknown().optional(),
  visibility: z
    .looseObject({ type: z.enum(['group', 'role']), value: z.string().nullish(), identifier: z.string().nullish() })
    .nullish(),
  properties: z.array(z.strictObject({ key: z.string(), value: z.json() })).optional(),
});
export type CommentInput = z.output<typeof CommentInput>;

const BODY_LIMIT = 32_767;

function parseBody(body: unknown): JsonObject {
  if (body === undefined || body === null || body === '')
    throw badRequest('', { comment: 'Comment body can not be empty!' });
  const document = parseAdf(body);
  if (document === undefined) throw badRequest('', { comment: 'Comment body is not valid!' });
  const text = adfText(document);
  if (text.trim() === '' && JSON.stringify(document['content']) === '[]')
    throw badRequest('', { comment: 'Comment body can not be empty!' });
  if (text.length > BODY_LIMIT) {
    throw badRequest('', {
      comment: `The entered text is too long. It exceeds the allowed limit of ${BODY_LIMIT} characters.`,
    });
  }
  return document;
}

/** Names the role or group both ways, as Jira answers it; refuses one the caller is not in. */
function parseVisibility(
  site: JiraSite,
  caller: Caller,
  issue: IssueRow,
  input: CommentInput['visibility'],
): Visibility | null {
  if (input === null || input === undefined) return null;
  const [wantedId, wantedName] = [input.identifier ?? null, input.value ?? null];
  const found =
    input.type === 'role'
      ? one<{ id: number; name: string }>(
          site.db,
          'SELECT id, name FROM project_role WHERE CAST(id AS TEXT) = ? OR name = ?',
          wantedId,
          wantedName,
        )
      : one<{ id: string; name: string }>(
          site.db,
          'SELECT group_id AS id, name FROM user_group WHERE group_id = ? OR name = ?',
          wantedId,
          wantedName,
        );
  const place = input.type === 'role' ? 'roleLevel' : 'groupLevel';
  if (found === undefined)
    throw badRequest('', {
      [place]: `${input.type === 'role' ? 'Role' : 'Group'}: ${wantedName ?? wantedId ?? ''} does not exist.`,
    });
  const visibility = { type: input.type, value: found.name, identifier: String(found.id) };
  if (!isIn(site, caller, issue.project_id, visibility))
    throw badRequest('', { [place]: `You are currently not a member of the ${input.type}: ${found.name}.` });
  return visibility;
}

function isIn(site: JiraSite, caller: Caller, projectId: number, visibility: Visibility): boolean {
  if (caller.accountId === null) return false;
  // An app acting as itself sees every comment of the issues it may browse.
  if (caller.app?.as === 'app') return true;
  if (visibility.type === 'group')
    return groupsOf(site, caller.accountId).some(({ groupId }) => groupId === visibility.identifier);
  return playsRole(site, caller.accountId, projectId, Number(visibility.identifier));
}

export function mayRead(site: JiraSite, caller: Caller, issue: IssueRow, comment: CommentRow): boolean {
  const visibility = visibilityOf(comment);
  return visibility === null || isIn(site, caller, issue.project_id, visibility);
}

/** Oldest first. */
export const commentsOf = (site: JiraSite, caller: Caller, issue: IssueRow): CommentRow[] =>
  all<CommentRow>(site.db, 'SELECT * FROM issue_comment WHERE issue_id = ? ORDER BY created, id', issue.id).filter(
    (row) => mayRead(site, caller, issue, row),
  );

export function readableComment(site: JiraSite, caller: Caller, issue: IssueRow, id: string): CommentRow {
  const row = one<CommentRow>(
    site.db,
    'SELECT * FROM issue_comment WHERE issue_id = ? AND id = ?',
    issue.id,
    Number(id),
  );
  if (row === undefined || !mayRead(site, caller, issue, row))
    throw notFound(`Can not find a comment for the id: ${id}.`);
  return row;
}

export function addComment(write: Write, issue: IssueRow, input: CommentInput): CommentRow {
  const { site, caller } = write;
  if (!can(site, caller, 'ADD_COMMENTS', { issue: issue.id })) {
    throw new JiraError(403, [`You do not have the permission to comment on this issue.`]);
  }
  const body = parseBody(input.body);
  const visibility = parseVisibility(site, caller, issue, input.visibility);
  const id = nextId(site.db, 'comment');
  const now = site.clock.now();
  run(
    site.db,
    `INSERT INTO issue_comment (id, issue_id, author, update_author, body, body_text, created, updated, visibility, properties)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    issue.id,
    caller.accountId,
    caller.accountId,
    JSON.stringify(body),
    adfText(body),
    now,
    now,
    visibility === null ? null : JSON.stringify(visibility),
    JSON.stringify(input.properties ?? []),
  );
  setColumn(site, issue, 'updated', now);
  if (caller.accountId !== null && caller.app === undefined) addWatcher(site, issue.id, caller.accountId);
  const row = rowById(site, id);
  emitCommented(write, reload(site, issue.id), row);
  return row;
}

function rowById(site: JiraSite, id: number): CommentRow {
  const row = one<CommentRow>(site.db, 'SELECT * FROM issue_comment WHERE id = ?', id);
  if (row === undefined) throw notFound(`Can not find a comment for the id: ${id}.`);
  return row;
}

const mayChange = (write: Write, issue: IssueRow, row: CommentRow, verb: 'EDIT' | 'DELETE'): boolean =>
  can(write.site, write.caller, `${verb}_ALL_COMMENTS`, { issue: issue.id }) ||
  (row.author !== null &&
    row.author === write.caller.accountId &&
    can(write.site, write.caller, `${verb}_OWN_COMMENTS`, { issue: issue.id }));

export function editComment(write: Write, issue: IssueRow, row: CommentRow, input: CommentInput): CommentRow {
  const { site, caller } = write;
  if (!mayChange(write, issue, row, 'EDIT')) throw badRequest(`You do not have the permission to edit this comment.`);
  const body = parseBody(input.body);
  const visibility =
    input.visibility === undefined
      ? row.visibility
      : jsonOrNull(parseVisibility(site, caller, issue, input.visibility));
  const now = site.clock.now();
  run(
    site.db,
    'UPDATE issue_comment SET body = ?, body_text = ?, updated = ?, update_author = ?, visibility = ?, properties = ? WHERE id = ?',
    JSON.stringify(body),
    adfText(body),
    now,
    caller.accountId,
    visibility,
    input.properties === undefined ? row.properties : JSON.stringify(input.properties),
    row.id,
  );
  setColumn(site, issue, 'updated', now);
  const changed = rowById(site, row.id);
  emitCommented(write, reload(site, issue.id), changed);
  return changed;
}

const jsonOrNull = (value: Json | null): string | null => (value === null ? null : JSON.stringify(value));

export function deleteComment(write: Write, issue: IssueRow, row: CommentRow): void {
  if (!mayChange(write, issue, row, 'DELETE'))
    throw forbidden('You do not have the permission to delete this comment.');
  run(write.site.db, 'DELETE FROM issue_comment WHERE id = ?', row.id);
  setColumn(write.site, issue, 'updated', write.site.clock.now());
  emitCommentDeleted(write, reload(write.site, issue.id), row);
}
