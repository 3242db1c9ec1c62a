/** Everything the CMDB does for its users, once: CIs, relations, questions to the graph, an issue about them, deletion. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import type { SiteDesk } from '../incident/site-desk';
import { jiraAs } from '../support/site';
import type { Frames } from './whole-life';

const View = z.object({ ci: z.object({ ref: z.string() }), version: z.int() });
const Versioned = z.object({ version: z.int().nullable() });
const KEEPER = 'configmanager';

export async function theCmdb(site: Site, desk: SiteDesk, frames: Frames): Promise<void> {
  const create = async (classKey: string, name: string): Promise<string> => {
    const draft = { classKey, name, owner: accountIdOf('serviceowner') };
    return (await frames.invoke(KEEPER, 'cmdb.create', { draft }, View)).ci.ref;
  };
  const service = await create('businessService', 'Payroll');
  const application = await create('application', 'Payroll app');
  const server = await create('server', 'Pay 01');
  for (const [from, type, to] of [
    [service, 'dependsOn', application],
    [application, 'runsOn', server],
  ])
    await frames.run(KEEPER, 'cmdb.relate', { from: from ?? '', type: type ?? '', to: to ?? '' });
  await theCatalogue(frames);
  await theBrowser(frames, server);
  await theGraph(frames, service, server);
  await anIssue(site, desk, frames, server);
  await theHistory(site, frames, server);
  await frames.run(KEEPER, 'cmdb.examineHealth');
  await site.forge.drain();
  await frames.run('agent', 'cmdb.health');
  await frames.run('agent', 'cmdb.healthList', { rule: 'incomplete' });
  await frames.run('agent', 'cmdb.healthOf', { ref: server });
  await frames.run(KEEPER, 'cmdb.unrelate', { from: service, type: 'dependsOn', to: application });
  const { version } = await frames.invoke(
    KEEPER,
    'cmdb.deletePreview',
    { ref: server },
    z.object({ version: z.int() }),
  );
  await frames.run(KEEPER, 'cmdb.delete', { ref: server, expectedVersion: version });
  await site.forge.drain();
}

/** A class is closed to all but service owners, so that roles are asked for. */
async function theCatalogue(frames: Frames): Promise<void> {
  const Classes = z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })), relationTypes: z.json() });
  const State = Versioned.extend({ catalogue: Classes });
  const { catalogue, version } = await frames.invoke('agent', 'cmdb.catalogue', {}, State);
  const classes = catalogue.classes.map((one) =>
    one.key === 'contract' ? { ...one, readRoles: ['serviceOwner'] } : one,
  );
  const draft: Json = z.json().parse({ ...catalogue, classes });
  await frames.run(KEEPER, 'cmdb.lintCatalogue', { catalogue: draft });
  await frames.run(KEEPER, 'cmdb.saveCatalogue', { expectedVersion: version, catalogue: draft });
}

async function theBrowser(frames: Frames, ref: string): Promise<void> {
  await frames.run('agent', 'cmdb.list', { filter: { classKey: 'server' } });
  await frames.run('agent', 'cmdb.search', { text: 'pay' });
  await frames.run('agent', 'cmdb.briefs', { refs: [ref] });
  await frames.run('agent', 'cmdb.people', { text: 'mei' });
  await frames.run('agent', 'cmdb.names', { accounts: [accountIdOf('mei')] });
  await frames.run('agent', 'cmdb.views');
  const view = {
    id: 'servers',
    name: 'Servers',
    filter: { classKey: 'server' },
    sort: { by: 'name', descending: false },
  };
  await frames.run('agent', 'cmdb.saveViews', { expectedVersion: null, views: [view] });
  const { version } = await frames.invoke('agent', 'cmdb.get', { ref }, View);
  await frames.run(KEEPER, 'cmdb.update', { ref, expectedVersion: version, changes: { criticality: 2 } });
  await frames.run('serviceowner', 'cmdb.attest', { ref, expectedVersion: version + 1 });
  await frames.run('agent', 'cmdb.relations', { ref, end: 'to' });
}

async function theGraph(frames: Frames, service: string, server: string): Promise<void> {
  await frames.run('agent', 'cmdb.impact', { refs: [server] });
  await frames.run('agent', 'cmdb.causes', { ref: service });
  await frames.run('agent', 'cmdb.weakPoints', { ref: service });
  await frames.run('agent', 'cmdb.map', { refs: [service] });
}

async function anIssue(site: Site, desk: SiteDesk, frames: Frames, server: string): Promise<void> {
  const first = await desk.create({}, 'agent');
  const second = await desk.create({}, 'agent');
  for (const key of [first, second]) {
    const fields = { [desk.field('Configuration items')]: [server] };
    await jiraAs(site, 'agent').put(`/rest/api/3/issue/${key}`, { fields });
  }
  await desk.settle();
  await frames.run('agent', 'cmdb.panel', { issueKey: first });
  await frames.run('agent', 'cmdb.issues', { ref: server });
}

async function theHistory(site: Site, frames: Frames, ref: string): Promise<void> {
  const from = new Date(site.clock.now() - 86_400_000).toISOString();
  await frames.run('agent', 'cmdb.history', { ref });
  await frames.run(KEEPER, 'cmdb.takeBaseline', { name: 'Before the move' });
  await frames.run('agent', 'cmdb.baselines');
  await frames.run('agent', 'cmdb.diff', { from, to: null });
  await frames.run('agent', 'cmdb.diffOf', { ref, from, to: null });
}
