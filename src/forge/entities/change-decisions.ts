/** Votes on changes, one record each. There is nothing here that changes or removes one. */
import { z } from 'zod';
import { Decision } from '../../change/decision';
import type { Decisions } from '../../change/change.ports';
import { AppError } from '../../kernel/errors';
import { entity, records, type TableOf } from './table';

export const changeDecisionEntity = entity({
  name: 'change-decision',
  attributes: z.object({
    issueId: z.string().min(1),
    /** The decision's id, which sorts by time. */
    stamp: z.string().min(1),
    document: z.json(),
  }),
  indexes: { 'by-issue': { partition: ['issueId'], range: 'stamp' } },
  emptyStrings: [],
});

const PAGE = 100;

export function changeDecisions(table: TableOf<typeof changeDecisionEntity>): Decisions {
  return {
    async add(decision) {
      const key = `${decision.issueId}:${decision.id}`;
      const document = z.json().parse(JSON.parse(JSON.stringify(decision)));
      try {
        await table.create(key, { issueId: decision.issueId, stamp: decision.id, document });
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
        const standing = await table.get(key);
        // A request that was repeated, not a second vote under the first one's name.
        if (standing === undefined || !sameDecision(Decision.parse(standing.value.document), decision)) throw cause;
      }
    },
    async of(issueId) {
      const found: Decision[] = [];
      const query = { index: 'by-issue', partition: { issueId }, pageSize: PAGE } as const;
      for await (const { value } of records(table, query)) found.push(Decision.parse(value.document));
      return found;
    },
  };
}

const sameDecision = (one: Decision, other: Decision): boolean => canonical(one) === canonical(other);

/** Keys in one order: storage gives no promise about the order in which an object's keys come back. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
