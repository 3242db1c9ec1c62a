import { z } from 'zod';
import type { JsonObject } from '../../../emulator/json';
import { APP_ID, created, openDesk, START, updated, type Desk } from './desk';

const Kept = z.array(z.object({ event: z.looseObject({}), at: z.number(), context: z.looseObject({}) })).nullable();

describe('an event', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.host.drain();
  });
  afterEach(() => desk.host.close());

  /** Those after the installation's own. */
  const received = async () => (Kept.parse(await desk.recall('events')) ?? []).slice(1);
  const delays = async (): Promise<number[]> => (await received()).map(({ at }) => (at - START) / 1000);

  it('tells the app that it was installed', async () => {
    const { installationId, environmentId } = desk.host.app() ?? {};
    expect(await desk.recall('events')).toMatchObject([
      {
        event: {
          eventType: 'avi:forge:installed:app',
          id: installationId,
          installerAccountId: 'admin',
          app: { id: APP_ID, version: '1.1.0', name: 'Desk' },
          environment: { id: environmentId },
        },
      },
    ]);
  });

  it('reaches the trigger that asked for it, with what all Jira events have', async () => {
    desk.host.publish(updated());
    await desk.host.drain();
    expect(await received()).toEqual([
      {
        event: {
          eventType: 'avi:jira:updated:issue',
          issue: { key: 'DESK-1' },
          timestamp: String(START),
          atlassianId: 'anna',
          selfGenerated: false,
        },
        context: expect.objectContaining({
          principal: { accountId: 'anna' },
          installContext: 'ari:cloud:jira::site/99999999-8888-4777-8666-555555555555',
        }) as unknown,
        at: START,
      },
    ]);
  });

  it.each<[string, JsonObject, number, object]>([
    ['that the filter lets through', { issue: { key: 'DESK-1' } }, 1, {}],
    ['that the filter drops', { issue: { key: 'DESK-2' } }, 0, {}],
    [
      'on which the filter fails',
      { issue: { key: 'poison' } },
      1,
      {
        filterExpressionError: {
          message: "The filter expression of on-created failed: cannot evaluate event.issue.key == 'DESK-1'",
        },
      },
    ],
    ['above 200 KB', { issue: { key: 'DESK-1', text: 'x'.repeat(200 * 1024) } }, 0, {}],
  ])('%s is delivered or not', async (_, payload, times, extra) => {
    desk.host.publish(created(payload));
    await desk.host.drain();
    expect(await received()).toHaveLength(times);
    expect((await received())[0]?.event ?? {}).toMatchObject(extra);
  });

  it('of the app itself is dropped where the trigger says so, and marked where it doesn’t', async () => {
    desk.host.publish(updated({}, { accountId: 'x', appId: APP_ID }));
    desk.host.publish({ ...created({ issue: { key: 'DESK-1' } }), actor: { accountId: 'x', appId: APP_ID } });
    await desk.host.drain();
    expect((await received()).map(({ event }) => event)).toMatchObject([
      { eventType: 'avi:jira:created:issue', selfGenerated: true },
    ]);
  });

  it('no trigger asked for runs nothing', async () => {
    desk.host.publish({ ...updated(), type: 'avi:jira:deleted:issue' });
    await desk.host.drain();
    expect(await received()).toEqual([]);
  });

  it('whose function throws is not delivered again', async () => {
    desk.host.publish(updated({ wish: { throw: 'no' } }));
    await desk.host.advanceTo(START + 3_600_000);
    expect(await received()).toHaveLength(1);
    expect(desk.host.events()[0]).toMatchObject({ state: 'failed', note: 'no' });
  });

  it('is delivered again at most four times when the function asks for it', async () => {
    desk.host.publish(updated({ wish: { retryAfter: 30 } }));
    await desk.host.advanceTo(START + 3_600_000);
    expect(await delays()).toEqual([0, 30, 60, 90, 120]);
    expect((await received()).at(-1)?.event).toMatchObject({
      retryContext: { retryCount: 4, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: { tries: 1 } },
    });
  });

  it('is delivered again when the instance is lost', async () => {
    desk.host.addFault({ kind: 'kill', functionKey: 'on-event', afterCalls: 0 });
    desk.host.publish(updated());
    await desk.host.advanceTo(START + 60_000);
    expect((await received()).map(({ event }) => event)).toMatchObject([
      { retryContext: { retryReason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR' } },
    ]);
  });

  it.each<[string, JsonObject, number[]]>([
    ['late', { kind: 'event-delay', seconds: 180 }, [180]],
    ['late once', { kind: 'event-delay', seconds: 180, times: 1, type: 'updated' }, [180]],
    ['twice', { kind: 'event-duplicate', afterSeconds: 20 }, [0, 20]],
    ['not at all late when the fault is for others', { kind: 'event-delay', seconds: 9, type: 'deleted' }, [0]],
  ])('comes %s on request', async (_, fault, expected) => {
    desk.host.addFault(fault);
    desk.host.publish(updated());
    await desk.host.advanceTo(START + 600_000);
    expect(await delays()).toEqual(expected);
  });

  it('comes in another order on request, the same each time', async () => {
    const orders: unknown[] = [];
    for (const _ of [1, 2]) {
      const site = await openDesk();
      await site.host.drain();
      site.host.addFault({ kind: 'event-reorder', withinSeconds: 180, seed: 7 });
      for (const n of [1, 2, 3, 4, 5]) site.host.publish(updated({ n }));
      await site.host.advanceTo(START + 180_000);
      orders.push((Kept.parse(await site.recall('events')) ?? []).slice(1).map(({ event }) => event['n']));
      await site.host.close();
    }
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).not.toEqual([1, 2, 3, 4, 5]);
    expect(new Set(orders[0] as number[])).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('of a workflow post function reaches its function', async () => {
    desk.host.app()?.postFunction('aftermath', { issue: { key: 'DESK-1' }, configuration: { a: 1 } });
    await desk.host.drain();
    expect((await received()).map(({ event }) => event)).toEqual([
      { issue: { key: 'DESK-1' }, configuration: { a: 1 } },
    ]);
  });
});

describe('a workflow validator', () => {
  it.each<[string, JsonObject, object]>([
    ['lets pass', { open: true }, { result: true }],
    ['refuses with its reason', {}, { result: false, errorMessage: 'Not yet.' }],
    ['refuses when it throws', { throws: true }, { result: false, errorMessage: 'The gate is shut.' }],
  ])('%s', async (_, configuration, verdict) => {
    const desk = await openDesk();
    const argument = {
      issue: { key: 'DESK-1' },
      configuration,
      transition: { from: { id: '1' }, to: { id: '2' }, modifiedFields: {} },
    };
    expect(await desk.host.app()?.validate('gate-rule', argument)).toEqual(verdict);
    await desk.host.close();
  });
});
