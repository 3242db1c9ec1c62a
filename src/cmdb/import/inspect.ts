/** A file looked at: how it is written, what its columns are called, and what they probably mean. */
import type { ImportDocument } from './import-job';
import { classWords } from './import-file';
import type { ImportPorts } from './import.ports';
import type { Mapping } from './mapping';
import { readFile } from './read-file';
import { normalised, suggestColumns, suggestRelations } from './suggest-mapping';
import type { FormatChoice, SourceTable } from './table';
import type { ClassCatalogue } from '../class-catalogue';

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
  const attributes = [...catalogue.classes.values()].flatMap((one) => one.attributes);
  const columns = suggestColumns(table.columns, {
    attributes: [...new Map(attributes.map((attribute) => [attribute.key, attribute])).values()],
    relationTypes: [...catalogue.relationTypes.values()],
  });
  const classColumn = columns.find(({ target }) => target.to === 'class')?.column;
  const named = classColumn !== undefined && namesClasses(table, classColumn, catalogue);
  return {
    kind: 'cis',
    source,
    classKey: null,
    classNames: {},
    columns: named ? columns : columns.filter(({ target }) => target.to !== 'class'),
    notation: { decimal: '.', date: 'ymd' },
  };
}

/** “Type” may as well hold the model of a device: most of what stands there has to be a class. */
function namesClasses(table: SourceTable, column: string, catalogue: ClassCatalogue): boolean {
  const words = classWords(catalogue);
  const at = table.columns.indexOf(column);
  const values = table.rows.slice(0, 1_000).flatMap(({ cells }) => cells[at]?.trim() || []);
  return values.length > 0 && values.filter((value) => words.has(normalised(value))).length * 2 >= values.length;
}
