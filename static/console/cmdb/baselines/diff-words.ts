import type { CatalogueState, CiDiff } from '../../../../src/cmdb/cmdb.shapes';
import { useCmdbText } from '../shared/messages';
import type { PathWords } from '../shared/path-words';
import { useBaselineText } from './messages';

export type WordsOf = (classKey: string) => PathWords;

export const classNameOf = (catalogue: CatalogueState, classKey: string): string =>
  catalogue.classes.find(({ key }) => key === classKey)?.name ?? classKey;

export const isRelation = (path: string): boolean => path.startsWith('relations.');

/** Accounts that stand in changed values. */
export function accountsIn(diffs: readonly CiDiff[], { classes }: CatalogueState): string[] {
  const users = new Set(
    classes.flatMap(({ attributes }) =>
      attributes.filter(({ type }) => type === 'user').map(({ key }) => `attributes.${key}`),
    ),
  );
  return diffs
    .flatMap(({ lines }) => lines)
    .filter(({ path }) => path === 'owner' || path === 'attestedBy' || users.has(path))
    .flatMap(({ before, after }) => [before, after])
    .filter((value) => typeof value === 'string');
}

/** The comparison as rows of a spreadsheet, under a heading: one row for each value that changed. */
export function useDiffCsv(catalogue: CatalogueState, wordsOf: WordsOf): (diffs: readonly CiDiff[]) => string[][] {
  const text = useBaselineText();
  const cmdb = useCmdbText();
  const heading = [
    cmdb('cmdb.field.ref'),
    text('diff.ci'),
    text('diff.class'),
    text('diff.kind'),
    text('diff.attribute'),
    text('diff.before'),
    text('diff.after'),
  ];
  return (diffs) => [
    heading,
    ...diffs.flatMap(({ ref, name, classKey, kind, lines }) => {
      const words = wordsOf(classKey);
      // An empty cell is what a spreadsheet filters by; words for “nothing” would be one more value.
      const cell = (path: string, value: unknown): string => (value === null ? '' : words.value(path, value));
      const ci = [ref, name, classNameOf(catalogue, classKey), text(`diff.${kind}`)];
      if (lines.length === 0) return [[...ci, '', '', '']];
      return lines.map(({ path, before, after }) => [...ci, words.label(path), cell(path, before), cell(path, after)]);
    }),
  ];
}
