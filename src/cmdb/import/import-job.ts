/** An import as it is stored: what file, how it is read, what was found, how far each run got. */
import { z } from 'zod';
import { Mapping } from './mapping';
import { FileFormat } from './table';
import { Counts } from './verdict';

/**
 * `uploading` until the file is whole, `ready` when it can be read. A run is `queued` until a worker has it, `running`,
 * `waiting` (for storage, or for the next worker), `paused`, and ends as `done`, `failed` or `cancelled`.
 */
export const ImportState = z.enum([
  'uploading',
  'ready',
  'queued',
  'running',
  'waiting',
  'paused',
  'done',
  'failed',
  'cancelled',
]);
export type ImportState = z.output<typeof ImportState>;

export const isAtRest = (state: ImportState): boolean =>
  state === 'uploading' ||
  state === 'ready' ||
  state === 'paused' ||
  state === 'done' ||
  state === 'failed' ||
  state === 'cancelled';

export const RunKind = z.enum(['dryRun', 'apply', 'undo']);
export type RunKind = z.output<typeof RunKind>;

export const ImportFile = z.object({
  name: z.string(),
  bytes: z.int(),
  parts: z.int(),
  /** SHA-256 of the whole file in hexadecimal, as the browser computed it. */
  sha256: z.string(),
  /** Numbers of the parts that arrived, from 1. */
  received: z.array(z.int()),
});
export type ImportFile = z.output<typeof ImportFile>;

/** How many rows of each verdict a page of results holds. */
export const PageCounts = z.tuple([z.int(), z.int(), z.int(), z.int()]);
export type PageCounts = z.output<typeof PageCounts>;

export const RunResult = z.object({
  state: z.enum(['going', 'done', 'failed', 'cancelled']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Rows (of an undo: CIs and relations) to do; 0 until they were counted. */
  total: z.int(),
  /** How many are done, in the order in which they are done. */
  done: z.int(),
  counts: Counts,
  /** Of an import: rows whose verdict is another than the dry run's. */
  differing: z.int(),
  pages: z.array(PageCounts),
  /** Of a dry run: how often it began again, because a row fell with another that it relates to. */
  passes: z.int().default(1),
  /** When the rows after `done` were begun. */
  chunkAt: z.iso.datetime().optional(),
});
export type RunResult = z.output<typeof RunResult>;

export const UndoFinding = z.object({ ref: z.string(), reason: z.enum(['changedSince', 'inUse', 'gone']) });
export type UndoFinding = z.output<typeof UndoFinding>;

/** What an undo left as it is, and where it goes on: relations first, so that CIs can go. */
export const UndoResult = RunResult.extend({
  left: z.array(UndoFinding),
  leftMore: z.int(),
  phase: z.enum(['relations', 'cis']),
  cursor: z.string().optional(),
});
export type UndoResult = z.output<typeof UndoResult>;

export const ImportNote = z.object({
  code: z.enum(['unavailable', 'refused', 'unreadable', 'bug', 'dryRunOutdated']),
  message: z.string(),
});
export type ImportNote = z.output<typeof ImportNote>;

export const ImportDocument = z.object({
  /** Who started it. */
  by: z.string(),
  file: ImportFile,
  format: FileFormat.optional(),
  columns: z.array(z.string()).optional(),
  rows: z.int().optional(),
  mapping: Mapping.optional(),
  /** The run under way, or the last one. */
  run: RunKind.optional(),
  /** Rows that fall because one they relate to does, found by an earlier pass of the dry run. */
  doomed: z.array(z.int()).max(5_000).optional(),
  dryRun: RunResult.optional(),
  apply: RunResult.optional(),
  undo: UndoResult.optional(),
  /** What somebody asked of the run; the worker heeds it when the rows it has begun are whole. */
  request: z.enum(['pause', 'cancel']).optional(),
  /** Failures since the last rows that went well. */
  attempts: z.int().default(0),
  note: ImportNote.optional(),
  /** Until then the worker that wrote this has the import for itself. */
  leaseUntil: z.iso.datetime().optional(),
  /** The file's parts were removed. */
  expired: z.boolean().optional(),
});
export type ImportDocument = z.output<typeof ImportDocument>;
