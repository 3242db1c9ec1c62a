/** A row by what its columns mean: what it says of a CI, before anybody looks at what the CMDB holds. */
import { NativeIdentifier, RedundancyRules } from '../model';
import { keysOfText } from './export-shape';
import type { CiMapping, NamedBy, Notation, Target } from './mapping';
import type { RelationEnd } from './model-words';
import { normalised } from './suggest-mapping';
import type { RowReason, SourceRow, SourceTable } from './table';
import { IMPORT_LIMITS } from './table';
import { splitList } from './value-list';

export interface RelationNames {
  readonly column: string;
  readonly type: string;
  readonly end: RelationEnd;
  readonly by: NamedBy;
  readonly names: readonly string[];
}

export interface MappedRow {
  readonly row: number;
  readonly line: number;
  readonly ref: string | undefined;
  /** As the file calls it; absent when neither the row nor the mapping says. */
  readonly classKey: string | undefined;
  readonly keys: readonly NativeIdentifier[];
  /** By path (`name`, `attributes.ip`, `redundancy`): the text, or null for “shall have no value”. Unsaid paths are absent. */
  readonly values: ReadonlyMap<string, string | null>;
  readonly relations: readonly RelationNames[];
  /** The column behind each path, for reasons. */
  readonly columnOf: ReadonlyMap<string, string>;
  readonly reasons: readonly RowReason[];
}

export interface RowMapper {
  (row: SourceRow): MappedRow;
}

/** `classes` gives a class's key by its key or its name, normalised. */
export function rowMapper(
  mapping: CiMapping,
  table: Pick<SourceTable, 'columns'>,
  classes: ReadonlyMap<string, string>,
): RowMapper {
  const named = new Map(Object.entries(mapping.classNames).map(([name, key]) => [normalised(name), key]));
  const places = mapping.columns.map((entry) => ({ ...entry, at: table.columns.indexOf(entry.column) }));
  return (row) => {
    const building = new Building(row, mapping);
    for (const { at, column, target, whenEmpty } of places) {
      const cell = row.cells[at] ?? '';
      if (cell.length > IMPORT_LIMITS.cell)
        building.reject('tooLong', column, `The cell has ${cell.length} characters.`);
      else if (cell.trim() !== '') building.take(column, target, cell, (text) => classKeyOf(text, named, classes));
      else if (whenEmpty === 'clear') building.clear(column, target);
    }
    return building.done();
  };
}

const classKeyOf = (
  text: string,
  named: ReadonlyMap<string, string>,
  classes: ReadonlyMap<string, string>,
): string | undefined => named.get(normalised(text)) ?? classes.get(normalised(text));

class Building {
  private ref: string | undefined;
  private classKey: string | undefined;
  private readonly keys: NativeIdentifier[] = [];
  private readonly values = new Map<string, string | null>();
  private readonly relations: RelationNames[] = [];
  private readonly columnOf = new Map<string, string>();
  private readonly reasons: RowReason[];

  constructor(
    private readonly source: SourceRow,
    private readonly mapping: CiMapping,
  ) {
    this.classKey = mapping.classKey ?? undefined;
    this.reasons = source.problem === undefined ? [] : [source.problem];
  }

  reject(code: string, column: string | null, message: string): void {
    this.reasons.push({ code, column, message });
  }

  take(column: string, target: Target, cell: string, classKey: (text: string) => string | undefined): void {
    const text = cell.trim();
    switch (target.to) {
      case 'ref':
        this.ref = text;
        this.columnOf.set('ref', column);
        return;
      case 'class': {
        const found = classKey(text);
        if (found === undefined) this.reject('unknownClass', column, `There is no class “${text}”.`);
        this.classKey = found;
        this.columnOf.set('classKey', column);
        return;
      }
      case 'key':
        this.takeKeys(column, [{ source: target.source ?? this.mapping.source, key: text }]);
        return;
      case 'keys': {
        const keys = keysOfText(text);
        if (keys === undefined) this.reject('keys', column, 'Keys are written as “source=key;source=key”.');
        else this.takeKeys(column, keys);
        return;
      }
      case 'relation': {
        const { type, end, by, separator } = target;
        this.relations.push({ column, type, end, by, names: separated(text, separator) });
        return;
      }
      case 'redundancy':
        this.takeRedundancy(column, text);
        return;
      default:
        this.say(column, pathOf(target), cell);
    }
  }

  clear(column: string, target: Target): void {
    if (target.to === 'field' || target.to === 'attribute') this.say(column, pathOf(target), null);
    else if (target.to === 'redundancy') this.say(column, 'redundancy', null);
  }

  done(): MappedRow {
    const { ref, classKey, keys, values, relations, columnOf, reasons } = this;
    const { number, line } = this.source;
    return { row: number, line, ref, classKey, keys, values, relations, columnOf, reasons };
  }

  private say(column: string, path: string, value: string | null): void {
    this.values.set(path, value);
    this.columnOf.set(path, column);
  }

  private takeKeys(column: string, keys: readonly NativeIdentifier[]): void {
    this.columnOf.set('identifiers', column);
    for (const key of keys) {
      const parsed = NativeIdentifier.safeParse(key);
      if (parsed.success) this.keys.push(parsed.data);
      else this.reject('keys', column, 'A key has at most 255 characters, the name of its source at most 60.');
    }
  }

  private takeRedundancy(column: string, text: string): void {
    const parsed = RedundancyRules.safeParse(jsonOf(text));
    if (parsed.success) this.say(column, 'redundancy', JSON.stringify(parsed.data));
    else this.reject('redundancy', column, 'The redundancy rules can’t be read.');
  }
}

const separated = (text: string, separator: string | undefined): string[] =>
  separator === undefined ? [text] : splitList(text, separator);

const pathOf = (target: { to: 'field'; field: string } | { to: 'attribute'; attribute: string }): string =>
  target.to === 'field' ? target.field : `attributes.${target.attribute}`;

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** A number as the model writes it; what is none stays as it is, and is refused for what it is. */
export function plainNumber(text: string, { decimal }: Notation): string {
  const trimmed = text.trim();
  if (decimal === '.')
    return /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed;
  return /^[+-]?[\d.]*(?:,\d+)?$/.test(trimmed) ? trimmed.replaceAll('.', '').replace(',', '.') : trimmed;
}

/** A date as `YYYY-MM-DD`; a text in another notation stays as it is. */
export function plainDate(text: string, { date }: Notation): string {
  const trimmed = text.trim();
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(trimmed);
  if (parts === null || date === 'ymd') return trimmed;
  const [, first = '', second = '', year = ''] = parts;
  const [day, month] = date === 'dmy' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Where a reason belongs that the model gives by path. */
export const columnOfPath = (row: MappedRow, path: string): string | null => row.columnOf.get(path) ?? null;
