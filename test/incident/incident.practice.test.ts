import { ProjectKey } from '../../src/contract/ids';
import type { IssueEvent } from '../../src/incident/priority.practice';
import { DEFAULT_MATRIX } from '../../src/incident/priority-matrix';
import { instant } from '../../src/kernel/time';
import { anIncident, minute } from './builders';
import { AS_AGENT, MemorySite } from './memory';
import { MemoryDesk } from './memory-desk';
import { prioritySuite } from './priority-suite';

const desk = new MemoryDesk();
prioritySuite('in memory', () => desk);

const eventOf = (site: MemorySite, key: string, changedFields?: string[]): IssueEvent => ({
  issueId: site.get(key).id,
  issueTypeId: '10001',
  projectId: '10000',
  changedFields,
});

describe('an issue event', () => {
  it('sets the priority of a new incident and publishes why: one read, two writes', async () => {
    const site = new MemorySite();
    site.add('ITSM-1', { facts: anIncident({ impact: 'Enterprise', urgency: 'Critical' }) });
    await site.practice().onIssueEvent(eventOf(site, 'ITSM-1'));
    expect(site.get('ITSM-1').facts.priority.level).toBe(1);
    expect(site.get('ITSM-1').basis).toBe('Matrix: Impact Enterprise × Urgency Critical → 1 (Highest).');
    expect(site.calls).toEqual(['read', 'edit', 'publish']);
  });

  it('delivered twice, writes once and comments once', async () => {
    const site = new MemorySite();
    site.add('ITSM-1');
    site.edit('ITSM-1', { level: 1 });
    const practice = site.practice();
    await practice.onIssueEvent(eventOf(site, 'ITSM-1', ['priority']));
    await practice.onIssueEvent(eventOf(site, 'ITSM-1', ['priority']));
    expect(site.calls).toEqual(['read', 'edit', 'publish', 'read']);
    expect(site.comments).toEqual(['ITSM-1 to agent-1']);
  });

  it.each([
    ['about another field', { changedFields: ['summary'] }],
    ['about another type', { issueTypeId: '10099' }],
    ['in a project that is not Plumbline’s', { projectId: '10999' }],
  ])('%s costs no call', async (_case, part) => {
    const site = new MemorySite();
    site.add('ITSM-1', { facts: anIncident({ priority: { level: 1 } }) });
    await site.practice().onIssueEvent({ ...eventOf(site, 'ITSM-1'), ...part });
    expect(site.calls).toEqual([]);
  });

  it('about an issue that is gone is done', async () => {
    const site = new MemorySite();
    await site
      .practice()
      .onIssueEvent({ issueId: '404', issueTypeId: '10001', projectId: '10000', changedFields: undefined });
    expect(site.calls).toEqual(['read']);
  });
});

describe('the panel', () => {
  it('says before set-up that there is none', async () => {
    const site = new MemorySite();
    const issueKey = site.add('ITSM-1');
    site.site = undefined;
    const panel = await site.practice().handlers['incident.panel'](AS_AGENT(issueKey), { issueKey });
    expect(panel).toEqual({ kind: 'not-set-up' });
  });

  it('overrides with a reason, shows it, and goes back to the matrix', async () => {
    const site = new MemorySite();
    const issueKey = site.add('ITSM-1');
    const { handlers } = site.practice();
    const overridden = await handlers['incident.override'](AS_AGENT(issueKey), { issueKey, level: 1, reason: 'VIP' });
    expect(overridden).toMatchObject({ priority: { basis: 'override', decided: 1, current: { level: 1 } } });
    expect(site.get('ITSM-1').basis).toContain('Override to 1 (Highest): VIP');
    const cleared = await handlers['incident.clearOverride'](AS_AGENT(issueKey), { issueKey });
    expect(cleared).toMatchObject({ priority: { basis: 'matrix', decided: 3, current: { level: 3 } } });
  });

  it('names what the next step needs and what of it is there', async () => {
    const site = new MemorySite();
    const issueKey = site.add('ITSM-1', { filled: new Set(['resolutionCode']) });
    const panel = await site.practice().handlers['incident.panel'](AS_AGENT(issueKey), { issueKey });
    expect(panel).toMatchObject({
      steps: [
        {
          name: 'Resolve',
          needs: [
            { field: 'resolutionCode', filled: true },
            { field: 'resolutionNotes', filled: false },
          ],
        },
      ],
    });
  });
});

describe('automatic closing', () => {
  const resolved = (at: string) => ({
    status: { id: '10204', name: 'Resolved', category: 'done' as const },
    resolvedAt: instant(at),
  });

  it('closes each due incident once, leaves the others, and goes on after a failure', async () => {
    const site = new MemorySite();
    site.add('ITSM-1', resolved('2026-02-20T10:00:00Z'));
    site.add('ITSM-2', resolved('2026-02-21T10:00:00Z'));
    site.add('ITSM-3', resolved('2026-02-23T10:00:00Z'));
    site.add('ITSM-4', resolved('2026-02-23T10:00:00.001Z'));
    site.failOnMove.add('ITSM-2');
    const practice = site.practice();
    expect(await practice.autoClose()).toEqual({ closed: 2, failed: 1, stopped: false });
    expect(site.get('ITSM-4').status.name).toBe('Resolved');
    site.failOnMove.clear();
    expect(await practice.autoClose()).toEqual({ closed: 1, failed: 0, stopped: false });
    expect(site.calls.filter((call) => call.startsWith('move'))).toEqual([
      'move ITSM-1',
      'move ITSM-2',
      'move ITSM-3',
      'move ITSM-2',
    ]);
  });
});

describe('the matrix', () => {
  const halved = { ...DEFAULT_MATRIX, enterprise: { ...DEFAULT_MATRIX.enterprise, medium: 2 as const } };

  it('is refused with the place of each fault', async () => {
    const { handlers } = new MemorySite().practice();
    const cells = { ...DEFAULT_MATRIX, enterprise: { ...DEFAULT_MATRIX.enterprise, critical: 5 } };
    await expect(handlers['incident.saveMatrix'](AS_AGENT(), { expectedVersion: null, cells })).rejects.toMatchObject({
      code: 'REFUSED',
      issues: [{ path: 'cells.enterprise.critical' }, { path: 'cells.enterprise.critical' }],
    });
  });

  it('is not overwritten by somebody who has not seen the latest', async () => {
    const { handlers } = new MemorySite().practice();
    await handlers['incident.saveMatrix'](AS_AGENT(), { expectedVersion: null, cells: halved });
    await expect(
      handlers['incident.saveMatrix'](AS_AGENT(), { expectedVersion: null, cells: DEFAULT_MATRIX }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await handlers['incident.matrix'](AS_AGENT(), {})).toMatchObject({ version: 1, cells: halved });
  });

  it('saved anew leaves what was judged before', async () => {
    const site = new MemorySite();
    site.add('ITSM-1', { facts: anIncident({ impact: 'Enterprise', urgency: 'Medium', created: minute(0) }) });
    const practice = site.practice();
    await practice.handlers['incident.saveMatrix'](AS_AGENT(), { expectedVersion: null, cells: halved });
    await practice.onIssueEvent(eventOf(site, 'ITSM-1'));
    expect(site.get('ITSM-1').facts.priority.level).toBe(3);
  });

  it('says how many open incidents are in the cells a draft changes', async () => {
    const site = new MemorySite();
    site.add('ITSM-1');
    const { findings, effect } = await site.practice().handlers['incident.lintMatrix'](AS_AGENT(), { cells: halved });
    expect(findings).toEqual([]);
    expect(effect).toEqual([
      {
        impact: 'enterprise',
        urgency: 'medium',
        from: 3,
        to: 2,
        open: {
          count: 1,
          jql: 'project in ("ITSM") AND issuetype = 10001 AND statusCategory != Done AND cf[10101] = "Enterprise" AND cf[10102] = "Medium"',
        },
      },
    ]);
  });
});

describe('the backlog', () => {
  it('counts every query it links to and sums up', async () => {
    const site = new MemorySite();
    site.add('ITSM-1');
    site.add('ITSM-2', { facts: anIncident({ priority: { level: 1 } }) });
    const backlog = await site.practice().handlers['incident.backlog'](AS_AGENT(), { projects: [], boundaries: [1] });
    expect(backlog.rows.map(({ level, cells }) => [level, ...cells.map(({ count }) => count)])).toEqual([
      [1, 1, 1],
      [2, 0, 0],
      [3, 1, 1],
      [4, 0, 0],
      [5, 0, 0],
    ]);
    for (const { cells } of backlog.rows.filter(({ total }) => total.count > 0))
      for (const { jql } of cells) expect(site.calls).toContain(`count ${jql}`);
  });

  it('of projects that left Plumbline is refused in so many words', async () => {
    const { handlers } = new MemorySite().practice();
    await expect(
      handlers['incident.backlog'](AS_AGENT(), { projects: [ProjectKey.parse('GONE')], boundaries: [1] }),
    ).rejects.toThrow('Plumbline no longer manages GONE.');
  });
});
