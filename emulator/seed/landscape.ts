/** Acme's landscape: what its services are, what they run on, and what may fail without anybody noticing. */
import { dataCentre, storeNetwork, type Site } from './landscape-infrastructure';
import { Landscape, numbered, type CiWords } from './landscape-kit';
import type { UserName } from './people';

const APPLICATIONS = 'Business Applications';
const SERVERS = 'Server and Storage';

interface System {
  readonly name: string;
  readonly criticality: 1 | 2 | 3 | 4;
  readonly vendor: string;
  /** Virtual machines in the first data centre and in the second, and how many of them are needed. */
  readonly machines: readonly [west: number, north: number, need: number];
  readonly database?: 'shared' | 'own';
  readonly balanced?: boolean;
  readonly uses?: readonly string[];
}

/** In an order in which nothing is used before it is there. */
const SYSTEMS: readonly System[] = [
  { name: 'Directory', criticality: 1, vendor: 'Microsoft', machines: [2, 2, 1] },
  { name: 'Message bus', criticality: 1, vendor: 'RabbitMQ', machines: [2, 1, 2], uses: ['Directory'] },
  {
    name: 'ERP',
    criticality: 1,
    vendor: 'SAP',
    machines: [3, 1, 2],
    database: 'shared',
    uses: ['Directory', 'Message bus'],
  },
  {
    name: 'Web shop',
    criticality: 1,
    vendor: 'Shopware',
    machines: [4, 2, 3],
    database: 'own',
    balanced: true,
    uses: ['Message bus', 'ERP'],
  },
  {
    name: 'Warehouse management',
    criticality: 1,
    vendor: 'Körber',
    machines: [2, 2, 2],
    database: 'shared',
    uses: ['Message bus'],
  },
  { name: 'Conveyor control', criticality: 2, vendor: 'Siemens', machines: [1, 0, 1], uses: ['Warehouse management'] },
  { name: 'Pricing', criticality: 2, vendor: 'Acme', machines: [2, 0, 1], database: 'shared', uses: ['ERP'] },
  {
    name: 'Point of sale',
    criticality: 1,
    vendor: 'NCR',
    machines: [2, 1, 1],
    database: 'own',
    balanced: true,
    uses: ['Pricing'],
  },
  { name: 'Invoice scanning', criticality: 3, vendor: 'Kofax', machines: [1, 0, 1], uses: ['ERP'] },
  { name: 'Bank interface', criticality: 2, vendor: 'Acme', machines: [1, 0, 1], uses: ['ERP'] },
  { name: 'Reporting', criticality: 3, vendor: 'Qlik', machines: [2, 0, 2], database: 'own', uses: ['ERP'] },
  { name: 'HR portal', criticality: 3, vendor: 'Personio', machines: [1, 1, 1], database: 'own', uses: ['Directory'] },
  { name: 'Applicant tracking', criticality: 4, vendor: 'Acme', machines: [1, 0, 1], uses: ['HR portal'] },
  { name: 'File shares', criticality: 2, vendor: 'Microsoft', machines: [2, 0, 1], uses: ['Directory'] },
  { name: 'Print server', criticality: 3, vendor: 'Microsoft', machines: [1, 0, 1], uses: ['Directory'] },
  { name: 'Telephony', criticality: 2, vendor: 'Cisco', machines: [1, 1, 1], uses: ['Directory'] },
  { name: 'Monitoring', criticality: 2, vendor: 'Checkmk', machines: [1, 1, 1] },
  { name: 'Backup', criticality: 2, vendor: 'Veeam', machines: [1, 1, 1] },
];

interface Service {
  readonly name: string;
  readonly criticality: 1 | 2 | 3;
  readonly owner: UserName;
  readonly on: readonly string[];
}

const SERVICES: readonly Service[] = [
  { name: 'Online sales', criticality: 1, owner: 'serviceowner', on: ['Web shop', 'Payment gateway'] },
  { name: 'Order to cash', criticality: 1, owner: 'serviceowner', on: ['ERP', 'Bank interface'] },
  {
    name: 'Warehouse and shipping',
    criticality: 1,
    owner: 'warehouse',
    on: ['Warehouse management', 'Conveyor control', 'Parcel labels'],
  },
  { name: 'Store sales', criticality: 1, owner: 'shop', on: ['Point of sale', 'VPN', 'Payment gateway'] },
  { name: 'Purchasing', criticality: 2, owner: 'finance', on: ['ERP', 'Invoice scanning'] },
  { name: 'Finance reporting', criticality: 2, owner: 'finance', on: ['Reporting'] },
  { name: 'Payroll', criticality: 2, owner: 'hr', on: ['HR portal', 'Payroll bureau'] },
  { name: 'Recruiting', criticality: 3, owner: 'hr', on: ['Applicant tracking'] },
  { name: 'E-mail and calendar', criticality: 2, owner: 'serviceowner', on: ['Microsoft 365'] },
  { name: 'Telephone', criticality: 2, owner: 'serviceowner', on: ['Telephony'] },
  { name: 'Workplace', criticality: 2, owner: 'serviceowner', on: ['File shares', 'Print server', 'Directory'] },
  { name: 'Remote work', criticality: 2, owner: 'serviceowner', on: ['VPN', 'Microsoft 365'] },
];

const SAAS = ['Payment gateway', 'Parcel labels', 'Payroll bureau', 'Microsoft 365', 'Newsletter', 'Maps and routes'];

export function acmeLandscape(): Landscape {
  const acme = new Landscape();
  for (const team of ['Service Desk', 'Network Operations', APPLICATIONS, SERVERS]) acme.add('team', team);
  const west = dataCentre(acme, 'Data centre Rotterdam', 'rtm', 'Rotterdam');
  const north = dataCentre(acme, 'Data centre Hamburg', 'ham', 'Hamburg');
  storeNetwork(acme, [west, north]);
  const shared = sharedDatabase(acme, west, north);
  const known = new Map<string, string>([['VPN', 'applicationService:vpn']]);
  for (const name of SAAS)
    known.set(
      name,
      acme.add('cloudResource', name, { criticality: 2, group: APPLICATIONS, attributes: { provider: name } }),
    );
  for (const system of SYSTEMS) known.set(system.name, systemOf(acme, system, [west, north], shared, known));
  for (const service of SERVICES) {
    const { name, criticality, owner, on } = service;
    const ref = acme.add('businessService', name, { criticality, owner, group: 'Service Desk' });
    acme.relate(ref, 'dependsOn', ...on.map((system) => refIn(known, system)));
  }
  workplaces(acme);
  return acme;
}

function refIn(known: ReadonlyMap<string, string>, name: string): string {
  const ref = known.get(name);
  if (ref === undefined) throw new Error(`the landscape has no ${name}`);
  return ref;
}

/** The one database that ERP, warehouse and pricing share: two nodes, of which one carries the load. */
function sharedDatabase(acme: Landscape, west: Site, north: Site): string {
  const cluster = acme.add('cluster', 'orders-db cluster', {
    criticality: 1,
    group: SERVERS,
    redundancy: { byType: 'memberOfCluster', need: 1 },
  });
  for (const site of [west, north]) {
    const node = machine(acme, `orders-db-${site.code}`, site, { criticality: 1, group: SERVERS });
    acme.relate(node, 'memberOfCluster', cluster);
    acme.relate(node, 'uses', ...site.storage.slice(1));
  }
  const database = acme.add('database', 'orders', {
    criticality: 1,
    group: SERVERS,
    attributes: { engine: 'Oracle', version: '19c', size: 2400 },
  });
  acme.relate(database, 'runsOn', cluster);
  return database;
}

function machine(acme: Landscape, name: string, site: Site, words: CiWords): string {
  const ref = acme.add('virtualMachine', name, {
    location: site.name,
    cost: 38,
    ...words,
    attributes: { fqdn: `${name}.acme.example`, operatingSystem: 'Linux', ...words.attributes },
  });
  acme.relate(ref, 'runsOn', site.cluster);
  return ref;
}

function systemOf(
  acme: Landscape,
  { name, criticality, vendor, machines, database, balanced, uses }: System,
  [west, north]: readonly [Site, Site],
  shared: string,
  known: ReadonlyMap<string, string>,
): string {
  const code = name.toLowerCase().replace(/[^a-z]+/g, '-');
  const [inWest, inNorth, need] = machines;
  const words = { criticality, group: APPLICATIONS };
  const members = [
    ...numbered(inWest, (n) => machine(acme, `${code}-w${n}`, west, words)),
    ...numbered(inNorth, (n) => machine(acme, `${code}-n${n}`, north, words)),
  ];
  const application = acme.add('application', name, {
    ...words,
    attributes: { vendor },
    redundancy: { byType: 'runsOn', need },
  });
  acme.relate(application, 'runsOn', ...members);
  acme.relate(application, 'dependsOn', ...(uses ?? []).map((other) => refIn(known, other)));
  if (database === 'shared') acme.relate(application, 'dependsOn', shared);
  if (database === 'own') {
    const own = acme.add('database', `${code}-db`, {
      ...words,
      attributes: { engine: 'PostgreSQL', version: '16', size: 120 },
    });
    acme.relate(own, 'runsOn', machine(acme, `${code}-db-01`, west, words));
    acme.relate(application, 'dependsOn', own);
  }
  if (balanced === true) acme.relate(application, 'dependsOn', balancer(acme, code, members, [west, north]));
  const test = machine(acme, `${code}-test`, west, { group: APPLICATIONS, environment: 'test', criticality: 4 });
  const copy = acme.add('application', `${name} (test)`, {
    ...words,
    criticality: 4,
    environment: 'test',
    attributes: { vendor },
  });
  acme.relate(copy, 'runsOn', test);
  return application;
}

/** In each data centre one; its certificate ends some day. */
function balancer(acme: Landscape, code: string, members: readonly string[], sites: readonly Site[]): string {
  const cluster = acme.add('cluster', `${code}-lb`, {
    criticality: 1,
    group: SERVERS,
    redundancy: { byType: 'memberOfCluster', need: 1 },
  });
  for (const site of sites) {
    const device = acme.add('loadBalancer', `${code}-lb-${site.code}`, {
      location: site.name,
      criticality: 1,
      group: SERVERS,
      redundancy: { byType: 'balances', need: 1 },
    });
    acme.relate(device, 'balances', ...members);
    acme.relate(device, 'memberOfCluster', cluster);
  }
  const certificate = acme.add('certificate', `${code}.acme.example`, {
    criticality: 2,
    group: SERVERS,
    attributes: { validUntil: '2027-03-31', issuer: 'D-Trust' },
  });
  acme.relate(cluster, 'securedBy', certificate);
  return cluster;
}

/** Things of the office; some were never looked after, as in any CMDB. */
function workplaces(acme: Landscape): void {
  numbered(24, (n) =>
    acme.add('endpoint', `Laptop ${n}`, {
      location: 'Head office',
      group: 'Service Desk',
      attributes: { vendor: 'Lenovo', serialNumber: `PF-${n}K2` },
    }),
  );
  numbered(12, (n) =>
    acme.add('endpoint', `Label printer ${n}`, { location: 'Warehouse', criticality: 4, group: 'Service Desk' }),
  );
  numbered(12, (n) => acme.add('endpoint', `Handheld scanner ${n}`, { location: 'Warehouse', criticality: 4 }));
  numbered(8, (n) =>
    acme.add('networkDevice', `Warehouse access point ${n}`, {
      location: 'Warehouse',
      criticality: 3,
      group: 'Network Operations',
    }),
  );
}
