/** What the host page asks the server on behalf of a frame: its context, invocations, and `requestJira` calls. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { JsonObject } from '../../json';
import type { HostDependencies } from '../ports';
import { HostProblem, parseBody } from '../problem';
import { sessionUser, type SiteUser } from '../session';
import type { SiteEnv } from '../site-env';
import { bridgeContext, Placement } from './context';

/** https://developer.atlassian.com/platform/forge/platform-quotas-and-limits/ (invocation limits: front-end payload). */
const MAX_PAYLOAD_BYTES = 500 * 1024;
/** Frames that the server remembers; a page that was opened longer ago has to be reloaded. */
const MAX_FRAMES = 5000;

interface Frame {
  readonly accountId: string;
  readonly moduleKey: string;
  readonly context: JsonObject;
}

const Open = z.object({ moduleKey: z.string(), location: z.string(), placement: Placement });
const Invoke = z.object({ frame: z.string(), functionKey: z.string(), payload: z.json().optional() });
const Fetch = z.object({
  frame: z.string(),
  product: z.string(),
  path: z.string(),
  method: z.string().default('GET'),
  headers: z.array(z.tuple([z.string(), z.string()])).default([]),
  body: z.string().nullish(),
});

const Extension: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export function bridgeRoutes(deps: HostDependencies): Hono<SiteEnv> {
  const frames = new Map<string, Frame>();
  const routes = new Hono<SiteEnv>();

  routes.post('/open', async (c) => {
    const user = userOf(sessionUser(deps.db, c));
    const { moduleKey, location, placement } = await parseBody(c, Open);
    const app = deps.forge.app();
    if (app === undefined) throw new HostProblem(409, 'No app is installed on this site.');
    const module = app.uiModules.find(({ key }) => key === moduleKey);
    if (module === undefined) throw new HostProblem(404, `moduleKey: the app has no module ${moduleKey}.`);
    const parent = placement.kind === 'modal' ? frameOf(frames, placement.parentFrame, user) : undefined;
    const parentExtension = parent === undefined ? undefined : Extension.parse(parent.context['extension']);
    const context = await bridgeContext(
      deps,
      app,
      { module, user, siteUrl: c.env.origins.site, location, placement },
      parentExtension,
    );
    const frame = randomUUID();
    remember(frames, frame, { accountId: user.accountId, moduleKey, context });
    return c.json({ frame, context });
  });

  routes.post('/invoke', async (c) => {
    const user = userOf(sessionUser(deps.db, c));
    if (Number(c.req.header('content-length') ?? 0) > MAX_PAYLOAD_BYTES) {
      throw new HostProblem(413, `payload: is larger than ${MAX_PAYLOAD_BYTES / 1024} KB.`);
    }
    const { frame, functionKey, payload } = await parseBody(c, Invoke);
    const { moduleKey, context } = frameOf(frames, frame, user);
    const invocation = { accountId: user.accountId, moduleKey, functionKey, payload: payload ?? {}, context };
    try {
      return c.json({ ok: true, value: (await deps.forge.invokeResolver(invocation)) ?? null });
    } catch (error) {
      // What the app throws is an answer for the frame, not a failure of this request.
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return c.json({ ok: false, name, message });
    }
  });

  routes.post('/fetchProduct', async (c) => {
    const user = userOf(sessionUser(deps.db, c));
    const { frame, product, path, method, headers, body } = await parseBody(c, Fetch);
    frameOf(frames, frame, user);
    if (product !== 'jira') throw new HostProblem(501, `product: this site has no ${product}.`);
    const answer = await deps.forge.fetchProduct({
      accountId: user.accountId,
      method,
      path,
      headers,
      body: body ?? undefined,
    });
    return c.json({
      status: answer.status,
      statusText: answer.statusText,
      headers: Object.fromEntries(answer.headers.entries()),
      body: await answer.text(),
      isAttachment: false,
    });
  });
  return routes;
}

function userOf(user: SiteUser | undefined): SiteUser {
  if (user === undefined) throw new HostProblem(401, 'You are not signed in: reload the page.');
  return user;
}

function frameOf(frames: ReadonlyMap<string, Frame>, id: string, user: SiteUser): Frame {
  const frame = frames.get(id);
  if (frame === undefined || frame.accountId !== user.accountId) {
    throw new HostProblem(409, 'This page was opened before the site restarted or you switched users: reload it.');
  }
  return frame;
}

function remember(frames: Map<string, Frame>, id: string, frame: Frame): void {
  frames.set(id, frame);
  const [oldest] = frames.keys();
  if (frames.size > MAX_FRAMES && oldest !== undefined) frames.delete(oldest);
}
