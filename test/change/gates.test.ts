/** What each step demands, as an auditor would ask it, and the sentence that Jira shows when something is missing. */
import { breachIn } from '../../src/change/breaches';
import type { Gate } from '../../src/change/gate.shapes';
import { gateOf, gatesAhead, isOpen } from '../../src/change/gates';
import { refusalOf } from '../../src/change/gate-words';
import { reviewBecause } from '../../src/change/requirements';
import { CHANGE_TYPES, OUTCOMES, RISK_LEVELS } from '../../src/change/change.shapes';
import { ci, hours, person } from './builders';
import { aFreeze, aSituation, aStandingConflict, aTemplate, type SituationSketch } from './situations';

const missing = (gate: Gate, sketch: SituationSketch): string[] =>
  gateOf(gate, aSituation(sketch))
    .filter(({ met }) => !met)
    .map(({ requirement, missing: why }) => `${requirement}.${why?.code ?? ''}`);

const IN_WINDOW = hours(61);
const waiting = {
  state: 'waiting',
  edited: [],
  steps: [
    {
      name: 'CAB',
      needed: 2,
      approvals: 1,
      satisfied: false,
      impossible: false,
      open: [person('cai'), person('cleo')],
    },
  ],
} as const;

interface Case {
  readonly gate: Gate;
  readonly says: string;
  readonly when: SituationSketch;
  readonly lacks: readonly string[];
}

const CASES: readonly Case[] = [
  { gate: 'assess', says: 'a described change', when: {}, lacks: [] },
  { gate: 'assess', says: 'no type', when: { change: { type: undefined } }, lacks: ['described.empty'] },
  { gate: 'assess', says: 'no reason', when: { change: { reason: undefined } }, lacks: ['described.empty'] },
  { gate: 'assess', says: 'no CIs', when: { change: { cis: [] } }, lacks: ['described.empty'] },
  {
    gate: 'assess',
    says: 'an end before its start',
    when: { change: { plannedStart: hours(60), plannedEnd: hours(59) } },
    lacks: ['described.endBeforeStart'],
  },
  {
    gate: 'assess',
    says: 'a window of more than a year',
    when: { change: { plannedEnd: hours(60 + 24 * 367) } },
    lacks: ['described.tooLong'],
  },
  {
    gate: 'assess',
    says: 'an outage without an end',
    when: { change: { outageStart: hours(60) } },
    lacks: ['described.halfAnOutage'],
  },
  {
    gate: 'assess',
    says: 'an outage beyond its window',
    when: { change: { outageStart: hours(60), outageEnd: hours(63) } },
    lacks: ['described.outageOutside'],
  },
  {
    gate: 'assess',
    says: 'a CI that the CMDB does not have',
    when: { unknownCis: [ci('server:nowhere')] },
    lacks: ['described.unknownCis'],
  },
  {
    gate: 'implement',
    says: 'a CI that is gone since it was scheduled',
    when: { change: { stage: 'scheduled' }, now: hours(60), unknownCis: [ci('server:web-01')] },
    lacks: ['described.unknownCis'],
  },
  { gate: 'assess', says: 'from elsewhere', when: { change: { stage: 'authorize' } }, lacks: ['route.noRoute'] },
  { gate: 'authorize', says: 'an assessed change', when: { change: { stage: 'assess' } }, lacks: [] },
  {
    gate: 'authorize',
    says: 'no assessment',
    when: { change: { stage: 'assess' }, currency: { state: 'none' } },
    lacks: ['assessed.none'],
  },
  {
    gate: 'authorize',
    says: 'an edit after the assessment',
    when: { change: { stage: 'assess' }, currency: { state: 'edited', parts: ['cis'] } },
    lacks: ['assessed.edited'],
  },
  { gate: 'schedule', says: 'an approved change', when: { change: { stage: 'authorize' } }, lacks: [] },
  {
    gate: 'schedule',
    says: 'a normal change straight from new',
    when: { change: { stage: 'new' } },
    lacks: ['route.onlyStandard'],
  },
  {
    gate: 'schedule',
    says: 'a start that has passed',
    when: { change: { stage: 'authorize' }, now: IN_WINDOW },
    lacks: ['windowAhead.past'],
  },
  {
    gate: 'schedule',
    says: 'too few approvals',
    when: { change: { stage: 'authorize' }, approval: waiting },
    lacks: ['approved.waiting'],
  },
  {
    gate: 'schedule',
    says: 'a freeze, accepted or not',
    when: { change: { stage: 'authorize' }, conflicts: [{ ...aFreeze(), accepted: true }] },
    lacks: ['noFreeze.frozen'],
  },
  {
    gate: 'schedule',
    says: 'a conflict that nobody accepted',
    when: { change: { stage: 'authorize' }, conflicts: [aStandingConflict()] },
    lacks: ['noConflict.unaccepted'],
  },
  {
    gate: 'schedule',
    says: 'an accepted conflict',
    when: { change: { stage: 'authorize' }, conflicts: [aStandingConflict({ accepted: true })] },
    lacks: [],
  },
  {
    gate: 'schedule',
    says: 'more neighbours than were compared',
    when: { change: { stage: 'authorize' }, conflictsCut: true },
    lacks: ['noConflict.tooMany'],
  },
  {
    gate: 'schedule',
    says: 'a standard change by its template, neither assessed nor approved',
    when: {
      change: { type: 'standard' },
      template: aTemplate(),
      currency: { state: 'none' },
      approval: { state: 'notAsked', edited: [], steps: [] },
    },
    lacks: [],
  },
  {
    gate: 'schedule',
    says: 'a standard change of no template',
    when: { change: { type: 'standard' } },
    lacks: ['preApproved.noTemplate'],
  },
  ...(['gone', 'disabled', 'demoted'] as const).map((refused) => ({
    gate: 'schedule' as const,
    says: `a standard change of a template that is ${refused}`,
    when: { change: { type: 'standard' as const }, template: aTemplate({ refused }) },
    lacks: [`preApproved.${refused}`],
  })),
  {
    gate: 'schedule',
    says: 'a standard change that differs from its template',
    when: { change: { type: 'standard' }, template: aTemplate({ drifted: ['backoutPlan'] }) },
    lacks: ['preApproved.drifted'],
  },
  {
    gate: 'schedule',
    says: 'a standard change without pre-approval that the CAB approved',
    when: { change: { type: 'standard', stage: 'authorize' }, template: aTemplate({ refused: 'demoted' }) },
    lacks: [],
  },
  {
    gate: 'implement',
    says: 'a scheduled change in its window',
    when: { change: { stage: 'scheduled' }, now: IN_WINDOW },
    lacks: [],
  },
  {
    gate: 'implement',
    says: 'an hour before its window',
    when: { change: { stage: 'scheduled' }, now: hours(59) },
    lacks: [],
  },
  {
    gate: 'implement',
    says: 'more than an hour before its window',
    when: { change: { stage: 'scheduled' }, now: hours(58.99) },
    lacks: ['inWindow.early'],
  },
  {
    gate: 'implement',
    says: 'at the end of its window',
    when: { change: { stage: 'scheduled' }, now: hours(62) },
    lacks: ['inWindow.over'],
  },
  {
    gate: 'implement',
    says: 'an approval that ran out while it was scheduled',
    when: {
      change: { stage: 'scheduled' },
      now: IN_WINDOW,
      approval: { state: 'expired', edited: [], steps: [] },
    },
    lacks: ['approved.expired'],
  },
  {
    gate: 'implement',
    says: 'a normal change that was not scheduled',
    when: { change: { stage: 'authorize' }, now: IN_WINDOW },
    lacks: ['route.onlyEmergency'],
  },
  {
    gate: 'implement',
    says: 'an approved emergency, days before its window',
    when: { change: { stage: 'authorize', type: 'emergency' } },
    lacks: [],
  },
  {
    gate: 'implement',
    says: 'an emergency begun in a freeze that its window avoids',
    when: { change: { stage: 'authorize', type: 'emergency' }, freezesBefore: [aFreeze()] },
    lacks: ['noFreeze.frozen'],
  },
  {
    gate: 'close',
    says: 'no outcome',
    when: { change: { stage: 'review' }, record: {} },
    lacks: ['outcome.noOutcome'],
  },
];

describe('the gates', () => {
  it.each(CASES)('$gate: $says', ({ gate, when, lacks }) => {
    expect(missing(gate, when)).toEqual(lacks);
  });

  it('close a failed change only with a written review, a successful one of low risk without', () => {
    const review = {
      actualStart: null,
      actualEnd: null,
      deviations: '',
      lessons: '',
      incidents: [],
      by: person('ivo'),
      at: hours(70),
    };
    const closing = (outcome: 'successful' | 'failed', lessons = '') =>
      missing('close', { change: { stage: 'review' }, record: { review: { ...review, outcome, lessons } } });
    expect(closing('successful')).toEqual([]);
    expect(closing('failed')).toEqual(['reviewed.noReview']);
    expect(closing('failed', '   ')).toEqual(['reviewed.noReview']);
    expect(closing('failed', 'Test the way back.')).toEqual([]);
  });
});

describe('why a review is asked for', () => {
  it.each(
    CHANGE_TYPES.flatMap((type) =>
      RISK_LEVELS.flatMap((level) =>
        OUTCOMES.flatMap((outcome) => [true, false].map((breached) => ({ type, level, outcome, breached }))),
      ),
    ),
  )('$type, $level, $outcome, breached: $breached', (change) => {
    const wanted =
      change.type === 'emergency' ||
      change.level === 'high' ||
      change.level === 'veryHigh' ||
      change.outcome === 'failed' ||
      change.outcome === 'backedOut' ||
      change.breached;
    const { type, ...rest } = change;
    expect(reviewBecause({ ...rest, emergency: type === 'emergency' }).length > 0).toBe(wanted);
  });
});

describe('what a refusal says', () => {
  const said = (gate: Gate, sketch: SituationSketch): string | undefined =>
    refusalOf(gate, gateOf(gate, aSituation(sketch)), 'Europe/Berlin');

  it('names what is missing and who can provide it', () => {
    expect(said('schedule', { change: { stage: 'authorize' }, approval: waiting })).toBe(
      'It can’t be scheduled yet: It needs 1 more approval(s): CAB (1/2) (Cai, Cleo).',
    );
  });

  it('names several things at once, times in the site’s zone', () => {
    expect(
      said('implement', { change: { stage: 'scheduled' }, conflicts: [aFreeze()], currency: { state: 'none' } }),
    ).toBe(
      'It can’t be implemented yet: Its window begins at 4 Feb 2026, 21:00 (Europe/Berlin); work may begin from 4 Feb 2026, 20:00 (Europe/Berlin) on. ' +
        'Its risk has not been assessed; a Service Desk Agent or a Change Manager does that in the panel. ' +
        'It lies in a freeze (Year end, from 4 Feb 2026, 21:00 (Europe/Berlin) to 4 Feb 2026, 22:00 (Europe/Berlin)): move it out of it.',
    );
  });

  it('is nothing where nothing is missing', () => {
    expect(said('schedule', { change: { stage: 'authorize' } })).toBeUndefined();
  });

  it('has words for everything that can be missing', () => {
    for (const { gate, when } of CASES) expect(said(gate, when) ?? '').not.toMatch(/is missing\.$|undefined|\(\)|: ?$/);
  });
});

describe('the way ahead', () => {
  const ahead = (sketch: SituationSketch): string[] => {
    const situation = aSituation(sketch);
    const { stage, type } = situation.facts;
    return stage === undefined
      ? []
      : gatesAhead(stage, type, situation).map(({ transition, open }) => `${transition}${open ? '' : ' (closed)'}`);
  };

  it.each([
    {
      says: 'a normal change',
      when: {},
      way: ['Request assessment', 'Request authorization', 'Schedule', 'Implement (closed)', 'Close (closed)'],
    },
    {
      says: 'a standard change by its template',
      when: { change: { type: 'standard' }, template: aTemplate() },
      way: ['Schedule standard change', 'Implement (closed)', 'Close (closed)'],
    },
    {
      says: 'a standard change that lost its pre-approval: the short way and the long one',
      when: { change: { type: 'standard' }, template: aTemplate({ refused: 'demoted' }) },
      way: [
        'Schedule standard change (closed)',
        'Request assessment',
        'Request authorization',
        'Schedule',
        'Implement (closed)',
        'Close (closed)',
      ],
    },
    {
      says: 'an emergency',
      when: { change: { type: 'emergency', stage: 'assess' } },
      way: ['Request authorization', 'Implement emergency', 'Close (closed)'],
    },
    {
      says: 'an emergency that was scheduled',
      when: { change: { type: 'emergency', stage: 'scheduled' } },
      way: ['Implement', 'Close (closed)'],
    },
    { says: 'a closed change', when: { change: { stage: 'closed' } }, way: [] },
  ] satisfies { says: string; when: SituationSketch; way: string[] }[])('$says', ({ when, way }) => {
    expect(ahead(when)).toEqual(way);
  });

  it('an open gate ahead is open for the validator, once the change is there', () => {
    const situation = aSituation();
    const [first] = gatesAhead('new', 'normal', situation);
    expect(first?.open).toBe(isOpen(gateOf('assess', situation)));
  });
});

describe('breaches', () => {
  const never = { state: 'waiting', edited: [], steps: [] } as const;
  it.each([
    { says: 'approved and scheduled', when: { change: { stage: 'scheduled' } }, breach: undefined },
    {
      says: 'scheduled without approval',
      when: { change: { stage: 'scheduled' }, approval: never },
      breach: 'schedule',
    },
    {
      says: 'scheduled without assessment',
      when: { change: { stage: 'scheduled' }, currency: { state: 'none' } },
      breach: 'schedule',
    },
    {
      says: 'an approval that ran out: the gate ahead is closed, nothing was passed',
      when: { change: { stage: 'scheduled' }, approval: { state: 'expired', edited: [], steps: [] } },
      breach: undefined,
    },
    {
      says: 'under way without approval',
      when: { change: { stage: 'implement' }, approval: never },
      breach: 'implement',
    },
    {
      says: 'CIs changed under way',
      when: { change: { stage: 'implement' }, approval: { state: 'edited', edited: ['cis'], steps: [] } },
      breach: 'implement',
    },
    {
      says: 'it takes longer than planned',
      when: { change: { stage: 'implement' }, approval: { state: 'edited', edited: ['plannedEnd'], steps: [] } },
      breach: undefined,
    },
    {
      says: 'a standard change whose own failure demoted its template',
      when: {
        change: { type: 'standard', stage: 'review' },
        template: aTemplate({ refused: 'demoted' }),
        currency: { state: 'none' },
        approval: never,
      },
      breach: undefined,
    },
    {
      says: 'a normal change that was made standard under way',
      when: { change: { type: 'standard', stage: 'implement' }, currency: { state: 'none' }, approval: never },
      breach: 'implement',
    },
    {
      says: 'closed without an outcome',
      when: { change: { stage: 'closed' }, record: { stage: 'review' } },
      breach: 'close',
    },
  ] satisfies { says: string; when: SituationSketch; breach: Gate | undefined }[])('$says', ({ when, breach }) => {
    const situation = aSituation(when);
    const { stage } = situation.facts;
    expect(stage === undefined ? undefined : breachIn(stage, situation)).toBe(breach);
  });
});
