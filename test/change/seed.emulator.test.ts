/** The year of changes that a local site starts with: nothing of it is other than the app itself would have left it. */
import { z } from 'zod';
import { acmeLandscape } from '../../emulator/seed/landscape';
import { loadLandscape } from '../../emulator/seed/load-landscape';
import { seedChanges, type SeededChanges } from '../../emulator/seed/changes';
import type { Site } from '../../emulator/site';
import { ChangeRecord } from '../../src/change/change-record';
import { Decision } from '../../src/change/decision';
import { aSite, invoke, jiraAs } from '../support/site';

const STATES = ['Assess', 'Authorize', 'Cancelled', 'Closed', 'Implement', 'New', 'Review', 'Scheduled'];
const OUTCOMES = ['successful', 'withIssues', 'failed', 'backedOut'] as const;
const Count = z.object({ count: z.int() });
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));

let site: Site;
let seeded: SeededChanges;
let stateField: string;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  const landscape = acmeLandscape();
  await loadLandscape(site, landscape);
  seeded = await seedChanges(site, 'IT', landscape.refs, site.clock.now());
  // The app hears of what is open, and keeps it from here on.
  await site.forge.drain();
  const fields = await jiraAs(site, 'admin').get('/rest/api/3/field', Fields);
  stateField = fields.find(({ name }) => name === 'Change state')?.id.replace('customfield_', '') ?? '';
}, 240_000);

afterAll(async () => {
  await site.close();
});

const count = async (jql: string): Promise<number> =>
  (
    await jiraAs(site, 'manager').post(
      '/rest/api/3/search/approximate-count',
      { jql: `issuetype = Change AND ${jql}` },
      Count,
    )
  ).count;

const counted = (token: string): Promise<number> => count(`cf[${stateField}] = "${token}"`);

/** Documents of one of the app's entities, by key. */
function stored(entity: string): Map<string, unknown> {
  const Row = z.object({ key: z.string(), value: z.string() });
  const Kept = z.looseObject({});
  const rows = site.db.prepare('SELECT key, value FROM kvs_item WHERE space = ? ORDER BY key').all(`entity:${entity}`);
  return new Map(rows.map((row) => Row.parse(row)).map(({ key, value }) => [key, Kept.parse(JSON.parse(value))]));
}

function records(): ChangeRecord[] {
  const Document = z.object({ document: ChangeRecord });
  return [...stored('change').values()].map((one) => Document.parse(one).document);
}

/** Everything that is published on changes, as Jira keeps it. */
const published = (): unknown[] =>
  site.db
    .prepare(
      `SELECT i.key, v.field_id, v.value FROM issue_value v JOIN issue i ON i.id = v.issue_id JOIN field f ON f.id = v.field_id
       WHERE f.forge_key IN ('change-risk', 'change-risk-score', 'change-approval', 'change-tokens') ORDER BY 1, 2`,
    )
    .all();

it('gets every change as far as it was planned: no gate held one', async () => {
  expect(seeded.planned).toBeGreaterThanOrEqual(200);
  expect(seeded.held).toBe(0);
  for (const status of STATES) expect([status, await count(`status = "${status}"`)]).not.toEqual([status, 0]);
});

it('has a record of each, with nothing that the gates were to prevent', () => {
  const all = records();
  expect(all).toHaveLength(seeded.planned);
  expect(all.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
  const closed = all.filter(({ stage }) => stage === 'closed');
  expect(closed.filter(({ review }) => review === null)).toEqual([]);
  expect(closed.filter(({ type, template }) => type === 'standard' && template === null)).toEqual([]);
  expect(closed.filter(({ type, assessment }) => type !== 'standard' && assessment === null)).toEqual([]);
});

it('has only votes of people who have no part in the change', () => {
  const Vote = z.object({ document: Decision });
  const votes = [...stored('change-decision').values()].map((one) => Vote.parse(one).document);
  const byIssue = new Map(records().map((record) => [record.issueId, record]));
  expect(votes.length).toBeGreaterThan(100);
  for (const { issueId, by, policy } of votes) {
    expect(by).not.toBe(byIssue.get(issueId)?.implementer);
    expect(policy.key).not.toBe('');
  }
});

it('fails as often as Jira says it does, at a rate worth learning from', async () => {
  const all = records();
  let failed = 0;
  for (const outcome of OUTCOMES) {
    const kept = all.filter(({ review }) => review?.outcome === outcome).length;
    expect([outcome, await counted(`outcome.${outcome}`)]).toEqual([outcome, kept]);
    if (outcome === 'failed' || outcome === 'backedOut') failed += kept;
  }
  const share = failed / all.filter(({ review }) => review !== null).length;
  expect(share).toBeGreaterThan(0.03);
  expect(share).toBeLessThan(0.12);
});

it('counts each outcome once for each of the CIs, the team and the template', () => {
  const Entry = z.object({ issueId: z.string(), outcome: z.enum(OUTCOMES) });
  const entries = [...stored('change-outcome').values()].map((one) => Entry.parse(one));
  for (const { issueId, cis, team, template, review } of records()) {
    const own = entries.filter((entry) => entry.issueId === issueId);
    const subjects = new Set(cis).size + (team === null ? 0 : 1) + (template === null ? 0 : 1);
    expect(own.map(({ outcome }) => outcome)).toEqual(
      review === null ? [] : Array<string>(subjects).fill(review.outcome),
    );
  }
});

it('has a template that two failures took its pre-approval from, and others that keep it', async () => {
  const Catalogue = z.object({
    ok: z.literal(true),
    value: z.object({ templates: z.array(z.object({ key: z.string(), preApproved: z.boolean() })) }),
  });
  const { value } = Catalogue.parse(await invoke(site, 'agent', 'change.catalogue', {}, 'plumbline-console'));
  expect(value.templates.filter(({ preApproved }) => !preApproved).map(({ key }) => key)).toEqual(['router-firmware']);
  expect(value.templates.length).toBeGreaterThanOrEqual(4);
});

it('shows what stands against each other, and nothing else', async () => {
  expect(await counted('conflict.frozen')).toBe(1);
  expect(await counted('conflict.accepted')).toBe(1);
  expect(await counted('conflict.unknown')).toBe(0);
  // Both sides of two pairs, of which one side of one pair has accepted it.
  expect(await counted('conflict.unaccepted')).toBe(3);
  const now = site.clock.now();
  const span = { from: new Date(now).toISOString(), to: new Date(now + 14 * 86_400_000).toISOString() };
  const Collisions = z.object({
    ok: z.literal(true),
    value: z.looseObject({
      collisions: z.array(z.object({ changes: z.array(z.object({ summary: z.string().nullable() })) })),
    }),
  });
  const { value } = Collisions.parse(await invoke(site, 'changemanager', 'change.simulate', span, 'plumbline-console'));
  const sets = value.collisions.map(({ changes }) => changes.map(({ summary }) => summary).sort());
  expect(sets).toContainEqual(['Memory of orders-db-ham doubled', 'Memory of orders-db-rtm doubled']);
});

it('stays as it is when the app looks at all of it again', async () => {
  const [before, shown] = [stored('change'), published()];
  // A night passes in which every change counts as touched, and so is brought up to date.
  site.db.prepare('UPDATE issue SET updated = ?').run(site.clock.now());
  await site.forge.advanceTo(site.clock.now() + 25 * 3_600_000);
  expect(published()).toEqual(shown);
  expect(stored('change')).toEqual(before);
}, 240_000);
