/**
 * Puts a landscape into a site's store in one go: the records that the app's own code makes for CIs, words and nodes, without
 * the requests that making each of them takes. History and relations as records of their own are left out: neither search
 * nor impact nor panel reads them.
 */
import { join } from 'node:path';
import { Installations } from '../emulator/forge/installation';
import { entitySpace, KvsStore } from '../emulator/forge/kvs/store';
import { loadManifest } from '../emulator/forge/manifest';
import { APP_ROOT, type Site } from '../emulator/site';
import type { GraphInput, GraphNode } from '../src/cmdb/graph';
import type { Neighbour } from '../src/cmdb/cmdb.ports';
import { Ci } from '../src/cmdb/model';
import type { CiRef } from '../src/contract/ids';
import { cardOf, ciRecord, wordOperations } from '../src/forge/entities/cmdb-ci-records';
import { panelCardOf } from '../src/forge/entities/cmdb-cards';
import { cardEntity, ciEntity, nodeEntity } from '../src/forge/entities/cmdb-entities';
import {
  NEIGHBOURS_ON_A_PAGE,
  NEIGHBOURS_ON_FIRST_PAGE,
  neighbourText,
  nodeKey,
} from '../src/forge/entities/cmdb-node-pages';
import { creating, type Operation } from '../src/forge/entities/records';

const HOUR = 3_600_000;

export function loadLandscape(site: Site, { nodes, edges }: GraphInput): void {
  const installation = new Installations(site.db).current();
  if (installation === undefined) throw new Error('the app is not installed');
  const store = new KvsStore(site.db, installation.id);
  const entities = new Map(
    loadManifest(join(APP_ROOT, 'manifest.yml')).entities.map((entity) => [entity.name, entity]),
  );
  const now = site.clock.now();
  // One after the other, as an import makes them, and long enough ago to be settled.
  const madeAt = (place: number): string => new Date(now - HOUR + place * 10).toISOString();
  const neighbours = neighboursOf(edges);
  store.atomically(() => {
    for (const [place, node] of nodes.entries())
      for (const { entity, key, becomes } of operationsFor(node, neighbours.get(node.ref) ?? [], madeAt(place)))
        store.set(entitySpace(entity), key, JSON.stringify(becomes), now, undefined, entities.get(entity));
  });
}

/** Each relation once, none of a CI with itself. */
function neighboursOf(edges: GraphInput['edges']): ReadonlyMap<CiRef, string[]> {
  const known = new Set<string>();
  const neighbours = new Map<CiRef, string[]>();
  const add = (ref: CiRef, neighbour: Neighbour): void => {
    const texts = neighbours.get(ref) ?? [];
    texts.push(neighbourText(neighbour));
    neighbours.set(ref, texts);
  };
  for (const { consumer, supplier, relationType: type } of edges) {
    const id = `${consumer}#${type}#${supplier}`;
    if (consumer === supplier || known.has(id)) continue;
    known.add(id);
    add(consumer, { end: 'from', type, other: supplier });
    add(supplier, { end: 'to', type, other: consumer });
  }
  return neighbours;
}

function operationsFor(node: GraphNode, neighbours: readonly string[], at: string): Operation[] {
  const ci = ciOf(node, at);
  const write = {
    ci,
    keys: [],
    searchable: [],
    history: { ref: ci.ref, at, by: null, source: 'manual', before: null, after: {} },
  };
  const words = wordOperations(write, ci.ref, 0);
  const rest = neighbours.slice(NEIGHBOURS_ON_FIRST_PAGE);
  const pages = Array.from({ length: Math.ceil(rest.length / NEIGHBOURS_ON_A_PAGE) }, (_, page) =>
    rest.slice(page * NEIGHBOURS_ON_A_PAGE, (page + 1) * NEIGHBOURS_ON_A_PAGE),
  );
  return [
    creating(ciEntity, ci.ref, ciRecord(write, words.length)),
    ...words,
    creating(cardEntity, ci.ref, { card: panelCardOf(ci), changedAt: at }),
    creating(nodeEntity, ci.ref, {
      card: cardOf(ci),
      morePages: pages.length,
      neighbours: neighbours.slice(0, NEIGHBOURS_ON_FIRST_PAGE),
      changedAt: at,
    }),
    ...pages.map((page, number) =>
      creating(nodeEntity, nodeKey(ci.ref, number + 1), { neighbours: page, changedAt: at }),
    ),
  ];
}

const ciOf = ({ ref, classKey, inService, criticality, rules }: GraphNode, at: string): Ci =>
  Ci.parse({
    ref,
    classKey,
    name: ref.replace(/^.*:n-/, `${classKey.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} `),
    state: inService ? 'inUse' : 'planned',
    environment: 'production',
    criticality,
    owner: null,
    supportGroup: null,
    location: null,
    cost: null,
    attributes: {},
    identifiers: [],
    redundancy: [...rules],
    sources: {},
    attestedAt: null,
    attestedBy: null,
    createdAt: at,
    updatedAt: at,
  });
