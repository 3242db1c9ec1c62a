/** The real adapter against the local Jira: what set-up sends is what Jira takes, and what it reads back is what it meant. */
import type { Route } from '@forge/api';
import type { z } from 'zod';
import { moduleAri } from '../../emulator/seams';
import type { JiraClient } from '../../src/forge/jira/client';
import { jiraFailure } from '../../src/forge/jira/failure';
import { jiraConfiguration } from '../../src/forge/jira/site-configuration';
import { AccountId } from '../../src/contract/ids';
import { planFor } from '../../src/setup/plan';
import type { ProjectTarget, SiteConfiguration } from '../../src/setup/setup.ports';
import { withPanels } from '../../src/setup/site-mapping';
import { anApp, asApp, aSite, type TestSite } from '../emulator/jira/site';
import { FakeSite } from './fake-site';
import { someChoices, World } from './world';

const app = anApp({
  uiModules: [
    { type: 'jira:issuePanel', key: 'plumbline-panel', title: 'Plumbline', resource: 'issue-panel', properties: {} },
  ],
});

interface Wire {
  readonly calls: string[];
  /** Answers instead of Jira, by the number of the call. */
  fault: (call: number) => number | undefined;
}

/** The app's client without its retries, straight into the local Jira. */
function clientOf(site: TestSite, wire: Wire): JiraClient {
  const send = async <S extends z.ZodType>(
    method: string,
    path: Route,
    body: unknown,
    answer: S,
  ): Promise<z.output<S>> => {
    const status = wire.fault(wire.calls.length);
    wire.calls.push(`${method} ${path.value}`);
    if (status !== undefined) throw jiraFailure(status, { errorMessages: [`injected ${status}`] }, path.value);
    const text = body === undefined ? null : JSON.stringify(body);
    const request = new Request(`http://jira.local${path.value}`, { method, body: text });
    const response = await site.jira.request(request, asApp(app));
    const content = await response.text();
    const parsed: unknown = content === '' ? undefined : JSON.parse(content);
    if (!response.ok && response.status !== 303) throw jiraFailure(response.status, parsed, `${method} ${path.value}`);
    return answer.parse(parsed);
  };
  return {
    get: (path, answer) => send('GET', path, undefined, answer),
    post: (path, body, answer) => send('POST', path, body, answer),
    put: (path, body, answer) => send('PUT', path, body, answer),
    delete: (path, answer) => send('DELETE', path, undefined, answer),
  };
}

/** A world whose site is the local Jira. */
class JiraWorld extends World {
  readonly wire: Wire = { calls: [], fault: () => undefined };
  readonly real: SiteConfiguration;

  constructor(readonly jira: TestSite = aSite()) {
    super(new FakeSite());
    this.jira.install(app);
    this.real = jiraConfiguration({
      jira: clientOf(this.jira, this.wire),
      moduleName: (key) => moduleAri(app, key),
      sleep: async () => void (await new Promise((resolve) => setImmediate(resolve))),
    });
  }

  override get ports() {
    return { ...super.ports, site: this.real };
  }

  async openSteps(target: ProjectTarget, choices = this.choices()) {
    const site = withPanels(await this.real.read(target), this.map?.panels ?? []);
    return planFor(choices, site).steps.filter(({ verdict }) => verdict !== 'reuse');
  }

  choices() {
    const admin = AccountId.parse('admin-account');
    const choices = someChoices({ people: { incidentManager: [AccountId.parse('agent-account')] } });
    return choices.project.kind === 'new'
      ? { ...choices, project: { ...choices.project, leadAccountId: admin } }
      : choices;
  }
}

const NEW: ProjectTarget = { kind: 'new', key: 'ITSM' };

/** Everything on the site that set-up may make, by name. */
async function namesOn(jira: TestSite): Promise<Record<string, string[]>> {
  const { db } = jira.jira.site;
  const tables = [
    'issue_type',
    'field',
    'status',
    'issue_link_type',
    'project_role',
    'screen',
    'screen_scheme',
    'workflow',
    'issue_type_scheme',
    'issue_type_screen_scheme',
    'workflow_scheme',
    'project',
    'field_option',
  ] as const;
  const names = (table: string): string[] => {
    const column = table === 'field_option' ? 'value' : 'name';
    return db
      .prepare<[], { name: string }>(`SELECT ${column} AS name FROM ${table} ORDER BY 1`)
      .all()
      .map(({ name }) => name);
  };
  return Object.fromEntries(tables.map((table) => [table, names(table)]));
}

it('sets a bare site up, and then finds nothing left to do', async () => {
  const world = new JiraWorld();
  await world.start('job', world.choices());
  await world.drain();
  expect(world.jobs.get('job')).toMatchObject({ state: 'done' });
  expect(await world.openSteps(NEW)).toEqual([]);
});

it('makes an incident that must say why it is on hold', async () => {
  const world = new JiraWorld();
  await world.start('job', world.choices());
  await world.drain();
  const issue = await world.jira.call<{ key: string }>('POST /rest/api/3/issue', {
    fields: { project: { key: 'ITSM' }, issuetype: { id: world.map?.issueTypes.incident }, summary: 'Mail is down' },
  });
  expect(issue.status).toBe(201);
  const { body } = await world.jira.call<{ transitions: { name: string; to: { name: string } }[] }>(
    `GET /rest/api/3/issue/${issue.body.key}/transitions`,
  );
  expect(body.transitions.map(({ name, to }) => `${name} → ${to.name}`).sort()).toEqual([
    'Cancel → Cancelled',
    'Put on hold → On Hold',
    'Resolve → Resolved',
    'Start work → In Progress',
  ]);
});

it.each([429, 500, 503, 403])('ends with the same site when Jira answers %i again and again', async (status) => {
  const calm = new JiraWorld();
  await calm.start('job', calm.choices());
  await calm.drain();
  const rough = new JiraWorld();
  rough.wire.fault = (call) => (call % 97 === 7 ? status : undefined);
  await rough.start('job', rough.choices());
  await rough.drain();
  expect(rough.jobs.get('job')).toMatchObject({ state: 'done' });
  expect(await namesOn(rough.jira)).toEqual(await namesOn(calm.jira));
});

it('shows what somebody changed by hand, and puts it right', async () => {
  const world = new JiraWorld();
  await world.start('job', world.choices());
  await world.drain();
  const { db } = world.jira.jira.site;
  db.prepare("DELETE FROM field_option WHERE value = 'Enterprise'").run();
  const [workflow] = (await world.real.read(NEW)).workflows.filter(({ name }) => name.includes('Incident'));
  const { body } = await world.jira.call<{
    statuses: unknown[];
    workflows: { statuses: unknown[]; transitions: { name: string }[] }[];
  }>('POST /rest/api/3/workflows', { workflowIds: [workflow?.id] });
  const [document] = body.workflows;
  const update = await world.jira.call('POST /rest/api/3/workflows/update', {
    statuses: body.statuses.map((status) => pick(status, ['id', 'name', 'statusCategory', 'statusReference'])),
    workflows: [
      {
        ...pick(document, ['id', 'version']),
        statuses: document?.statuses.map((status) => pick(status, ['statusReference', 'layout', 'properties'])),
        transitions: document?.transitions.filter(({ name }) => name !== 'Resume'),
      },
    ],
  });
  expect(update.body).not.toHaveProperty('errorMessages');
  const drift = await world.openSteps(NEW);
  expect(drift.map(({ name, differences }) => [name, differences])).toEqual([
    ['Impact: options', [{ code: 'options-missing', options: ['Enterprise'] }]],
    ['Plumbline: Incident lifecycle', [{ code: 'transition-missing', transition: 'Resume' }]],
  ]);
  await world.start('repair', world.choices());
  await world.drain();
  expect(world.jobs.get('repair')).toMatchObject({ state: 'done' });
  expect(await world.openSteps(NEW)).toEqual([]);
});

const pick = (value: unknown, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => names.includes(name)));

it('adds to a project with issues, and leaves its own ways of working alone', async () => {
  const world = new JiraWorld();
  const project = await world.jira.call<{ id: number }>('POST /rest/api/3/project', {
    key: 'OPS',
    name: 'Operations',
    leadAccountId: 'admin-account',
    projectTypeKey: 'software',
  });
  expect(project.status).toBe(201);
  const issue = await world.jira.call('POST /rest/api/3/issue', {
    fields: { project: { key: 'OPS' }, issuetype: { name: 'Task' }, summary: 'Tidy up' },
  });
  expect(issue.status).toBe(201);
  const target: ProjectTarget = { kind: 'existing', id: String(project.body.id) };
  const choices = { ...world.choices(), project: target };
  await world.start('job', choices);
  await world.drain();
  expect(world.jobs.get('job')).toMatchObject({ state: 'done' });
  expect(await world.openSteps(target, choices)).toEqual([]);
  const types = (await world.real.read(target)).project?.issueTypeScheme.issueTypeIds ?? [];
  expect(types).toContain('10002');
  expect(types).toContain(world.map?.issueTypes.incident);
});

it('costs about what its decision record says', async () => {
  const world = new JiraWorld();
  await world.start('job', world.choices());
  await world.drain();
  const reads = world.wire.calls.filter((call) => call.startsWith('GET')).length;
  console.info(
    `set-up of a bare site: ${world.wire.calls.length} Jira calls, ${reads} of them reads, ${world.saves} job writes`,
  );
  expect(world.wire.calls.length).toBeLessThan(400);
  expect(world.saves).toBeLessThan(150);
});
