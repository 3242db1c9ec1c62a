/** A comment as stored, and as REST and events show it. */
import { z } from 'zod';
import type { JsonObject } from '../../json';
import type { JiraSite } from '../site';
import { adfHtml } from './adf';
import { userBean } from './beans';
import { parseStored } from './issue-state';
import { jiraDateTime } from './time';

export interface CommentRow {
  id: number;
  issue_id: number;
  author: string | null;
  update_author: string | null;
  body: string;
  created: number;
  updated: number;
  visibility: string | null;
  properties: string;
}

export const Visibility = z.object({ type: z.enum(['group', 'role']), value: z.string(), identifier: z.string() });
export type Visibility = z.output<typeof Visibility>;
const Properties = z.array(z.object({ key: z.string(), value: z.json() }));

export const visibilityOf = (comment: CommentRow): Visibility | null =>
  comment.visibility === null ? null : Visibility.parse(JSON.parse(comment.visibility));

export interface CommentExpand {
  readonly renderedBody?: boolean;
  readonly properties?: boolean;
}

export function commentBean(site: JiraSite, row: CommentRow, timeZone: string, expand: CommentExpand = {}): JsonObject {
  const body = parseStored(row.body);
  const visibility = visibilityOf(row);
  return {
    self: `${site.baseUrl()}/rest/api/3/issue/${row.issue_id}/comment/${row.id}`,
    id: String(row.id),
    ...(row.author === null ? {} : { author: userBean(site, row.author) }),
    body,
    ...(expand.renderedBody === true ? { renderedBody: adfHtml(body) } : {}),
    ...(row.update_author === null ? {} : { updateAuthor: userBean(site, row.update_author) }),
    created: jiraDateTime(row.created, timeZone),
    updated: jiraDateTime(row.updated, timeZone),
    ...(visibility === null ? {} : { visibility }),
    jsdPublic: true,
    ...(expand.properties === true ? { properties: Properties.parse(JSON.parse(row.properties)) } : {}),
  };
}
