/** What waits for approval, and who is told of it. */
import { agendaPractice, MOST_ITEMS } from '../../src/change/agenda.practice';
import { fingerprintOf } from '../../src/change/material';
import { standingNow } from '../../src/change/situation.practice';
import { tellApprovers } from '../../src/change/telling.practice';
import type { Decision } from '../../src/change/decision';
import { ProjectKey } from '../../src/contract/ids';
import { anAssessment } from './assessed';
import { aNode, aRecord, ci, hours, MONDAY, person, type ChangeSketch } from './builders';
import { aWorld, SITE, type ChangeWorld, type MemoryChange } from './world';

async function put(world: ChangeWorld, sketch: ChangeSketch, level: 'low' | 'high' = 'low'): Promise<MemoryChange> {
  const change = world.add({ stage: 'authorize', ...sketch });
  const { facts } = change;
  await world.ports.records.write(
    undefined,
    aRecord(facts, {
      assessment: anAssessment(fingerprintOf(facts, {}), level),
      level,
      services: [ci('businessService:shop'), ci('businessService:payroll')],
      asked: { at: hours(1), told: false },
    }),
  );
  return change;
}

const vote = async (
  world: ChangeWorld,
  { facts }: MemoryChange,
  by: string,
  verdict: Decision['verdict'] = 'approve',
) => {
  const before = await world.ports.decisions.of(facts.issueId);
  await world.ports.decisions.add({
    id: `${String(before.length + 1).padStart(5, '0')}-${by}`,
    issueId: facts.issueId,
    verdict,
    by: person(by),
    onBehalfOf: null,
    reason: 'Because.',
    at: world.now,
    fingerprint: fingerprintOf(facts, {}),
    policy: { key: 'normal', version: 0 },
    steps: ['manager'],
  });
};

const agenda = (world: ChangeWorld, who: string, mine = false, projects: readonly string[] = []) => {
  world.me = person(who);
  const input = { mine, projects: projects.map((key) => ProjectKey.parse(key)) };
  return agendaPractice(world.ports)({ accountId: person(who), issueKey: undefined }, input);
};

describe('the agenda', () => {
  it('has what waits, the one that begins first at the top, with the evidence', async () => {
    const world = aWorld();
    world.nodes.push(aNode('businessService:shop'), aNode('businessService:payroll'));
    world.closed.add(ci('businessService:payroll'));
    await put(world, { id: '1', plannedStart: hours(90), plannedEnd: hours(91) });
    await put(world, { id: '2', plannedStart: hours(50), plannedEnd: hours(51), communicationPlan: undefined }, 'high');
    await vote(world, await put(world, { id: '3' }), 'mia');
    await vote(world, await put(world, { id: '4' }), 'mia', 'reject');
    await put(world, { id: '5', stage: 'implement' });
    const { items, cut, asOf } = await agenda(world, 'mia');
    expect(asOf).toBe(MONDAY);
    expect(cut).toBe(false);
    expect(items.map(({ issueKey }) => issueKey)).toEqual(['IT-2', 'IT-1']);
    expect(items[0]).toMatchObject({
      level: 'high',
      score: 12,
      because: [{ factor: 'questions' }, { factor: 'services' }],
      currency: { state: 'current' },
      planned: { from: hours(50), to: hours(51) },
      outage: { from: null, to: null },
      waitingSince: hours(1),
      requester: { name: 'Ada' },
      implementer: { name: 'Ivo' },
      plans: [
        { plan: 'implementation', filled: true },
        { plan: 'backout', filled: true },
        { plan: 'test', filled: true },
        { plan: 'communication', filled: false },
      ],
      services: [
        { ref: 'businessService:shop', name: 'shop' },
        { ref: null, name: null },
      ],
      approval: { state: 'waiting', mine: [null] },
    });
  });

  it('tells conflicts that nobody accepted', async () => {
    const world = aWorld();
    await put(world, { id: '1' });
    await put(world, { id: '2', implementer: person('someone'), stage: 'scheduled' });
    const { items } = await agenda(world, 'mia');
    expect(items[0]?.conflicts).toEqual([{ kind: 'sameCi', count: 1 }]);
  });

  it('narrowed to one’s own has what the reader may decide and has not', async () => {
    const world = aWorld();
    const risky = await put(world, { id: '1' }, 'high');
    await put(world, { id: '2', requester: person('mia') });
    await put(world, { id: '3' });
    const mine = async (who: string) => (await agenda(world, who, true)).items.map(({ issueKey }) => issueKey);
    expect(await mine('mia')).toEqual(['IT-1', 'IT-3']);
    expect(await mine('cai')).toEqual(['IT-1']);
    expect(await mine('ada')).toEqual([]);
    await vote(world, risky, 'mia');
    expect(await mine('mia')).toEqual(['IT-3']);
    expect((await agenda(world, 'mia')).items).toHaveLength(3);
  });

  it('has what was scheduled and edited since', async () => {
    const world = aWorld();
    const change = await put(world, { id: '1', stage: 'scheduled' });
    await vote(world, change, 'mia');
    expect((await agenda(world, 'mia')).items).toEqual([]);
    world.edit('1', { plannedEnd: hours(99) });
    const [item] = (await agenda(world, 'mia')).items;
    expect(item).toMatchObject({
      approval: { state: 'edited', edited: ['plannedEnd'] },
      currency: { state: 'edited' },
    });
  });

  it('has nothing that the reader may not see', async () => {
    const world = aWorld();
    (await put(world, { id: '1' })).hiddenFrom.add(person('cai'));
    expect((await agenda(world, 'cai')).items).toEqual([]);
    expect((await agenda(world, 'mia')).items).toHaveLength(1);
  });

  it('says that there is more than it shows', async () => {
    const world = aWorld();
    for (let id = 1; id <= MOST_ITEMS + 1; id += 1)
      await put(world, { id: String(id), cis: [ci(`server:s${id}`)], implementer: undefined });
    const { items, cut } = await agenda(world, 'mia');
    expect({ items: items.length, cut }).toEqual({ items: MOST_ITEMS, cut: true });
  });

  it('asks Jira for what may wait, in the projects that are wanted and may be seen', async () => {
    const world = aWorld();
    await agenda(world, 'mia', false, ['IT', 'HR']);
    expect(world.asked).toEqual([
      'project in ("IT") AND issuetype = 12 AND (status = 3 OR (status = 4 AND ' +
        'cf[134] in ("approval.waiting", "approval.edited", "approval.expired"))) ORDER BY created ASC',
    ]);
  });

  it('asks for configuration and role holders once, however many changes wait', async () => {
    const world = aWorld();
    for (const id of ['1', '2', '3', '4', '5', '6']) await put(world, { id });
    let [reads, roles] = [0, 0];
    const { settings, directory } = world.ports;
    const counted = {
      ...world.ports,
      settings: {
        ...settings,
        policies: { ...settings.policies, read: () => ((reads += 1), settings.policies.read()) },
      },
      directory: {
        ...directory,
        inRole: (...of: Parameters<typeof directory.inRole>) => ((roles += 1), directory.inRole(...of)),
      },
    };
    const input = { mine: false, projects: [] };
    const { items } = await agendaPractice(counted)({ accountId: person('mia'), issueKey: undefined }, input);
    expect({ items: items.length, reads, roles }).toEqual({ items: 6, reads: 1, roles: 1 });
  });
});

describe('who has to decide is told', () => {
  const tell = async (world: ChangeWorld, change: MemoryChange) =>
    tellApprovers(
      world.ports,
      await standingNow(world.ports, SITE, { facts: change.facts, published: change.published }),
    );

  it('once a round, by name', async () => {
    const world = aWorld();
    const change = await put(world, { id: '1' }, 'high');
    await tell(world, change);
    await tell(world, change);
    expect(change.comments).toMatchObject([
      {
        sentence: 'Approval of this change is asked for: Change manager, CAB (2 of 3). Decide in the change panel.',
        mention: ['mia', 'cai', 'cleo', 'cora'],
      },
    ]);
  });

  it('but not who has a part in the change', async () => {
    const world = aWorld();
    const change = await put(world, { id: '1', implementer: person('cai') }, 'high');
    await tell(world, change);
    expect(change.comments[0]?.mention).toEqual(['mia', 'cleo', 'cora']);
  });

  it('again after an edit, once for each', async () => {
    const world = aWorld();
    const change = await put(world, { id: '1' });
    await vote(world, change, 'mia');
    await tell(world, change);
    expect(change.comments).toEqual([]);
    for (const end of [97, 97, 98]) {
      world.edit('1', { plannedEnd: hours(end) });
      await tell(world, change);
    }
    expect(change.comments.map(({ mention }) => mention)).toEqual([['mia'], ['mia']]);
    expect(change.comments[0]?.sentence).toMatch(/edited after it was decided about/);
  });

  it('when the approval ran out', async () => {
    const world = aWorld();
    const change = await put(world, { id: '1' });
    await vote(world, change, 'mia');
    world.now = hours(15 * 24);
    await tell(world, change);
    expect(change.comments).toMatchObject([
      { mention: ['mia'], sentence: expect.stringMatching(/ran out/) as unknown },
    ]);
  });

  it('requester and implementer hear of a rejection, and of an approval that nobody can give', async () => {
    const world = aWorld();
    const rejected = await put(world, { id: '1' });
    await vote(world, rejected, 'mia', 'reject');
    await tell(world, rejected);
    expect(rejected.comments).toMatchObject([
      { mention: ['ada', 'ivo'], sentence: expect.stringMatching(/rejected/) as unknown },
    ]);
    world.roles.set('changeManager', []);
    const stuck = await put(world, { id: '2' });
    await tell(world, stuck);
    expect(stuck.comments).toMatchObject([
      { mention: ['ada', 'ivo'], sentence: expect.stringMatching(/too few people may decide/) as unknown },
    ]);
  });

  it('nobody is told of what needs nothing', async () => {
    const world = aWorld();
    const approved = await put(world, { id: '1' });
    await vote(world, approved, 'mia');
    const fresh = await put(world, { id: '2', stage: 'assess' });
    const standard = await put(world, { id: '3', type: 'standard' });
    for (const change of [approved, fresh, standard]) {
      await tell(world, change);
      expect(change.comments).toEqual([]);
    }
  });
});
