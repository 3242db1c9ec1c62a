import fc from 'fast-check';
import { z } from 'zod';
import { SiteClock } from '../../../emulator/clock';
import { openDatabase } from '../../../emulator/database';
import { MINUTE, openDesk, START, updated, type Desk } from './desk';

const Sweeps = z.array(z.object({ moduleKey: z.string(), at: z.number() })).nullable();
const sweeps = async (desk: Desk) =>
  (Sweeps.parse(await desk.recall('sweeps')) ?? []).map(({ moduleKey, at }) => [moduleKey, (at - START) / MINUTE]);

describe('schedules', () => {
  it('run first five minutes after the installation, then at their interval', async () => {
    const desk = await openDesk();
    await desk.host.advanceTo(START + 4.9 * MINUTE);
    expect(await sweeps(desk)).toEqual([]);
    await desk.host.advanceTo(START + 20 * MINUTE);
    expect((await sweeps(desk)).toSorted()).toEqual([
      ['every-five-minutes', 10],
      ['every-five-minutes', 15],
      ['every-five-minutes', 20],
      ['every-five-minutes', 5],
      ['every-hour', 5],
    ]);
    await desk.host.advanceTo(START + 65 * MINUTE);
    expect((await sweeps(desk)).filter(([key]) => key === 'every-hour')).toEqual([
      ['every-hour', 5],
      ['every-hour', 65],
    ]);
    await desk.host.close();
  });

  it('call with what Forge calls with', async () => {
    const desk = await openDesk();
    await desk.host.advanceTo(START + 5 * MINUTE);
    expect(await desk.recall('sweeps')).toMatchObject([
      {
        request: {
          context: { cloudId: '99999999-8888-4777-8666-555555555555', moduleKey: 'every-five-minutes' },
          contextToken: expect.any(String) as unknown,
        },
        context: { installContext: 'ari:cloud:jira::site/99999999-8888-4777-8666-555555555555' },
      },
      {},
    ]);
    await desk.host.close();
  });

  it('run once each after the site was off for days, then at their regular times', async () => {
    const desk = await openDesk();
    await desk.host.close();
    const threeDays = 3 * 24 * 60;
    const later = await openDesk({ db: desk.db, clock: new SiteClock('manual', START + (threeDays + 1) * MINUTE) });
    await later.host.drain();
    expect((await sweeps(later)).toSorted()).toEqual([
      ['every-five-minutes', threeDays + 1],
      ['every-hour', threeDays + 1],
    ]);
    await later.host.advanceTo(START + (threeDays + 65) * MINUTE);
    expect((await sweeps(later)).filter(([key]) => key === 'every-hour')).toEqual([
      ['every-hour', threeDays + 1],
      ['every-hour', threeDays + 5],
      ['every-hour', threeDays + 65],
    ]);
    await later.host.close();
  });
});

describe('the clock', () => {
  const task = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    delay: fc.integer({ min: 0, max: 900 }),
    fails: fc.nat(2),
  });

  it('may jump or creep: what falls due in between happens at the same instants', async () => {
    const property = fc.asyncProperty(
      fc.array(task, { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 8 }),
      async (tasks, steps) => {
        const run = async (stops: number[]): Promise<unknown> => {
          const desk = await openDesk({ db: openDatabase(':memory:') });
          for (const { name, delay, fails } of tasks)
            await desk.call('push', { events: [{ body: { name, fails }, delayInSeconds: delay }] });
          desk.host.publish(updated());
          for (const stop of stops) await desk.host.advanceTo(START + stop * 1000);
          const told = [
            await desk.recall('deliveries'),
            await sweeps(desk),
            z
              .array(z.object({ at: z.number() }))
              .parse(await desk.recall('events'))
              .map(({ at }) => at),
            desk.clock.now(),
          ];
          await desk.host.close();
          return told;
        };
        const stops = steps.map((_, n) => steps.slice(0, n + 1).reduce((sum, step) => sum + step, 0));
        expect(await run(stops)).toEqual(await run(stops.slice(-1)));
      },
    );
    await fc.assert(property, { numRuns: 10 });
  }, 60_000);

  it('runs what is due by itself while it runs', async () => {
    const desk = await openDesk({ clock: new SiteClock('running', START) });
    desk.host.publish(updated());
    await desk.call('push', { events: [{ body: { name: 'soon' }, delayInSeconds: 1 }] });
    const done = async () =>
      z
        .array(z.unknown())
        .nullable()
        .parse(await desk.recall('done'));
    for (let wait = 0; wait < 100 && (await done()) === null; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await done()).toHaveLength(1);
    expect(desk.host.events().map(({ state }) => state)).toEqual(['success', 'success']);
    await desk.host.close();
  }, 20_000);
});
