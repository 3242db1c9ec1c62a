/** Issue properties: small JSON documents that apps keep on issues. */
import type { Json } from '../../json';
import { badRequest } from '../http';
import type { JiraSite } from '../site';
import { parseStored } from './issue-state';
import { all, one, run } from './rows';

/** https://developer.atlassian.com/cloud/jira/platform/jira-entity-properties/ */
const VALUE_LIMIT = 32_768;
const KEY_LIMIT = 255;

export const propertyKeys = (site: JiraSite, issueId: number): string[] =>
  all<{ key: string }>(site.db, 'SELECT key FROM issue_property WHERE issue_id = ? ORDER BY key', issueId).map(
    ({ key }) => key,
  );

export function propertyOf(site: JiraSite, issueId: number, key: string): Json | undefined {
  const row = one<{ value: string }>(
    site.db,
    'SELECT value FROM issue_property WHERE issue_id = ? AND key = ?',
    issueId,
    key,
  );
  return row === undefined ? undefined : parseStored(row.value);
}

/** Was it there before? */
export function setProperty(site: JiraSite, issueId: number, key: string, value: Json): boolean {
  if (key.length > KEY_LIMIT) throw badRequest(`The property key can not exceed ${KEY_LIMIT} characters.`);
  const text = JSON.stringify(value);
  if (text.length > VALUE_LIMIT) throw badRequest(`The property value can not exceed ${VALUE_LIMIT} characters.`);
  const existed = propertyOf(site, issueId, key) !== undefined;
  run(
    site.db,
    'INSERT INTO issue_property (issue_id, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    issueId,
    key,
    text,
  );
  return existed;
}

export const deleteProperty = (site: JiraSite, issueId: number, key: string): void =>
  run(site.db, 'DELETE FROM issue_property WHERE issue_id = ? AND key = ?', issueId, key);
