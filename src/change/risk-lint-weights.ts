/** Questions and weights of rules that can be read: what is asked without counting, and what counts without being asked. */
import { error, repeatedKeys, warning } from '../sla/finding';
import { CHANGE_TYPES, type ChangeType, type Finding } from './change.shapes';
import { levelAt } from './risk-lint-grid';
import { FACTOR_SIDES } from './risk-factors';
import { FACTORS, SIDES, type Factor, type Question, type RiskRules, type Side } from './risk.shapes';

const QUESTIONS_OF: Readonly<Record<Side, Factor>> = { likelihood: 'questions', impact: 'impactQuestions' };

export const lintQuestions = (questions: readonly Question[]): Finding[] => [
  ...repeatedKeys(questions, 'questions', 'question'),
  ...questions.flatMap((question, index) => [
    ...repeatedText(questions, index),
    ...lintChoices(question, `questions.${index}.choices`),
  ]),
];

function repeatedText(questions: readonly Question[], index: number): Finding[] {
  const text = questions[index]?.text;
  return questions.findIndex((one) => one.text === text) === index
    ? []
    : [warning(`questions.${index}.text`, 'duplicate-text', 'This is asked already.')];
}

function lintChoices({ choices }: Question, at: string): Finding[] {
  const labels = choices.flatMap(({ label }, index) =>
    choices.findIndex((one) => one.label === label) === index
      ? []
      : [
          error(
            `${at}.${index}.label`,
            'duplicate-label',
            'Another answer reads the same. Nobody can tell them apart.',
          ),
        ],
  );
  const same = new Set(choices.map(({ risk }) => risk)).size === 1;
  return [
    ...repeatedKeys(choices, at, 'answer'),
    ...labels,
    ...(same
      ? [warning(at, 'no-difference', 'Every answer has the same risk: the question makes no difference.')]
      : []),
  ];
}

export function lintWeights(rules: RiskRules): Finding[] {
  return [...SIDES.flatMap((side) => lintSide(side, rules)), ...withoutEffect(rules)];
}

const onSide = (side: Side): Factor[] => FACTORS.filter((factor) => FACTOR_SIDES[factor] === side);

function lintSide(side: Side, rules: RiskRules): Finding[] {
  const { weights, questions } = rules;
  const weighed = onSide(side).filter((factor) => weights[factor] > 0);
  if (weighed.length === 0)
    return [
      error(`weights.${side}`, 'side-weightless', `Nothing counts for ${side}. Give at least one factor a weight.`),
    ];
  if (weighed.every((factor) => neverJudged(factor, rules)))
    return [
      error(
        `weights.${side}`,
        'side-weightless',
        `Nothing that counts for ${side} can be judged. Ask a question, or give another factor a weight.`,
      ),
    ];
  const unused = questions.flatMap((question, index) =>
    question.side === side && weights[QUESTIONS_OF[side]] === 0
      ? [
          warning(
            `questions.${index}.side`,
            'question-unused',
            `Answers about ${side} have no weight: this is asked in vain.`,
          ),
        ]
      : [],
  );
  return [...unused, ...(unused.length > 0 ? [] : unreachable(side, rules))];
}

/** Left out of every assessment. */
function neverJudged(factor: Factor, { questions, businessCalendar }: RiskRules): boolean {
  if (factor === 'hours') return businessCalendar === null;
  if (factor !== 'questions' && factor !== 'impactQuestions') return false;
  return !questions.some(({ side }) => side === FACTOR_SIDES[factor]);
}

function withoutEffect(rules: RiskRules): Finding[] {
  const { weights, leadTimeDays, typeRisk } = rules;
  const say = (factor: Factor, holds: boolean, code: string, message: string): Finding[] =>
    weights[factor] > 0 && holds ? [warning(`weights.${factor}`, code, message)] : [];
  const unasked = (factor: Factor): Finding[] =>
    say(
      factor,
      neverJudged(factor, rules),
      'no-questions',
      `Nothing is asked about ${FACTOR_SIDES[factor]}: this weight counts for nothing.`,
    );
  return [
    ...unasked('questions'),
    ...unasked('impactQuestions'),
    ...say(
      'hours',
      neverJudged('hours', rules),
      'no-calendar',
      'Without a calendar there are no business hours: this weight counts for nothing.',
    ),
    ...say(
      'leadTime',
      CHANGE_TYPES.every((type) => leadTimeDays[type] === 0),
      'no-lead-time',
      'No type of change asks for notice: it never adds risk.',
    ),
    ...say(
      'changeType',
      new Set(CHANGE_TYPES.map((type) => typeRisk[type])).size === 1,
      'no-difference',
      'Every type has the same risk: the type makes no difference.',
    ),
  ];
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Levels that no change can get, because what counts most never reaches so far. */
function unreachable(side: Side, rules: RiskRules): Finding[] {
  const reached = new Set(
    CHANGE_TYPES.flatMap((type) => {
      const { least, most } = percentages(side, type, rules);
      return Array.from({ length: most - least + 1 }, (_, more) => levelAt(least + more, rules.cuts[side]));
    }),
  );
  return [1, 2, 3, 4, 5].flatMap((level) =>
    reached.has(level)
      ? []
      : [
          warning(
            `cuts.${side}.${Math.max(0, level - 2)}`,
            'level-out-of-reach',
            `No change can get level ${level}: whatever is answered, ${side} goes ${spans(side, rules)}.`,
          ),
        ],
  );
}

function spans(side: Side, rules: RiskRules): string {
  const ranges = CHANGE_TYPES.map((type) => percentages(side, type, rules));
  return `from ${Math.min(...ranges.map(({ least }) => least))} % to ${Math.max(...ranges.map(({ most }) => most))} %`;
}

function percentages(side: Side, type: ChangeType, rules: RiskRules): Range {
  const judged = onSide(side).filter((factor) => rules.weights[factor] > 0 && !neverJudged(factor, rules));
  const weights = judged.reduce((sum, factor) => sum + rules.weights[factor], 0);
  const mean = (pick: (range: Range) => number): number =>
    Math.round(
      judged.reduce((sum, factor) => sum + rules.weights[factor] * pick(rangeOf(factor, type, rules)), 0) / weights,
    );
  return { least: mean(({ least }) => least), most: mean(({ most }) => most) };
}

/** In percent. Records come near to both ends, the others reach them. */
function rangeOf(factor: Factor, type: ChangeType, { questions, typeRisk, leadTimeDays }: RiskRules): Range {
  if (factor === 'changeType') return { least: typeRisk[type], most: typeRisk[type] };
  if (factor === 'leadTime') return { least: 0, most: leadTimeDays[type] === 0 ? 0 : 100 };
  if (factor !== 'questions' && factor !== 'impactQuestions') return { least: 0, most: 100 };
  const asked = questions.filter(({ side }) => side === FACTOR_SIDES[factor]);
  const weights = asked.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (pick: (...risks: number[]) => number): number =>
    asked.reduce((sum, { weight, choices }) => sum + weight * pick(...choices.map(({ risk }) => risk)), 0) / weights;
  return { least: mean(Math.min), most: mean(Math.max) };
}
