import { slaPractice } from '../../src/sla/sla.practice';
import { memorySla } from '../support/memory-sla';
import { SlaTime } from '../support/sla-time';
import { DAY } from './support';

const START = Date.parse('2026-03-02T08:00:00Z');

describe('the service levels that set-up installs', () => {
  it('are those of the site’s zone, and stay one version however many nights pass', async () => {
    const world = memorySla(START);
    const practice = slaPractice(world.ports);
    await practice.afterSetUp();
    const time = new SlaTime(world, practice);
    await time.pass(START + 10 * DAY);
    await practice.afterSetUp();
    const head = await world.ports.policies.head();
    expect(head).toMatchObject({ version: 1, earlier: [], policy: { reportingZone: 'Europe/Berlin' } });
    expect(head?.policy.calendars.map(({ timeZone }) => timeZone)).toEqual(['Europe/Berlin', 'Europe/Berlin']);
  });

  it('are never put in the place of what a person has saved', async () => {
    const world = memorySla(START);
    const practice = slaPractice(world.ports);
    await practice.afterSetUp();
    const shipped = await world.ports.policies.head();
    if (shipped === undefined) throw new Error('nothing was installed');
    const theirs = { ...shipped.policy, definitions: shipped.policy.definitions.slice(0, 1) };
    await world.ports.policies.save(shipped, theirs, 'admin', world.ports.clock.now());
    await practice.afterSetUp();
    await practice.nightly();
    expect(await world.ports.policies.head()).toMatchObject({ version: 2, by: 'admin', policy: theirs });
  });
});
