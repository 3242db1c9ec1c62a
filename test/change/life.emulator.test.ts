/** Whole lives of changes on a whole site: through Jira where people use Jira, through the app where they use the panel. */
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import type { UserName } from '../../emulator/seed/people';
import { ChangePanel } from '../../src/change/change.contract';
import { invoke } from '../support/site';
import { SiteChanges } from './site-changes';

type Shown = Extract<ChangePanel, { kind: 'change' }>;

const Failed = z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) });
const Answered = z.object({ ok: z.literal(true), value: ChangePanel });

let changes: SiteChanges;

beforeAll(async () => {
  changes = await SiteChanges.open();
});

afterAll(async () => {
  await changes.site.close();
});

async function ask(user: UserName, procedure: string, key: string, input: JsonObject = {}): Promise<Shown> {
  const answer = await invoke(changes.site, user, procedure, { issueKey: key, ...input }, 'plumbline-panel');
  const failed = Failed.safeParse(answer).data;
  if (failed !== undefined) throw new Error(`${failed.error.code}: ${failed.error.message}`);
  const { value } = Answered.parse(answer);
  if (value.kind !== 'change') throw new Error(`${key} is no change`);
  return value;
}

/** With the mildest answer to each question. */
async function assess(key: string): Promise<Shown> {
  const { questions } = await ask('agent', 'change.panel', key);
  const answers = Object.fromEntries(
    questions.map((question) => {
      const byRisk = question.choices.toSorted((one, other) => one.risk - other.risk);
      return [question.key, byRisk[0]?.key ?? ''];
    }),
  );
  return ask('agent', 'change.assess', key, { answers });
}

async function approve(key: string, user: UserName, reason = ''): Promise<Shown> {
  const { approval } = await ask(user, 'change.panel', key);
  return ask(user, 'change.decide', key, { verdict: 'approve', onBehalfOf: null, reason, seal: approval.seal });
}

const review = (outcome: string, more: JsonObject = {}): JsonObject => ({
  review: { outcome, actualStart: null, actualEnd: null, deviations: '', lessons: '', incidents: [], ...more },
});

it('takes a normal change from draft to closed', async () => {
  const { key } = await changes.create(changes.described());
  await changes.move(key, 'Request assessment');
  const assessed = await assess(key);
  expect(assessed.currency.state).toBe('current');
  expect(await changes.value(key, 'Change risk')).not.toBeNull();
  await changes.move(key, 'Request authorization');
  expect(await changes.value(key, 'Change approval')).toBe('Waiting');
  await expect(changes.move(key, 'Schedule')).rejects.toThrow(/It needs 1 more approval/);
  const approved = await approve(key, 'changemanager');
  expect(approved.approval.state).toBe('approved');
  expect(await changes.value(key, 'Change approval')).toBe('Approved');
  await changes.move(key, 'Schedule');
  await expect(changes.move(key, 'Implement')).rejects.toThrow(/work may begin from/);
  await changes.site.forge.advanceTo(changes.site.clock.now() + 23.5 * 3_600_000);
  await changes.move(key, 'Implement');
  await changes.move(key, 'Review');
  await expect(changes.move(key, 'Close')).rejects.toThrow(/Its outcome is not recorded/);
  await ask('agent', 'change.review', key, review('successful'));
  await changes.move(key, 'Close');
  expect(await changes.status(key)).toBe('Closed');
  expect(await changes.value(key, 'Change state')).toEqual(
    expect.arrayContaining(['outcome.successful', 'outcome.successful.2026-W06', 'reviewed']),
  );
  expect(await changes.value(key, 'Change state')).not.toContain('unauthorised');
});

it('asks again for approval when a plan was edited after it', async () => {
  const { key } = await changes.create(changes.described({ 'Configuration items': ['server:web-09'] }));
  await changes.move(key, 'Request assessment');
  await assess(key);
  await changes.move(key, 'Request authorization');
  await approve(key, 'changemanager');
  await changes.edit(key, { 'Back-out plan': 'There is none, we hope for the best.' });
  expect(await changes.value(key, 'Change approval')).toBe('Edited since');
  await expect(changes.move(key, 'Schedule')).rejects.toThrow(/back-out plan changed/);
});

it('lets an emergency be implemented after approval, and closes it with a review alone', async () => {
  const described = changes.described({
    'Change type': 'Emergency',
    'Planned start': changes.at(0.5),
    'Planned end': changes.at(2),
    'Configuration items': ['server:web-02'],
  });
  const { key } = await changes.create(described);
  await changes.move(key, 'Request assessment');
  await assess(key);
  await changes.move(key, 'Request authorization');
  await expect(changes.move(key, 'Implement emergency')).rejects.toThrow(/approval/);
  await approve(key, 'changemanager');
  await approve(key, 'cab');
  await changes.move(key, 'Implement emergency');
  await changes.move(key, 'Review');
  await ask('agent', 'change.review', key, review('successful'));
  await expect(changes.move(key, 'Close')).rejects.toThrow(/It needs a review, because it was an emergency/);
  await ask('agent', 'change.review', key, review('successful', { lessons: 'Watch the disk.' }));
  await changes.move(key, 'Close');
  expect(await changes.status(key)).toBe('Closed');
});

it('notes a change that an administrator let past its gates', async () => {
  const { key } = await changes.create(changes.described({ 'Configuration items': ['server:web-03'] }));
  const { db } = changes.site.jira.site;
  const scheduled = db.prepare<[], { id: number }>("SELECT id FROM status WHERE name = 'Scheduled'").get();
  // As a migration to another workflow leaves it: in a status, with no transition that led there.
  db.prepare('UPDATE issue SET status_id = ? WHERE key = ?').run(scheduled?.id, key);
  await changes.edit(key, { 'Test plan': 'Looked at again.' });
  expect(await changes.value(key, 'Change state')).toContain('unauthorised');
  const { breaches } = await ask('agent', 'change.panel', key);
  expect(breaches.map(({ gate }) => gate)).toEqual(['schedule']);
});
