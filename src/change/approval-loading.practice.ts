/** What showing an approval takes beside the standing itself: delegations in use, and names. */
import type { AccountId } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { ApprovalPolicies, ApprovalView, Delegation } from './approval.shapes';
import { approvalView, namedIn } from './approval-view';
import type { ChangePorts, ChangeSettings } from './change.ports';
import type { Person } from './change.shapes';
import type { Standing } from './situation.practice';

type SavedDelegations = Awaited<ReturnType<ChangeSettings['delegations']['read']>>;

/** None while delegation is switched off. */
export const usableDelegations = (
  { delegation }: Pick<ApprovalPolicies, 'delegation'>,
  { document }: SavedDelegations,
): readonly Delegation[] => (delegation ? document.delegations : []);

/** How the approval of a change reads for somebody. */
export async function approvalFor(
  { settings, directory }: Pick<ChangePorts, 'settings' | 'directory'>,
  { seen: { facts }, approval, fingerprint, policies, situation }: Standing,
  reader: AccountId,
): Promise<ApprovalView> {
  const all = usableDelegations(policies.document, await settings.delegations.read());
  const delegations = all.filter(({ to }) => to.accountId === reader);
  const people = await peopleOf(directory, namedIn(approval, delegations));
  const now: Instant = situation.now;
  const policiesVersion = policies.version ?? 0;
  return approvalView({ facts, standing: approval, delegations, now, policiesVersion, fingerprint, people }, reader);
}

const peopleOf = (
  directory: ChangePorts['directory'],
  ids: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, Person>> =>
  ids.length === 0 ? Promise.resolve(new Map()) : directory.people([...new Set(ids)]);
