/** The shapes of approval: policies, decisions, delegations, and how far the approval of a change has come. */
import { z } from 'zod';
import { AccountId } from '../contract/ids';
import { RoleKey } from '../setup/site-map';
import { At, ChangeKey, ChangeType, MaterialPart, Name, Person, RiskLevel, Seal } from './change.shapes';

export const ApproverSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('role'), role: RoleKey }),
  z.object({ from: z.literal('group'), groupId: z.string().min(1), name: z.string() }),
  z.object({ from: z.literal('people'), people: z.array(AccountId).min(1, 'Choose at least one person.').max(50) }),
  /** Of the change's CIs. */
  z.object({ from: z.literal('ciOwners') }),
  /** Of the business services that the change can bring down. */
  z.object({ from: z.literal('serviceOwners') }),
]);
export type ApproverSource = z.output<typeof ApproverSource>;

export const Need = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('atLeast'), count: z.int().min(1).max(50) }),
]);
export type Need = z.output<typeof Need>;

/** Everybody of its sources may decide; when more than one step of a policy asks, each has to be satisfied. */
export const ApprovalStep = z.object({
  key: ChangeKey,
  name: Name,
  sources: z.array(ApproverSource).min(1, 'Say who may approve.').max(10),
  need: Need,
});
export type ApprovalStep = z.output<typeof ApprovalStep>;

export const ApprovalPolicy = z.object({
  key: ChangeKey,
  name: Name,
  /** Both hold for any of the listed. */
  types: z.array(ChangeType).min(1, 'Choose at least one type.'),
  levels: z.array(RiskLevel).min(1, 'Choose at least one level.'),
  /** None: the change needs no approval. */
  steps: z.array(ApprovalStep).max(5),
  /** An approval counts for so long; null for ever. */
  expiresAfterHours: z
    .int()
    .min(1)
    .max(24 * 365)
    .nullable(),
});
export type ApprovalPolicy = z.output<typeof ApprovalPolicy>;

/** The first policy that fits a change holds. The requester, the creator and the implementer never approve their own. */
export const ApprovalPolicies = z.object({
  policies: z.array(ApprovalPolicy).max(30),
  delegation: z.boolean(),
});
export type ApprovalPolicies = z.output<typeof ApprovalPolicies>;

export const Delegation = z.object({
  id: z.string(),
  from: Person,
  to: Person,
  since: At,
  until: At,
});
export type Delegation = z.output<typeof Delegation>;

export const Verdict = z.enum(['approve', 'reject']);

export const DecisionView = z.object({
  id: z.string(),
  verdict: Verdict,
  by: Person,
  /** Whose vote it is, when a delegate gave it. */
  onBehalfOf: Person.nullable(),
  reason: z.string(),
  at: At,
  /** Whether it counts now, and if not, why. */
  counts: z.enum(['counts', 'edited', 'expired', 'superseded', 'notEligible']),
});
export type DecisionView = z.output<typeof DecisionView>;

export const APPROVAL_STATES = [
  'notRequired',
  'notAsked',
  'waiting',
  'approved',
  'rejected',
  'edited',
  'expired',
] as const;
export const ApprovalState = z.enum(APPROVAL_STATES);
export type ApprovalState = z.output<typeof ApprovalState>;

export const ApprovalView = z.object({
  state: ApprovalState,
  policy: z.object({ key: ChangeKey, name: z.string(), version: z.int() }).nullable(),
  steps: z.array(
    z.object({
      key: ChangeKey,
      name: z.string(),
      need: Need,
      /** How many approvals it takes, and how many it has. */
      needed: z.int(),
      approvals: z.int(),
      satisfied: z.boolean(),
      /** Those who may decide, and those who would but for their part in the change. */
      eligible: z.array(Person),
      excluded: z.array(Person.extend({ because: z.enum(['requester', 'creator', 'implementer']) })),
      /** Fewer may decide than have to. */
      impossible: z.boolean(),
    }),
  ),
  decisions: z.array(DecisionView),
  /** When the first approval that is needed runs out; null when none does. */
  expiresAt: At.nullable(),
  /** What was edited since it was approved. */
  edited: z.array(MaterialPart),
  /** What a decision taken now has to send along. */
  seal: Seal,
  /** The reader's own votes that are open: `null` for themselves, or whose delegate they are. */
  mine: z.array(Person.nullable()),
});
export type ApprovalView = z.output<typeof ApprovalView>;
