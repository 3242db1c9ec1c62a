/** Records kept in memory, newest last, within bounds: a site may run for days. */
export class Ring<T> {
  #items: { readonly item: T; readonly size: number }[] = [];
  #size = 0;
  readonly #bounds: RingBounds;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
  }

  /** Beyond either bound the older half goes, so that going costs next to nothing each time. */
  add(item: T, size: number): void {
    this.#items.push({ item, size });
    this.#size += size;
    while (this.#items.length > this.#bounds.items || (this.#size > this.#bounds.size && this.#items.length > 1)) {
      const gone = this.#items.splice(0, Math.ceil(this.#items.length / 2));
      for (const entry of gone) this.#size -= entry.size;
    }
  }

  items(): T[] {
    return this.#items.map(({ item }) => item);
  }
}

export interface RingBounds {
  readonly items: number;
  /** In whatever `add` counts: characters, here. */
  readonly size: number;
}
