/** The catalogue while it is edited: what changed, where findings are, and how two people's changes come together. */
import type {
  AttributeSpec,
  Catalogue,
  CatalogueFinding,
  ClassSpec,
  RelationType,
} from '../../../../src/cmdb/cmdb.shapes';
import type { InputOf } from '../../../shared/api';

export type CatalogueJson = InputOf<'cmdb.lintCatalogue'>['catalogue'];

/** As it travels: without what is not filled. */
export function jsonOf(value: unknown): CatalogueJson {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => [key, jsonOf(one)] as const),
  );
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(jsonOf(a)) === JSON.stringify(jsonOf(b));

type Keyed = ClassSpec | RelationType;

export interface Merged {
  readonly catalogue: Catalogue;
  /** Names of what both changed, differently: there mine stands. */
  readonly clashes: readonly string[];
}

/** My changes upon theirs. What only one of us changed is as that one has it. */
export function merged(base: Catalogue, mine: Catalogue, theirs: Catalogue): Merged {
  const classes = mergedList(base.classes, mine.classes, theirs.classes);
  const relationTypes = mergedList(base.relationTypes, mine.relationTypes, theirs.relationTypes);
  return {
    catalogue: { classes: classes.list, relationTypes: relationTypes.list },
    clashes: [...classes.clashes, ...relationTypes.clashes],
  };
}

function mergedList<T extends Keyed>(base: readonly T[], mine: readonly T[], theirs: readonly T[]) {
  const of = (list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((one) => [one.key, one] as const));
  const [was, own, other] = [of(base), of(mine), of(theirs)];
  const clashes: string[] = [];
  const list = [...new Set([...other.keys(), ...own.keys()])].flatMap((key) => {
    const [before, ours, others] = [was.get(key), own.get(key), other.get(key)];
    if (isSame(before, ours)) return others ?? [];
    if (!isSame(before, others) && !isSame(ours, others)) clashes.push((ours ?? others)?.name ?? key);
    return ours ?? [];
  });
  return { list, clashes };
}

/** Findings with their places by key, whether the server counted the places or named them. */
export function placed(
  findings: readonly CatalogueFinding[],
  { classes, relationTypes }: Catalogue,
): CatalogueFinding[] {
  return findings.map((finding) => {
    const [list = '', first = '', part = '', second = '', ...rest] = finding.path.split('.');
    if (list === 'relationTypes') {
      const key = /^\d+$/.test(first) ? (relationTypes[Number(first)]?.key ?? first) : first;
      return { ...finding, path: joined([list, key, part, second, ...rest]) };
    }
    const spec = /^\d+$/.test(first) ? classes[Number(first)] : classes.find(({ key }) => key === first);
    const parts = part === 'attributes' ? spec?.attributes : part === 'states' ? spec?.states : undefined;
    const inner = /^\d+$/.test(second) ? (parts?.[Number(second)]?.key ?? second) : second;
    return { ...finding, path: joined([list, spec?.key ?? first, part, inner, ...rest]) };
  });
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

export interface Entry {
  readonly spec: ClassSpec;
  readonly depth: number;
}

/** Parents before their children. Classes in a circle, or below one that does not exist, stand at the end. */
export function treeOf(classes: readonly ClassSpec[], locale?: string): Entry[] {
  const sorted = [...classes].sort((a, b) => a.name.localeCompare(b.name, locale));
  const below = (parent: string | null, depth: number): Entry[] =>
    sorted.filter((spec) => spec.parent === parent).flatMap((spec) => [{ spec, depth }, ...below(spec.key, depth + 1)]);
  const tree = below(null, 0);
  const reached = new Set(tree.map(({ spec }) => spec));
  return [...tree, ...sorted.filter((spec) => !reached.has(spec)).map((spec) => ({ spec, depth: 0 }))];
}

/** From the parent up to the root; a circle is gone round once. */
export function above(key: string, classes: readonly ClassSpec[]): ClassSpec[] {
  const line: ClassSpec[] = [];
  let parent = classes.find((spec) => spec.key === key)?.parent ?? null;
  while (parent !== null && parent !== key && !line.some((spec) => spec.key === parent)) {
    const found = classes.find((spec) => spec.key === parent);
    if (found === undefined) break;
    line.push(found);
    parent = found.parent;
  }
  return line;
}

/** A key from a name: “IP address” → `ipAddress`, free of those taken. */
export function keyFor(name: string, taken: readonly string[], fallback: string): string {
  const words = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const camel = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
  const base = (/^[a-z]/.test(camel) ? camel : fallback).slice(0, 36);
  const free = (count: number): string => {
    const key = count === 1 ? base : `${base}${count}`;
    return taken.includes(key) ? free(count + 1) : key;
  };
  return free(1);
}

export const newClass = (key: string, name: string, parent: string | null): ClassSpec => ({
  key,
  name,
  parent,
  abstract: false,
  icon: 'generic',
  attributes: [],
  states: [],
  identifiers: [],
  readRoles: [],
  requiredRelations: [],
  redundancy: [],
});

export const newAttribute = (key: string, name: string): AttributeSpec => ({
  key,
  name,
  type: 'text',
  required: false,
  recommended: false,
  unique: false,
});
