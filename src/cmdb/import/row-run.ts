/** Rows judged (a dry run) or carried out (an import), chunk by chunk, in the file's order as far as relations allow. */
import { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { keysOf } from '../ci-keys';
import type { StoredHistory } from '../cmdb.ports';
import { applyRow, type ApplyContext } from './apply-row';
import { ChunkView } from './chunk-view';
import { ImportFile } from './import-file';
import { identityKeys } from './identify';
import type { ImportDocument, RunResult } from './import-job';
import type { ImportJob, ImportPorts } from './import.ports';
import { NO_SETTINGS } from './import-settings';
import { contentOfRow, identityOfRow, judgeRow, type JudgeContext } from './judge';
import { inLanes } from './lanes';
import { prefetch } from './prefetch';
import { readFile } from './read-file';
import { applyRelations, judgeRelations } from './relation-run';
import { RelationFile } from './relation-rows';
import { pageCounts, pagesOf, readPage, readPages, resultCollection, writePages } from './results';
import { RunState } from './run-state';
import type { Run } from './runs';
import { readBytes } from './upload';
import { countsOf, NO_ROWS, sumOf, type RowVerdict } from './verdict';

/** Rows between two writes of the job: a hundredth, so that progress shows, but no more than some 20 seconds' work. */
const chunkOf = (rows: number): number => Math.min(200, Math.max(25, Math.ceil(rows / 100)));

/** Each pass finds the rows one step further round the circle; nobody draws circles as long as that. */
const MOST_PASSES = 20;
const MOST_DOOMED = 5_000;

const NOTHING_DONE = { state: 'going', done: 0, counts: NO_ROWS, differing: 0 } as const;

interface RowWork {
  readonly order: readonly number[];
  readonly state: RunState;
  /** Verdicts in the order of the rows. */
  chunk(rows: readonly number[]): Promise<RowVerdict[]>;
  /** Takes over what an earlier shift did. */
  recall(verdict: RowVerdict): void;
}

export async function openRows(kind: 'dryRun' | 'apply', job: ImportJob, ports: ImportPorts): Promise<Run> {
  const result = job.document[kind];
  if (result === undefined) throw new AppError('REFUSED', 'There is no such run.');
  const work = await workOf(kind, job, result, ports);
  for await (const page of readPages(resultCollection(job.id, kind), result.pages.length, ports))
    for (const verdict of page) work.recall(verdict);
  return new RowRun(kind, job, ports, work, { ...result, total: work.order.length });
}

class RowRun implements Run {
  private readonly collection: string;
  private doomed: number[];

  constructor(
    private readonly kind: 'dryRun' | 'apply',
    private readonly job: ImportJob,
    private readonly ports: ImportPorts,
    private readonly work: RowWork,
    private result: RunResult,
  ) {
    this.collection = resultCollection(job.id, kind);
    this.doomed = job.document.doomed ?? [];
  }

  isDone(): boolean {
    return this.result.done >= this.work.order.length && this.fallen().length === 0;
  }

  async next(): Promise<Partial<ImportDocument>> {
    const { result, work } = this;
    if (result.done >= work.order.length) return this.anew();
    const rows = work.order.slice(result.done, result.done + chunkOf(work.order.length));
    const judged = await work.chunk(rows);
    const verdicts = this.kind === 'apply' ? await this.compared(judged) : judged;
    const pages = pagesOf(verdicts);
    await writePages(this.collection, result.pages.length + 1, pages, this.ports);
    this.result = {
      ...result,
      done: result.done + rows.length,
      counts: sumOf(result.counts, countsOf(verdicts)),
      differing: result.differing + verdicts.filter(({ foreseen }) => foreseen !== undefined).length,
      pages: [...result.pages, ...pages.map(pageCounts)],
      chunkAt: this.ports.clock.now(),
    };
    return this.changes();
  }

  /**
   * Rows that relate to one another in a circle are judged before all of them are. When one of them falls, those that
   * counted on it fall with it, and what counts on those: so the dry run begins again and knows.
   */
  private anew(): Partial<ImportDocument> {
    const { startedAt, passes, total } = this.result;
    this.doomed = [...this.doomed, ...this.fallen()];
    this.work.state.restart(this.doomed);
    this.result = { ...NOTHING_DONE, pages: [], startedAt, total, passes: passes + 1 };
    return { ...this.changes(), doomed: this.doomed };
  }

  private fallen(): number[] {
    if (this.kind === 'apply' || this.result.passes >= MOST_PASSES) return [];
    return this.work.state.fallen().slice(0, MOST_DOOMED - this.doomed.length);
  }

  ended(state: RunResult['state']): Partial<ImportDocument> {
    this.result = { ...this.result, state, finishedAt: this.ports.clock.now() };
    return this.changes();
  }

  private changes(): Partial<ImportDocument> {
    return this.kind === 'apply' ? { apply: this.result } : { dryRun: this.result };
  }

  /** Both runs do rows in the same order, so the dry run's verdicts stand in its pages at the same place. */
  private async compared(verdicts: readonly RowVerdict[]): Promise<RowVerdict[]> {
    const foreseen = await this.foreseen(verdicts.length);
    return verdicts.map((verdict) => {
      const before = foreseen.get(verdict.row);
      return before === undefined || before === verdict.verdict ? verdict : { ...verdict, foreseen: before };
    });
  }

  private async foreseen(rows: number): Promise<Map<number, RowVerdict['verdict']>> {
    const pages = this.job.document.dryRun?.pages ?? [];
    const found = new Map<number, RowVerdict['verdict']>();
    let end = 0;
    for (const [at, page] of pages.entries()) {
      const start = end;
      end += page.reduce((sum, count) => sum + count, 0);
      if (end <= this.result.done || start >= this.result.done + rows) continue;
      for (const { row, verdict } of await readPage(resultCollection(this.job.id, 'dryRun'), at + 1, this.ports))
        found.set(row, verdict);
    }
    return found;
  }
}

async function workOf(
  kind: 'dryRun' | 'apply',
  job: ImportJob,
  result: RunResult,
  ports: ImportPorts,
): Promise<RowWork> {
  const { mapping, format } = job.document;
  if (mapping === undefined) throw new AppError('REFUSED', 'The columns of the file have no meaning yet.');
  const catalogue = await ports.catalogue();
  const { table } = readFile(await readBytes(job, ports), format);
  const begun = kind === 'apply' ? await begunRows(job.id, result, ports) : new Map<number, StoredHistory[]>();
  const by = AccountId.parse(job.document.by);
  if (mapping.kind === 'relations') {
    const file = new RelationFile(mapping, table, catalogue);
    const context = { file, catalogue, ports, begun, importId: job.id, by };
    const order = table.rows.map(({ number }) => number);
    const chunk = (rows: readonly number[]) =>
      kind === 'apply' ? applyRelations(rows, context) : judgeRelations(rows, context);
    return { order, state: new RunState(), chunk, recall: () => undefined };
  }
  const file = new ImportFile(mapping, table, catalogue);
  const state = new RunState(job.document.doomed);
  const { precedence } = (await ports.settings.read())?.document ?? NO_SETTINGS;
  const shared = { catalogue, precedence, file, state };
  const view = () => new ChunkView(ports, mapping.source);
  const chunk = (rows: readonly number[]) =>
    kind === 'apply'
      ? applied(rows, { ...shared, view: view(), importId: job.id, by, ports, begun })
      : judged(rows, { ...shared, view: view() });
  const recall = (verdict: RowVerdict): void => {
    state.note(verdict);
    if (kind === 'dryRun') planned(verdict, shared);
  };
  return { order: file.order, state, chunk, recall };
}

async function judged(rows: readonly number[], context: JudgeContext): Promise<RowVerdict[]> {
  await prefetch(rows, context);
  const verdicts: RowVerdict[] = [];
  for (const row of rows) {
    const { verdict } = await judgeRow(context.file.row(row), context);
    context.state.note(verdict);
    planned(verdict, context);
    verdicts.push(verdict);
  }
  return verdicts;
}

/** Later rows of a dry run find what this one would have made. */
function planned(verdict: RowVerdict, context: Pick<JudgeContext, 'file' | 'state' | 'catalogue'>): void {
  const { row, ref, classKey } = verdict;
  if (verdict.verdict === 'reject' || ref === null || classKey === null) return;
  const content = contentOfRow(context.file.row(row), undefined, context);
  context.state.plan(
    ref,
    classKey,
    content === undefined ? [] : keysOf(content, context.catalogue.classes.get(content.classKey)),
  );
}

async function applied(rows: readonly number[], context: ApplyContext): Promise<RowVerdict[]> {
  await prefetch(rows, context);
  const tasks = rows.map((number) => ({
    tokens: tokensOf(number, context),
    run: async () => {
      const verdict = await applyRow(number, context);
      context.state.note(verdict);
      return verdict;
    },
  }));
  return inLanes(tasks);
}

/** What rows about the same CI, and rows that name one another, have in common. */
function tokensOf(number: number, context: ApplyContext): string[] {
  const row = context.file.row(number);
  const identity = identityOfRow(row, context);
  const keys = identityKeys(identity, context.catalogue).map(({ text }) => text);
  const others = context.file.dependencies(number).map((other) => `row ${other}`);
  return [`row ${number}`, ...others, ...keys, ...(row.ref === undefined ? [] : [`ref ${row.ref}`])];
}

const HISTORY_PAGE = 100;

/** What the history has of rows after the last whole chunk: they were begun by a shift that was cut off. */
async function begunRows(
  importId: string,
  { chunkAt, startedAt }: RunResult,
  { history }: ImportPorts,
): Promise<Map<number, StoredHistory[]>> {
  const begun = new Map<number, StoredHistory[]>();
  const since = chunkAt ?? startedAt;
  let cursor: string | undefined;
  do {
    const page = await history.ofImport(importId, cursor, HISTORY_PAGE);
    for (const item of page.items) {
      const { importRow, at } = item.entry;
      if (at < since) return begun;
      if (importRow !== undefined) begun.set(importRow, [...(begun.get(importRow) ?? []), item]);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return begun;
}
