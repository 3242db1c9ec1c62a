/**
 * Loading as much of the graph as a question needs, round by round: each round reads what the last one showed to be needed,
 * 25 CIs a request, until nothing is missing or a bound is reached. Then the answer says so, and what it has is true.
 */
import type { CiRef } from '../contract/ids';
import { toEpoch, type Clock, type Instant } from '../kernel/time';
import type { ClassCatalogue } from './class-catalogue';
import type { CiCard, GraphNodeRecord, GraphStore, Neighbour, NodePage, NodePlace } from './cmdb.ports';
import type { TruncatedAt } from './cmdb.shapes';
import { graphOf, type GraphEdge, type ImpactGraph } from './graph';
import { impactOf } from './impact';
import { edgesOf, graphNodeOf } from './relation-types';

export interface WalkLimits {
  readonly nodes: number;
  readonly requests: number;
  readonly milliseconds: number;
}

/** A page's function has 25 s (developer.atlassian.com/platform/forge/limits-invocation), and a store 4,000 reads a minute. */
export const WALK_LIMITS: WalkLimits = { nodes: 20_000, requests: 900, milliseconds: 15_000 };

export interface Loaded {
  readonly records: ReadonlyMap<CiRef, GraphNodeRecord>;
  readonly truncatedAt: TruncatedAt | null;
  readonly cost: { readonly nodes: number; readonly levels: number; readonly requests: number };
}

export interface WalkWorld {
  readonly graph: Pick<GraphStore, 'pages'>;
  readonly clock: Clock;
  readonly catalogue: ClassCatalogue;
}

/** What has been read, and what that took. */
export class Walk implements Loaded {
  readonly #records = new Map<CiRef, { readonly card: CiCard; readonly neighbours: Neighbour[] }>();
  /** Asked for and not there: deleted, or never a CI. */
  readonly #missing = new Set<CiRef>();
  /** The further pages of hubs that nobody has read yet. */
  readonly #unread = new Map<CiRef, readonly NodePlace[]>();
  readonly #since: Instant;
  readonly count = { requests: 0 };
  #limits: WalkLimits;
  #levels = 0;
  truncatedAt: TruncatedAt | null = null;

  constructor(
    readonly world: WalkWorld,
    limits: WalkLimits = WALK_LIMITS,
  ) {
    this.#limits = limits;
    this.#since = world.clock.now();
  }

  get records(): ReadonlyMap<CiRef, GraphNodeRecord> {
    return this.#records;
  }

  get cost(): Loaded['cost'] {
    return { nodes: this.#records.size, levels: this.#levels, requests: this.count.requests };
  }

  /** Goes on where it was cut off. */
  extend(limits: WalkLimits): void {
    this.#limits = limits;
    this.truncatedAt = null;
  }

  /** It is known whether there is such a CI, and what it is. */
  isSettled(ref: CiRef): boolean {
    return this.#records.has(ref) || this.#missing.has(ref);
  }

  /** Its relations are known, too. */
  isWhole(ref: CiRef): boolean {
    return this.isSettled(ref) && !this.#unread.has(ref);
  }

  /** Reads CIs with all their relations, as far as the bounds allow; false when nothing more may be read. */
  async read(wanted: Iterable<CiRef>): Promise<boolean> {
    const refs = [...wanted];
    // A second time for the further pages of hubs, of which the first page tells.
    while (refs.some((ref) => !this.isWhole(ref))) if (!(await this.round(refs, []))) return false;
    return true;
  }

  /**
   * One round: the CIs of `whole` with their relations, those of `cards` without; of hubs what is not known yet to be
   * there follows in the next round, so that it shares its requests.
   */
  async round(whole: Iterable<CiRef>, cards: Iterable<CiRef>): Promise<boolean> {
    const wanted = new Set(whole);
    const places = [...new Set([...wanted, ...cards])].flatMap((ref): readonly NodePlace[] => {
      if (!this.isSettled(ref)) return [{ ref, page: 0 }];
      return wanted.has(ref) ? (this.#unread.get(ref) ?? []) : [];
    });
    if (places.length === 0) return true;
    const allowed = this.#allowed(places);
    if (allowed.length > 0) this.#levels += 1;
    let done = 0;
    // In parts, so that a level of thousands is not begun when there is no time to end it.
    while (done < allowed.length && !this.#isSpent()) {
      const part = allowed.slice(done, done + PART);
      this.#take(part, await this.world.graph.pages(part, this.count));
      done += part.length;
    }
    return done === places.length || this.#cutOff(places.length - done);
  }

  /** The bound on CIs does not keep from the further pages of those that were read. */
  #allowed(places: readonly NodePlace[]): readonly NodePlace[] {
    if (this.#isSpent()) return [];
    const first = places.filter(({ page }) => page === 0).slice(0, this.#limits.nodes - this.#records.size);
    const further = places.filter(({ page }) => page > 0);
    return [...further, ...first].slice(0, (this.#limits.requests - this.count.requests) * PLACES_A_REQUEST);
  }

  #take(places: readonly NodePlace[], found: readonly (NodePage | undefined)[]): void {
    places.forEach(({ ref, page }, place) => {
      const read = found[place];
      if (page === 0) this.#takeFirst(ref, read);
      else {
        this.#records.get(ref)?.neighbours.push(...(read?.neighbours ?? []));
        const left = (this.#unread.get(ref) ?? []).filter((one) => one.page !== page);
        if (left.length === 0) this.#unread.delete(ref);
        else this.#unread.set(ref, left);
      }
    });
  }

  #takeFirst(ref: CiRef, read: NodePage | undefined): void {
    if (read?.card === undefined) return void this.#missing.add(ref);
    this.#records.set(ref, { card: read.card, neighbours: [...read.neighbours] });
    if (read.further > 0)
      this.#unread.set(
        ref,
        Array.from({ length: read.further }, (_, n) => ({ ref, page: n + 1 })),
      );
  }

  #cutOff(frontier: number): false {
    const reason = this.count.requests >= this.#limits.requests ? 'requests' : this.#isSpent() ? 'time' : 'nodes';
    this.truncatedAt = { reason, level: this.#levels, frontier };
    return false;
  }

  /** No request may follow. */
  #isSpent(): boolean {
    const taken = toEpoch(this.world.clock.now()) - toEpoch(this.#since);
    return this.count.requests >= this.#limits.requests || taken >= this.#limits.milliseconds;
  }

  /** Relations along which failure comes to the CI, or goes from it. */
  edgesAt(ref: CiRef): GraphEdge[] {
    const record = this.#records.get(ref);
    if (record === undefined) return [];
    return record.neighbours.flatMap(({ end, type, other }) => {
      const relationType = this.world.catalogue.relationTypes.get(type);
      if (relationType === undefined) return [];
      return edgesOf(end === 'from' ? { from: ref, type, to: other } : { from: other, type, to: ref }, relationType);
    });
  }

  consumersOf(ref: CiRef): CiRef[] {
    return this.edgesAt(ref).flatMap(({ supplier, consumer }) => (supplier === ref ? [consumer] : []));
  }

  suppliersOf(ref: CiRef): CiRef[] {
    return this.edgesAt(ref).flatMap(({ supplier, consumer }) => (consumer === ref ? [supplier] : []));
  }

  /** The loaded CIs, with the relations by which failure comes to those of `consumers`. */
  graphFor(consumers: Iterable<CiRef>): ImpactGraph {
    const { catalogue } = this.world;
    return graphOf({
      nodes: [...this.#records.values()].map(({ card }) =>
        graphNodeOf(catalogue, { ...card, redundancy: card.redundancy === null ? null : [...card.redundancy] }),
      ),
      edges: [...new Set(consumers)].flatMap((ref) => this.edgesAt(ref).filter(({ consumer }) => consumer === ref)),
      lineage: (classKey) => catalogue.lineage(classKey),
    });
  }

  isGrouped(ref: CiRef): boolean {
    const card = this.#records.get(ref)?.card;
    if (card === undefined) return false;
    return (card.redundancy ?? this.world.catalogue.classes.get(card.classKey)?.redundancy ?? []).length > 0;
  }
}

/** developer.atlassian.com/platform/forge/storage-reference/kvs-batch */
const PLACES_A_REQUEST = 25;
const PART = 500;

/**
 * What falls with the failed CIs, and what that depends on. Only what falls is followed: whoever redundancy saves is looked
 * at with its suppliers, and the walk ends there. More falls as more is known, never less, so that following it round by
 * round ends at the same set as if the whole graph had been there from the beginning.
 */
export async function loadImpact(walk: Walk, failed: readonly CiRef[]): Promise<ImpactGraph> {
  await walk.read(failed);
  const reached = new Set<CiRef>();
  for (;;) {
    const decided = [...reached].filter((ref) => isDecidable(walk, ref));
    const graph = walk.graphFor(decided);
    const fallen = [...failed, ...impactOf(graph, failed).impacted.map(({ ref }) => ref)];
    for (const ref of fallen) for (const consumer of walk.consumersOf(ref)) reached.add(consumer);
    // Of suppliers that nothing befell it only matters whether they are in service.
    const suppliers = [...reached].filter((ref) => walk.isGrouped(ref)).flatMap((ref) => walk.suppliersOf(ref));
    const isRead = [...reached].every((ref) => walk.isWhole(ref)) && suppliers.every((ref) => walk.isSettled(ref));
    const settled = [...reached].filter((ref) => isDecidable(walk, ref)).length;
    if (isRead && settled === decided.length) return graph;
    if (walk.truncatedAt !== null || !(await walk.round(reached, suppliers))) {
      return walk.graphFor([...reached].filter((ref) => isDecidable(walk, ref)));
    }
  }
}

/** A CI with redundancy rules is judged when all its suppliers are known: fewer would make its groups look smaller. */
const isDecidable = (walk: Walk, ref: CiRef): boolean =>
  walk.records.has(ref) &&
  walk.isWhole(ref) &&
  (!walk.isGrouped(ref) || walk.suppliersOf(ref).every((one) => walk.isSettled(one)));

/** Everything from which failure can come to a CI. */
export async function loadUpstream(walk: Walk, ref: CiRef): Promise<ImpactGraph> {
  let frontier = [ref];
  const looked = new Set<CiRef>();
  while (frontier.length > 0 && (await walk.read(frontier))) {
    for (const one of frontier) looked.add(one);
    frontier = [...new Set(frontier.flatMap((one) => walk.suppliersOf(one)))].filter((one) => !looked.has(one));
  }
  // Cut off, some CIs are known without all of their suppliers: their groups would look smaller than they are.
  return walk.graphFor([...walk.records.keys()].filter((one) => !walk.isGrouped(one) || isDecidable(walk, one)));
}

export type Direction = 'both' | 'dependencies' | 'suppliers' | 'consumers';

/**
 * The surroundings: how many steps each CI is away. What is beyond the bound is not read. `dependencies` are the suppliers'
 * suppliers and the consumers' consumers, without what merely shares a supplier or a location.
 */
export async function loadSurroundings(
  walk: Walk,
  refs: readonly CiRef[],
  levels: number,
  direction: Direction,
): Promise<ReadonlyMap<CiRef, number>> {
  const levelOf = new Map<CiRef, number>();
  const wave = (way: Exclude<Direction, 'dependencies'>) => ({
    way,
    seen: new Set<CiRef>(),
    frontier: [...new Set(refs)],
  });
  const waves = direction === 'dependencies' ? [wave('suppliers'), wave('consumers')] : [wave(direction)];
  for (let level = 0; level <= levels && waves.some(({ frontier }) => frontier.length > 0); level += 1) {
    await walk.read(waves.flatMap(({ frontier }) => frontier));
    for (const one of waves) {
      const found = one.frontier.filter((ref) => walk.records.has(ref));
      for (const ref of found) {
        one.seen.add(ref);
        levelOf.set(ref, Math.min(level, levelOf.get(ref) ?? level));
      }
      one.frontier = [...new Set(found.flatMap((ref) => nextTo(walk, ref, one.way)))].filter(
        (ref) => !one.seen.has(ref),
      );
    }
    if (walk.truncatedAt !== null) break;
  }
  return levelOf;
}

function nextTo(walk: Walk, ref: CiRef, direction: Exclude<Direction, 'dependencies'>): readonly CiRef[] {
  if (direction === 'suppliers') return walk.suppliersOf(ref);
  if (direction === 'consumers') return walk.consumersOf(ref);
  return walk.records.get(ref)?.neighbours.map(({ other }) => other) ?? [];
}
