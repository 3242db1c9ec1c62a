/** What an import does with a row, and why. */
import { z } from 'zod';
import { CiRef } from '../../contract/ids';
import { ModelKey, RelationEnd } from './model-words';
import { RowReason } from './table';

export const Verdict = z.enum(['create', 'update', 'unchanged', 'reject']);
export type Verdict = z.output<typeof Verdict>;
export const VERDICTS = Verdict.options;

/** By the paths of a CI's history; `before` is null where there was nothing. */
export const RowChange = z.object({ path: z.string(), before: z.json(), after: z.json() });
export type RowChange = z.output<typeof RowChange>;

/** A change not made, because a more authoritative source wrote what stands there. */
export const Withheld = RowChange.extend({ keptFrom: z.string() });
export type Withheld = z.output<typeof Withheld>;

/** A relation that is made together with a later row of the file. */
export const PendingRelation = z.object({
  column: z.string(),
  name: z.string(),
  withRow: z.int(),
  type: ModelKey,
  /** The end at which the CI of this row stands. */
  end: RelationEnd,
});
export type PendingRelation = z.output<typeof PendingRelation>;

export const RowVerdict = z.object({
  row: z.int(),
  line: z.int(),
  verdict: Verdict,
  /** The CI it is about; null for a rejected row that names none. */
  ref: CiRef.nullable(),
  name: z.string().nullable(),
  classKey: z.string().nullable(),
  changes: z.array(RowChange),
  withheld: z.array(Withheld),
  pending: z.array(PendingRelation),
  reasons: z.array(RowReason),
  /** In the result of an import: what the dry run had said, where that was something else. */
  foreseen: Verdict.optional(),
});
export type RowVerdict = z.output<typeof RowVerdict>;

/** In the order of `VERDICTS`. */
export const Counts = z.object({ create: z.int(), update: z.int(), unchanged: z.int(), reject: z.int() });
export type Counts = z.output<typeof Counts>;

export const NO_ROWS: Counts = { create: 0, update: 0, unchanged: 0, reject: 0 };

export const countsOf = (verdicts: readonly Pick<RowVerdict, 'verdict'>[]): Counts =>
  verdicts.reduce((counts, { verdict }) => ({ ...counts, [verdict]: counts[verdict] + 1 }), NO_ROWS);

export const sumOf = (a: Counts, b: Counts): Counts => ({
  create: a.create + b.create,
  update: a.update + b.update,
  unchanged: a.unchanged + b.unchanged,
  reject: a.reject + b.reject,
});

/** Long texts are cut where they are only shown. */
const SHOWN = 500;

/** As it is stored: small enough that any row fits a page. */
export const forShow = (verdict: RowVerdict): RowVerdict => ({
  ...verdict,
  changes: verdict.changes.map((change) => ({ ...change, before: cut(change.before), after: cut(change.after) })),
  withheld: verdict.withheld.map((change) => ({ ...change, before: cut(change.before), after: cut(change.after) })),
});

const cut = (value: RowChange['before']): RowChange['before'] =>
  typeof value === 'string' && value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
