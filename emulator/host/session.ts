/** Who is signed in to the pages: a session in a cookie, switched by the user menu instead of a password. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'plumbline.session';

const SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS host_session (id TEXT PRIMARY KEY, account_id TEXT NOT NULL, created INTEGER NOT NULL);
`;

export interface SiteUser {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly timeZone: string;
  readonly locale: string;
}

const USER_COLUMNS = 'account_id AS accountId, display_name AS displayName, email, time_zone AS timeZone, locale';
const PEOPLE = `account_type = 'atlassian' AND active = 1`;

export function createHostTables(db: Database): void {
  db.exec(SCHEMA);
}

/** Everyone with a token can sign in; the rest of a large directory would drown the menu. */
export function signInUsers(db: Database): SiteUser[] {
  return db
    .prepare<[], SiteUser>(
      `SELECT ${USER_COLUMNS} FROM user_account WHERE ${PEOPLE} AND api_token IS NOT NULL ORDER BY rowid LIMIT 100`,
    )
    .all();
}

export function userById(db: Database, accountId: string): SiteUser | undefined {
  return db
    .prepare<[string], SiteUser>(`SELECT ${USER_COLUMNS} FROM user_account WHERE ${PEOPLE} AND account_id = ?`)
    .get(accountId);
}

/** The first administrator, or the first user at all. */
function defaultUser(db: Database): SiteUser | undefined {
  const columns =
    'u.account_id AS accountId, u.display_name AS displayName, u.email, u.time_zone AS timeZone, u.locale';
  return db
    .prepare<[], SiteUser>(
      `SELECT ${columns} FROM user_account u
       LEFT JOIN group_member m ON m.account_id = u.account_id
       LEFT JOIN global_permission p ON p.group_id = m.group_id AND p.permission = 'ADMINISTER'
       WHERE u.account_type = 'atlassian' AND u.active = 1 ORDER BY p.permission IS NULL, u.rowid LIMIT 1`,
    )
    .get();
}

export function sessionUser(db: Database, c: Context): SiteUser | undefined {
  const id = getCookie(c, COOKIE);
  if (id === undefined) return undefined;
  const row = db
    .prepare<[string], { accountId: string }>('SELECT account_id AS accountId FROM host_session WHERE id = ?')
    .get(id);
  return row === undefined ? undefined : userById(db, row.accountId);
}

/** The session's user; a first visit is signed in as an administrator, so that a fresh site can be set up. */
export function sessionUserOrDefault(db: Database, c: Context, now: number): SiteUser | undefined {
  const user = sessionUser(db, c);
  if (user !== undefined) return user;
  const first = defaultUser(db);
  if (first !== undefined) signIn(db, c, first.accountId, now);
  return first;
}

/** Sessions that stay open: every visit without a cookie, a script's too, opens one. */
const SESSIONS = 1000;

export function signIn(db: Database, c: Context, accountId: string, now: number): void {
  const id = randomUUID();
  db.prepare('INSERT INTO host_session (id, account_id, created) VALUES (?, ?, ?)').run(id, accountId, now);
  db.prepare('DELETE FROM host_session WHERE rowid <= (SELECT max(rowid) FROM host_session) - ?').run(SESSIONS);
  setCookie(c, COOKIE, id, { httpOnly: true, sameSite: 'Lax', path: '/' });
}
