/**
 * Doubles among any number of CIs, found in steps of which none holds more than a share of them. While CIs are examined,
 * what identifies each is put into one of sixteen buckets by its digest, so that equals meet in one; each bucket is then
 * searched by itself. What it finds goes into buckets by CI, where the finds of several keys become one finding a CI.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import type { Json } from '../contract/rpc';
import type { CmdbPorts } from './cmdb.ports';
import { DuplicateFinder, MOST_DOUBLES } from './health';
import { BUCKETS } from './health-document';

type Documents = Pick<CmdbPorts, 'documents'>['documents'];

/** What a CI was counted as when it was examined. */
export interface Counted {
  readonly ref: CiRef;
  readonly classKey: string;
  readonly isHealthy: boolean;
}
export interface Double extends Counted {
  /** Some of those it is mistaken for. */
  readonly others: readonly CiRef[];
}

const KeyRow = z.tuple([z.string(), CiRef, z.string(), z.boolean()]);
const DoubleRow = z.tuple([CiRef, z.string(), z.boolean(), z.array(CiRef)]);

/** Rows of a page: at most some 190 bytes with a key, some 1,500 with ten others, of the 200,000 that a page may have. */
const KEYS_A_PAGE = 1_000;
const DOUBLES_A_PAGE = 120;

export const keysCollection = (jobId: string, bucket: number): string => `health ${jobId} keys ${bucket}`;
export const doublesCollection = (jobId: string, bucket: number): string => `health ${jobId} doubles ${bucket}`;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
/** By the first hexadecimal digit. */
const bucketOf = (digest: string): number => Number.parseInt(digest.slice(0, 1), BUCKETS);

/** Rows that are written to the pages of their buckets, after those that earlier steps wrote. */
class Buckets<Row extends Json> {
  readonly #rows: Row[][] = Array.from({ length: BUCKETS }, () => []);

  constructor(readonly rowsAPage: number) {}

  add(bucket: number, row: Row): void {
    this.#rows[bucket]?.push(row);
  }

  /** How many pages each bucket then has. */
  async write(
    documents: Documents,
    collectionOf: (bucket: number) => string,
    before: readonly number[],
  ): Promise<number[]> {
    const pages = [...before];
    for (const [bucket, rows] of this.#rows.entries())
      for (let start = 0; start < rows.length; start += this.rowsAPage) {
        const number = pages[bucket] ?? 0;
        await documents.write(collectionOf(bucket), number, rows.slice(start, start + this.rowsAPage));
        pages[bucket] = number + 1;
      }
    return pages;
  }
}

/** What identifies the CIs of a step. */
export class KeysFound {
  readonly #buckets = new Buckets<z.output<typeof KeyRow>>(KEYS_A_PAGE);

  add({ ref, classKey, isHealthy }: Counted, keys: Iterable<string>): void {
    for (const digest of new Set([...keys].map(digestOf)))
      this.#buckets.add(bucketOf(digest), [digest, ref, classKey, isHealthy]);
  }

  write(documents: Documents, jobId: string, before: readonly number[]): Promise<number[]> {
    return this.#buckets.write(documents, (bucket) => keysCollection(jobId, bucket), before);
  }
}

/** Finds of one bucket of keys, on their way to the buckets by CI. */
export class DoublesFound {
  readonly #buckets = new Buckets<z.output<typeof DoubleRow>>(DOUBLES_A_PAGE);

  add({ ref, classKey, isHealthy, others }: Double): void {
    this.#buckets.add(bucketOf(digestOf(ref)), [ref, classKey, isHealthy, [...others]]);
  }

  write(documents: Documents, jobId: string, before: readonly number[]): Promise<number[]> {
    return this.#buckets.write(documents, (bucket) => doublesCollection(jobId, bucket), before);
  }
}

const pagesOf = async (documents: Documents, collection: string, pages: number): Promise<unknown[]> =>
  (await documents.readAll(Array.from({ length: pages }, (_, number) => ({ collection, number })))).flatMap(
    (page) => z.array(z.unknown()).safeParse(page).data ?? [],
  );

/** The CIs of which another has the same key, in the order of their refs; `rows` is how many keys were looked at. */
export async function doublesInBucket(
  documents: Documents,
  jobId: string,
  bucket: number,
  pages: number,
): Promise<{ readonly doubles: readonly Double[]; readonly rows: number }> {
  const rows = z.array(KeyRow).parse(await pagesOf(documents, keysCollection(jobId, bucket), pages));
  const counted = new Map(rows.map(([, ref, classKey, isHealthy]) => [ref, { ref, classKey, isHealthy }]));
  const finder = new DuplicateFinder();
  for (const [digest, ref] of rows) finder.add(ref, [digest]);
  const doubles = [...finder.duplicates()].flatMap(([ref, others]): Double[] => {
    const ci = counted.get(ref);
    return ci === undefined ? [] : [{ ...ci, others }];
  });
  return { doubles, rows: rows.length };
}

/** Each CI of a bucket once, with what all its keys found, in the order of refs. */
export async function mergedDoubles(
  documents: Documents,
  jobId: string,
  bucket: number,
  pages: number,
): Promise<readonly Double[]> {
  const rows = z.array(DoubleRow).parse(await pagesOf(documents, doublesCollection(jobId, bucket), pages));
  const byRef = new Map<CiRef, Double>();
  for (const [ref, classKey, isHealthy, others] of rows) {
    const known = byRef.get(ref)?.others ?? [];
    byRef.set(ref, { ref, classKey, isHealthy, others: [...new Set([...known, ...others])].sort() });
  }
  return [...byRef.values()]
    .map((one) => ({ ...one, others: one.others.slice(0, MOST_DOUBLES) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
}
