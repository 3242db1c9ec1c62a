/** Incident management from end to end: the unmodified app on a whole site, set up by itself. */
import { z } from 'zod';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import type { JsonObject } from '../../emulator/json';
import { aSite, Failure, invoke } from '../support/site';
import { prioritySuite } from './priority-suite';
import { SiteDesk } from './site-desk';

let site: Site;
let desk: SiteDesk;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  desk = await SiteDesk.open(site);
}, 60_000);

afterAll(() => site.close());
afterEach(() => site.forge.clearFaults());

prioritySuite('on a site', () => desk);

const assessed = { impact: 'Department', urgency: 'High' } as const;
const PANEL = 'plumbline-panel';

describe('at creation', () => {
  it.each(['priority', 'overrideReason'] as const)('nobody chooses the %s', async (field) => {
    const values = { priority: { priority: 1 }, overrideReason: { overrideReason: 'Me first' } } as const;
    await expect(desk.create({ ...assessed, ...values[field] }, 'customer')).rejects.toThrow('cannot be set');
  });

  it.each([
    ['Enterprise', 'Critical', 1],
    ['Enterprise', 'Low', 4],
    ['Department', 'Medium', 4],
    ['Team', 'Critical', 3],
    ['Individual', 'Low', 5],
  ] as const)('%s × %s by REST is priority %d', async (impact, urgency, level) => {
    const key = await desk.create({ impact, urgency }, 'customer');
    await desk.settle();
    expect(await desk.see(key)).toMatchObject({ level, comments: 0 });
  });
});

describe('the comment on a hand-set priority', () => {
  it('names its author and both ways to override', async () => {
    const key = await desk.create(assessed, 'lena');
    await desk.edit(key, { priority: 1 }, 'lena');
    await desk.settle();
    const [comment = ''] = await desk.comments(key);
    expect(comment).toContain(accountIdOf('lena'));
    expect(comment).toContain('Impact Department × Urgency High → 3 (Medium)');
    expect(comment).toContain('Priority override reason');
  });
});

describe('an override from the panel', () => {
  const Panel = z.object({
    ok: z.literal(true),
    value: z.object({ priority: z.object({ basis: z.string(), decided: z.number() }) }),
  });

  it('is written in the agent’s name, settled at once, and taken back again', async () => {
    const key = await desk.create(assessed);
    await desk.settle();
    const payload = { issueKey: key, level: 1, reason: 'The CEO waits' };
    const answer = await invoke(site, 'agent', 'incident.override', payload, PANEL);
    expect(Panel.parse(answer).value.priority).toMatchObject({ basis: 'override', decided: 1 });
    // Before any event has come.
    expect(await desk.see(key)).toMatchObject({ level: 1, overrideReason: 'The CEO waits', comments: 0 });
    const History = z.object({
      values: z.array(
        z.object({ author: z.object({ accountId: z.string() }), items: z.array(z.object({ field: z.string() })) }),
      ),
    });
    const { values } = await desk.as('admin').get(`/rest/api/3/issue/${key}/changelog`, History);
    const override = values.find(({ items }) => items.some(({ field }) => field === 'Priority override reason'));
    expect(override?.author.accountId).toBe(accountIdOf('agent'));

    const cleared = await invoke(site, 'agent', 'incident.clearOverride', { issueKey: key }, PANEL);
    expect(Panel.parse(cleared).value.priority).toMatchObject({ basis: 'matrix', decided: 3 });
    await desk.settle();
    expect(await desk.see(key)).toMatchObject({ level: 3, overrideReason: undefined, comments: 0 });
  });

  it.each([
    ['an empty reason', { level: 1, reason: ' ' }, 'reason'],
    ['a reason longer than Jira keeps', { level: 1, reason: 'x'.repeat(256) }, 'reason'],
    ['a priority that does not exist', { level: 6, reason: 'The CEO waits' }, 'level'],
  ])('with %s is refused and changes nothing', async (_case, input, path) => {
    const key = await desk.create(assessed);
    await desk.settle();
    const before = await desk.see(key);
    const answer = await invoke(site, 'agent', 'incident.override', { issueKey: key, ...input }, PANEL);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', issues: [{ path }] } });
    expect(await desk.see(key)).toEqual(before);
  });

  it('on a problem is refused', async () => {
    const key = await desk.create({}, 'agent', 'Problem');
    const answer = await invoke(site, 'agent', 'incident.override', { issueKey: key, level: 1, reason: 'x' }, PANEL);
    expect(Failure.parse(answer).error).toMatchObject({ code: 'REFUSED' });
  });
});

/** Each row disturbs the same story; a quarter of an hour later it has ended in the same state. */
describe('events', () => {
  const EVERY = [
    ['undisturbed', []],
    ['each three times', [{ kind: 'event-duplicate', copies: 2, afterSeconds: 35 }]],
    ['three minutes late', [{ kind: 'event-delay', seconds: 180 }]],
    ['in another order (1)', [{ kind: 'event-reorder', withinSeconds: 180, seed: 1 }]],
    ['in another order (2)', [{ kind: 'event-reorder', withinSeconds: 180, seed: 77 }]],
    [
      'late, twice and in another order',
      [
        { kind: 'event-delay', seconds: 30, times: 2 },
        { kind: 'event-reorder', withinSeconds: 150, seed: 5 },
        { kind: 'event-duplicate', copies: 1, afterSeconds: 60 },
      ],
    ],
    // The first four runs of the handler and all of their retries die: only a later event is left.
    ['the first of them lost', [{ kind: 'kill', functionKey: 'on-issue-event', afterCalls: 0, times: 5 }]],
  ] satisfies readonly (readonly [string, readonly JsonObject[]])[];

  it.each(EVERY)('%s', async (_how, faults) => {
    for (const fault of faults) site.forge.addFault(fault);
    const key = await desk.create(assessed);
    await desk.pass(20);
    await desk.edit(key, { priority: 1, overrideReason: 'The CEO waits' });
    await desk.pass(20);
    await desk.edit(key, { impact: 'Enterprise' });
    await desk.pass(20);
    await desk.edit(key, { priority: 4, overrideReason: 'Stock-taking, nobody ships' });
    await desk.pass(900);
    expect(await desk.see(key)).toEqual({
      level: 4,
      overrideReason: 'Stock-taking, nobody ships',
      basis:
        'Override to 4 (Low): Stock-taking, nobody ships — The matrix says: Impact Enterprise × Urgency High → 2 (High).',
      comments: 0,
    });
  });

  it('that come three times put a hand-set priority back with one comment', async () => {
    site.forge.addFault({ kind: 'event-duplicate', copies: 2, afterSeconds: 0 });
    const key = await desk.create(assessed);
    await desk.pass(20);
    await desk.edit(key, { priority: 1 });
    await desk.pass(300);
    expect(await desk.see(key)).toMatchObject({ level: 3, comments: 1 });
  });
});

it('settles an incident whose event was lost for good, within the hour and at a read each', async () => {
  const key = await desk.create(assessed);
  await desk.settle();
  site.forge.addFault({ kind: 'kill', functionKey: 'on-issue-event', afterCalls: 0, times: 50 });
  await desk.edit(key, { priority: 1 });
  await desk.settle();
  expect(await desk.see(key)).toMatchObject({ level: 1, comments: 0 });
  await desk.pass(60 * 60);
  expect(await desk.see(key)).toMatchObject({ level: 3, comments: 1 });
});

describe('while Jira is in trouble', () => {
  const on = { functionKey: 'on-issue-event' };
  it.each([
    ['429 with a time to wait', { kind: 'jira', status: 429, retryAfterSeconds: 40, times: 4, ...on }],
    ['503 on everything', { kind: 'jira', status: 503, times: 9, ...on }],
    ['500 on the edit', { kind: 'jira', status: 500, method: 'PUT', path: '/issue/', times: 4, ...on }],
    ['503 on publishing', { kind: 'jira', status: 503, method: 'PUT', path: '/app/field/', times: 4, ...on }],
    ['a call that never answers', { kind: 'jira', status: 'timeout', times: 1, ...on }],
    ['storage that fails', { kind: 'kvs', status: 500, times: 3, ...on }],
  ] satisfies readonly (readonly [string, JsonObject])[])(
    '%s: the priority is put back all the same, with one comment',
    async (_case, fault) => {
      const key = await desk.create(assessed);
      await desk.settle();
      await desk.edit(key, { priority: 1 });
      site.forge.addFault(fault);
      await desk.pass(3600);
      expect(await desk.see(key)).toEqual({
        level: 3,
        overrideReason: undefined,
        basis: 'Matrix: Impact Department × Urgency High → 3 (Medium).',
        comments: 1,
      });
    },
  );

  it.each([0, 1, 2, 3, 4, 5, 6])('killed at its call %d, it ends with one comment', async (afterCalls) => {
    const key = await desk.create(assessed);
    await desk.settle();
    await desk.edit(key, { priority: 1 });
    site.forge.addFault({ kind: 'kill', afterCalls, ...on });
    await desk.pass(3600);
    expect(await desk.see(key)).toMatchObject({ level: 3, comments: 1 });
  });
});

describe('the published basis', () => {
  it.each(['admin', 'agent', 'manager'] as const)('cannot be edited by %s', async (user) => {
    const key = await desk.create(assessed);
    await desk.settle();
    const { id } = await desk.issue(key);
    const basis = desk.field('Priority basis');
    const as = desk.as(user);
    await expect(as.put(`/rest/api/3/issue/${key}`, { fields: { [basis]: 'because I say so' } })).rejects.toThrow(
      'answered 400',
    );
    const body = { updates: [{ issueIds: [Number(id)], value: 'because I say so' }] };
    await expect(as.put(`/rest/api/3/app/field/${basis}/value`, body)).rejects.toThrow(/answered 40[13]/);
    expect((await desk.see(key)).basis).toBe('Matrix: Impact Department × Urgency High → 3 (Medium).');
  });

  it('is found by JQL, word for word', async () => {
    const key = await desk.create({ impact: 'Individual', urgency: 'Critical' });
    await desk.settle();
    const jql = `"Priority basis" = "Matrix: Impact Individual × Urgency Critical → 4 (Low)." AND key = ${key}`;
    const Count = z.object({ count: z.number() });
    expect(await desk.as('agent').post('/rest/api/3/search/approximate-count', { jql }, Count)).toEqual({ count: 1 });
  });
});

describe('the lifecycle', () => {
  const HOLD = 'Say what the incident waits for: choose a pending reason.';
  const CODE = 'Say how it was resolved: choose a resolution code.';
  const NOTES = 'Say what was done: fill in the resolution notes.';

  it('is not put on hold without a reason', async () => {
    const key = await desk.create(assessed);
    await expect(desk.move(key, 'On Hold')).rejects.toThrow(HOLD);
    await desk.move(key, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
    expect((await desk.issue(key)).fields.status.name).toBe('On Hold');
  });

  it('forgets the pending reason on resuming, so that the next hold names its own', async () => {
    const key = await desk.create(assessed);
    await desk.move(key, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
    await desk.move(key, 'In Progress');
    await expect(desk.move(key, 'On Hold')).rejects.toThrow(HOLD);
  });

  it('is not resolved without code and notes', async () => {
    const key = await desk.create(assessed);
    const { [desk.field('Resolution code')]: code, [desk.field('Resolution notes')]: notes } = desk.resolution();
    await expect(desk.move(key, 'Resolved', { [desk.field('Resolution notes')]: notes })).rejects.toThrow(CODE);
    await expect(desk.move(key, 'Resolved', { [desk.field('Resolution code')]: code })).rejects.toThrow(NOTES);
    await desk.move(key, 'Resolved', desk.resolution());
    expect((await desk.issue(key)).fields).toMatchObject({
      status: { name: 'Resolved' },
      resolution: { name: 'Done' },
    });
  });

  it('loses the resolution on reopening, and closes no more by itself', async () => {
    const key = await desk.create(assessed);
    await desk.move(key, 'Resolved', desk.resolution());
    await desk.move(key, 'Reopened');
    expect((await desk.issue(key)).fields).toMatchObject({ status: { name: 'Reopened' }, resolution: null });
    await desk.pass(15 * 24 * 3600);
    expect((await desk.issue(key)).fields.status.name).toBe('Reopened');
  });
});

describe('who may do what', () => {
  const USERS = ['admin', 'manager', 'agent', 'cab', 'customer'] as const;
  const cells = {
    enterprise: { critical: 1, high: 2, medium: 3, low: 4 },
    department: { critical: 2, high: 3, medium: 4, low: 5 },
    team: { critical: 3, high: 4, medium: 5, low: 5 },
    individual: { critical: 4, high: 5, medium: 5, low: 5 },
  };

  //                              admin manager agent cab customer
  it.each([
    ['incident.panel             ', 'yes   yes     yes   yes yes     '],
    ['incident.override          ', 'yes   yes     yes   no  no      '],
    ['incident.clearOverride     ', 'yes   yes     yes   no  no      '],
    ['incident.matrix            ', 'yes   no      no    no  no      '],
    ['incident.lintMatrix        ', 'yes   no      no    no  no      '],
    ['incident.saveMatrix        ', 'yes   no      no    no  no      '],
    ['incident.closurePolicy     ', 'yes   no      no    no  no      '],
    ['incident.previewClosure    ', 'yes   no      no    no  no      '],
    ['incident.saveClosurePolicy ', 'yes   no      no    no  no      '],
    ['incident.projects          ', 'yes   yes     yes   yes yes     '],
    ['incident.backlog           ', 'yes   yes     yes   yes yes     '],
    ['incident.process           ', 'yes   yes     yes   yes yes     '],
  ])('%s %s', async (padded, row) => {
    const procedure = padded.trim();
    const key = await desk.create(assessed);
    await desk.settle();
    const Version = z.object({ value: z.object({ version: z.number().nullable() }) });
    const versionOf = async (query: string): Promise<number | null> =>
      Version.parse(await invoke(site, 'admin', query)).value.version;
    const payloads: Record<string, JsonObject> = {
      'incident.panel': { issueKey: key },
      'incident.override': { issueKey: key, level: 1, reason: 'The CEO waits' },
      'incident.clearOverride': { issueKey: key },
      'incident.lintMatrix': { cells },
      'incident.saveMatrix': { expectedVersion: await versionOf('incident.matrix'), cells },
      'incident.saveClosurePolicy': {
        expectedVersion: await versionOf('incident.closurePolicy'),
        policy: { automatic: true, businessDays: 5, timeZone: 'UTC' },
      },
      'incident.previewClosure': { policy: { automatic: true, businessDays: 5, timeZone: 'Europe/Berlin' } },
      'incident.backlog': { projects: [], boundaries: [1, 7] },
    };
    const Outcome = z.union([z.object({ ok: z.literal(true) }), Failure]);
    const outcomes: string[] = [];
    for (const user of USERS) {
      const answer = Outcome.parse(await invoke(site, user, procedure, payloads[procedure] ?? {}, PANEL));
      outcomes.push(answer.ok ? 'yes' : answer.error.code === 'FORBIDDEN' ? 'no' : answer.error.code);
    }
    expect(outcomes).toEqual(row.trim().split(/ +/));
  });
});
