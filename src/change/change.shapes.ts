/** What a change is: its types, stages and risk levels, and what of it an assessment and an approval rest on. */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey } from '../contract/ids';

export const CHANGE_TYPES = ['standard', 'normal', 'emergency'] as const;
export const ChangeType = z.enum(CHANGE_TYPES);
export type ChangeType = z.output<typeof ChangeType>;

/** From least to most. */
export const RISK_LEVELS = ['low', 'moderate', 'high', 'veryHigh'] as const;
export const RiskLevel = z.enum(RISK_LEVELS);
export type RiskLevel = z.output<typeof RiskLevel>;

/** The blueprint's status keys, in the order in which a normal change passes them. */
export const STAGES = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.output<typeof Stage>;

export const PLANS = ['implementation', 'backout', 'test', 'communication'] as const;
export const Plan = z.enum(PLANS);
export type Plan = z.output<typeof Plan>;

/** What was looked at when a change was assessed or approved: an edit of any of these makes both stale. */
export const MATERIAL_PARTS = [
  'type',
  'plannedStart',
  'plannedEnd',
  'outageStart',
  'outageEnd',
  'cis',
  'implementer',
  'reason',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'communicationPlan',
  'answers',
] as const;
export const MaterialPart = z.enum(MATERIAL_PARTS);
export type MaterialPart = z.output<typeof MaterialPart>;

/** A digest of each part; two are equal when nothing material differs. */
export const Fingerprint = z.record(MaterialPart, z.string());
export type Fingerprint = z.output<typeof Fingerprint>;

/** A fingerprint's own digest: what an approver sends back to say which state of the change was looked at. */
export const Seal = z.string().min(1).max(64);

/** ISO instant. */
export const At = z.string();

export const Span = z.object({ from: At, to: At });
export type Span = z.output<typeof Span>;

/** Another key names for good: it is part of published values and of saved filters. */
export const ChangeKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use 1–40 lower-case letters, digits and hyphens, beginning with a letter.');
export const Name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

/** One thing a linter says, at its place: `matrix.2.3`, `windows.0.rrule`. Errors keep a configuration from being saved. */
export const Finding = z.object({
  path: z.string(),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
});
export type Finding = z.output<typeof Finding>;

/** How a change ended. */
export const OUTCOMES = ['successful', 'withIssues', 'failed', 'backedOut'] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.output<typeof Outcome>;

/** An issue as lists show it; Jira has shown it to the reader. */
export const IssueCard = z.object({ key: IssueKey, summary: z.string(), status: z.string() });
export type IssueCard = z.output<typeof IssueCard>;

export const Person = z.object({ accountId: AccountId, name: z.string() });
export type Person = z.output<typeof Person>;

/** A CI by the name that the reader may see; `name` null where its class is closed to them. */
export const CiName = z.object({ ref: CiRef.nullable(), name: z.string().nullable() });
export type CiName = z.output<typeof CiName>;
