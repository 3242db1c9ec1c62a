/**
 * The whole graph in a few pages: what spreading failure depends on, without names, so that an analysis of 100,000 CIs takes
 * some fifty records instead of 4,000 requests. It is as old as its pages; what changed since is laid over it.
 */
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import type { ClassCatalogue } from './class-catalogue';
import type { CiCard, GraphNodeRecord } from './cmdb.ports';
import { graphOf, type GraphEdge, type ImpactGraph } from './graph';
import { Criticality, RedundancyRules, type RedundancyRule } from './model';
import { edgesOf, graphNodeOf } from './relation-types';

export interface SummaryNode extends Pick<CiCard, 'ref' | 'classKey' | 'state' | 'criticality'> {
  readonly redundancy: RedundancyRule[] | null;
  /** Relations of which it is the source. */
  readonly relations: readonly Outgoing[];
}

interface Outgoing {
  readonly type: string;
  readonly other: CiRef;
}

export type Summary = ReadonlyMap<CiRef, SummaryNode>;

/**
 * The graph as it is, from how it was and the CIs that changed since; null stands for one that is gone. A relation with a
 * changed CI stands if that CI has it.
 * @param complete whether these are all changes. Then CIs without relations are left out, for nothing spreads to or from
 * them; before, what they are related to may be still to come.
 */
export function updated(
  summary: Summary,
  changes: ReadonlyMap<CiRef, GraphNodeRecord | null>,
  complete: boolean,
): Summary {
  const told = incomingOf(changes);
  const stands = (ref: CiRef, { type, other }: Outgoing): boolean =>
    !changes.has(other) || told.has(relationText(ref, type, other));
  const nodes: SummaryNode[] = [];
  for (const node of summary.values())
    if (!changes.has(node.ref))
      nodes.push({ ...node, relations: node.relations.filter((relation) => stands(node.ref, relation)) });
  for (const record of changes.values()) if (record !== null) nodes.push(summaryNode(record));
  const related = new Set(nodes.flatMap(({ relations }) => relations.map(({ other }) => other)));
  return new Map(
    nodes
      .filter(({ ref, relations }) => !complete || relations.length > 0 || related.has(ref))
      .map((node): [CiRef, SummaryNode] => [node.ref, node]),
  );
}

const relationText = (from: CiRef, type: string, to: CiRef): string => `${from}#${type}#${to}`;

/** The relations of which changed CIs are the target. */
function incomingOf(changes: ReadonlyMap<CiRef, GraphNodeRecord | null>): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const [ref, record] of changes)
    for (const { end, type, other } of record?.neighbours ?? [])
      if (end === 'to') texts.add(relationText(other, type, ref));
  return texts;
}

const summaryNode = ({ card, neighbours }: GraphNodeRecord): SummaryNode => ({
  ref: card.ref,
  classKey: card.classKey,
  state: card.state,
  criticality: card.criticality,
  redundancy: card.redundancy === null ? null : [...card.redundancy],
  relations: neighbours.flatMap(({ end, type, other }) => (end === 'from' ? [{ type, other }] : [])),
});

export function graphOfSummary(summary: Summary, catalogue: ClassCatalogue): ImpactGraph {
  const edges: GraphEdge[] = [];
  for (const { ref, relations } of summary.values())
    for (const { type, other } of relations) {
      const relationType = catalogue.relationTypes.get(type);
      if (relationType !== undefined) edges.push(...edgesOf({ from: ref, type, to: other }, relationType));
    }
  const nodes = Array.from(summary.values(), (node) => graphNodeOf(catalogue, node));
  return graphOf({ nodes, edges, lineage: (classKey) => catalogue.lineage(classKey) });
}

/**
 * A page as it is stored. Numbers are in base 36 and separated by blanks, in one text, because reading a million of them one
 * by one as JSON takes seconds: for each ref its class, state, criticality (0 for none), redundancy (1 and up; 0 for its
 * class's) and number of relations, then of each relation the type and the other CI, counted through all pages. Refs of CIs
 * that are not in the summary (yet) follow on pages without numbers.
 */
export const SummaryPage = z.object({
  /** The same on all pages that belong together. */
  stamp: z.string(),
  classes: z.array(z.string()),
  states: z.array(z.string()),
  types: z.array(z.string()),
  redundancies: z.array(RedundancyRules),
  refs: z.string(),
  numbers: z.string(),
});
export type SummaryPage = z.output<typeof SummaryPage>;

/** 25 pages are read in one request, whose answer should stay below the 4 MB that a batch may write. */
const PAGE_BYTES = 140_000;

export function pagesOf(summary: Summary, stamp: string): SummaryPage[] {
  const places = new Map([...summary.keys()].map((ref, place) => [ref, place]));
  const pages: SummaryPage[] = [];
  let page = new PageWriter(places);
  const turn = (fullAt: number): void => {
    if (page.bytes < fullAt) return;
    pages.push(page.written(stamp));
    page = new PageWriter(places);
  };
  for (const node of summary.values()) {
    page.add(node);
    turn(PAGE_BYTES);
  }
  turn(1);
  for (const ref of [...places.keys()].slice(summary.size)) {
    page.name(ref);
    turn(PAGE_BYTES);
  }
  turn(1);
  return pages;
}

class PageWriter {
  readonly #classes = new Table();
  readonly #states = new Table();
  readonly #types = new Table();
  readonly #redundancies = new Table();
  readonly #rules: RedundancyRule[][] = [];
  readonly #refs: CiRef[] = [];
  readonly #numbers: string[] = [];
  bytes = 0;

  /** @param places by ref; who is related to and not there is added. */
  constructor(readonly places: Map<CiRef, number>) {}

  add({ ref, classKey, state, criticality, redundancy, relations }: SummaryNode): void {
    const pairs = relations.flatMap(({ type, other }) => {
      const place = this.places.get(other) ?? this.places.size;
      this.places.set(other, place);
      return [this.#types.placeOf(type), place];
    });
    const numbers = [
      this.#classes.placeOf(classKey),
      this.#states.placeOf(state),
      criticality ?? 0,
      redundancy === null ? 0 : this.#rule(redundancy) + 1,
      relations.length,
      ...pairs,
    ];
    const text = numbers.map((one) => one.toString(36)).join(' ');
    this.#refs.push(ref);
    this.#numbers.push(text);
    this.bytes += ref.length + text.length + 2;
  }

  name(ref: CiRef): void {
    this.#refs.push(ref);
    this.bytes += ref.length + 1;
  }

  #rule(redundancy: RedundancyRule[]): number {
    const text = JSON.stringify(redundancy);
    const place = this.#redundancies.placeOf(text);
    if (place === this.#rules.length) {
      this.#rules.push(redundancy);
      this.bytes += text.length;
    }
    return place;
  }

  written(stamp: string): SummaryPage {
    return {
      stamp,
      classes: this.#classes.entries,
      states: this.#states.entries,
      types: this.#types.entries,
      redundancies: this.#rules,
      refs: this.#refs.join(' '),
      numbers: this.#numbers.join(' '),
    };
  }
}

/** Texts by number, each once. */
class Table {
  readonly #places = new Map<string, number>();

  placeOf(text: string): number {
    const place = this.#places.get(text) ?? this.#places.size;
    this.#places.set(text, place);
    return place;
  }

  get entries(): string[] {
    return [...this.#places.keys()];
  }
}

/** Undefined when pages don't belong together, or are not what this version of the app writes. */
export function summaryOf(documents: readonly unknown[], stamp: string): Summary | undefined {
  const pages = documents.flatMap((document) => SummaryPage.safeParse(document).data ?? []);
  if (pages.length !== documents.length || pages.some((page) => page.stamp !== stamp)) return undefined;
  const refs = pages.flatMap((page) => (page.refs === '' ? [] : page.refs.split(' ')));
  if (!refs.every((ref): ref is CiRef => CiRef.safeParse(ref).success)) return undefined;
  const nodes = new Map<CiRef, SummaryNode>();
  for (const page of pages) for (const node of nodesOf(page, refs, nodes.size)) nodes.set(node.ref, node);
  return nodes;
}

function* nodesOf(page: SummaryPage, refs: readonly CiRef[], first: number): Generator<SummaryNode> {
  const numbers = page.numbers === '' ? [] : page.numbers.split(' ');
  let place = 0;
  const next = (): number => Number.parseInt(numbers[place++] ?? '', 36);
  for (let ref = first; place < numbers.length; ref += 1) {
    const [classKey, state, criticality, rule, count] = [next(), next(), next(), next(), next()];
    yield {
      ref: entry(refs, ref),
      classKey: entry(page.classes, classKey),
      state: entry(page.states, state),
      criticality: criticality === 0 ? null : Criticality.parse(criticality),
      redundancy: rule === 0 ? null : entry(page.redundancies, rule - 1),
      relations: Array.from({ length: count }, () => ({ type: entry(page.types, next()), other: entry(refs, next()) })),
    };
  }
}

function entry<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`a page of the graph's summary names ${place} of ${list.length}`);
  return found;
}
