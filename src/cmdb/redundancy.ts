/**
 * Redundancy: how many of a group of suppliers a CI needs. With `inService` suppliers in the group it falls when at least
 * one of them fails and fewer than the need remain.
 */
import type { CiContent, ClassSpec, RedundancyRule } from './model';

/**
 * The suppliers that have to stay up, out of so many in service. A percentage is rounded up to whole suppliers; a need
 * above what is there means all of them; 0 means that the CI never falls through this group.
 */
export function neededOf(need: RedundancyRule['need'], inService: number): number {
  // Multiplied before divided: 7 % of 100 is exactly 7, while 0.07 × 100 is a little more and would round up to 8.
  const asked = need.kind === 'atLeast' ? need.count : Math.ceil((need.percent * inService) / 100);
  return Math.min(asked, inService);
}

/** The rules that hold for a CI: its own, or its class's when it has none of its own. An empty list is a list of its own. */
export const rulesOf = (
  ci: Pick<CiContent, 'redundancy'>,
  ciClass: Pick<ClassSpec, 'redundancy'>,
): readonly RedundancyRule[] => ci.redundancy ?? ciClass.redundancy;

/** `at least 2 of those reached by runsOn`, for explanations. */
export function redundancyInWords(rule: RedundancyRule, nameOf: (key: string) => string): string {
  const need = rule.need.kind === 'atLeast' ? `at least ${rule.need.count}` : `${rule.need.percent} %`;
  const { group } = rule;
  return group.by === 'relationType'
    ? `${need} of what it is related to by “${nameOf(group.relationType)}”`
    : `${need} of its ${nameOf(group.classKey)} suppliers`;
}
