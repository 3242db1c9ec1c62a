import type { HistoryStore, Listed, StoredHistory } from '../../cmdb/cmdb.ports';
import { historyEntity } from './cmdb-entities';
import type { Records } from './records';
import type { Page, RangeCondition } from './table';
import type { z } from 'zod';

type HistoryRecord = z.output<typeof historyEntity.attributes>;

/** After every stamp of an instant: what follows the instant begins with a blank. */
const AFTER_INSTANT = '!';

export function historyStore(records: Records): HistoryStore {
  const table = records.table(historyEntity);
  return {
    async ofCi({ ref, before, after, cursor, limit }) {
      const to = cursor === undefined ? (before === undefined ? undefined : `${before}${AFTER_INSTANT}`) : cursor;
      const from = after === undefined ? undefined : `${after}${AFTER_INSTANT}`;
      const page = await table.page({
        index: 'by-ci',
        partition: { ref },
        ...spanOf(from, to),
        newestFirst: true,
        pageSize: limit,
      });
      return listed(page, cursor);
    },
    async ofImport(importId, cursor, limit) {
      const page = await table.page({
        index: 'by-import',
        partition: { importId },
        ...spanOf(undefined, cursor),
        newestFirst: true,
        pageSize: limit,
      });
      return listed(page, cursor);
    },
    async between(after, upTo, cursor, limit) {
      const from = cursor ?? `${after}${AFTER_INSTANT}`;
      const page = await table.page({
        index: 'by-time',
        ...spanOf(from, `${upTo}${AFTER_INSTANT}`),
        pageSize: limit,
      });
      return listed(page, cursor);
    },
  };
}

/** Both ends as the platform has them: `between` includes them, so that a cursor's own entry is left out afterwards. */
function spanOf(from: string | undefined, to: string | undefined): { range?: RangeCondition } {
  if (from !== undefined && to !== undefined) return { range: { from, to } };
  if (from !== undefined) return { range: { after: from } };
  return to === undefined ? {} : { range: { before: to } };
}

function listed({ records, cursor: more }: Page<HistoryRecord>, cursor: string | undefined): Listed<StoredHistory> {
  const next = more === undefined ? undefined : records.at(-1)?.value.stamp;
  return {
    items: records
      .filter(({ value }) => value.stamp !== cursor)
      .map(({ value }) => ({ entry: value.document, version: value.ciVersion })),
    cursor: next,
  };
}
