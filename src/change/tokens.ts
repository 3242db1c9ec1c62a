/**
 * The words published about a change. They are part of saved filters and of the workflow's conditions: a word that was
 * published once keeps its meaning.
 */
import type { ApprovalState } from './approval.shapes';
import type { ChangeType, Outcome, RiskLevel } from './change.shapes';

export const typeToken = (type: ChangeType): string => `type.${type}`;
export const riskToken = (level: RiskLevel): string => `risk.${level}`;
/** `level` from 1 to 5. */
export const likelihoodToken = (level: number): string => `likelihood.${level}`;
export const impactToken = (level: number): string => `impact.${level}`;
export const approvalToken = (state: ApprovalState): string => `approval.${state}`;
export const templateToken = (key: string): string => `template.${key}`;

/** The assessment holds. */
export const ASSESSED = 'assessed';
/** There is one, and it no longer holds. */
export const ASSESSMENT_EDITED = 'assessment.edited';
export const ASSESSMENT_AGED = 'assessment.aged';

export const CONFLICT_STATES = ['none', 'accepted', 'unaccepted', 'frozen', 'unknown'] as const;
export type ConflictState = (typeof CONFLICT_STATES)[number];
export const conflictToken = (state: ConflictState): string => `conflict.${state}`;

/** Short ways, each of its type alone. */
export const ROUTE_STANDARD = 'route.standard';
export const ROUTE_EMERGENCY = 'route.emergency';

/** It is, or once was, in a stage without what that takes. */
export const UNAUTHORISED = 'unauthorised';

export const outcomeToken = (outcome: Outcome): string => `outcome.${outcome}`;
/** `week` as in `2026-W47`: when the work ended, in the zone of reports. */
export const outcomeInWeekToken = (outcome: Outcome, week: string): string => `outcome.${outcome}.${week}`;
export const REVIEWED = 'reviewed';
export const CAUSED_INCIDENT = 'caused-incident';
