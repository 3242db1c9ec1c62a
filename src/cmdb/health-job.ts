/**
 * Examines every CI in steps of a few thousand, each saved before the next begins: what dies half-way does its last step
 * again and writes the same pages. Doubles are looked for at the end, over all CIs in one go.
 */
import { UseCounter } from './catalogue-use';
import { keysOf } from './ci-keys';
import { resolveCatalogue, type ClassCatalogue } from './class-catalogue';
import type { CmdbPorts, ListQuery, StoredJob } from './cmdb.ports';
import { DuplicateFinder, findingsOf, isExamined, mergedTallies, tallied, type HealthTally } from './health';
import {
  findingsCollection,
  HealthResult,
  NO_PAGES,
  RESULT,
  type FoundRow,
  type HealthDocument,
} from './health-document';
import { HEALTH_RULES, type HealthRule } from './cmdb.shapes';
import type { Ci } from './model';
import { catalogueOf } from './reading';

type HealthJob = StoredJob<HealthDocument>;
type HealthPorts = Pick<CmdbPorts, 'cis' | 'graph' | 'documents' | 'catalogue' | 'health' | 'queue' | 'clock'>;

/** Lists of 100 in one step; a step saves its progress at the end. */
const LISTS_A_STEP = 20;
/**
 * Between steps. One reads some 5 MB, and an installation may read 40 MB a minute (4,000 reads of 10 KB,
 * developer.atlassian.com/platform/forge/platform-quotas-and-limits): people at work need most of that.
 */
const PAUSE_SECONDS = 20;
/** Findings on a page: some 100 bytes each. */
const ROWS_A_PAGE = 300;

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
  if (job === undefined || job.state !== 'running') return;
  const catalogue = resolveCatalogue(catalogueOf(await ports.catalogue.read()));
  const document = await (job.document.phase === 'examine'
    ? examineStep(ports, catalogue, job)
    : findDuplicates(ports, catalogue, job));
  await ports.health.save({ ...job, document, state: document.phase === 'done' ? 'done' : 'running' });
  if (document.phase === 'done') await publish(ports, jobId, document);
  else await ports.queue.push({ kind: 'health', jobId }, document.phase === 'examine' ? PAUSE_SECONDS : undefined);
}

async function examineStep(ports: HealthPorts, catalogue: ClassCatalogue, job: HealthJob): Promise<HealthDocument> {
  let { cursor, examined } = job.document;
  let tally: HealthTally = job.document.tally;
  const counter = new UseCounter(job.document.use);
  const found = new FoundRows();
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
    }
    tally = mergedTallies(tally, part);
    examined += page.items.length;
    cursor = page.cursor ?? null;
    if (cursor === null) break;
  }
  const pages = await found.write(ports, job);
  const phase = cursor === null ? 'duplicates' : 'examine';
  return { phase, cursor, examined, tally: plain(tally), pages, use: counter.use };
}

async function findDuplicates(ports: HealthPorts, catalogue: ClassCatalogue, job: HealthJob): Promise<HealthDocument> {
  const finder = new DuplicateFinder();
  let cursor: string | undefined;
  do {
    const page = await ports.cis.list({ ...ALL, cursor });
    for (const { ci } of page.items)
      if (isExamined(catalogue, ci))
        finder.add(
          ci,
          keysOf(ci, catalogue.classes.get(ci.classKey)).map(({ text }) => text),
        );
    cursor = page.cursor;
  } while (cursor !== undefined);
  const duplicates = finder.duplicates();
  const found = new FoundRows();
  const now = ports.clock.now();
  let tally: HealthTally = job.document.tally;
  const stored = await ports.cis.getAll([...duplicates.keys()]);
  const nodes = await ports.graph.read([...duplicates.keys()], { requests: 0 });
  for (const [ref, others] of duplicates) {
    const ci = stored.get(ref)?.ci;
    if (ci === undefined) continue;
    found.add('duplicate', ci, others);
    const isHealthy = findingsOf(catalogue, ci, { relations: nodes.get(ref)?.neighbours ?? [] }, now).length === 0;
    tally = withDuplicate(tally, ci, isHealthy);
  }
  const pages = await found.write(ports, job);
  return { ...job.document, phase: 'done', cursor: null, tally: plain(tally), pages };
}

/** It was counted before, as healthy or not. */
function withDuplicate(tally: HealthTally, { ref, classKey }: Ci, wasHealthy: boolean): HealthTally {
  const known = tally[classKey];
  if (known === undefined) return tally;
  return {
    ...tally,
    [classKey]: {
      ...known,
      healthy: known.healthy - Number(wasHealthy),
      findings: { ...known.findings, duplicate: known.findings.duplicate + 1 },
      examples: { ...known.examples, duplicate: [...known.examples.duplicate, ref].slice(0, 20) },
    },
  };
}

const plain = (tally: HealthTally): HealthDocument['tally'] => HealthResult.shape.tally.parse(tally);

/** Findings of a step, by rule. */
class FoundRows {
  readonly #rows = new Map<HealthRule, FoundRow[]>();

  add(rule: HealthRule, { ref, classKey }: Ci, details: readonly string[]): void {
    const known = this.#rows.get(rule) ?? [];
    known.push({ ref, classKey, details: details.slice(0, 10).map((text) => text.slice(0, 300)) });
    this.#rows.set(rule, known);
  }

  /** After the pages that earlier steps wrote; a step that is done again writes over its own. */
  async write({ documents }: Pick<CmdbPorts, 'documents'>, job: HealthJob): Promise<Record<HealthRule, number>> {
    const pages = { ...NO_PAGES, ...job.document.pages };
    for (const [rule, rows] of this.#rows)
      for (let start = 0; start < rows.length; start += ROWS_A_PAGE) {
        await documents.write(findingsCollection(job.id, rule), pages[rule], rows.slice(start, start + ROWS_A_PAGE));
        pages[rule] += 1;
      }
    return pages;
  }
}

/** From here on these are the figures; those before are cleared away. */
async function publish(ports: HealthPorts, jobId: string, { tally, pages, use }: HealthDocument): Promise<void> {
  const before = HealthResult.safeParse(await ports.documents.read(RESULT, 0)).data;
  await ports.documents.write(RESULT, 0, { jobId, asOf: ports.clock.now(), tally, pages, use });
  if (before === undefined || before.jobId === jobId) return;
  for (const rule of HEALTH_RULES) while (!(await ports.documents.clear(findingsCollection(before.jobId, rule), 100)));
}
