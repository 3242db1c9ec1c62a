/** Reading the graph: nodes in batches, and the further pages of hubs. */
import type { CiCard, GraphNodeRecord, GraphStore, ReadCount } from '../../cmdb/cmdb.ports';
import type { CiRef } from '../../contract/ids';
import { instant } from '../../kernel/time';
import type { NodeRecord } from './cmdb-ci-records';
import { nodeEntity } from './cmdb-entities';
import { neighbourOf, nodeKey } from './cmdb-node-pages';
import { placeOf, type Records } from './records';

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
  return {
    async read(refs, count) {
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
    },
    async cards(refs, count) {
      return new Map((await firstPages(refs, count)).map(({ ref, card }) => [ref, card]));
    },
    async changedAt() {
      const { records: newest } = await records
        .table(nodeEntity)
        .page({ index: 'by-changed', newestFirst: true, pageSize: 1 });
      const [at] = newest.map(({ value }) => instant(value.changedAt));
      return at;
    },
  };
}

/** Undefined for a CI that is not there, or is being deleted. */
export function cardIn(ref: CiRef, node: NodeRecord | undefined): CiCard | undefined {
  return node?.card === undefined || node.closed === true ? undefined : { ref, ...node.card };
}
