/** A deletion that dies at every possible place, in whoever works on it, and is delivered again. */
import { cmdbPractice } from '../../src/cmdb/cmdb.practice';
import type { CmdbPorts, CmdbWork } from '../../src/cmdb/cmdb.ports';
import { cmdbStorage } from '../../src/forge/cmdb-ports';
import { jobEntity, jobStore } from '../../src/forge/entities/jobs';
import type { Records } from '../../src/forge/entities/records';
import { settingEntity, settingStore } from '../../src/forge/entities/settings';
import { instant } from '../../src/kernel/time';
import { memoryRecords } from '../support/memory-records';
import { memoryTable } from '../support/memory-table';
import { aCi, ann, aRelation, aWrite, ref } from './builders';

class Killed extends Error {}

/** Where a life ends: at its call number `call` of the storage, before or after the call took effect. */
interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

class Storage {
  death: Death | undefined;
  #calls = 0;
  #isDead = false;
  readonly #kept = memoryRecords();
  readonly records: Records = this.#mortal();

  /** Whether it lived to its end. What was under way when it died reaches nothing any more. */
  async life(work: () => Promise<unknown>, death?: Death): Promise<boolean> {
    this.#calls = 0;
    this.#isDead = false;
    this.death = death;
    try {
      await work();
      return true;
    } catch (cause) {
      if (!(cause instanceof Killed)) throw cause;
      return false;
    } finally {
      this.death = undefined;
      this.#isDead = false;
    }
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isDead) throw new Killed();
    this.#calls += 1;
    const when = this.death?.call === this.#calls ? this.death.when : undefined;
    if (when !== undefined) this.#isDead = true;
    if (when === 'before') throw new Killed();
    const done = await work();
    if (when === 'after') throw new Killed();
    return done;
  }

  #mortal(): Records {
    return {
      table: (definition) => {
        const table = this.#kept.table(definition);
        return {
          ...table,
          get: (key) => this.#call(() => table.get(key)),
          page: (query) => this.#call(() => table.page(query)),
        };
      },
      read: (places, count) => this.#call(() => this.#kept.read(places, count)),
      commit: (operations) => this.#call(() => this.#kept.commit(operations)),
    };
  }
}

const HUB = ref('server:hub');
const OTHERS = ['server:a', 'server:b', 'server:c'];
const AROUND: readonly [string, string, string][] = [
  ['server:a', 'uses', 'server:hub'],
  ['server:b', 'uses', 'server:hub'],
  ['server:hub', 'uses', 'server:b'],
  ['server:hub', 'backedUpBy', 'server:c'],
  ['server:a', 'uses', 'server:c'],
];

const unused = async (): Promise<never> => {
  throw new Error('deleting asks Jira nothing');
};

async function aWorld() {
  const storage = new Storage();
  let seconds = 0;
  const clock = { now: () => instant(Date.parse('2026-03-02T08:00:00Z') + (seconds += 1) * 1000) };
  const jobs = jobStore(memoryTable(jobEntity));
  const queue: CmdbWork[] = [];
  const ports: CmdbPorts = {
    ...cmdbStorage(storage.records, settingStore(memoryTable(settingEntity)), jobs, clock),
    viewer: { cisOf: unused, search: unused, count: unused, people: unused },
    directory: {
      ciField: unused,
      rolesOf: unused,
      managesConfigurations: async () => true,
      namesOf: async () => new Map(),
    },
    queue: { push: async (work) => void queue.push(work) },
    clock,
    newJobId: () => 'job',
  };
  for (const one of OTHERS) await ports.cis.create(aWrite(aCi(one)));
  const key = { kind: 'unique', text: 'serial hub', path: 'attributes.serialNumber' } as const;
  await ports.cis.create(aWrite(aCi(HUB), [key]));
  await ports.relations.relate(AROUND.map(([from, type, to]) => aRelation(from, type, to)));
  return { storage, ports, queue, practice: cmdbPractice(ports), key };
}
type World = Awaited<ReturnType<typeof aWorld>>;

const asked = { accountId: ann, issueKey: undefined };

/** The request, of which the event is delivered again until a life of its consumer comes to its end. */
async function deleteIt({ storage, practice, queue }: World, request?: Death, consumer?: Death) {
  const remove = () => practice.handlers['cmdb.delete'](asked, { ref: HUB, expectedVersion: 1 });
  const lived = [await storage.life(remove, request)];
  let death = consumer;
  for (let deliveries = 0; queue.length > 0; deliveries += 1) {
    if (deliveries > 10) throw new Error('delivered again and again');
    const [work] = queue;
    if (work === undefined) break;
    const done = await storage.life(() => practice.work(work), death);
    lived.push(done);
    death = undefined;
    if (done) queue.shift();
  }
  return lived;
}

/** Everything that tells of the hub, as people find it. */
async function traces({ ports, key }: World) {
  const rowsOf = async (one: string) => {
    const all = [];
    for (const end of ['from', 'to'] as const) {
      const query = { ref: ref(one), end, type: undefined, cursor: undefined, limit: 100 };
      all.push(...(await ports.relations.page(query)).items.map(({ from, type, to }) => `${from} ${type} ${to}`));
    }
    return all;
  };
  const cards = await ports.graph.read(OTHERS.map(ref), { requests: 0 });
  const neighbours = [...cards.values()].flatMap((node) => node.neighbours.map(({ other }) => other));
  const past = await ports.history.between(instant(0), instant('2030-01-01T00:00:00Z'), undefined, 100);
  const removed = past.items.flatMap(({ entry }) => Object.entries(entry.after ?? {}));
  return {
    ci: await ports.cis.get(HUB),
    isDeleting: (await ports.cis.deletion(HUB)) !== undefined,
    isTaken: (await ports.cis.taken([HUB])).size > 0,
    holders: [...(await ports.cis.holders([key])).values()].flat(),
    words: (await ports.words.find('hub', 10)).length,
    relations: [...new Set((await Promise.all([...OTHERS, HUB].map(rowsOf))).flat())].filter((row) =>
      row.includes('hub'),
    ),
    neighbours: neighbours.filter((other) => other === HUB),
    others: (await ports.cis.getAll(OTHERS.map(ref))).size,
    kept: await rowsOf('server:c'),
    removals: removed.filter(([path, value]) => path.startsWith('relations.') && value === null).length,
    deletions: past.items.filter(({ entry }) => entry.after === null).length,
  };
}

const GONE = {
  ci: undefined,
  isDeleting: false,
  isTaken: false,
  holders: [],
  words: 0,
  relations: [],
  neighbours: [],
  others: 3,
  kept: ['server:a uses server:c'],
  removals: 4,
  deletions: 1,
};

const deaths = (calls: number): Death[] =>
  Array.from({ length: calls }, (_, call) => call + 1).flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

it('takes everything of the CI when nobody dies', async () => {
  const world = await aWorld();
  expect(await deleteIt(world)).toEqual([true, true]);
  expect(await traces(world)).toEqual(GONE);
});

it('is the last that its history tells: seen from before, the CI and its relations are gone', async () => {
  const world = await aWorld();
  const from = world.ports.clock.now();
  await deleteIt(world);
  const { diff } = await world.practice.handlers['cmdb.diffOf'](asked, { ref: HUB, from, to: null });
  const relations = diff?.lines.filter(({ path }) => path.startsWith('relations.'));
  expect(diff?.kind).toBe('deleted');
  expect(relations).toEqual([
    { path: 'relations.backedUpBy.server:c', before: true, after: null },
    { path: 'relations.uses.server:b', before: true, after: null },
  ]);
});

it('leaves nothing dangling, wherever the request dies: all of it, or nothing, is done', async () => {
  let whole = 0;
  let diedAndDone = 0;
  for (const death of deaths(40)) {
    const world = await aWorld();
    const [lived] = await deleteIt(world, death);
    const found = await traces(world);
    if (found.ci === undefined) {
      expect({ death, found }).toEqual({ death, found: GONE });
      if (lived === false) diedAndDone += 1;
    } else {
      // It died before anybody could know of the deletion.
      expect([lived, found.isDeleting, found.removals, found.deletions]).toEqual([false, false, 0, 0]);
      expect([found.relations.length, found.words, found.holders]).toEqual([4, 1, [HUB]]);
      whole += 1;
    }
  }
  expect(whole).toBeGreaterThan(0);
  expect(diedAndDone).toBeGreaterThan(8);
});

it('leaves nothing dangling, wherever the consumer dies that goes on with it', async () => {
  const begun = await firstDeathThatLeavesWork();
  let died = 0;
  for (const death of deaths(30)) {
    const world = await aWorld();
    const lived = await deleteIt(world, begun, death);
    expect({ death, found: await traces(world) }).toEqual({ death, found: GONE });
    if (lived[1] === false) died += 1;
  }
  expect(died).toBeGreaterThan(8);
});

/** The death of a request just after the CI was marked: all the rest is the consumer's. */
async function firstDeathThatLeavesWork(): Promise<Death> {
  for (const death of deaths(40)) {
    const { storage, practice, ports } = await aWorld();
    await storage.life(() => practice.handlers['cmdb.delete'](asked, { ref: HUB, expectedVersion: 1 }), death);
    if ((await ports.cis.deletion(HUB)) !== undefined) return death;
  }
  throw new Error('no request dies half-way');
}
