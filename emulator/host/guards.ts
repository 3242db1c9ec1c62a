/** Who may call what: signed-in browsers, scripts with a token, and programs on this machine. */
import type { Context, MiddlewareHandler } from 'hono';
import { authenticate } from '../jira/auth';
import type { Caller } from '../seams';
import type { HostDependencies } from './ports';
import { HostProblem } from './problem';
import { sessionUser } from './session';
import type { SiteEnv } from './site-env';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const LOOPBACK_ADDRESSES: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** A browser says where a state-changing request comes from; only the site's own pages may use its session. */
function isFromSite(c: Context<SiteEnv>): boolean {
  return c.req.header('origin') === c.env.origins.site;
}

/** Basic authentication wins over the session, so that a client that sends credentials is never somebody else. */
export function callerOf(deps: HostDependencies, c: Context<SiteEnv>): Caller | Response {
  if (c.req.header('authorization') !== undefined) return authenticate(deps, c.req.raw);
  const user = sessionUser(deps.db, c);
  if (user === undefined) return { accountId: null };
  if (SAFE_METHODS.includes(c.req.method) || isFromSite(c)) return { accountId: user.accountId };
  return Response.json({ errorMessages: ['XSRF check failed'], errors: {} }, { status: 403 });
}

/** For the endpoints that only the site's pages call. */
export const fromSitePages: MiddlewareHandler<SiteEnv> = async (c, next) => {
  if (!SAFE_METHODS.includes(c.req.method) && !isFromSite(c))
    throw new HostProblem(403, 'origin: only the pages of this site may ask that.');
  await next();
};

/** For the control API: programs on this machine, and the site's own pages, but no page of another site. */
export const fromThisMachine: MiddlewareHandler<SiteEnv> = async (c, next) => {
  const address = c.env.incoming?.socket.remoteAddress;
  if (address !== undefined && !LOOPBACK_ADDRESSES.includes(address)) {
    throw new HostProblem(403, `The control API answers only programs on this machine, not ${address}.`);
  }
  const origin = c.req.header('origin');
  if (origin !== undefined && !isFromSite(c))
    throw new HostProblem(403, `origin: ${origin} may not use the control API.`);
  await next();
};
