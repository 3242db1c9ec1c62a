import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { FIELDS } from '../mapping/targets';
import type { ImportView, Settings, SourcePrecedence } from '../types';

/** What people write by hand; the server stamps it so. */
export const MANUAL = 'manual';

export interface RankedPath {
  readonly path: string;
  /** The name of an attribute; of a field its key, which has a message. */
  readonly attribute: string | undefined;
}

/** What can have an order of its own, in the order in which it is offered. */
export function rankedPaths({ classes }: CatalogueState): RankedPath[] {
  const names = new Map(classes.flatMap(({ attributes }) => attributes.map(({ key, name }) => [key, name] as const)));
  const attributes = [...names]
    .sort(([, a], [, b]) => a.localeCompare(b))
    .map(([key, attribute]) => ({ path: `attributes.${key}`, attribute }));
  return [...['classKey', ...FIELDS, 'redundancy'].map((path) => ({ path, attribute: undefined })), ...attributes];
}

/** Sources that were named anywhere, to choose from: people, imports, saved mappings, the orders themselves. */
export function knownSources(
  { mappings }: Pick<Settings, 'mappings'>,
  { order, byPath }: SourcePrecedence,
  imports: readonly Pick<ImportView, 'mapping'>[],
): string[] {
  const imported = imports.flatMap(({ mapping }) => mapping?.source ?? []);
  const saved = mappings.map(({ mapping }) => mapping.source);
  return [...new Set([MANUAL, ...order, ...Object.values(byPath).flat(), ...saved, ...imported])];
}

/** With the one at a place moved up (−1) or down (1); as it is when there is no such place. */
export function moved(order: readonly string[], at: number, by: -1 | 1): string[] {
  const [one, other] = [order[at], order[at + by]];
  if (one === undefined || other === undefined) return [...order];
  return order.map((source, place) => (place === at ? other : place === at + by ? one : source));
}

export const isNamed = (order: readonly string[], source: string): boolean =>
  order.some((one) => one.toLowerCase() === source.trim().toLowerCase());
