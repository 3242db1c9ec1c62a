/** The relation types shipped, each with the way that failure takes along it. */
import type { RelationType } from '../model';

export const SHIPPED_RELATION_TYPES: readonly RelationType[] = [
  { key: 'dependsOn', name: 'depends on', inverse: 'is depended on by', impact: 'toSource' },
  { key: 'runsOn', name: 'runs on', inverse: 'runs', impact: 'toSource' },
  { key: 'hostedOn', name: 'hosted on', inverse: 'hosts', impact: 'toSource' },
  {
    key: 'installedOn',
    name: 'installed on',
    inverse: 'has installed',
    impact: 'toSource',
    allowed: [{ from: 'software', to: 'infrastructure' }],
  },
  { key: 'uses', name: 'uses', inverse: 'is used by', impact: 'toSource' },
  // Towards what carries the connection: a server connects to a switch, a switch to the core. Where each side needs the
  // other, a second relation the other way round says so.
  { key: 'connectsTo', name: 'connects to', inverse: 'connects', impact: 'toSource' },
  {
    key: 'balances',
    name: 'distributes to',
    inverse: 'receives from',
    impact: 'toSource',
    allowed: [{ from: 'loadBalancer', to: 'ci' }],
  },
  { key: 'partOf', name: 'part of', inverse: 'has part', impact: 'toTarget' },
  { key: 'contains', name: 'contains', inverse: 'is contained in', impact: 'toTarget' },
  { key: 'provides', name: 'provides', inverse: 'is provided by', impact: 'toTarget' },
  {
    key: 'memberOfCluster',
    name: 'member of cluster',
    inverse: 'has member',
    impact: 'toTarget',
    allowed: [{ from: 'ci', to: 'cluster' }],
  },
  {
    key: 'locatedIn',
    name: 'located in',
    inverse: 'is the location of',
    impact: 'toSource',
    allowed: [{ from: 'ci', to: 'location' }],
  },
  {
    key: 'securedBy',
    name: 'secured by',
    inverse: 'secures',
    impact: 'toSource',
    allowed: [{ from: 'ci', to: 'certificate' }],
  },
  // A lost backup or replica takes nothing down by itself.
  { key: 'backedUpBy', name: 'backed up by', inverse: 'backs up', impact: 'none' },
  { key: 'replicatesTo', name: 'replicates to', inverse: 'is a replica of', impact: 'none' },
  {
    key: 'coveredBy',
    name: 'covered by',
    inverse: 'covers',
    impact: 'none',
    allowed: [{ from: 'ci', to: 'contract' }],
  },
  { key: 'managedBy', name: 'managed by', inverse: 'manages', impact: 'none', allowed: [{ from: 'ci', to: 'team' }] },
];
