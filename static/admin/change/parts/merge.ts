/** Two people's edits of one list of named things, put together. */

interface Item {
  readonly key: string;
  readonly name: string;
}

export interface Merged<T> {
  readonly list: T[];
  /** Names of what both changed: there mine was kept. */
  readonly clashes: readonly string[];
  /** Names of what was taken over from theirs. */
  readonly taken: readonly string[];
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What only one of us changed since `base` is that one's, deletions too; where both did, mine stays. */
export function mergeByKey<T extends Item>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): Merged<T> {
  const clashes: string[] = [];
  const taken: string[] = [];
  const find = (list: readonly T[], key: string): T | undefined => list.find((item) => item.key === key);
  const decided = (key: string): T | undefined => {
    const [was, own, other] = [find(base, key), find(mine, key), find(theirs, key)];
    if (same(was, other) || same(own, other)) return own;
    const isTheirs = same(was, own);
    (isTheirs ? taken : clashes).push((isTheirs ? (other ?? was)?.name : (own ?? other)?.name) ?? key);
    return isTheirs ? other : own;
  };
  const keys = new Set([...mine, ...theirs].map(({ key }) => key));
  return { list: [...keys].flatMap((key) => decided(key) ?? []), clashes, taken };
}
