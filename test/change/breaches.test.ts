/**
 * What counts as having gone past a gate, told apart from what only became otherwise afterwards: a breach is never taken back,
 * so that nobody may get one for what others did to policies, roles and templates.
 */
import type { ApprovalPolicies } from '../../src/change/approval.shapes';
import type { ChangeTemplate } from '../../src/change/template.shapes';
import { textFactOf } from '../../src/change/text-fact';
import { ProjectKey } from '../../src/contract/ids';
import { TEST_POLICIES } from './configuration';
import { aFreezeUntil, certificate } from './offered';
import { ci, hours, MONDAY, person } from './builders';
import { aDesk, LOW, WENT_WELL, type Desk } from './practice';

const breachesOf = async (desk: Desk, id = '1001') =>
  ((await desk.world.ports.records.read(id))?.record.breaches ?? []).map(({ gate }) => gate);

/** The one thing that is asked about in the policy for normal changes of low risk. */
const policies = (changed: Partial<ApprovalPolicies['policies'][number]>): ApprovalPolicies => ({
  ...TEST_POLICIES,
  policies: TEST_POLICIES.policies.map((one) => (one.key === 'normal' ? { ...one, ...changed } : one)),
});

const savePolicies = async ({ world }: Desk, document: ApprovalPolicies): Promise<void> => {
  const { version } = await world.ports.settings.policies.read();
  await world.ports.settings.policies.save(version, document, person('root'), world.now);
};

const ALL_OF_THE_BOARD = policies({
  steps: [{ key: 'board', name: 'Board', sources: [{ from: 'role', role: 'cabMember' }], need: { kind: 'all' } }],
});

/** Through every gate, approved by those. */
async function approvedBy(desk: Desk, approvers: readonly string[], to: 'scheduled' | 'implement'): Promise<Desk> {
  await desk.add();
  await desk.move('assess', 'assess');
  await desk.assess(LOW);
  await desk.move('authorize', 'authorize');
  for (const who of approvers) await desk.approve(who);
  expect(await desk.move('schedule', 'scheduled')).toBe('scheduled');
  if (to === 'scheduled') return desk;
  desk.world.now = hours(60);
  expect(await desk.move('implement', 'implement')).toBe('implement');
  return desk;
}

describe('what others do afterwards is no breach', () => {
  it.each(['scheduled', 'implement'] as const)('a stricter policy once it is in %s', async (stage) => {
    const desk = await approvedBy(aDesk(), ['mia'], stage);
    await savePolicies(desk, ALL_OF_THE_BOARD);
    await desk.practice.settle('1001');
    expect(await breachesOf(desk)).toEqual([]);
  });

  it.each(['scheduled', 'implement'] as const)('an approver who leaves the role while it is in %s', async (stage) => {
    const desk = await approvedBy(aDesk(), ['mia'], stage);
    desk.world.roles.set('changeManager', [person('max')]);
    await desk.practice.settle('1001');
    expect(await breachesOf(desk)).toEqual([]);
  });

  it('somebody who joins a board all of which approved', async () => {
    const desk = aDesk();
    await savePolicies(desk, ALL_OF_THE_BOARD);
    await approvedBy(desk, ['cai', 'cleo', 'cora'], 'implement');
    desk.world.roles.set('cabMember', ['cai', 'cleo', 'cora', 'cyd'].map(person));
    await desk.practice.settle('1001');
    await desk.go('review');
    expect(await breachesOf(desk)).toEqual([]);
  });

  it('another text of the template that a standard change followed', async () => {
    const desk = await standard('implement');
    await saveTemplate(desk, { ...certificate(), backoutPlan: 'Restore the old one from the backup.' });
    await desk.practice.settle('2000');
    expect(await breachesOf(desk, '2000')).toEqual([]);
  });

  it('the project being closed to the app for a time, and stricter policies meanwhile', async () => {
    const desk = await approvedBy(aDesk(), ['mia'], 'implement');
    const change = desk.world.issues.get('1001');
    if (change === undefined) throw new Error('it is there');
    desk.world.issues.delete('1001');
    await desk.practice.settle('1001');
    expect((await desk.world.ports.records.read('1001'))?.record.stage).toBeNull();
    await savePolicies(desk, ALL_OF_THE_BOARD);
    desk.world.issues.set('1001', change);
    await desk.practice.settle('1001');
    expect(await breachesOf(desk)).toEqual([]);
  });

  it('but the gate ahead asks anew', async () => {
    const desk = await approvedBy(aDesk(), ['mia'], 'scheduled');
    await savePolicies(desk, ALL_OF_THE_BOARD);
    desk.world.now = hours(60);
    expect(await desk.move('implement', 'implement')).toMatch(/needs 3 more approval/);
  });
});

describe('a breach is', () => {
  it('an edit of what is done while it is done, also where no approval was needed', async () => {
    const desk = aDesk();
    await savePolicies(desk, policies({ steps: [] }));
    await approvedBy(desk, [], 'implement');
    await desk.practice.settle('1001');
    expect(await breachesOf(desk)).toEqual([]);
    desk.world.edit('1001', { cis: [ci('database:orders')] });
    await desk.practice.settle('1001');
    expect(await breachesOf(desk)).toEqual(['implement']);
  });

  it('an edit of a standard change under way', async () => {
    const desk = await standard('implement');
    const plans = desk.world.issues.get('2000')?.facts.plans;
    if (plans === undefined) throw new Error('it has plans');
    desk.world.edit('2000', { plans: { ...plans, backout: textFactOf('None.') } });
    await desk.practice.settle('2000');
    expect(await breachesOf(desk, '2000')).toEqual(['implement']);
  });

  it('a standard change of a demoted template that nobody approved, moved past its gate', async () => {
    const desk = await standard('new');
    for (const [issueId, at] of [
      ['8', hours(-2)],
      ['9', hours(-1)],
    ] as const)
      await desk.world.ports.outcomes.put({ issueId, outcome: 'failed', at }, [
        { of: 'template', template: 'certificate' },
      ]);
    expect(await desk.move('schedule', 'scheduled', '2000')).toMatch(/lost its pre-approval/);
    await desk.go('scheduled', '2000');
    expect(await breachesOf(desk, '2000')).toEqual(['schedule']);
  });

  it('one that is reviewed before the app looked at it', async () => {
    const desk = aDesk();
    desk.world.add({ stage: 'implement' });
    const key = desk.keyOf();
    await desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review: WENT_WELL });
    expect(await breachesOf(desk)).toEqual(['implement']);
  });
});

describe('what has to be reviewed can’t be closed without', () => {
  const outcomeOf = async (desk: Desk): Promise<void> => {
    const key = desk.keyOf();
    await desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review: WENT_WELL });
  };

  it('an emergency that is called normal once the work is done', async () => {
    const desk = aDesk();
    await desk.add({ type: 'emergency', stage: 'authorize' });
    await desk.assess(LOW);
    await desk.approve('mia');
    expect(await desk.move('implement', 'implement')).toBe('implement');
    await desk.go('review');
    await outcomeOf(desk);
    desk.world.edit('1001', { type: 'normal' });
    expect((await desk.practice.gate('close', desk.keyOf(), {})).errorMessage).toMatch(/it was an emergency/);
    await desk.practice.settle('1001');
    expect((await desk.panel()).reviewBecause).toContain('emergency');
  });

  it('one that an administrator moved past its gates a moment ago', async () => {
    const desk = aDesk();
    await desk.add();
    desk.world.edit('1001', { stage: 'implement' });
    const stored = await desk.world.ports.records.read('1001');
    if (stored === undefined) throw new Error('it is kept');
    await desk.world.ports.records.write(stored.version, {
      ...stored.record,
      review: { ...WENT_WELL, by: person('ivo'), at: hours(1) },
    });
    desk.world.edit('1001', { stage: 'review' });
    expect((await desk.practice.gate('close', desk.keyOf(), {})).errorMessage).toMatch(/it went past a gate/);
  });
});

it('work does not begin in the freeze that its window comes right after, though it may begin an hour early', async () => {
  const desk = await approvedBy(aDesk(), ['mia'], 'scheduled');
  await aFreezeUntil(desk, '2026-02-04T20:00');
  desk.world.now = hours(59.5);
  expect(await desk.move('implement', 'implement')).toMatch(/It lies in a freeze \(Month end/);
  desk.world.now = hours(60);
  expect(await desk.move('implement', 'implement')).toBe('implement');
});

async function saveTemplate(desk: Desk, template: ChangeTemplate): Promise<void> {
  const { version } = await desk.world.ports.settings.templates.read();
  const draft = { templates: [template] };
  await desk.handlers['change.saveTemplates'](desk.as('root'), { expectedVersion: version ?? null, draft });
}

/** A change from the catalogue, taken as far as that. */
async function standard(to: 'new' | 'implement'): Promise<Desk> {
  const desk = aDesk();
  await saveTemplate(desk, certificate());
  await desk.handlers['change.request'](desk.as('cus'), {
    requestId: '5f0c7b1e-6a7e-4c06-9a51-6f6e0e0d2b11',
    template: 'certificate',
    project: ProjectKey.parse('IT'),
    summary: 'Certificate of web-01',
    start: hours(26, MONDAY),
    cis: [ci('server:web-01')],
  });
  if (to === 'new') return desk;
  expect(await desk.move('schedule', 'scheduled', '2000')).toBe('scheduled');
  desk.world.now = hours(26);
  expect(await desk.move('implement', 'implement', '2000')).toBe('implement');
  return desk;
}
