import type { JiraSite } from '../site';
import { all, one, run } from './rows';

export const watchersOf = (site: JiraSite, issueId: number): string[] =>
  all<{ account_id: string }>(
    site.db,
    'SELECT account_id FROM issue_watcher WHERE issue_id = ? ORDER BY account_id',
    issueId,
  ).map((row) => row.account_id);

export const watches = (site: JiraSite, issueId: number, accountId: string): boolean =>
  one(site.db, 'SELECT 1 FROM issue_watcher WHERE issue_id = ? AND account_id = ?', issueId, accountId) !== undefined;

export const addWatcher = (site: JiraSite, issueId: number, accountId: string): void =>
  run(site.db, 'INSERT OR IGNORE INTO issue_watcher (issue_id, account_id) VALUES (?, ?)', issueId, accountId);

export const removeWatcher = (site: JiraSite, issueId: number, accountId: string): void =>
  run(site.db, 'DELETE FROM issue_watcher WHERE issue_id = ? AND account_id = ?', issueId, accountId);
