/** Two administrators' edits of one list, put together. */
import { mergeByKey } from '../../../../static/admin/change/parts/merge';

interface Item {
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** `a1 b2` is the item a with the text 1 and the item b with the text 2. */
const list = (text: string): Item[] =>
  text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => ({ key: one.slice(0, 1), name: one.slice(0, 1).toUpperCase(), text: one.slice(1) }));
const told = (items: readonly Item[]): string => items.map(({ key, text }) => `${key}${text}`).join(' ');

it.each`
  what                            | base       | mine       | theirs     | merged        | clashes | taken
  ${'nothing changed'}            | ${'a1 b1'} | ${'a1 b1'} | ${'a1 b1'} | ${'a1 b1'}    | ${''}   | ${''}
  ${'only I changed'}             | ${'a1 b1'} | ${'a2 b1'} | ${'a1 b1'} | ${'a2 b1'}    | ${''}   | ${''}
  ${'only they changed'}          | ${'a1 b1'} | ${'a1 b1'} | ${'a1 b2'} | ${'a1 b2'}    | ${''}   | ${'B'}
  ${'each changed another'}       | ${'a1 b1'} | ${'a2 b1'} | ${'a1 b2'} | ${'a2 b2'}    | ${''}   | ${'B'}
  ${'both changed the same'}      | ${'a1'}    | ${'a2'}    | ${'a3'}    | ${'a2'}       | ${'A'}  | ${''}
  ${'both changed it alike'}      | ${'a1'}    | ${'a2'}    | ${'a2'}    | ${'a2'}       | ${''}   | ${''}
  ${'both added'}                 | ${'a1'}    | ${'a1 b1'} | ${'a1 c1'} | ${'a1 b1 c1'} | ${''}   | ${'C'}
  ${'they deleted, I did not'}    | ${'a1 b1'} | ${'a1 b1'} | ${'a1'}    | ${'a1'}       | ${''}   | ${'B'}
  ${'they deleted what I edited'} | ${'a1 b1'} | ${'a1 b2'} | ${'a1'}    | ${'a1 b2'}    | ${'B'}  | ${''}
  ${'I deleted, they did not'}    | ${'a1 b1'} | ${'a1'}    | ${'a1 b1'} | ${'a1'}       | ${''}   | ${''}
  ${'I deleted what they edited'} | ${'a1 b1'} | ${'a1'}    | ${'a1 b2'} | ${'a1'}       | ${'B'}  | ${''}
`('$what', ({ base, mine, theirs, merged, clashes, taken }: Readonly<Record<string, string>>) => {
  const result = mergeByKey(list(base ?? ''), list(mine ?? ''), list(theirs ?? ''));
  expect([told(result.list), result.clashes.join(), result.taken.join()]).toEqual([merged, clashes, taken]);
});
