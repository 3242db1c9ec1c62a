import { CiRef } from '../../src/contract/ids';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import type { CiCard, CmdbPorts } from '../../src/cmdb/cmdb.ports';
import type { Reading } from '../../src/cmdb/reading';
import { veilFor } from '../../src/cmdb/veil';

const catalogue = resolveCatalogue({
  ...SHIPPED_CATALOGUE,
  classes: SHIPPED_CATALOGUE.classes.map((one) => (one.key === 'contract' ? { ...one, readRoles: ['lead'] } : one)),
});
const hidden = new Set(['contract']);
const reading: Reading = { catalogue, saved: undefined, hidden, mayRead: (key) => !hidden.has(key) };

const card = (text: string, classKey: string): [CiRef, CiCard] => {
  const ref = CiRef.parse(text);
  const nothing = { state: 'inUse', environment: null, criticality: null, owner: null, redundancy: null };
  return [ref, { ref, name: text, classKey, ...nothing }];
};
/** A server that became a contract since its ref was made; `contract:gone` is no CI any more. */
const CARDS = new Map([
  card('server:open', 'server'),
  card('server:moved', 'contract'),
  card('contract:one', 'contract'),
]);

function ports(): { readonly asked: CiRef[]; readonly graph: CmdbPorts['graph'] } {
  const asked: CiRef[] = [];
  const never = (): never => {
    throw new Error('only cards are looked at');
  };
  const graph = { pages: never, changes: never, read: never, changedAt: never };
  return {
    asked,
    graph: {
      ...graph,
      cards: async (refs) => {
        asked.push(...refs);
        return new Map(refs.flatMap((ref) => [...CARDS].filter(([one]) => one === ref)));
      },
    },
  };
}

it.each([
  ['a relation to what may be read', 'relations.uses.server:open', true, 'relations.uses.server:open', true],
  ['a relation to what may not', 'relations.uses.contract:one', true, 'relations.uses.restricted-1', true],
  ['a relation to what became closed', 'relations.uses.server:moved', null, 'relations.uses.restricted-1', null],
  ['a relation to what is gone', 'relations.uses.contract:gone', true, 'relations.uses.restricted-1', true],
  ['a reference, also in a former attribute', 'attributes.former', 'contract:one', 'attributes.former', 'restricted-1'],
  ['a reference to what may be read', 'attributes.former', 'server:open', 'attributes.former', 'server:open'],
  ['a text that is no ref', 'attributes.port', 'localhost:80', 'attributes.port', 'localhost:80'],
  ['a name, whatever it says', 'name', 'contract:one', 'name', 'contract:one'],
])('tells %s', async (_what, path, value, told, shown) => {
  const veil = await veilFor(ports(), reading, [{ [path]: value }, null]);
  expect(veil.snapshot({ [path]: value })).toEqual({ [told]: shown });
  expect([veil.path(path), veil.value(path, value)]).toEqual([told, shown]);
});

it('calls one CI the same before and after, and another differently', async () => {
  const before = { 'relations.uses.contract:one': true };
  const after = { 'relations.uses.contract:one': null, 'relations.uses.contract:two': true };
  const veil = await veilFor(ports(), reading, [before, after]);
  expect(veil.snapshot(before)).toEqual({ 'relations.uses.restricted-1': true });
  expect(veil.snapshot(after)).toEqual({ 'relations.uses.restricted-1': null, 'relations.uses.restricted-2': true });
});

it('reads nothing for those to whom nothing is closed', async () => {
  const open = ports();
  const told = { 'relations.uses.contract:one': true };
  const veil = await veilFor(open, { ...reading, hidden: new Set() }, [told]);
  expect([veil.snapshot(told), open.asked]).toEqual([told, []]);
});
