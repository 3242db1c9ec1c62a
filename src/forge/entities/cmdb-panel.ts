import type { PanelCard, PanelRead } from '../../cmdb/cmdb.ports';
import { impactCollection } from '../../cmdb/impact-cache';
import type { CiRef } from '../../contract/ids';
import { panelCardIn } from './cmdb-cards';
import { catalogueIn, cataloguePlace, outlineIn, outlinePlace } from './cmdb-catalogue';
import { cardEntity, nodeEntity, pageEntity } from './cmdb-entities';
import { pageKey } from './cmdb-documents';
import { cardIn, graphStore } from './cmdb-graph';
import { placeOf, type Records, type RecordsFound } from './records';

/**
 * Cards and remembered analyses of up to 12 CIs with the catalogue's outline in one request, and when the graph last changed
 * in another. What was written before there were cards and outlines is looked for where it is kept in full, in a third.
 */
export async function readPanel(records: Records, refs: readonly CiRef[]): Promise<PanelRead> {
  const impactKey = (ref: CiRef): string => pageKey(impactCollection(ref), 0);
  const places = refs.flatMap((ref) => [placeOf(cardEntity, ref), placeOf(pageEntity, impactKey(ref))]);
  places.push(outlinePlace);
  const [found, changedAt] = await Promise.all([records.read(places), graphStore(records).changedAt()]);
  const outline = outlineIn(found);
  const uncarded = refs.filter((ref) => found.of(cardEntity, ref) === undefined);
  const inFull = await records.read([
    ...uncarded.map((ref) => placeOf(nodeEntity, ref)),
    ...(outline === undefined ? [cataloguePlace] : []),
  ]);
  return {
    cards: cardsOf(refs, found, inFull),
    impacts: new Map(
      refs.flatMap((ref) => {
        const document = found.of(pageEntity, impactKey(ref))?.value.document;
        return document === undefined ? [] : [[ref, document] as const];
      }),
    ),
    changedAt,
    catalogue: outline ?? catalogueIn(inFull),
  };
}

function cardsOf(refs: readonly CiRef[], found: RecordsFound, inFull: RecordsFound): ReadonlyMap<CiRef, PanelCard> {
  const cards = refs.flatMap((ref): readonly PanelCard[] => {
    const record = found.of(cardEntity, ref);
    const card = record === undefined ? cardIn(ref, inFull.of(nodeEntity, ref)?.value) : panelCardIn(ref, record);
    return card === undefined ? [] : [card];
  });
  return new Map(cards.map((card) => [card.ref, card]));
}
