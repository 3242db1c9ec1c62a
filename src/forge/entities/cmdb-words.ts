import type { WordHit, WordIndex } from '../../cmdb/cmdb.ports';
import { MOST_WORDS } from '../../cmdb/words';
import type { CiRef } from '../../contract/ids';
import { wordEntity } from './cmdb-entities';
import { placeOf, type Records } from './records';

/** Between a word and the ref that makes its entry the only one. */
const SEPARATOR = '  ';

/** Behind everything that goes on with a prefix: no character is greater. */
const LAST = '\u{10ffff}';

const wordIn = (entry: string, ref: CiRef): string => entry.slice(0, entry.length - ref.length - SEPARATOR.length);

/** Two questions side by side: names that begin so, and words that do. */
export function wordIndex(records: Records): WordIndex {
  const table = records.table(wordEntity);
  const hits = async (kind: 'name' | 'word', prefix: string, limit: number): Promise<WordHit[]> => {
    const range = { beginsWith: prefix };
    const { records: found } = await table.page({ index: 'by-entry', partition: { kind }, range, pageSize: limit });
    return found.map(({ value: { ref, text, entry } }) => ({
      ref,
      match: kind,
      entry: wordIn(entry, ref),
      text,
    }));
  };
  return {
    async find(prefix, limit) {
      if (prefix === '') return [];
      const [names, words] = await Promise.all([hits('name', prefix, limit), hits('word', prefix, limit)]);
      return [...names, ...words];
    },
    async page({ kind, prefix, after, limit }) {
      const range = after === undefined ? { beginsWith: prefix } : { from: after, to: `${prefix}${LAST}` };
      const query = { index: 'by-entry', partition: { kind }, range, pageSize: limit } as const;
      const { records: found, cursor } = await table.page(query);
      const items = found.map(({ value: { ref, text, entry } }) => {
        return { ref, match: kind, entry: wordIn(entry, ref), text, place: entry };
      });
      // The platform's span has both its ends.
      const next = cursor === undefined ? undefined : items.at(-1)?.place;
      return { items: items.filter(({ place }) => place !== after), cursor: next };
    },
    async wordsOf(refs) {
      const slots = Array.from({ length: MOST_WORDS }, (_, slot) => slot);
      const found = await records.read(
        refs.flatMap((ref) => slots.map((slot) => placeOf(wordEntity, `${ref}#${slot}`))),
      );
      const own = (ref: CiRef): string[] =>
        slots.flatMap((slot) => {
          const value = found.of(wordEntity, `${ref}#${slot}`)?.value;
          return value?.kind === 'word' ? [wordIn(value.entry, ref)] : [];
        });
      return new Map(refs.map((ref) => [ref, own(ref)]));
    },
  };
}
