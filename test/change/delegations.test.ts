/** Handing votes over: for a time, to one active person, and only one's own. */
import fc from 'fast-check';
import { LONGEST_DAYS, MOST_OWN, planDelegation } from '../../src/change/delegation';
import { delegationsPractice } from '../../src/change/delegations.practice';
import { AppError } from '../../src/kernel/errors';
import { instant, toEpoch } from '../../src/kernel/time';
import { hours, MONDAY, person } from './builders';
import { aWorld, type ChangeWorld } from './world';
import { named } from './votes';

const DAY = 24;
const caller = (who: string) => ({ accountId: person(who), issueKey: undefined });
const wish = (to: string, since = hours(1), until = hours(DAY)) => ({ to: person(to), since, until });

interface Named {
  readonly name: string;
}

const shown = async (world: ChangeWorld, who: string) => {
  const { given, received, enabled } = await delegationsPractice(world.ports)['change.delegations'](caller(who), {});
  const say = (list: readonly { readonly from: Named; readonly to: Named }[]) =>
    list.map(({ from, to }) => `${from.name} to ${to.name}`);
  return { enabled, given: say(given), received: say(received) };
};

it('shows who handed theirs over, and to whom, until the time is over', async () => {
  const world = aWorld();
  const desk = delegationsPractice(world.ports);
  await desk['change.delegate'](caller('cai'), wish('zoe'));
  await desk['change.delegate'](caller('cleo'), wish('zoe', hours(2)));
  expect(await shown(world, 'cai')).toEqual({ enabled: true, given: ['Cai to Zoe'], received: [] });
  expect(await shown(world, 'zoe')).toEqual({ enabled: true, given: [], received: ['Cai to Zoe', 'Cleo to Zoe'] });
  world.now = hours(DAY);
  expect(await shown(world, 'zoe')).toEqual({ enabled: true, given: [], received: [] });
});

it('is taken back by who gave it, and by nobody else', async () => {
  const world = aWorld();
  const desk = delegationsPractice(world.ports);
  const { delegation } = await desk['change.delegate'](caller('cai'), wish('zoe'));
  for (const who of ['zoe', 'mia'])
    await expect(desk['change.endDelegation'](caller(who), { id: delegation.id })).rejects.toMatchObject({
      code: 'REFUSED',
    });
  expect(world.logged.filter(({ message }) => message === 'delegation refused')).toHaveLength(2);
  await desk['change.endDelegation'](caller('cai'), { id: delegation.id });
  // Once more does no harm.
  await desk['change.endDelegation'](caller('cai'), { id: delegation.id });
  expect(await shown(world, 'cai')).toMatchObject({ given: [] });
});

it('the same wish twice is one delegation', async () => {
  const world = aWorld();
  const desk = delegationsPractice(world.ports);
  const first = await desk['change.delegate'](caller('cai'), wish('zoe'));
  expect(await desk['change.delegate'](caller('cai'), wish('zoe'))).toEqual(first);
  expect(await shown(world, 'zoe')).toMatchObject({ received: ['Cai to Zoe'] });
});

it('two who hand theirs over at once are both heard', async () => {
  const world = aWorld();
  const desk = delegationsPractice(world.ports);
  await Promise.all(['cai', 'cleo', 'cora'].map((who) => desk['change.delegate'](caller(who), wish('zoe'))));
  expect((await shown(world, 'zoe')).received).toHaveLength(3);
});

it('is refused while it is switched off', async () => {
  const world = aWorld();
  const { document, version } = await world.ports.settings.policies.read();
  await world.ports.settings.policies.save(version, { ...document, delegation: false }, person('root'), world.now);
  const desk = delegationsPractice(world.ports);
  await expect(desk['change.delegate'](caller('cai'), wish('zoe'))).rejects.toMatchObject({ code: 'REFUSED' });
  expect(await shown(world, 'cai')).toMatchObject({ enabled: false });
});

it.each<readonly [string, ReturnType<typeof wish>, string]>([
  ['to oneself', wish('cai'), 'to'],
  ['to who has left', wish('gone'), 'to'],
  ['that ends as it begins', wish('zoe', hours(5), hours(5)), 'until'],
  ['that ends before it begins', wish('zoe', hours(5), hours(4)), 'until'],
  ['that has ended', wish('zoe', hours(-9), hours(-1)), 'until'],
  ['that began in the past', wish('zoe', hours(-9), hours(9)), 'since'],
  ['for longer than an absence', wish('zoe', hours(1), hours(1 + LONGEST_DAYS * DAY + 1)), 'until'],
  ['too far ahead', wish('zoe', hours(400 * DAY), hours(401 * DAY)), 'since'],
  ['from no time at all', { ...wish('zoe'), since: instant(MONDAY), until: hours(2) }, ''],
])('%s: says so at its field', async (_name, asked, path) => {
  const world = aWorld();
  world.inactive.add(person('gone'));
  const attempt = delegationsPractice(world.ports)['change.delegate'](caller('cai'), asked);
  if (path === '') await expect(attempt).resolves.toBeDefined();
  else {
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path }] });
    expect(await shown(world, 'cai')).toMatchObject({ given: [] });
  }
});

it.each(['soon', '', '2026-13-01T00:00:00Z'])('a time that is none: “%s”', (since) => {
  const planned = planDelegation(
    { id: 'x', giver: named('cai'), taker: named('zoe'), since, until: hours(9) },
    [],
    MONDAY,
  );
  expect(planned).toMatchObject({ kind: 'wrong', path: 'since' });
});

it(`no more than ${MOST_OWN} at a time; those that are over don’t count`, async () => {
  const world = aWorld();
  const desk = delegationsPractice(world.ports);
  for (let count = 1; count <= MOST_OWN; count += 1)
    await desk['change.delegate'](caller('cai'), wish('zoe', hours(1), hours(count + 1)));
  await expect(desk['change.delegate'](caller('cai'), wish('yan'))).rejects.toBeInstanceOf(AppError);
  world.now = hours(3);
  await desk['change.delegate'](caller('cai'), wish('yan', hours(4)));
  const { document } = await world.ports.settings.delegations.read();
  expect(document.delegations).toHaveLength(MOST_OWN - 1);
});

it('whatever is wished, what is planned is bounded, ahead and to somebody else', () => {
  const moment = fc.integer({ min: -200, max: 20_000 }).map((hour) => hours(hour / 2));
  fc.assert(
    fc.property(moment, moment, fc.constantFrom('cai', 'zoe'), (since, until, taker) => {
      const planned = planDelegation({ id: 'x', giver: named('cai'), taker: named(taker), since, until }, [], MONDAY);
      if (planned.kind !== 'new') return;
      const { delegation } = planned;
      const length = toEpoch(instant(delegation.until)) - toEpoch(instant(delegation.since));
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(LONGEST_DAYS * DAY * 3_600_000);
      expect(delegation.until > MONDAY).toBe(true);
      expect(delegation.to).not.toEqual(delegation.from);
    }),
    { numRuns: 2_000 },
  );
});
