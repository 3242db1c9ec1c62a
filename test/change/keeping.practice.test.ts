/** However events of a change come (twice, late, in any order, not at all), and wherever the app dies, the end is the same. */
import fc from 'fast-check';
import { fingerprintOf } from '../../src/change/material';
import { keepingPractice, type ChangeHappened } from '../../src/change/keeping.practice';
import { sweepingPractice } from '../../src/change/sweeping.practice';
import type { ChangeFacts } from '../../src/change/change-facts';
import type { ChangeRecord } from '../../src/change/change-record';
import { NOTHING_PUBLISHED } from '../../src/change/publication';
import { STAGES } from '../../src/change/change.shapes';
import { instant, toEpoch } from '../../src/kernel/time';
import { aRecord, ci, hours, MONDAY, person } from './builders';
import { aWorld, Died, type ChangeWorld } from './world';

const happened = (changes: Partial<ChangeHappened> = {}): ChangeHappened => ({
  what: 'updated',
  issueId: '1001',
  projectId: '100',
  typeId: '12',
  changedFields: [],
  ...changes,
});

const recordOf = async (world: ChangeWorld, id = '1001'): Promise<ChangeRecord | undefined> =>
  (await world.ports.records.read(id))?.record;

/** As `change.assess` leaves it, at low risk. */
async function assessed(world: ChangeWorld, id = '1001'): Promise<void> {
  const facts = world.issues.get(id)?.facts;
  if (facts === undefined) throw new Error(`no change ${id}`);
  const stored = await world.ports.records.read(id);
  await world.ports.records.write(stored?.version, {
    ...(stored?.record ?? aRecord(facts)),
    level: 'low',
    assessment: {
      likelihood: { percent: 10, level: 1 },
      impact: { percent: 30, level: 2 },
      score: 2,
      level: 'low',
      contributions: [],
      lowering: [],
      at: world.now,
      by: person('ada'),
      answers: {},
      fingerprint: fingerprintOf(facts, {}),
      rulesVersion: 0,
      impactCut: false,
    },
  });
}

async function approved(world: ChangeWorld, id = '1001'): Promise<void> {
  const facts = world.issues.get(id)?.facts;
  if (facts === undefined) throw new Error(`no change ${id}`);
  await world.ports.decisions.add({
    id: '00001-x',
    issueId: id,
    verdict: 'approve',
    by: person('mia'),
    onBehalfOf: null,
    reason: '',
    at: world.now,
    fingerprint: fingerprintOf(facts, {}),
    policy: { key: 'normal', version: 0 },
    steps: ['manager'],
  });
}

it('keeps where a new change lies, and says what is known of it', async () => {
  const world = aWorld();
  const change = world.add();
  await keepingPractice(world.ports).onIssueEvent(happened({ what: 'created' }));
  expect(await recordOf(world)).toEqual(aRecord(change.facts));
  expect(change.published).toEqual({
    risk: null,
    score: null,
    approval: 'Not asked for',
    tokens: ['type.normal', 'approval.notAsked', 'conflict.none'],
  });
});

it('tells those who may approve, once, when approval is asked for', async () => {
  const world = aWorld();
  const change = world.add({ stage: 'authorize' });
  await assessed(world);
  const keeping = keepingPractice(world.ports);
  await keeping.onIssueEvent(happened());
  await keeping.onIssueEvent(happened());
  expect(change.comments).toHaveLength(1);
  expect(change.comments[0]?.mention).toEqual(['mia']);
  expect((await recordOf(world))?.asked).toEqual({ at: MONDAY, told: true });
  expect(change.published).toMatchObject({ risk: 'Low', score: 2, approval: 'Waiting' });
  expect(change.published.tokens).toEqual(
    expect.arrayContaining(['risk.low', 'likelihood.1', 'impact.2', 'assessed', 'approval.waiting']),
  );
});

it('asks anew after a change went back to assessment', async () => {
  const world = aWorld();
  world.add({ stage: 'authorize' });
  await assessed(world);
  const keeping = keepingPractice(world.ports);
  await keeping.settle('1001');
  world.now = hours(1);
  world.edit('1001', { stage: 'assess' });
  await keeping.settle('1001');
  expect((await recordOf(world))?.asked).toBeNull();
  world.now = hours(2);
  world.edit('1001', { stage: 'authorize' });
  await keeping.settle('1001');
  expect((await recordOf(world))?.asked).toEqual({ at: hours(2), told: true });
});

it.each([
  ['scheduled', 'schedule'],
  ['implement', 'implement'],
  ['closed', 'implement'],
] as const)('notes a change that came to %s past its gates, once', async (stage, gate) => {
  const world = aWorld();
  const change = world.add({ stage });
  const keeping = keepingPractice(world.ports);
  await keeping.settle('1001');
  world.now = hours(5);
  await keeping.settle('1001');
  expect((await recordOf(world))?.breaches).toEqual([{ gate, at: MONDAY }]);
  expect(change.published.tokens).toContain('unauthorised');
});

it('finds no fault with a change that was assessed and approved', async () => {
  const world = aWorld();
  const change = world.add({ stage: 'scheduled' });
  await assessed(world);
  await approved(world);
  await keepingPractice(world.ports).settle('1001');
  expect((await recordOf(world))?.breaches).toEqual([]);
  expect(change.published.tokens).not.toContain('unauthorised');
});

it('says that an approval ran out when it did, without any event', async () => {
  const world = aWorld();
  const change = world.add({ stage: 'authorize', plannedStart: hours(24 * 20), plannedEnd: hours(24 * 20 + 2) });
  await assessed(world);
  await approved(world);
  const keeping = keepingPractice(world.ports);
  const { sweep } = sweepingPractice(world.ports, keeping);
  await keeping.settle('1001');
  expect(change.published.approval).toBe('Approved');
  expect((await recordOf(world))?.nextAt).toBe(hours(24 * 14));
  world.now = hours(24 * 14 - 1);
  await sweep();
  expect(change.published.approval).toBe('Approved');
  world.now = hours(24 * 14 + 1);
  await sweep();
  expect(change.published.approval).toBe('Expired');
});

it('forgets a change that was deleted, but not what was decided about it', async () => {
  const world = aWorld();
  world.add();
  await approved(world);
  const keeping = keepingPractice(world.ports);
  await keeping.settle('1001');
  world.issues.delete('1001');
  await keeping.onIssueEvent(happened({ what: 'deleted' }));
  expect(await recordOf(world)).toBeUndefined();
  expect(await world.ports.decisions.of('1001')).toHaveLength(1);
});

it('holds no slot for a change that left the app’s projects, and publishes nothing on it', async () => {
  const world = aWorld();
  const change = world.add({ stage: 'scheduled' });
  const keeping = keepingPractice(world.ports);
  await keeping.settle('1001');
  const gone = { ...world.ports, issues: { ...world.ports.issues, read: () => Promise.resolve(undefined) } };
  await keepingPractice(gone).onIssueEvent(happened({ projectId: '999', changedFields: ['project'] }));
  expect(await recordOf(world)).toMatchObject({ stage: null, planned: null, nextAt: null });
  expect(change.published).toEqual(NOTHING_PUBLISHED);
});

it('reads nothing for issues that are no changes', async () => {
  const world = aWorld();
  world.deaths.set('issues.read#1', 'before').set('records.read#1', 'before');
  await keepingPractice(world.ports).onIssueEvent(happened({ typeId: '10', changedFields: ['status'] }));
  expect(world.stored.all()).toEqual([]);
});

it('brings every open change in line at night, one that fails apart', async () => {
  const world = aWorld();
  const changes = ['1001', '1002', '1003'].map((id) => world.add({ id }));
  world.deaths.set('issues.read#2', 'before');
  const { reconcile } = sweepingPractice(world.ports, keepingPractice(world.ports));
  await reconcile();
  expect(changes.filter(({ published }) => published.approval === 'Not asked for')).toHaveLength(2);
  expect(world.asked[0]).toContain('statusCategory != Done');
  await reconcile();
  expect(changes.every(({ published }) => published.approval === 'Not asked for')).toBe(true);
});

/** What can be done to a change between two events. */
const edits = fc.record({
  stage: fc.constantFrom(...STAGES),
  type: fc.constantFrom('standard' as const, 'normal' as const, 'emergency' as const, undefined),
  start: fc.integer({ min: -20, max: 200 }),
  length: fc.integer({ min: -2, max: 400 }),
  cis: fc.subarray(['server:web-01', 'server:web-02', 'database:shop']),
});

const editOf = ({ stage, type, start, length, cis }: typeof edits extends fc.Arbitrary<infer T> ? T : never) => ({
  stage,
  type,
  plannedStart: hours(start),
  plannedEnd: hours(start + length),
  cis: cis.map(ci),
});

const CALLS = ['issues.read', 'issues.publish', 'records.read', 'records.write', 'decisions.of'] as const;

describe('however it is interrupted', () => {
  it('ends as if nothing had gone wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ edit: edits, deliveries: fc.integer({ min: 0, max: 3 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(
          fc.record({
            call: fc.constantFrom(...CALLS),
            at: fc.integer({ min: 1, max: 12 }),
            how: fc.constantFrom('before' as const, 'after' as const),
          }),
          { maxLength: 5 },
        ),
        async (story, deaths) => {
          const rough = await lived(story, deaths);
          const last = story.at(-1)?.edit;
          const calm = aWorld({ startAt: rough.world.now });
          const twin = calm.add(last === undefined ? {} : editOf(last));
          await keepingPractice(calm.ports).settle('1001');
          const withoutPast = ({ breaches: _b, asked: _a, begun: _c, ...rest }: ChangeRecord): object => rest;
          const [kept, wanted] = [await recordOf(rough.world), await recordOf(calm)];
          expect(kept && withoutPast(kept)).toEqual(wanted && withoutPast(wanted));
          const told = (tokens: readonly string[]): string[] =>
            tokens.filter((token) => token !== 'unauthorised').sort();
          expect(told(rough.tokens)).toEqual(told(twin.published.tokens));
          expect(rough.world.issues.get('1001')?.published.approval).toBe(twin.published.approval);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Edits with their events delivered as often as the story says, then one night. */
async function lived(
  story: readonly { readonly edit: Parameters<typeof editOf>[0]; readonly deliveries: number }[],
  deaths: readonly { readonly call: string; readonly at: number; readonly how: 'before' | 'after' }[],
) {
  const world = aWorld();
  const change = world.add();
  for (const { call, at, how } of deaths) world.deaths.set(`${call}#${at}`, how);
  const keeping = keepingPractice(world.ports);
  for (const { edit, deliveries } of story) {
    world.now = instant(toEpoch(world.now) + 3_600_000);
    world.edit('1001', editOf(edit) satisfies Partial<ChangeFacts>);
    for (let n = 0; n < deliveries; n += 1)
      await keeping.onIssueEvent(happened()).catch((cause: unknown) => {
        if (!(cause instanceof Died)) throw cause;
      });
  }
  world.deaths.clear();
  await sweepingPractice(world.ports, keeping).reconcile();
  return { world, tokens: change.published.tokens };
}
