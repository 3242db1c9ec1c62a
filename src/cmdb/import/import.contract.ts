/**
 * Importing into the CMDB and exporting from it, for configuration managers. A file goes up in parts, is looked at, its
 * columns are given a meaning, a dry run judges every row, and only then it is imported; an import can be undone.
 */
import { z } from 'zod';
import { command, query } from '../../contract/rpc';
import { CiFilter, CiSort, Cursor } from '../cmdb.shapes';
import { ImportFile, ImportNote, ImportState, RunKind, UndoFinding } from './import-job';
import { Mapping, MappingProblemShape } from './mapping';
import { SourcePrecedence } from './precedence';
import { FileFormat, FormatChoice, IMPORT_LIMITS } from './table';
import { Counts, RowVerdict, Verdict } from './verdict';

export type {
  CiMapping,
  ColumnMapping,
  Mapping,
  MappingProblem,
  NamedBy,
  Notation,
  RelationMapping,
  Target,
} from './mapping';
export type { SourcePrecedence } from './precedence';
export type { FileFormat, FormatChoice } from './table';
export type { Counts, RowVerdict, Verdict } from './verdict';

/** Bytes of a part before it is written as base64: as text it fits a stored document and the bridge's 500 KB. */
export const PART_BYTES = 144 * 1024;

const access = 'configurationManager' as const;
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits.');
const ImportId = z.string().min(1).max(60);
const ById = z.object({ importId: ImportId });

const RunView = z.object({
  state: z.enum(['going', 'done', 'failed', 'cancelled']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  total: z.int(),
  done: z.int(),
  counts: Counts,
  differing: z.int(),
});
export type RunView = z.output<typeof RunView>;

export const ImportView = z.object({
  importId: ImportId,
  state: ImportState,
  startedAt: z.string(),
  by: z.string(),
  file: ImportFile.omit({ sha256: true, received: true }),
  /** Parts that have not arrived; sending them again goes on with an upload that was cut off. */
  missing: z.array(z.int()),
  format: FileFormat.nullable(),
  columns: z.array(z.string()),
  rows: z.int().nullable(),
  mapping: Mapping.nullable(),
  run: RunKind.nullable(),
  dryRun: RunView.nullable(),
  apply: RunView.nullable(),
  /** What was not put back, because somebody changed it since or something else hangs on it. */
  undo: RunView.extend({ left: z.array(UndoFinding), leftMore: z.int() }).nullable(),
  request: z.enum(['pause', 'cancel']).nullable(),
  note: ImportNote.nullable(),
  /** The file is gone; what was found stays. */
  expired: z.boolean(),
});
export type ImportView = z.output<typeof ImportView>;

const SavedMapping = z.object({
  name: z.string().trim().min(1, 'Give the mapping a name.').max(80, 'A name has at most 80 characters.'),
  mapping: Mapping,
});

const ExportFormat = z.enum(['csv', 'json']);

export const importContract = {
  /** Announces a file. The same file (by checksum) of the same person, not yet whole, is gone on with. */
  'cmdb.import.start': command({
    access,
    input: z.object({
      fileName: z.string().trim().min(1).max(255),
      bytes: z.int().min(1, 'The file is empty.').max(IMPORT_LIMITS.fileBytes, 'The file is larger than 32 MB.'),
      sha256: Sha256,
    }),
    output: z.object({ import: ImportView, partBytes: z.int() }),
  }),
  /** Part `number` (from 1): bytes (number − 1) × partBytes up to number × partBytes. Sending it twice is fine. */
  'cmdb.import.putPart': command({
    access,
    input: z.object({
      importId: ImportId,
      number: z.int().min(1),
      base64: z.base64().max(Math.ceil(PART_BYTES / 3) * 4),
      sha256: Sha256,
    }),
    output: z.object({ missing: z.array(z.int()) }),
  }),
  /** Reads the whole file: how it is written, what its columns are and may mean. INVALID_INPUT when it can't be read. */
  'cmdb.import.inspect': command({
    access,
    input: z.object({ importId: ImportId, format: FormatChoice.default({}), source: z.string().max(60).default('') }),
    output: z.object({
      import: ImportView,
      sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()), problem: z.string().nullable() })),
      /** Rows that can't be read, for example with too few cells. */
      broken: z.int(),
      suggestion: Mapping,
    }),
  }),
  /** The first rows with their verdicts. They may turn out otherwise where they depend on other rows of the file. */
  'cmdb.import.preview': query({
    access,
    input: z.object({ importId: ImportId, mapping: Mapping, rows: z.int().min(1).max(50).default(20) }),
    output: z.object({ problems: z.array(MappingProblemShape), verdicts: z.array(RowVerdict) }),
  }),
  'cmdb.import.dryRun': command({ access, input: ById.extend({ mapping: Mapping }), output: ImportView }),
  /** REFUSED without a finished dry run. */
  'cmdb.import.apply': command({ access, input: ById, output: ImportView }),
  'cmdb.import.pause': command({ access, input: ById, output: ImportView }),
  /** Goes on with a paused run, or with one that failed, where it stopped. */
  'cmdb.import.resume': command({ access, input: ById, output: ImportView }),
  /** Rows that are done stay done; `undo` takes them back. */
  'cmdb.import.cancel': command({ access, input: ById, output: ImportView }),
  /** Puts every CI back to what it was, unless somebody changed it since. */
  'cmdb.import.undo': command({ access, input: ById, output: ImportView }),
  /** Removes the file; what was imported stays. */
  'cmdb.import.discard': command({ access, input: ById, output: ImportView }),
  'cmdb.import.get': query({ access, input: ById, output: ImportView }),
  /** The last imports, youngest first. */
  'cmdb.import.list': query({ access, input: z.object({}), output: z.object({ imports: z.array(ImportView) }) }),
  /** Verdicts of a run, one page after the other; a page may be short, and yet have a cursor. */
  'cmdb.import.rows': query({
    access,
    input: ById.extend({
      run: z.enum(['dryRun', 'apply']),
      verdict: Verdict.optional(),
      /** Only rows that went otherwise than the dry run said. */
      differing: z.boolean().default(false),
      cursor: Cursor.nullable().default(null),
    }),
    output: z.object({ rows: z.array(RowVerdict), cursor: Cursor.nullable() }),
  }),
  /** The rejected rows as they stood in the file, each with its reasons, as CSV. Pages follow one another in one file. */
  'cmdb.import.rejects': query({
    access,
    input: ById.extend({ run: z.enum(['dryRun', 'apply']), cursor: Cursor.nullable().default(null) }),
    output: z.object({ csv: z.string(), rows: z.int(), cursor: Cursor.nullable() }),
  }),
  'cmdb.import.settings': query({
    access,
    input: z.object({}),
    output: z.object({
      mappings: z.array(SavedMapping),
      precedence: SourcePrecedence,
      version: z.int().nullable(),
    }),
  }),
  /**
   * Saved mappings and the order of sources. CONFLICT when somebody saved meanwhile; INVALID_INPUT at `precedence.order` or
   * `precedence.byPath.<path>` when a source stands twice or no class has the attribute.
   */
  'cmdb.import.saveSettings': command({
    access,
    input: z.object({
      expectedVersion: z.int().nullable(),
      mappings: z.array(SavedMapping).max(50),
      precedence: SourcePrecedence,
    }),
    output: z.object({ version: z.int() }),
  }),

  /**
   * CIs as a file that can be imported again, page by page: the texts, one after the other, are the file. Everything the
   * filter finds; JSON and CSV hold the same.
   */
  'cmdb.export.cis': query({
    access,
    input: z.object({
      filter: CiFilter.default({}),
      sort: CiSort.default({ by: 'name', descending: false }),
      format: ExportFormat,
      cursor: Cursor.nullable().default(null),
    }),
    output: z.object({ text: z.string(), count: z.int(), cursor: Cursor.nullable() }),
  }),
  /** The relations that start at the CIs the filter finds. */
  'cmdb.export.relations': query({
    access,
    input: z.object({
      filter: CiFilter.default({}),
      sort: CiSort.default({ by: 'name', descending: false }),
      format: ExportFormat,
      cursor: Cursor.nullable().default(null),
    }),
    output: z.object({ text: z.string(), count: z.int(), cursor: Cursor.nullable() }),
  }),
} as const;
