import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';
import type { Instant } from '../../kernel/time';
import { entity, records, type TableOf, type Versioned } from './table';

/** Background jobs: what runs, how far it got, where it goes on after a crash. */
export const jobEntity = entity({
  name: 'job',
  attributes: z.object({
    kind: z.string().min(1),
    state: z.string().min(1),
    startedAt: z.iso.datetime(),
    document: z.json(),
  }),
  indexes: { 'by-kind': { partition: ['kind'], range: 'startedAt' } },
  emptyStrings: [],
});

export interface Job<T> {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly state: string;
  readonly startedAt: string;
  readonly document: T;
}

export interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly document: Json;
}

export interface JobStore {
  /** CONFLICT when a job with this id exists. */
  start(job: NewJob, now: Instant): Promise<{ readonly version: number }>;
  get<S extends z.ZodType>(id: string, schema: S): Promise<Job<z.output<S>> | undefined>;
  /** Kind and start stay. CONFLICT when the job went on elsewhere since `expectedVersion`. */
  save(id: string, expectedVersion: number, state: string, document: Json): Promise<{ readonly version: number }>;
  /** The youngest job of a kind. */
  latest<S extends z.ZodType>(kind: string, schema: S): Promise<Job<z.output<S>> | undefined>;
  /** Every job of a kind, youngest first. */
  list<S extends z.ZodType>(kind: string, schema: S): Promise<Job<z.output<S>>[]>;
}

export function jobStore(table: TableOf<typeof jobEntity>): JobStore {
  return {
    async start({ id, kind, state, document }, now) {
      const { version } = await table.create(id, { kind, state, startedAt: now, document: z.json().parse(document) });
      return { version };
    },
    async get(id, schema) {
      const record = await table.get(id);
      return record === undefined ? undefined : jobOf(record, schema);
    },
    async save(id, expectedVersion, state, document) {
      const record = await table.get(id);
      if (record === undefined) throw new AppError('CONFLICT', `There is no job ${id} any more.`);
      const { kind, startedAt } = record.value;
      const { version } = await table.update(id, expectedVersion, {
        kind,
        state,
        startedAt,
        document: z.json().parse(document),
      });
      return { version };
    },
    async latest(kind, schema) {
      for await (const record of records(table, {
        index: 'by-kind',
        partition: { kind },
        newestFirst: true,
        pageSize: 1,
      })) {
        return jobOf(record, schema);
      }
      return undefined;
    },
    async list(kind, schema) {
      const jobs: Job<z.output<typeof schema>>[] = [];
      for await (const record of records(table, {
        index: 'by-kind',
        partition: { kind },
        newestFirst: true,
        pageSize: 100,
      })) {
        jobs.push(jobOf(record, schema));
      }
      return jobs;
    },
  };
}

type JobRecord = z.output<typeof jobEntity.attributes>;

function jobOf<S extends z.ZodType>(record: Versioned<JobRecord>, schema: S): Job<z.output<S>> {
  const { kind, state, startedAt, document } = record.value;
  return { id: record.key, version: record.version, kind, state, startedAt, document: schema.parse(document) };
}
