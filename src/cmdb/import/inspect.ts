/** A file looked at: how it is written, what its columns are called, and what they probably mean. */
import type { ImportDocument } from './import-job';
import { classWords } from './import-file';
import type { ImportPorts } from './import.ports';
import type { Mapping } from './mapping';
import { readFile } from './read-file';
import { mayNameClass, normalised, suggestColumns, suggestRelations } from './suggest-mapping';
import type { FormatChoice, SourceTable } from './table';
import type { ClassCatalogue, ResolvedClass } from '../class-catalogue';
import type { AttributeSpec } from '../model';

const SAMPLE = 20;
/** Characters of a cell that are shown. */
const SHOWN = 300;

export async function inspected(bytes: Uint8Array, choice: FormatChoice, source: string, ports: ImportPorts) {
  const { table, format } = readFile(bytes, choice);
  const changes: Partial<ImportDocument> = { format, columns: [...table.columns], rows: table.rows.length };
  const sample = table.rows.slice(0, SAMPLE).map(({ line, cells, problem }) => ({
    line,
    cells: cells.map((cell) => cell.slice(0, SHOWN)),
    problem: problem?.message ?? null,
  }));
  const broken = table.rows.filter(({ problem }) => problem !== undefined).length;
  const suggestion = suggestMapping(table, source.trim() || 'import', await ports.catalogue());
  return { changes, answer: { sample, broken, suggestion } };
}

export function suggestMapping(table: SourceTable, source: string, catalogue: ClassCatalogue): Mapping {
  const relations = suggestRelations(table.columns, source);
  if (relations !== undefined) return relations;
  const classColumn = table.columns.find((column) => mayNameClass(column) && namesClasses(table, column, catalogue));
  const columns = suggestColumns(table.columns, {
    attributes: attributesOf(table, classColumn, catalogue),
    relationTypes: [...catalogue.relationTypes.values()],
    classColumn,
  });
  return { kind: 'cis', source, classKey: null, classNames: {}, columns, notation: { decimal: '.', date: 'ymd' } };
}

/** Rows that fill an attribute which their class does not have are rejected: only those of the file's classes count. */
function attributesOf(
  table: SourceTable,
  classColumn: string | undefined,
  catalogue: ClassCatalogue,
): readonly AttributeSpec[] {
  const named = classColumn === undefined ? [] : classesIn(table, classColumn, catalogue);
  const about = named.length > 0 ? named : [...catalogue.classes.values()];
  const attributes = about.flatMap((one) => one.attributes);
  return [...new Map(attributes.map((attribute) => [attribute.key, attribute])).values()];
}

/** “Type” may as well hold the model of a device: most of what stands there has to be a class. */
function namesClasses(table: SourceTable, column: string, catalogue: ClassCatalogue): boolean {
  const words = classWords(catalogue);
  const values = valuesIn(table, column);
  return values.length > 0 && values.filter((value) => words.has(value)).length * 2 >= values.length;
}

function classesIn(table: SourceTable, column: string, catalogue: ClassCatalogue): ResolvedClass[] {
  const words = classWords(catalogue);
  const keys = new Set(valuesIn(table, column).flatMap((value) => words.get(value) ?? []));
  return [...keys].flatMap((key) => catalogue.classes.get(key) ?? []);
}

const SAMPLED = 1_000;

function valuesIn({ columns, rows }: SourceTable, column: string): string[] {
  const at = columns.indexOf(column);
  return rows.slice(0, SAMPLED).flatMap(({ cells }) => normalised(cells[at] ?? '') || []);
}
