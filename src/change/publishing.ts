/** What is published about a change as it stands. */
import { instant, toEpoch } from '../kernel/time';
import { isoWeek } from '../sla/tokens';
import type { ChangeRecord } from './change-record';
import type { Stage } from './change.shapes';
import { APPROVAL_WORDS, type ChangePublication } from './publication';
import { LEVEL_WORDS } from './risk-words';
import type { Situation } from './situation';
import {
  approvalToken,
  ASSESSED,
  ASSESSMENT_AGED,
  ASSESSMENT_EDITED,
  CAUSED_INCIDENT,
  conflictToken,
  impactToken,
  likelihoodToken,
  outcomeInWeekToken,
  outcomeToken,
  REVIEWED,
  riskToken,
  ROUTE_EMERGENCY,
  ROUTE_STANDARD,
  templateToken,
  typeToken,
  UNAUTHORISED,
  type ConflictState,
} from './tokens';

/** `zone` is that of reports: in it an outcome has its week. */
export function publicationFor(situation: Situation, zone: string): ChangePublication {
  const { facts, record, approval } = situation;
  const assessment = record?.assessment ?? null;
  const conflict = conflictState(situation);
  return {
    risk: assessment === null ? null : LEVEL_WORDS[assessment.level],
    score: assessment?.score ?? null,
    approval: APPROVAL_WORDS[approval.state],
    tokens: [
      ...(facts.type === undefined ? [] : [typeToken(facts.type)]),
      ...assessmentTokens(situation),
      approvalToken(approval.state),
      ...(conflict === undefined ? [] : [conflictToken(conflict)]),
      // The conditions only choose the way: what else the short ways take, their gates say when they are tried.
      ...(facts.type === 'standard' ? [ROUTE_STANDARD] : []),
      ...(facts.type === 'emergency' ? [ROUTE_EMERGENCY] : []),
      ...(record?.template == null ? [] : [templateToken(record.template.key)]),
      ...((record?.breaches.length ?? 0) === 0 ? [] : [UNAUTHORISED]),
      ...outcomeTokens(situation, zone),
    ],
  };
}

function assessmentTokens({ record, currency }: Situation): string[] {
  const assessment = record?.assessment ?? null;
  if (assessment === null) return [];
  const held = { none: [], current: [ASSESSED], edited: [ASSESSMENT_EDITED], aged: [ASSESSMENT_AGED] } as const;
  return [
    riskToken(assessment.level),
    likelihoodToken(assessment.likelihood.level),
    impactToken(assessment.impact.level),
    ...held[currency.state],
  ];
}

/** Behind them its time is no longer anybody's concern. */
const PAST: readonly (Stage | undefined)[] = ['review', 'closed', 'cancelled'];

function conflictState({ facts, conflicts, conflictsCut, landscapeCut }: Situation): ConflictState | undefined {
  const { plannedStart, plannedEnd, stage } = facts;
  if (plannedStart === undefined || plannedEnd === undefined || PAST.includes(stage)) return undefined;
  if (conflicts.some(({ kind }) => kind === 'freeze')) return 'frozen';
  if (conflicts.some(({ accepted }) => !accepted)) return 'unaccepted';
  if (conflictsCut || landscapeCut) return 'unknown';
  return conflicts.length > 0 ? 'accepted' : 'none';
}

function outcomeTokens({ facts, record }: Situation, zone: string): string[] {
  const review = record?.review ?? null;
  if (review === null) return [];
  const { outcome, incidents } = review;
  return [
    outcomeToken(outcome),
    outcomeInWeekToken(outcome, isoWeek(toEpoch(instant(endOf(review, facts.plannedEnd))), zone)),
    REVIEWED,
    ...(incidents.length > 0 ? [CAUSED_INCIDENT] : []),
  ];
}

/** When the work ended: as reviewed, as planned, or at the latest when it was reviewed. */
function endOf({ actualEnd, at }: NonNullable<ChangeRecord['review']>, plannedEnd: string | undefined): string {
  if (actualEnd !== null) return actualEnd;
  return plannedEnd !== undefined && plannedEnd < at ? plannedEnd : at;
}
