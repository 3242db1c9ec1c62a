/**
 * What of a change an assessment and an approval rest on, as digests: equal when nothing material differs. Whoever could make
 * two contents with the same digest could have one approved and implement the other, hence SHA-256 (FIPS 180-4), of which
 * 192 bits are kept.
 */
import { createHash } from 'node:crypto';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { ChangeFacts } from './change-facts';
import { MATERIAL_PARTS, type ChangeType, type Fingerprint, type MaterialPart } from './change.shapes';
import type { Answers, Assessment, Currency, RiskRules } from './risk.shapes';

/** 32 characters of `A–Z a–z 0–9 - _`; for the texts of a change, too. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 32);

/** The order of CIs and of answers, and CIs named twice, make no difference. */
export function fingerprintOf(facts: ChangeFacts, answers: Answers): Fingerprint {
  const { plans } = facts;
  const contents: Readonly<Record<MaterialPart, unknown>> = {
    type: facts.type,
    plannedStart: facts.plannedStart,
    plannedEnd: facts.plannedEnd,
    outageStart: facts.outageStart,
    outageEnd: facts.outageEnd,
    cis: [...new Set(facts.cis)].sort(),
    implementer: facts.implementer,
    reason: facts.reason.digest,
    implementationPlan: plans.implementation.digest,
    backoutPlan: plans.backout.digest,
    testPlan: plans.test.digest,
    communicationPlan: plans.communication.digest,
    answers: Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)),
  };
  return forEachPart((part) => partDigest(part, contents[part]));
}

const partDigest = (part: MaterialPart, content: unknown): string => digestOf(JSON.stringify([part, content ?? null]));

/** Whether that was the type when the fingerprint was taken. */
export const isOfType = ({ type }: Pick<Fingerprint, 'type'>, asked: ChangeType): boolean =>
  type === partDigest('type', asked);

function forEachPart(digest: (part: MaterialPart) => string): Fingerprint {
  return {
    type: digest('type'),
    plannedStart: digest('plannedStart'),
    plannedEnd: digest('plannedEnd'),
    outageStart: digest('outageStart'),
    outageEnd: digest('outageEnd'),
    cis: digest('cis'),
    implementer: digest('implementer'),
    reason: digest('reason'),
    implementationPlan: digest('implementationPlan'),
    backoutPlan: digest('backoutPlan'),
    testPlan: digest('testPlan'),
    communicationPlan: digest('communicationPlan'),
    answers: digest('answers'),
  };
}

/** What says in one word which state of a change was looked at. */
export const sealOf = (fingerprint: Fingerprint): string =>
  digestOf(MATERIAL_PARTS.map((part) => fingerprint[part]).join('\n'));

/** The parts in which two states differ, in the order in which parts are listed everywhere. */
export const changedParts = (before: Fingerprint, after: Fingerprint): MaterialPart[] =>
  MATERIAL_PARTS.filter((part) => before[part] !== after[part]);

const DAY_MS = 86_400_000;

/**
 * Whether an assessment holds at `now` for the change as it is. That something was edited is said before that it is old. It
 * stays current when the rules are changed, but for how long it is good is what the rules say now: days of 24 hours.
 */
export function currencyOf(
  assessment: Pick<Assessment, 'at' | 'fingerprint'> | null,
  fresh: Fingerprint,
  { validDays }: Pick<RiskRules, 'validDays'>,
  now: Instant,
): Currency {
  if (assessment === null) return { state: 'none' };
  const parts = changedParts(assessment.fingerprint, fresh);
  if (parts.length > 0) return { state: 'edited', parts };
  const until = instant(toEpoch(instant(assessment.at)) + validDays * DAY_MS);
  return now < until ? { state: 'current', until } : { state: 'aged', since: until };
}
