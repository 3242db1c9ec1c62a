/** A CI as it is, with what a row says of it, as a draft for the model to judge; and what of it changed. */
import type { ClassCatalogue, ResolvedClass } from '../class-catalogue';
import { valuesIn } from '../ci-rules';
import { attributeOf } from '../class-catalogue';
import { COMMON_FIELDS, RedundancyRules, type CiContent, type CiDraft, type NativeIdentifier } from '../model';
import { snapshotOf } from '../baseline-diff';
import type { Notation } from './mapping';
import { plainDate, plainNumber, type MappedRow } from './map-row';
import type { RowChange } from './verdict';

const ATTRIBUTE = 'attributes.';

/** Texts of a row as the model reads them: numbers and dates in its notation, names of people and CIs replaced. */
export type Texts = ReadonlyMap<string, string | null>;

/**
 * @param replaced account ids and refs for what the row names by name, by path.
 */
export function textsOf(
  row: Pick<MappedRow, 'values'>,
  ciClass: ResolvedClass | undefined,
  notation: Notation,
  replaced: ReadonlyMap<string, string>,
): Texts {
  return new Map(
    [...row.values].map(([path, text]) => {
      if (text === null) return [path, null];
      const found = replaced.get(path);
      return [path, found ?? inNotation(text, typeAt(path, ciClass), notation)];
    }),
  );
}

function inNotation(text: string, type: string | undefined, notation: Notation): string {
  if (type === 'number' || type === 'integer') return plainNumber(text, notation);
  return type === 'date' ? plainDate(text, notation) : text;
}

/** An attribute's type; of the common fields, `number` for the cost and `user` for the owner. */
export function typeAt(path: string, ciClass: ResolvedClass | undefined): string | undefined {
  if (path === 'cost') return 'number';
  if (path === 'owner') return 'user';
  if (!path.startsWith(ATTRIBUTE) || ciClass === undefined) return undefined;
  return attributeOf(ciClass, path.slice(ATTRIBUTE.length))?.type;
}

/** Without `before` it is a new CI. What its class, as it is now, has no attribute for goes, as when a person edits it. */
export function draftOf(
  catalogue: ClassCatalogue,
  before: CiContent | undefined,
  classKey: string,
  texts: Texts,
  identifiers: readonly NativeIdentifier[],
): CiDraft {
  const said = (field: string, was: string | number | null | undefined): string | number | null | undefined =>
    texts.has(field) ? texts.get(field) : was;
  const text = (field: string, was: string | null | undefined): string | null | undefined => {
    const value = said(field, was);
    return typeof value === 'number' ? String(value) : value;
  };
  const attributes: CiDraft['attributes'] = valuesIn(catalogue, classKey, before?.attributes ?? {});
  for (const [path, value] of texts) if (path.startsWith(ATTRIBUTE)) attributes[path.slice(ATTRIBUTE.length)] = value;
  const known = before?.identifiers ?? [];
  const fresh = identifiers.filter(({ source, key }) => !known.some((one) => one.source === source && one.key === key));
  return {
    classKey,
    name: text('name', before?.name) ?? '',
    state: text('state', before?.state),
    environment: text('environment', before?.environment),
    criticality: said('criticality', before?.criticality),
    owner: text('owner', before?.owner),
    supportGroup: text('supportGroup', before?.supportGroup),
    location: text('location', before?.location),
    cost: said('cost', before?.cost),
    attributes,
    identifiers: [...known, ...fresh],
    redundancy: texts.has('redundancy') ? rulesOf(texts.get('redundancy')) : (before?.redundancy ?? null),
  };
}

function rulesOf(text: string | null | undefined): CiContent['redundancy'] {
  if (text === null || text === undefined) return null;
  const value: unknown = JSON.parse(text);
  return RedundancyRules.parse(value);
}

/** By the paths of a CI's history, in the order of the new content, then what is gone. */
export function changesBetween(before: CiContent | undefined, after: CiContent): RowChange[] {
  const was = before === undefined ? {} : snapshotOf(before);
  const is = snapshotOf(after);
  return [...new Set([...Object.keys(is), ...Object.keys(was)])].flatMap((path) => {
    const change = { path, before: was[path] ?? null, after: is[path] ?? null };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

/** The content with some paths put back to what they were. */
export function withPathsOf(content: CiContent, source: CiContent, paths: readonly string[]): CiContent {
  const attributes = { ...content.attributes };
  let common: CiContent = content;
  for (const path of paths) {
    if (path.startsWith(ATTRIBUTE)) {
      const key = path.slice(ATTRIBUTE.length);
      const value = source.attributes[key];
      if (value === undefined) delete attributes[key];
      else attributes[key] = value;
    } else common = withField(common, source, path);
  }
  return { ...common, attributes };
}

function withField(content: CiContent, source: CiContent, path: string): CiContent {
  const field = FIELDS.find((name) => name === path);
  return field === undefined ? content : { ...content, [field]: source[field] };
}

const FIELDS = [...COMMON_FIELDS, 'classKey', 'identifiers', 'redundancy'] as const;

/** The class a CI shall have: the row's, unless the CI has it more precisely already. Undefined when they exclude each other. */
export function classAfter(before: string, row: string | undefined, catalogue: ClassCatalogue): string | undefined {
  if (row === undefined || row === before || catalogue.isA(before, row)) return before;
  return catalogue.isA(row, before) ? row : undefined;
}
