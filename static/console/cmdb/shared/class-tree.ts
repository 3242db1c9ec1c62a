/** Classes in the order of their tree, for lists that show it by indenting. */
import type { ClassView } from '../../../../src/cmdb/cmdb.shapes';

export interface TreeEntry {
  readonly ciClass: ClassView;
  /** 0 for a root. */
  readonly depth: number;
}

/** Parents before their children, siblings by name; what the reader may not see is left out, and those below it move up. */
export function classTree(classes: readonly ClassView[], locale?: string): TreeEntry[] {
  const sorted = classes.filter(({ readable }) => readable).sort((a, b) => a.name.localeCompare(b.name, locale));
  const keys = new Set(sorted.map(({ key }) => key));
  const below = (parent: string | null, depth: number): TreeEntry[] =>
    sorted
      .filter((one) => (one.parent !== null && keys.has(one.parent) ? one.parent : null) === parent)
      .flatMap((ciClass) => [{ ciClass, depth }, ...below(ciClass.key, depth + 1)]);
  return below(null, 0);
}

/** The class and all below it. */
export const classesBelow = (classes: readonly ClassView[], key: string): ClassView[] =>
  classes.filter(({ lineage }) => lineage.includes(key));
