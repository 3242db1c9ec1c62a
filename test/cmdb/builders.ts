import type { CiKey, CiWrite } from '../../src/cmdb/cmdb.ports';
import { Ci, type HistoryEntry, type Relation } from '../../src/cmdb/model';
import { AccountId, CiRef } from '../../src/contract/ids';

export const AT = '2026-03-01T09:00:00.000Z';
export const ann = AccountId.parse('ann');
export const ref = (text: string): CiRef => CiRef.parse(text);

export function aCi(text: string, overrides: Partial<Ci> = {}): Ci {
  const [classKey = 'server', slug = ''] = text.split(':');
  return Ci.parse({
    ref: text,
    classKey,
    name: slug,
    state: 'inUse',
    environment: 'production',
    criticality: null,
    owner: null,
    supportGroup: null,
    location: null,
    cost: null,
    attributes: {},
    identifiers: [],
    redundancy: null,
    sources: {},
    attestedAt: null,
    attestedBy: null,
    createdAt: AT,
    updatedAt: AT,
    ...overrides,
  });
}

export const anEntry = (of: CiRef, overrides: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ref: of,
  at: AT,
  by: ann,
  source: 'manual',
  before: null,
  after: { name: of },
  ...overrides,
});

export function aWrite(ci: Ci, keys: readonly CiKey[] = [], history: Partial<HistoryEntry> = {}): CiWrite {
  return { ci, keys, searchable: [], history: anEntry(ci.ref, history) };
}

export function aRelation(from: string, type: string, to: string, at = AT) {
  const relation: Relation = { from: ref(from), type, to: ref(to), createdAt: at, source: 'manual' };
  const path = `relations.${type}.${to}`;
  return { relation, history: anEntry(relation.from, { at, before: { [path]: null }, after: { [path]: true } }) };
}

export function aRemoval(from: string, type: string, to: string, at = AT) {
  const { relation, history } = aRelation(from, type, to, at);
  return { ends: relation, history: { ...history, before: history.after, after: history.before } };
}
