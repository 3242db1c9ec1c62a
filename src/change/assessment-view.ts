/** Reasons for a risk as one reader may see them: they keep CIs by ref, and a ref says nearly as much as a name. */
import { CiRef } from '../contract/ids';
import type { FactorReason, RiskResult } from './risk.shapes';

type Contribution = RiskResult['contributions'][number];

/** Every CI that the reasons name. */
export const refsOfReasons = (contributions: readonly Contribution[]): CiRef[] =>
  contributions.flatMap(({ reasons }) => reasons.flatMap(({ params }) => CiRef.safeParse(params.ci).data ?? []));

/** Without the refs of CIs that are not among the names: an empty one stands there, which fits none. */
export const veiledReasons = (
  contributions: readonly Contribution[],
  names: ReadonlyMap<CiRef, string>,
): Contribution[] =>
  contributions.map((contribution) => ({
    ...contribution,
    reasons: contribution.reasons.map((reason) => veiled(reason, names)),
  }));

function veiled(reason: FactorReason, names: ReadonlyMap<CiRef, string>): FactorReason {
  const ref = reason.params.ci;
  if (ref === undefined) return reason;
  const known = CiRef.safeParse(ref).data;
  return known !== undefined && names.has(known) ? reason : { ...reason, params: { ...reason.params, ci: '' } };
}
