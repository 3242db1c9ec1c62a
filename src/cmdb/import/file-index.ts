/**
 * How the rows of one file refer to one another: by reference, by a source's key, by name. Made of the file alone, so that
 * an import that goes on after a crash sees the same.
 */
import type { NamedBy } from './mapping';
import { fold } from '../words';
import type { MappedRow } from './map-row';

const sourceKey = (source: string, key: string): string => `${source}\u0000${key}`;

export class RowIndex {
  readonly #refs = new Map<string, number[]>();
  readonly #keys = new Map<string, number[]>();
  readonly #names = new Map<string, number[]>();

  add({ row, ref, keys, values }: MappedRow): void {
    if (ref !== undefined) note(this.#refs, ref, row);
    for (const { source, key } of keys) note(this.#keys, sourceKey(source, key), row);
    const name = values.get('name');
    if (typeof name === 'string') note(this.#names, fold(name), row);
  }

  /** Rows that are called so, first row first; several rows may be about one CI. */
  rowsNamed(name: string, by: NamedBy, source: string): readonly number[] {
    const byRef = by === 'any' || by === 'ref' ? this.#refs.get(name) : undefined;
    const byKey = by === 'any' || by === 'key' ? this.#keys.get(sourceKey(source, name)) : undefined;
    const byName = by === 'any' || by === 'name' ? this.#names.get(fold(name)) : undefined;
    return byRef ?? byKey ?? byName ?? [];
  }
}

function note(index: Map<string, number[]>, key: string, row: number): void {
  const rows = index.get(key);
  if (rows === undefined) index.set(key, [row]);
  else rows.push(row);
}

/**
 * Rows such that what a row relates to comes before it. In a circle the row that the file has first comes last, and its
 * relations are made then, when every other end exists. Otherwise the file's order stays.
 * @param dependencies by row number, from 1 to `count`.
 */
export function applicationOrder(count: number, dependencies: (row: number) => readonly number[]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(count + 1);
  for (let start = 1; start <= count; start += 1) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const path = [{ row: start, left: [...dependencies(start)] }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.left.shift();
      if (next === undefined) {
        order.push(top.row);
        path.pop();
      } else if (seen[next] !== 1) {
        seen[next] = 1;
        path.push({ row: next, left: [...dependencies(next)] });
      }
    }
  }
  return order;
}
