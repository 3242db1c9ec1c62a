/** Which of a change's CIs a window holds for, and why. */
import type { CiRef } from '../contract/ids';
import type { ChangeType } from './change.shapes';
import type { Reaches } from './reach';
import type { ChangeWindow, WindowScope } from './schedule.shapes';

/** A CI of the change, and what of the window it meets: itself, or the service that its failure reaches. */
export interface Covered {
  readonly mine: CiRef;
  readonly theirs: CiRef;
}

interface Touching {
  readonly type: ChangeType | null;
  readonly cis: readonly CiRef[];
}

/** A change whose type is not chosen yet is none of the exceptions. */
export const concerns = ({ except }: Pick<ChangeWindow, 'except'>, { type }: Pick<Touching, 'type'>): boolean =>
  type === null || !except.includes(type);

/** A window of the whole site holds for a change without any CI, too; all others only by what the change touches. */
export const holdsFor = (scope: WindowScope, change: Touching, reaches: Reaches): boolean =>
  scope.on === 'site' || coveredBy(scope, change.cis, reaches).length > 0;

/**
 * A class holds for those below it. A service's window holds for the service and for each CI whose failure alone reaches
 * it; where several of the change's CIs reach it only together, for the one that the way to it begins with.
 */
export function coveredBy(scope: WindowScope, cis: readonly CiRef[], reaches: Reaches): Covered[] {
  switch (scope.on) {
    case 'site':
      return cis.map(itself);
    case 'cis':
      return cis.filter((ref) => scope.refs.includes(ref)).map(itself);
    case 'classes':
      return cis.filter((ref) => isOfClass(ref, scope.keys, reaches)).map(itself);
    case 'services':
      return scope.refs.flatMap((service) => reachingService(service, cis, reaches));
  }
}

const itself = (ref: CiRef): Covered => ({ mine: ref, theirs: ref });

/** The class of a CI that is gone is not known. */
function isOfClass(ref: CiRef, keys: readonly string[], { graph }: Reaches): boolean {
  const node = graph.nodes[graph.indexOf.get(ref) ?? -1];
  return node !== undefined && [node.classKey, ...graph.lineage(node.classKey)].some((key) => keys.includes(key));
}

function reachingService(service: CiRef, cis: readonly CiRef[], reaches: Reaches): Covered[] {
  const mayReach = reaches.upstreamOf([service]);
  if (!cis.some((ref) => ref === service || mayReach(ref))) return [];
  const alone = cis.filter((ref) => ref === service || (mayReach(ref) && reaches.hits([ref], service)));
  if (alone.length > 0) return alone.map((mine) => ({ mine, theirs: service }));
  if (!reaches.hits(cis, service)) return [];
  const [first] = reaches.paths(cis, [service]).get(service) ?? [];
  return first === undefined ? [] : [{ mine: first, theirs: service }];
}
