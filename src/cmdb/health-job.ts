/**
 * Examines every CI in steps, each saved before the next begins: what dies half-way does its last step again and writes the
 * same pages. First each CI by itself, a few thousand a step; then the doubles, a share of all keys a step; at last the
 * figures are published, and what earlier examinations left is cleared away, again in steps.
 */
import { UseCounter } from './catalogue-use';
import { keysOf } from './ci-keys';
import { resolveCatalogue, type ClassCatalogue } from './class-catalogue';
import type { CmdbPorts, ListQuery, StoredJob } from './cmdb.ports';
import { HEALTH_RULES } from './cmdb.shapes';
import { findingsOf, isExamined, mergedTallies, sameNameKey, tallied, withDuplicate, type HealthTally } from './health';
import { BEGINNING, BUCKETS, findingsCollection, HealthResult, RESULT, type HealthDocument } from './health-document';
import {
  doublesCollection,
  doublesInBucket,
  DoublesFound,
  keysCollection,
  KeysFound,
  mergedDoubles,
} from './health-doubles';
import { FoundRows } from './health-findings';
import { catalogueOf } from './reading';

type HealthJob = StoredJob<HealthDocument>;
type HealthPorts = Pick<CmdbPorts, 'cis' | 'graph' | 'documents' | 'catalogue' | 'health' | 'queue' | 'clock'>;

/** What a step came to, and whether the next should wait because this one read much. */
interface Step {
  readonly document: HealthDocument;
  readonly wasBig: boolean;
}

/** Lists of 100 in one step; a step saves its progress at the end. */
const LISTS_A_STEP = 20;
/**
 * Between big steps. One reads some 5 MB, and an installation may read 40 MB a minute (4,000 reads of 10 KB,
 * developer.atlassian.com/platform/forge/platform-quotas-and-limits): people at work need most of that.
 */
const PAUSE_SECONDS = 20;
/** Keys looked at in one step, some 80 bytes each; a bucket that has more by itself is looked at as a whole. */
const KEYS_A_STEP = 30_000;
/** Doubles passed on or told in one step, some 300 bytes each. */
const DOUBLES_A_STEP = 3_000;
/** Pages cleared away in one step, some 30 KB each: they are read for it. */
const PAGES_A_STEP = 40;

const ALL: Omit<ListQuery, 'cursor'> = {
  classKeys: undefined,
  states: undefined,
  criticalities: undefined,
  environments: undefined,
  owner: undefined,
  without: new Set(),
  sort: { by: 'name', descending: false },
  limit: 100,
};

/** One step of a running examination; another is pushed until it is done. */
export async function examineOn(ports: HealthPorts, jobId: string): Promise<void> {
  const job = await ports.health.get(jobId);
  if (job === undefined || job.state === 'done') return;
  const { document, wasBig } = await stepOf(ports, job);
  await ports.health.save({ ...job, document, state: STATES[document.phase] });
  if (document.phase !== 'done') await ports.queue.push({ kind: 'health', jobId }, wasBig ? PAUSE_SECONDS : undefined);
}

/** Once its figures are published, an examination keeps nobody from beginning another. */
const STATES: Readonly<Record<HealthDocument['phase'], string>> = {
  examine: 'running',
  duplicates: 'running',
  group: 'running',
  merge: 'running',
  publish: 'running',
  clear: 'clearing',
  done: 'done',
};

async function stepOf(ports: HealthPorts, job: HealthJob): Promise<Step> {
  switch (job.document.phase) {
    case 'examine':
      return examineStep(ports, resolveCatalogue(catalogueOf(await ports.catalogue.read())), job);
    // Versions of the app that looked for doubles in one go had not gathered what is needed now: from the beginning.
    case 'duplicates':
      return { document: BEGINNING, wasBig: false };
    case 'group':
      return groupStep(ports, job);
    case 'merge':
      return mergeStep(ports, job);
    case 'publish':
      return { document: await published(ports, job), wasBig: false };
    case 'clear':
      return clearStep(ports, job);
    case 'done':
      return { document: job.document, wasBig: false };
  }
}

async function examineStep(ports: HealthPorts, catalogue: ClassCatalogue, job: HealthJob): Promise<Step> {
  let { cursor, examined } = job.document;
  let tally: HealthTally = job.document.tally;
  const counter = new UseCounter(job.document.use);
  const found = new FoundRows();
  const keys = new KeysFound();
  const now = ports.clock.now();
  for (let list = 0; list < LISTS_A_STEP; list += 1) {
    const page = await ports.cis.list({ ...ALL, cursor: cursor ?? undefined });
    const nodes = await ports.graph.read(
      page.items.map(({ ci }) => ci.ref),
      { requests: 0 },
    );
    let part: HealthTally = {};
    for (const { ci } of page.items) {
      counter.add(ci, nodes.get(ci.ref)?.neighbours ?? []);
      if (!isExamined(catalogue, ci)) continue;
      const findings = findingsOf(catalogue, ci, { relations: nodes.get(ci.ref)?.neighbours ?? [] }, now);
      part = tallied(part, ci, findings);
      for (const { rule, details } of findings) found.add(rule, ci, details);
      const identifying = keysOf(ci, catalogue.classes.get(ci.classKey)).map(({ text }) => text);
      keys.add({ ref: ci.ref, classKey: ci.classKey, isHealthy: findings.length === 0 }, [
        sameNameKey(ci),
        ...identifying,
      ]);
    }
    tally = mergedTallies(tally, part);
    examined += page.items.length;
    cursor = page.cursor ?? null;
    if (cursor === null) break;
  }
  const pages = await found.write(ports, job.id, job.document.pages);
  const keyPages = await keys.write(ports.documents, job.id, job.document.keyPages);
  const phase = cursor === null ? 'group' : 'examine';
  const reached = { phase, cursor, examined, tally: plain(tally), pages, use: counter.use, keyPages } as const;
  return { document: { ...job.document, ...reached }, wasBig: cursor !== null };
}

/** Searches buckets of keys, as many as a step has room for; of one that is full of doubles, a part. */
async function groupStep({ documents }: HealthPorts, job: HealthJob): Promise<Step> {
  let { bucket, offset } = job.document;
  const found = new DoublesFound();
  for (let looked = 0, passed = 0; bucket < BUCKETS && looked < KEYS_A_STEP && passed < DOUBLES_A_STEP;) {
    const { doubles, rows } = await doublesInBucket(documents, job.id, bucket, job.document.keyPages[bucket] ?? 0);
    const part = doubles.slice(offset, offset + DOUBLES_A_STEP - passed);
    for (const one of part) found.add(one);
    looked += rows;
    passed += part.length;
    const isWhole = offset + part.length >= doubles.length;
    offset = isWhole ? 0 : offset + part.length;
    bucket += Number(isWhole);
  }
  const doublePages = await found.write(documents, job.id, job.document.doublePages);
  const isOver = bucket >= BUCKETS;
  const next = isOver ? ({ phase: 'merge', bucket: 0, offset: 0 } as const) : { bucket, offset };
  return { document: { ...job.document, ...next, doublePages }, wasBig: !isOver };
}

/** Tells of each CI that has doubles once. */
async function mergeStep(ports: HealthPorts, job: HealthJob): Promise<Step> {
  let { bucket, offset, tally }: Pick<HealthDocument, 'bucket' | 'offset'> & { tally: HealthTally } = job.document;
  const found = new FoundRows();
  for (let told = 0; bucket < BUCKETS && told < DOUBLES_A_STEP;) {
    const doubles = await mergedDoubles(ports.documents, job.id, bucket, job.document.doublePages[bucket] ?? 0);
    const part = doubles.slice(offset, offset + DOUBLES_A_STEP - told);
    for (const one of part) {
      found.add('duplicate', one, one.others);
      tally = withDuplicate(tally, one, one.isHealthy);
    }
    told += part.length;
    const isWhole = offset + part.length >= doubles.length;
    offset = isWhole ? 0 : offset + part.length;
    bucket += Number(isWhole);
  }
  const pages = await found.write(ports, job.id, job.document.pages);
  const reached = { ...job.document, bucket, offset, tally: plain(tally), pages };
  if (bucket < BUCKETS) return { document: reached, wasBig: true };
  const before = HealthResult.safeParse(await ports.documents.read(RESULT, 0)).data?.jobId ?? null;
  return { document: { ...reached, phase: 'publish', before }, wasBig: false };
}

const plain = (tally: HealthTally): HealthDocument['tally'] => HealthResult.shape.tally.parse(tally);

/** From here on these are the figures; those before are cleared away, and what only this examination needed. */
async function published(ports: HealthPorts, { id, document }: HealthJob): Promise<HealthDocument> {
  const { tally, pages, use, before } = document;
  await ports.documents.write(RESULT, 0, { jobId: id, asOf: ports.clock.now(), tally, pages, use });
  const buckets = Array.from({ length: BUCKETS }, (_, bucket) => bucket);
  const own = buckets.flatMap((bucket) => [keysCollection(id, bucket), doublesCollection(id, bucket)]);
  const earlier = before === null || before === id ? [] : HEALTH_RULES.map((rule) => findingsCollection(before, rule));
  return { ...document, phase: 'clear', clearing: [...own, ...earlier] };
}

async function clearStep({ documents }: HealthPorts, { document }: HealthJob): Promise<Step> {
  const left = [...document.clearing];
  for (let pages = 0; left.length > 0 && pages < PAGES_A_STEP; pages += CLEARED_AT_ONCE) {
    const [first = ''] = left;
    if (await documents.clear(first, CLEARED_AT_ONCE)) left.shift();
  }
  const isOver = left.length === 0;
  return { document: { ...document, phase: isOver ? 'done' : 'clear', clearing: left }, wasBig: !isOver };
}

const CLEARED_AT_ONCE = 20;
