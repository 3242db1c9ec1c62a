/**
 * The rows that are about each CI, in the order in which they were done, and what they say together. It is put together once
 * and not again for every row: a file may name one CI in thousands of rows, each of which relates it to another.
 */
import type { CiRef } from '../../contract/ids';
import type { StoredCi } from '../cmdb.ports';
import type { CiContent } from '../model';

type Values = ReadonlyMap<string, string | null>;

interface About {
  readonly rows: number[];
  /** What the rows looked at so far say first of each path, and the place of the row that does. */
  readonly said: Map<string, { readonly text: string; readonly place: number }>;
  looked: number;
  made: Made | undefined;
}

/** What the first `rows` rows make of the CI at a version of it; of a CI that is not there when `version` is absent. */
interface Made {
  readonly version: number | undefined;
  readonly rows: number;
  readonly content: CiContent | undefined;
}

export class RowsAbout {
  readonly #about = new Map<CiRef, About>();

  clear(): void {
    this.#about.clear();
  }

  add(ref: CiRef, row: number): void {
    const about: About = this.#about.get(ref) ?? { rows: [], said: new Map(), looked: 0, made: undefined };
    about.rows.push(row);
    this.#about.set(ref, about);
  }

  /**
   * The first row about the CI that says something else than `values`; rows may repeat one another and add, but rows that
   * contradict are never added.
   * @param valuesOf what a row says, by its number.
   */
  contradicting(ref: CiRef, values: Values, valuesOf: (row: number) => Values): number | undefined {
    const about = this.#about.get(ref);
    if (about === undefined) return undefined;
    for (; about.looked < about.rows.length; about.looked += 1) {
      const row = about.rows[about.looked];
      if (row === undefined) break;
      for (const [path, text] of valuesOf(row))
        if (text !== null && !about.said.has(path)) about.said.set(path, { text: text.trim(), place: about.looked });
    }
    const places = [...values].flatMap(([path, text]) => {
      const said = about.said.get(path);
      return said === undefined || text === null || said.text === text.trim() ? [] : [said.place];
    });
    return places.length === 0 ? undefined : about.rows[Math.min(...places)];
  }

  /**
   * The CI as the rows would leave it.
   * @param stored as it is now; undefined when it is not there.
   * @param contentOf what a row makes of a CI; undefined when that is no good CI, and the row changes nothing.
   */
  content(
    ref: CiRef,
    stored: StoredCi | undefined,
    contentOf: (row: number, before: CiContent | undefined) => CiContent | undefined,
  ): CiContent | undefined {
    const about = this.#about.get(ref);
    if (about === undefined) return stored?.ci;
    const known = about.made?.version === stored?.version ? about.made : undefined;
    let content = known === undefined ? stored?.ci : known.content;
    for (const row of about.rows.slice(known?.rows ?? 0)) content = contentOf(row, content) ?? content;
    about.made = { version: stored?.version, rows: about.rows.length, content };
    return content;
  }
}
