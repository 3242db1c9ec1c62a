/**
 * Whatever becomes of an issue's events (another order, twice, days late, never told) and whenever a worker dies, what is
 * published and remembered in the end is what one look at the changelog makes of it.
 */
import fc from 'fast-check';
import type { ClockRecord } from '../../src/sla/clock-record';
import { defaultPolicy } from '../../src/sla/default-policy';
import { keepingPractice } from '../../src/sla/keeping.practice';
import { slaPractice } from '../../src/sla/sla.practice';
import { anIssue, created, happen, type Step } from '../support/memory-issue';
import { memorySla, SITE, type MemorySla } from '../support/memory-sla';
import { SlaTime } from '../support/sla-time';
import { DAY, MINUTE } from './support';

const START = Date.parse('2026-03-02T08:00:00Z');

const shipped = defaultPolicy(SITE, 'Europe/Berlin');
/** The shipped definitions, and one that a label lets in and out of. */
const POLICY = {
  ...shipped,
  definitions: [
    ...shipped.definitions,
    ...shipped.definitions
      .filter(({ key }) => key === 'resolution')
      .map((one) => ({ ...one, key: 'vip', name: 'VIPs', scope: { ...one.scope, jql: 'labels = vip' } })),
  ],
};

const set = <F extends 'status' | 'priority' | 'labels' | 'summary'>(field: F, ...values: string[]) =>
  fc.constantFrom(...values).map((to): Step => ({ do: 'set', field, to }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: set('status', '1', '3', '4', '5', '6', '7', '8') },
  { weight: 3, arbitrary: set('priority', '1', '2', '3', '4', '5') },
  { weight: 2, arbitrary: set('labels', 'vip', '') },
  { weight: 1, arbitrary: set('summary', 'other') },
  { weight: 2, arbitrary: fc.constantFrom('agent', 'customer', 'app').map((by): Step => ({ do: 'comment', by })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(['100', '10'], ['100', '11'], ['999', '10']).map(([projectId = '', typeId = '']) => ({
      do: 'move' as const,
      projectId,
      typeId,
    })),
  },
);
/** After how many minutes each copy of the event arrives; no copy is a lost event. */
const delivery = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4_000 })), { maxLength: 3 });
const story = fc.record({
  first: delivery,
  steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 2_000 }), step, delivery }), { maxLength: 10 }),
  deaths: fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.constantFrom('before', 'after'), {
    maxKeys: 3,
  }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

async function live({ first, steps, deaths }: Story): Promise<MemorySla> {
  const world = memorySla(START);
  await world.ports.policies.save(undefined, POLICY, 'admin', world.ports.clock.now());
  for (const [call, death] of Object.entries(deaths)) world.deaths.set(Number(call), death);
  const time = new SlaTime(world, slaPractice(world.ports));
  const issue = anIssue(START);
  world.issues.set(issue.id, issue);
  for (const minutes of first) time.deliver(START + minutes * MINUTE, created(issue));
  let at = START;
  for (const one of steps) {
    at += one.after * MINUTE;
    await time.pass(at);
    const event = happen(issue, one.step, at);
    for (const minutes of one.delivery) time.deliver(at + minutes * MINUTE, event);
  }
  // Everything that was delayed has come by then, and two nights more.
  await time.pass(at + 5 * DAY);
  return world;
}

const NOTHING: ClockRecord = { escalations: [] };
const outcome = async ({ issues, ports }: MemorySla) => ({
  published: issues.get('1')?.published,
  record: (await ports.records.read('1'))?.record ?? NOTHING,
});

/** One look at the same changelog, by an app that has heard and kept nothing. */
async function recomputed(world: MemorySla): Promise<Awaited<ReturnType<typeof outcome>>> {
  const fresh = memorySla(world.now);
  const issue = world.issues.get('1');
  if (issue === undefined) throw new Error('the issue is gone');
  fresh.issues.set('1', { ...issue, published: anIssue(START).published });
  const ports = { ...fresh.ports, policies: world.ports.policies };
  await keepingPractice(ports).keep('1');
  return outcome(fresh);
}

it('a story undisturbed ends as one look has it', async () => {
  const on = (after: number, one: Step) => ({ after, step: one, delivery: [0] });
  const world = await live({
    first: [0],
    steps: [
      on(300, { do: 'set', field: 'status', to: '3' }),
      on(10, { do: 'set', field: 'status', to: '4' }),
      on(600, { do: 'set', field: 'priority', to: '1' }),
    ],
    deaths: {},
  });
  const { published } = await outcome(world);
  expect(published).toMatchObject({ state: 'Breached', clocks: ['first-response.breached', 'resolution.paused'] });
  expect(await outcome(world)).toEqual(await recomputed(world));
});

it('any order, repetition, delay, loss and death end as one look has it', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const world = await live(told);
      expect(await outcome(world)).toEqual(await recomputed(world));
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 80) },
  );
}, 120_000);
