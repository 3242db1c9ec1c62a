/** One thing the linter says, at its place: `definitions.0.goals.1.target`. */
import type { PolicyFinding } from './sla.contract';

export type Finding = PolicyFinding;

export const error = (path: string, code: string, message: string): Finding => ({
  path,
  severity: 'error',
  code,
  message,
});

export const warning = (path: string, code: string, message: string): Finding => ({
  path,
  severity: 'warning',
  code,
  message,
});

export const repeatedKeys = (list: readonly { readonly key: string }[], at: string, what: string): Finding[] =>
  list.flatMap(({ key }, index) =>
    list.findIndex((one) => one.key === key) === index
      ? []
      : [error(`${at}.${index}.key`, 'duplicate-key', `There is a ${what} “${key}” already. Choose another key.`)],
  );

/** All combinations of one element of each list, or undefined when they are more than is worth looking at. */
export function combinations<T>(
  lists: readonly (readonly T[])[],
  most = 20_000,
): readonly (readonly T[])[] | undefined {
  if (lists.reduce((product, list) => product * list.length, 1) > most) return undefined;
  return lists.reduce<readonly (readonly T[])[]>(
    (found, list) => found.flatMap((some) => list.map((one) => [...some, one])),
    [[]],
  );
}
