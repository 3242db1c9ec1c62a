/**
 * What a CI takes down with it, as last analysed, so that an issue's panel need not walk the graph. It is said of when it
 * is, and that it is outdated once something in the graph changed since.
 */
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import { instant, type Instant } from '../kernel/time';
import { clipped } from './clipped';
import type { CmdbPorts } from './cmdb.ports';
import type { PanelCi } from './cmdb.shapes';
import type { Analysed } from './impact-view';
import { Criticality } from './model';
import type { Reading } from './reading';

const Remembered = z.object({
  asOf: z.iso.datetime(),
  /** Ref, name, class, criticality: the first services, as far as there is room for their names. */
  listed: z.array(z.tuple([CiRef, z.string(), z.string(), Criticality.nullable()])),
  counts: z.object({ services: z.int(), impacted: z.int() }),
  truncated: z.boolean(),
});
type Listed = z.output<typeof Remembered>['listed'];

/** Services kept by name; all are counted. A panel reads a dozen of these: together they have 8 KB at most. */
const MOST_SERVICES = 5;
const MOST_BYTES = 450;
const MOST_NAME_BYTES = 100;

export const impactCollection = (ref: CiRef): string => `impact ${ref}`;

export async function rememberImpact(
  { documents }: Pick<CmdbPorts, 'documents'>,
  ref: CiRef,
  { impact, walk }: Analysed,
  asOf: Instant,
): Promise<void> {
  if (!walk.records.has(ref)) return;
  const services = impact.services.slice(0, MOST_SERVICES).flatMap((one): Listed => {
    const card = walk.records.get(one.ref)?.card;
    return card === undefined ? [] : [[card.ref, clipped(card.name, MOST_NAME_BYTES), card.classKey, card.criticality]];
  });
  const counts = { services: impact.services.length, impacted: impact.impacted.length };
  await documents.write(impactCollection(ref), 0, {
    asOf,
    listed: fitting(services),
    counts,
    truncated: walk.truncatedAt !== null,
  });
}

function fitting(services: Listed): Listed {
  const fits = (count: number): boolean => Buffer.byteLength(JSON.stringify(services.slice(0, count))) <= MOST_BYTES;
  const counts = services.map((_, place) => place + 1);
  return services.slice(0, counts.findLast(fits) ?? 0);
}

/** When it was analysed; undefined when never, or by a version of the app that remembered otherwise. */
export function analysedAt(document: unknown): Instant | undefined {
  const found = Remembered.safeParse(document).data;
  return found === undefined ? undefined : instant(found.asOf);
}

/** Null when it was never analysed, or by a version of the app that remembered otherwise. */
export function rememberedImpact(
  document: unknown,
  reading: Pick<Reading, 'mayRead'>,
  changedAt: Instant | undefined,
): PanelCi['impact'] {
  const found = Remembered.safeParse(document);
  if (!found.success) return null;
  const { asOf, listed, counts, truncated } = found.data;
  return {
    asOf,
    counts,
    truncated,
    outdated: changedAt !== undefined && changedAt > asOf,
    services: listed
      .filter(([, , classKey]) => reading.mayRead(classKey))
      .map(([ref, name, , criticality]) => ({ ref, name, criticality })),
  };
}
