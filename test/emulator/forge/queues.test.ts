import fc from 'fast-check';
import { SiteClock } from '../../../emulator/clock';
import { openDatabase } from '../../../emulator/database';
import { QueueStore, type NewQueueEvent } from '../../../emulator/forge/queue-store';
import type { Json, JsonObject } from '../../../emulator/json';
import { z } from 'zod';
import { MINUTE, openDesk, START, type Desk } from './desk';

const Deliveries = z.array(z.object({ name: z.string(), at: z.number(), retryContext: z.json() })).nullable();
const JobId = z.object({ jobId: z.string() });

const push = async (desk: Desk, ...events: JsonObject[]): Promise<string> =>
  JobId.parse(await desk.call('push', { events })).jobId;
const deliveries = async (desk: Desk) => Deliveries.parse(await desk.recall('deliveries')) ?? [];
const at = (seconds: number): number => START + seconds * 1000;

describe('a queue', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.host.drain();
  });
  afterEach(() => desk.host.close());

  it('delivers what was pushed, once the site gets to it', async () => {
    const jobId = await push(desk, { body: { name: 'a' } }, { body: { name: 'b' } });
    expect(await desk.call('stats', { jobId })).toEqual({ success: 0, inProgress: 2, failed: 0 });
    await desk.host.drain();
    expect(await deliveries(desk)).toEqual([
      { name: 'a', at: START, retryContext: null },
      { name: 'b', at: START, retryContext: null },
    ]);
    expect(await desk.call('stats', { jobId })).toEqual({ success: 2, inProgress: 0, failed: 0 });
  });

  it('keeps a delayed event until its time', async () => {
    await push(desk, { body: { name: 'later' }, delayInSeconds: 900 }, { body: { name: 'soon' }, delayInSeconds: 5 });
    await desk.host.advanceTo(at(899));
    expect((await deliveries(desk)).map(({ name, at: when }) => [name, when])).toEqual([['soon', at(5)]]);
    await desk.host.advanceTo(at(900));
    expect((await deliveries(desk)).map(({ name, at: when }) => [name, when])).toEqual([
      ['soon', at(5)],
      ['later', at(900)],
    ]);
  });

  it.each<[string, Json, string, string]>([
    [
      'more than 50 events',
      Array.from({ length: 51 }, () => ({ body: {} })),
      'TooManyEventsError',
      'This push contains more than the 50 events allowed.',
    ],
    [
      'more than 200 KB',
      [{ body: { text: 'x'.repeat(201 * 1024) } }],
      'PayloadTooBigError',
      'The maximum payload size is 200KB.',
    ],
    [
      'a delay above 15 minutes',
      [{ body: {}, delayInSeconds: 901 }],
      'InvalidPushSettingsError',
      'The delayInSeconds setting must be between 0 and 900.',
    ],
    [
      'a limit of nothing',
      [{ body: {}, concurrency: { key: 'k', limit: 0 } }],
      'PartialSuccessError',
      'Failed to process 1 event(s).',
    ],
  ])('refuses %s', async (_, events, name) => {
    expect(await desk.call('push', { events })).toMatchObject({ name });
  });

  it('knows no other job, and cancels what has not started', async () => {
    await expect(desk.call('stats', { jobId: 'nobody' })).rejects.toThrow(
      'The job nobody was not found for the queue work.',
    );
    await expect(desk.call('cancel', { jobId: 'nobody' })).rejects.toThrow(
      'The job nobody was not found for the queue work.',
    );
    const jobId = await push(
      desk,
      { body: { name: 'now' } },
      { body: { name: 'later' }, delayInSeconds: 60 },
      { body: { name: 'again', fails: 1 } },
    );
    await desk.host.drain();
    await desk.call('cancel', { jobId });
    await desk.host.advanceTo(at(3600));
    expect((await deliveries(desk)).map(({ name }) => name)).toEqual(['now', 'again']);
    expect(await desk.call('stats', { jobId })).toEqual({ success: 1, inProgress: 0, failed: 0 });
  });

  it('delivers again, ever more slowly, when the consumer throws', async () => {
    await push(desk, { body: { name: 'stubborn', fails: 4 } });
    await desk.host.advanceTo(at(3600));
    expect((await deliveries(desk)).map(({ at: when }) => (when - START) / 1000)).toEqual([0, 5, 15, 35, 75]);
    expect((await deliveries(desk)).at(-1)?.retryContext).toEqual({
      retryCount: 4,
      retryReason: 'FUNCTION_RETRY_REQUEST',
      retentionWindow: { startTime: '2026-03-02T09:00:00.000Z', remainingTimeMs: 86_400_000 - 75_000 },
    });
  });

  it('gives an event up after 24 hours', async () => {
    const jobId = await push(desk, { body: { name: 'hopeless', fails: 1000 } });
    await desk.host.advanceTo(at(25 * 3600));
    expect(await desk.call('stats', { jobId })).toEqual({ success: 0, inProgress: 0, failed: 1 });
    const last = (await deliveries(desk)).at(-1)?.at ?? 0;
    expect(last).toBeLessThanOrEqual(at(86_400));
    expect(last).toBeGreaterThan(at(86_400 - 1800));
  }, 30_000);

  it('delivers again when and with what the consumer asks for', async () => {
    await push(
      desk,
      { body: { name: 'asks', retryAfter: 120 } },
      { body: { name: 'impatient', retryAfter: 5000, retryData: { text: 'x'.repeat(5000) } } },
    );
    await desk.host.advanceTo(at(1800));
    const again = (await deliveries(desk)).filter(({ retryContext }) => retryContext !== null);
    expect(again.map(({ name, at: when }) => [name, (when - START) / 1000])).toEqual([
      ['asks', 120],
      ['impatient', 900],
    ]);
    expect(again[0]?.retryContext).toMatchObject({
      retryCount: 1,
      retryReason: 'FUNCTION_RETRY_REQUEST',
      retryData: { left: 7 },
    });
    // retryData above 4 KB is not kept.
    expect(again[1]?.retryContext).not.toHaveProperty('retryData');
  });

  it('delivers again after a time-out', async () => {
    await push(desk, { body: { name: 'hangs', hangs: true } });
    await desk.host.drain();
    expect(desk.host.logs().map(({ message }) => message)).toContainEqual(
      expect.stringContaining('The function worker timed out after 1 seconds.'),
    );
    await desk.host.advanceTo(at(60));
    expect((await deliveries(desk)).map(({ retryContext }) => retryContext)).toEqual([
      null,
      expect.objectContaining({ retryReason: 'FUNCTION_TIME_OUT', retryCount: 1 }),
    ]);
  });

  it('delivers again when the instance is killed half-way, without counting the attempt', async () => {
    desk.host.addFault({ kind: 'kill', functionKey: 'worker', afterCalls: 3 });
    const jobId = await push(desk, { body: { name: 'unlucky' } });
    await desk.host.advanceTo(at(60));
    // Two calls keep the first delivery, the third one is answered to nobody.
    expect((await deliveries(desk)).map(({ retryContext }) => retryContext)).toEqual([
      null,
      expect.objectContaining({ retryReason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR', retryCount: 0 }),
    ]);
    expect(await desk.recall('done')).toHaveLength(1);
    expect(await desk.call('stats', { jobId })).toEqual({ success: 1, inProgress: 0, failed: 0 });
  });

  it('lets a consumer push from its own event a thousand times in a row', async () => {
    await push(desk, { body: { name: 'again', cycles: true } });
    desk.db.exec('UPDATE forge_queue_event SET depth = 995');
    desk.host.resetMeter();
    await desk.host.drain();
    expect(desk.host.meter()['functions']).toMatchObject({ worker: { invocations: 6, failures: 0 } });
    expect(await desk.recall('refusals')).toEqual([{ name: 'InvocationLimitReachedError' }]);
    // A push from elsewhere begins anew.
    await push(desk, { body: { name: 'fresh', cycles: true } });
    expect(desk.db.prepare('SELECT depth FROM forge_queue_event ORDER BY sequence DESC').get()).toEqual({ depth: 1 });
  });

  it('survives a restart: what was under way is delivered again', async () => {
    await push(desk, { body: { name: 'pending' }, delayInSeconds: 10 }, { body: { name: 'torn', hangs: true } });
    const running = desk.host.drain();
    while ((await deliveries(desk)).length === 0) await new Promise((resolve) => setImmediate(resolve));
    const restarted = await openDesk({ db: desk.db, clock: new SiteClock('manual', at(20)) });
    await restarted.host.drain();
    expect((await deliveries(restarted)).map(({ name }) => name)).toEqual(['torn', 'torn', 'pending']);
    await running;
    await restarted.host.close();
  });

  it.each([
    [1, 1],
    [2, 2],
    [9, 6],
  ])('with a limit of %i and six workers runs %i of a concurrency key at once', async (limit, most) => {
    await desk.host.close();
    desk = await openDesk({ parallelism: 6 });
    await desk.host.drain();
    await push(
      desk,
      ...Array.from({ length: 6 }, (_, n) => ({
        body: { name: `p${n}`, pauses: true },
        concurrency: { key: 'one', limit },
      })),
    );
    await desk.host.drain();
    const running = desk.seen
      .map(({ path }) => (path.endsWith('begin') ? 1 : -1))
      .map((_, n, steps) => steps.slice(0, n + 1).reduce<number>((sum, step) => sum + step, 0));
    expect(running.at(-1)).toBe(0);
    expect(Math.max(...running)).toBe(most);
  });

  it('delivers every event at least once, whatever fails and dies on the way', async () => {
    const task = fc.record({ fails: fc.nat(3), delayInSeconds: fc.nat(900) });
    const kill = fc.record({ afterCalls: fc.nat(6), times: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(task, { minLength: 1, maxLength: 6 }),
        fc.array(kill, { maxLength: 3 }),
        async (tasks, kills) => {
          const site = await openDesk({ db: openDatabase(':memory:') });
          const jobId = await push(
            site,
            ...tasks.map(({ fails, delayInSeconds }, n) => ({ body: { name: `t${n}`, fails }, delayInSeconds })),
          );
          for (const { afterCalls, times } of kills)
            site.host.addFault({ kind: 'kill', functionKey: 'worker', afterCalls, times });
          await site.host.advanceTo(START + 3 * 60 * MINUTE);
          const done = z.array(z.object({ name: z.string() })).parse(await site.recall('done'));
          expect(new Set(done.map(({ name }) => name))).toEqual(new Set(tasks.map((_, n) => `t${n}`)));
          expect(await site.call('stats', { jobId })).toEqual({ success: tasks.length, inProgress: 0, failed: 0 });
          await site.host.close();
        },
      ),
      { numRuns: 10 },
    );
  }, 60_000);
});

describe('finished queue events', () => {
  it('are forgotten after their day, the last two thousand excepted', () => {
    const db = openDatabase(':memory:');
    const store = new QueueStore(db);
    const day = 24 * 60 * MINUTE;
    const event = (n: number): NewQueueEvent => ({
      ...{ id: `e${n}`, jobId: 'job', queue: 'work', body: {}, concurrency: undefined },
      ...{ enqueuedAt: START, dueAt: START, depth: 1 },
    });
    store.add(Array.from({ length: 2_500 }, (_, n) => event(n)));
    for (let n = 1; n < 2_500; n += 1) store.finish(`e${n}`, 'success', undefined);
    const kept = () => db.prepare('SELECT count(*) AS events, min(sequence) AS first FROM forge_queue_event').get();
    store.forget(START);
    expect(kept()).toEqual({ events: 2_500, first: 1 });
    store.forget(START + day);
    // The first is still waiting.
    expect(kept()).toEqual({ events: 2_001, first: 1 });
  });
});
