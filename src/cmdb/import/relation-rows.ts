/** Rows of a file of relations: from, type, to. */
import type { ClassCatalogue } from '../class-catalogue';
import type { RelationEnds } from '../model';
import { relationId, relationPath } from '../relation-path';
import { relationIssues } from '../relation-types';
import type { ChunkView, Naming } from './chunk-view';
import type { RelationMapping } from './mapping';
import { normalised } from './suggest-mapping';
import type { RowReason, SourceRow, SourceTable } from './table';
import type { RowVerdict } from './verdict';

export interface RelationRow {
  readonly source: SourceRow;
  readonly from: Naming;
  readonly to: Naming;
  /** Undefined when there is no such type; its inverse's name swaps the ends. */
  readonly type: string | undefined;
  readonly typeText: string;
}

export class RelationFile {
  readonly #types = new Map<string, { readonly key: string; readonly inverse: boolean }>();

  constructor(
    readonly mapping: RelationMapping,
    readonly table: SourceTable,
    catalogue: ClassCatalogue,
  ) {
    for (const { key, name, inverse } of catalogue.relationTypes.values()) {
      this.#types.set(normalised(inverse), { key, inverse: true });
      this.#types.set(normalised(name), { key, inverse: false });
    }
    for (const key of catalogue.relationTypes.keys()) this.#types.set(normalised(key), { key, inverse: false });
  }

  row(number: number): RelationRow {
    const source = this.table.rows[number - 1];
    if (source === undefined) throw new Error(`the file has no row ${number}`);
    const { mapping, table } = this;
    const cell = (column: string): string => source.cells[table.columns.indexOf(column)]?.trim() ?? '';
    const typeText = mapping.type.is === 'fixed' ? mapping.type.type : cell(mapping.type.column);
    const type = this.#types.get(normalised(typeText));
    const from = { name: cell(mapping.from), by: mapping.fromBy };
    const to = { name: cell(mapping.to), by: mapping.toBy };
    const ends = type?.inverse === true ? { from: to, to: from } : { from, to };
    return { source, ...ends, type: type?.key, typeText };
  }
}

export interface JudgedRelation {
  readonly verdict: RowVerdict;
  readonly ends: RelationEnds | undefined;
}

/** @param seen relations of earlier rows, which add themselves to it. */
export async function judgeRelation(
  row: RelationRow,
  catalogue: ClassCatalogue,
  view: ChunkView,
  mapping: RelationMapping,
): Promise<JudgedRelation> {
  const reasons: RowReason[] = row.source.problem === undefined ? [] : [row.source.problem];
  if (reasons.length > 0) return { verdict: verdictOf(row, 'reject', undefined, reasons), ends: undefined };
  await view.loadNamings([row.from, row.to].filter(({ name }) => name !== ''));
  const from = oneOf(row.from, mapping.from, view, reasons);
  const to = oneOf(row.to, mapping.to, view, reasons);
  const typeColumn = mapping.type.is === 'column' ? mapping.type.column : null;
  if (row.type === undefined)
    reasons.push({
      code: 'unknownRelation',
      column: typeColumn,
      message: `There is no relation type “${row.typeText}”.`,
    });
  if (from === undefined || to === undefined || row.type === undefined)
    return { verdict: verdictOf(row, 'reject', undefined, reasons), ends: undefined };
  const ends = { from, type: row.type, to };
  const columns: Readonly<Record<string, string | null>> = { from: mapping.from, to: mapping.to, type: typeColumn };
  for (const { path, message } of relationIssues(catalogue, ends, (ref) => view.classOf(ref)))
    reasons.push({ code: 'relation', column: columns[path] ?? null, message });
  await view.loadRelations([ends]);
  if (reasons.length > 0) return { verdict: verdictOf(row, 'reject', ends, reasons), ends: undefined };
  const stands = view.isRelated(ends);
  return { verdict: verdictOf(row, stands ? 'unchanged' : 'create', ends, reasons), ends: stands ? undefined : ends };
}

function oneOf(naming: Naming, column: string, view: ChunkView, reasons: RowReason[]) {
  const found = naming.name === '' ? [] : view.named(naming);
  const [only] = found;
  if (found.length === 1) return only;
  const message =
    naming.name === ''
      ? 'The cell is empty.'
      : found.length === 0
        ? `There is no CI called “${naming.name}”.`
        : `Several CIs are called “${naming.name}”: ${found.slice(0, 5).join(', ')}.`;
  reasons.push({ code: found.length === 0 ? 'unknownCi' : 'ambiguous', column, message });
  return undefined;
}

function verdictOf(
  { source, from, to, typeText }: RelationRow,
  verdict: RowVerdict['verdict'],
  ends: RelationEnds | undefined,
  reasons: RowReason[],
): RowVerdict {
  const made = verdict === 'create' && ends !== undefined;
  return {
    row: source.number,
    line: source.line,
    verdict,
    ref: ends?.from ?? null,
    name: `${from.name} ${typeText} ${to.name}`.slice(0, 300),
    classKey: null,
    changes: made ? [{ path: relationPath(ends), before: null, after: true }] : [],
    withheld: [],
    pending: [],
    reasons,
  };
}

export const sameRelation = (a: RelationEnds, b: RelationEnds): boolean => relationId(a) === relationId(b);
