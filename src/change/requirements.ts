/** What gates demand, one function a requirement: met, or what is missing and who can provide it. */
import type { AccountId } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { RoleKey } from '../setup/site-map';
import { passedWithout, wasEmergency } from './authority';
import type { ChangeFacts } from './change-facts';
import type { ChangeType, Person, RiskLevel, Stage } from './change.shapes';
import type { GateItem } from './gate.shapes';
import type { Review } from './review.shapes';
import type { Situation, StandingConflict } from './situation';

type Params = NonNullable<GateItem['missing']>['params'];
type Judge = (situation: Situation) => GateItem;
type Requirement = GateItem['requirement'];

const WORKERS: readonly RoleKey[] = ['serviceDeskAgent', 'changeManager'];
const MANAGERS: readonly RoleKey[] = ['changeManager'];

const met = (requirement: Requirement): GateItem => ({ requirement, met: true, missing: null, roles: [], people: [] });

function unmet(
  requirement: Requirement,
  code: string,
  params: Params,
  roles: readonly RoleKey[] = WORKERS,
  people: readonly Person[] = [],
): GateItem {
  return { requirement, met: false, missing: { code, params }, roles: [...roles], people: [...people] };
}

const known = ({ people }: Situation, ids: readonly (AccountId | undefined)[]): Person[] =>
  [...new Set(ids)].flatMap((id) => (id === undefined ? [] : (people.get(id) ?? [])));

// ── What it is ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Longer ones could not be found by the span they touch. */
export const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

const emptyParts = ({ type, plannedStart, plannedEnd, reason, cis }: ChangeFacts): string[] => [
  ...(type === undefined ? ['type'] : []),
  ...(plannedStart === undefined ? ['plannedStart'] : []),
  ...(plannedEnd === undefined ? ['plannedEnd'] : []),
  ...(reason.words === 0 ? ['reason'] : []),
  ...(cis.length === 0 ? ['cis'] : []),
];

/** Why its times make no window; undefined when they do, or when one is missing. */
function disorder({ plannedStart, plannedEnd, outageStart, outageEnd }: ChangeFacts): string | undefined {
  if (plannedStart === undefined || plannedEnd === undefined) return undefined;
  if (plannedEnd <= plannedStart) return 'endBeforeStart';
  if (toEpoch(plannedEnd) - toEpoch(plannedStart) > LONGEST_DAYS * DAY_MS) return 'tooLong';
  if ((outageStart === undefined) !== (outageEnd === undefined)) return 'halfAnOutage';
  if (outageStart === undefined || outageEnd === undefined) return undefined;
  if (outageEnd <= outageStart) return 'outageEndBeforeStart';
  return outageStart < plannedStart || outageEnd > plannedEnd ? 'outageOutside' : undefined;
}

export const described: Judge = (situation) => {
  const { facts } = situation;
  const by = known(situation, [facts.requester, facts.implementer]);
  const empty = emptyParts(facts);
  if (empty.length > 0) return unmet('described', 'empty', { parts: empty.join(',') }, WORKERS, by);
  const { unknownCis } = situation;
  if (unknownCis.length > 0) return unmet('described', 'unknownCis', { cis: unknownCis.join(', ') }, WORKERS, by);
  const wrong = disorder(facts);
  return wrong === undefined ? met('described') : unmet('described', wrong, { days: LONGEST_DAYS }, WORKERS, by);
};

/** Whether a window can be made of its times: what lies in time without being judged complete. */
export const hasWindow = (facts: ChangeFacts): boolean =>
  facts.plannedStart !== undefined && facts.plannedEnd !== undefined && facts.plannedStart < facts.plannedEnd;

// ── Its route ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const ONLY_STANDARD = (type: ChangeType | undefined): GateItem =>
  type === 'standard' ? met('route') : unmet('route', 'onlyStandard', {});
export const ONLY_EMERGENCY = (type: ChangeType | undefined): GateItem =>
  type === 'emergency' ? met('route') : unmet('route', 'onlyEmergency', {});
export const NO_ROUTE = (stage: Stage | undefined): GateItem => unmet('route', 'noRoute', { stage: stage ?? '' });

export const preApproved: Judge = ({ template }) => {
  if (template === undefined) return unmet('preApproved', 'noTemplate', {});
  const { name, refused, drifted } = template;
  if (refused !== undefined)
    return unmet('preApproved', refused, { template: name }, refused === 'demoted' ? MANAGERS : WORKERS);
  if (drifted.length > 0) return unmet('preApproved', 'drifted', { template: name, parts: drifted.join(',') });
  return met('preApproved');
};

// ── Risk and approval ────────────────────────────────────────────────────────────────────────────────────────────────

export const assessed: Judge = ({ currency }) => {
  switch (currency.state) {
    case 'current':
      return met('assessed');
    case 'none':
      return unmet('assessed', 'none', {});
    case 'edited':
      return unmet('assessed', 'edited', { parts: currency.parts.join(',') });
    case 'aged':
      return unmet('assessed', 'aged', { since: currency.since });
  }
};

export const approved: Judge = (situation) => {
  const { state, steps } = situation.approval;
  if (state === 'approved' || state === 'notRequired') return met('approved');
  const open = steps.filter(({ satisfied }) => !satisfied);
  const params: Params = {
    steps: open.map(({ name, needed, approvals }) => `${name} (${approvals}/${needed})`).join(', '),
    missing: open.reduce((sum, { needed, approvals }) => sum + Math.max(0, needed - approvals), 0),
  };
  if (open.some(({ impossible }) => impossible)) return unmet('approved', 'impossible', params, MANAGERS);
  const voters = known(
    situation,
    open.flatMap((step) => step.open),
  );
  // Whoever asks for approval brings a rejected change back to assessment first.
  return state === 'rejected'
    ? unmet('approved', 'rejected', params, WORKERS)
    : unmet('approved', state, params, [], voters);
};

// ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const windowAhead: Judge = ({ facts: { plannedStart }, now }) => {
  if (plannedStart === undefined || plannedStart > now) return met('windowAhead');
  return unmet('windowAhead', 'past', { start: plannedStart });
};

/** Work may begin so much before its window. */
export const EARLY_MINUTES = 60;

export const inWindow: Judge = ({ facts: { type, plannedStart, plannedEnd }, now }) => {
  if (plannedStart === undefined || plannedEnd === undefined) return met('inWindow');
  if (now >= plannedEnd) return unmet('inWindow', 'over', { end: plannedEnd });
  const opens = earlier(plannedStart, EARLY_MINUTES);
  // An emergency does not wait for its window.
  return type === 'emergency' || now >= opens
    ? met('inWindow')
    : unmet('inWindow', 'early', { opens, start: plannedStart });
};

const earlier = (at: Instant, minutes: number): Instant => instant(toEpoch(at) - minutes * 60_000);

const frozen = (conflicts: readonly StandingConflict[]): GateItem => {
  const freezes = conflicts.filter(({ kind }) => kind === 'freeze');
  const first = freezes[0];
  if (first === undefined) return met('noFreeze');
  const names = [...new Set(freezes.map(({ window }) => window ?? ''))].join(', ');
  return unmet('noFreeze', 'frozen', { windows: names, from: first.overlap.from, to: first.overlap.to });
};

export const noFreeze: Judge = ({ conflicts }) => frozen(conflicts);

/** What begins now must not begin in a freeze that its own window avoids. */
export const noFreezeNow: Judge = ({ conflicts, freezesBefore }) => frozen([...conflicts, ...freezesBefore]);

export const noConflict: Judge = ({ conflicts, conflictsCut, landscapeCut }) => {
  if (conflictsCut) return unmet('noConflict', 'tooMany', {});
  if (landscapeCut) return unmet('noConflict', 'unfollowed', {});
  const open = conflicts.filter(({ kind, accepted }) => kind !== 'freeze' && !accepted);
  if (open.length === 0) return met('noConflict');
  const kinds = [...new Set(open.map(({ kind }) => kind))].join(',');
  return unmet('noConflict', 'unaccepted', { count: open.length, kinds }, MANAGERS);
};

// ── Review ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export type ReviewReason = 'emergency' | 'failed' | 'highRisk' | 'breach';

/** Why an outcome alone will not do; empty when it will. */
export function reviewBecause(change: {
  readonly emergency: boolean;
  readonly level: RiskLevel | undefined;
  readonly outcome: Review['outcome'] | undefined;
  readonly breached: boolean;
}): ReviewReason[] {
  const { emergency, level, outcome, breached } = change;
  return [
    ...(emergency ? (['emergency'] as const) : []),
    ...(outcome === 'failed' || outcome === 'backedOut' ? (['failed'] as const) : []),
    ...(level === 'high' || level === 'veryHigh' ? (['highRisk'] as const) : []),
    ...(breached ? (['breach'] as const) : []),
  ];
}

/** A gate that was passed a moment ago counts before anything has told the app of it. */
export function reviewReasonsOf(situation: Situation): ReviewReason[] {
  const { facts, record } = situation;
  const breaches = record?.breaches ?? [];
  return reviewBecause({
    emergency: wasEmergency(situation),
    level: record?.assessment?.level,
    outcome: record?.review?.outcome,
    breached: breaches.length > 0 || (facts.stage !== undefined && passedWithout(facts.stage, situation) !== undefined),
  });
}

export const outcome: Judge = ({ record }) =>
  record?.review == null ? unmet('outcome', 'noOutcome', {}) : met('outcome');

export const reviewed: Judge = (situation) => {
  const because = reviewReasonsOf(situation);
  const { deviations, lessons } = situation.record?.review ?? { deviations: '', lessons: '' };
  const isWritten = deviations.trim() !== '' || lessons.trim() !== '';
  return because.length === 0 || isWritten
    ? met('reviewed')
    : unmet('reviewed', 'noReview', { because: because.join(',') });
};
