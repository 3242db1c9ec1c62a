/**
 * What a CI takes down with it, as last analysed, so that an issue's panel need not walk the graph. It is said of when it
 * is, and that it is outdated once something in the graph changed since.
 */
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { CmdbPorts } from './cmdb.ports';
import type { PanelCi } from './cmdb.shapes';
import type { Analysed } from './impact-view';
import { Criticality } from './model';
import type { Reading } from './reading';

const Remembered = z.object({
  asOf: z.iso.datetime(),
  services: z.array(
    z.object({ ref: CiRef, name: z.string(), classKey: z.string(), criticality: Criticality.nullable() }),
  ),
  counts: z.object({ services: z.int(), impacted: z.int() }),
  truncated: z.boolean(),
});

/** Services kept by name, as many as the panel shows; all are counted. */
const MOST_SERVICES = 5;

export const impactCollection = (ref: CiRef): string => `impact ${ref}`;

export async function rememberImpact(
  { documents }: Pick<CmdbPorts, 'documents'>,
  ref: CiRef,
  { impact, walk }: Analysed,
  asOf: Instant,
): Promise<void> {
  if (!walk.records.has(ref)) return;
  const services = impact.services.slice(0, MOST_SERVICES).flatMap((one) => {
    const card = walk.records.get(one.ref)?.card;
    return card === undefined
      ? []
      : [{ ref: card.ref, name: card.name, classKey: card.classKey, criticality: card.criticality }];
  });
  const counts = { services: impact.services.length, impacted: impact.impacted.length };
  await documents.write(impactCollection(ref), 0, { asOf, services, counts, truncated: walk.truncatedAt !== null });
}

/** Null when it was never analysed, or by a version of the app that remembered otherwise. */
export function rememberedImpact(
  document: unknown,
  reading: Pick<Reading, 'mayRead'>,
  changedAt: Instant | undefined,
): PanelCi['impact'] {
  const found = Remembered.safeParse(document);
  if (!found.success) return null;
  const { asOf, services, counts, truncated } = found.data;
  return {
    asOf,
    counts,
    truncated,
    outdated: changedAt !== undefined && changedAt > asOf,
    services: services
      .filter(({ classKey }) => reading.mayRead(classKey))
      .map(({ ref, name, criticality }) => ({ ref, name, criticality })),
  };
}
