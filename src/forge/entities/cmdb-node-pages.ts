/**
 * The pages of nodes as they are changed together: read, changed in memory, and written in one transaction. A hub's
 * relations fill page after page, each a record of about 10 KB, so that one more relation costs one small write.
 */
import type { Neighbour } from '../../cmdb/cmdb.ports';
import type { CiRef } from '../../contract/ids';
import { CiRef as Ref } from '../../contract/ids';
import { changePlace, type NodeRecord } from './cmdb-ci-records';
import { nodeEntity } from './cmdb-entities';
import { creating, expecting, placeOf, updating, type Operation, type ReadCount, type Records } from './records';
import type { Versioned } from './table';

/** A relation takes about 40 bytes; requests are counted in steps of 10 KB (…/limits-kvs-ce/#10kbsizing). */
export const NEIGHBOURS_ON_FIRST_PAGE = 100;
export const NEIGHBOURS_ON_A_PAGE = 200;

export const nodeKey = (ref: CiRef, page: number): string => (page === 0 ? ref : `${ref}#${page}`);

export const neighbourText = ({ end, type, other }: Neighbour): string =>
  `${end === 'from' ? '>' : '<'}${type}#${other}`;

export function neighbourOf(text: string): Neighbour {
  const hash = text.indexOf('#');
  return {
    end: text.startsWith('>') ? 'from' : 'to',
    type: text.slice(1, hash),
    other: Ref.parse(text.slice(hash + 1)),
  };
}

interface PageState {
  readonly key: string;
  readonly ref: CiRef;
  readonly page: number;
  readonly before: Versioned<NodeRecord> | undefined;
  value: NodeRecord;
  dirty: boolean;
}

export class NodePages {
  readonly #pages = new Map<string, PageState>();
  readonly #places = new Map<string, string>();

  constructor(readonly records: Records) {}

  /** One request for 25 pages that are not known yet. */
  async load(wanted: readonly { readonly ref: CiRef; readonly page: number }[], count?: ReadCount): Promise<void> {
    const missing = wanted.filter(({ ref, page }) => !this.#pages.has(nodeKey(ref, page)));
    if (missing.length === 0) return;
    const found = await this.records.read(
      missing.map(({ ref, page }) => placeOf(nodeEntity, nodeKey(ref, page))),
      count,
    );
    for (const { ref, page } of missing) {
      const key = nodeKey(ref, page);
      const before = found.of(nodeEntity, key);
      if (before !== undefined) this.#pages.set(key, { key, ref, page, before, value: before.value, dirty: false });
    }
  }

  /** Where the next relation of each goes. */
  async loadLast(refs: readonly CiRef[]): Promise<void> {
    await this.load(refs.map((ref) => ({ ref, page: 0 })));
    await this.load(refs.map((ref) => ({ ref, page: this.#lastPage(ref) })).filter(({ page }) => page > 0));
  }

  /** Everything that is written together and changed at one instant has one place among changes. */
  #placeOf(at: string): string {
    const known = this.#places.get(at) ?? changePlace(at);
    this.#places.set(at, known);
    return known;
  }

  #lastPage(ref: CiRef): number {
    return this.first(ref)?.morePages ?? 0;
  }

  first(ref: CiRef): NodeRecord | undefined {
    return this.#pages.get(ref)?.value;
  }

  /** It exists and is not being deleted. */
  isOpen(ref: CiRef): boolean {
    const first = this.first(ref);
    return first !== undefined && first.closed !== true;
  }

  /** Adds to the last page, opening another when it is full; which one it is. */
  add(ref: CiRef, neighbour: Neighbour, at: string): number {
    const page = this.#lastPage(ref);
    const state = this.#pages.get(nodeKey(ref, page));
    if (state === undefined) throw new Error(`page ${page} of ${ref} is not loaded`);
    const room = page === 0 ? NEIGHBOURS_ON_FIRST_PAGE : NEIGHBOURS_ON_A_PAGE;
    const text = neighbourText(neighbour);
    if (state.value.neighbours.length < room) {
      this.#change(state, {
        ...state.value,
        neighbours: [...state.value.neighbours, text],
        changedAt: this.#placeOf(at),
      });
      return page;
    }
    const first = this.#pages.get(ref);
    if (first === undefined) throw new Error(`${ref} is not loaded`);
    this.#change(first, { ...first.value, morePages: page + 1 });
    const key = nodeKey(ref, page + 1);
    const value = { neighbours: [text], changedAt: this.#placeOf(at) };
    this.#pages.set(key, { key, ref, page: page + 1, before: undefined, value, dirty: true });
    return page + 1;
  }

  remove(ref: CiRef, page: number, neighbour: Neighbour, at: string): void {
    const state = this.#pages.get(nodeKey(ref, page));
    if (state === undefined) return;
    const text = neighbourText(neighbour);
    const neighbours = state.value.neighbours.filter((one) => one !== text);
    this.#change(state, { ...state.value, neighbours, changedAt: this.#placeOf(at) });
  }

  #change(state: PageState, value: NodeRecord): void {
    state.value = value;
    state.dirty = true;
  }

  /** The first page of a CI is expected to be as it was read even when only another one changes: it says whether it is open. */
  operations(): Operation[] {
    const changed = [...this.#pages.values()].filter(({ dirty }) => dirty);
    const touched = new Set(changed.map(({ ref }) => ref));
    const guards = [...this.#pages.values()].filter(({ page, dirty, ref }) => page === 0 && !dirty && touched.has(ref));
    return [
      ...changed.map(({ key, before, value }) =>
        before === undefined ? creating(nodeEntity, key, value) : updating(nodeEntity, key, before.version, value),
      ),
      ...guards.flatMap(({ key, before }) =>
        before === undefined ? [] : [expecting(nodeEntity, key, before.version)],
      ),
    ];
  }
}
