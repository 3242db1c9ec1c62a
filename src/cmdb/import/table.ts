/** A file as rows and columns, whatever it was written in. */
import { z } from 'zod';
import { TextEncodingName } from './encoding';

export const IMPORT_LIMITS = {
  rows: 100_000,
  columns: 200,
  /** Bytes of a file. 100,000 rows of some 300 bytes. */
  fileBytes: 32 * 1024 * 1024,
  /** Characters of a cell; the longest text a CI takes is shorter. */
  cell: 32_000,
} as const;

/** How the bytes are to be read. What is absent is found out. */
export const FormatChoice = z.object({
  kind: z.enum(['csv', 'json']).optional(),
  encoding: TextEncodingName.optional(),
  delimiter: z.string().min(1).max(5).optional(),
  /** Whether the first row names the columns. */
  header: z.boolean().optional(),
  /** Whether an apostrophe before `=`, `+`, `-`, `@` is a spreadsheet guard and no part of the text. */
  guarded: z.boolean().optional(),
});
export type FormatChoice = z.output<typeof FormatChoice>;

export const FileFormat = z.object({
  kind: z.enum(['csv', 'json']),
  encoding: TextEncodingName,
  delimiter: z.string().min(1).max(5),
  header: z.boolean(),
  guarded: z.boolean(),
});
export type FileFormat = z.output<typeof FileFormat>;

/** Why a row, or a cell of it, can't be used. `message` is for people who read English; pages may say it by `code`. */
export const RowReason = z.object({
  code: z.string(),
  /** The column at fault; null for the row as a whole. */
  column: z.string().nullable(),
  message: z.string(),
});
export type RowReason = z.output<typeof RowReason>;

export interface SourceRow {
  /** From 1, without the header and blank rows. */
  readonly number: number;
  /** The line of the file on which it starts; for JSON, the place in the list. */
  readonly line: number;
  /** In the order of the columns; an absent value is empty. */
  readonly cells: readonly string[];
  /** Why the row can't be read at all. */
  readonly problem?: RowReason;
}

export interface SourceTable {
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
}
