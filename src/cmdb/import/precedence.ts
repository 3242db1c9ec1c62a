/**
 * Whose word counts. Each path of a CI (`name`, `attributes.ip`) remembers the source that wrote its value. Another source
 * may change it only when it is at least as authoritative. Sources that the order does not name come after all it names, and
 * are equals among themselves; so without any order everybody may change everything.
 */
import { z } from 'zod';
import { SourceName, type SourceStamp } from '../model';

const Order = z.array(SourceName).max(50);

export const SourcePrecedence = z.object({
  /** The most authoritative first. */
  order: Order,
  /** For single paths, instead of the general order. */
  byPath: z.record(z.string().min(1).max(60), Order),
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
