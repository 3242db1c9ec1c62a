/** A small CMDB for the pages: a catalogue of three classes, and CIs as the server answers them. */
import type { CatalogueState, CiRow, CiView, ClassView } from '../../../../src/cmdb/cmdb.shapes';
import { Catalogue, type Ci } from '../../../../src/cmdb/model';
import { AccountId, CiRef } from '../../../../src/contract/ids';

export const AT = '2026-03-02T09:00:00.000Z';
const STATES = [
  { key: 'inUse', name: 'In use', inService: true, retired: false },
  { key: 'retired', name: 'Retired', inService: false, retired: true },
];

const shared = {
  help: null,
  identifiers: [],
  staleAfterDays: 60,
  readRoles: [],
  requiredRelations: [],
  redundancy: [],
  readable: true,
  states: STATES,
};
const hostname = {
  key: 'hostname',
  name: 'Host name',
  type: 'text',
  required: true,
  recommended: false,
  unique: true,
  declaredBy: 'server',
} as const;
const ip = {
  key: 'ip',
  name: 'IP address',
  type: 'ip',
  required: false,
  recommended: true,
  unique: false,
  declaredBy: 'ci',
} as const;

const classes: ClassView[] = [
  {
    ...shared,
    key: 'ci',
    name: 'Configuration item',
    parent: null,
    lineage: ['ci'],
    abstract: true,
    icon: 'generic',
    attributes: [ip],
  },
  {
    ...shared,
    key: 'server',
    name: 'Server',
    parent: 'ci',
    lineage: ['server', 'ci'],
    abstract: false,
    icon: 'server',
    attributes: [ip, hostname],
  },
  {
    ...shared,
    key: 'service',
    name: 'Business service',
    parent: 'ci',
    lineage: ['service', 'ci'],
    abstract: false,
    icon: 'business-service',
    attributes: [ip],
  },
];

const written = Catalogue.parse({
  classes: classes.map(({ key, name, parent }) => ({ key, name, parent })),
  relationTypes: [
    { key: 'runsOn', name: 'runs on', inverse: 'runs', impact: 'toSource' },
    { key: 'backedUpBy', name: 'backed up by', inverse: 'backs up', impact: 'none' },
  ],
});

export const catalogue = (editable = true): CatalogueState => ({
  catalogue: written,
  classes,
  version: null,
  updatedAt: null,
  updatedBy: null,
  editable,
});

export const ANNA = AccountId.parse('anna');

export const row = (number: number, change: Partial<CiRow> = {}): CiRow => ({
  ref: CiRef.parse(`server:web-${number}`),
  name: `web-${number}`,
  classKey: 'server',
  className: 'Server',
  icon: 'server',
  state: 'inUse',
  stateName: 'In use',
  inService: true,
  retired: false,
  environment: 'production',
  criticality: 2,
  owner: ANNA,
  supportGroup: null,
  location: null,
  cost: null,
  updatedAt: AT,
  attestedAt: null,
  ...change,
});

const stamp = { source: 'discovery', at: AT };

export function ciView(version: number, change: Partial<Ci> = {}, editable = true): CiView {
  const brief = row(1);
  const ci: Ci = {
    ref: brief.ref,
    classKey: 'server',
    name: 'web-1',
    state: 'inUse',
    environment: 'production',
    criticality: 2,
    owner: ANNA,
    supportGroup: null,
    location: 'Berlin',
    cost: null,
    attributes: { hostname: 'web-1.acme.example' },
    identifiers: [],
    redundancy: null,
    sources: { 'attributes.hostname': stamp },
    attestedAt: null,
    attestedBy: null,
    createdAt: AT,
    updatedAt: AT,
    ...change,
  };
  return {
    ci,
    version,
    brief: { ...brief, name: ci.name, criticality: ci.criticality },
    people: { anna: 'Anna Ahrens' },
    references: {},
    editable,
    attestable: editable,
  };
}
