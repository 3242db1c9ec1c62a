/** How changes ended, one record for a change and each subject: what success rates are counted from. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OutcomeEntry, Outcomes } from '../../change/change.ports';
import { Outcome } from '../../change/change.shapes';
import type { Subject } from '../../change/review.shapes';
import { assertNever } from '../../kernel/assert-never';
import { instant } from '../../kernel/time';
import { deleting, inBatches, putting, type Operation, type Records } from './records';
import { entity, records as rowsOf } from './table';

export const changeOutcomeEntity = entity({
  name: 'change-outcome',
  attributes: z.object({
    subject: z.string().min(1),
    issueId: z.string().min(1),
    at: z.iso.datetime(),
    outcome: Outcome,
  }),
  indexes: {
    'by-subject': { partition: ['subject'], range: 'at' },
    'by-issue': { partition: ['issueId'], range: 'at' },
  },
  emptyStrings: [],
});

const PAGE = 100;
/** What a rate is counted from: more than enough for one, and five requests at most. */
const MOST_ENTRIES = 500;
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

export function changeOutcomes(records: Records): Outcomes {
  const table = records.table(changeOutcomeEntity);
  const standing = async (issueId: string): Promise<string[]> => {
    const keys: string[] = [];
    const query = { index: 'by-issue', partition: { issueId }, pageSize: PAGE } as const;
    for await (const { key } of rowsOf(table, query)) keys.push(key);
    return keys;
  };
  return {
    async put({ issueId, outcome, at }, subjects) {
      const wanted = new Map(
        subjects.map((subject) => [keyOf(subject, issueId), { subject: nameOf(subject), issueId, at, outcome }]),
      );
      const operations: Operation[] = [
        ...[...wanted].map(([key, value]) => putting(changeOutcomeEntity, key, value)),
        ...(await standing(issueId))
          .filter((key) => !wanted.has(key))
          .map((key) => deleting(changeOutcomeEntity, key, 'any')),
      ];
      // Each entry stands for itself, and putting it again puts the same: what a broken run left out, the next one adds.
      for (const batch of inBatches(operations)) await records.commit(batch);
    },
    async of(subject, since) {
      const found: OutcomeEntry[] = [];
      const query = {
        index: 'by-subject',
        partition: { subject: nameOf(subject) },
        range: { from: since, to: END_OF_TIME },
        newestFirst: true,
        pageSize: PAGE,
      } as const;
      for await (const { value } of rowsOf(table, query)) {
        found.push({ issueId: value.issueId, outcome: value.outcome, at: instant(value.at) });
        if (found.length >= MOST_ENTRIES) break;
      }
      return found;
    },
  };
}

function nameOf(subject: Subject): string {
  switch (subject.of) {
    case 'ci':
      return `ci:${subject.ref}`;
    case 'team':
      return `team:${subject.team}`;
    case 'template':
      return `template:${subject.template}`;
    default:
      return assertNever(subject);
  }
}

/** Teams are called as they like; a key of the storage takes few characters, and not many. */
const keyOf = (subject: Subject, issueId: string): string =>
  `${createHash('sha256').update(nameOf(subject)).digest('hex')}:${issueId}`;
