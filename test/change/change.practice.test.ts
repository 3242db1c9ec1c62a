/** Changes from draft to closed, through everything that people and Jira do with them. */
import { instant } from '../../src/kernel/time';
import { AppError } from '../../src/kernel/errors';
import { ci, hours, person } from './builders';
import { aDesk, HIGH, LOW, WENT_WELL, type Desk } from './practice';

const code = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (cause: unknown) => (cause instanceof AppError ? cause.code : String(cause)),
  );

const paths = async (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (cause: unknown) => (cause instanceof AppError ? cause.issues.map(({ path }) => path) : [String(cause)]),
  );

describe('a normal change', () => {
  it('goes from draft to closed by assessment, approval, its window and an outcome', async () => {
    const desk = aDesk();
    await desk.add();
    expect(await desk.move('assess', 'assess')).toBe('assess');
    expect(await desk.move('authorize', 'authorize')).toMatch(/Its risk has not been assessed/);
    const assessed = await desk.assess(LOW);
    expect(assessed.assessment?.level).toBe('low');
    expect(assessed.currency.state).toBe('current');
    expect(await desk.move('authorize', 'authorize')).toBe('authorize');
    expect(await desk.move('schedule', 'scheduled')).toMatch(
      /needs 1 more approval\(s\): Change manager \(0\/1\) \(Mia\)/,
    );
    expect((await desk.approve('mia')).approval.state).toBe('approved');
    expect(await desk.move('schedule', 'scheduled')).toBe('scheduled');
    expect(await desk.move('implement', 'implement')).toMatch(/Its window begins/);
    desk.world.now = hours(60);
    expect(await desk.move('implement', 'implement')).toBe('implement');
    await desk.go('review');
    expect(await desk.move('close', 'closed')).toMatch(/Its outcome is not recorded/);
    const key = desk.keyOf();
    await desk.handlers['change.review'](desk.as('ivo', key), { issueKey: key, review: WENT_WELL });
    expect(await desk.move('close', 'closed')).toBe('closed');
    expect(desk.world.issues.get('1001')?.published.tokens).toContain('outcome.successful');
  });

  it('of high risk takes two of the CAB besides', async () => {
    const desk = aDesk();
    await desk.add({ cis: [ci('database:orders')], backoutPlan: undefined, testPlan: undefined });
    await desk.go('assess');
    expect((await desk.assess(HIGH)).assessment?.level).toMatch(/high/i);
    await desk.move('authorize', 'authorize');
    await desk.approve('mia');
    await desk.approve('cai');
    expect(await desk.move('schedule', 'scheduled')).toMatch(/needs 1 more approval\(s\): CAB \(1\/2\) \(Cleo, Cora\)/);
    await desk.approve('cleo');
    expect(await desk.move('schedule', 'scheduled')).toBe('scheduled');
  });

  it('loses assessment and approval when it is edited, before any event tells of it', async () => {
    const desk = aDesk();
    await desk.add();
    await desk.go('assess');
    await desk.assess(LOW);
    await desk.go('authorize');
    await desk.approve('mia');
    desk.world.edit('1001', { cis: [ci('database:orders')] });
    expect((await desk.practice.gate('schedule', desk.keyOf(), {})).errorMessage).toMatch(
      /Since its risk was assessed, configuration items changed.*It was edited since it was approved/,
    );
    const panel = await desk.panel();
    expect(panel.currency).toEqual({ state: 'edited', parts: ['cis'] });
    expect(panel.approval.state).toBe('edited');
  });
});

describe('assessing', () => {
  it('names each question that has no answer, and saves nothing', async () => {
    const desk = aDesk();
    await desk.add();
    expect(await paths(desk.assess({ 'done-before': 'often' }))).toEqual(['answers.users']);
    expect((await desk.panel()).assessment).toBeNull();
  });

  it('is refused for what nobody described, and once work began', async () => {
    const desk = aDesk();
    await desk.add({ reason: undefined });
    expect(await code(desk.assess(LOW))).toBe('REFUSED');
    const other = aDesk();
    await other.add({ stage: 'implement' });
    expect(await code(other.assess(LOW))).toBe('REFUSED');
  });

  it('remembers the services that it can bring down', async () => {
    const desk = aDesk();
    await desk.add({ cis: [ci('database:orders')] });
    await desk.assess(LOW);
    expect((await desk.world.ports.records.read('1001'))?.record.services).toEqual(['businessService:shop']);
  });

  it('by two at once leaves one assessment, whole', async () => {
    const desk = aDesk();
    await desk.add();
    await Promise.all([desk.assess(LOW, 'ada'), desk.assess(HIGH, 'ivo')]);
    const record = (await desk.world.ports.records.read('1001'))?.record;
    expect(record?.assessment?.answers).toEqual(record?.answers);
    expect(record?.level).toBe(record?.assessment?.level);
    expect((await desk.panel()).currency.state).toBe('current');
  });
});

describe('conflicts', () => {
  const twoOnOneServer = async (): Promise<Desk> => {
    const desk = aDesk();
    await desk.add();
    await desk.add({ id: '1002', stage: 'scheduled', implementer: person('olga') });
    return desk;
  };

  it('are accepted by a recorded decision, which ends when a side moves', async () => {
    const desk = await twoOnOneServer();
    const [conflict] = (await desk.panel('mia')).conflicts;
    if (conflict === undefined) throw new Error('there is a conflict');
    expect(conflict).toMatchObject({ kind: 'sameCi', other: { key: 'IT-1002' }, accepted: null });
    const key = desk.keyOf();
    const accept = { issueKey: key, conflict: conflict.id, signature: conflict.signature, reason: 'Both are ours.' };
    await desk.handlers['change.acceptConflict'](desk.as('mia', key), accept);
    expect((await desk.panel()).conflicts[0]?.accepted).toMatchObject({ name: 'Mia', reason: 'Both are ours.' });
    desk.world.edit('1002', { plannedEnd: hours(63) });
    await desk.practice.settle('1002');
    expect((await desk.panel()).conflicts[0]?.accepted).toBeNull();
    expect(await code(Promise.resolve(desk.handlers['change.acceptConflict'](desk.as('mia', key), accept)))).toBe(
      'CONFLICT',
    );
  });

  it('name another change only to those who may see it, and CIs likewise', async () => {
    const desk = await twoOnOneServer();
    desk.world.issues.get('1002')?.hiddenFrom.add(person('ada'));
    desk.world.closed.add(ci('server:web-01'));
    const [conflict] = (await desk.panel('ada')).conflicts;
    expect(conflict?.other).toMatchObject({ key: null, summary: null });
    expect(conflict?.meetings.map(({ mine }) => mine)).toEqual([{ ref: null, name: null }]);
    expect(JSON.stringify(await desk.panel('ada'))).not.toMatch(/IT-1002|web-01/);
  });

  it('with a freeze are never accepted', async () => {
    const desk = aDesk();
    await freeze(desk);
    await desk.add();
    const [conflict] = (await desk.panel('mia')).conflicts;
    if (conflict === undefined) throw new Error('there is a freeze');
    const key = desk.keyOf();
    expect(
      await code(
        desk.handlers['change.acceptConflict'](desk.as('mia', key), {
          issueKey: key,
          conflict: conflict.id,
          signature: conflict.signature,
          reason: 'It is urgent.',
        }),
      ),
    ).toBe('REFUSED');
  });

  it('are left by moving to the slot that is found', async () => {
    const desk = aDesk();
    await freeze(desk);
    await desk.add({ outageStart: hours(61), outageEnd: hours(62) });
    const key = desk.keyOf();
    const search = { after: hours(60), until: hours(200), minutes: 120, step: 30, hours: 'any' } as const;
    const found = await desk.handlers['change.findSlot'](desk.as('ada', key), { issueKey: key, search });
    expect(found.slot).toEqual({ from: hours(72), to: hours(74) });
    expect(found.blocked.map(({ because, window }) => [because, window])).toEqual([['freeze', 'quarter-end']]);
    if (found.slot === null) throw new Error('there is a slot');
    const moved = await desk.handlers['change.move'](desk.as('ada', key), { issueKey: key, to: found.slot });
    expect(moved).toMatchObject({ kind: 'change', conflicts: [] });
    expect(desk.world.issues.get('1001')?.facts).toMatchObject({ outageStart: hours(73), outageEnd: hours(74) });
  });

  it.each([
    { says: 'an end before its start', to: { from: hours(70), to: hours(69) }, at: 'to.to' },
    { says: 'a start in the past', to: { from: hours(-2), to: hours(69) }, at: 'to.from' },
    { says: 'no time', to: { from: 'soon', to: hours(69) }, at: 'to.from' },
    { says: 'more than a year', to: { from: hours(70), to: hours(70 + 367 * 24) }, at: 'to.to' },
  ])('is not moved to $says', async ({ to, at }) => {
    const desk = aDesk();
    await desk.add();
    const key = desk.keyOf();
    expect(await paths(desk.handlers['change.move'](desk.as('ada', key), { issueKey: key, to }))).toEqual([at]);
    expect(desk.world.issues.get('1001')?.facts.plannedStart).toBe(hours(60));
  });
});

/** A freeze of the whole site on the day for which changes are planned: Wednesday from 00:00 to 08:00 the next day, UTC. */
async function freeze({ world }: Desk): Promise<void> {
  const window = {
    key: 'quarter-end',
    name: 'Quarter end',
    kind: 'freeze' as const,
    scope: { on: 'site' as const },
    timeZone: 'UTC',
    start: '2026-02-04T00:00',
    end: '2026-02-05T08:00',
    rrule: null,
    except: [],
    enabled: true,
    note: '',
  };
  await world.ports.settings.windows.save(undefined, { windows: [window] }, person('root'), instant(world.now));
}
