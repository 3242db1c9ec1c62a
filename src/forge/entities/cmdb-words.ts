import type { WordHit, WordIndex } from '../../cmdb/cmdb.ports';
import { wordEntity } from './cmdb-entities';
import type { Records } from './records';

/** Between a word and the ref that makes its entry the only one. */
const SEPARATOR = '  ';

/** Two questions side by side: names that begin so, and words that do. */
export function wordIndex(records: Records): WordIndex {
  const table = records.table(wordEntity);
  const hits = async (kind: 'name' | 'word', prefix: string, limit: number): Promise<WordHit[]> => {
    const range = { beginsWith: prefix };
    const { records: found } = await table.page({ index: 'by-entry', partition: { kind }, range, pageSize: limit });
    return found.map(({ value: { ref, text, entry } }) => ({
      ref,
      match: kind,
      entry: entry.slice(0, entry.length - ref.length - SEPARATOR.length),
      text,
    }));
  };
  return {
    async find(prefix, limit) {
      if (prefix === '') return [];
      const [names, words] = await Promise.all([hits('name', prefix, limit), hits('word', prefix, limit)]);
      return [...names, ...words];
    },
  };
}
