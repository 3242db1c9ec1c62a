/** What two changes have against each other when they are under way at once. When they are is not asked here. */
import type { CiRef } from '../contract/ids';
import type { FoundClash, Meeting } from './conflict';
import { spanOf, type Interval } from './intervals';
import { digestOf } from './material';
import type { Reaches } from './reach';
import type { ScheduledChange } from './scheduled-change';

export interface Relation {
  readonly kind: 'sameCi' | 'upstream' | 'downstream' | 'implementer';
  /** The CIs that are hit: one's own, and for `downstream` the other's. */
  readonly hit: readonly CiRef[];
}

/**
 * `upstream`: all of the other's CIs failing at once bring down one of mine that is none of theirs; `downstream` the other
 * way round. A CI of both is `sameCi`. Whoever compares one change with thousands passes `nearby` along, so that impact is
 * worked out for those only that may reach it (`Reaches.upstreamOf`).
 */
export function relationsOf(
  mine: ScheduledChange,
  other: ScheduledChange,
  reaches: Reaches,
  nearby: (ref: CiRef) => boolean = () => true,
): Relation[] {
  const relations: Relation[] = [];
  const add = (kind: Relation['kind'], hit: readonly CiRef[]): void => {
    if (hit.length > 0) relations.push({ kind, hit });
  };
  add(
    'sameCi',
    mine.cis.filter((ref) => other.cis.includes(ref)),
  );
  if (other.cis.some(nearby)) add('upstream', reaches.hitBy(other.cis, mine.cis));
  add('downstream', reaches.hitBy(mine.cis, other.cis));
  if (mine.implementer !== null && mine.implementer === other.implementer)
    relations.push({ kind: 'implementer', hit: [] });
  return relations;
}

export function clashOf(
  mine: ScheduledChange,
  other: ScheduledChange,
  { kind, hit }: Relation,
  overlap: Interval,
  reaches: Reaches,
): FoundClash {
  const times = [mine.planned, other.planned].map(({ from, to }) => `${from}/${to}`);
  return {
    clash: {
      id: `${kind}:${other.issueId}`,
      signature: digestOf([kind, ...times, ...meeting(mine, { kind, hit })].join(' ')),
      kind,
      other,
      window: null,
      overlap: spanOf(overlap),
      acceptable: true,
    },
    meetings: () => meetingsOf(mine, other, { kind, hit }, reaches),
  };
}

/** What meets: CIs, or both sides' person. */
const meeting = ({ implementer }: ScheduledChange, { kind, hit }: Relation): readonly string[] =>
  kind === 'implementer' ? [implementer ?? ''] : hit.toSorted();

function meetingsOf(
  mine: ScheduledChange,
  other: ScheduledChange,
  { kind, hit }: Relation,
  reaches: Reaches,
): readonly Meeting[] {
  if (kind === 'implementer') return [];
  if (kind === 'sameCi') return hit.map((ref) => ({ mine: ref, theirs: ref, path: [ref] }));
  const paths = reaches.paths(kind === 'upstream' ? other.cis : mine.cis, hit);
  return hit.flatMap((ref) => {
    const path = paths.get(ref) ?? [];
    const [origin] = path;
    if (origin === undefined) return [];
    return [kind === 'upstream' ? { mine: ref, theirs: origin, path } : { mine: origin, theirs: ref, path }];
  });
}
