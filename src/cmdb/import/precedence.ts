/**
 * Whose word counts. Each path of a CI (`name`, `attributes.ip`) remembers the source that wrote its value. Another source
 * may change it only when it is at least as authoritative. Sources that the order does not name come after all it names, and
 * are equals among themselves; so without any order everybody may change everything.
 */
import { z } from 'zod';
import type { InputIssue } from '../../contract/rpc';
import type { ClassCatalogue } from '../class-catalogue';
import { COMMON_FIELDS, SourceName, type SourceStamp } from '../model';

const Order = z.array(SourceName).max(50);

export const SourcePrecedence = z.object({
  /** The most authoritative first. */
  order: Order,
  /** For single paths, instead of the general order. */
  byPath: z.record(z.string().min(1).max(100), Order),
});
export type SourcePrecedence = z.output<typeof SourcePrecedence>;

export const EVERYBODY_EQUAL: SourcePrecedence = { order: [], byPath: {} };

/** 0 is the most authoritative. */
export function rankOf(source: string, path: string, { order, byPath }: SourcePrecedence): number {
  const ranked = byPath[path] ?? order;
  const place = ranked.indexOf(source);
  return place === -1 ? ranked.length : place;
}

/** Whether `source` may change what `stamp` says was written by another. What nobody wrote, anybody may. */
export const mayWrite = (
  source: string,
  path: string,
  stamp: SourceStamp | undefined,
  precedence: SourcePrecedence,
): boolean => stamp === undefined || rankOf(source, path, precedence) <= rankOf(stamp.source, path, precedence);

/** More would hardly be read by anybody, and have to be kept in one record. */
export const MOST_OWN_ORDERS = 100;

/** Paths of a CI that can have an order of their own: what sources write, keys and relations apart, which they only add. */
export function rankedPaths({ classes }: ClassCatalogue): Set<string> {
  const attributes = [...classes.values()].flatMap((one) => one.attributes.map(({ key }) => `attributes.${key}`));
  return new Set(['classKey', ...COMMON_FIELDS, 'redundancy', ...attributes]);
}

/**
 * What is wrong with an order that somebody wants to keep; empty when nothing is. What had an order before may keep it, even
 * when the attribute is gone by now.
 */
export function precedenceIssues(
  { order, byPath }: SourcePrecedence,
  before: SourcePrecedence,
  paths: ReadonlySet<string>,
): InputIssue[] {
  const own = Object.entries(byPath);
  const unknown = own.filter(([path]) => !paths.has(path) && before.byPath[path] === undefined);
  return [
    ...repeated(order, 'precedence.order'),
    ...own.flatMap(([path, sources]) => repeated(sources, `precedence.byPath.${path}`)),
    ...unknown.map(([path]) => ({
      path: `precedence.byPath.${path}`,
      message: `No class has “${path.replace('attributes.', '')}”.`,
    })),
    ...(own.length <= MOST_OWN_ORDERS
      ? []
      : [{ path: 'precedence.byPath', message: `At most ${MOST_OWN_ORDERS} attributes have an order of their own.` }]),
  ];
}

/** Capitals do not make another source of it for whoever reads the order. */
function repeated(sources: readonly string[], path: string): InputIssue[] {
  const folded = sources.map((source) => source.toLowerCase());
  const twice = sources.find((source, at) => folded.indexOf(source.toLowerCase()) < at);
  return twice === undefined ? [] : [{ path, message: `“${twice}” stands twice in this order.` }];
}
