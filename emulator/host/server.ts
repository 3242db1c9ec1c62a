/** The site's HTTP server: Jira's REST API, the pages, the app's resources and the controls. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve, type HttpBindings, type ServerType } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { bridgeRoutes } from './bridge/endpoints';
import { controlRoutes } from './control';
import { callerOf, fromSitePages, fromThisMachine } from './guards';
import { LOOPBACK_NAMES, originsFor, parseHost, type LoopbackName } from './origins';
import { bootstrap, pageDataRoutes } from './page-data';
import { noticePage, NOT_BUILT } from './notice';
import type { HostDependencies } from './ports';
import { problemResponse } from './problem';
import { contentTypeOf, readBelow, resourceRoutes } from './resources';
import { createScreenTables } from './screens';
import { createHostTables } from './session';
import type { SiteEnv } from './site-env';
import { tokenStyleSheet } from './themes';

export interface HostServer {
  /** Answers without a socket; the request's URL must name `localhost` or `127.0.0.1`. */
  fetch(request: Request): Promise<Response>;
  /** Resolves with the port taken; 0 asks for a free one. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

export interface HostOptions {
  /** The name the site is opened by; the other loopback name serves the app's resources. */
  readonly siteHost?: LoopbackName;
  /** Where `buildHost` put the pages. */
  readonly build?: string;
}

export const HOST_BUILD = join(__dirname, 'dist');

/** Whether the pages are there to be served; `npm start` says so when they are not. */
export const pagesAreBuilt = (build = HOST_BUILD): boolean =>
  existsSync(join(build, 'index.html')) && existsSync(join(build, 'bridge.js'));

export function createHostServer(deps: HostDependencies, options: HostOptions = {}): HostServer {
  const { siteHost = LOOPBACK_NAMES[0], build = HOST_BUILD } = options;
  const site = siteRoutes(deps, build);
  const resources = resourceRoutes(() => deps.forge, build);
  const answer = async (request: Request, bindings: Partial<HttpBindings>): Promise<Response> => {
    const host = parseHost(request.headers.get('host') ?? new URL(request.url).host);
    if (host === undefined) return new Response('Open the site as http://localhost with its port.', { status: 421 });
    const origins = originsFor(siteHost, host.port);
    return (host.name === siteHost ? site : resources).fetch(request, { ...bindings, origins });
  };
  return { fetch: (request) => answer(request, {}), ...listener(answer) };
}

type Answer = (request: Request, bindings: Partial<HttpBindings>) => Promise<Response>;

function listener(answer: Answer): Pick<HostServer, 'listen' | 'close'> {
  let server: ServerType | undefined;
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        const fetch = (request: Request, env: object): Promise<Response> => answer(request, env);
        server = serve({ fetch, port, hostname: '127.0.0.1' }, (address) => resolve(address.port));
        server.once('error', reject);
      }),
    close: () =>
      new Promise((resolve, reject) => {
        if (server === undefined) return resolve();
        if ('closeAllConnections' in server) server.closeAllConnections();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server = undefined;
      }),
  };
}

function siteRoutes(deps: HostDependencies, build: string): Hono<SiteEnv> {
  const site = new Hono<SiteEnv>();
  site.use(compress());
  site.onError(problemResponse);
  site.use('*', async (_c, next) => {
    createHostTables(deps.db);
    createScreenTables(deps.db);
    await next();
  });
  site.all('/rest/*', async (c) => {
    const caller = callerOf(deps, c);
    return caller instanceof Response ? caller : deps.jira.request(c.req.raw, caller);
  });
  site.use('/_emulator/*', fromThisMachine);
  site.route('/_emulator', controlRoutes(deps));
  site.use('/__bridge/*', fromSitePages);
  site.route('/__bridge', bridgeRoutes(deps));
  site.use('/__host/*', fromSitePages);
  site.route('/__host', pageDataRoutes(deps));
  for (const prefix of ['/_emulator/*', '/__bridge/*', '/__host/*']) {
    site.all(prefix, (c) =>
      c.json({ error: { name: 'NotImplemented', message: `${c.req.method} ${c.req.path} does not exist.` } }, 501),
    );
  }
  site.all('/x1/*', (c) => webTrigger(deps, c));
  site.get('/tokens.css', (c) =>
    c.body(tokenStyleSheet(), 200, { 'content-type': contentTypeOf('tokens.css'), 'cache-control': 'max-age=3600' }),
  );
  site.get('/assets/*', (c) => asset(c, build));
  site.get('*', (c) => page(deps, c, build));
  return site;
}

/**
 * On the platform web triggers have a host name of their own. Here they share the site's, so its session must not reach
 * the app, and what the app answers must not run, or set cookies, as the site.
 */
async function webTrigger(deps: HostDependencies, c: Context<SiteEnv>): Promise<Response> {
  if (deps.forge.app() === undefined) return c.text('Not found', 404);
  const headers = new Headers(c.req.raw.headers);
  headers.delete('cookie');
  const answer = await deps.forge.handleWebTrigger(c.req.url, new Request(c.req.raw, { headers }));
  answer.headers.delete('set-cookie');
  answer.headers.append('content-security-policy', 'sandbox');
  return answer;
}

async function asset(c: Context<SiteEnv>, build: string): Promise<Response> {
  const file = await readBelow(build, c.req.path);
  if (file === undefined) return c.text(`There is no ${c.req.path}.`, 404);
  return c.body(new Uint8Array(file), 200, {
    'content-type': contentTypeOf(c.req.path),
    'cache-control': 'max-age=31536000, immutable',
  });
}

/** Every other address is a page; the data of the first paint comes with it. */
async function page(deps: HostDependencies, c: Context<SiteEnv>, build: string): Promise<Response> {
  const html = await readBelow(build, 'index.html');
  if (html === undefined) return c.html(noticePage('The pages are not built', NOT_BUILT), 503);
  const { origins } = c.env;
  const data = JSON.stringify(bootstrap(deps, c, origins)).replaceAll('<', '\\u003c');
  return c.html(
    html.toString('utf8').replace('"__BOOTSTRAP__"', () => data),
    200,
    {
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'self'; img-src 'self' data: ${origins.resources}; frame-src ${origins.resources}; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
    },
  );
}
