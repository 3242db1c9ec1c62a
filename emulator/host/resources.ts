/** The resource origin: the app's static files, the bridge script and the design tokens, and nothing else. */
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { load } from 'cheerio';
import { Hono } from 'hono';
import { contentSecurityPolicy } from './csp';
import type { Origins } from './origins';
import type { HostForge } from './ports';
import { noticePage, NOT_BUILT } from './notice';
import type { SiteEnv } from './site-env';
import { tokenStyleSheet } from './themes';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export const contentTypeOf = (path: string): string =>
  CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';

/** A file below `directory`, or `undefined` when there is none or the path leads out of it. */
export async function readBelow(directory: string, path: string): Promise<Buffer | undefined> {
  const file = normalize(join(directory, path));
  if (!file.startsWith(normalize(directory + sep))) return undefined;
  try {
    return (await stat(file)).isFile() ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Puts the bridge before the app's own scripts, as the CDN does. */
export function withBridge(html: string, origins: Origins): string {
  const document = load(html);
  const script = document('<script>').attr('src', '/bridge.js').attr('data-site', origins.site);
  document('head').prepend(script);
  return document.html();
}

export function resourceRoutes(forge: () => HostForge, hostBuild: string): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/bridge.js', async (c) => {
    const script = await readBelow(hostBuild, 'bridge.js');
    if (script === undefined) return c.text(NOT_BUILT, 503);
    return c.body(new Uint8Array(script), 200, {
      'content-type': contentTypeOf('bridge.js'),
      'cache-control': 'no-cache',
    });
  });
  routes.get('/tokens.css', (c) =>
    c.body(tokenStyleSheet(), 200, { 'content-type': contentTypeOf('tokens.css'), 'cache-control': 'max-age=3600' }),
  );
  routes.get('/cdn/:resource/:path{.*}', async (c) => {
    const directory = forge().resourceDirectory(c.req.param('resource'));
    const path = c.req.param('path') || 'index.html';
    const file = directory === undefined ? undefined : await readBelow(directory, path);
    if (file === undefined) {
      const lacking = `The app has no file ${path} in its resource ${c.req.param('resource')}.`;
      if (extname(path) !== '.html') return c.text(lacking, 404);
      return c.html(noticePage('This part of the app cannot be shown', `${lacking} ${NOT_BUILT}`), 404);
    }
    const headers = {
      'content-type': contentTypeOf(path),
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    if (extname(path) !== '.html') return c.body(new Uint8Array(file), 200, headers);
    const origins = c.env.origins;
    const html = file.toString('utf8');
    const policy = contentSecurityPolicy(html, forge().permissions(), origins);
    return c.body(withBridge(html, origins), 200, { ...headers, 'content-security-policy': policy });
  });
  routes.get('/', (c) =>
    c.html(
      noticePage(
        'The site is next door',
        'This address serves only the resources of apps. The site is at',
        c.env.origins.site,
      ),
    ),
  );
  routes.all('*', (c) =>
    c.text(`This origin serves only the resources of apps. The site is at ${c.env.origins.site}`, 404),
  );
  return routes;
}
