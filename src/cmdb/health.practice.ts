/** The health of the CMDB: figures of the last examination, the CIs behind each, and a new examination. */
import { z } from 'zod';
import type { Handlers } from '../contract/handlers';
import { toEpoch } from '../kernel/time';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { HealthSummary } from './cmdb.shapes';
import { overall } from './health';
import { BEGINNING, findingsCollection, FoundRow, HealthResult, NO_PAGES, RESULT } from './health-document';
import { briefOf, readingFor, type Reading } from './reading';

type Offered = 'cmdb.health' | 'cmdb.healthList' | 'cmdb.examineHealth';

const FoundPage = z.array(FoundRow);

/** Pages looked at for one answer when a class is asked for. */
const PAGES_AN_ANSWER = 5;

/** A step takes minutes at most: an examination that stood still for so long is dead, and another may begin. */
const DEAD_AFTER = 2 * 3_600_000;

export interface HealthPractice {
  readonly handlers: Pick<Handlers<typeof cmdbContract>, Offered>;
  /** Begins an examination, unless one runs. */
  readonly begin: () => Promise<void>;
}

export function healthPractice(ports: CmdbPorts): HealthPractice {
  const { health, documents, clock } = ports;

  const result = async (): Promise<HealthResult | undefined> =>
    HealthResult.safeParse(await documents.read(RESULT, 0)).data;

  const latest = async () => {
    const job = await health.latest();
    const isRunning = job?.state === 'running';
    const isDead = isRunning && toEpoch(clock.now()) - Date.parse(job.startedAt) >= DEAD_AFTER;
    return { running: isRunning && !isDead ? job : undefined, isDead };
  };

  async function begin(): Promise<void> {
    if ((await latest()).running !== undefined) return;
    const job = await health.start(ports.newJobId(), 'running', BEGINNING);
    await ports.queue.push({ kind: 'health', jobId: job.id });
  }

  async function summary(reading: Reading): Promise<HealthSummary> {
    const [found, { running: job, isDead }] = await Promise.all([result(), latest()]);
    const tally = Object.fromEntries(Object.entries(found?.tally ?? {}).filter(([key]) => reading.mayRead(key)));
    const all = overall(tally);
    return {
      asOf: found?.asOf ?? null,
      cis: all.cis,
      healthy: all.healthy,
      findings: { ...NO_PAGES, ...all.findings },
      classes: Object.entries(tally)
        .map(([classKey, { cis, healthy, findings }]) => ({
          classKey,
          className: reading.catalogue.classes.get(classKey)?.name ?? classKey,
          cis,
          healthy,
          findings: { ...NO_PAGES, ...findings },
        }))
        .sort((a, b) => (a.className < b.className ? -1 : 1)),
      running: job === undefined ? null : { startedAt: job.startedAt, examined: job.document.examined },
      failed: isDead ? 'The last examination stopped before its end. Begin another.' : null,
    };
  }

  return {
    begin,
    handlers: {
      'cmdb.health': async ({ accountId }) => summary(await readingFor(ports, accountId)),
      async 'cmdb.examineHealth'({ accountId }) {
        await begin();
        return summary(await readingFor(ports, accountId));
      },
      async 'cmdb.healthList'({ accountId }, { rule, classKey, classKeys, cursor }) {
        const reading = await readingFor(ports, accountId);
        const found = await result();
        /** As the figures count: a class's own CIs, by the class that they had then. */
        const isCounted = (counted: string): boolean =>
          (classKey === undefined || counted === classKey) &&
          (classKeys === undefined || classKeys.length === 0 || classKeys.includes(counted));
        const pages = found?.pages[rule] ?? 0;
        const start = z.coerce
          .number()
          .int()
          .min(0)
          .catch(0)
          .parse(cursor ?? 0);
        const rows: FoundRow[] = [];
        let next = start;
        for (; found !== undefined && next < pages && next < start + PAGES_AN_ANSWER && rows.length === 0; next += 1) {
          const page = FoundPage.parse((await documents.read(findingsCollection(found.jobId, rule), next)) ?? []);
          rows.push(...page.filter((row) => isCounted(row.classKey) && reading.mayRead(row.classKey)));
        }
        const cards = await ports.graph.cards(rows.map(({ ref }) => ref));
        const told = rows.flatMap(({ ref, details }) => {
          const card = cards.get(ref);
          const isThere = card !== undefined && reading.mayRead(card.classKey);
          return isThere ? [{ brief: briefOf(reading.catalogue, card), rule, details }] : [];
        });
        return { rows: told, gone: rows.length - told.length, cursor: next < pages ? String(next) : null };
      },
    },
  };
}
