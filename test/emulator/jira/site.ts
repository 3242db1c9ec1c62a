/** A Jira site in memory for the tests of the REST API. */
import { SiteClock } from '../../../emulator/clock';
import { openDatabase } from '../../../emulator/database';
import { createJira, type Jira } from '../../../emulator/jira';
import type { AppCaller, Caller, InstalledApp, ProductEvent } from '../../../emulator/seams';

export const NOW = Date.parse('2026-03-02T09:00:00.000Z');
export const ADMIN: Caller = { accountId: 'admin-account' };
export const AGENT: Caller = { accountId: 'agent-account' };
export const STRANGER: Caller = { accountId: 'stranger-account' };
export const ANONYMOUS: Caller = { accountId: null };

export function anApp(changes: Partial<InstalledApp> = {}): InstalledApp {
  return {
    appId: '5d7c6b0e-3b1a-4a6e-9b57-6f1d2f9f7c10',
    environmentId: '0c2b6c6e-7c1d-4a52-8b4e-2d8f3f1f0a11',
    installationId: 'aa6f4f0e-1111-4222-8333-444455556666',
    name: 'Plumbline',
    version: '1.0.0',
    accountId: 'app-account',
    scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'manage:jira-configuration', 'manage:jira-project'],
    customFields: [
      {
        key: 'priority-basis',
        name: 'Priority basis',
        description: 'Why.',
        type: 'string',
        collection: 'none',
        readOnly: true,
      },
    ],
    workflowRules: [
      { key: 'required-field', kind: 'validator', name: 'Required field', expression: 'true' },
      { key: 'change-route', kind: 'condition', name: 'Route of a change', expression: 'true' },
      { key: 'change-gate', kind: 'validator', name: 'Change gate' },
    ],
    entityProperties: [],
    uiModules: [],
    validate: async () => ({ result: true }),
    postFunction: () => undefined,
    ...changes,
  };
}

export function asApp(app: InstalledApp, changes: Partial<AppCaller> = {}): Caller {
  return { accountId: app.accountId, app: { appId: app.appId, as: 'app', scopes: app.scopes, ...changes } };
}

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface TestSite {
  readonly jira: Jira;
  readonly clock: SiteClock;
  readonly published: ProductEvent[];
  install(app: InstalledApp | undefined): void;
  /** `call('POST /rest/api/3/project', {…})`; the caller is the administrator unless said otherwise. */
  call<T = unknown>(route: string, body?: unknown, caller?: Caller): Promise<Answer<T>>;
}

export function aSite(): TestSite {
  const clock = new SiteClock('manual', NOW);
  const published: ProductEvent[] = [];
  let app: InstalledApp | undefined;
  const db = openDatabase(':memory:');
  const jira = createJira({
    db,
    clock,
    events: { publish: (event) => void published.push(event) },
    app: () => app,
    baseUrl: () => 'http://localhost:8080',
    cloudId: '6b9c7f4e-0000-4000-8000-000000000001',
  });
  addPerson(jira, 'admin-account', 'admin', ['jira-administrators', 'jira-software-users']);
  addPerson(jira, 'agent-account', 'agent', ['jira-software-users']);
  addPerson(jira, 'stranger-account', 'stranger', []);
  return {
    jira,
    clock,
    published,
    install: (installed) => {
      app = installed;
    },
    call: async <T>(route: string, body?: unknown, caller: Caller = ADMIN): Promise<Answer<T>> => {
      const [method = 'GET', path = '/'] = route.split(' ');
      const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const response = await jira.request(new Request(`http://jira.local${path}`, { method, body: text }), caller);
      const answer = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (answer === '' ? undefined : JSON.parse(answer)) as T,
      };
    },
  };
}

function addPerson(jira: Jira, accountId: string, name: string, groups: readonly string[]): void {
  const { db } = jira.site;
  db.prepare('INSERT INTO user_account (account_id, email, display_name, api_token) VALUES (?, ?, ?, ?)').run(
    accountId,
    `${name}@acme.example`,
    `${name.charAt(0).toUpperCase()}${name.slice(1)} Person`,
    name,
  );
  const join = db.prepare(
    'INSERT INTO group_member (group_id, account_id) SELECT group_id, ? FROM user_group WHERE name = ?',
  );
  for (const group of groups) join.run(accountId, group);
}
