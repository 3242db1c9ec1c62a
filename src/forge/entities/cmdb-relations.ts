/** Relations over the app's entities: the relation itself and both ends' nodes are written in one transaction. */
import type { z } from 'zod';
import type { RelationChange, RelationOutcome, RelationStore } from '../../cmdb/cmdb.ports';
import type { HistoryEntry, Relation, RelationEnds } from '../../cmdb/model';
import { relationId } from '../../cmdb/relation-path';
import { graphMark } from './cmdb-cards';
import { historyOperation } from './cmdb-ci-records';
import { relationEntity } from './cmdb-entities';
import { NodePages } from './cmdb-node-pages';
import { creating, deleting, MOST_OPERATIONS, placeOf, RecordConflict, type Operation, type Records } from './records';

type RelationRecord = z.output<typeof relationEntity.attributes>;
interface Removal {
  readonly ends: RelationEnds;
  readonly history: HistoryEntry;
}

/** Relations looked at together: with both ends' first pages they are read in one request. */
const GROUP = 8;
const RACES = 8;

export function relationStore(records: Records): RelationStore {
  const table = records.table(relationEntity);
  return {
    async existing(ends) {
      const found = await records.read(ends.map((one) => placeOf(relationEntity, relationId(one))));
      const standing = ends.flatMap((one): [string, Relation][] => {
        const record = found.of(relationEntity, relationId(one));
        return record === undefined ? [] : [[relationId(one), relationOf(record.value)]];
      });
      return new Map(standing);
    },
    relate: (changes) =>
      inGroups(
        changes,
        ({ relation }) => relation,
        (group) => relateGroup(records, group),
      ),
    unrelate: (changes) =>
      inGroups(
        changes,
        ({ ends }) => ends,
        (group) => unrelateGroup(records, group),
      ),
    async page({ ref, end, type, cursor, limit }) {
      const range =
        cursor === undefined
          ? type === undefined
            ? {}
            : { range: { beginsWith: `${type}#` } }
          : { range: type === undefined ? { after: cursor } : { from: `${cursor} `, to: `${type}#~` } };
      const { records: rows, cursor: more } = await table.page(
        end === 'from'
          ? { index: 'by-from', partition: { from: ref }, ...range, pageSize: limit }
          : { index: 'by-to', partition: { to: ref }, ...range, pageSize: limit },
      );
      const last = rows.at(-1)?.value;
      const next = more === undefined || last === undefined ? undefined : end === 'from' ? last.sortFrom : last.sortTo;
      return { items: rows.map(({ value }) => relationOf(value)), cursor: next };
    },
  };
}

const relationOf = ({ from, type, to, createdAt, source }: RelationRecord): Relation => ({
  from,
  type,
  to,
  createdAt,
  source,
});

/** What of a group fitted into one transaction: at least one. */
type Step = readonly RelationOutcome[];

/** In the order given. What was named twice is done once. */
async function inGroups<T>(
  changes: readonly T[],
  endsOf: (change: T) => RelationEnds,
  step: (group: readonly T[]) => Promise<Step>,
): Promise<RelationOutcome[]> {
  const outcomes = new Map<string, RelationOutcome>();
  const distinct = [...new Map(changes.map((change) => [relationId(endsOf(change)), change])).values()];
  for (let done = 0, race = 1; done < distinct.length;) {
    try {
      const fitted = await step(distinct.slice(done, done + GROUP));
      for (const outcome of fitted) outcomes.set(relationId(outcome.ends), outcome);
      done += fitted.length;
      race = 1;
    } catch (cause) {
      if (!(cause instanceof RecordConflict) || race >= RACES) throw cause;
      race += 1;
    }
  }
  return changes.map((change) => {
    const ends = endsOf(change);
    const { from, type, to } = ends;
    return outcomes.get(relationId(ends)) ?? { ends: { from, type, to }, result: 'unchanged' };
  });
}

const endsOf = ({ from, type, to }: RelationEnds): RelationEnds => ({ from, type, to });

async function relateGroup(records: Records, group: readonly RelationChange[]): Promise<Step> {
  const standing = await records.read(group.map(({ relation }) => placeOf(relationEntity, relationId(relation))));
  const pages = new NodePages(records);
  await pages.loadLast(group.flatMap(({ relation }) => [relation.from, relation.to]));
  const operations: Operation[] = [];
  let committed: Operation[] = [];
  const outcomes: RelationOutcome[] = [];
  const histories: HistoryEntry[] = [];
  for (const { relation, history } of group) {
    const ends = endsOf(relation);
    if (standing.of(relationEntity, relationId(relation)) !== undefined) outcomes.push({ ends, result: 'unchanged' });
    else if (!pages.isOpen(relation.from) || !pages.isOpen(relation.to)) outcomes.push({ ends, result: 'missing' });
    else {
      const { from, type, to } = relation;
      const fromPage = pages.add(from, { end: 'from', type, other: to }, history.at);
      const toPage = pages.add(to, { end: 'to', type, other: from }, history.at);
      const record = { ...relation, sortFrom: `${type}#${to}`, sortTo: `${type}#${from}`, fromPage, toPage };
      operations.push(creating(relationEntity, relationId(relation), record));
      histories.push(history);
      const all = [...operations, ...pages.operations(), ...changeOperations(histories)];
      if (all.length > MOST_OPERATIONS) break;
      committed = all;
      outcomes.push({ ends, result: 'done' });
    }
  }
  if (committed.length > 0) await records.commit(committed);
  return outcomes;
}

async function unrelateGroup(records: Records, group: readonly Removal[]): Promise<Step> {
  const standing = await records.read(group.map(({ ends }) => placeOf(relationEntity, relationId(ends))));
  const pages = new NodePages(records);
  const found = group.map((change) => ({ ...change, record: standing.of(relationEntity, relationId(change.ends)) }));
  await pages.load(
    found.flatMap(({ record }) =>
      record === undefined
        ? []
        : [
            { ref: record.value.from, page: record.value.fromPage },
            { ref: record.value.to, page: record.value.toPage },
          ],
    ),
  );
  const operations: Operation[] = [];
  let committed: Operation[] = [];
  const outcomes: RelationOutcome[] = [];
  const histories: HistoryEntry[] = [];
  for (const { ends, history, record } of found) {
    if (record === undefined) {
      outcomes.push({ ends: endsOf(ends), result: 'unchanged' });
      continue;
    }
    const { from, type, to, fromPage, toPage } = record.value;
    pages.remove(from, fromPage, { end: 'from', type, other: to }, history.at);
    pages.remove(to, toPage, { end: 'to', type, other: from }, history.at);
    operations.push(deleting(relationEntity, record.key, record.version));
    histories.push(history);
    const all = [...operations, ...pages.operations(), ...changeOperations(histories)];
    if (all.length > MOST_OPERATIONS) break;
    committed = all;
    outcomes.push({ ends: endsOf(ends), result: 'done' });
  }
  if (committed.length > 0) await records.commit(committed);
  return outcomes;
}

/** What one writer did to the relations of one CI at one time is one entry. */
function changeOperations(histories: readonly HistoryEntry[]): Operation[] {
  const merged = new Map<string, HistoryEntry>();
  for (const entry of histories) {
    const key = JSON.stringify([entry.ref, entry.at, entry.by, entry.source, entry.importId]);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? entry
        : { ...known, before: { ...known.before, ...entry.before }, after: { ...known.after, ...entry.after } },
    );
  }
  const entries = [...merged.values()];
  const marks = entries.slice(0, 1).map(({ ref, at }) => graphMark(ref, at));
  return [...marks, ...entries.map((entry) => historyOperation(entry, undefined))];
}
