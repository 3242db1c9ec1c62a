import { resolveCatalogue } from '../../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../../src/cmdb/classes/shipped';
import {
  EVERYBODY_EQUAL,
  mayWrite,
  MOST_OWN_ORDERS,
  precedenceIssues,
  rankedPaths,
  type SourcePrecedence,
} from '../../../src/cmdb/import/precedence';

const paths = rankedPaths(resolveCatalogue(SHIPPED_CATALOGUE));
const AT = '2026-03-02T08:00:00.000Z';

it.each<[string, SourcePrecedence, string[]]>([
  ['nothing', EVERYBODY_EQUAL, []],
  ['a general order', { order: ['manual', 'CMT', 'Discovery'], byPath: {} }, []],
  [
    'orders of a field, an attribute, the class and redundancy',
    { order: [], byPath: { owner: ['HR'], 'attributes.ip': ['IPAM', 'manual'], classKey: [], redundancy: ['CMT'] } },
    [],
  ],
  ['a source twice', { order: ['A', 'B', 'A'], byPath: {} }, ['precedence.order: “A” stands twice in this order.']],
  [
    'a source twice, in capitals',
    { order: ['vCenter', 'VCENTER'], byPath: {} },
    ['precedence.order: “VCENTER” stands twice in this order.'],
  ],
  [
    'a source twice for one attribute',
    { order: ['A'], byPath: { 'attributes.ip': ['A', 'A'] } },
    ['precedence.byPath.attributes.ip: “A” stands twice in this order.'],
  ],
  [
    'an attribute that no class has',
    { order: [], byPath: { 'attributes.colour': ['A'] } },
    ['precedence.byPath.attributes.colour: No class has “colour”.'],
  ],
  [
    'what sources only add',
    { order: [], byPath: { identifiers: ['A'] } },
    ['precedence.byPath.identifiers: No class has “identifiers”.'],
  ],
])('%s: %#', (_what, precedence, told) => {
  const issues = precedenceIssues(precedence, EVERYBODY_EQUAL, paths);
  expect(issues.map(({ path, message }) => `${path}: ${message}`)).toEqual(told);
});

it('keeps the order of an attribute that is gone, so that the rest can be saved', () => {
  const before = { order: [], byPath: { 'attributes.colour': ['A'] } };
  expect(precedenceIssues({ order: ['B'], byPath: before.byPath }, before, paths)).toEqual([]);
});

it('keeps at most so many orders as fit', () => {
  const byPath = Object.fromEntries(Array.from({ length: MOST_OWN_ORDERS + 1 }, (_, n) => [`attributes.a${n}`, ['A']]));
  const issues = precedenceIssues({ order: [], byPath }, { order: [], byPath }, paths);
  expect(issues).toEqual([
    { path: 'precedence.byPath', message: 'At most 100 attributes have an order of their own.' },
  ]);
});

it.each<[string, string | undefined, boolean]>([
  ['IPAM', 'manual', true],
  ['CMT', 'IPAM', false],
  ['manual', 'IPAM', false],
  ['CMT', 'Other', true],
  ['CMT', 'CMT', true],
  ['CMT', undefined, true],
])('%s may change an IP address that %s wrote: %s', (source, writer, allowed) => {
  const precedence = { order: ['manual', 'CMT'], byPath: { 'attributes.ip': ['IPAM', 'manual'] } };
  const stamp = writer === undefined ? undefined : { source: writer, at: AT };
  expect(mayWrite(source, 'attributes.ip', stamp, precedence)).toBe(allowed);
});
