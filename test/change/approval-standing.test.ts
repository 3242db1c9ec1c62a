/** How far approval has come, in tables: who is behind each step, which votes were given, and what that makes. */
import fc from 'fast-check';
import type { ApprovalState } from '../../src/change/approval.shapes';
import { DEFAULT_POLICIES } from '../../src/change/approval-policies-defaults';
import { policyFor, standingOf } from '../../src/change/approval-standing';
import { ballotOf } from '../../src/change/approval-votes';
import { CHANGE_TYPES, RISK_LEVELS, STAGES } from '../../src/change/change.shapes';
import type { Decision } from '../../src/change/decision';
import { instant } from '../../src/kernel/time';
import { aChange, hours, MONDAY, person } from './builders';
import {
  AS_EDITED,
  AS_IS,
  CHANGE,
  named,
  policiesOf,
  poll,
  seated,
  SOON,
  votesIn,
  WHO,
  type StepSketch,
} from './votes';

type Row = readonly [
  name: string,
  steps: readonly StepSketch[],
  votes: string,
  state: ApprovalState,
  approvals: number[],
];

const TABLE: readonly Row[] = [
  // What a step needs.
  ['any of three, nobody yet', [['any', 'cai cleo cora']], '', 'waiting', [0]],
  ['any of three, one', [['any', 'cai cleo cora']], 'cleo+', 'approved', [1]],
  ['two of three, one', [[2, 'cai cleo cora']], 'cleo+', 'waiting', [1]],
  ['two of three, two', [[2, 'cai cleo cora']], 'cleo+ cai+', 'approved', [2]],
  ['all of three, two', [['all', 'cai cleo cora']], 'cleo+ cai+', 'waiting', [2]],
  ['all of three, three', [['all', 'cai cleo cora']], 'cleo+ cai+ cora+', 'approved', [3]],
  [
    'every step has to be satisfied',
    [
      ['any', 'cai'],
      ['any', 'mia'],
    ],
    'cai+',
    'waiting',
    [1, 0],
  ],
  [
    'each by its own people',
    [
      ['any', 'cai'],
      ['any', 'mia'],
    ],
    'cai+ mia+',
    'approved',
    [1, 1],
  ],
  [
    'who sits in two steps counts in both',
    [
      ['any', 'cai mia'],
      ['any', 'mia'],
    ],
    'mia+',
    'approved',
    [1, 1],
  ],
  ['named twice in a step is one person', [[2, 'cai cai']], 'cai+', 'waiting', [1]],

  // One person, one vote.
  ['several votes of one person count once', [[2, 'cai cleo']], 'cai+ cai+ cai+', 'waiting', [1]],
  ['the latest counts: approved after rejecting', [['any', 'cai cleo']], 'cai- cai+', 'approved', [1]],
  ['the latest counts: rejected after approving', [['any', 'cai cleo']], 'cai+ cai-', 'rejected', [0]],
  ['a stranger counts for nothing', [['any', 'cai']], 'zoe+', 'waiting', [0]],
  ['nor rejects', [['any', 'cai']], 'zoe- cai+', 'approved', [1]],

  // Rejection.
  ['one rejection outweighs approvals', [['any', 'cai cleo cora']], 'cai+ cleo+ cora-', 'rejected', [2]],
  ['whoever else approves afterwards', [['any', 'cai cleo cora']], 'cora- cai+ cleo+', 'rejected', [2]],
  ['until the rejecter approves', [['any', 'cai cleo']], 'cai- cleo+ cai+', 'approved', [2]],
  [
    'a rejection in one step holds for all',
    [
      ['any', 'cai'],
      ['any', 'mia'],
    ],
    'cai+ mia-',
    'rejected',
    [1, 0],
  ],

  // Delegates.
  ['a delegate’s vote is the owner’s', [['any', 'cai']], 'zoe>cai+', 'approved', [1]],
  ['owner and delegate have one vote', [[2, 'cai cleo']], 'cai+ zoe>cai+', 'waiting', [1]],
  ['a delegate for two gives one pair of eyes', [[2, 'cai cleo']], 'zoe>cai+ zoe>cleo+', 'waiting', [1]],
  ['a voter who is a delegate, too, likewise', [[2, 'cai cleo']], 'cai+ cai>cleo+', 'waiting', [1]],
  ['two delegates are two', [[2, 'cai cleo']], 'zoe>cai+ yan>cleo+', 'approved', [2]],
  ['consent of all may be lent to one', [['all', 'cai cleo']], 'cai+ cai>cleo+', 'approved', [2]],
  ['what the owner repeats stays the other’s hand, too', [[2, 'cai cleo']], 'zoe>cai+ cai>cleo+ cai+', 'approved', [2]],
  ['a delegate does not lift what the owner rejected in person', [['any', 'cai']], 'cai- zoe>cai+', 'rejected', [0]],
  ['nor rejects what the owner approved in person', [['any', 'cai']], 'cai+ zoe>cai-', 'approved', [1]],
  ['the owner lifts what a delegate rejected', [['any', 'cai']], 'zoe>cai- cai+', 'approved', [1]],
  ['the delegate of a stranger counts for nothing', [['any', 'cai']], 'cai>zoe+', 'waiting', [0]],

  // Segregation of duties: rita asked for it, cris created it, ivan implements it.
  ['the requester never', [['any', 'rita cai']], 'rita+', 'waiting', [0]],
  ['the creator never', [['any', 'cris cai']], 'cris+', 'waiting', [0]],
  ['the implementer never', [['any', 'ivan cai']], 'ivan+', 'waiting', [0]],
  ['not through a delegate', [['any', 'rita cai']], 'zoe>rita+', 'waiting', [0]],
  ['not as a delegate', [['any', 'cai']], 'rita>cai+ cris>cai+ ivan>cai+', 'waiting', [0]],
  ['nor do they reject', [['any', 'cai']], 'rita- zoe>ivan- cai+', 'approved', [1]],
  ['all but them', [['all', 'rita cai cleo']], 'cai+ cleo+', 'approved', [2]],

  // Nobody is never everybody.
  ['nobody behind any', [['any', '']], '', 'waiting', [0]],
  ['nobody behind all', [['all', '']], 'cai+', 'waiting', [0]],
  ['only excluded people behind all', [['all', 'rita ivan']], 'rita+ ivan+', 'waiting', [0]],

  // Edits: `~` is a vote on the change with another back-out plan.
  ['what was approved is not what it is now', [['any', 'cai']], '~cai+', 'edited', [0]],
  ['a rejection of what it was no longer holds, and is no approval', [['any', 'cai']], '~cai-', 'edited', [0]],
  ['approved anew', [['any', 'cai']], '~cai+ cai+', 'approved', [1]],
  ['by somebody else', [['any', 'cai cleo']], '~cai- cleo+', 'approved', [1]],
  ['half of it was never enough', [[2, 'cai cleo']], '~cai+', 'waiting', [0]],
  ['half of it is approved anew', [[2, 'cai cleo']], '~cai+ ~cleo+ cai+', 'edited', [1]],
  ['edited back: who has not looked since counts', [['any', 'cai']], 'cai+', 'approved', [1]],
  ['edited back: who looked at the edit looks again', [['any', 'cai']], 'cai+ ~cai+', 'edited', [0]],
  ['edited back: a rejection is not washed off', [['any', 'cai cleo']], 'cai- cleo+', 'rejected', [1]],
];

describe('a change in Authorize', () => {
  it.each(TABLE)('%s', (_name, steps, votes, state, approvals) => {
    const standing = poll({ steps, votes });
    expect({ state: standing.state, approvals: standing.steps.map((step) => step.approvals) }).toEqual({
      state,
      approvals,
    });
  });
});

describe('a step', () => {
  it('tells who may decide, who may not and why, and whose approval is open', () => {
    const [step] = poll({ steps: [['all', 'rita cris ivan cai cleo']], votes: 'cai+' }).steps;
    expect(step).toMatchObject({
      needed: 2,
      approvals: 1,
      satisfied: false,
      impossible: false,
      eligible: [named('cai'), named('cleo')],
      excluded: [
        { ...named('rita'), because: 'requester' },
        { ...named('cris'), because: 'creator' },
        { ...named('ivan'), because: 'implementer' },
      ],
      open: [named('cleo')],
    });
  });

  it.each<readonly [string, StepSketch, boolean]>([
    ['any of nobody', ['any', ''], true],
    ['all of nobody', ['all', ''], true],
    ['all of excluded people', ['all', 'rita'], true],
    ['two of one', [2, 'cai'], true],
    ['two of two, of whom one implements', [2, 'cai ivan'], true],
    ['two of two', [2, 'cai cleo'], false],
    ['all of one', ['all', 'cai'], false],
  ])('%s', (_name, sketch, impossible) => {
    expect(poll({ steps: [sketch] }).steps[0]?.impossible).toBe(impossible);
  });

  it('asks all of a group as the group is now', () => {
    const votes = 'cai+ cleo+';
    expect(poll({ steps: [['all', 'cai cleo']], votes }).state).toBe('approved');
    // Cora joined: hers is needed, too. Cleo left: hers no longer is, nor does it count.
    expect(poll({ steps: [['all', 'cai cleo cora']], votes }).state).toBe('waiting');
    expect(poll({ steps: [['all', 'cai']], votes }).state).toBe('approved');
    expect(poll({ steps: [[2, 'cai cora']], votes })).toMatchObject({ state: 'waiting', steps: [{ approvals: 1 }] });
  });
});

it('keeps out who was the requester, though another is named as reporter since', () => {
  const facts = { ...CHANGE, requester: person('cora') };
  const steps: readonly StepSketch[] = [['any', 'rita cai']];
  const standing = poll({ steps, votes: 'rita+ zoe>rita+', input: { facts } });
  expect(standing).toMatchObject({ state: 'waiting', steps: [{ excluded: [{ name: 'rita', because: 'requester' }] }] });
  expect(poll({ steps, votes: 'rita+', input: { facts, requesters: [] } }).state).toBe('approved');
});

describe('which decisions count', () => {
  it.each<readonly [string, readonly StepSketch[], string, readonly string[]]>([
    ['the latest of each person', [[2, 'cai cleo']], 'cai+ cleo- cai-', ['superseded', 'counts', 'counts']],
    ['those of strangers do not', [['any', 'cai']], 'zoe+ cai+', ['notEligible', 'counts']],
    [
      'nor those of who has a part in the change',
      [['any', 'cai rita']],
      'rita+ rita>cai+',
      ['notEligible', 'notEligible'],
    ],
    ['nor those about what it was', [['any', 'cai cleo']], '~cai+ cleo+', ['edited', 'counts']],
    ['the owner’s own before the delegate’s', [['any', 'cai']], 'cai+ zoe>cai-', ['counts', 'superseded']],
    ['unless the owner’s own was about what it was', [['any', 'cai']], '~cai- zoe>cai+', ['superseded', 'counts']],
  ])('%s', (_name, steps, votes, expected) => {
    expect(poll({ steps, votes }).decisions.map(({ counts }) => counts)).toEqual(expected);
  });

  it('counts nobody’s vote for another while delegation is switched off', () => {
    const standing = poll({ steps: [['any', 'cai']], votes: 'zoe>cai+', delegation: false });
    expect(standing).toMatchObject({ state: 'waiting', decisions: [{ counts: 'notEligible' }] });
  });

  it('counts a decision once that a store gives twice', () => {
    const [decision] = votesIn('cai+');
    const decisions = decision === undefined ? [] : [decision, decision];
    expect(poll({ steps: [[2, 'cai cleo']], decisions }).decisions).toHaveLength(1);
  });

  it('says what was edited since, and only of decisions that would count', () => {
    expect(poll({ steps: [['any', 'cai cleo']], votes: '~cai+' }).edited).toEqual(['backoutPlan']);
    expect(poll({ steps: [['any', 'cai cleo']], votes: '~cai+ cai+' }).edited).toEqual([]);
    expect(poll({ steps: [['any', 'cai cleo']], votes: '~zoe+' }).edited).toEqual([]);
  });

  it('says whose rejection stands', () => {
    expect(poll({ steps: [['any', 'cai cleo cora']], votes: 'cai- zoe>cleo- cora- cora+' }).rejectedBy).toEqual([
      person('cai'),
      person('cleo'),
    ]);
  });
});

describe('time', () => {
  const steps: readonly StepSketch[] = [[2, 'cai cleo cora']];
  const given = (at: readonly (readonly [string, number])[]): Decision[] =>
    at.flatMap(([vote, hour], index) =>
      votesIn(vote, hours(hour)).map((decision) => ({ ...decision, id: `${index}-${decision.id}` })),
    );

  it('lets an approval count up to its hour, not at it', () => {
    const decisions = given([
      ['cai+', 0],
      ['cleo+', 5],
    ]);
    const at = (hour: number) => poll({ steps, decisions, expires: 24, now: hours(hour) });
    expect(at(23.999)).toMatchObject({ state: 'approved', expiresAt: hours(24) });
    expect(at(24)).toMatchObject({
      state: 'expired',
      expiresAt: undefined,
      decisions: [{ counts: 'expired' }, { counts: 'counts' }],
    });
  });

  it('foretells the end of the approval, not of a vote that is not needed', () => {
    const decisions = given([
      ['cai+', 0],
      ['cleo+', 5],
      ['cora+', 9],
    ]);
    expect(poll({ steps, decisions, expires: 24, now: hours(10) }).expiresAt).toBe(hours(29));
    expect(poll({ steps, decisions, expires: null, now: hours(10) }).expiresAt).toBeUndefined();
  });

  it('begins anew when it is approved again', () => {
    const decisions = given([
      ['cai+', 0],
      ['cleo+', 5],
      ['cai+', 30],
    ]);
    expect(poll({ steps, decisions, expires: 48, now: hours(50) })).toMatchObject({
      state: 'approved',
      expiresAt: hours(53),
    });
  });

  it('never lets a rejection run out', () => {
    const decisions = given([['cai-', 0]]);
    expect(poll({ steps, decisions, expires: 1, now: hours(1_000) }).state).toBe('rejected');
  });

  it('takes nothing back once work has begun: neither by time nor by who left the role', () => {
    const decisions = given([
      ['cai+', 0],
      ['cleo+', 0],
    ]);
    const left: readonly StepSketch[] = [[2, 'cora cody']];
    const states = STAGES.map((stage) => {
      const late = { steps: left, decisions, expires: 1, now: hours(50), input: { facts: { ...CHANGE, stage } } };
      return [stage, poll(late).state];
    });
    expect(Object.fromEntries(states)).toEqual({
      new: 'notAsked',
      assess: 'notAsked',
      authorize: 'waiting',
      scheduled: 'waiting',
      implement: 'approved',
      review: 'approved',
      closed: 'approved',
      cancelled: 'notAsked',
    });
  });
});

describe('the policy', () => {
  it('is the first that fits type and level', () => {
    const { policies } = policiesOf([['any', '']]);
    const [first] = policies;
    if (first === undefined) throw new Error('no policy');
    const list = [
      { ...first, key: 'low', levels: ['low' as const] },
      { ...first, key: 'rest' },
      { ...first, key: 'behind' },
    ];
    const keys = RISK_LEVELS.map((level) => policyFor({ policies: list, delegation: true }, 'normal', level)?.key);
    expect(keys).toEqual(['low', 'rest', 'rest', 'rest']);
    expect(policyFor({ policies: list, delegation: true }, 'emergency', 'low')).toBeUndefined();
    expect(policyFor({ policies: list, delegation: true }, undefined, 'low')).toBeUndefined();
    // Without a level only what holds for all of them.
    expect(policyFor({ policies: list, delegation: true }, 'normal', undefined)).toBeUndefined();
    expect(policyFor({ policies: list.slice(1), delegation: true }, 'normal', undefined)?.key).toBe('rest');
  });

  it('that asks for nothing makes approval needless; that there is none makes it impossible', () => {
    expect(poll({ steps: [] }).state).toBe('notRequired');
    const uncovered = poll({
      steps: [['any', 'cai']],
      votes: 'cai+',
      input: { facts: { ...CHANGE, type: 'emergency' } },
    });
    expect(uncovered).toMatchObject({ state: 'waiting', policy: undefined, steps: [] });
    expect(poll({ steps: [], input: { level: undefined, policies: { policies: [], delegation: true } } }).state).toBe(
      'waiting',
    );
  });

  it('is not asked while a pre-approved template is followed', () => {
    expect(poll({ steps: [['any', 'cai']], input: { preApproved: true } })).toMatchObject({
      state: 'notRequired',
      policy: undefined,
    });
  });

  it('shipped covers every type at every level, and asks more people the riskier it is', () => {
    const asked = (type: (typeof CHANGE_TYPES)[number]) =>
      RISK_LEVELS.map((level) =>
        policyFor(DEFAULT_POLICIES, type, level)?.steps.map(({ key, need }) =>
          need.kind === 'atLeast' ? `${need.count} of ${key}` : `${need.kind} of ${key}`,
        ),
      );
    expect(Object.fromEntries(CHANGE_TYPES.map((type) => [type, asked(type)]))).toEqual({
      normal: [
        ['any of manager'],
        ['any of manager'],
        ['2 of board', 'any of manager'],
        ['2 of board', 'any of service-owners', 'any of manager'],
      ],
      // Pre-approved by its template; where that is lost it goes the way of the others.
      standard: [
        ['any of manager'],
        ['any of manager'],
        ['2 of board', 'any of manager'],
        ['2 of board', 'any of service-owners', 'any of manager'],
      ],
      emergency: RISK_LEVELS.map(() => ['2 of emergency-board']),
    });
  });
});

// ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────────

const NAMES = ['cai', 'cleo', 'cora', 'zoe', 'rita', 'ivan'] as const;
const name = fc.constantFrom(...NAMES);
const need = fc.constantFrom<StepSketch[0]>('any', 'all', 1, 2, 3);
const step = fc.tuple(
  need,
  fc.uniqueArray(name, { maxLength: 6 }).map((names) => names.join(' ')),
);
const someSteps = fc.array(step, { minLength: 1, maxLength: 3 });
const vote = fc
  .tuple(fc.boolean(), fc.option(name), name, fc.constantFrom('+', '+', '+', '-'))
  .map(([edited, delegate, owner, sign]) => {
    const by = delegate === null || delegate === owner ? '' : `${delegate}>`;
    return `${edited ? '~' : ''}${by}${owner}${sign}`;
  });
const someVotes = fc.array(vote, { maxLength: 10 }).map((votes) => votes.join(' '));
const sample = { numRuns: 1_500 } as const;

const plainly = (steps: readonly StepSketch[], decisions: readonly Decision[]) => poll({ steps, decisions });

describe('for any votes whatever', () => {
  it('another approval of the change as it is takes nothing away', () => {
    fc.assert(
      fc.property(someSteps, someVotes, fc.option(name), name, (steps, votes, delegate, owner) => {
        const by = delegate === null || delegate === owner ? '' : `${delegate}>`;
        const before = plainly(steps, votesIn(votes));
        const after = plainly(steps, votesIn(`${votes} ${by}${owner}+`));
        after.steps.forEach((one, index) => {
          expect(one.approvals).toBeGreaterThanOrEqual(before.steps[index]?.approvals ?? 0);
        });
        if (before.state === 'approved') expect(after.state).toBe('approved');
      }),
      sample,
    );
  });

  it('taking an approval out never approves', () => {
    fc.assert(
      fc.property(someSteps, someVotes, fc.nat(), (steps, votes, at) => {
        const decisions = votesIn(votes);
        const approvals = decisions.filter(({ verdict }) => verdict === 'approve');
        const taken = approvals[at % Math.max(1, approvals.length)];
        // An approval that lifted the same person's rejection is the one that counts, so that this makes it rejected.
        const before = plainly(steps, decisions);
        const after = plainly(
          steps,
          decisions.filter((one) => one !== taken),
        );
        const aboutAnother = taken !== undefined && taken.fingerprint !== AS_IS;
        if (before.state !== 'approved' && !aboutAnother) expect(after.state).not.toBe('approved');
      }),
      sample,
    );
  });

  it('taking all votes of a person out approves nothing, unless they rejected', () => {
    fc.assert(
      fc.property(someSteps, someVotes, name, (steps, votes, leaving) => {
        const decisions = votesIn(votes);
        const before = plainly(steps, decisions);
        if (before.rejectedBy.includes(person(leaving))) return;
        const left = decisions.filter(({ by, onBehalfOf }) => (onBehalfOf ?? by) !== person(leaving));
        if (before.state !== 'approved') expect(plainly(steps, left).state).not.toBe('approved');
      }),
      sample,
    );
  });

  it('approved means: so many different people, none with a part in the change, said yes to this very state', () => {
    fc.assert(
      fc.property(someSteps, someVotes, (steps, votes) => {
        const decisions = votesIn(votes);
        const standing = plainly(steps, decisions);
        if (standing.state !== 'approved') return;
        const parts = Object.values(WHO);
        const yes = decisions.filter(
          ({ verdict, fingerprint, by, onBehalfOf }) =>
            verdict === 'approve' && fingerprint === AS_IS && !parts.some((part) => part === by || part === onBehalfOf),
        );
        steps.forEach(([wanted, people], index) => {
          const may = new Set((seated(steps).get(`step-${index + 1}`) ?? []).map(({ accountId }) => accountId));
          const here = yes.filter(({ by, onBehalfOf }) => may.has(onBehalfOf ?? by));
          const hands = new Set(here.map(({ by }) => by)).size;
          const owners = new Set(here.map(({ by, onBehalfOf }) => onBehalfOf ?? by)).size;
          expect(hands).toBeGreaterThanOrEqual(typeof wanted === 'number' ? wanted : 1);
          const free = people.split(' ').filter((one) => one !== '' && !parts.includes(person(one))).length;
          expect(owners).toBeGreaterThanOrEqual(wanted === 'all' ? Math.max(1, free) : 1);
        });
      }),
      sample,
    );
  });

  it('neither the order in which the store gives them nor repetition makes a difference', () => {
    fc.assert(
      fc.property(someSteps, someVotes, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (steps, votes, keys) => {
        const decisions = votesIn(votes);
        const shuffled = decisions
          .map((decision, index) => ({ decision, key: keys[index] ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ decision }) => decision);
        expect(plainly(steps, [...shuffled, ...decisions])).toEqual(plainly(steps, decisions));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a ballot', () => {
  it('knows a vote by the delegate’s hand and by the owner’s', () => {
    const rules = { fingerprint: AS_IS, expiresAfterHours: undefined, now: SOON, mayCount: () => true };
    const hands = (votes: string) => ballotOf(votesIn(votes), rules).votes.get(person('cai'))?.hands;
    expect(hands('zoe>cai+ cai+')).toEqual([person('cai'), person('zoe')]);
    // Before a rejection is another matter.
    expect(hands('zoe>cai+ cai- yan>cai+ cai+')).toEqual([person('cai'), person('yan')]);
    expect(hands('zoe>cai+ ~cai+')).toBeUndefined();
  });
});

describe('what is looked at', () => {
  it('is the change: another fingerprint, another standing', () => {
    const facts = aChange({ ...WHO, stage: 'authorize', backoutPlan: 'None.' });
    const input = {
      facts,
      requesters: [],
      policies: policiesOf([['any', '']]),
      preApproved: false,
      level: 'low' as const,
      people: seated([['any', 'cai']]),
      decisions: votesIn('cai+'),
      fingerprint: AS_EDITED,
      now: instant(MONDAY),
    };
    expect(standingOf(input)).toMatchObject({ state: 'edited', edited: ['backoutPlan'] });
  });
});
