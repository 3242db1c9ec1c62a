import type { RelationType } from '../../../../../src/cmdb/model';

/**
 * Which way failure goes, seen from one end: `in` from the others to this CI, `out` from this CI to the others. Failure of
 * the target hits the source where a type says `toSource`.
 */
export function flowOf(impact: RelationType['impact'], end: 'from' | 'to'): 'in' | 'out' | 'both' | 'none' {
  if (impact === 'both' || impact === 'none') return impact;
  return (impact === 'toSource') === (end === 'from') ? 'in' : 'out';
}
