import type { StoredRecord } from '../../src/forge/entities/codec';
import type { IndexShape, RangeCondition, Scalar } from '../../src/forge/entities/table';

/** Where a record stands in an index. */
export interface Place {
  readonly at: string | number;
  readonly key: string;
}

/**
 * The records of one entity. Its indexes are kept in order from the first question on, so that a question costs what it
 * finds and not what there is: tests of 10,000 rows ask some 50,000 of them.
 */
export class MemoryEntity {
  readonly #records = new Map<string, StoredRecord>();
  readonly #indexes = new Map<string, OrderedIndex>();

  get(key: string): StoredRecord | undefined {
    return this.#records.get(key);
  }

  all(): [string, StoredRecord][] {
    return [...this.#records];
  }

  set(key: string, record: StoredRecord): void {
    this.delete(key);
    this.#records.set(key, record);
    for (const index of this.#indexes.values()) index.add(key, record);
  }

  delete(key: string): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    this.#records.delete(key);
    for (const index of this.#indexes.values()) index.remove(key, record);
  }

  /** `name` stands for the same shape in every question. */
  index(name: string, shape: IndexShape): OrderedIndex {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = new OrderedIndex(shape);
    for (const [key, record] of this.#records) index.add(key, record);
    this.#indexes.set(name, index);
    return index;
  }
}

export class OrderedIndex {
  readonly #partitions = new Map<string, Place[]>();

  constructor(private readonly shape: IndexShape) {}

  /** In ascending order. */
  places(partition: readonly Scalar[], range: RangeCondition | undefined): readonly Place[] {
    const all = this.#partitions.get(JSON.stringify(partition)) ?? [];
    if (range === undefined) return all;
    const [start, end] = span(all, range);
    return all.slice(start, end);
  }

  add(key: string, record: StoredRecord): void {
    const found = this.#find(key, record);
    found?.places.splice(found.at, 0, found.place);
  }

  remove(key: string, record: StoredRecord): void {
    const found = this.#find(key, record);
    found?.places.splice(found.at, 1);
  }

  /** Where the record stands or would stand; nowhere without a value to be ordered by. */
  #find(key: string, record: StoredRecord): { places: Place[]; at: number; place: Place } | undefined {
    const { partition, range } = this.shape;
    const at = range === undefined ? key : record[range];
    if (typeof at !== 'string' && typeof at !== 'number') return undefined;
    const name = JSON.stringify(partition.map((attribute) => record[attribute]));
    const places = this.#partitions.get(name) ?? [];
    this.#partitions.set(name, places);
    const place = { at, key };
    return { places, at: firstThat(places, (other) => byPlace(other, place) >= 0), place };
  }
}

function span(places: readonly Place[], range: RangeCondition): [number, number] {
  const from = (value: string | number): number => firstThat(places, ({ at }) => byBytes(at, value) >= 0);
  const past = (value: string | number): number => firstThat(places, ({ at }) => byBytes(at, value) > 0);
  if ('from' in range) return [from(range.from), past(range.to)];
  if ('before' in range) return [0, from(range.before)];
  if ('after' in range) return [past(range.after), places.length];
  if ('equals' in range) return [from(range.equals), past(range.equals)];
  const prefix = range.beginsWith;
  return [from(prefix), firstThat(places, ({ at }) => byBytes(at, prefix) > 0 && !String(at).startsWith(prefix))];
}

/** The first place of which it is true, as it is of all after that; the length when there is none. */
function firstThat(places: readonly Place[], isTrue: (place: Place) => boolean): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place !== undefined && isTrue(place)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const byPlace = (a: Place, b: Place): number => byBytes(a.at, b.at) || byBytes(a.key, b.key);

/** The order of UTF-8's bytes; that of UTF-16, which costs less, is the same while there are no surrogates. */
function byBytes(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  if (left === right) return 0;
  if (SURROGATE.test(left) || SURROGATE.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}

const SURROGATE = /[\ud800-\udfff]/;
