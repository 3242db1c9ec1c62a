/** What a relation says: between which CIs it may stand, and which way failure goes along it. */
import type { CiRef } from '../contract/ids';
import type { InputIssue } from '../contract/rpc';
import type { ClassCatalogue } from './class-catalogue';
import type { GraphEdge, GraphNode } from './graph';
import type { CiContent, RelationEnds, RelationType } from './model';
import { rulesOf } from './redundancy';

/** “A runs on B” is one edge from B to A; a relation that concerns failure both ways is two, one that does not is none. */
export function edgesOf({ from, to, type }: RelationEnds, { impact }: Pick<RelationType, 'impact'>): GraphEdge[] {
  const toSource = { supplier: to, consumer: from, relationType: type };
  const toTarget = { supplier: from, consumer: to, relationType: type };
  return [
    ...(impact === 'toSource' || impact === 'both' ? [toSource] : []),
    ...(impact === 'toTarget' || impact === 'both' ? [toTarget] : []),
  ];
}

/** The edges of relations; one of a type that no longer exists carries no failure. */
export const edgesOfAll = (
  relations: Iterable<RelationEnds>,
  types: ReadonlyMap<string, Pick<RelationType, 'impact'>>,
): GraphEdge[] =>
  [...relations].flatMap((relation) => {
    const type = types.get(relation.type);
    return type === undefined ? [] : edgesOf(relation, type);
  });

/**
 * A CI as the graph knows it. One whose class or state is not known is taken to be in service: an unknown that counts as
 * down would hide what depends on it.
 */
export function graphNodeOf(
  catalogue: ClassCatalogue,
  ci: Pick<CiContent, 'classKey' | 'state' | 'criticality' | 'redundancy'> & { readonly ref: CiRef },
): GraphNode {
  const ciClass = catalogue.classes.get(ci.classKey);
  const state = ciClass?.states.find(({ key }) => key === ci.state);
  return {
    ref: ci.ref,
    classKey: ci.classKey,
    inService: state?.inService ?? true,
    retired: state?.retired ?? false,
    criticality: ci.criticality,
    rules: ciClass === undefined ? (ci.redundancy ?? []) : rulesOf(ci, ciClass),
  };
}

/**
 * What is wrong with a relation, at `from`, `type` or `to`; empty when it may stand.
 * @param classOf the class of a CI, undefined for one that does not exist.
 */
export function relationIssues(
  catalogue: ClassCatalogue,
  { from, type, to }: { readonly from: string; readonly type: string; readonly to: string },
  classOf: (ref: string) => string | undefined,
): InputIssue[] {
  const relationType = catalogue.relationTypes.get(type);
  const fromClass = classOf(from);
  const toClass = classOf(to);
  const issues: InputIssue[] = [
    ...(relationType === undefined
      ? [{ path: 'type', message: `There is no relation type “${type}”. Known are: ${known(catalogue)}.` }]
      : []),
    ...(fromClass === undefined ? [{ path: 'from', message: `There is no CI “${from}”.` }] : []),
    ...(toClass === undefined ? [{ path: 'to', message: `There is no CI “${to}”.` }] : []),
    ...(from === to ? [{ path: 'to', message: 'A CI is not related to itself. Choose another CI.' }] : []),
  ];
  if (relationType === undefined || fromClass === undefined || toClass === undefined) return issues;
  if (allows(catalogue, relationType, fromClass, toClass)) return issues;
  const name = (key: string): string => catalogue.classes.get(key)?.name ?? key;
  const pairs = (relationType.allowed ?? []).map((pair) => `${name(pair.from)} → ${name(pair.to)}`).join(', ');
  const message = `“${relationType.name}” does not go from ${name(fromClass)} to ${name(toClass)}, only ${pairs}.`;
  return [...issues, { path: 'type', message }];
}

/** Whether the type may join CIs of these classes. */
export const allows = (
  catalogue: ClassCatalogue,
  { allowed }: Pick<RelationType, 'allowed'>,
  fromClass: string,
  toClass: string,
): boolean =>
  allowed === undefined ||
  allowed.length === 0 ||
  allowed.some((pair) => catalogue.isA(fromClass, pair.from) && catalogue.isA(toClass, pair.to));

const known = (catalogue: ClassCatalogue): string => [...catalogue.relationTypes.keys()].join(', ');
