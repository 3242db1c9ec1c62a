/** What inventories call the things that the CMDB has a place for: normalised names of columns. */
import type { CommonField } from '../model';

/** By what the normalised name of a column may be. */
export const FIELD_WORDS: Readonly<Record<CommonField, readonly string[]>> = {
  name: ['name', 'ciname', 'displayname', 'title', 'label', 'bezeichnung'],
  state: [
    'state',
    'status',
    'lifecycle',
    'lifecyclestate',
    'lifecyclestatus',
    'operationalstatus',
    'installstatus',
    'zustand',
  ],
  environment: ['environment', 'env', 'stage', 'usedfor', 'umgebung'],
  criticality: ['criticality', 'tier', 'businesscriticality', 'importance', 'kritikalitat', 'kritikalitaet'],
  owner: [
    'owner',
    'ownedby',
    'assignedto',
    'managedby',
    'responsible',
    'user',
    'besitzer',
    'verantwortlich',
    'eigentumer',
  ],
  supportGroup: ['supportgroup', 'assignmentgroup', 'team', 'group', 'supportedby', 'gruppe'],
  location: ['location', 'site', 'datacenter', 'datacentre', 'building', 'room', 'standort'],
  cost: ['cost', 'costs', 'monthlycost', 'costmonth', 'price', 'kosten'],
};
export const CLASS_WORDS = [
  'class',
  'ciclass',
  'classname',
  'sysclassname',
  'type',
  'citype',
  'category',
  'kind',
  'klasse',
  'typ',
];
export const KEY_WORDS = [
  'id',
  'sysid',
  'uuid',
  'guid',
  'externalid',
  'nativekey',
  'sourcekey',
  'key',
  'assetid',
  'objectid',
  'resourceid',
];
export const REF_WORDS = ['ref', 'reference', 'ciref'];

/** What a machine calls itself: its name, unless another column is that. */
export const HOST_WORDS = [
  'hostname',
  'computername',
  'devicename',
  'servername',
  'machinename',
  'assetname',
  'vmname',
];
/** Of those, the ones that a host name's attribute takes when the name is elsewhere. */
export const HOST_ATTRIBUTE = { key: 'fqdn', words: ['hostname', 'computername'] } as const;

/** By the key of an attribute, as the shipped classes have it; a catalogue without the attribute has no use for them. */
export const ATTRIBUTE_WORDS: Readonly<Record<string, readonly string[]>> = {
  fqdn: ['fqdn', 'dnsname', 'dnshostname', 'fullyqualifieddomainname'],
  ip: ['ip', 'ipaddress', 'ipv4', 'ipv4address', 'primaryip', 'primaryipaddress', 'ipadresse'],
  mac: ['mac', 'macaddress', 'macadresse'],
  serialNumber: ['serial', 'serialno', 'serialnumber', 'sn', 'servicetag', 'seriennummer'],
  assetTag: ['assettag', 'assetnumber', 'inventorynumber', 'inventarnummer'],
  vendor: ['manufacturer', 'make', 'hersteller'],
  model: ['modelname', 'modelnumber', 'modell'],
  operatingSystem: ['os', 'osname', 'betriebssystem'],
  osVersion: ['osversion', 'operatingsystemversion'],
  cpus: ['cpu', 'cpucount', 'cpucores', 'cores', 'vcpu', 'vcpus'],
  description: ['desc', 'shortdescription', 'beschreibung'],
};
