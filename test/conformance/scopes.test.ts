/** The manifest asks for exactly the scopes that the app's work needs: none is missing, none is there to spare. */
import { z } from 'zod';
import type { Site } from '../../emulator/site';
import { contract } from '../../src/contract';
import { operationOf } from '../support/operations';
import { aSite } from '../support/site';
import { wholeLife, type Frames } from './whole-life';

const Traffic = z.array(
  z.looseObject({ method: z.string(), path: z.string(), status: z.int(), as: z.enum(['app', 'user', 'anonymous']) }),
);
const Usage = z.looseObject({ invocations: z.int(), failures: z.int(), kvsRequests: z.int() });
const Meter = z.looseObject({ functions: z.record(z.string(), Usage), total: Usage });

let site: Site;
let frames: Frames;
let traffic: z.output<typeof Traffic>;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  frames = await wholeLife(site);
  traffic = Traffic.parse(site.forge.traffic());
}, 180_000);
afterAll(() => site.close());

/** Each scope with the calls that need it. */
function needs(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (scope: string, why: string) => found.set(scope, (found.get(scope) ?? new Set()).add(why));
  for (const { method, path, as } of traffic) {
    const operation = operationOf(method, path);
    if (operation === undefined) throw new Error(`the app calls ${method} ${path}, which does not exist`);
    for (const scope of operation.scopes) note(scope, `${method} ${operation.path} as ${as}`);
  }
  // https://developer.atlassian.com/platform/forge/manifest-reference/permissions/ : for the key-value store and entities.
  const { kvsRequests } = Meter.parse(site.forge.meter()).total;
  if (kvsRequests > 0) note('storage:app', `${kvsRequests} requests to storage`);
  return found;
}

it('the run calls every procedure of the contract', () => {
  expect([...frames.called].sort()).toEqual(Object.keys(contract).sort());
});

it('the run invokes every function of the manifest, and none fails', () => {
  const { functions } = Meter.parse(site.forge.meter());
  expect(Object.keys(functions).sort()).toEqual(site.forge.manifest.functions.map(({ key }) => key).sort());
  expect(Object.entries(functions).filter(([, { failures }]) => failures > 0)).toEqual([]);
});

it('nothing is refused for want of a scope or a permission', () => {
  expect(traffic.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
});

it('the manifest declares what the calls need, no less and no more', () => {
  const { scopes } = site.forge.manifest;
  const needed = needs();
  expect({
    missing: [...needed].filter(([scope]) => !scopes.includes(scope)).map(([scope, calls]) => [scope, ...calls]),
    superfluous: scopes.filter((scope) => !needed.has(scope)),
  }).toEqual({ missing: [], superfluous: [] });
});

/** Impersonation without an invocation by the user would need `allowImpersonation`, which the manifest does not ask for. */
it('the app acts for users in the functions that users invoke, and as itself everywhere else', () => {
  const Calls = z.array(z.looseObject({ as: z.string(), function: z.string().nullable() }));
  const forUsers = Calls.parse(site.forge.traffic()).filter(({ as }) => as !== 'app');
  expect([...new Set(forUsers.map((call) => call.function))]).toEqual(['resolver']);
});
