/** What the columns of a file mean. */
import { z } from 'zod';
import { CommonFieldName, ModelKey, RelationEnd, SourceName } from './model-words';

/** How a cell names another CI: by its reference, its name, or the key its source knows it by; `any` tries them in this order. */
export const NamedBy = z.enum(['any', 'ref', 'key', 'name']);
export type NamedBy = z.output<typeof NamedBy>;

const Separator = z.string().min(1).max(3);

export const Target = z.discriminatedUnion('to', [
  z.object({ to: z.literal('ref') }),
  z.object({ to: z.literal('class') }),
  z.object({ to: z.literal('field'), field: CommonFieldName }),
  z.object({ to: z.literal('attribute'), attribute: ModelKey }),
  /** The key by which a source knows the CI: the import's own source unless another is named. */
  z.object({ to: z.literal('key'), source: SourceName.optional() }),
  /** Keys of any sources, as the export writes them: `CMT=4711;AWS=i-0ab`. */
  z.object({ to: z.literal('keys') }),
  z.object({ to: z.literal('redundancy') }),
  /** Names other CIs. `end` is the end of the relation at which the row's own CI stands. */
  z.object({
    to: z.literal('relation'),
    type: ModelKey,
    end: RelationEnd,
    by: NamedBy.default('any'),
    /** Absent: one CI a cell. */
    separator: Separator.optional(),
  }),
]);
export type Target = z.output<typeof Target>;

export const ColumnMapping = z.object({
  column: z.string().min(1).max(500),
  target: Target,
  /** What an empty cell means: nothing said (`keep`), or that the CI shall have no value (`clear`). */
  whenEmpty: z.enum(['keep', 'clear']).default('keep'),
});
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** How the file writes numbers and dates. */
export const Notation = z.object({
  decimal: z.enum(['.', ',']).default('.'),
  date: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
});
export type Notation = z.output<typeof Notation>;

export const CiMapping = z.object({
  kind: z.literal('cis'),
  /** Who says so: the name under which precedence ranks it and history shows it. */
  source: SourceName,
  /** For rows that name no class. */
  classKey: ModelKey.nullable().default(null),
  /** What the file calls classes, where it isn't by key or name. */
  classNames: z.record(z.string(), ModelKey).default({}),
  columns: z.array(ColumnMapping).max(200),
  notation: Notation.default({ decimal: '.', date: 'ymd' }),
});
export type CiMapping = z.output<typeof CiMapping>;

export const RelationMapping = z.object({
  kind: z.literal('relations'),
  source: SourceName,
  from: z.string(),
  to: z.string(),
  fromBy: NamedBy.default('any'),
  toBy: NamedBy.default('any'),
  type: z.discriminatedUnion('is', [
    z.object({ is: z.literal('fixed'), type: ModelKey }),
    z.object({ is: z.literal('column'), column: z.string() }),
  ]),
});
export type RelationMapping = z.output<typeof RelationMapping>;

export const Mapping = z.discriminatedUnion('kind', [CiMapping, RelationMapping]);
export type Mapping = z.output<typeof Mapping>;

export const MappingProblemShape = z.object({
  code: z.enum(['unknownColumn', 'targetTwice', 'noClass', 'noIdentity', 'unknownClass', 'unknownRelation']),
  column: z.string().nullable(),
  message: z.string(),
});
export type MappingProblem = z.output<typeof MappingProblemShape>;

const targetKey = (target: Target): string =>
  target.to === 'field'
    ? `field ${target.field}`
    : target.to === 'attribute'
      ? `attribute ${target.attribute}`
      : target.to === 'key'
        ? `key ${target.source ?? ''}`
        : target.to;

/** What is wrong with a mapping whatever the rows say; empty when it can be used. */
export function mappingProblems(
  mapping: Mapping,
  columns: readonly string[],
  known: { readonly classes: ReadonlySet<string>; readonly relationTypes: ReadonlySet<string> },
): MappingProblem[] {
  const missing = usedColumns(mapping).filter((column) => !columns.includes(column));
  const unknown = missing.map((column) => problem('unknownColumn', column, `The file has no column “${column}”.`));
  return [...unknown, ...(mapping.kind === 'cis' ? ciProblems(mapping, known) : relationProblems(mapping, known))];
}

const problem = (code: MappingProblem['code'], column: string | null, message: string): MappingProblem => ({
  code,
  column,
  message,
});

const usedColumns = (mapping: Mapping): string[] =>
  mapping.kind === 'cis'
    ? mapping.columns.map(({ column }) => column)
    : [mapping.from, mapping.to, ...(mapping.type.is === 'column' ? [mapping.type.column] : [])];

type Known = Parameters<typeof mappingProblems>[2];

function ciProblems({ columns, classKey, classNames }: CiMapping, known: Known): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const seen = new Set<string>();
  for (const { column, target } of columns) {
    if (target.to === 'relation') {
      if (!known.relationTypes.has(target.type))
        problems.push(problem('unknownRelation', column, `There is no relation type ${target.type}.`));
      continue;
    }
    const key = targetKey(target);
    if (seen.has(key)) problems.push(problem('targetTwice', column, 'Another column is mapped to the same place.'));
    seen.add(key);
  }
  if (classKey === null && !seen.has('class') && !seen.has('ref'))
    problems.push(problem('noClass', null, 'Choose a class, or the column that names it.'));
  for (const named of [...(classKey === null ? [] : [classKey]), ...Object.values(classNames)])
    if (!known.classes.has(named)) problems.push(problem('unknownClass', null, `There is no class ${named}.`));
  if (![...seen].some((key) => key === 'ref' || key === 'field name' || key.startsWith('key')))
    problems.push(problem('noIdentity', null, 'Map a column to the name, the reference or the source’s own key.'));
  return problems;
}

function relationProblems({ type }: RelationMapping, known: Known): MappingProblem[] {
  return type.is === 'fixed' && !known.relationTypes.has(type.type)
    ? [problem('unknownRelation', null, `There is no relation type ${type.type}.`)]
    : [];
}
