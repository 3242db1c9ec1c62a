/** Reading the graph: nodes in batches, and the further pages of hubs. */
import type { CiCard, GraphNodeRecord, GraphStore, ReadCount } from '../../cmdb/cmdb.ports';
import { CiRef } from '../../contract/ids';
import { instant } from '../../kernel/time';
import type { NodeRecord } from './cmdb-ci-records';
import { cardEntity, nodeEntity } from './cmdb-entities';
import { neighbourOf, nodeKey } from './cmdb-node-pages';
import { placeOf, type Records } from './records';

const CHANGES_A_REQUEST = 100;
/** Behind every instant that a clock shows. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

export function graphStore(records: Records): GraphStore {
  const firstPages = async (refs: readonly CiRef[], count: ReadCount | undefined) => {
    const found = await records.read(
      refs.map((ref) => placeOf(nodeEntity, ref)),
      count,
    );
    return refs.flatMap((ref) => {
      const value = found.of(nodeEntity, ref)?.value;
      const card = cardIn(ref, value);
      return value === undefined || card === undefined ? [] : [{ ref, value, card }];
    });
  };
  const read: GraphStore['read'] = async (refs, count) => {
    const nodes = await firstPages(refs, count);
    const further = nodes.flatMap(({ ref, value }) =>
      Array.from({ length: value.morePages ?? 0 }, (_, n) => placeOf(nodeEntity, nodeKey(ref, n + 1))),
    );
    const more = further.length === 0 ? undefined : await records.read(further, count);
    return new Map(
      nodes.map(({ ref, value, card }): [CiRef, GraphNodeRecord] => {
        const texts = Array.from({ length: value.morePages ?? 0 }, (_, n) => {
          return more?.of(nodeEntity, nodeKey(ref, n + 1))?.value.neighbours ?? [];
        });
        return [ref, { card, neighbours: [value.neighbours, ...texts].flat().map(neighbourOf) }];
      }),
    );
  };
  return {
    read,
    async pages(places, count) {
      const keys = places.map(({ ref, page }) => ({ ref, page, key: nodeKey(ref, page) }));
      const found = await records.read(
        keys.map(({ key }) => placeOf(nodeEntity, key)),
        count,
      );
      return keys.map(({ ref, page, key }) => {
        const value = found.of(nodeEntity, key)?.value;
        const card = cardIn(ref, value);
        if (value === undefined || (page === 0 && card === undefined)) return undefined;
        return { card, further: value.morePages ?? 0, neighbours: value.neighbours.map(neighbourOf) };
      });
    },
    async changes({ from, cursor }, count) {
      count.requests += 1;
      const page = await records.table(nodeEntity).page({
        index: 'by-changed',
        ...(from === undefined ? {} : { range: { from, to: END_OF_TIME } }),
        ...(cursor === undefined ? {} : { cursor }),
        pageSize: CHANGES_A_REQUEST,
      });
      const nodes = new Map<CiRef, GraphNodeRecord | null>();
      const hubs = new Set<CiRef>();
      for (const { key, value } of page.records) {
        const ref = refOf(key);
        const card = cardIn(ref, value);
        if (key !== ref || (value.morePages ?? 0) > 0) hubs.add(ref);
        else nodes.set(ref, card === undefined ? null : { card, neighbours: value.neighbours.map(neighbourOf) });
      }
      const whole = hubs.size === 0 ? undefined : await read([...hubs], count);
      for (const ref of hubs) nodes.set(ref, whole?.get(ref) ?? null);
      const last = page.records.at(-1)?.value.changedAt;
      return { nodes, upTo: last, cursor: page.cursor };
    },
    async cards(refs, count) {
      return new Map((await firstPages(refs, count)).map(({ ref, card }) => [ref, card]));
    },
    async changedAt() {
      const { records: newest } = await records
        .table(cardEntity)
        .page({ index: 'by-changed', newestFirst: true, pageSize: 1 });
      const [at] = newest.map(({ value }) => instant(value.changedAt));
      return at;
    },
  };
}

/** A ref has no `#`: what follows one is the number of a page. */
const refOf = (key: string): CiRef => CiRef.parse(key.split('#')[0]);

/** Undefined for a CI that is not there, or is being deleted. */
export function cardIn(ref: CiRef, node: NodeRecord | undefined): CiCard | undefined {
  return node?.card === undefined || node.closed === true ? undefined : { ref, ...node.card };
}
