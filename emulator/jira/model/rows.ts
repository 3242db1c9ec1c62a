import type { Database, Statement } from 'better-sqlite3';

type Bind = string | number | null;

/** Preparing costs more than running these small statements, so each connection keeps its own. */
const prepared = new WeakMap<Database, Map<string, Statement<Bind[]>>>();

function statement(db: Database, sql: string): Statement<Bind[]> {
  const cache = prepared.get(db) ?? new Map<string, Statement<Bind[]>>();
  prepared.set(db, cache);
  const known = cache.get(sql);
  if (known !== undefined) return known;
  const fresh = db.prepare<Bind[]>(sql);
  cache.set(sql, fresh);
  return fresh;
}

/** The first row, typed by the caller who wrote the SELECT. */
export const one = <Row>(db: Database, sql: string, ...bind: Bind[]): Row | undefined =>
  statement(db, sql).get(...bind) as Row | undefined;
export const all = <Row>(db: Database, sql: string, ...bind: Bind[]): Row[] => statement(db, sql).all(...bind) as Row[];
export const run = (db: Database, sql: string, ...bind: Bind[]): void => {
  statement(db, sql).run(...bind);
};
/** `?, ?, ?` for an IN list. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
