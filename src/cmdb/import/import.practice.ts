/** Importing: a file arrives, is looked at, judged, carried out and, if need be, taken back. */
import type { Handlers, Invocation } from '../../contract/handlers';
import { AppError } from '../../kernel/errors';
import { instant, toEpoch } from '../../kernel/time';
import { ChunkView } from './chunk-view';
import { importView, runResult } from './import-view';
import { ImportFile } from './import-file';
import { isAtRest, ImportState, type ImportDocument, type RunKind } from './import-job';
import { NO_SETTINGS } from './import-settings';
import { PART_BYTES, type importContract } from './import.contract';
import type { ImportJob, ImportPorts } from './import.ports';
import { workImport } from './import-worker';
import { inspected } from './inspect';
import { mappingProblems, type Mapping } from './mapping';
import { judgeRow } from './judge';
import { precedenceIssues, rankedPaths, type SourcePrecedence } from './precedence';
import { readFile, UnreadableFile } from './read-file';
import { judgeRelations } from './relation-run';
import { RelationFile } from './relation-rows';
import { rejectsPage } from './rejects';
import { resultCollection } from './results';
import { rowsPage } from './rows-page';
import { RunState } from './run-state';
import type { SourceTable } from './table';
import { fileCollection, keepPart, missingParts, partsOf, readBytes, removePages } from './upload';

type ImportHandlers = Omit<Handlers<typeof importContract>, 'cmdb.export.cis' | 'cmdb.export.relations'>;

export interface ImportPractice {
  readonly handlers: ImportHandlers;
  /** One shift of the background job. */
  readonly work: (importId: string) => Promise<void>;
  /** Removes the files of imports that nobody goes on with. */
  readonly expire: () => Promise<void>;
}

/** Long enough to put rejected rows right; the verdicts stay. */
const KEPT_DAYS = 30;
const DAY = 86_400_000;

export function importPractice(ports: ImportPorts): ImportPractice {
  const job = async (importId: string): Promise<ImportJob> => {
    const found = await ports.jobs.get(importId);
    if (found === undefined) throw new AppError('NOT_FOUND', 'This import does not exist.');
    return found;
  };

  const save = async (found: ImportJob, state: ImportState, changes: Partial<ImportDocument>): Promise<ImportJob> =>
    ports.jobs.save({ ...found, state, document: { ...found.document, ...changes } });

  const table = async (found: ImportJob): Promise<SourceTable> => {
    try {
      return readFile(await readBytes(found, ports), found.document.format).table;
    } catch (cause) {
      throw cause instanceof UnreadableFile ? unreadable(cause) : cause;
    }
  };

  /** INVALID_INPUT when the mapping can't be used. */
  const checked = async (found: ImportJob, mapping: Mapping): Promise<void> => {
    const [problem] = await problemsOf(mapping, found.document.columns ?? []);
    if (problem !== undefined)
      throw new AppError('INVALID_INPUT', problem.message, {
        issues: [{ path: problem.column === null ? 'mapping' : `mapping.${problem.column}`, message: problem.message }],
      });
  };

  const problemsOf = async (mapping: Mapping, columns: readonly string[]) => {
    const { classes, relationTypes } = await ports.catalogue();
    return mappingProblems(mapping, columns, {
      classes: new Set(classes.keys()),
      relationTypes: new Set(relationTypes.keys()),
    });
  };

  /** A run begins, unless one is under way: that one's event is sent again, should it have been lost. */
  const begin = async (found: ImportJob, run: RunKind, changes: Partial<ImportDocument>): Promise<ImportJob> => {
    const { request: _request, note: _note, leaseUntil: _lease, ...kept } = found.document;
    const document: ImportDocument = { ...kept, ...changes, run, attempts: 0 };
    const begun = await ports.jobs.save({ ...found, state: 'queued', document });
    await ports.queue.goOn(found.id, 0);
    return begun;
  };

  const resting = (found: ImportJob): ImportJob => {
    if (isAtRest(ImportState.parse(found.state)) && found.state !== 'uploading') return found;
    if (found.state === 'uploading') throw new AppError('REFUSED', 'The file has not arrived whole yet.');
    throw new AppError('REFUSED', 'This import is under way. Wait for it, or cancel it.');
  };

  const ask = async (importId: string, request: 'pause' | 'cancel'): Promise<ImportJob> => {
    const found = await job(importId);
    const state = ImportState.parse(found.state);
    const { run } = found.document;
    if (state === 'paused' && request === 'cancel' && run !== undefined) return cancelAtRest(found, run);
    if (isAtRest(state)) return found;
    const asked = await save(found, state, { request });
    // Should nobody be at work, somebody has to heed it.
    await ports.queue.goOn(importId, 0);
    return asked;
  };

  const cancelAtRest = (found: ImportJob, run: RunKind): Promise<ImportJob> => {
    const result = found.document[run];
    const ended =
      result === undefined ? {} : { [run]: { ...result, state: 'cancelled', finishedAt: ports.clock.now() } };
    return save(found, 'cancelled', ended);
  };

  const discard = async (found: ImportJob): Promise<ImportJob> => {
    await removePages(fileCollection(found.id), ports);
    const state = ImportState.parse(found.state);
    return save(found, state === 'uploading' || state === 'paused' ? 'cancelled' : state, { expired: true });
  };

  const start = async ({ accountId }: Invocation, file: { fileName: string; bytes: number; sha256: string }) => {
    const known = (await ports.jobs.list()).find(
      ({ state, document }) =>
        state === 'uploading' && document.by === accountId && document.file.sha256 === file.sha256,
    );
    if (known !== undefined) return known;
    const { fileName: name, bytes, sha256 } = file;
    return ports.jobs.start(ports.newImportId(), 'uploading', {
      by: accountId,
      file: { name, bytes, sha256, parts: partsOf(bytes), received: [] },
      attempts: 0,
    });
  };

  return {
    work: (importId) => workImport(importId, ports),
    async expire() {
      const old = instant(toEpoch(ports.clock.now()) - KEPT_DAYS * DAY);
      for (const found of await ports.jobs.list()) {
        if (found.startedAt < old && found.document.expired !== true && isAtRest(ImportState.parse(found.state)))
          await discard(found);
      }
    },
    handlers: {
      'cmdb.import.start': async (invocation, file) => ({
        import: importView(await start(invocation, file)),
        partBytes: PART_BYTES,
      }),
      'cmdb.import.putPart': async (_, { importId, ...part }) => {
        const found = await job(importId);
        if (found.state !== 'uploading') return { missing: missingParts(found.document.file) };
        return { missing: await keepPart(found, part, ports) };
      },
      'cmdb.import.inspect': async (_, { importId, format, source }) => {
        const found = await job(importId);
        if (found.state !== 'uploading') resting(found);
        try {
          const { answer, changes } = await inspected(await readBytes(found, ports), format, source, ports);
          const ready = await save(found, 'ready', changes);
          return { import: importView(ready), ...answer };
        } catch (cause) {
          throw cause instanceof UnreadableFile ? unreadable(cause) : cause;
        }
      },
      'cmdb.import.preview': async (_, { importId, mapping, rows }) => {
        const found = await job(importId);
        const source = await table(found);
        const problems = await problemsOf(mapping, source.columns);
        return { problems, verdicts: problems.length > 0 ? [] : await preview(mapping, source, rows, ports) };
      },
      'cmdb.import.dryRun': async (_, { importId, mapping }) => {
        const found = resting(await job(importId));
        if (found.document.apply !== undefined)
          throw new AppError('REFUSED', 'This file is imported already. Upload it again to import it once more.');
        await checked(found, mapping);
        await removePages(resultCollection(importId, 'dryRun'), ports);
        return importView(await begin(found, 'dryRun', { mapping, doomed: [], dryRun: runResult(ports.clock.now()) }));
      },
      'cmdb.import.apply': async (_, { importId }) => {
        const found = resting(await job(importId));
        if (found.document.apply !== undefined) throw new AppError('REFUSED', 'This file is imported already.');
        if (found.document.dryRun?.state !== 'done') throw new AppError('REFUSED', 'Do a dry run first.');
        return importView(await begin(found, 'apply', { apply: runResult(ports.clock.now()) }));
      },
      'cmdb.import.pause': async (_, { importId }) => importView(await ask(importId, 'pause')),
      'cmdb.import.cancel': async (_, { importId }) => importView(await ask(importId, 'cancel')),
      'cmdb.import.resume': async (_, { importId }) => {
        const found = await job(importId);
        const { run } = found.document;
        if (run === undefined || found.document[run]?.state !== 'going')
          throw new AppError('REFUSED', 'There is nothing to go on with.');
        if (isAtRest(ImportState.parse(found.state))) return importView(await begin(found, run, {}));
        await ports.queue.goOn(importId, 0);
        return importView(found);
      },
      'cmdb.import.undo': async (_, { importId }) => {
        const found = await job(importId);
        const { apply, undo } = found.document;
        if (apply === undefined) throw new AppError('REFUSED', 'Nothing was imported that could be undone.');
        if (undo !== undefined && found.state !== 'failed')
          throw new AppError('REFUSED', 'This import was undone already.');
        const resultOfUndo = { ...runResult(ports.clock.now()), left: [], leftMore: 0, phase: 'relations' as const };
        return importView(await begin(resting(found), 'undo', { undo: resultOfUndo }));
      },
      'cmdb.import.discard': async (_, { importId }) => {
        const found = await job(importId);
        if (found.state !== 'uploading') resting(found);
        return importView(await discard(found));
      },
      'cmdb.import.get': async (_, { importId }) => importView(await job(importId)),
      'cmdb.import.list': async () => ({ imports: (await ports.jobs.list()).slice(0, 50).map(importView) }),
      'cmdb.import.rows': async (_, { importId, ...query }) => rowsPage(await job(importId), query, ports),
      'cmdb.import.rejects': async (_, { importId, run, cursor }) => {
        const found = await job(importId);
        return rejectsPage(found, run, cursor, await table(found), ports);
      },
      'cmdb.import.settings': async () => {
        const saved = await ports.settings.read();
        return { ...(saved?.document ?? NO_SETTINGS), version: saved?.version ?? null };
      },
      'cmdb.import.saveSettings': async ({ accountId }, { expectedVersion, ...settings }) => {
        await checkPrecedence(settings.precedence, ports);
        await ports.settings.write(expectedVersion ?? undefined, settings, accountId, ports.clock.now());
        return { version: (expectedVersion ?? 0) + 1 };
      },
    },
  };
}

const unreadable = ({ code, message }: UnreadableFile): AppError =>
  new AppError('INVALID_INPUT', message, { issues: [{ path: `file.${code}`, message }] });

/** INVALID_INPUT when no order of sources can be read from it. */
async function checkPrecedence(precedence: SourcePrecedence, ports: ImportPorts): Promise<void> {
  const before = (await ports.settings.read())?.document ?? NO_SETTINGS;
  const issues = precedenceIssues(precedence, before.precedence, rankedPaths(await ports.catalogue()));
  const [first] = issues;
  if (first !== undefined) throw new AppError('INVALID_INPUT', first.message, { issues });
}

async function preview(mapping: Mapping, source: SourceTable, count: number, ports: ImportPorts) {
  const catalogue = await ports.catalogue();
  const view = new ChunkView(ports, mapping.source);
  if (mapping.kind === 'relations') {
    const file = new RelationFile(mapping, source, catalogue);
    const numbers = source.rows.slice(0, count).map(({ number }) => number);
    return judgeRelations(numbers, { file, catalogue, ports });
  }
  const { precedence } = (await ports.settings.read())?.document ?? NO_SETTINGS;
  const file = new ImportFile(mapping, source, catalogue);
  const context = { catalogue, precedence, file, state: new RunState(), view };
  const judged = source.rows
    .slice(0, count)
    .map(async ({ number }) => (await judgeRow(file.row(number), context)).verdict);
  return Promise.all(judged);
}
