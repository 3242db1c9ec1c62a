/** What services run on. */
import type { ClassSpec } from '../model';
import { aClass, attribute, choice } from './spec';

const PLACED: ClassSpec['requiredRelations'] = [
  { type: 'runsOn', end: 'to' },
  { type: 'hostedOn', end: 'to' },
  { type: 'dependsOn', end: 'to' },
  { type: 'uses', end: 'to' },
  { type: 'connectsTo', end: 'from' },
  { type: 'connectsTo', end: 'to' },
  { type: 'memberOfCluster', end: 'from' },
  { type: 'balances', end: 'to' },
];

export const INFRASTRUCTURE_CLASSES: readonly ClassSpec[] = [
  aClass('infrastructure', 'Infrastructure', 'ci', {
    abstract: true,
    icon: 'infrastructure',
    attributes: [
      attribute('vendor', 'Vendor', 'text'),
      attribute('model', 'Model', 'text'),
      attribute('serialNumber', 'Serial number', 'text', { unique: true }),
      attribute('assetTag', 'Asset tag', 'text', { unique: true }),
      attribute('installedOn', 'Installed on', 'date'),
      attribute('warrantyUntil', 'Warranty until', 'date'),
    ],
    identifiers: [['serialNumber'], ['assetTag'], ['name']],
    requiredRelations: PLACED,
  }),
  aClass('computer', 'Computer', 'infrastructure', {
    abstract: true,
    icon: 'computer',
    attributes: [
      attribute('fqdn', 'Host name', 'text', { max: 253, help: 'Fully qualified, such as web-01.example.com.' }),
      attribute('ip', 'IP address', 'ip', { recommended: true }),
      attribute('operatingSystem', 'Operating system', 'text', { recommended: true }),
      attribute('osVersion', 'Version of the operating system', 'text'),
      attribute('cpus', 'CPU cores', 'integer', { min: 1, max: 4_096 }),
      attribute('memory', 'Memory', 'number', { min: 0, unit: 'GB' }),
    ],
    identifiers: [['serialNumber'], ['fqdn'], ['assetTag'], ['name']],
  }),
  aClass('server', 'Server', 'computer', { icon: 'server' }),
  aClass('virtualMachine', 'Virtual machine', 'computer', {
    icon: 'virtual-machine',
    attributes: [attribute('instanceId', 'Instance ID', 'text', { unique: true })],
    identifiers: [['instanceId'], ['fqdn'], ['name']],
    requiredRelations: [{ type: 'runsOn', end: 'from' }, { type: 'hostedOn', end: 'from' }, ...PLACED],
  }),
  aClass('endpoint', 'Endpoint', 'computer', {
    icon: 'endpoint',
    help: 'A computer, phone or printer that one person or room uses.',
    attributes: [
      choice('kind', 'Kind', {
        laptop: 'Laptop',
        desktop: 'Desktop',
        phone: 'Phone',
        tablet: 'Tablet',
        printer: 'Printer',
      }),
      attribute('assignedTo', 'Assigned to', 'user'),
    ],
  }),
  aClass('cluster', 'Cluster', 'infrastructure', {
    icon: 'cluster',
    attributes: [
      choice('mode', 'Mode', { activeActive: 'Active/active', activePassive: 'Active/passive' }),
      attribute('vip', 'Virtual IP address', 'ip'),
    ],
    requiredRelations: [{ type: 'memberOfCluster', end: 'to' }],
    redundancy: [
      { group: { by: 'relationType', relationType: 'memberOfCluster' }, need: { kind: 'atLeast', count: 1 } },
    ],
  }),
  aClass('container', 'Container', 'infrastructure', {
    icon: 'container',
    attributes: [
      attribute('image', 'Image', 'text', { recommended: true }),
      attribute('namespace', 'Namespace', 'text'),
    ],
    identifiers: [['namespace', 'name'], ['name']],
    requiredRelations: [{ type: 'runsOn', end: 'from' }, { type: 'hostedOn', end: 'from' }, ...PLACED],
  }),
  aClass('database', 'Database', 'infrastructure', {
    icon: 'database',
    attributes: [
      attribute('engine', 'Engine', 'text', { recommended: true }),
      attribute('version', 'Version', 'text', { recommended: true }),
      attribute('instance', 'Instance', 'text'),
      attribute('port', 'Port', 'integer', { min: 1, max: 65_535 }),
      attribute('size', 'Size', 'number', { min: 0, unit: 'GB' }),
    ],
    identifiers: [['instance', 'name'], ['name']],
  }),
  aClass('networkDevice', 'Network device', 'infrastructure', {
    icon: 'network',
    attributes: [
      choice('kind', 'Kind', {
        switch: 'Switch',
        router: 'Router',
        firewall: 'Firewall',
        accessPoint: 'Access point',
        gateway: 'Gateway',
      }),
      attribute('ip', 'IP address', 'ip', { recommended: true }),
      attribute('mac', 'MAC address', 'text', { pattern: '[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}' }),
      attribute('firmware', 'Firmware', 'text'),
      attribute('ports', 'Ports', 'integer', { min: 1, max: 10_000 }),
    ],
  }),
  aClass('loadBalancer', 'Load balancer', 'networkDevice', {
    icon: 'load-balancer',
    attributes: [attribute('vip', 'Virtual IP address', 'ip')],
    redundancy: [{ group: { by: 'relationType', relationType: 'balances' }, need: { kind: 'atLeast', count: 1 } }],
  }),
  aClass('storage', 'Storage', 'infrastructure', {
    icon: 'storage',
    attributes: [
      choice('kind', 'Kind', {
        san: 'SAN',
        nas: 'NAS',
        object: 'Object store',
        disk: 'Disk array',
        tape: 'Tape library',
      }),
      attribute('capacity', 'Capacity', 'number', { min: 0, unit: 'GB', recommended: true }),
    ],
    requiredRelations: [...PLACED, { type: 'backedUpBy', end: 'to' }],
  }),
  aClass('cloudResource', 'Cloud resource', 'infrastructure', {
    icon: 'cloud',
    attributes: [
      attribute('provider', 'Provider', 'text', { recommended: true }),
      attribute('account', 'Account', 'text'),
      attribute('region', 'Region', 'text'),
      attribute('resourceId', 'Resource ID', 'text', { unique: true, recommended: true }),
      attribute('resourceType', 'Kind of resource', 'text'),
    ],
    identifiers: [['resourceId'], ['account', 'name'], ['name']],
    staleAfterDays: 30,
  }),
];
