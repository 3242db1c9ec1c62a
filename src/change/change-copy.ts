/** A change's record: what the app copies from the issue, and what it alone keeps. */
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord } from './change-record';
import { spanBetween } from './planned-span';

/** The record with the issue as it is now; what only the app knows stays, and is empty in the first. */
export function withFacts(before: ChangeRecord | undefined, facts: ChangeFacts): ChangeRecord {
  const { issueId, key, projectId } = facts;
  return {
    ...(before ?? KEPT_OF_NOTHING),
    issueId,
    key,
    projectId,
    stage: facts.stage ?? null,
    type: facts.type ?? null,
    planned: spanBetween(facts.plannedStart, facts.plannedEnd),
    outage: spanBetween(facts.outageStart, facts.outageEnd),
    cis: [...facts.cis],
    implementer: facts.implementer ?? null,
    requesters: [...new Set([...(before?.requesters ?? []), facts.requester].flatMap((account) => account ?? []))],
    team: facts.team ?? null,
  };
}

const KEPT_OF_NOTHING: Pick<
  ChangeRecord,
  'level' | 'services' | 'answers' | 'assessment' | 'template' | 'accepted' | 'asked' | 'review' | 'breaches' | 'nextAt'
> = {
  level: null,
  services: [],
  answers: {},
  assessment: null,
  template: null,
  accepted: [],
  asked: null,
  review: null,
  breaches: [],
  nextAt: null,
};
