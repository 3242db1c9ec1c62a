/** The CMDB's ports over the app's storage and queue. */
import { z } from 'zod';
import type { CmdbPorts, CmdbQueue, Jobs, StoredJob, VersionedDocument } from '../cmdb/cmdb.ports';
import { Baseline, SavedView } from '../cmdb/cmdb.shapes';
import { HealthDocument } from '../cmdb/health-document';
import { CiRef, type AccountId } from '../contract/ids';
import type { Clock } from '../kernel/time';
import { catalogueDocument } from './entities/cmdb-catalogue';
import { ciStore } from './entities/cmdb-cis';
import { documentStore } from './entities/cmdb-documents';
import { graphStore } from './entities/cmdb-graph';
import { historyStore } from './entities/cmdb-history';
import { readPanel } from './entities/cmdb-panel';
import { relationStore } from './entities/cmdb-relations';
import { wordIndex } from './entities/cmdb-words';
import type { Job, JobStore } from './entities/jobs';
import type { Records } from './entities/records';
import type { SettingStore } from './entities/settings';
import { typedQueue } from './queues';

export const CmdbEvent = z.object({
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('delete'), ref: CiRef }),
    z.object({ kind: z.literal('health'), jobId: z.string().min(1) }),
    z.object({ kind: z.literal('graph') }),
    z.object({ kind: z.literal('impact'), refs: z.array(CiRef).readonly() }),
    z.object({ kind: z.literal('keys'), classKeys: z.array(z.string()).readonly(), cursor: z.string().nullable() }),
  ]),
});

/** One step at a time, so that work in the background leaves room for people. */
export function cmdbQueue(): CmdbQueue {
  const queue = typedQueue('cmdb', CmdbEvent);
  return {
    async push(work, delaySeconds) {
      const delay = delaySeconds === undefined ? {} : { delaySeconds };
      await queue.push({ work }, { ...delay, concurrency: { key: work.kind, limit: 1 } });
    },
  };
}

const versioned = <S extends z.ZodType>(
  settings: SettingStore,
  name: string,
  schema: S,
): VersionedDocument<z.output<S>> => ({
  read: () => settings.read(name, schema),
  write: async (expectedVersion, document, by, now) => {
    await settings.write(name, expectedVersion, z.json().parse(document), by, now);
  },
});

/** Background jobs of one kind, as a practice knows them. */
export function jobsOf<S extends z.ZodType>(store: JobStore, kind: string, schema: S, clock: Clock): Jobs<z.output<S>> {
  const known = ({ id, version, state, startedAt, document }: Job<z.output<S>>): StoredJob<z.output<S>> => ({
    id,
    version,
    state,
    startedAt,
    document,
  });
  return {
    async start(id, state, document) {
      const startedAt = clock.now();
      const { version } = await store.start({ id, kind, state, document: z.json().parse(document) }, startedAt);
      return { id, version, state, startedAt, document };
    },
    async get(id) {
      const job = await store.get(id, schema);
      return job && known(job);
    },
    async latest() {
      const job = await store.latest(kind, schema);
      return job && known(job);
    },
    list: async () => (await store.list(kind, schema)).map(known),
    async save(job) {
      const { version } = await store.save(job.id, job.version, job.state, z.json().parse(job.document));
      return { ...job, version };
    },
  };
}

type Stored = Pick<
  CmdbPorts,
  | 'cis'
  | 'words'
  | 'relations'
  | 'graph'
  | 'history'
  | 'documents'
  | 'panel'
  | 'catalogue'
  | 'baselines'
  | 'views'
  | 'health'
>;

/** Everything of the CMDB that is kept in the app's storage. */
export function cmdbStorage(records: Records, settings: SettingStore, jobs: JobStore, clock: Clock): Stored {
  return {
    cis: ciStore(records),
    words: wordIndex(records),
    relations: relationStore(records),
    graph: graphStore(records),
    history: historyStore(records),
    documents: documentStore(records),
    panel: (refs) => readPanel(records, refs),
    catalogue: catalogueDocument(records),
    baselines: versioned(settings, 'cmdb.baselines', z.array(Baseline)),
    views: (accountId: AccountId) => versioned(settings, `cmdb.views ${accountId}`, z.array(SavedView)),
    health: jobsOf(jobs, 'cmdb-health', HealthDocument, clock),
  };
}
