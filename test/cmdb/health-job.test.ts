/** Examinations in steps: exact however often a step dies, none larger than its bound, and each figure lists what it counts. */
import { randomInt } from 'node:crypto';
import { BEGINNING, HealthDocument } from '../../src/cmdb/health-document';
import { examineOn } from '../../src/cmdb/health-job';
import { healthPractice } from '../../src/cmdb/health.practice';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import type { CmdbPorts, CmdbWork, Listed, StoredCi } from '../../src/cmdb/cmdb.ports';
import type { Ci } from '../../src/cmdb/model';
import { normalisedName } from '../../src/cmdb/health';
import type { CiRef } from '../../src/contract/ids';
import { cmdbStorage, jobsOf } from '../../src/forge/cmdb-ports';
import { catalogueDocument } from '../../src/forge/entities/cmdb-catalogue';
import { jobEntity, jobStore } from '../../src/forge/entities/jobs';
import { settingEntity, settingStore } from '../../src/forge/entities/settings';
import { instant } from '../../src/kernel/time';
import { memoryRecords } from '../support/memory-records';
import { memoryTable } from '../support/memory-table';
import { aCi, ann, AT, ref } from './builders';

interface Used {
  listed: number;
  documents: number;
  bytes: number;
}

/** A world whose lists are an array, and whose documents can be counted and cut off. */
async function aWorld(cis: Ci[]) {
  const records = memoryRecords();
  const clock = { now: () => instant(AT) };
  const jobs = jobStore(memoryTable(jobEntity));
  const kept = cmdbStorage(records, settingStore(memoryTable(settingEntity)), jobs, clock);
  await catalogueDocument(records).write(undefined, SHIPPED_CATALOGUE, ann, instant(AT));
  const queue: CmdbWork[] = [];
  const used: Used = { listed: 0, documents: 0, bytes: 0 };
  let left = Infinity;
  const spend = (): void => {
    left -= 1;
    if (left < 0) throw new Error('the runtime is gone');
  };
  const count = (document: unknown): void => {
    used.documents += 1;
    used.bytes += JSON.stringify(document ?? null).length;
  };
  const cards = async (refs: readonly CiRef[]) => {
    const wanted = new Set(refs);
    return new Map(cis.filter((ci) => wanted.has(ci.ref)).map((ci) => [ci.ref, { ...ci, redundancy: null }]));
  };
  const ports: CmdbPorts = {
    ...kept,
    cis: {
      ...kept.cis,
      async list({ cursor, limit }): Promise<Listed<StoredCi>> {
        spend();
        const start = Number(cursor ?? 0);
        const items = cis.slice(start, start + limit).map((ci) => ({ ci, version: 1 }));
        used.listed += items.length;
        return { items, cursor: start + limit < cis.length ? String(start + limit) : undefined };
      },
    },
    graph: { ...kept.graph, read: async () => new Map(), cards },
    documents: {
      ...kept.documents,
      async read(collection, number) {
        const found = await kept.documents.read(collection, number);
        count(found);
        return found;
      },
      async readAll(pages) {
        spend();
        const found = await kept.documents.readAll(pages);
        found.forEach(count);
        return found;
      },
      async write(collection, number, document) {
        spend();
        count(document);
        await kept.documents.write(collection, number, document);
      },
    },
    health: jobsOf(jobs, 'cmdb-health', HealthDocument, clock),
    viewer: { cisOf: never, search: never, count: never, people: never },
    directory: { ciField: never, rolesOf: never, managesConfigurations: never, namesOf: never },
    queue: { push: async (work) => void queue.push(work) },
    clock,
    newJobId: () => `job${(number += 1)}`,
  };
  let number = 0;
  const lives = (actions: number): void => {
    left = actions;
  };
  return { ports, queue, used, lives, practice: healthPractice(ports), documents: kept.documents };
}
type World = Awaited<ReturnType<typeof aWorld>>;

const never = async (): Promise<never> => {
  throw new Error('an examination asks Jira nothing');
};

/** Delivers events until none is left; `death` says after how many actions the next delivery's runtime is gone. */
async function work({ ports, queue, used, lives }: World, death: () => number = () => Infinity): Promise<Used[]> {
  const steps: Used[] = [];
  for (let deliveries = 0; queue.length > 0; deliveries += 1) {
    if (deliveries > 2_000) throw new Error('delivered again and again');
    const [next] = queue;
    if (next?.kind !== 'health') throw new Error('an examination pushes nothing else');
    Object.assign(used, { listed: 0, documents: 0, bytes: 0 });
    lives(death());
    try {
      await examineOn(ports, next.jobId);
      queue.shift();
    } catch (cause) {
      expect(cause).toMatchObject({ message: 'the runtime is gone' });
    }
    steps.push({ ...used });
  }
  lives(Infinity);
  return steps;
}

const asked = { accountId: ann, issueKey: undefined };

/** Everything behind a figure, page after page. */
async function listed(
  { practice }: World,
  of: { rule: 'duplicate' | 'incomplete'; classKey?: string; classKeys?: string[] },
) {
  const rows: { ref: string; details: string[] }[] = [];
  let gone = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<(typeof practice.handlers)['cmdb.healthList']>> = await practice.handlers[
      'cmdb.healthList'
    ](asked, { ...of, cursor });
    rows.push(...page.rows.map(({ brief, details }) => ({ ref: brief.ref, details })));
    gone += page.gone;
    ({ cursor } = page);
  } while (cursor !== null);
  return { rows, gone };
}

const key = (text: string) => [{ source: 'agent', key: text }];

/** Some of one name, some of one key, chains of both, and many of which nobody is like another. */
function landscape(size: number): Ci[] {
  return Array.from({ length: size }, (_, n) =>
    aCi(`${n % 3 === 0 ? 'database' : 'server'}:n-${n}`, {
      name: n % 7 === 0 ? `Same ${n % 70}` : `One ${n}`,
      identifiers: n % 11 === 0 ? key(`K${n % 110}`) : key(`own ${n}`),
    }),
  );
}

/** Whom each CI is like, by comparing everybody's keys. */
function likes(cis: readonly Ci[]): Map<string, Set<string>> {
  const byKey = new Map<string, string[]>();
  for (const ci of cis)
    for (const text of [`name ${ci.classKey} ${normalisedName(ci.name)}`, ...ci.identifiers.map(({ key: own }) => own)])
      byKey.set(text, [...(byKey.get(text) ?? []), ci.ref]);
  const found = new Map<string, Set<string>>();
  for (const refs of byKey.values())
    if (refs.length > 1)
      for (const one of refs)
        found.set(one, new Set([...(found.get(one) ?? []), ...refs.filter((other) => other !== one)]));
  return found;
}

async function isExact(world: World, cis: readonly Ci[]): Promise<void> {
  const expected = likes(cis);
  const { rows } = await listed(world, { rule: 'duplicate' });
  expect(rows.map((row) => row.ref).sort()).toEqual([...expected.keys()].sort());
  for (const row of rows) {
    const others = expected.get(row.ref) ?? new Set();
    expect(row.details.filter((other) => !others.has(other))).toEqual([]);
    expect(row.details).toHaveLength(Math.min(10, others.size));
  }
  const figures = await world.practice.handlers['cmdb.health'](asked, {});
  expect(figures).toMatchObject({ cis: cis.length, findings: { duplicate: expected.size }, running: null });
  for (const one of figures.classes)
    for (const rule of ['duplicate', 'incomplete'] as const) {
      const behind = await listed(world, { rule, classKey: one.classKey });
      expect([one.classKey, rule, behind.rows.length + behind.gone]).toEqual([one.classKey, rule, one.findings[rule]]);
    }
}

describe('an examination', () => {
  it('finds each double once, and lists behind every figure what it counts', async () => {
    const cis = landscape(3_300);
    const world = await aWorld(cis);
    await world.practice.begin();
    await work(world);
    await isExact(world, cis);
  });

  it.each([1, 2, 3])('comes to the same however often its runtime dies (%d)', async () => {
    const cis = landscape(5_000);
    const world = await aWorld(cis);
    await world.practice.begin();
    let deaths = 0;
    await work(world, () => ((deaths += 1) % 3 === 0 ? Infinity : randomInt(60)));
    await isExact(world, cis);
  });

  it('reads no more in a step than an installation may, also when all CIs are alike', async () => {
    const cis = Array.from({ length: 20_000 }, (_, n) => aCi(`server:n-${n}`, { name: 'Same', owner: ann }));
    const world = await aWorld(cis);
    await world.practice.begin();
    const steps = await work(world);
    expect(Math.max(...steps.map((step) => step.listed))).toBe(2_000);
    expect(Math.max(...steps.map(({ bytes }) => bytes))).toBeLessThan(8_000_000);
    const { findings, classes } = await world.practice.handlers['cmdb.health'](asked, {});
    expect(findings.duplicate).toBe(20_000);
    expect(classes).toMatchObject([{ classKey: 'server', healthy: 0 }]);
  }, 120_000);

  it('leaves nothing behind but what is listed, and takes what the one before left', async () => {
    const world = await aWorld(landscape(300));
    const pagesOf = async (job: string) => {
      const collections = Array.from({ length: 16 }, (_, n) => [
        `health ${job} keys ${n}`,
        `health ${job} doubles ${n}`,
      ]);
      const pages = [...collections.flat(), `health ${job} duplicate`].map((collection) => ({ collection, number: 0 }));
      return (await world.documents.readAll(pages)).filter((page) => page !== undefined).length;
    };
    await world.practice.begin();
    await work(world);
    expect(await pagesOf('job1')).toBe(1);
    await world.practice.begin();
    await work(world);
    expect([await pagesOf('job1'), await pagesOf('job2')]).toEqual([0, 1]);
  });

  it('that an earlier version of the app began is begun anew', async () => {
    const cis = landscape(200);
    const world = await aWorld(cis);
    const { ports } = world;
    const { keyPages: _keys, doublePages: _doubles, ...early } = { ...BEGINNING, examined: 100, cursor: '100' };
    await ports.health.start('old', 'running', HealthDocument.parse({ ...early, phase: 'duplicates' }));
    await ports.queue.push({ kind: 'health', jobId: 'old' });
    await work(world);
    await isExact(world, cis);
  });
});

describe('the list behind a figure', () => {
  it('has a class’s own CIs, several classes’, and says how many are gone', async () => {
    const cis = [aCi('server:a'), aCi('virtualMachine:b'), aCi('application:c'), aCi('server:d')];
    const world = await aWorld(cis);
    await world.practice.begin();
    await work(world);
    const refs = async (of: object) => (await listed(world, { rule: 'incomplete', ...of })).rows.map((row) => row.ref);
    expect(await refs({})).toEqual(['server:a', 'virtualMachine:b', 'application:c', 'server:d']);
    // Everything is below the root, which has no CIs of its own.
    expect(await refs({ classKey: 'ci' })).toEqual([]);
    expect(await refs({ classKey: 'server' })).toEqual(['server:a', 'server:d']);
    expect(await refs({ classKeys: ['server', 'application'] })).toEqual(['server:a', 'application:c', 'server:d']);
    cis.splice(0, 1);
    expect(await listed(world, { rule: 'incomplete', classKey: 'server' })).toMatchObject({
      rows: [{ ref: ref('server:d') }],
      gone: 1,
    });
  });
});
