/**
 * Lists of CIs by the index that narrows most. The remaining filters look at what was read; a list takes a bounded number
 * of requests, and its cursor says where the next one goes on.
 */
import type { Listed, ListQuery, StoredCi } from '../../cmdb/cmdb.ports';
import { storedCi, type CiRecord } from './cmdb-ci-records';
import type { ciEntity } from './cmdb-entities';
import type { RangeCondition, TableOf, TableQuery, Versioned } from './table';

type CiTable = TableOf<typeof ciEntity>;
type CiQuery = CiTable extends { page(query: infer Q): unknown } ? Q : TableQuery<Record<string, never>>;
type Row = Versioned<CiRecord>;

/** Requests of one list at most. */
const MOST_REQUESTS = 12;
const PAGE = 100;
/** More partitions than this are not merged: the index over everything is read instead. */
const MOST_PARTITIONS = 10;

export async function listCis(table: CiTable, query: ListQuery): Promise<Listed<StoredCi>> {
  const byUpdated = query.sort.by === 'updated';
  const sortOf = ({ value }: Row): string => (byUpdated ? value.sortUpdated : value.sortName) ?? '';
  const budget = { requests: MOST_REQUESTS };
  const streams = sourcesOf(query).map((source) => new Stream(table, source, query, sortOf, budget));
  const items: StoredCi[] = [];
  let examined: string | undefined = query.cursor;
  while (items.length < query.limit) {
    for (const stream of streams) await stream.fill();
    const open = streams.filter((stream) => !stream.ended);
    if (open.length === 0) return { items, cursor: undefined };
    if (open.some(({ head }) => head === undefined)) return { items, cursor: examined };
    const next = firstOf(open, sortOf, query.sort.descending);
    const row = next.take();
    examined = sortOf(row);
    if (matches(row.value, query)) items.push(storedCi(row));
  }
  for (const stream of streams) await stream.fill();
  return { items, cursor: streams.every(({ ended }) => ended) ? undefined : examined };
}

type Source = Pick<CiQuery, 'index' | 'partition'>;

/** Owners have few CIs, classes and criticalities some, states most. */
function sourcesOf({ owner, classKeys, criticalities, states, sort }: ListQuery): Source[] {
  const few = <T>(values: readonly T[] | undefined): readonly T[] | undefined =>
    values === undefined || values.length > MOST_PARTITIONS ? undefined : values;
  if (sort.by === 'updated') return [{ index: 'by-updated' }];
  if (owner !== undefined) return [{ index: 'by-owner', partition: { owner } }];
  const byClass = few(classKeys)?.map((classKey): Source => ({ index: 'by-class', partition: { classKey } }));
  const byCriticality = few(criticalities)?.map((criticality): Source => ({
    index: 'by-criticality',
    partition: { criticality },
  }));
  const byState = few(states)?.map((state): Source => ({ index: 'by-state', partition: { state } }));
  return byClass ?? byCriticality ?? byState ?? [{ index: 'by-name' }];
}

function matches({ document: ci }: CiRecord, query: ListQuery): boolean {
  const among = <T>(values: readonly T[] | undefined, value: T | null): boolean =>
    values === undefined || (value !== null && values.includes(value));
  return (
    among(query.classKeys, ci.classKey) &&
    among(query.states, ci.state) &&
    among(query.criticalities, ci.criticality) &&
    among<string>(query.environments, ci.environment) &&
    (query.owner === undefined || ci.owner === query.owner) &&
    !query.without.has(ci.classKey)
  );
}

/** As the store sorts: by bytes of UTF-8. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function firstOf(streams: readonly Stream[], sortOf: (row: Row) => string, descending: boolean): Stream {
  const sign = descending ? -1 : 1;
  const key = (stream: Stream): string => (stream.head === undefined ? '' : sortOf(stream.head));
  return streams.reduce((first, stream) => (sign * byBytes(key(stream), key(first)) < 0 ? stream : first));
}

/** One partition, read page by page from where the cursor says. */
class Stream {
  #rows: Row[] = [];
  #last: string | undefined;
  #more = true;

  constructor(
    readonly table: CiTable,
    readonly source: Source,
    readonly query: ListQuery,
    readonly sortOf: (row: Row) => string,
    readonly budget: { requests: number },
  ) {
    this.#last = query.cursor;
  }

  get head(): Row | undefined {
    return this.#rows[0];
  }

  get ended(): boolean {
    return this.#rows.length === 0 && !this.#more;
  }

  take(): Row {
    const row = this.#rows.shift();
    if (row === undefined) throw new Error('nothing to take');
    return row;
  }

  /** Reads on when nothing is left, unless the budget is used up. */
  async fill(): Promise<void> {
    const { descending } = this.query.sort;
    while (this.#rows.length === 0 && this.#more && this.budget.requests > 0) {
      this.budget.requests -= 1;
      const range: RangeCondition | undefined =
        this.#last === undefined ? undefined : descending ? { before: this.#last } : { after: this.#last };
      const { records, cursor } = await this.table.page({
        ...this.source,
        ...(range === undefined ? {} : { range }),
        newestFirst: descending,
        pageSize: Math.min(PAGE, this.query.limit + 1),
      });
      this.#rows = [...records];
      const last = records.at(-1);
      if (last !== undefined) this.#last = this.sortOf(last);
      // An empty page with a cursor may come when records vanish while it is read: then nothing is known to follow.
      this.#more = cursor !== undefined && last !== undefined;
    }
  }
}
