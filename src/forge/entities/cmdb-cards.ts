/** The cards that issues' panels read: kept small, for they are read on each look at an issue. */
import type { z } from 'zod';
import type { CiWrite, PanelCard } from '../../cmdb/cmdb.ports';
import type { Ci } from '../../cmdb/model';
import { clipped } from '../../cmdb/clipped';
import type { CiRef } from '../../contract/ids';
import { cardOf, spreadsOtherwise, type NodeRecord } from './cmdb-ci-records';
import { cardEntity } from './cmdb-entities';
import { putting, type Operation } from './records';
import type { Versioned } from './table';

type CardRecord = z.output<typeof cardEntity.attributes>;

/** Bytes of a name on a panel; a CI's own page has all of it. */
const MOST_NAME_BYTES = 200;

export const panelCardOf = (ci: Ci): Required<CardRecord>['card'] => {
  const { redundancy: _rules, name, ...card } = cardOf(ci);
  return { ...card, name: clipped(name, MOST_NAME_BYTES) };
};

/** Written in the transaction of the CI, which guards it: only changes of the CI write it. */
export function cardOperations(
  { ci, history }: CiWrite,
  before: Versioned<CardRecord> | undefined,
  node: Versioned<NodeRecord> | undefined,
): Operation[] {
  const card = panelCardOf(ci);
  const spreads = before === undefined || node === undefined || spreadsOtherwise(node.value.card, cardOf(ci));
  if (!spreads && JSON.stringify(before.value.card) === JSON.stringify(card)) return [];
  return [putting(cardEntity, ci.ref, { card, changedAt: spreads ? history.at : before.value.changedAt })];
}

/** From here on no panel shows the CI; that the graph changed is kept. */
export const cardRemoval = (ref: CiRef, at: string): Operation => putting(cardEntity, ref, { changedAt: at });

/** Tells analyses from before that relations changed; one of the transaction's CIs stands for all. */
export const graphMark = (ref: CiRef, at: string): Operation => putting(cardEntity, `${ref}#graph`, { changedAt: at });

export const panelCardIn = (ref: CiRef, record: Versioned<CardRecord> | undefined): PanelCard | undefined =>
  record?.value.card === undefined ? undefined : { ref, ...record.value.card };
