/** A shop on two of three web servers behind one database, as the server answers about it. */
import type { CatalogueState, ImpactView, MapView, NodeView } from '../../../../../src/cmdb/cmdb.shapes';
import { CiRef } from '../../../../../src/contract/ids';
import { catalogue } from '../world';

export const AT = '2026-03-02T09:00:00.000Z';
type CiNode = Extract<NodeView, { kind: 'ci' }>;

const CLASSES = {
  server: { className: 'Server', icon: 'server' },
  application: { className: 'Application', icon: 'application' },
  service: { className: 'Business service', icon: 'business-service' },
  location: { className: 'Location', icon: 'location' },
} as const;

export function ci(ref: string, name: string, change: Partial<CiNode> = {}): CiNode {
  const classKey = Object.keys(CLASSES).find((key) => ref.startsWith(`${key}:`)) ?? 'server';
  const known = Object.entries(CLASSES).find(([key]) => key === classKey)?.[1] ?? CLASSES.server;
  return {
    kind: 'ci',
    id: ref,
    ref: CiRef.parse(ref),
    name,
    classKey,
    ...known,
    state: 'inUse',
    stateName: 'In use',
    inService: true,
    retired: false,
    environment: null,
    criticality: null,
    owner: null,
    service: classKey === 'service',
    ...change,
  };
}

export const restricted = (number = 1): NodeView => ({ kind: 'restricted', id: `restricted-${number}` });

export type EdgeOf = MapView['edges'][number];
export const runsOn = (from: string, to: string): EdgeOf => ({
  from,
  to,
  type: 'runsOn',
  label: 'runs on',
  impact: 'toSource',
});
export const backedUpBy = (from: string, to: string): EdgeOf => ({
  from,
  to,
  type: 'backedUpBy',
  label: 'backed up by',
  impact: 'none',
});

export function mapView(nodes: readonly NodeView[], edges: readonly EdgeOf[], change: Partial<MapView> = {}): MapView {
  const count = (id: string): number => edges.filter(({ from, to }) => from === id || to === id).length;
  return {
    asOf: AT,
    nodes: nodes.map((node, level) => ({ node, level, relations: count(node.id), expanded: false })),
    edges: [...edges],
    groups: [],
    truncatedAt: null,
    cost: { nodes: nodes.length, levels: 2, requests: 1 },
    ...change,
  };
}

export const SHOP = 'service:shop';
export const APP = 'application:shop-app';
export const WEB = ['server:web-1', 'server:web-2', 'server:web-3'] as const;

const rule = {
  group: { by: 'relationType', relationType: 'runsOn' },
  need: { kind: 'atLeast', count: 2 },
} as const;

/** The two web servers of the same name stand in different places. */
export const SHOP_NODES = [
  ci(APP, 'Shop app'),
  ci(SHOP, 'Online shop', { criticality: 1 }),
  ci(WEB[0], 'web'),
  ci(WEB[1], 'web'),
  ci(WEB[2], 'web-3', { state: 'maintenance', stateName: 'Maintenance', inService: false }),
];

export const shopMap = (change: Partial<MapView> = {}): MapView =>
  mapView(SHOP_NODES, [runsOn(SHOP, APP), ...WEB.map((web) => runsOn(APP, web))], {
    groups: [{ id: APP, rule, need: 2, inService: 3 }],
    ...change,
  });

/** One web server down: the application is left with two, which suffice. */
export const oneDown = (): ImpactView =>
  impact([WEB[0]], [], {
    spared: [{ id: APP, rule, failed: 1, remaining: 2, inService: 3, need: 2 }],
    counts: { impacted: 0, services: 0, spared: 1 },
  });

/** Two down: application and shop fall. */
export const twoDown = (): ImpactView =>
  impact(
    [WEB[0], WEB[1]],
    [
      {
        id: SHOP,
        service: true,
        distance: 2,
        via: { supplier: APP, relationType: 'runsOn' },
        because: { kind: 'direct' },
        path: [WEB[0], APP, SHOP],
      },
      {
        id: APP,
        service: false,
        distance: 1,
        via: { supplier: WEB[0], relationType: 'runsOn' },
        because: { kind: 'redundancy', rule, failed: 2, inService: 3, need: 2 },
        path: [WEB[0], APP],
      },
    ],
    { counts: { impacted: 2, services: 1, spared: 0 }, open: { issues: [], count: 3, jql: 'x = 1', cut: false } },
  );

export function impact(
  failed: readonly string[],
  impacted: ImpactView['impacted'],
  change: Partial<ImpactView> = {},
): ImpactView {
  return {
    asOf: AT,
    failed: [...failed],
    unknown: [],
    nodes: [...SHOP_NODES],
    impacted,
    spared: [],
    counts: { impacted: impacted.length, services: impacted.filter(({ service }) => service).length, spared: 0 },
    open: { issues: [], count: 0, jql: null, cut: false },
    truncatedAt: null,
    cost: { nodes: 5, levels: 2, requests: 1 },
    ...change,
  };
}

/** The pages' catalogue with a class of places. */
export function mapCatalogue(): CatalogueState {
  const known = catalogue();
  const [first] = known.classes;
  if (first === undefined) throw new Error('the catalogue has classes');
  const place = {
    ...first,
    key: 'location',
    name: 'Location',
    parent: 'ci',
    lineage: ['location', 'ci'],
    abstract: false,
  };
  const app = { ...first, key: 'application', name: 'Application', parent: 'ci', lineage: ['application', 'ci'] };
  return { ...known, classes: [...known.classes, place, app] };
}
