/** Nodes of an answer, under names that tell nothing of CIs closed to the reader. */
import type { CiRef } from '../contract/ids';
import type { GraphNodeRecord } from './cmdb.ports';
import type { NodeView } from './cmdb.shapes';
import { SERVICE_CLASS } from './graph';
import { briefOf, type Reading } from './reading';

export class NodeNames {
  readonly #names = new Map<CiRef, string>();
  readonly #views = new Map<string, NodeView>();
  #restricted = 0;

  constructor(
    readonly reading: Reading,
    readonly records: ReadonlyMap<CiRef, GraphNodeRecord>,
  ) {}

  /** The name of a CI within the answer; what is named is among `views`. */
  id(ref: CiRef): string {
    const known = this.#names.get(ref);
    if (known !== undefined) return known;
    const view = this.#made(ref);
    this.#names.set(ref, view.id);
    this.#views.set(view.id, view);
    return view.id;
  }

  viewOf(ref: CiRef): NodeView {
    const view = this.#views.get(this.id(ref));
    if (view === undefined) throw new Error('what is named has a view');
    return view;
  }

  isRestricted(ref: CiRef): boolean {
    const card = this.records.get(ref)?.card;
    return card === undefined || !this.reading.mayRead(card.classKey);
  }

  get views(): NodeView[] {
    return [...this.#views.values()];
  }

  #made(ref: CiRef): NodeView {
    const card = this.records.get(ref)?.card;
    if (card === undefined || this.isRestricted(ref)) {
      this.#restricted += 1;
      return { kind: 'restricted', id: `restricted-${this.#restricted}` };
    }
    const { catalogue } = this.reading;
    return { kind: 'ci', id: ref, ...briefOf(catalogue, card), service: catalogue.isA(card.classKey, SERVICE_CLASS) };
  }
}
