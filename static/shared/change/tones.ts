/** How the states of a change look. The word carries the meaning, the tone only repeats it. */
import type { ApprovalState } from '../../../src/change/approval.shapes';
import type { Outcome, RiskLevel } from '../../../src/change/change.shapes';
import type { CalendarChange } from '../../../src/change/change.contract';
import type { Tone } from '../components';

export const LEVEL_TONES: Readonly<Record<RiskLevel, Tone>> = {
  low: 'success',
  moderate: 'information',
  high: 'warning',
  veryHigh: 'danger',
};

export const APPROVAL_TONES: Readonly<Record<ApprovalState, Tone>> = {
  notRequired: 'neutral',
  notAsked: 'neutral',
  waiting: 'information',
  approved: 'success',
  rejected: 'danger',
  edited: 'warning',
  expired: 'warning',
};

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
  successful: 'success',
  withIssues: 'warning',
  failed: 'danger',
  backedOut: 'danger',
};

export const CONFLICTS_TONES: Readonly<Record<CalendarChange['conflicts'], Tone>> = {
  none: 'success',
  accepted: 'neutral',
  unaccepted: 'warning',
  frozen: 'danger',
  unknown: 'neutral',
};
