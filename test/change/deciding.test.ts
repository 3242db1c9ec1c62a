/** Deciding about changes in a world in memory: who may, what of it is kept, and what faults and company make of it. */
import { decidingPractice, type Following } from '../../src/change/deciding.practice';
import type { ChangePorts } from '../../src/change/change.ports';
import { fingerprintOf, sealOf } from '../../src/change/material';
import { standingNow } from '../../src/change/situation.practice';
import { AppError } from '../../src/kernel/errors';
import type { AccountId } from '../../src/contract/ids';
import { textFactOf } from '../../src/change/text-fact';
import { aRecord, hours, person, type ChangeSketch } from './builders';
import { anAssessment } from './assessed';
import { aWorld, Died, nameOf, SITE, type ChangeWorld } from './world';

const KEY = 'IT-1001';
const CHANGED_PLAN = textFactOf('Restore the snapshot.');

/** A change of high risk in Authorize: one change manager and two of the board are asked. */
async function aDesk(sketch: ChangeSketch = {}) {
  const world = aWorld();
  const { facts } = world.add({ stage: 'authorize', ...sketch });
  const assessment = anAssessment(fingerprintOf(facts, {}), 'high');
  await world.ports.records.write(undefined, aRecord(facts, { assessment, level: 'high' }));
  const settled: string[] = [];
  const following: Following = {
    settle: (issueId) => Promise.resolve(void settled.push(issueId)),
    panel: () => Promise.resolve({ kind: 'none', reason: 'no-change' }),
  };
  const decideWith = decidingPractice(world.ports, following);
  const seal = () => sealOf(fingerprintOf(world.issues.get('1001')?.facts ?? facts, {}));
  const decide = (who: string, verdict: 'approve' | 'reject' = 'approve', more: Partial<Ask> = {}) =>
    decideWith(
      { accountId: person(who), issueKey: facts.key },
      {
        issueKey: facts.key,
        verdict,
        onBehalfOf: null,
        reason: verdict === 'reject' ? 'Too risky.' : '',
        seal: seal(),
        ...more,
      },
    );
  return { world, decide, seal, settled };
}

interface Ask {
  readonly onBehalfOf: AccountId | null;
  readonly reason: string;
  readonly seal: string;
}

const stateOf = async ({ ports, issues }: ChangeWorld) => {
  const issue = issues.get('1001');
  if (issue === undefined) throw new Error('gone');
  return (await standingNow(ports, SITE, issue)).approval.state;
};

const handOver = (world: ChangeWorld, from: string, to: string, until = hours(24)) =>
  world.ports.settings.delegations.read().then(({ version, document }) =>
    world.ports.settings.delegations.save(
      version,
      {
        delegations: [
          ...document.delegations,
          {
            id: `${from}-${to}`,
            from: { accountId: person(from), name: nameOf(from) },
            to: { accountId: person(to), name: nameOf(to) },
            since: hours(-1),
            until,
          },
        ],
      },
      person(from),
      world.now,
    ),
  );

const votes = async ({ ports }: ChangeWorld) =>
  (await ports.decisions.of('1001')).map(({ by, onBehalfOf, verdict }) => [by, onBehalfOf, verdict]);

const refusal = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt;
  } catch (cause) {
    if (cause instanceof AppError) return `${cause.code}: ${cause.message}`;
    throw cause;
  }
  throw new Error('was not refused');
};

const logged = ({ logged: lines }: ChangeWorld) =>
  lines.filter(({ message }) => message === 'decision refused').map(({ facts }) => facts);

it('takes a change from waiting to approved by who is asked, each once', async () => {
  const { world, decide, settled } = await aDesk();
  const states: string[] = [await stateOf(world)];
  for (const who of ['mia', 'cai', 'cleo']) {
    await decide(who);
    states.push(await stateOf(world));
  }
  expect(states).toEqual(['waiting', 'waiting', 'waiting', 'approved']);
  expect(settled).toEqual(['1001', '1001', '1001']);
  expect(await world.ports.decisions.of('1001')).toMatchObject([
    { by: 'mia', onBehalfOf: null, verdict: 'approve', steps: ['manager'], policy: { key: 'risky', version: 0 } },
    { by: 'cai', steps: ['cab'] },
    { by: 'cleo', steps: ['cab'] },
  ]);
});

describe('refuses, says why, logs it and keeps nothing', () => {
  type Attempt = readonly [
    name: string,
    sketch: ChangeSketch,
    who: string,
    more: Partial<Ask>,
    said: RegExp,
    reason: string,
  ];
  const ATTEMPTS: readonly Attempt[] = [
    ['who is not asked', {}, 'zoe', {}, /REFUSED: .*does not ask for your decision/, 'not-eligible'],
    ['who asked for it', { requester: person('mia') }, 'mia', {}, /REFUSED: Who asked for it/, 'requester'],
    ['who created it', { creator: person('cai') }, 'cai', {}, /REFUSED: Who created it/, 'creator'],
    ['who implements it', { implementer: person('cai') }, 'cai', {}, /REFUSED: Who implements it/, 'implementer'],
    [
      'for another without delegation',
      {},
      'zoe',
      { onBehalfOf: person('cai') },
      /REFUSED: .*delegate/,
      'no-delegation',
    ],
    ['another who is asked, too', {}, 'mia', { onBehalfOf: person('cai') }, /REFUSED: .*delegate/, 'no-delegation'],
    ['before it is asked for', { stage: 'assess' }, 'mia', {}, /REFUSED: .*Authorize or Scheduled/, 'stage'],
    ['when work has begun', { stage: 'implement' }, 'mia', {}, /REFUSED: .*Authorize or Scheduled/, 'stage'],
    ['in a status of somebody else', { stage: undefined }, 'mia', {}, /REFUSED: /, 'stage'],
    ['what needs no approval', { type: 'standard' }, 'mia', {}, /REFUSED: .*needs no approval/, 'not-required'],
    ['without a type', { type: undefined }, 'mia', {}, /REFUSED: No approval policy/, 'no-policy'],
    ['an older state of it', {}, 'mia', { seal: 'old' }, /CONFLICT: The change was edited/, 'edited-since'],
  ];
  it.each(ATTEMPTS)('%s', async (_name, sketch, who, more, said, reason) => {
    const { world, decide, settled } = await aDesk(sketch);
    expect(await refusal(decide(who, 'approve', more))).toMatch(said);
    expect(logged(world)).toMatchObject([{ account: who, issue: KEY, reason, verdict: 'approve' }]);
    expect(await votes(world)).toEqual([]);
    expect(settled).toEqual([]);
  });

  it('a rejection without a reason, at the reason', async () => {
    const { world, decide } = await aDesk();
    await expect(decide('mia', 'reject', { reason: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'reason' }],
    });
    expect(await votes(world)).toEqual([]);
  });

  it('never logs what was typed', async () => {
    const { world, decide } = await aDesk();
    await refusal(decide('zoe', 'reject', { reason: 'the secret is hunter2' }));
    expect(JSON.stringify(world.logged)).not.toContain('hunter2');
  });

  it('approving twice, while it counts once', async () => {
    const { world, decide } = await aDesk();
    await decide('cai');
    expect(await refusal(decide('cai'))).toBe(
      'REFUSED: You have approved this change already, as it is; it counts once.',
    );
    expect(logged(world)).toMatchObject([{ account: 'cai', reason: 'repeated' }]);
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });
});

describe('an edit', () => {
  it('makes approvals stale; an approval of what it was is refused with what changed', async () => {
    const { world, decide, seal } = await aDesk();
    const before = seal();
    for (const who of ['mia', 'cai', 'cleo']) await decide(who);
    const { facts } = world.issues.get('1001') ?? world.add();
    world.edit('1001', { plans: { ...facts.plans, backout: CHANGED_PLAN }, plannedEnd: hours(70) });
    expect(await stateOf(world)).toBe('edited');
    expect(await refusal(decide('cora', 'approve', { seal: before }))).toBe(
      'CONFLICT: The change was edited after you looked at it: planned end, back-out plan. Look at it as it is now, then decide.',
    );
    for (const who of ['mia', 'cai', 'cora']) await decide(who);
    expect(await stateOf(world)).toBe('approved');
  });

  it('while it is scheduled has it approved again without going back', async () => {
    const { world, decide } = await aDesk({ stage: 'scheduled' });
    for (const who of ['mia', 'cai', 'cleo']) await decide(who);
    world.edit('1001', { plannedEnd: hours(70) });
    expect(await stateOf(world)).toBe('edited');
    for (const who of ['mia', 'cai', 'cleo']) await decide(who);
    expect(await stateOf(world)).toBe('approved');
  });

  it('between reading and deciding leaves a vote about what was read', async () => {
    const { world, decide } = await aDesk({ type: 'emergency' });
    const { decisions } = world.ports;
    const meanwhile: ChangePorts = {
      ...world.ports,
      decisions: {
        of: (issueId) => decisions.of(issueId),
        add(vote) {
          world.edit('1001', { plannedEnd: hours(99) });
          return decisions.add(vote);
        },
      },
    };
    const settle = () => Promise.resolve();
    const panel = () => Promise.resolve({ kind: 'none' as const, reason: 'no-change' as const });
    const { facts } = world.issues.get('1001') ?? world.add();
    await decidingPractice(meanwhile, { settle, panel })(
      { accountId: person('mia'), issueKey: facts.key },
      { issueKey: facts.key, verdict: 'approve', onBehalfOf: null, reason: '', seal: sealOf(fingerprintOf(facts, {})) },
    );
    expect(await stateOf(world)).toBe('edited');
    await decide('mia');
    expect(await stateOf(world)).toBe('approved');
  });
});

describe('a rejection', () => {
  it('stands until who gave it approves', async () => {
    const { world, decide } = await aDesk();
    await decide('cora', 'reject');
    for (const who of ['mia', 'cai', 'cleo']) await decide(who);
    expect(await stateOf(world)).toBe('rejected');
    await decide('cora');
    expect(await stateOf(world)).toBe('approved');
    expect(await votes(world)).toHaveLength(5);
  });
});

describe('a delegate', () => {
  it('gives the owner’s vote, in the delegate’s name', async () => {
    const { world, decide } = await aDesk();
    await handOver(world, 'cai', 'zoe');
    await decide('zoe', 'approve', { onBehalfOf: person('cai') });
    expect(await votes(world)).toEqual([['zoe', 'cai', 'approve']]);
    expect(await refusal(decide('zoe', 'approve', { onBehalfOf: person('cai') }))).toMatch(/already; it counts once/);
    expect(await refusal(decide('zoe'))).toMatch(/does not ask for your decision/);
  });

  it.each<readonly [string, ChangeSketch, string, string, string]>([
    ['of the requester has nothing to give', { requester: person('cai') }, 'cai', 'zoe', 'for-requester'],
    ['of the implementer neither', { implementer: person('cai') }, 'cai', 'zoe', 'for-implementer'],
    ['who implements it gives nobody’s', { implementer: person('zoe') }, 'cai', 'zoe', 'implementer'],
    ['who asked for it gives nobody’s', { requester: person('zoe') }, 'cai', 'zoe', 'requester'],
    ['of who is not asked gives nothing', {}, 'yan', 'zoe', 'for-not-eligible'],
  ])('%s', async (_name, sketch, from, to, reason) => {
    const { world, decide } = await aDesk(sketch);
    await handOver(world, from, to);
    expect(await refusal(decide(to, 'approve', { onBehalfOf: person(from) }))).toMatch(/^REFUSED/);
    expect(logged(world)).toMatchObject([{ account: to, for: from, reason }]);
  });

  it('of a delegate has nothing: delegations don’t chain', async () => {
    const { world, decide } = await aDesk();
    await handOver(world, 'cai', 'zoe');
    await handOver(world, 'zoe', 'yan');
    expect(await refusal(decide('yan', 'approve', { onBehalfOf: person('cai') }))).toMatch(/delegate/);
    expect(await refusal(decide('yan', 'approve', { onBehalfOf: person('zoe') }))).toMatch(/does not ask for/);
  });

  it('decides from the first instant up to the last, but not at it', async () => {
    const { world, decide } = await aDesk();
    await handOver(world, 'cai', 'zoe', hours(24));
    world.now = hours(24);
    expect(await refusal(decide('zoe', 'approve', { onBehalfOf: person('cai') }))).toMatch(/delegate/);
    world.now = hours(23.9);
    await decide('zoe', 'approve', { onBehalfOf: person('cai') });
    // What was decided in the owner's name stays decided.
    world.now = hours(30);
    await decide('mia');
    await decide('cleo');
    expect(await stateOf(world)).toBe('approved');
  });

  it('does not overrule what the owner decided in person, but the owner the delegate', async () => {
    const { world, decide } = await aDesk();
    await handOver(world, 'cai', 'zoe');
    await decide('zoe', 'reject', { onBehalfOf: person('cai') });
    await decide('cai');
    expect(await refusal(decide('zoe', 'reject', { onBehalfOf: person('cai') }))).toMatch(/decided in person/);
  });

  it('is none while delegation is switched off', async () => {
    const { world, decide } = await aDesk();
    await handOver(world, 'cai', 'zoe');
    const { document, version } = await world.ports.settings.policies.read();
    await world.ports.settings.policies.save(version, { ...document, delegation: false }, person('root'), world.now);
    expect(await refusal(decide('zoe', 'approve', { onBehalfOf: person('cai') }))).toMatch(/delegate/);
  });

  it('naming oneself as the one decided for is one’s own vote', async () => {
    const { world, decide } = await aDesk();
    await decide('cai', 'approve', { onBehalfOf: person('cai') });
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });
});

describe('company and faults', () => {
  it('two who decide at once both count', async () => {
    const { world, decide } = await aDesk();
    await decide('mia');
    await Promise.all([decide('cai'), decide('cleo')]);
    expect(await stateOf(world)).toBe('approved');
  });

  it('one who approves while another rejects: both are kept, and it is rejected', async () => {
    const { world, decide } = await aDesk({ type: 'emergency' });
    world.roles.set('changeManager', [person('mia'), person('max')]);
    await Promise.all([decide('mia'), decide('max', 'reject')]);
    expect(await votes(world)).toHaveLength(2);
    expect(await stateOf(world)).toBe('rejected');
  });

  it('the same request twice at once is one vote', async () => {
    const { world, decide } = await aDesk();
    const both = await Promise.allSettled([decide('cai'), decide('cai')]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });

  it('also when the second comes a moment later', async () => {
    const { world } = await aDesk();
    const { facts } = world.issues.get('1001') ?? world.add();
    let moment = 0;
    const clock = { now: () => hours((moment += 0.001)) };
    const panel = () => Promise.resolve({ kind: 'none' as const, reason: 'no-change' as const });
    const decide = decidingPractice({ ...world.ports, clock }, { settle: () => Promise.resolve(), panel });
    const seal = sealOf(fingerprintOf(facts, {}));
    const request = { issueKey: facts.key, verdict: 'approve' as const, onBehalfOf: null, reason: '', seal };
    const caller = { accountId: person('cai'), issueKey: facts.key };
    await Promise.all([decide(caller, request), decide(caller, request)]);
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });

  it('a death after the vote was stored leaves it standing; the voter learns so', async () => {
    const { world, decide } = await aDesk();
    world.deaths.set('decisions.add#1', 'after');
    await expect(decide('cai')).rejects.toBeInstanceOf(Died);
    expect(await refusal(decide('cai'))).toMatch(/already/);
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });

  it('a death before it was stored leaves nothing', async () => {
    const { world, decide } = await aDesk();
    world.deaths.set('decisions.add#1', 'before');
    await expect(decide('cai')).rejects.toBeInstanceOf(Died);
    await decide('cai');
    expect(await votes(world)).toEqual([['cai', null, 'approve']]);
  });

  it('a vote stands though it could not be published', async () => {
    const { world } = await aDesk({ type: 'emergency' });
    const { facts } = world.issues.get('1001') ?? world.add();
    const settle = () => Promise.reject(new AppError('UNAVAILABLE', 'Jira is busy.'));
    const panel = () => Promise.resolve({ kind: 'none' as const, reason: 'no-change' as const });
    await decidingPractice(world.ports, { settle, panel })(
      { accountId: person('mia'), issueKey: facts.key },
      { issueKey: facts.key, verdict: 'approve', onBehalfOf: null, reason: '', seal: sealOf(fingerprintOf(facts, {})) },
    );
    expect(await stateOf(world)).toBe('approved');
    expect(world.logged.map(({ message }) => message)).toContain('a decision was taken but is not published yet');
  });

  it('who lost the role counts no more, and who has left neither', async () => {
    const { world, decide } = await aDesk();
    for (const who of ['mia', 'cai', 'cleo']) await decide(who);
    world.inactive.add(person('cleo'));
    expect(await stateOf(world)).toBe('waiting');
    world.inactive.clear();
    world.roles.set('cabMember', [person('cai'), person('cora')]);
    expect(await stateOf(world)).toBe('waiting');
    expect(await refusal(decide('cleo'))).toMatch(/does not ask for your decision/);
  });
});
