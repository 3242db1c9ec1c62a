/** Everything the app does for its users, once: each procedure, and an incident from its report to its closing. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { finish } from '../../emulator/seed/apply-set-up';
import { accountIdOf, type UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { AccountId, IssueKey } from '../../src/contract/ids';
import { Policy, type Definition } from '../../src/sla/policy';
import { SiteDesk } from '../incident/site-desk';
import { invoke, jiraAs } from '../support/site';
import { theChanges } from './change-life';
import { theCmdb } from './cmdb-life';
import { anImport } from './import-life';

const DAY = 86_400;
const Success = z.object({ ok: z.literal(true), value: z.json() });
const Started = z.object({ jobId: z.string() });
const Identified = z.looseObject({ id: z.string() });
const Found = z.object({ values: z.array(z.looseObject({ id: z.int(), name: z.string() })) });
const Version = z.object({ version: z.int().nullable() });

/** The app's procedures, called as its frames do. Remembers which. */
export class Frames {
  readonly called = new Set<string>();
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  async invoke<T extends z.ZodType>(user: UserName, procedure: string, payload: Json, schema: T): Promise<z.output<T>> {
    this.called.add(procedure);
    const given = await invoke(this.#site, user, procedure, payload, moduleFor(procedure));
    const answer = Success.safeParse(given);
    if (!answer.success) throw new Error(`${procedure} as ${user} failed: ${JSON.stringify(given)}`);
    return schema.parse(answer.data.value);
  }

  async run(user: UserName, procedure: string, payload: Json = {}): Promise<void> {
    await this.invoke(user, procedure, payload, z.json());
  }
}

const MODULES: Readonly<Record<string, string>> = {
  'incident.panel': 'plumbline-panel',
  'incident.override': 'plumbline-panel',
  'incident.clearOverride': 'plumbline-panel',
  'cmdb.panel': 'plumbline-panel',
  'cmdb.search': 'configuration-items',
  'cmdb.briefs': 'configuration-items',
  'incident.projects': 'incident-backlog',
  'incident.backlog': 'incident-backlog',
  'incident.process': 'plumbline-console',
  'sla.panel': 'plumbline-panel',
  'sla.proof': 'plumbline-panel',
  'sla.choices': 'sla-attainment',
  'sla.attainment': 'sla-attainment',
  'sla.soon': 'sla-soon',
  'sla.process': 'plumbline-console',
};
const CONSOLE = ['cmdb.', 'change.'];
const moduleFor = (procedure: string): string =>
  MODULES[procedure] ??
  (CONSOLE.some((practice) => procedure.startsWith(practice)) ? 'plumbline-console' : 'plumbline-admin');

/** Expects a site on which set-up was applied to the project IT. */
export async function wholeLife(site: Site): Promise<Frames> {
  const frames = new Frames(site);
  const desk = await SiteDesk.open(site);
  const projectId = (await jiraAs(site, 'admin').get('/rest/api/3/project/IT', Identified)).id;
  await serviceLevels(site, desk, frames);
  await theCmdb(site, desk, frames);
  await anImport(site, frames);
  await theChanges(site, frames);
  await anIncident(site, desk, frames);
  await aReopenedIncident(desk);
  await theGadgetAndTheConsole(frames);
  await theMatrix(frames);
  await theAdministrator(site, frames, projectId);
  await anExistingProject(site, frames);
  return frames;
}

async function anIncident(site: Site, desk: SiteDesk, frames: Frames): Promise<void> {
  const key = await desk.create({ impact: 'Team', urgency: 'Low' }, 'agent');
  await desk.settle();
  await desk.edit(key, { impact: 'Department', urgency: 'High' });
  await desk.settle();
  await frames.run('agent', 'incident.panel', { issueKey: key });
  await frames.run('agent', 'incident.override', { issueKey: key, level: 1, reason: 'The CEO waits' });
  await desk.settle();
  await frames.run('manager', 'incident.clearOverride', { issueKey: key });
  await desk.edit(key, { priority: 1 });
  await desk.settle();
  await desk.edit(key, { priority: 2, overrideReason: 'Agreed with the customer' });
  await desk.settle();
  await desk.edit(key, { urgency: 'Critical' });
  await desk.settle();
  await desk.move(key, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
  await desk.move(key, 'In Progress');
  await desk.move(key, 'Resolved', desk.resolution());
  await desk.settle();
  await frames.run('agent', 'incident.panel', { issueKey: key });
  await site.forge.advanceTo(site.clock.now() + 8 * DAY * 1000);
  await desk.settle();
  const { fields } = await desk.issue(key);
  if (fields.status.name !== 'Closed') throw new Error(`${key} did not close by itself: it is ${fields.status.name}`);
}

/** A policy with everything an escalation can do, and an incident that goes through it. */
async function serviceLevels(site: Site, desk: SiteDesk, frames: Frames): Promise<void> {
  const State = z.object({ version: z.int().nullable(), policy: Policy });
  const { version, policy } = await frames.invoke('admin', 'sla.policy', {}, State);
  const draft = z.json().parse(await escalating(policy, frames, await desk.create({}, 'agent', 'Problem')));
  await frames.run('admin', 'sla.lint', { policy: draft });
  const { jobId } = await frames.invoke('admin', 'sla.startWhatIf', { policy: draft, days: 30 }, Started);
  await site.forge.drain();
  await frames.run('admin', 'sla.whatIf', { jobId });
  await frames.run('admin', 'sla.cancelWhatIf', { jobId });
  await frames.run('admin', 'sla.savePolicy', { expectedVersion: version, policy: draft });
  await frames.run('admin', 'sla.versions');
  const issueKey = await desk.create({ impact: 'Department', urgency: 'Critical' }, 'agent');
  await desk.pass(3_700);
  await frames.run('agent', 'sla.panel', { issueKey });
  await frames.run('agent', 'sla.proof', { issueKey, definition: 'first-response', cycle: 1 });
  await frames.run('agent', 'sla.choices');
  for (const groupBy of ['priority', 'team', 'definition'])
    await frames.run('manager', 'sla.attainment', { projects: [], definitions: [], weeks: 4, groupBy });
  await frames.run('manager', 'sla.soon', { projects: ['IT'], limit: 10 });
  await frames.run('manager', 'sla.process');
  const holidays =
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Day off\r\nDTSTART;VALUE=DATE:20260501\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  await frames.run('admin', 'sla.readHolidays', { text: holidays, timeZone: 'Europe/Berlin' });
  const [calendar] = policy.calendars;
  if (calendar === undefined) throw new Error('the default policy has no calendar');
  const from = new Date(site.clock.now()).toISOString();
  await frames.run('admin', 'sla.previewCalendar', { calendar, from, target: { amount: 4, unit: 'hour' } });
}

async function escalating(policy: Policy, frames: Frames, related: string): Promise<Policy> {
  const Words = z.object({ linkTypes: z.array(z.object({ id: z.string() })) });
  const { linkTypes } = await frames.invoke('admin', 'sla.vocabulary', {}, Words);
  const everything: Definition['onBreach'] = [
    { do: 'comment', text: 'This breached.', mention: [{ who: 'reporter' }, { who: 'role', role: 'incidentManager' }] },
    { do: 'assign', to: { accountId: AccountId.parse(accountIdOf('manager')) } },
    { do: 'raisePriority' },
    { do: 'label', label: 'sla-breached' },
    { do: 'link', linkTypeId: linkTypes[0]?.id ?? '', to: IssueKey.parse(related) },
  ];
  const [first, ...others] = policy.definitions;
  if (first === undefined) throw new Error('the default policy has no definition');
  const scope = { ...first.scope, jql: 'summary ~ "mail"' };
  return Policy.parse({ ...policy, definitions: [{ ...first, scope, onBreach: everything }, ...others] });
}

async function aReopenedIncident(desk: SiteDesk): Promise<void> {
  const key = await desk.create({ impact: 'Enterprise', urgency: 'Critical' });
  await desk.move(key, 'Resolved', desk.resolution());
  await desk.settle();
  await desk.move(key, 'Reopened');
  await desk.settle();
}

async function theGadgetAndTheConsole(frames: Frames): Promise<void> {
  await frames.run('agent', 'incident.projects');
  await frames.run('agent', 'incident.backlog', { projects: ['IT'], boundaries: [1, 3, 7] });
  await frames.run('customer', 'incident.process');
}

async function theMatrix(frames: Frames): Promise<void> {
  const Matrix = Version.extend({ cells: z.json() });
  const { version, cells } = await frames.invoke('admin', 'incident.matrix', {}, Matrix);
  await frames.run('admin', 'incident.lintMatrix', { cells });
  await frames.run('admin', 'incident.saveMatrix', { expectedVersion: version, cells });
  const Closure = Version.extend({ policy: z.json() });
  const closure = await frames.invoke('admin', 'incident.closurePolicy', {}, Closure);
  await frames.run('admin', 'incident.previewClosure', { policy: closure.policy });
  await frames.run('admin', 'incident.saveClosurePolicy', {
    expectedVersion: closure.version,
    policy: closure.policy,
  });
}

async function theAdministrator(site: Site, frames: Frames, projectId: string): Promise<void> {
  await frames.run('admin', 'setup.overview');
  await frames.run('admin', 'setup.options');
  await frames.run('admin', 'setup.people', { text: 'mei' });
  await frames.run('admin', 'setup.roles', { projectId });
  const change = { projectId, role: 'cabMember' };
  const person = accountIdOf('finance');
  await frames.run('admin', 'setup.changeRole', { ...change, add: [person], remove: [] });
  await frames.run('admin', 'setup.changeRole', { ...change, add: [], remove: [person] });
  await drift(site);
  await frames.run('admin', 'setup.drift', { projectId });
  const { jobId } = await frames.invoke('admin', 'setup.repair', { projectId }, Started);
  await finish(site, jobId);
  await frames.run('admin', 'setup.progress', { jobId });
}

/** Somebody takes a field off a screen, a rule out of a workflow and a permission off the project. */
async function drift(site: Site): Promise<void> {
  const admin = jiraAs(site, 'admin');
  const screens = await admin.get('/rest/api/3/screens?maxResults=100', Found);
  const resolve = screens.values.find(({ name }) => name.includes('Resolve'));
  if (resolve === undefined)
    throw new Error(`no resolve screen among ${screens.values.map(({ name }) => name).join()}`);
  const [tab] = await admin.get(`/rest/api/3/screens/${resolve.id}/tabs`, z.array(z.looseObject({ id: z.int() })));
  const path = `/rest/api/3/screens/${resolve.id}/tabs/${tab?.id ?? ''}/fields`;
  const [field] = await admin.get(path, z.array(Identified));
  const authorization = `Basic ${Buffer.from('admin@acme.example:admin').toString('base64')}`;
  const url = `${site.baseUrl}${path}/${field?.id ?? ''}`;
  const gone = await site.server.fetch(new Request(url, { method: 'DELETE', headers: { authorization } }));
  if (!gone.ok) throw new Error(`the field stayed on the screen: ${gone.status}`);
}

/** Set-up also takes over a project that is at work. */
async function anExistingProject(site: Site, frames: Frames): Promise<void> {
  const admin = jiraAs(site, 'admin');
  const project = { key: 'OLD', name: 'Old desk', projectTypeKey: 'business', leadAccountId: accountIdOf('admin') };
  const { id } = await admin.post('/rest/api/3/project', project, z.looseObject({ id: z.int() }));
  const issue = { project: { key: 'OLD' }, issuetype: { name: 'Task' }, summary: 'From before' };
  await admin.post('/rest/api/3/issue', { fields: issue }, z.json());
  const choices = { project: { kind: 'existing', id: String(id) }, practices: ['incident'], people: {} };
  await frames.run('admin', 'setup.plan', choices);
  const cancelled = await frames.invoke('admin', 'setup.apply', choices, Started);
  await frames.run('admin', 'setup.cancel', cancelled);
  await site.forge.drain();
  const { jobId } = await frames.invoke('admin', 'setup.apply', choices, Started);
  await finish(site, jobId);
}
