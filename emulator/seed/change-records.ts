/** What the app keeps of changes, at hand while a year is worked through; written by the app's own stores when it is done. */
import { ChangeRecord, type StoredChange } from '../../src/change/change-record';
import type { ChangePorts, ChangeRecords, Decisions, OutcomeEntry, Outcomes } from '../../src/change/change.ports';
import { Decision } from '../../src/change/decision';
import type { Subject } from '../../src/change/review.shapes';
import { AppError } from '../../src/kernel/errors';

type Kept = Pick<ChangePorts, 'records' | 'decisions' | 'outcomes'>;

export interface ChangeDrawer extends Kept {
  /** Into stores that hold nothing of these changes yet. Shapes are checked once more. */
  putAway(stores: Kept): Promise<void>;
}

export function changeDrawer(): ChangeDrawer {
  const records = new Map<string, StoredChange>();
  const votes = new Map<string, Decision[]>();
  const ended = new Map<string, { readonly entry: OutcomeEntry; readonly subjects: readonly Subject[] }>();
  return {
    records: recordsIn(records),
    decisions: decisionsIn(votes),
    outcomes: outcomesIn(ended),
    async putAway(stores) {
      for (const { record } of records.values()) await stores.records.write(undefined, ChangeRecord.parse(record));
      for (const vote of [...votes.values()].flat()) await stores.decisions.add(Decision.parse(vote));
      for (const { entry, subjects } of ended.values()) await stores.outcomes.put(entry, subjects);
    },
  };
}

function recordsIn(kept: Map<string, StoredChange>): ChangeRecords {
  return {
    read: (issueId) => Promise.resolve(kept.get(issueId)),
    readMany: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const found = kept.get(id);
            return found === undefined ? [] : [[id, found] as const];
          }),
        ),
      ),
    write(expected, record) {
      if (kept.get(record.issueId)?.version !== expected)
        return Promise.reject(new AppError('CONFLICT', `${record.key} was changed by somebody else in the meantime.`));
      const version = (expected ?? 0) + 1;
      kept.set(record.issueId, { record, version });
      return Promise.resolve(version);
    },
    remove(issueId) {
      kept.delete(issueId);
      return Promise.resolve();
    },
    within({ from, to }, limit) {
      const found = [...kept.values()].flatMap(({ record }) =>
        record.planned !== null && record.planned.from < to && from < record.planned.to ? [record] : [],
      );
      return Promise.resolve({ records: found.slice(0, limit), cut: found.length > limit });
    },
    dueBefore: () => Promise.reject(new Error('nothing runs out while the site is seeded')),
  };
}

const decisionsIn = (kept: Map<string, Decision[]>): Decisions => ({
  add(decision) {
    kept.set(decision.issueId, [...(kept.get(decision.issueId) ?? []), decision]);
    return Promise.resolve();
  },
  of: (issueId) => Promise.resolve(kept.get(issueId) ?? []),
});

const outcomesIn = (
  kept: Map<string, { readonly entry: OutcomeEntry; readonly subjects: readonly Subject[] }>,
): Outcomes => ({
  put(entry, subjects) {
    kept.set(entry.issueId, { entry, subjects });
    return Promise.resolve();
  },
  of(subject, since) {
    const wanted = nameOf(subject);
    const found = [...kept.values()].flatMap(({ entry, subjects }) =>
      entry.at >= since && subjects.some((one) => nameOf(one) === wanted) ? [entry] : [],
    );
    return Promise.resolve(found.toSorted((one, other) => (one.at < other.at ? 1 : -1)));
  },
});

const nameOf = (subject: Subject): string => {
  if (subject.of === 'ci') return `ci:${subject.ref}`;
  return subject.of === 'team' ? `team:${subject.team}` : `template:${subject.template}`;
};
