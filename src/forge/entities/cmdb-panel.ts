import type { PanelRead } from '../../cmdb/cmdb.ports';
import { impactCollection } from '../../cmdb/impact-cache';
import type { CiRef } from '../../contract/ids';
import { nodeEntity, pageEntity } from './cmdb-entities';
import { outlineIn, outlinePlace } from './cmdb-catalogue';
import { pageKey } from './cmdb-documents';
import { cardIn, graphStore } from './cmdb-graph';
import { placeOf, type Records } from './records';

/** Cards and remembered analyses of up to 12 CIs with the catalogue's outline in one request, and when the graph last changed in another. */
export async function readPanel(records: Records, refs: readonly CiRef[]): Promise<PanelRead> {
  const impactKey = (ref: CiRef): string => pageKey(impactCollection(ref), 0);
  const places = refs.flatMap((ref) => [placeOf(nodeEntity, ref), placeOf(pageEntity, impactKey(ref))]);
  places.push(outlinePlace);
  const [found, changedAt] = await Promise.all([records.read(places), graphStore(records).changedAt()]);
  const cards = refs.flatMap((ref) => cardIn(ref, found.of(nodeEntity, ref)?.value) ?? []);
  return {
    cards: new Map(cards.map((card) => [card.ref, card])),
    impacts: new Map(
      refs.flatMap((ref) => {
        const document = found.of(pageEntity, impactKey(ref))?.value.document;
        return document === undefined ? [] : [[ref, document] as const];
      }),
    ),
    changedAt,
    outline: outlineIn(found),
  };
}
