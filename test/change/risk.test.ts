import { answerFaults, fittingAnswers } from '../../src/change/risk-answers';
import { assess } from '../../src/change/risk';
import { DEFAULT_RISK_RULES } from '../../src/change/risk-defaults';
import { FACTOR_VALUES } from '../../src/change/risk-factors';
import { reasonInWords, riskInWords } from '../../src/change/risk-words';
import { RiskRules, type Factor, type RiskInput } from '../../src/change/risk.shapes';
import { CiRef } from '../../src/contract/ids';
import { HARMLESS, rateOf, resultOf } from './risk-support';

const answers = (changed: Record<string, string>) => ({ ...HARMLESS.answers, ...changed });

const DATABASE: RiskInput = {
  type: 'normal',
  answers: answers({
    experience: 'sometimes',
    rehearsal: 'test',
    method: 'checklist',
    audience: 'departments',
    data: 'restorable',
    'way-back': 'window',
  }),
  plans: { implementation: 80, backout: 6, test: 20, communication: 0 },
  noticeDays: 2,
  conflicts: [
    { kind: 'upstream', accepted: false },
    { kind: 'implementer', accepted: true },
  ],
  team: rateOf({ successful: 12, withIssues: 2, failed: 1 }),
  worstCi: { ref: CiRef.parse('database:orders'), rate: rateOf({ successful: 3, backedOut: 2 }) },
  criticalities: [2, null, 4],
  services: { fall: [1, 3], spared: [2], cut: false },
  window: { minutes: 120, businessMinutes: 30 },
};

describe('the shipped rules', () => {
  it('are rules', () => {
    expect(RiskRules.parse(DEFAULT_RISK_RULES)).toEqual(DEFAULT_RISK_RULES);
  });

  it('give the most harmless change the least there is, and nothing to lower', () => {
    const { level, score, lowering } = resultOf(HARMLESS);
    expect([level, score, lowering]).toEqual(['low', 1, []]);
  });

  it('give the worst change all there is', () => {
    const worst = Object.fromEntries(
      DEFAULT_RISK_RULES.questions.map(({ key, choices }) => [
        key,
        [...choices].sort((a, b) => b.risk - a.risk)[0]?.key ?? '',
      ]),
    );
    const result = resultOf({
      type: 'emergency',
      answers: worst,
      plans: { implementation: 0, backout: 0, test: 0, communication: 0 },
      noticeDays: 0,
      conflicts: [{ kind: 'freeze', accepted: false }],
      team: rateOf({ failed: 30 }),
      worstCi: { ref: CiRef.parse('server:web-01'), rate: rateOf({ failed: 30 }) },
      criticalities: [1],
      services: { fall: [1, 1], spared: [], cut: true },
      window: { minutes: 60, businessMinutes: 60 },
    });
    // An emergency is asked for no notice: a tenth of its likelihood can't be.
    expect(riskInWords(result)).toBe('Very high: likelihood 5 (90 %) × impact 5 (100 %) = 25');
  });

  it('can be followed by hand', () => {
    const result = resultOf(DATABASE);
    // Answers: (30·30 + 20·0 + 30·30 + 20·60) / 100 = 30 % of 35, a normal change's 40 % of 10, 1½ of 4 plans of 15,
    // three of five days of 10, 50 + 20 of 10, failure rates of 3/25 and 3/15 doubled of 10 each: 10.5 + 4 + 5.625 + 6 + 7 + 2.4 + 4.
    expect(result.likelihood).toEqual({ percent: 40, level: 3 });
    // Answers: (35·65 + 30·30 + 20·45) / 100 = 40.75 % of 40, criticality 2's 75 % of 25, 50 + 20 + 35/5 of 25, a quarter of 10.
    expect(result.impact).toEqual({ percent: 57, level: 4 });
    expect([result.score, result.level]).toEqual([12, 'high']);
    expect(result.contributions.map(({ factor, points }) => `${factor} ${points}`)).toEqual([
      'criticality 19',
      'services 19',
      'impactQuestions 16',
      'questions 11',
      'conflicts 7',
      'plans 6',
      'leadTime 6',
      'changeType 4',
      'ciRecord 4',
      'hours 3',
      'teamRecord 2',
    ]);
    expect(result.lowering.map(({ reason, score, level }) => [reasonInWords(reason), score, level])).toEqual([
      ['“Who notices when it goes wrong?” could be answered with “Nobody, or only those who do it”.', 9, 'moderate'],
    ]);
  });
});

describe('answers', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['are complete', {}, []],
    ['lack one', { experience: '' }, ['answers.experience unknownChoice']],
    ['name an answer that is not offered', { rehearsal: 'perhaps' }, ['answers.rehearsal unknownChoice']],
    ['name a question that is not asked', { colour: 'red' }, ['answers.colour unknownQuestion']],
    ['name an answer of another question', { data: 'never' }, ['answers.data unknownChoice']],
  ])('%s', (_case, changed, faults) => {
    const assessed = assess({ ...HARMLESS, answers: answers(changed) }, DEFAULT_RISK_RULES);
    expect(assessed.ok).toBe(faults.length === 0);
    expect(assessed.ok ? [] : assessed.faults.map(({ path, code }) => `${path} ${code}`)).toEqual(faults);
  });

  it('are never guessed: without any there are as many faults as questions', () => {
    const assessed = assess({ ...HARMLESS, answers: {} }, DEFAULT_RISK_RULES);
    expect(assessed.ok ? [] : assessed.faults.map(({ path, code }) => `${path} ${code}`)).toEqual(
      DEFAULT_RISK_RULES.questions.map(({ key }) => `answers.${key} missing`),
    );
    expect(assessed.ok ? '' : assessed.faults[0]?.message).toBe('Answer “How often has this been done here?”.');
  });

  it('are looked up by their own keys, also where every object has something of that name', () => {
    const [first] = DEFAULT_RISK_RULES.questions;
    if (first === undefined) throw new Error('no questions');
    const rules = { questions: [{ ...first, key: 'constructor' }] };
    expect(answerFaults({}, rules).map(({ code }) => code)).toEqual(['missing']);
    expect(answerFaults({ constructor: 'never' }, rules)).toEqual([]);
  });

  it('of an older questionnaire are kept as far as they fit', () => {
    const kept = fittingAnswers({ ...answers({ rehearsal: 'perhaps', colour: 'red' }) }, DEFAULT_RISK_RULES);
    const { rehearsal: _, ...rest } = HARMLESS.answers;
    expect(kept).toEqual(rest);
  });
});

describe('a factor', () => {
  const words = (factor: Factor, input: Partial<RiskInput>): [number, string[]] => {
    const { value, reasons } = FACTOR_VALUES[factor]({ ...HARMLESS, ...input }, DEFAULT_RISK_RULES);
    return [Math.round(value * 1_000) / 1_000, reasons.map((reason) => reasonInWords(reason))];
  };

  it.each<[Factor, Partial<RiskInput>, number, string[]]>([
    ['changeType', { type: 'emergency' }, 1, ['An emergency change has a risk of its own of 100 %.']],
    ['plans', {}, 0, ['All plans are filled in.']],
    [
      'plans',
      { plans: { implementation: 10, backout: 9, test: 1, communication: 0 } },
      0.5,
      [
        'There is no communication plan.',
        'The back-out plan has 9 words; 10 are the least.',
        'The test plan has 1 word; 10 are the least.',
      ],
    ],
    ['leadTime', { type: 'normal', noticeDays: 5 }, 0, ['5 working days of notice are as much as is asked for (5).']],
    ['leadTime', { type: 'normal', noticeDays: 4.99 }, 0.002, ['4.9 working days of notice; 5 are asked for.']],
    ['leadTime', { type: 'normal', noticeDays: -2 }, 1, ['There is no notice; 5 working days are asked for.']],
    ['leadTime', { type: 'emergency', noticeDays: 0 }, 0, ['An emergency change needs no notice.']],
    ['conflicts', {}, 0, ['No conflicts.']],
    ['conflicts', { conflicts: [{ kind: 'sameCi', accepted: true }] }, 0.2, ['1 accepted conflict on the same CI.']],
    [
      'conflicts',
      {
        conflicts: [
          { kind: 'downstream', accepted: true },
          { kind: 'sameCi', accepted: false },
          { kind: 'sameCi', accepted: false },
        ],
      },
      1,
      ['2 conflicts on the same CI.', '1 accepted conflict with changes of what needs its CIs.'],
    ],
    ['conflicts', { conflicts: [{ kind: 'freeze', accepted: false }] }, 1, ['1 conflict with a freeze.']],
    ['teamRecord', { team: null }, 0.2, ['No team is named; 90 % is assumed.']],
    ['teamRecord', { team: rateOf({}) }, 0.2, ['The team has no change on record; 90 % is assumed.']],
    [
      'teamRecord',
      { team: rateOf({ failed: 1 }) },
      0.364,
      [
        'The team succeeds in 82 % of changes (90 % likely between 61 % and 96 %), from 1 change, of which 1 failed and 0 had issues.',
      ],
    ],
    ['ciRecord', { worstCi: null }, 0.2, ['No CI is named; 90 % is assumed.']],
    [
      'ciRecord',
      { worstCi: { ref: CiRef.parse('server:web-01'), rate: rateOf({ failed: 30 }) } },
      1,
      [
        'server:web-01, the CI with the worst record, succeeds in 23 % of changes (90 % likely between 13 % and 34 %), from 30 changes, of which 30 failed and 0 had issues.',
      ],
    ],
    ['criticality', { criticalities: [] }, 0, ['No CI is named.']],
    ['criticality', { criticalities: [4, 1, 1] }, 1, ['2 of 3 CIs have criticality 1, the highest among them.']],
    ['criticality', { criticalities: [null] }, 0.5, ['The criticality of 1 of 1 CI is unknown and counts as 3.']],
    ['services', {}, 0, ['No business service can fall.']],
    [
      'services',
      { services: { fall: [1, null], spared: [1, 2], cut: true } },
      0.87,
      [
        '1 business service of criticality 1 can fall.',
        '1 business service of unknown criticality, counted as 3, can fall.',
        '2 business services stay up by redundancy alone.',
        'More CIs hang on it than could be followed: there may be more services.',
      ],
    ],
    ['hours', { window: { minutes: 90, businessMinutes: 90 } }, 1, ['90 of 90 minutes lie in business hours.']],
    ['hours', {}, 0, ['It lies outside business hours.']],
    ['hours', { window: null }, 0, ['No calendar says when business hours are.']],
  ])('%s of %j is %d', (factor, input, value, reasons) => {
    expect(words(factor, input)).toEqual([value, reasons]);
  });

  it('without a calendar leaves its weight to the others', () => {
    const impact = (window: RiskInput['window']) => resultOf({ ...DATABASE, window }).impact.percent;
    // (16.3 + 18.75 + 19.25) of 90 instead of 100.
    expect([impact({ minutes: 60, businessMinutes: 0 }), impact(null)]).toEqual([54, 60]);
    const hours = resultOf({ ...DATABASE, window: null }).contributions.find(({ factor }) => factor === 'hours');
    expect(hours).toMatchObject({ weight: 0, points: 0, reasons: [{ code: 'hours.noCalendar' }] });
  });

  it('that is switched off is not spoken of', () => {
    const rules = { ...DEFAULT_RISK_RULES, weights: { ...DEFAULT_RISK_RULES.weights, plans: 0 } };
    const { contributions, lowering } = resultOf(DATABASE, rules);
    expect([...contributions, ...lowering].map(({ factor }) => factor)).not.toContain('plans');
  });
});

describe('what would lower the risk', () => {
  it('is said with the level it would have', () => {
    const near: RiskInput = {
      ...DATABASE,
      answers: answers({ experience: 'once', rehearsal: 'no' }),
      noticeDays: 0,
      services: HARMLESS.services,
    };
    const { lowering, ...result } = resultOf(near);
    expect(riskInWords(result)).toBe('Moderate: likelihood 4 (50 %) × impact 2 (21 %) = 8');
    expect(lowering.map(({ reason, score, level }) => `${reasonInWords(reason)} → ${score} ${level}`)).toEqual([
      'Move it to where nothing conflicts. → 6 moderate',
      'Fill in the back-out plan and communication plan. → 6 moderate',
      '“Was it rehearsed?” could be answered with “Parts of it”. → 6 moderate',
      '“How often has this been done here?” could be answered with “A few times”. → 6 moderate',
      'Give 1 working day of notice. → 6 moderate',
    ]);
  });
});

describe('words', () => {
  it('name a CI as the reader may see it', () => {
    const [reason] = FACTOR_VALUES.ciRecord(DATABASE, DEFAULT_RISK_RULES).reasons;
    if (reason === undefined) throw new Error('no reason');
    expect(reasonInWords(reason, () => 'A hidden CI')).toMatch(
      /^A hidden CI, the CI with the worst record, succeeds in 80 %/,
    );
  });

  it('are refused for a code that no rule gives', () => {
    expect(() => reasonInWords({ code: 'plan.lost', params: {} })).toThrow('plan.lost');
  });
});
