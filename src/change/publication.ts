/** What the app publishes on a change for JQL and for the workflow's conditions. */
import type { ApprovalState } from './approval.shapes';

export interface ChangePublication {
  /** The risk level's name: Low, Moderate, High, Very high; null while there is no assessment. */
  readonly risk: string | null;
  readonly score: number | null;
  /** How far approval has come, as people read it. */
  readonly approval: string | null;
  /**
   * The same and more as words for JQL and conditions: `type.normal`, `risk.high`, `likelihood.3`, `impact.4`, `assessed`,
   * `assessment.edited`, `approval.approved`, `conflict.none`, `route.standard`, `route.emergency`, `template.<key>`,
   * `unauthorised`, `outcome.failed`, `outcome.failed.2026-W47`, `reviewed`, `caused-incident`.
   */
  readonly tokens: readonly string[];
}

export const NOTHING_PUBLISHED: ChangePublication = { risk: null, score: null, approval: null, tokens: [] };

/** How the published approval field reads. */
export const APPROVAL_WORDS: Readonly<Record<ApprovalState, string>> = {
  notRequired: 'Not required',
  notAsked: 'Not asked for',
  waiting: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  edited: 'Edited since',
  expired: 'Expired',
};

/** The parts that differ. */
export function differences(wanted: ChangePublication, published: ChangePublication): Partial<ChangePublication> {
  const same = (left: readonly string[], right: readonly string[]): boolean =>
    [...left].sort().join('\n') === [...right].sort().join('\n');
  return {
    ...(wanted.risk === published.risk ? {} : { risk: wanted.risk }),
    ...(wanted.score === published.score ? {} : { score: wanted.score }),
    ...(wanted.approval === published.approval ? {} : { approval: wanted.approval }),
    ...(same(wanted.tokens, published.tokens) ? {} : { tokens: wanted.tokens }),
  };
}
