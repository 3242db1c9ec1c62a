/**
 * What the app itself keeps of a change, beside the issue: nobody but the app can write it. Where it lies in time is a copy
 * of the issue's fields, by which changes of a span are found; whoever decides reads the issue.
 */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey } from '../contract/ids';
import { At, ChangeKey, ChangeType, Fingerprint, RiskLevel, Span, Stage } from './change.shapes';
import { Breach } from './gate.shapes';
import { Review } from './review.shapes';
import { Answers, Assessment } from './risk.shapes';
import { Acceptance } from './schedule.shapes';

export const ChangeRecord = z.object({
  issueId: z.string(),
  key: IssueKey,
  projectId: z.string(),
  stage: Stage.nullable(),
  type: ChangeType.nullable(),
  /** Null while it has no valid window. */
  planned: Span.nullable(),
  outage: Span.nullable(),
  cis: z.array(CiRef),
  implementer: AccountId.nullable(),
  /** Everybody who was seen as its requester: who passes a change on does not thereby become free to approve it. */
  requesters: z.array(AccountId).default([]),
  team: z.string().nullable(),
  level: RiskLevel.nullable(),
  /** Business services that it can bring down, as last assessed. */
  services: z.array(CiRef),
  /** Given in the panel; kept although nothing is assessed yet. */
  answers: Answers,
  assessment: Assessment.nullable(),
  /** Which template it was made from, as it was then. */
  template: z.object({ key: ChangeKey, version: z.int() }).nullable(),
  /** Conflicts accepted, by id and signature. */
  accepted: z.array(Acceptance.extend({ conflict: z.string(), signature: z.string() })),
  /** Since when approval is asked for, and for which round people were told. */
  asked: z.object({ at: At, told: z.boolean() }).nullable(),
  /** What it was when work on it was first seen; absent before. */
  begun: Fingerprint.optional(),
  review: Review.nullable(),
  breaches: z.array(Breach),
  /** When something happens to it by itself (an approval or assessment runs out, a window begins or passes); null: nothing. */
  nextAt: At.nullable(),
});
export type ChangeRecord = z.output<typeof ChangeRecord>;

export interface StoredChange {
  readonly record: ChangeRecord;
  /** What a write is made from. */
  readonly version: number;
}
