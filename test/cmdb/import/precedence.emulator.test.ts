/** The order of sources through the unmodified app: who may set it, what is refused, and that imports heed it. */
import { z } from 'zod';
import type { Json } from '../../../emulator/json';
import type { Site } from '../../../emulator/site';
import type { UserName } from '../../../emulator/seed/people';
import { SourcePrecedence } from '../../../src/cmdb/import/precedence';
import { aSite, Failure, invoke } from '../../support/site';
import { ImportDesk } from './desk';

let site: Site;
let desk: ImportDesk;
beforeAll(async () => {
  site = await aSite({ setUp: true });
}, 120_000);
beforeEach(async () => {
  await site.reset();
  desk = new ImportDesk(site);
});
afterAll(() => site.close());

const Settings = z.object({ precedence: SourcePrecedence, version: z.int().nullable(), mappings: z.array(z.json()) });
const settings = () => desk.call('cmdb.import.settings', {}, Settings);
const save = (precedence: Json, expectedVersion: number | null = null, user: UserName = 'configmanager') =>
  invoke(site, user, 'cmdb.import.saveSettings', { expectedVersion, mappings: [], precedence }, 'plumbline-console');
const Issues = z.object({ error: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }) });

it('is kept, and an import changes only what its source may', async () => {
  expect((await settings()).precedence).toEqual({ order: [], byPath: {} });
  await desk.import('Class,Name,Serial number,IP address,Location\nServer,web,S1,10.0.0.1,Zurich\n', { source: 'CMT' });
  const precedence = { order: ['CMT'], byPath: { 'attributes.ip': ['IPAM', 'CMT'] } };
  expect(await save(precedence)).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await settings()).toMatchObject({ precedence, version: 1 });
  const { importId, applied } = await desk.import(
    'Class,Name,Serial number,IP address,Location\nServer,web,S1,10.0.0.2,Bern\n',
    { source: 'IPAM' },
  );
  expect(applied.apply?.counts).toMatchObject({ update: 1 });
  const [row] = await desk.rows(importId, 'apply');
  expect(row?.changes).toEqual([{ path: 'attributes.ip', before: '10.0.0.1', after: '10.0.0.2' }]);
  expect(row?.withheld).toMatchObject([{ path: 'location', before: 'Zurich', after: 'Bern', keptFrom: 'CMT' }]);
});

it.each<[string, Json, string]>([
  ['a source twice', { order: ['A', 'a'], byPath: {} }, 'precedence.order'],
  [
    'an unknown attribute',
    { order: [], byPath: { 'attributes.nothing': ['A'] } },
    'precedence.byPath.attributes.nothing',
  ],
  ['a source without a name', { order: [' '], byPath: {} }, 'precedence.order.0'],
  ['a name too long', { order: ['x'.repeat(61)], byPath: {} }, 'precedence.order.0'],
])('refuses %s, and says where', async (_what, precedence, path) => {
  const answer = await save(precedence);
  expect(Failure.parse(answer).error.code).toBe('INVALID_INPUT');
  expect(Issues.parse(answer).error.issues.map((issue) => issue.path)).toContain(path);
  expect((await settings()).version).toBeNull();
});

it('is not overwritten by whoever did not see it', async () => {
  await save({ order: ['A'], byPath: {} });
  expect(Failure.parse(await save({ order: ['B'], byPath: {} })).error.code).toBe('CONFLICT');
  expect((await settings()).precedence.order).toEqual(['A']);
});

it('is for Configuration Managers', async () => {
  expect(Failure.parse(await save({ order: ['A'], byPath: {} }, null, 'customer')).error.code).toBe('FORBIDDEN');
});
