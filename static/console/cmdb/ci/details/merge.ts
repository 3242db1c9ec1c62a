/** A draft made from an older version, brought to a newer one: nothing that either side wrote is lost. */
import { at, changedPaths, type Values } from '../form/values';

export interface Merged {
  readonly values: Values;
  /** Taken over from the newer version, as the draft had not touched them. */
  readonly taken: readonly string[];
  /** Changed by both, and differently: the draft's value stands until somebody decides. */
  readonly disputed: readonly string[];
}

/** `base` is what the draft was made from, `mine` the draft, `theirs` what is stored now. */
export function merged(base: Values, mine: Values, theirs: Values): Merged {
  const theirPaths = changedPaths(base, theirs);
  const own = new Set(changedPaths(base, mine));
  const taken = theirPaths.filter((path) => !own.has(path));
  const disputed = theirPaths.filter((path) => own.has(path) && at(mine, path) !== at(theirs, path));
  return { values: { ...mine, ...Object.fromEntries(taken.map((path) => [path, at(theirs, path)])) }, taken, disputed };
}
