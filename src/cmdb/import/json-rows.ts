/**
 * JSON to rows: a list of objects, an object with one list in it, or the app's own export. Nested objects become dotted
 * columns (`attributes.ip`), lists of plain values one cell with `;` between them.
 */
import { z } from 'zod';
import { EXPORT_FORMAT, ExportDocument, rowOfCi } from './export-shape';
import type { RowReason, SourceRow, SourceTable } from './table';
import { joinList } from './value-list';

export class UnreadableFile extends Error {
  constructor(
    readonly code: 'json' | 'shape' | 'noRows' | 'tooManyRows' | 'tooManyColumns' | 'empty',
    message: string,
  ) {
    super(message);
  }
}

type Item = Readonly<Record<string, unknown>>;

export function readJson(text: string): SourceTable {
  const document = parsed(text);
  const own = ownExport(document);
  return tableOf(own ?? itemsOf(document));
}

function parsed(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch (cause) {
    const where = cause instanceof Error ? `: ${cause.message}` : '';
    throw new UnreadableFile('json', `The file is not valid JSON${where}.`);
  }
}

const Marked = z.looseObject({ format: z.literal(EXPORT_FORMAT) });

function ownExport(document: unknown): unknown[] | undefined {
  if (!Marked.safeParse(document).success) return undefined;
  const own = ExportDocument.safeParse(document);
  if (!own.success)
    throw new UnreadableFile('shape', `The export is damaged: ${z.prettifyError(own.error).slice(0, 300)}`);
  return own.data.kind === 'cis' ? own.data.cis.map(rowOfCi) : own.data.relations;
}

function itemsOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document;
  const lists = Object.values(z.record(z.string(), z.unknown()).safeParse(document).data ?? {}).filter(Array.isArray);
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  throw new UnreadableFile('shape', 'The file must hold a list of objects.');
}

const AnObject = z.record(z.string(), z.unknown());

function tableOf(items: readonly unknown[]): SourceTable {
  const columns = new Map<string, number>();
  const flat = items.map((item) => flattened(item));
  for (const { cells } of flat)
    for (const column of cells.keys()) if (!columns.has(column)) columns.set(column, columns.size);
  const names = [...columns.keys()];
  const rows = flat.map(({ cells, problem }, index): SourceRow => ({
    number: index + 1,
    line: index + 1,
    cells: names.map((name) => cells.get(name) ?? ''),
    ...(problem === undefined ? {} : { problem }),
  }));
  return { columns: names, rows };
}

interface Flat {
  readonly cells: Map<string, string>;
  readonly problem?: RowReason;
}

function flattened(item: unknown): Flat {
  const cells = new Map<string, string>();
  const object = AnObject.safeParse(item);
  if (!object.success || Array.isArray(item))
    return { cells, problem: { code: 'notAnObject', column: null, message: 'The entry of the list is no object.' } };
  const problem = flattenInto(cells, object.data, '', 0);
  return problem === undefined ? { cells } : { cells, problem };
}

/** Deep enough for any inventory's export, and far from the end of the stack. */
const DEEPEST = 10;

function flattenInto(cells: Map<string, string>, object: Item, prefix: string, depth: number): RowReason | undefined {
  let problem: RowReason | undefined;
  for (const [name, value] of Object.entries(object)) {
    const column = prefix + name;
    const cell = cellOf(value);
    if (cell !== undefined) cells.set(column, cell);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < DEEPEST)
      problem ??= flattenInto(cells, AnObject.parse(value), `${column}.`, depth + 1);
    else problem ??= { code: 'notAValue', column, message: `${column} holds a list of objects or is nested too deep.` };
  }
  return problem;
}

function cellOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  const parts = value.map((part: unknown) => (Array.isArray(part) ? undefined : cellOf(part)));
  return parts.includes(undefined) ? undefined : joinList(parts.map((part) => part ?? ''));
}
