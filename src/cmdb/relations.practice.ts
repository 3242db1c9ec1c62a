/** Relations: made, taken away, read page by page from either end. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { MANUAL } from './cis.practice';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { RelationRow } from './cmdb.shapes';
import type { HistoryEntry, Relation, RelationEnds } from './model';
import { briefOf, readCi, readingFor, type Reading } from './reading';
import { relationPath } from './relation-path';
import { relationIssues } from './relation-types';

type Offered = 'cmdb.relations' | 'cmdb.relate' | 'cmdb.unrelate';

export function relationsPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { relations, graph, clock } = ports;

  async function rows(reading: Reading, end: 'from' | 'to', items: readonly Relation[]): Promise<RelationRow[]> {
    const otherOf = (relation: Relation) => (end === 'from' ? relation.to : relation.from);
    const cards = await graph.cards(items.map(otherOf));
    return items.map((relation) => {
      const type = reading.catalogue.relationTypes.get(relation.type);
      const other = cards.get(otherOf(relation));
      const readable = other !== undefined && reading.mayRead(other.classKey);
      return {
        type: relation.type,
        label: (end === 'from' ? type?.name : type?.inverse) ?? relation.type,
        end,
        other: readable ? briefOf(reading.catalogue, other) : null,
        createdAt: relation.createdAt,
        source: relation.source,
      };
    });
  }

  return {
    async 'cmdb.relations'({ accountId }, { ref, end, type, cursor, limit }) {
      const reading = await readingFor(ports, accountId);
      await readCi(ports, reading, ref);
      const page = await relations.page({ ref, end, type, cursor: cursor ?? undefined, limit });
      return { rows: await rows(reading, end, page.items), cursor: page.cursor ?? null };
    },
    async 'cmdb.relate'({ accountId }, { from, type, to }) {
      const reading = await readingFor(ports, accountId);
      const cards = await graph.cards([from, to]);
      const classes = new Map([...cards].map(([ref, card]) => [String(ref), card.classKey]));
      const issues = relationIssues(reading.catalogue, { from, type, to }, (ref) => classes.get(ref));
      if (issues.length > 0) throw new AppError('INVALID_INPUT', 'These CIs can’t be related so.', { issues });
      const now = clock.now();
      const relation: Relation = { from, type, to, createdAt: now, source: MANUAL };
      const [outcome] = await relations.relate([{ relation, history: madeEntry(relation, accountId, now) }]);
      if (outcome?.result === 'missing')
        throw new AppError('CONFLICT', 'One of the two CIs was deleted in the meantime.');
      const [row] = await rows(reading, 'from', [relation]);
      if (row === undefined) throw new Error('a relation has a row');
      return { relation: row };
    },
    async 'cmdb.unrelate'({ accountId }, { from, type, to }) {
      const ends: RelationEnds = { from, type, to };
      const [outcome] = await relations.unrelate([{ ends, history: removedEntry(ends, accountId, clock.now()) }]);
      return { removed: outcome?.result === 'done' };
    },
  };
}

const entry = (ends: RelationEnds, by: AccountId, at: string, stood: boolean): HistoryEntry => ({
  ref: ends.from,
  at,
  by,
  source: MANUAL,
  before: { [relationPath(ends)]: stood ? true : null },
  after: { [relationPath(ends)]: stood ? null : true },
});

export const madeEntry = (ends: RelationEnds, by: AccountId, at: string): HistoryEntry => entry(ends, by, at, false);
export const removedEntry = (ends: RelationEnds, by: AccountId, at: string): HistoryEntry => entry(ends, by, at, true);
