/**
 * What a run knows of the rows it has done: which CI each is about, and in a dry run what they would have made. It is made
 * again from the stored verdicts when a run goes on after a crash.
 */
import type { CiRef } from '../../contract/ids';
import type { CiKey } from '../cmdb.ports';
import type { RelationEnds } from '../model';
import { RowsAbout } from './rows-about';
import type { RowVerdict } from './verdict';

/** `end` is where `ref` stands. */
export const endsOf = (ref: CiRef, type: string, end: 'from' | 'to', other: CiRef): RelationEnds =>
  end === 'from' ? { from: ref, type, to: other } : { from: other, type, to: ref };

/** What a row left to be made with a later one; `end` is where its own CI stands. */
interface Left {
  readonly row: number;
  readonly ref: CiRef;
  readonly type: string;
  readonly end: 'from' | 'to';
}

export type RowFate = CiRef | 'rejected' | 'ahead';

export class RunState {
  readonly #fates = new Map<number, CiRef | 'rejected'>();
  readonly about = new RowsAbout();
  /** CIs that a dry run would have made, by the keys they would hold, and their classes. */
  readonly #planned = new Map<string, CiRef[]>();
  readonly #classes = new Map<CiRef, string>();
  readonly #left = new Map<number, Left[]>();
  /** Rows that fall because a row they relate to does. */
  #doomed: ReadonlySet<number>;

  constructor(doomed: Iterable<number> = []) {
    this.#doomed = new Set(doomed);
  }

  /** Forgets everything, and from now on knows these rows to fall. */
  restart(doomed: Iterable<number>): void {
    this.#doomed = new Set(doomed);
    for (const known of [this.#fates, this.about, this.#planned, this.#classes, this.#left]) known.clear();
  }

  /** Rows that counted on a later row which is rejected after all, beside those known to fall. */
  fallen(): number[] {
    const rejected = [...this.#left].filter(([withRow]) => this.fateOf(withRow) === 'rejected');
    return [...new Set(rejected.flatMap(([, left]) => left.map(({ row }) => row)))].filter(
      (row) => this.fateOf(row) !== 'rejected',
    );
  }

  isDoomed(row: number): boolean {
    return this.#doomed.has(row);
  }

  fateOf(row: number): RowFate {
    return this.#doomed.has(row) ? 'rejected' : (this.#fates.get(row) ?? 'ahead');
  }

  note({ row, verdict, ref, pending }: RowVerdict): void {
    if (verdict === 'reject' || ref === null) return void this.#fates.set(row, 'rejected');
    this.#fates.set(row, ref);
    this.about.add(ref, row);
    for (const { withRow, type, end } of pending) {
      const left = this.#left.get(withRow) ?? [];
      left.push({ row, ref, type, end });
      this.#left.set(withRow, left);
    }
  }

  /** What earlier rows left to be made with this one, whose CI is `own`. */
  leftTo(row: number, own: CiRef): RelationEnds[] {
    return (this.#left.get(row) ?? []).map(({ ref, type, end }) => endsOf(ref, type, end, own));
  }

  plan(ref: CiRef, classKey: string, keys: readonly CiKey[]): void {
    this.#classes.set(ref, classKey);
    for (const { text } of keys) this.#planned.set(text, [...new Set([...(this.#planned.get(text) ?? []), ref])]);
  }

  plannedHolders({ text }: CiKey): readonly CiRef[] {
    return this.#planned.get(text) ?? [];
  }

  plannedClass(ref: CiRef): string | undefined {
    return this.#classes.get(ref);
  }

  isPlanned(ref: CiRef): boolean {
    return this.#classes.has(ref);
  }
}
