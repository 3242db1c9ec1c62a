/** Changes against a real landscape: conflicts along dependencies, services at risk, and what is closed to the reader. */
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import { acmeLandscape } from '../../emulator/seed/landscape';
import { loadLandscape } from '../../emulator/seed/load-landscape';
import { ChangePanel } from '../../src/change/change.contract';
import { invoke } from '../support/site';
import { SiteChanges } from './site-changes';

const Answered = z.object({ ok: z.literal(true), value: ChangePanel });

let changes: SiteChanges;

beforeAll(async () => {
  changes = await SiteChanges.open();
  await loadLandscape(changes.site, acmeLandscape());
});

afterAll(async () => {
  await changes.site.close();
});

async function panel(key: string, procedure = 'change.panel', input: JsonObject = {}) {
  const answer = await invoke(changes.site, 'agent', procedure, { issueKey: key, ...input }, 'plumbline-panel');
  const { value } = Answered.parse(answer);
  if (value.kind !== 'change') throw new Error(`${key} is no change`);
  return value;
}

it('finds a change that works on what the other one needs, with the way between them by name', async () => {
  const below = await changes.create(changes.described({ 'Configuration items': ['database:web-shop-db'] }));
  await changes.move(below.key, 'Request assessment');
  const above = await changes.create(changes.described({ 'Configuration items': ['application:web-shop'] }));
  const { conflicts, conflictsCut } = await panel(above.key);
  expect(conflictsCut).toBe(false);
  expect(conflicts.map(({ kind, other }) => [kind, other?.key])).toEqual([['upstream', below.key]]);
  const [meeting] = conflicts[0]?.meetings ?? [];
  expect(meeting?.mine.ref).toBe('application:web-shop');
  expect(meeting?.theirs.ref).toBe('database:web-shop-db');
  expect(meeting?.path.every(({ name }) => name !== null)).toBe(true);
  await changes.move(above.key, 'Request assessment');
  expect((await panel(below.key)).conflicts.map(({ kind, other }) => [kind, other?.key])).toEqual([
    ['downstream', above.key],
  ]);
  expect(await changes.value(above.key, 'Change state')).toContain('conflict.unaccepted');
});

it('names the business services that a change can bring down', async () => {
  const { key } = await changes.create(changes.described({ 'Configuration items': ['database:web-shop-db'] }));
  const { questions } = await panel(key);
  const answers = Object.fromEntries(questions.map((one) => [one.key, one.choices[0]?.key ?? '']));
  const { assessment } = await panel(key, 'change.assess', { answers });
  const services = assessment?.contributions.find(({ factor }) => factor === 'services');
  expect(services?.value).toBeGreaterThan(0);
});
