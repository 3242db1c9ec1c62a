/** Importing over storage in memory that can fail or die at any call, and a queue that is worked off by hand. */
import { cmdbStorage } from '../../../src/forge/cmdb-ports';
import { importJobs, sha256 } from '../../../src/forge/import-ports';
import { pageEntity } from '../../../src/forge/entities/cmdb-entities';
import { jobEntity, jobStore } from '../../../src/forge/entities/jobs';
import type { Records } from '../../../src/forge/entities/records';
import { settingEntity, settingStore } from '../../../src/forge/entities/settings';
import { EVERYBODY_EQUAL, type SourcePrecedence } from '../../../src/cmdb/import/precedence';
import { ImportSettings } from '../../../src/cmdb/import/import-settings';
import type { ImportJob, ImportPorts } from '../../../src/cmdb/import/import.ports';
import { importPractice, type ImportPractice } from '../../../src/cmdb/import/import.practice';
import { importView } from '../../../src/cmdb/import/import-view';
import { suggestMapping } from '../../../src/cmdb/import/inspect';
import type { Mapping } from '../../../src/cmdb/import/mapping';
import { readFile } from '../../../src/cmdb/import/read-file';
import { readPages, resultCollection } from '../../../src/cmdb/import/results';
import type { RowVerdict } from '../../../src/cmdb/import/verdict';
import { resolveCatalogue } from '../../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../../src/cmdb/classes/shipped';
import { exportedCi, rowOfCi } from '../../../src/cmdb/import/export-shape';
import { AccountId, CiRef } from '../../../src/contract/ids';
import { instant, type Clock, type Instant } from '../../../src/kernel/time';
import { memoryRecords, type MemoryRecords } from '../../support/memory-records';
import { memoryTable } from '../../support/memory-table';
import { withClass } from './desk';

/** The function dies: nothing of it goes on, and the platform delivers its event again. */
export class Killed extends Error {}

/** What happens at a call of the storage: `before` its effect or `after` it. */
export type Fault = (call: number) => { readonly when: 'before' | 'after'; readonly cause: Error } | undefined;

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** What makes entries of one CI and instant different, and says which came first. */
const CHANCE = /(?<=#[012])[0-9a-z]+-[0-9a-f]{8}(?= )|(?<="then )[0-9a-z]{8,}(?: [0-9a-f]{8})?(?=")/g;
export const KEEPER = AccountId.parse('keeper');

export class ImportWorld {
  now: Instant = instant('2026-03-02T08:00:00Z');
  /** Calls of the storage so far. */
  calls = 0;
  fault: Fault = () => undefined;
  precedence: SourcePrecedence = EVERYBODY_EQUAL;
  readonly queue: { importId: string; dueAt: number }[] = [];
  readonly ports: ImportPorts;
  readonly practice: ImportPractice;
  readonly #records: MemoryRecords = memoryRecords();
  #imports = 0;
  /** Once dead, the function's later calls reach nothing. */
  #lives = 0;
  #dead: number | undefined;

  constructor() {
    const clock: Clock = { now: () => this.now };
    const records = this.#mortal(this.#records);
    const jobs = jobStore(this.#mortalTable(memoryTable(jobEntity)));
    const settings = settingStore(memoryTable(settingEntity));
    this.ports = {
      ...cmdbStorage(records, settings, jobs, clock),
      jobs: importJobs(jobs, clock),
      queue: {
        goOn: async (importId, delaySeconds) => {
          await this.#call(async () => {
            this.queue.push({ importId, dueAt: Date.parse(this.now) + delaySeconds * 1000 });
          });
        },
      },
      settings: {
        read: async () => ({
          version: 1,
          document: ImportSettings.parse({ mappings: [], precedence: this.precedence }),
          updatedAt: this.now,
          updatedBy: KEEPER,
        }),
        write: async () => undefined,
      },
      people: { called: async (text) => [{ accountId: AccountId.parse(text.replace(/\s/g, '-')), name: text }] },
      catalogue: async () => catalogue,
      clock,
      newImportId: () => `import-${(this.#imports += 1)}`,
      sha256,
    };
    this.practice = importPractice(this.ports);
  }

  /** An uploaded file with its mapping, ready for a dry run. */
  async file(text: string, options: { classKey?: string; source?: string; mapping?: Mapping } = {}): Promise<string> {
    const bytes = new TextEncoder().encode(text);
    const file = { fileName: 'cis.csv', bytes: bytes.length, sha256: sha256(bytes) };
    const invocation = { accountId: KEEPER, issueKey: undefined };
    const { handlers } = this.practice;
    const { import: started, partBytes } = await handlers['cmdb.import.start'](invocation, file);
    const { importId } = started;
    for (const number of started.missing) {
      const part = bytes.subarray((number - 1) * partBytes, number * partBytes);
      const base64 = Buffer.from(part).toString('base64');
      await handlers['cmdb.import.putPart'](invocation, { importId, number, base64, sha256: sha256(part) });
    }
    await handlers['cmdb.import.inspect'](invocation, { importId, format: {}, source: options.source ?? 'CMT' });
    const { table } = readFile(bytes);
    const mapping =
      options.mapping ?? withClass(suggestMapping(table, options.source ?? 'CMT', catalogue), options.classKey);
    const job = await this.job(importId);
    await this.ports.jobs.save({ ...job, document: { ...job.document, mapping } });
    return importId;
  }

  async start(importId: string, run: 'dryRun' | 'apply' | 'undo'): Promise<void> {
    const invocation = { accountId: KEEPER, issueKey: undefined };
    const { mapping } = (await this.job(importId)).document;
    if (mapping === undefined) throw new Error('no mapping');
    if (run === 'dryRun') await this.practice.handlers['cmdb.import.dryRun'](invocation, { importId, mapping });
    else await this.practice.handlers[`cmdb.import.${run}`](invocation, { importId });
  }

  async run(importId: string, run: 'dryRun' | 'apply' | 'undo') {
    await this.start(importId, run);
    await this.drain();
    return importView(await this.job(importId));
  }

  /** From file to CMDB. */
  async import(text: string, options: Parameters<ImportWorld['file']>[1] = {}) {
    const importId = await this.file(text, options);
    const dryRun = await this.run(importId, 'dryRun');
    const applied = await this.run(importId, 'apply');
    return { importId, dryRun, applied };
  }

  async job(importId: string): Promise<ImportJob> {
    const job = await this.ports.jobs.get(importId);
    if (job === undefined) throw new Error(`no import ${importId}`);
    return job;
  }

  /** Delivers events in order until none is left; one whose function died comes again half a minute later. */
  async drain(limit = 400): Promise<void> {
    for (let deliveries = 0; this.queue.length > 0; deliveries += 1) {
      if (deliveries > limit) throw new Error(`still not done after ${limit} events`);
      this.queue.sort((a, b) => a.dueAt - b.dueAt);
      const event = this.queue.shift();
      if (event === undefined) return;
      this.now = instant(Math.max(Date.parse(this.now) + 1, event.dueAt));
      this.#lives += 1;
      try {
        await this.practice.work(event.importId);
      } catch (cause) {
        if (!(cause instanceof Killed)) throw cause;
        this.queue.push({ importId: event.importId, dueAt: Date.parse(this.now) + 30_000 });
      }
    }
    this.fault = () => undefined;
  }

  async verdicts(importId: string, run: 'dryRun' | 'apply'): Promise<RowVerdict[]> {
    const pages = (await this.job(importId)).document[run]?.pages.length ?? 0;
    const rows: RowVerdict[] = [];
    for await (const page of readPages(resultCollection(importId, run), pages, this.ports)) rows.push(...page);
    return rows.sort((a, b) => a.row - b.row);
  }

  /** Row, verdict and reasons in a line. */
  async told(importId: string, run: 'dryRun' | 'apply' = 'apply'): Promise<string[]> {
    return (await this.verdicts(importId, run)).map(({ row, verdict, reasons }) =>
      [row, verdict, ...reasons.map(({ code }) => code)].join(' '),
    );
  }

  /** All CIs as an export would show them, and every change that the history has, relations included. */
  async everything() {
    const history = [];
    let cursor: string | undefined;
    do {
      const page = await this.ports.history.between(instant(0), instant('2030-01-01T00:00:00Z'), cursor, 100);
      history.push(...page.items.map(({ entry: { ref, after } }) => `${ref}: ${Object.keys(after ?? {}).join()}`));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return { cis: (await this.#all()).map((ci) => rowOfCi(exportedCi(ci))), history: history.sort() };
  }

  /**
   * Every record of the CMDB, a line each: CIs, keys, words, cards, nodes, relations and history. Times and versions aside,
   * and what is made at random: an import that was interrupted writes the same, later.
   */
  store(): string[] {
    const timeless = (text: string): string => text.replace(INSTANT, 'then').replace(CHANCE, '');
    return this.#records
      .all()
      .filter(({ entity }) => entity !== pageEntity.name)
      .map(({ entity, key, record: { version: _, ...record } }) =>
        timeless(`${entity} ${key} ${JSON.stringify(record)}`),
      )
      .sort();
  }

  /** The relations that start at a CI. */
  async related(text: string): Promise<string[]> {
    const query = { ref: CiRef.parse(text), end: 'from', type: undefined, cursor: undefined, limit: 100 } as const;
    return (await this.ports.relations.page(query)).items.map(({ type, to }) => `${type} ${to}`);
  }

  async refs(): Promise<CiRef[]> {
    return (await this.#all()).map(({ ref }) => ref);
  }

  async #all() {
    const query = {
      classKeys: undefined,
      states: undefined,
      criticalities: undefined,
      environments: undefined,
      owner: undefined,
    };
    const sort = { by: 'name', descending: false } as const;
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await this.ports.cis.list({ ...query, without: new Set(), sort, cursor, limit: 100 });
      found.push(...page.items.map(({ ci }) => ci));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#dead === this.#lives) throw new Killed();
    const fault = this.fault((this.calls += 1));
    if (fault?.cause instanceof Killed) this.#dead = this.#lives;
    if (fault?.when === 'before') throw fault.cause;
    const done = await work();
    if (fault?.when === 'after') throw fault.cause;
    return done;
  }

  #mortal(records: Records): Records {
    return {
      table: (definition) => this.#mortalTable(records.table(definition)),
      read: (places, count) => this.#call(() => records.read(places, count)),
      commit: (operations) => this.#call(() => records.commit(operations)),
    };
  }

  #mortalTable<T extends object>(table: T): T {
    return new Proxy(table, {
      get: (target, name, receiver): unknown => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => this.#call(async (): Promise<unknown> => Reflect.apply(method, target, args));
      },
    });
  }
}
