/** Answers to the questionnaire: whether they are complete, and what they say. */
import type { Side, Answers, Question, RiskRules } from './risk.shapes';

export interface AnswerFault {
  /** `answers.<question>` */
  readonly path: string;
  readonly code: 'missing' | 'unknownChoice' | 'unknownQuestion';
  readonly message: string;
}

export interface Answered {
  readonly question: Question;
  readonly choice: Question['choices'][number];
}

type Questionnaire = Pick<RiskRules, 'questions'>;

/** Everything that keeps answers from being judged; empty when each question has one of its answers. */
export function answerFaults(answers: Answers, { questions }: Questionnaire): AnswerFault[] {
  const asked = new Set(questions.map(({ key }) => key));
  return [
    ...questions.flatMap((question) => faultsOf(question, answers)),
    ...Object.keys(answers)
      .filter((key) => !asked.has(key))
      .map((key) => fault(key, 'unknownQuestion', 'This is no longer asked. Leave it out.')),
  ];
}

function faultsOf(question: Question, answers: Answers): AnswerFault[] {
  const given = givenTo(question, answers);
  if (given === undefined) return [fault(question.key, 'missing', `Answer “${question.text}”.`)];
  return chosen(question, given) === undefined
    ? [fault(question.key, 'unknownChoice', `“${question.text}” has no such answer. Choose one of those offered.`)]
    : [];
}

const fault = (key: string, code: AnswerFault['code'], message: string): AnswerFault => ({
  path: `answers.${key}`,
  code,
  message,
});

/** A question may be called like something that every object has. */
const givenTo = ({ key }: Question, answers: Answers): string | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined;

const chosen = ({ choices }: Question, key: string): Answered['choice'] | undefined =>
  choices.find((choice) => choice.key === key);

/** The questions of a side with their answers, in the order of the questionnaire. */
export function answeredOn(side: Side, answers: Answers, { questions }: Questionnaire): Answered[] {
  return questions.flatMap((question) => {
    if (question.side !== side) return [];
    const given = givenTo(question, answers);
    const choice = given === undefined ? undefined : chosen(question, given);
    return choice === undefined ? [] : [{ question, choice }];
  });
}

/** Those of kept answers that still fit, for a form to begin with. */
export const fittingAnswers = (answers: Answers, { questions }: Questionnaire): Answers =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const given = givenTo(question, answers);
      return given !== undefined && chosen(question, given) !== undefined ? [[question.key, given] as const] : [];
    }),
  );
