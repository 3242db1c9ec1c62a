/** The shapes of risk assessment: questionnaire, factors, thresholds, matrix, and what an assessment says. */
import { z } from 'zod';
import { Criticality } from '../cmdb/model';
import { AccountId, CiRef } from '../contract/ids';
import { At, ChangeKey, ChangeType, Fingerprint, MaterialPart, Name, Plan, RiskLevel } from './change.shapes';
import { SuccessRate } from './review.shapes';
import { ConflictKind } from './schedule.shapes';

export const SIDES = ['likelihood', 'impact'] as const;
export const Side = z.enum(SIDES);
export type Side = z.output<typeof Side>;

/** An answer's risk from 0 (none) to 100 (the worst). */
export const Choice = z.object({ key: ChangeKey, label: Name, risk: z.int().min(0).max(100) });

export const Question = z.object({
  key: ChangeKey,
  text: z.string().trim().min(1, 'Ask something.').max(200),
  help: z.string().max(500),
  side: Side,
  /** Among the questions of its side. */
  weight: z.int().min(1).max(100),
  choices: z.array(Choice).min(2, 'A question needs at least two answers.').max(8),
});
export type Question = z.output<typeof Question>;

/** Answers by question: the key of the choice. */
export const Answers = z.record(ChangeKey, ChangeKey);
export type Answers = z.output<typeof Answers>;

/** Each gives a value from 0 to 1 and counts on one side. */
export const LIKELIHOOD_FACTORS = [
  'questions',
  'changeType',
  'plans',
  'leadTime',
  'conflicts',
  'teamRecord',
  'ciRecord',
] as const;
export const IMPACT_FACTORS = ['impactQuestions', 'criticality', 'services', 'hours'] as const;
export const FACTORS = [...LIKELIHOOD_FACTORS, ...IMPACT_FACTORS] as const;
export const Factor = z.enum(FACTORS);
export type Factor = z.output<typeof Factor>;

/** 0 switches a factor off. */
const Weight = z.int().min(0).max(100);

/** Four cuts make five levels without a gap: level 1 below the first, level 5 from the last on. In percent, ascending. */
const Cuts = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const Row = z.tuple([RiskLevel, RiskLevel, RiskLevel, RiskLevel, RiskLevel]);

export const RiskRules = z.object({
  questions: z.array(Question).max(20),
  weights: z.record(Factor, Weight),
  cuts: z.object({ likelihood: Cuts, impact: Cuts }),
  /** `matrix[likelihood - 1][impact - 1]`. */
  matrix: z.tuple([Row, Row, Row, Row, Row]),
  /** Working days of notice from which on lead time adds no risk; with none it adds all. */
  leadTimeDays: z.record(ChangeType, z.number().min(0).max(90)),
  /** Risk of a type as such, from 0 to 100. */
  typeRisk: z.record(ChangeType, z.int().min(0).max(100)),
  /** What is believed of a team or CI without a record: as if it had had these successes and failures. */
  prior: z.object({ successes: z.number().min(0.1).max(100), failures: z.number().min(0.1).max(100) }),
  /** Changes closed before that count no more. */
  recordMonths: z.int().min(1).max(60),
  /** An assessment is good for so many days, even when nothing was edited. */
  validDays: z.int().min(1).max(365),
  /** Key of the calendar of service levels whose hours are business hours; null for none. */
  businessCalendar: ChangeKey.nullable(),
});
export type RiskRules = z.output<typeof RiskRules>;

/** What an assessment is made from, gathered at one moment. */
export const RiskInput = z.object({
  type: ChangeType,
  answers: Answers,
  /** Words of each plan; 0 for none. */
  plans: z.record(Plan, z.int().min(0)),
  /** From now to the planned start; 0 or less when it has come. Working days of the business calendar, else of 24 hours. */
  noticeDays: z.number(),
  /** Each conflict of the change, freezes included. */
  conflicts: z.array(z.object({ kind: ConflictKind, accepted: z.boolean() })),
  /** Of the team that implements; null when none is named. Without any change on record it is the prior. */
  team: SuccessRate.nullable(),
  /** Of the change's CIs the one with the worst record; null without CIs. */
  worstCi: z.object({ ref: CiRef, rate: SuccessRate }).nullable(),
  /** Of each CI that is changed; null where nobody rated it. */
  criticalities: z.array(Criticality.nullable()),
  /** Criticalities of the business services that fall with the CIs, and of those that redundancy alone keeps up. */
  services: z.object({
    fall: z.array(Criticality.nullable()),
    spared: z.array(Criticality.nullable()),
    /** The impact graph was cut: there may be more. */
    cut: z.boolean(),
  }),
  /** The planned window, and how much of it is business hours; null when the rules name no calendar that exists. */
  window: z.object({ minutes: z.number().positive(), businessMinutes: z.number().min(0) }).nullable(),
});
export type RiskInput = z.output<typeof RiskInput>;

/** Why a factor has its value: a code with what belongs in the sentence. The words are the front end's (and English's). */
export const FactorReason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type FactorReason = z.output<typeof FactorReason>;

export const Contribution = z.object({
  factor: Factor,
  side: Side,
  weight: z.int(),
  /** From 0 to 1. */
  value: z.number(),
  /** What it adds to its side's percentage: the contributions of a side sum to it. */
  points: z.number(),
  reasons: z.array(FactorReason),
});
export type Contribution = z.output<typeof Contribution>;

const SideScore = z.object({ percent: z.number(), level: z.int().min(1).max(5) });

export const RiskResult = z.object({
  likelihood: SideScore,
  impact: SideScore,
  /** Likelihood's level times impact's, 1 to 25. */
  score: z.int(),
  level: RiskLevel,
  /** The most telling first. */
  contributions: z.array(Contribution),
  /** What would lower it, the most helpful first: the level it would have with this one thing better. */
  lowering: z.array(z.object({ factor: Factor, reason: FactorReason, score: z.int(), level: RiskLevel })),
});
export type RiskResult = z.output<typeof RiskResult>;

export const Assessment = RiskResult.extend({
  at: At,
  by: AccountId,
  answers: Answers,
  fingerprint: Fingerprint,
  /** Of the risk rules; 0 for the shipped ones. */
  rulesVersion: z.int(),
  /** The impact graph was too large to be walked whole: what is impacted is at least this. */
  impactCut: z.boolean(),
});
export type Assessment = z.output<typeof Assessment>;

/** Whether an assessment holds, and if not, why. */
export const Currency = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('current'), until: At }),
  z.object({ state: z.literal('edited'), parts: z.array(MaterialPart) }),
  z.object({ state: z.literal('aged'), since: At }),
]);
export type Currency = z.output<typeof Currency>;
