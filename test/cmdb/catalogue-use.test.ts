import { lintCatalogue, NO_USE } from '../../src/cmdb/catalogue-lint';
import { CountedUse, UseCounter } from '../../src/cmdb/catalogue-use';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import { BEGINNING, HealthDocument } from '../../src/cmdb/health-document';
import { aCi } from './builders';

const CIS = [
  aCi('server:a', { attributes: { ip: '10.0.0.1' } }),
  aCi('server:b', { attributes: { ip: '10.0.0.2', hostname: 'b' }, state: 'retired' }),
  aCi('application:shop'),
];
const relations = [
  { end: 'from', type: 'runsOn' },
  { end: 'to', type: 'uses' },
] as const;

const EXPECTED = {
  classes: { server: 2, application: 1 },
  attributes: { 'server.ip': 2, 'server.hostname': 1 },
  states: { 'server.inUse': 1, 'server.retired': 1, 'application.inUse': 1 },
  relationTypes: { runsOn: 3 },
};

it('counts CIs by class, state and filled attribute, and relations where they start', () => {
  const counter = new UseCounter(NO_USE);
  for (const ci of CIS) counter.add(ci, relations);
  expect(counter.use).toEqual(EXPECTED);
});

it('goes on, step after step, from what was kept', () => {
  let kept = new UseCounter(NO_USE).use;
  for (const ci of CIS) {
    const counter = new UseCounter(kept);
    counter.add(ci, relations);
    kept = CountedUse.parse(structuredClone(counter.use));
  }
  expect(kept).toEqual(EXPECTED);
});

it('reads an examination that did not count yet as one that counted nothing', () => {
  const { use, ...before } = BEGINNING;
  expect(HealthDocument.parse(before).use).toEqual(use);
  expect(use).toEqual(NO_USE);
});

it('has an attribute that is in use told when it is taken from its class', () => {
  const classes = SHIPPED_CATALOGUE.classes.map((one) => ({
    ...one,
    attributes: one.attributes.filter(({ key }) => key !== 'hostname'),
    identifiers: one.identifiers.filter((rule) => !rule.includes('hostname')),
  }));
  const told = lintCatalogue({ ...SHIPPED_CATALOGUE, classes }, EXPECTED).map(({ severity, path }) => [severity, path]);
  expect(told).toContainEqual(['warning', 'classes.server.attributes.hostname']);
});
