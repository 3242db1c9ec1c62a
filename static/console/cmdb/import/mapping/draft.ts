/** A mapping that is being made outlives a reload: it is kept in this browser until its dry run is started. */
import type { Mapping } from '../types';

const nameFor = (importId: string): string => `plumbline.import-mapping.${importId}`;

export function readDraft(importId: string): Mapping | undefined {
  const kept = stored((storage) => storage.getItem(nameFor(importId)));
  if (kept == null) return undefined;
  try {
    const draft: unknown = JSON.parse(kept);
    return isMapping(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

export const keepDraft = (importId: string, mapping: Mapping): void => {
  stored((storage) => storage.setItem(nameFor(importId), JSON.stringify(mapping)));
};

export const forgetDraft = (importId: string): void => {
  stored((storage) => storage.removeItem(nameFor(importId)));
};

/** Browsers may refuse a frame its storage: then a reload begins with the suggestion again. */
function stored<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(window.localStorage);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isMapping(value: unknown): value is Mapping {
  if (!isObject(value) || typeof value['source'] !== 'string') return false;
  if (value['kind'] === 'relations')
    return ['from', 'to', 'fromBy', 'toBy'].every((end) => typeof value[end] === 'string') && isObject(value['type']);
  return value['kind'] === 'cis' && isObject(value['classNames']) && isObject(value['notation']) && hasColumns(value);
}

const hasColumns = ({ columns }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(columns) &&
  columns.every((one: unknown) => isObject(one) && typeof one['column'] === 'string' && isObject(one['target']));

/** Whether all columns it speaks of are the file's. */
export const fits = (mapping: Mapping, columns: readonly string[]): boolean =>
  (mapping.kind === 'cis'
    ? mapping.columns.map(({ column }) => column)
    : [mapping.from, mapping.to, ...(mapping.type.is === 'column' ? [mapping.type.column] : [])]
  ).every((column) => columns.includes(column));

/** As far as a mapping made for another file speaks of this one's columns. */
export const fitted = (mapping: Mapping, columns: readonly string[]): Mapping =>
  mapping.kind === 'cis'
    ? { ...mapping, columns: mapping.columns.filter(({ column }) => columns.includes(column)) }
    : mapping;
