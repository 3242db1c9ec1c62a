/** Changes on a whole site, as people and programs handle them in Jira. */
import { z } from 'zod';
import { adf, type JiraClient } from '../../emulator/jira-client';
import { accountIdOf, type UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, invoke, jiraAs } from '../support/site';

const Named = z.array(z.object({ id: z.string(), name: z.string() }));
const Key = z.object({ id: z.string(), key: z.string() });
const Transitions = z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) });
const Issue = z.object({ fields: z.looseObject({ status: z.object({ name: z.string() }) }) });
const Progress = z.object({
  processedAccessibleIssues: z.array(z.number()),
  failedAccessibleIssues: z.record(z.string(), z.array(z.string())),
});

const HOUR = 3_600_000;
const SERVERS = [
  ...Array.from({ length: 9 }, (_, number) => `web-0${number + 1}`),
  ...Array.from({ length: 3 }, (_, number) => `db-0${number + 1}`),
];
const TEXTS = ['Reason for change', 'Implementation plan', 'Back-out plan', 'Test plan', 'Communication plan'];

/** What somebody enters, by the fields' names; null empties one. */
export type Entered = Readonly<Record<string, unknown>>;

export class SiteChanges {
  private constructor(
    readonly site: Site,
    readonly fieldId: (name: string) => string,
    private readonly issueType: string,
  ) {}

  static async open(): Promise<SiteChanges> {
    return SiteChanges.on(await aSite({ setUp: true }));
  }

  static async on(site: Site): Promise<SiteChanges> {
    await theServers(site);
    const fields = await jiraAs(site, 'admin').get('/rest/api/3/field', Named);
    const types = await jiraAs(site, 'admin').get('/rest/api/3/issuetype', Named);
    const idOf = (things: z.output<typeof Named>, name: string): string => {
      const found = things.find((one) => one.name === name);
      if (found === undefined) throw new Error(`the site has no ${name}`);
      return found.id;
    };
    return new SiteChanges(site, (name) => idOf(fields, name), idOf(types, 'Change'));
  }

  as(user: UserName): JiraClient {
    return jiraAs(this.site, user);
  }

  /** A moment as Jira takes it, so many hours from now. */
  at(hours: number): string {
    return new Date(this.site.clock.now() + hours * HOUR).toISOString().replace('Z', '+0000');
  }

  /** Everything that a description takes, for a window of two hours a day from now. */
  described(changes: Entered = {}): Entered {
    return {
      'Change type': 'Normal',
      'Planned start': this.at(24),
      'Planned end': this.at(26),
      'Configuration items': ['server:web-01'],
      ...Object.fromEntries(TEXTS.map((name) => [name, `${name}: as discussed with the team on Friday.`])),
      ...changes,
    };
  }

  fields(entered: Entered): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(entered).map(([name, value]) => [this.fieldId(name), inJira(name, value)]),
    );
  }

  async create(entered: Entered, user: UserName = 'agent'): Promise<z.output<typeof Key>> {
    const fields = { project: { key: 'IT' }, issuetype: { id: this.issueType }, summary: 'Renew the certificate' };
    const body = { fields: { ...fields, ...this.fields(entered) } };
    const made = await this.as(user).post('/rest/api/3/issue', body, Key);
    await this.settled();
    return made;
  }

  async edit(key: string, entered: Entered, user: UserName = 'agent'): Promise<void> {
    await this.as(user).put(`/rest/api/3/issue/${key}`, { fields: this.fields(entered) });
    await this.settled();
  }

  async offered(key: string, user: UserName = 'agent'): Promise<string[]> {
    const { transitions } = await this.as(user).get(`/rest/api/3/issue/${key}/transitions`, Transitions);
    return transitions.map(({ name }) => name);
  }

  /** Throws with Jira's words when it is refused or not offered. */
  async move(key: string, name: string, entered: Entered = {}, user: UserName = 'agent'): Promise<void> {
    const body = { transition: { id: await this.transitionId(key, name, user) }, fields: this.fields(entered) };
    await this.as(user).post(`/rest/api/3/issue/${key}/transitions`, body, z.unknown());
    await this.settled();
  }

  async transitionId(key: string, name: string, user: UserName = 'agent'): Promise<string> {
    const { transitions } = await this.as(user).get(`/rest/api/3/issue/${key}/transitions`, Transitions);
    const found = transitions.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is not offered for ${key}`);
    return found.id;
  }

  /** What became of each issue: Jira's words where it was refused. */
  async moveInBulk(ids: readonly string[], transitionId: string, user: UserName = 'agent') {
    const body = { bulkTransitionInputs: [{ selectedIssueIdsOrKeys: [...ids], transitionId }] };
    const { taskId } = await this.as(user).post(
      '/rest/api/3/bulk/issues/transition',
      body,
      z.object({ taskId: z.string() }),
    );
    await this.settled();
    return this.as(user).get(`/rest/api/3/bulk/queue/${taskId}`, Progress);
  }

  async status(key: string): Promise<string> {
    return (await this.as('admin').get(`/rest/api/3/issue/${key}`, Issue)).fields.status.name;
  }

  async value(key: string, field: string): Promise<unknown> {
    return (await this.as('admin').get(`/rest/api/3/issue/${key}`, Issue)).fields[this.fieldId(field)];
  }

  /** Events come up to three minutes late. */
  async settled(): Promise<void> {
    await this.site.forge.drain();
  }
}

/** What the changes of these tests are about is in the CMDB: a gate asks for it. */
async function theServers(site: Site): Promise<void> {
  for (const name of SERVERS) {
    const draft = { classKey: 'server', name, owner: accountIdOf('ruth') };
    z.object({ ok: z.literal(true) }).parse(
      await invoke(site, 'configmanager', 'cmdb.create', { draft }, 'plumbline-console'),
    );
  }
}

function inJira(name: string, value: unknown): unknown {
  if (value === null) return null;
  if (name === 'Change type') return { value };
  if (name === 'Implementer') return { accountId: value };
  return TEXTS.includes(name) || name === 'Resolution notes' ? adf(z.string().parse(value)) : value;
}
