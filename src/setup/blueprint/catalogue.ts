import type { IssueTypeSpec, LinkTypeSpec, RoleSpec } from './types';

export const ROLES: readonly RoleSpec[] = [
  { key: 'serviceDeskAgent', name: 'Service Desk Agent', description: 'Works on incidents and service requests.' },
  {
    key: 'incidentManager',
    name: 'Incident Manager',
    description: 'Answers for incidents and leads the major ones.',
  },
  { key: 'problemManager', name: 'Problem Manager', description: 'Answers for finding and removing root causes.' },
  { key: 'changeManager', name: 'Change Manager', description: 'Answers for changes and their authorization.' },
  { key: 'cabMember', name: 'CAB Member', description: 'Advises on and approves changes.' },
  { key: 'releaseManager', name: 'Release Manager', description: 'Plans releases and decides on go or no-go.' },
  { key: 'configurationManager', name: 'Configuration Manager', description: 'Keeps the CMDB right.' },
  { key: 'serviceOwner', name: 'Service Owner', description: 'Answers for a service towards its customers.' },
];

export const LINK_TYPES: readonly LinkTypeSpec[] = [
  { key: 'causes', name: 'Problem/Incident', inward: 'is caused by', outward: 'causes' },
  { key: 'implements', name: 'Change', inward: 'is implemented by', outward: 'implements' },
  { key: 'changeCauses', name: 'Change/Incident', inward: 'is caused by change', outward: 'causes incident' },
  { key: 'releases', name: 'Release', inward: 'is released in', outward: 'releases' },
  { key: 'duplicates', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
];

export const ISSUE_TYPES: readonly IssueTypeSpec[] = [
  {
    key: 'incident',
    name: 'Incident',
    description: 'An unplanned interruption of a service, or a reduction of its quality.',
  },
  { key: 'problem', name: 'Problem', description: 'A cause, or potential cause, of one or more incidents.' },
  {
    key: 'change',
    name: 'Change',
    description: 'The addition, modification or removal of anything that could affect services.',
  },
  {
    key: 'request',
    name: 'Service Request',
    description: 'A request from a user for something that is a normal part of the service.',
  },
  { key: 'release', name: 'Release', description: 'A set of changes made available together.' },
  {
    key: 'improvement',
    name: 'Improvement',
    description: 'A step to make a service or practice better, measured before and after.',
  },
];
