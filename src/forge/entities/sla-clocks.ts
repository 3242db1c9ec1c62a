/** One record an issue with clocks. The index holds those that wait for an instant, in its order. */
import { z } from 'zod';
import { instant, toEpoch } from '../../kernel/time';
import { ClockRecord } from '../../sla/clock-record';
import type { ClockRecords } from '../../sla/sla.ports';
import { entity, type TableOf } from './table';

export const slaClockEntity = entity({
  name: 'sla-clock',
  attributes: z.object({
    state: z.enum(['waiting', 'idle']),
    nextAt: z.iso.datetime().optional(),
    document: z.json(),
  }),
  indexes: { 'by-next': { partition: ['state'], range: 'nextAt' } },
  emptyStrings: [],
});

const Remembered = ClockRecord.omit({ nextAt: true });
const PAGE = 100;

export function clockRecords(table: TableOf<typeof slaClockEntity>): ClockRecords {
  return {
    async read(issueId) {
      const found = await table.get(issueId);
      if (found === undefined) return undefined;
      const { nextAt, document } = found.value;
      const record: ClockRecord = Remembered.parse(document);
      return {
        version: found.version,
        record: nextAt === undefined ? record : { ...record, nextAt: toEpoch(instant(nextAt)) },
      };
    },
    async write(issueId, expected, { nextAt, ...remembered }) {
      const document = z.json().parse(JSON.parse(JSON.stringify(remembered)));
      const value =
        nextAt === undefined
          ? { state: 'idle' as const, document }
          : { state: 'waiting' as const, nextAt: instant(nextAt), document };
      const saved = await (expected === undefined
        ? table.create(issueId, value)
        : table.update(issueId, expected, value));
      return saved.version;
    },
    async remove(issueId) {
      const found = await table.get(issueId);
      if (found !== undefined) await table.delete(issueId, found.version);
    },
    async dueBefore(at, cursor) {
      const { records, cursor: next } = await table.page({
        index: 'by-next',
        partition: { state: 'waiting' },
        range: { before: instant(at) },
        pageSize: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const items = records.flatMap(({ key, value }) =>
        value.nextAt === undefined ? [] : [{ issueId: key, nextAt: toEpoch(instant(value.nextAt)) }],
      );
      return { items, next };
    },
  };
}
