import fc from 'fast-check';
import { DEFAULT_RISK_RULES } from '../../src/change/risk-defaults';
import { lintRiskRules, readRiskRules } from '../../src/change/risk-lint';
import { lintMatrix } from '../../src/change/risk-lint-grid';
import { RISK_LEVELS } from '../../src/change/change.shapes';
import type { RiskRules } from '../../src/change/risk.shapes';
import { anyRules, rankOf } from './risk-support';

const knowns = { calendars: ['business-hours', 'always-open'] };
const said = (draft: unknown): string[] =>
  lintRiskRules(draft, knowns).map(({ severity, path, code }) => `${severity} ${path} ${code}`);
const messages = (draft: unknown): string[] => lintRiskRules(draft, knowns).map(({ message }) => message);

const rules = DEFAULT_RISK_RULES;
const [first, second] = rules.questions;
if (first === undefined || second === undefined) throw new Error('two questions');
const cell = (likelihood: number, impact: number, level: unknown) => ({
  ...rules,
  matrix: rules.matrix.map((row, l) => row.map((one, i) => (l === likelihood && i === impact ? level : one))),
});
const cuts = (impact: unknown) => ({ ...rules, cuts: { ...rules.cuts, impact } });
const weights = (changed: Partial<RiskRules['weights']>) => ({ ...rules, weights: { ...rules.weights, ...changed } });
const asking = (...questions: unknown[]) => ({ ...rules, questions: [...questions, ...rules.questions.slice(1)] });

describe('the shipped rules', () => {
  it('have nothing against them', () => {
    expect(lintRiskRules(rules, knowns)).toEqual([]);
    expect(readRiskRules(rules, knowns).value).toEqual(rules);
  });
});

describe('the linter', () => {
  it.each<[string, unknown, string[]]>([
    [
      'a level above the one of more impact',
      cell(2, 2, 'veryHigh'),
      ['error matrix.2.3 not-monotonic', 'error matrix.3.2 not-monotonic'],
    ],
    [
      'a corner below both neighbours',
      cell(4, 4, 'low'),
      ['error matrix.4.4 not-monotonic', 'error matrix.4.4 not-monotonic'],
    ],
    ['a cell without a level', cell(0, 0, 'none'), ['error matrix.0.0 unknown-level']],
    [
      'a level that no cell has',
      { ...rules, matrix: rules.matrix.map((row) => row.map((one) => (one === 'veryHigh' ? 'high' : one))) },
      ['warning matrix risk-unreachable'],
    ],
    ['cuts out of order', cuts([15, 50, 30, 70]), ['error cuts.impact.2 cuts-order']],
    ['two equal cuts', cuts([15, 30, 30, 70]), ['error cuts.impact.1 level-unreachable']],
    [
      'cuts with no whole percentage between them',
      cuts([15, 30.2, 30.8, 70]),
      ['error cuts.impact.1 level-unreachable'],
    ],
    ['a first cut of zero', cuts([0, 30, 50, 70]), ['error cuts.impact.0 level-unreachable']],
    ['a last cut above everything', cuts([15, 30, 50, 101]), ['error cuts.impact.3 level-unreachable']],
    ['three cuts', cuts([15, 30, 50]), ['error cuts.impact cuts-form']],
    ['words for cuts', cuts('many'), ['error cuts.impact cuts-form']],
    [
      'a side of which nothing counts',
      weights({ impactQuestions: 0, criticality: 0, services: 0, hours: 0 }),
      ['error weights.impact side-weightless'],
    ],
    [
      'a side of which nothing can be judged',
      { ...weights({ impactQuestions: 0, criticality: 0, services: 0 }), businessCalendar: null },
      ['error weights.impact side-weightless', 'warning weights.hours no-calendar'],
    ],
    [
      'questions whose answers count for nothing',
      weights({ questions: 0 }),
      [0, 1, 2, 3].map((index) => `warning questions.${index}.side question-unused`),
    ],
    [
      'a weight for questions that nobody asks',
      { ...rules, questions: rules.questions.filter(({ side }) => side === 'impact') },
      ['warning weights.questions no-questions'],
    ],
    [
      'notice that no type asks for',
      { ...rules, leadTimeDays: { standard: 0, normal: 0, emergency: 0 } },
      ['warning weights.leadTime no-lead-time'],
    ],
    [
      'types that are all alike',
      { ...rules, typeRisk: { standard: 20, normal: 20, emergency: 20 } },
      ['warning weights.changeType no-difference'],
    ],
    [
      'a question asked twice',
      { ...rules, questions: [...rules.questions, { ...first, key: 'again' }] },
      ['warning questions.8.text duplicate-text'],
    ],
    ['two questions of one key', asking(first, { ...first, text: 'And?' }), ['error questions.1.key duplicate-key']],
    [
      'two answers of one key',
      asking({ ...first, choices: [...first.choices, { key: 'never', label: 'Not yet', risk: 100 }] }),
      ['error questions.0.choices.4.key duplicate-key'],
    ],
    [
      'two answers that read the same',
      asking({ ...first, choices: [...first.choices, { key: 'not-yet', label: 'Never', risk: 100 }] }),
      ['error questions.0.choices.4.label duplicate-label'],
    ],
    [
      'answers that make no difference',
      asking({ ...first, choices: first.choices.map((one) => ({ ...one, risk: 50 })) }),
      ['warning questions.0.choices no-difference'],
    ],
    [
      'a calendar that does not exist',
      { ...rules, businessCalendar: 'moonlight' },
      ['error businessCalendar unknown-calendar'],
    ],
    [
      'a prior that believes in failure',
      { ...rules, prior: { successes: 1, failures: 2 } },
      ['warning prior prior-dark'],
    ],
    [
      'a prior that outweighs every record',
      { ...rules, prior: { successes: 90, failures: 10 } },
      ['warning prior prior-strong'],
    ],
    [
      'a level of likelihood that no change gets',
      {
        ...weights({ plans: 0, leadTime: 0, conflicts: 0, teamRecord: 0, ciRecord: 0, changeType: 0 }),
        questions: rules.questions.map((one) => ({
          ...one,
          choices: one.choices.map((choice) => ({ ...choice, risk: Math.round(choice.risk / 2) })),
        })),
        cuts: { ...rules.cuts, impact: [10, 20, 30, 40] },
      },
      ['warning cuts.likelihood.3 level-out-of-reach'],
    ],
    ['a weight above a hundred', weights({ plans: 101 }), ['error weights.plans unreadable']],
    [
      'a question with one answer',
      asking({ ...first, choices: first.choices.slice(1, 2) }),
      ['error questions.0.choices unreadable'],
    ],
    [
      'half a draft',
      { matrix: rules.matrix },
      [
        'questions',
        'weights',
        'cuts',
        'leadTimeDays',
        'typeRisk',
        'prior',
        'recordMonths',
        'validDays',
        'businessCalendar',
      ].map((path) => `error ${path} unreadable`),
    ],
    ['no draft at all', 'rules', ['error  unreadable']],
  ])('finds %s', (_case, draft, findings) => {
    expect(said(draft)).toEqual(findings);
  });

  it('says at the cell which neighbour it contradicts', () => {
    expect(messages(cell(2, 3, 'low'))).toEqual([
      'More likelihood must not lower the risk: likelihood 3 × impact 4 is Low, but likelihood 2 × impact 4 is Moderate. Raise the first or lower the second.',
      'More impact must not lower the risk: likelihood 3 × impact 4 is Low, but likelihood 3 × impact 3 is Moderate. Raise the first or lower the second.',
    ]);
  });

  it('gives the rules only when they can be read', () => {
    expect(readRiskRules(cell(2, 3, 'low'), knowns).value).toBeDefined();
    expect(readRiskRules(weights({ plans: 101 }), knowns).value).toBeUndefined();
  });

  it('finds nothing wrong in any rules that are in order', () => {
    fc.assert(
      fc.property(anyRules, (any) => {
        const errors = lintRiskRules(any, knowns).filter(
          ({ severity, code }) => severity === 'error' && !['side-weightless', 'duplicate-label'].includes(code),
        );
        // Cuts one percent apart leave nothing out: they are whole and differ.
        expect(errors).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('finds an inversion in just the matrices that have one', () => {
    const grid = fc.array(fc.array(fc.constantFrom(...RISK_LEVELS), { minLength: 5, maxLength: 5 }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(grid, (matrix) => {
        const cells = matrix.flatMap((row, l) => row.map((level, i) => ({ l, i, rank: rankOf(level) })));
        const monotonic = cells.every((a) => cells.every((b) => !(a.l <= b.l && a.i <= b.i) || a.rank <= b.rank));
        expect(lintMatrix(matrix).some(({ code }) => code === 'not-monotonic')).toBe(!monotonic);
      }),
      { numRuns: 500 },
    );
  });
});

/**
 * Atlassian's own 4×5 example gives a Minor incident of Medium urgency less priority than one of Low urgency.
 * support.atlassian.com/jira-service-management-cloud/docs/how-do-i-create-a-matrix-using-impact-and-urgency-values
 */
describe('a published 4×5 example, taken as a risk matrix', () => {
  const priorities = [
    [5, 4, 5, 4, 3],
    [5, 4, 4, 3, 2],
    [5, 4, 3, 2, 1],
    [5, 4, 3, 2, 1],
  ];
  const matrix = priorities.map((row) => row.map((priority) => RISK_LEVELS[Math.min(3, 5 - priority)]));

  it('is caught at the cell, and for its size', () => {
    expect(said({ ...rules, matrix })).toEqual(['error matrix matrix-size', 'error matrix.0.2 not-monotonic']);
    expect(messages({ ...rules, matrix })[0]).toBe(
      'Instead of one row for each likelihood of five, the matrix has 4 here.',
    );
  });
});

describe('thresholds given as ranges', () => {
  // As a vendor's forum has them: a score of 13 falls into none.
  const bands = [
    { from: 1, to: 4 },
    { from: 5, to: 12 },
    { from: 14, to: 19 },
    { from: 20, to: 25 },
  ];

  it('are told what falls into none of them', () => {
    const draft = { ...rules, cuts: { ...rules.cuts, likelihood: bands } };
    expect(said(draft)).toEqual(['error cuts.likelihood cuts-form', 'error cuts.likelihood.2 range-gap']);
    expect(messages(draft)[1]).toBe('13 lies in no level.');
  });

  it.each<[string, { from: number; to: number }[], string]>([
    [
      'a wider gap',
      [
        { from: 0, to: 20 },
        { from: 31, to: 100 },
      ],
      '21 to 30 lie in no level.',
    ],
    [
      'an overlap',
      [
        { from: 0, to: 20 },
        { from: 20, to: 100 },
      ],
      '20 lies in two levels: the one before goes up to 20.',
    ],
    ['a range the wrong way round', [{ from: 20, to: 0 }], 'The range ends at 0, before it begins at 20.'],
  ])('are told of %s', (_case, ranges, message) => {
    expect(messages({ ...rules, cuts: { ...rules.cuts, impact: ranges } })).toContain(message);
  });
});
