/** Reasons of risk as English sentences, for comments and messages in Jira. Front ends have their own, by the same codes. */
import type { ChangeType, Plan, RiskLevel } from './change.shapes';
import type { Factor, FactorReason, RiskResult } from './risk.shapes';
import type { ConflictKind } from './schedule.shapes';

export const LEVEL_WORDS: Readonly<Record<RiskLevel, string>> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
  veryHigh: 'Very high',
};

export const FACTOR_WORDS: Readonly<Record<Factor, string>> = {
  questions: 'Answers about likelihood',
  changeType: 'Type of change',
  plans: 'Plans',
  leadTime: 'Notice',
  conflicts: 'Conflicts',
  teamRecord: 'The team’s record',
  ciRecord: 'The CIs’ record',
  impactQuestions: 'Answers about impact',
  criticality: 'Criticality of the CIs',
  services: 'Business services',
  hours: 'Business hours',
};

const PLAN_WORDS: Readonly<Record<Plan, string>> = {
  implementation: 'implementation plan',
  backout: 'back-out plan',
  test: 'test plan',
  communication: 'communication plan',
};

const TYPE_WORDS: Readonly<Record<ChangeType, string>> = {
  standard: 'A standard change',
  normal: 'A normal change',
  emergency: 'An emergency change',
};

const KIND_WORDS: Readonly<Record<ConflictKind, string>> = {
  sameCi: 'on the same CI',
  upstream: 'with changes of what its CIs need',
  downstream: 'with changes of what needs its CIs',
  implementer: 'for the implementer’s time',
  freeze: 'with a freeze',
  outsideMaintenance: 'with maintenance windows',
};

type Params = FactorReason['params'];
const text = (params: Params, name: string): string => String(params[name] ?? '');
const word = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;
const many = (params: Params, name: string, one: string, several = `${one}s`): string =>
  `${text(params, name)} ${params[name] === 1 ? one : several}`;

const record = (whose: string, params: Params): string =>
  `${whose} succeeds in ${text(params, 'percent')} % of changes (90 % likely between ${text(params, 'low')} % and ` +
  `${text(params, 'high')} %), from ${many(params, 'changes', 'change')}, of which ${text(params, 'failures')} failed and ` +
  `${text(params, 'withIssues')} had issues.`;

const believed = (why: string, params: Params): string => `${why}; ${text(params, 'percent')} % is assumed.`;

const SENTENCES: Readonly<Record<string, (params: Params) => string>> = {
  answer: (params) => `“${text(params, 'text')}” – “${text(params, 'label')}”.`,
  'answers.best': () => 'Every answer is the best there is.',
  'answers.none': () => 'Nothing is asked.',
  changeType: (params) =>
    `${word(TYPE_WORDS, text(params, 'type'))} has a risk of its own of ${text(params, 'risk')} %.`,
  'plan.missing': (params) => `There is no ${word(PLAN_WORDS, text(params, 'plan'))}.`,
  'plan.thin': (params) =>
    `The ${word(PLAN_WORDS, text(params, 'plan'))} has ${many(params, 'words', 'word')}; ${text(params, 'enough')} are the least.`,
  'plans.complete': () => 'All plans are filled in.',
  'leadTime.notAsked': (params) => `${word(TYPE_WORDS, text(params, 'type'))} needs no notice.`,
  'leadTime.none': (params) => `There is no notice; ${many(params, 'wanted', 'working day')} are asked for.`,
  'leadTime.short': (params) =>
    `${many(params, 'days', 'working day')} of notice; ${text(params, 'wanted')} are asked for.`,
  'leadTime.enough': (params) =>
    `${many(params, 'days', 'working day')} of notice are as much as is asked for (${text(params, 'wanted')}).`,
  'conflicts.open': (params) => `${many(params, 'count', 'conflict')} ${word(KIND_WORDS, text(params, 'kind'))}.`,
  'conflicts.accepted': (params) =>
    `${many(params, 'count', 'accepted conflict')} ${word(KIND_WORDS, text(params, 'kind'))}.`,
  'conflicts.none': () => 'No conflicts.',
  'teamRecord.rate': (params) => record('The team', params),
  'teamRecord.none': (params) => believed('The team has no change on record', params),
  'teamRecord.unknown': (params) => believed('No team is named', params),
  'ciRecord.rate': (params) => record(`${text(params, 'ci')}, the CI with the worst record,`, params),
  'ciRecord.none': (params) => believed('No change of its CIs is on record', params),
  'ciRecord.unknown': (params) => believed('No CI is named', params),
  'criticality.noCis': () => 'No CI is named.',
  'criticality.worst': (params) =>
    `${text(params, 'cis')} of ${many(params, 'of', 'CI')} ${params['cis'] === 1 ? 'has' : 'have'} criticality ` +
    `${text(params, 'criticality')}, the highest among them.`,
  'criticality.unrated': (params) =>
    `The criticality of ${text(params, 'cis')} of ${many(params, 'of', 'CI')} is unknown and counts as 3.`,
  'services.fall': (params) =>
    `${many(params, 'count', 'business service')} of criticality ${text(params, 'criticality')} can fall.`,
  'services.fallUnrated': (params) =>
    `${many(params, 'count', 'business service')} of unknown criticality, counted as 3, can fall.`,
  'services.spared': (params) =>
    `${many(params, 'count', 'business service')} ${params['count'] === 1 ? 'stays' : 'stay'} up by redundancy alone.`,
  'services.none': () => 'No business service can fall.',
  'services.cut': () => 'More CIs hang on it than could be followed: there may be more services.',
  'hours.noCalendar': () => 'No calendar says when business hours are.',
  'hours.outside': () => 'It lies outside business hours.',
  'hours.inside': (params) => `${text(params, 'minutes')} of ${many(params, 'of', 'minute')} lie in business hours.`,
  'lower.answer': (params) => `“${text(params, 'text')}” could be answered with “${text(params, 'label')}”.`,
  'lower.plans': (params) =>
    `Fill in the ${listed(
      text(params, 'plans')
        .split(',')
        .map((plan) => word(PLAN_WORDS, plan)),
    )}.`,
  'lower.notice': (params) => `Give ${many(params, 'days', 'working day')} of notice.`,
  'lower.conflicts': () => 'Move it to where nothing conflicts.',
  'lower.hours': () => 'Move it out of business hours.',
};

export const REASON_CODES: readonly string[] = Object.keys(SENTENCES);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** @param ci names a CI as the reader may see it; without it the CI's ref stands there. Throws for a code that no rule gives. */
export function reasonInWords({ code, params }: FactorReason, ci?: (ref: string) => string): string {
  const sentence = SENTENCES[code];
  if (sentence === undefined) throw new Error(`no words for the reason “${code}”`);
  const { ci: ref } = params;
  return sentence(ci === undefined || typeof ref !== 'string' ? params : { ...params, ci: ci(ref) });
}

/** `High: likelihood 3 (42 %) × impact 4 (55 %) = 12` */
export const riskInWords = ({
  level,
  score,
  likelihood,
  impact,
}: Omit<RiskResult, 'contributions' | 'lowering'>): string =>
  `${LEVEL_WORDS[level]}: likelihood ${likelihood.level} (${likelihood.percent} %) × impact ${impact.level} ` +
  `(${impact.percent} %) = ${score}`;
