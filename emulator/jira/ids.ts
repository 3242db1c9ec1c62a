import type { Database } from 'better-sqlite3';

/** The next numeric id of a kind; Jira's own start at 10000. */
export function nextId(db: Database, kind: string, first = 10000): number {
  const row = db
    .prepare<[string, number], { id: number }>(
      'INSERT INTO sequence (name, next) VALUES (?, ? + 1) ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1 AS id',
    )
    .get(kind, first);
  if (row === undefined) throw new Error(`no id for ${kind}`);
  return row.id;
}
