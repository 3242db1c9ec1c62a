/**
 * What an export looks like, as JSON and as columns. A column is called by the path that a CI's history uses (`name`,
 * `attributes.ip`), so that an export explains itself to the import.
 */
import { z } from 'zod';
import { AccountId, CiRef } from '../../contract/ids';
import { CiContent, COMMON_FIELDS, ModelKey, type Ci, type NativeIdentifier } from '../model';
import { joinList, splitList } from './value-list';

export const EXPORT_FORMAT = 'plumbline.cmdb';

/** Exports of other versions may hold what this one does not know: that is left alone. */
export const ExportedCi = z.object({ ref: CiRef, ...CiContent.shape, owner: AccountId.nullable() });
export type ExportedCi = z.output<typeof ExportedCi>;

export const ExportedRelation = z.object({ from: CiRef, type: ModelKey, to: CiRef });
export type ExportedRelation = z.output<typeof ExportedRelation>;

export const ExportDocument = z.discriminatedUnion('kind', [
  z.object({ format: z.literal(EXPORT_FORMAT), kind: z.literal('cis'), cis: z.array(ExportedCi) }),
  z.object({ format: z.literal(EXPORT_FORMAT), kind: z.literal('relations'), relations: z.array(ExportedRelation) }),
]);
export type ExportDocument = z.output<typeof ExportDocument>;

export const ATTRIBUTE_COLUMN = 'attributes.';

export function exportedCi(ci: Ci): ExportedCi {
  return ExportedCi.parse(ci);
}

/** One CI by column. */
export function rowOfCi(ci: ExportedCi): Record<string, string> {
  const row: Record<string, string> = { ref: ci.ref, class: ci.classKey };
  for (const field of COMMON_FIELDS) row[field] = textOf(ci[field]);
  for (const [key, value] of Object.entries(ci.attributes)) row[`${ATTRIBUTE_COLUMN}${key}`] = textOf(value);
  if (ci.identifiers.length > 0) row['keys'] = keysText(ci.identifiers);
  if (ci.redundancy !== null) row['redundancy'] = JSON.stringify(ci.redundancy);
  return row;
}

const textOf = (value: string | number | boolean | null): string => (value === null ? '' : String(value));

/** `CMT=4711;AWS=i-0ab`. */
export const keysText = (identifiers: readonly NativeIdentifier[]): string =>
  joinList(identifiers.map(({ source, key }) => joinList([source, key], '=')));

/** Undefined when it is no such text. */
export function keysOfText(text: string): { source: string; key: string }[] | undefined {
  const keys = splitList(text).map((entry) => splitList(entry, '='));
  const read = keys.flatMap(([source, key, ...more]) =>
    source === undefined || key === undefined || more.length > 0 ? [] : [{ source, key }],
  );
  return read.length === keys.length ? read : undefined;
}
