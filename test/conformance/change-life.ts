/** Everything change enablement does for its users, once: configuration, a change to its end, templates, and what is told of all. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { ChangePanel } from '../../src/change/change.contract';
import { SiteChanges } from '../change/site-changes';
import type { Frames } from './whole-life';

const HOUR = 3_600_000;
const Draft = z.object({ version: z.int().nullable(), document: z.json() });
const Made = z.object({ ci: z.object({ ref: z.string() }) });
const Created = z.object({ issueKey: z.string() });
const TEMPLATE = 'restart';

export async function theChanges(site: Site, frames: Frames): Promise<void> {
  const changes = await SiteChanges.on(site);
  const at = (hours: number): string => new Date(site.clock.now() + hours * HOUR).toISOString();
  await theConfiguration(frames, at);
  await theDelegation(frames, at);
  await aNormalChange(changes, frames, at);
  await aDemotedTemplate(changes, frames, at);
  await whatIsTold(frames, at);
}

type At = (hours: number) => string;

const aTemplate: Json = {
  key: TEMPLATE,
  name: 'Restart a server',
  description: '',
  reason: 'It leaks memory.',
  implementationPlan: 'Drain it, restart it, take it back.',
  backoutPlan: 'Leave it out of the pool.',
  testPlan: 'Ask its health page.',
  communicationPlan: 'None needed.',
  classes: [],
  cis: [],
  minutes: 60,
  answers: {},
  enabled: true,
  reapprovedAt: null,
  reapprovedBecause: null,
};

async function theConfiguration(frames: Frames, at: At): Promise<void> {
  const window: Json = {
    key: 'year-end',
    name: 'Year end',
    kind: 'freeze',
    scope: { on: 'site' },
    timeZone: 'Europe/Berlin',
    start: '2030-12-20T00:00',
    end: '2031-01-06T00:00',
    rrule: null,
    except: ['emergency'],
    enabled: true,
    note: '',
  };
  const save = async (read: string, what: string, change: (document: Json) => Json): Promise<void> => {
    const { version, document } = await frames.invoke('admin', `change.${read}`, {}, Draft);
    const draft = change(document);
    await frames.run('admin', `change.lint${what}`, { draft });
    await frames.run('admin', `change.save${what}`, { expectedVersion: version, draft });
  };
  await save('riskRules', 'RiskRules', (document) => document);
  await save('policies', 'Policies', (document) => document);
  await save('windows', 'Windows', () => ({ windows: [window] }));
  await frames.run('admin', 'change.previewWindow', { draft: window, after: at(0) });
  await save('templates', 'Templates', () => ({ templates: [aTemplate] }));
  const { document } = await frames.invoke('admin', 'change.riskRules', {}, Draft);
  await frames.run('admin', 'change.tryRiskRules', { draft: document, example: EXAMPLE });
}

const EXAMPLE: Json = {
  type: 'normal',
  answers: {},
  plans: { implementation: 20, backout: 20, test: 20, communication: 20 },
  noticeDays: 5,
  conflicts: [],
  team: null,
  worstCi: null,
  criticalities: [],
  services: { fall: [], spared: [], cut: false },
  window: null,
};

async function theDelegation(frames: Frames, at: At): Promise<void> {
  const Given = z.object({ delegation: z.object({ id: z.string() }) });
  const input = { to: accountIdOf('serviceowner'), since: at(1), until: at(48) };
  const { delegation } = await frames.invoke('cab', 'change.delegate', input, Given);
  await frames.run('cab', 'change.delegations');
  await frames.run('cab', 'change.endDelegation', { id: delegation.id });
}

async function aNormalChange(changes: SiteChanges, frames: Frames, at: At): Promise<void> {
  const other = await changes.create(changes.described());
  await changes.move(other.key, 'Request assessment');
  const { key: issueKey } = await changes.create(changes.described());
  const shown = async () => {
    const panel = await frames.invoke('changemanager', 'change.panel', { issueKey }, ChangePanel);
    if (panel.kind !== 'change') throw new Error(`${issueKey} is no change`);
    return panel;
  };
  await changes.move(issueKey, 'Request assessment');
  const { conflicts, questions } = await shown();
  const conflict = conflicts[0]?.id ?? '';
  const accepted = { issueKey, conflict, signature: conflicts[0]?.signature ?? '', reason: 'They work side by side.' };
  await frames.run('changemanager', 'change.acceptConflict', accepted);
  const search = { after: at(1), until: at(240), minutes: 120, step: 30, hours: 'any' };
  await frames.run('agent', 'change.findSlot', { issueKey, search });
  await frames.run('agent', 'change.move', { issueKey, to: { from: at(30), to: at(32) } });
  await changes.settled();
  const answers = Object.fromEntries(questions.map(({ key, choices }) => [key, choices[0]?.key ?? '']));
  await frames.run('agent', 'change.assess', { issueKey, answers });
  await changes.move(issueKey, 'Request authorization');
  await frames.run('changemanager', 'change.agenda', { mine: true, projects: ['IT'] });
  const { seal } = (await shown()).approval;
  const vote = { issueKey, verdict: 'approve', onBehalfOf: null, reason: '', seal };
  await frames.run('changemanager', 'change.decide', vote);
}

const review = (issueKey: string, outcome: string): Json => ({
  issueKey,
  review: { outcome, actualStart: null, actualEnd: null, deviations: '', lessons: 'Try less.', incidents: [] },
});

/** Two failures take its pre-approval away, and an administrator gives it back. */
async function aDemotedTemplate(changes: SiteChanges, frames: Frames, at: At): Promise<void> {
  await frames.run('agent', 'change.catalogue');
  for (const [number, name] of ['Pay 02', 'Pay 03'].entries()) {
    const draft = { classKey: 'server', name, owner: accountIdOf('serviceowner') };
    const server = (await frames.invoke('configmanager', 'cmdb.create', { draft }, Made)).ci.ref;
    const request = {
      requestId: `00000000-0000-4000-8000-00000000000${number}`,
      template: TEMPLATE,
      project: 'IT',
      summary: `Restart ${server}`,
      start: at(0.5),
      cis: [server],
    };
    const { issueKey } = await frames.invoke('agent', 'change.request', request, Created);
    await frames.run('agent', 'change.applyTemplate', { issueKey, template: TEMPLATE });
    await changes.settled();
    await changes.move(issueKey, 'Schedule standard change');
    await changes.move(issueKey, 'Implement');
    await frames.run('agent', 'change.suspects', { issueKey });
    await changes.move(issueKey, 'Review');
    await frames.run('agent', 'change.review', review(issueKey, 'failed'));
  }
  await frames.run('admin', 'change.reinstateTemplate', { template: TEMPLATE, reason: 'Its plan was mended.' });
}

async function whatIsTold(frames: Frames, at: At): Promise<void> {
  const filter = { from: at(-24), to: at(24 * 30), projects: ['IT'], services: [], types: [], levels: [] };
  await frames.run('customer', 'change.calendar', filter);
  await frames.run('agent', 'change.ics', filter);
  await frames.run('agent', 'change.simulate', { from: at(0), to: at(72) });
  await frames.run('agent', 'change.process');
  await frames.run('agent', 'change.heatMap', { projects: ['IT'], scope: 'open', days: 30 });
  await frames.run('agent', 'change.upcoming', { projects: ['IT'], days: 30, limit: 10 });
  await frames.run('agent', 'change.successRate', { projects: ['IT'], weeks: 4, groupBy: 'type' });
}
