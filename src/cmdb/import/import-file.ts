/** A file under a mapping: its rows as what they say of CIs, how they refer to one another, and the order to do them in. */
import { normalised } from './suggest-mapping';
import type { ClassCatalogue } from '../class-catalogue';
import type { Naming } from './chunk-view';
import { applicationOrder, RowIndex } from './file-index';
import type { CiMapping } from './mapping';
import { rowMapper, type MappedRow, type RowMapper } from './map-row';
import type { SourceRow, SourceTable } from './table';

export class ImportFile {
  /** Row numbers in the order in which they are done. */
  readonly order: readonly number[];
  readonly #index = new RowIndex();
  readonly #map: RowMapper;
  /** Paths of mapped attributes that refer to CIs, in some class. */
  readonly #references: ReadonlySet<string>;

  constructor(
    readonly mapping: CiMapping,
    readonly table: SourceTable,
    catalogue: ClassCatalogue,
  ) {
    this.#map = rowMapper(mapping, table, classWords(catalogue));
    for (const row of table.rows) this.#index.add(this.#map(row));
    this.#references = referencePaths(mapping, catalogue);
    const names = this.#references.size > 0 || mapping.columns.some(({ target }) => target.to === 'relation');
    this.order = names
      ? applicationOrder(table.rows.length, (row) => this.dependencies(row))
      : table.rows.map(({ number }) => number);
  }

  /** The rows that stand for what a row relates to or refers to. */
  dependencies(number: number): number[] {
    const row = this.row(number);
    const references = [...row.values].flatMap(([path, text]) =>
      text !== null && this.#references.has(path) ? [{ name: text.trim(), by: 'any' as const }] : [],
    );
    const namings = [...references, ...row.relations.flatMap(({ names, by }) => names.map((name) => ({ name, by })))];
    return namings.flatMap((naming) =>
      this.rowsNamed(naming)
        .filter((other) => other !== number)
        .slice(0, 1),
    );
  }

  /** By its number, from 1. */
  row(number: number): MappedRow {
    return this.#map(this.source(number));
  }

  source(number: number): SourceRow {
    const row = this.table.rows[number - 1];
    if (row === undefined) throw new Error(`the file has no row ${number}`);
    return row;
  }

  rowsNamed({ name, by }: Naming): readonly number[] {
    return this.#index.rowsNamed(name, by, this.mapping.source);
  }
}

function referencePaths(mapping: CiMapping, { classes }: ClassCatalogue): Set<string> {
  const mapped = new Set(
    mapping.columns.flatMap(({ target }) => (target.to === 'attribute' ? [target.attribute] : [])),
  );
  const found = [...classes.values()].flatMap(({ attributes }) =>
    attributes.filter(({ key, type }) => type === 'reference' && mapped.has(key)).map(({ key }) => `attributes.${key}`),
  );
  return new Set(found);
}

/** What a file may call a class: its key, or its name. */
export function classWords({ classes }: ClassCatalogue): Map<string, string> {
  const words = new Map<string, string>();
  for (const { key, name } of classes.values()) words.set(normalised(name), key);
  for (const { key } of classes.values()) words.set(normalised(key), key);
  return words;
}
