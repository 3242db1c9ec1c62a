/** What an assessment is made of, and that one which breaks off is whole when it is asked for again. */
import { compileCalendar } from '../../src/sla/calendar';
import { instant } from '../../src/kernel/time';
import { ci, hours, person } from './builders';
import { aDesk, LOW, type Desk } from './practice';
import { TEST_RULES } from './configuration';
import { Died } from './world';

const HOURS = compileCalendar({
  timeZone: 'UTC',
  alwaysOpen: false,
  weekly: (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => ({
    day,
    from: 9 * 60,
    to: 17 * 60,
  })),
  holidays: [],
  extra: [],
});

const weighed = (weights: Partial<typeof TEST_RULES.weights>) => ({
  ...TEST_RULES,
  weights: { ...TEST_RULES.weights, ...weights },
  businessCalendar: 'business',
});

const reasonOf = async (desk: Desk, factor: string) => {
  const panel = await desk.assess(LOW);
  const found = panel.assessment?.contributions.find((one) => one.factor === factor);
  return { value: found?.value, reason: found?.reasons[0] };
};

it.each([
  'records.write#2 before',
  'records.write#2 after',
  'issues.publish#2 before',
  'issues.publish#2 after',
  'records.read#5 before',
])('an assessment that dies at %s holds whole, or not at all, and is completed by asking again', async (death) => {
  const [call = '', how] = death.split(' ');
  const desk = aDesk();
  await desk.add({ stage: 'assess' });
  desk.world.deaths.set(call, how === 'after' ? 'after' : 'before');
  await expect(desk.assess(LOW)).rejects.toThrow(Died);
  const between = (await desk.world.ports.records.read('1001'))?.record;
  expect(between?.assessment === null).toBe(Object.keys(between?.answers ?? {}).length === 0);
  const panel = await desk.assess(LOW);
  expect(panel.currency.state).toBe('current');
  expect(desk.world.issues.get('1001')?.published.tokens).toContain('assessed');
});

it('counts notice in working days of the business calendar', async () => {
  const desk = aDesk({ defaults: { risk: weighed({ leadTime: 50 }) } });
  desk.world.calendars.set('business', HOURS);
  // From Monday 08:00 to Friday 13:00, of which five working days are asked for.
  await desk.add({
    plannedStart: instant('2026-02-06T13:00:00.000Z'),
    plannedEnd: instant('2026-02-06T15:00:00.000Z'),
  });
  expect(await reasonOf(desk, 'leadTime')).toMatchObject({ reason: { code: 'leadTime.short', params: { days: 4.5 } } });
});

it('counts how much of the window lies in business hours', async () => {
  const desk = aDesk({ defaults: { risk: weighed({ hours: 50 }) } });
  desk.world.calendars.set('business', HOURS);
  await desk.add({
    plannedStart: instant('2026-02-06T16:00:00.000Z'),
    plannedEnd: instant('2026-02-06T20:00:00.000Z'),
  });
  expect(await reasonOf(desk, 'hours')).toMatchObject({ value: 0.25, reason: { params: { minutes: 60, of: 240 } } });
});

it('takes the worst record among the CIs, and the team’s, of the months that count', async () => {
  const desk = aDesk({ defaults: { risk: weighed({ ciRecord: 50, teamRecord: 50 }) } });
  const { outcomes } = desk.world.ports;
  const failed = { outcome: 'failed' } as const;
  const web = { of: 'ci', ref: ci('server:web-02') } as const;
  const team = { of: 'team', team: 'Web operations' } as const;
  await outcomes.put({ issueId: '1', at: hours(-24), ...failed }, [web, team]);
  await outcomes.put({ issueId: '2', at: hours(-24 * 400), ...failed }, [{ of: 'ci', ref: ci('server:web-01') }, team]);
  await desk.add({ cis: [ci('server:web-01'), ci('server:web-02')] });
  expect(await reasonOf(desk, 'ciRecord')).toMatchObject({ reason: { params: { ci: 'server:web-02', failures: 1 } } });
  expect(await reasonOf(desk, 'teamRecord')).toMatchObject({ reason: { params: { changes: 1, failures: 1 } } });
});

it('counts services that fall, and a freeze and open conflicts', async () => {
  const desk = aDesk({ defaults: { risk: weighed({ conflicts: 50 }) } });
  await desk.add({ cis: [ci('database:orders')] });
  await desk.add({ id: '1002', stage: 'scheduled', implementer: person('olga'), cis: [ci('database:orders')] });
  expect(await reasonOf(desk, 'services')).toMatchObject({ reason: { code: 'services.fall', params: { count: 1 } } });
  expect(await reasonOf(desk, 'conflicts')).toMatchObject({ reason: { code: 'conflicts.open' } });
});

it('says when the landscape was too large to be walked whole', async () => {
  const desk = aDesk();
  desk.world.cut = true;
  await desk.add();
  const panel = await desk.assess(LOW);
  expect([panel.assessment?.impactCut, panel.conflictsCut]).toEqual([true, true]);
});
