/** What JQL can do with a field, in terms of the row `i` of the table `issue`. */
import type { Bind, Comparison, Sql } from './sql';

/** The values functions return and fields take; a function fits the fields of its kind. */
export type ValueKind = 'user' | 'instant' | 'issue' | 'project' | 'issuetype' | 'other';

/** `=`, `!=`, `in` and `not in`. */
export interface Members {
  /** At least one of the field's values is among these. */
  any(values: readonly Bind[]): Sql;
}

/** `<`, `<=`, `>` and `>=`. */
export interface Range {
  compare(operator: Comparison, value: Bind): Sql;
}

/** `was` and `changed`. */
export interface History {
  readonly fieldId: string;
  /** The current value as the changelog writes it. */
  readonly current: Sql;
}

export interface JqlField {
  /** How messages name it: as the query wrote it. */
  readonly label: string;
  readonly kind: ValueKind;
  readonly empty: Sql;
  /** The stored values a literal stands for. Throws `JqlProblem` for a value that does not exist. */
  resolve(text: string): readonly Bind[];
  /** A function's instant as this field stores dates; the identity where absent. */
  readonly fromInstant?: (instant: number) => Bind;
  readonly members?: Members;
  readonly range?: Range;
  /** `~` and `!~`. */
  readonly text?: (query: string) => Sql;
  readonly history?: History;
  /** Sort keys for ascending order; NULL sorts as larger than everything. Absent: can't be sorted by. */
  readonly order?: readonly Sql[];
  /** ORDER BY without a direction goes down: newest first, highest first. */
  readonly descends?: boolean;
}
