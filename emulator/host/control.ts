/** `/_emulator`: the site's controls for tests, benchmarks and the drawer. Only for programs on the same machine. */
import { Hono } from 'hono';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { JsonObject } from '../json';
import type { HostDependencies } from './ports';
import { HostProblem, parseBody } from './problem';

const JsonRecord: z.ZodType<JsonObject> = z.record(z.string(), z.json());

const Duration = z.string().transform((text, context) => {
  try {
    return Temporal.Duration.from(text);
  } catch {
    context.addIssue(`"${text}" is not an ISO 8601 duration such as PT15M or P1D.`);
    return z.NEVER;
  }
});
const Instant = z.iso
  .datetime({ offset: true, error: 'is not an ISO 8601 instant such as 2026-01-31T09:00:00Z.' })
  .transform((text) => Date.parse(text));

const MoveClock = z
  .strictObject({
    advance: Duration.optional(),
    set: Instant.optional(),
    mode: z.enum(['running', 'manual']).optional(),
  })
  .refine(
    (wish) => Object.keys(wish).length === 1,
    'expects exactly one of {"advance":"PT1H"}, {"set":"2026-01-31T09:00:00Z"}, {"mode":"running"|"manual"}.',
  );

const Invoke = z.strictObject({
  accountId: z.string(),
  moduleKey: z.string(),
  functionKey: z.string(),
  payload: z.json().default({}),
  context: JsonRecord.default({}),
});

export function controlRoutes(deps: HostDependencies): Hono {
  const routes = new Hono();
  clockRoutes(routes, deps);
  recordRoutes(routes, deps);
  appRoutes(routes, deps);
  return routes;
}

const clockState = ({ clock }: HostDependencies): JsonObject => ({ now: clock.iso(), mode: clock.mode });

function clockRoutes(routes: Hono, deps: HostDependencies): void {
  routes.get('/clock', (c) => c.json(clockState(deps)));
  routes.post('/clock', async (c) => {
    const { clock, forge } = deps;
    const { advance, set, mode } = await parseBody(c, MoveClock);
    if (mode !== undefined) {
      clock.switchTo(mode);
      // Sets the alarm for what falls due next: a clock that stood still had none.
      await forge.drain();
    }
    const target = set ?? (advance === undefined ? undefined : afterDuration(clock.now(), advance));
    if (target !== undefined && target < clock.now()) {
      throw new HostProblem(
        400,
        `${set === undefined ? 'advance' : 'set'}: the clock never goes backwards; it is ${clock.iso()}.`,
      );
    }
    if (target !== undefined) await forge.advanceTo(target);
    return c.json(clockState(deps));
  });
  routes.post('/drain', async (c) => {
    await deps.forge.drain();
    return c.json(clockState(deps));
  });
}

/** Days and months are the calendar's, in UTC. */
function afterDuration(now: number, duration: Temporal.Duration): number {
  try {
    return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds;
  } catch {
    throw new HostProblem(400, `advance: ${duration.toString()} from now is beyond what a calendar can hold.`);
  }
}

function recordRoutes(routes: Hono, deps: HostDependencies): void {
  routes.get('/meter', (c) => c.json(deps.forge.meter()));
  routes.post('/meter/reset', (c) => {
    deps.forge.resetMeter();
    return c.body(null, 204);
  });
  routes.get('/traffic', (c) => c.json(deps.forge.traffic()));
  routes.get('/logs', (c) => c.json(deps.forge.logs()));
  routes.get('/queues', (c) => c.json(deps.forge.queues()));
  routes.get('/events', (c) => c.json(deps.forge.events()));
  routes.get('/storage', (c) => c.json(deps.forge.storage()));
  routes.get('/faults', (c) => c.json(deps.forge.faults()));
  routes.post('/faults', async (c) => {
    const fault = await parseBody(c, JsonRecord);
    try {
      return c.json(deps.forge.addFault(fault), 201);
    } catch (error) {
      throw new HostProblem(400, error instanceof Error ? error.message : String(error));
    }
  });
  routes.delete('/faults', (c) => {
    deps.forge.clearFaults();
    return c.body(null, 204);
  });
}

function appRoutes(routes: Hono, deps: HostDependencies): void {
  routes.post('/invoke', async (c) => {
    const invocation = await parseBody(c, Invoke);
    try {
      return c.json({ ok: true, value: (await deps.forge.invokeResolver(invocation)) ?? null });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return c.json({ ok: false, error: { name, message } });
    }
  });
  routes.post('/install', async (c) => {
    await deps.forge.install();
    return c.body(null, 204);
  });
  routes.post('/uninstall', async (c) => {
    refuseWithoutApp(deps);
    await deps.forge.uninstall();
    return c.body(null, 204);
  });
  routes.post('/upgrade', async (c) => {
    refuseWithoutApp(deps);
    try {
      await deps.forge.upgrade();
    } catch (error) {
      throw new HostProblem(422, error instanceof Error ? error.message : String(error));
    }
    return c.body(null, 204);
  });
  routes.post('/reset', async (c) => {
    await deps.reset();
    return c.json(clockState(deps));
  });
}

function refuseWithoutApp({ forge }: HostDependencies): void {
  if (forge.app() === undefined) throw new HostProblem(409, 'The app is not installed.');
}
