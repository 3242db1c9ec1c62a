/** Saving service levels: what can't work is said at its place, and nothing is saved. */
import { z } from 'zod';
import type { Site } from '../../emulator/site';
import { Policy, type Definition } from '../../src/sla/policy';
import { aSite, invoke } from '../support/site';

const State = z.object({ ok: z.literal(true), value: z.object({ version: z.int(), policy: Policy }) });

let site: Site;
beforeAll(async () => {
  site = await aSite({ setUp: true });
}, 60_000);
afterAll(() => site.close());

const current = async () => State.parse(await invoke(site, 'admin', 'sla.policy')).value;

function withFirst(policy: Policy, change: (definition: Definition) => unknown): unknown {
  return { ...policy, definitions: policy.definitions.map((one, index) => (index === 0 ? change(one) : one)) };
}

it.each<[string, string, (policy: Policy) => unknown]>([
  [
    'a calendar without hours',
    'policy.calendars.0.weekly',
    (policy) => ({ ...policy, calendars: policy.calendars.map((one) => ({ ...one, weekly: [] })) }),
  ],
  [
    'a query that does not parse',
    'policy.definitions.0.scope.jql',
    (policy) => withFirst(policy, (one) => ({ ...one, scope: { ...one.scope, jql: 'priority = = 1' } })),
  ],
  [
    'a query about a field that does not exist',
    'policy.definitions.0.scope.jql',
    (policy) => withFirst(policy, (one) => ({ ...one, scope: { ...one.scope, jql: 'universe = 42' } })),
  ],
  [
    'a status that does not exist',
    'policy.definitions.0.stop.0.values.0',
    (policy) => withFirst(policy, (one) => ({ ...one, stop: [{ on: 'status', is: 'in', values: ['999999'] }] })),
  ],
  [
    'a goal of zero',
    'policy.definitions.0.goals.0.target.amount',
    (policy) =>
      withFirst(policy, (one) => ({
        ...one,
        goals: one.goals.map((goal) => ({ ...goal, target: { ...goal.target, amount: 0 } })),
      })),
  ],
])('%s is refused at its place', async (_what, path, change) => {
  const { version, policy } = await current();
  const payload = { expectedVersion: version, policy: z.json().parse(change(policy)) };
  const Refused = z.object({
    error: z.object({ code: z.string(), issues: z.array(z.looseObject({ path: z.string() })) }),
  });
  const { error } = Refused.parse(await invoke(site, 'admin', 'sla.savePolicy', payload));
  expect(error.code).toBe('INVALID_INPUT');
  expect(error.issues.map((issue) => issue.path)).toContain(path);
  expect(await current()).toEqual({ version, policy });
});

it('who saves from an older version is told, and every version is kept', async () => {
  const { version, policy } = await current();
  const save = (expectedVersion: number) =>
    invoke(site, 'admin', 'sla.savePolicy', { expectedVersion, policy: z.json().parse(policy) });
  expect(await save(version)).toMatchObject({ ok: true, value: { version: version + 1 } });
  expect(await save(version)).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
  const Versions = z.object({ value: z.object({ versions: z.array(z.object({ version: z.int() })) }) });
  const { versions } = Versions.parse(await invoke(site, 'admin', 'sla.versions')).value;
  expect(versions.map((one) => one.version)).toEqual([version + 1, version]);
});
