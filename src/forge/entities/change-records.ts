/**
 * One record a change. Those of a span of time are found by their planned start: changes of up to a day, of up to a week and
 * longer ones lie apart, so that looking a day back from the span finds every one of the first kind, which most changes are.
 */
import { z } from 'zod';
import { ChangeRecord, type StoredChange } from '../../change/change-record';
import { LONGEST_CHANGE_MS } from '../../change/planned-span';
import type { Span } from '../../change/change.shapes';
import type { ChangeRecords } from '../../change/change.ports';
import { instant, toEpoch } from '../../kernel/time';
import { placeOf, type Records } from './records';
import { entity, type Page, type TableQuery, type Versioned } from './table';

export const changeEntity = entity({
  name: 'change',
  attributes: z.object({
    /** How long its planned window is; `none` while it has no valid one. */
    span: z.enum(['day', 'short', 'long', 'none']),
    plannedStart: z.iso.datetime().optional(),
    /** `waiting` for `nextAt`, or `idle`. */
    state: z.enum(['waiting', 'idle']),
    nextAt: z.iso.datetime().optional(),
    document: z.json(),
  }),
  indexes: {
    'by-span': { partition: ['span'], range: 'plannedStart' },
    'by-next': { partition: ['state'], range: 'nextAt' },
  },
  emptyStrings: [],
});

type Stored = z.output<typeof changeEntity.attributes>;

const DAY = 86_400_000;
/** How far back from a span its changes can begin. */
const REACH = { day: DAY, short: 7 * DAY, long: LONGEST_CHANGE_MS } as const;
type Kind = keyof typeof REACH;
const PAGE = 100;

export function changeRecords(records: Records): ChangeRecords {
  const table = records.table(changeEntity);
  const touching = async (kind: Kind, span: Span, limit: number): Promise<ChangeRecord[]> => {
    const from = instant(toEpoch(instant(span.from)) - REACH[kind]);
    const query: TableQuery<typeof changeEntity.indexes> = {
      index: 'by-span',
      partition: { span: kind },
      range: { from, to: instant(span.to) },
      pageSize: PAGE,
    };
    const found: ChangeRecord[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<Stored> = await table.page({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...page.records.map(({ value }) => recordOf(value)).filter((record) => touches(record, span)));
      cursor = page.cursor;
    } while (cursor !== undefined && found.length <= limit);
    return found;
  };
  return {
    async read(issueId) {
      const found = await table.get(issueId);
      return found === undefined ? undefined : storedOf(found);
    },
    async readMany(issueIds) {
      const found = await records.read(issueIds.map((id) => placeOf(changeEntity, id)));
      return new Map(
        issueIds.flatMap((id) => {
          const one = found.of(changeEntity, id);
          return one === undefined ? [] : [[id, storedOf(one)] as const];
        }),
      );
    },
    async write(expected, record) {
      const value = attributesOf(record);
      const saved = await (expected === undefined
        ? table.create(record.issueId, value)
        : table.update(record.issueId, expected, value));
      return saved.version;
    },
    async remove(issueId) {
      const found = await table.get(issueId);
      if (found !== undefined) await table.delete(issueId, found.version);
    },
    async within(span, limit) {
      const kinds = ['day', 'short', 'long'] as const satisfies readonly Kind[];
      const found = (await Promise.all(kinds.map((kind) => touching(kind, span, limit)))).flat();
      return { records: found.slice(0, limit), cut: found.length > limit };
    },
    async dueBefore(at, cursor) {
      const { records: due, cursor: next } = await table.page({
        index: 'by-next',
        partition: { state: 'waiting' },
        range: { before: at },
        pageSize: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { items: due.map(({ key }) => key), next };
    },
  };
}

const recordOf = ({ document }: Pick<Stored, 'document'>): ChangeRecord => ChangeRecord.parse(document);

const storedOf = ({ version, value }: Versioned<Stored>): StoredChange => ({ record: recordOf(value), version });

/** Spans are half open: what ends when the other begins does not touch it. */
const touches = ({ planned }: ChangeRecord, span: Span): boolean =>
  planned !== null && planned.from < span.to && span.from < planned.to;

function attributesOf(record: ChangeRecord): Stored {
  const { planned, nextAt } = record;
  return {
    ...(planned === null ? { span: 'none' as const } : { span: kindOf(planned), plannedStart: planned.from }),
    ...(nextAt === null ? { state: 'idle' as const } : { state: 'waiting' as const, nextAt }),
    document: z.json().parse(JSON.parse(JSON.stringify(record))),
  };
}

function kindOf({ from, to }: Span): Kind {
  const length = toEpoch(instant(to)) - toEpoch(instant(from));
  if (length <= REACH.day) return 'day';
  return length <= REACH.short ? 'short' : 'long';
}
