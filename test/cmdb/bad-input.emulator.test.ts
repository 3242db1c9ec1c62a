/** What people get wrong: told at its place, and nothing of it is stored. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import type { Site } from '../../emulator/site';
import { aSite, invoke } from '../support/site';

const Refusal = z.object({
  ok: z.literal(false),
  error: z.looseObject({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});
const Version = z.object({ value: z.looseObject({ version: z.int(), ci: z.looseObject({ name: z.string() }) }) });
const Catalogue = z.object({
  value: z.looseObject({
    version: z.int().nullable(),
    catalogue: z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })) }),
  }),
});

let site: Site;
beforeAll(async () => {
  site = await aSite({ setUp: true });
  await call('create', { draft: { classKey: 'server', name: 'Web 01' } });
}, 60_000);
afterAll(() => site.close());

const call = async (procedure: string, payload: Json) =>
  invoke(site, 'configmanager', `cmdb.${procedure}`, payload, 'plumbline-console');

/** Every record of the CMDB, by entity, key and size: what changes when something is stored. */
const stored = (): unknown =>
  site.db.prepare("SELECT space, key, value FROM kvs_item WHERE space LIKE 'entity:cmdb%' ORDER BY space, key").all();

const draft = (rest: { [key: string]: Json }): Json => ({ draft: { classKey: 'server', name: 'New', ...rest } });
const LARGE = 'x'.repeat(300_000);

it.each<[string, string, Json, string]>([
  ['an unknown class', 'create', draft({ classKey: 'toaster' }), 'classKey'],
  ['a class that only others come from', 'create', draft({ classKey: 'ci' }), 'classKey'],
  ['no name', 'create', draft({ name: ' ' }), 'name'],
  ['a state that the class does not have', 'create', draft({ state: 'asleep' }), 'state'],
  ['an address that is none', 'create', draft({ attributes: { ip: '999.1.1.1' } }), 'attributes.ip'],
  ['an attribute that the class does not have', 'create', draft({ attributes: { wheels: 4 } }), 'attributes.wheels'],
  ['a value of 300 KB', 'create', draft({ attributes: { notes: LARGE } }), 'attributes.notes'],
  ['a name of 300 KB', 'create', draft({ name: LARGE }), 'name'],
  ['a relation to a missing CI', 'relate', { from: 'server:web-01', type: 'uses', to: 'server:none' }, 'to'],
  ['a relation of an unknown type', 'relate', { from: 'server:web-01', type: 'likes', to: 'server:web-01' }, 'type'],
  ['a relation with itself', 'relate', { from: 'server:web-01', type: 'uses', to: 'server:web-01' }, 'to'],
])('refuses %s at its place, and stores nothing', async (_what, procedure, payload, path) => {
  const before = stored();
  const { error } = Refusal.parse(await call(procedure, payload));
  expect(error.code).toBe('INVALID_INPUT');
  const place = error.issues?.find((issue) => issue.path === path || issue.path === `draft.${path}`);
  expect({ path, issues: error.issues, found: place !== undefined }).toMatchObject({ found: true });
  expect(place?.message).toMatch(/^[A-Z“].{9,299}$/s);
  expect(stored()).toEqual(before);
});

it('refuses classes that inherit from one another in a circle', async () => {
  const { version, catalogue } = Catalogue.parse(await call('catalogue', {})).value;
  const classes = catalogue.classes.map((one) => (one.key === 'infrastructure' ? { ...one, parent: 'server' } : one));
  const payload = { expectedVersion: version, catalogue: z.json().parse({ ...catalogue, classes }) };
  const { error } = Refusal.parse(await call('saveCatalogue', payload));
  expect(error.issues?.map(({ path }) => path).some((path) => /classes.*parent/.test(path))).toBe(true);
  expect(Catalogue.parse(await call('catalogue', {})).value.version).toBe(version);
});

it.each(['<script>alert(1)</script>', '=HYPERLINK("http://evil")', '"; DROP TABLE--', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ½ ẞ'])(
  'takes the name %s as the text it is',
  async (name) => {
    const made = Version.parse(await call('create', draft({ name })));
    expect(made.value.ci.name).toBe(name);
  },
);
