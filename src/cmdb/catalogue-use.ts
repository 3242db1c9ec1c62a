/** How much of the present data rests on the catalogue, counted CI by CI. */
import { z } from 'zod';
import type { CatalogueUse } from './catalogue-lint';
import type { Neighbour } from './cmdb.ports';
import type { Ci } from './model';

const Counts = z.record(z.string(), z.int());

/** As an examination keeps it from one step to the next. */
export const CountedUse = z.object({ classes: Counts, attributes: Counts, states: Counts, relationTypes: Counts });
export type CountedUse = z.output<typeof CountedUse>;

export class UseCounter {
  readonly #counts: Readonly<Record<keyof CatalogueUse, Map<string, number>>>;

  /** Goes on from what was counted before. */
  constructor(before: CatalogueUse) {
    this.#counts = {
      classes: new Map(Object.entries(before.classes)),
      attributes: new Map(Object.entries(before.attributes)),
      states: new Map(Object.entries(before.states)),
      relationTypes: new Map(Object.entries(before.relationTypes)),
    };
  }

  /** A relation is counted where it starts. */
  add(ci: Pick<Ci, 'classKey' | 'state' | 'attributes'>, neighbours: readonly Pick<Neighbour, 'end' | 'type'>[]): void {
    this.#count('classes', ci.classKey);
    this.#count('states', `${ci.classKey}.${ci.state}`);
    for (const key of Object.keys(ci.attributes)) this.#count('attributes', `${ci.classKey}.${key}`);
    for (const { end, type } of neighbours) if (end === 'from') this.#count('relationTypes', type);
  }

  #count(what: keyof CatalogueUse, key: string): void {
    this.#counts[what].set(key, (this.#counts[what].get(key) ?? 0) + 1);
  }

  get use(): CountedUse {
    const { classes, attributes, states, relationTypes } = this.#counts;
    return {
      classes: Object.fromEntries(classes),
      attributes: Object.fromEntries(attributes),
      states: Object.fromEntries(states),
      relationTypes: Object.fromEntries(relationTypes),
    };
  }
}
