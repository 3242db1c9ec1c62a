import type { DocumentStore } from '../../cmdb/cmdb.ports';
import type { Json } from '../../contract/rpc';
import { JsonDocument } from '../../kernel/json';
import { AppError } from '../../kernel/errors';
import { pageEntity } from './cmdb-entities';
import { deleting, inBatches, placeOf, putting, type Records } from './records';

/** A stored value has at most 240 KiB (developer.atlassian.com/platform/forge/limits-kvs-ce). */
const MOST_BYTES = 200_000;

export const pageKey = (collection: string, number: number): string => `${collection}#${number}`;

export function documentStore(records: Records): DocumentStore {
  const table = records.table(pageEntity);
  const write = async (collection: string, number: number, document: Json): Promise<void> => {
    if (Buffer.byteLength(JSON.stringify(document)) > MOST_BYTES)
      throw new AppError('INVALID_INPUT', `A part has at most ${MOST_BYTES} bytes.`);
    const plain = JsonDocument.parse(document);
    await records.commit([putting(pageEntity, pageKey(collection, number), { collection, number, document: plain })]);
  };
  return {
    write,
    async read(collection, number) {
      return (await table.get(pageKey(collection, number)))?.value.document;
    },
    async readAll(pages) {
      const keys = pages.map(({ collection, number }) => pageKey(collection, number));
      const found = await records.read(keys.map((key) => placeOf(pageEntity, key)));
      return keys.map((key) => found.of(pageEntity, key)?.value.document);
    },
    async clear(collection, limit) {
      const { records: pages, cursor } = await table.page({
        index: 'by-collection',
        partition: { collection },
        pageSize: Math.min(limit, 100),
      });
      for (const batch of inBatches(pages))
        await records.commit(batch.map(({ key }) => deleting(pageEntity, key, 'any')));
      return cursor === undefined;
    },
  };
}
