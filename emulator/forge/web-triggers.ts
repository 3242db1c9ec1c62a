/**
 * Web triggers: their URLs, over the GraphQL that the SDK sends, and what a call to one becomes.
 * https://developer.atlassian.com/platform/forge/runtime-reference/web-trigger-api/
 */
import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Json, JsonObject } from '../json';
import type { AppManifest, WebTriggerModule } from './app-manifest';
import type { Outcome } from './runtime';

export interface WebTriggerParts {
  readonly manifest: () => AppManifest;
  readonly siteUrl: () => string;
  readonly run: (trigger: WebTriggerModule, request: JsonObject) => Promise<Outcome>;
}

const SCHEMA =
  'CREATE TABLE IF NOT EXISTS forge_web_trigger (id TEXT PRIMARY KEY, module_key TEXT NOT NULL, created INTEGER NOT NULL)';

interface Row {
  id: string;
  module_key: string;
}

const Operation = z.object({
  query: z.string(),
  variables: z
    .object({
      input: z.object({ triggerKey: z.string() }).optional(),
      forceCreate: z.boolean().nullish(),
      id: z.string().optional(),
    })
    .default({}),
});

const Answer = z.object({
  statusCode: z.int().min(100).max(599).optional(),
  statusText: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  body: z.string().optional(),
  outputKey: z.string().optional(),
});

export class WebTriggers {
  readonly #db: Database;
  readonly #parts: WebTriggerParts;

  constructor(db: Database, parts: WebTriggerParts) {
    this.#db = db;
    this.#parts = parts;
    db.exec(SCHEMA);
  }

  /** `undefined`: not an operation about web triggers. */
  graphql(text: string): Response | undefined {
    const parsed = Operation.safeParse(JSON.parse(text));
    if (!parsed.success) return undefined;
    const { query, variables } = parsed.data;
    if (query.includes('createWebTriggerUrl'))
      return this.#create(variables.input?.triggerKey, variables.forceCreate === true);
    if (query.includes('webTriggerUrlsByAppContext')) return data({ webTriggerUrlsByAppContext: this.#list() });
    if (query.includes('deleteWebTriggerUrl')) return data({ deleteWebTriggerUrl: this.#delete(variables.id) });
    return undefined;
  }

  async handle(url: URL, request: Request): Promise<Response> {
    const match = /^\/x1\/([^/]+)(\/.*)?$/.exec(url.pathname);
    const row = this.#db
      .prepare<[string], Row>('SELECT id, module_key FROM forge_web_trigger WHERE id = ?')
      .get(match?.[1] ?? '');
    const trigger = this.#parts.manifest().webTriggers.find(({ key }) => key === row?.module_key);
    if (trigger === undefined) return new Response('Not found', { status: 404 });
    const queryParameters: { [name: string]: string[] } = {};
    for (const [name, value] of url.searchParams)
      queryParameters[name] = [...(queryParameters[name] ?? []), ...value.split(',')];
    const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name, [value]]));
    const body = await request.text();
    const userPath = match?.[2] ?? '';
    const outcome = await this.#parts.run(trigger, {
      method: request.method,
      headers,
      body,
      path: url.pathname,
      userPath,
      queryParameters,
    });
    return outcome.ok ? answerOf(trigger, outcome.value) : new Response('Internal Server Error', { status: 500 });
  }

  clear(): void {
    this.#db.exec('DELETE FROM forge_web_trigger');
  }

  #create(key: string | undefined, force: boolean): Response {
    if (!this.#parts.manifest().webTriggers.some((trigger) => trigger.key === key) || key === undefined) {
      return Response.json({
        data: { createWebTriggerUrl: null },
        errors: [{ message: `There is no web trigger ${key ?? ''}.` }],
      });
    }
    const known = this.#db
      .prepare<[string], Row>(
        'SELECT id, module_key FROM forge_web_trigger WHERE module_key = ? ORDER BY created LIMIT 1',
      )
      .get(key);
    const id = known !== undefined && !force ? known.id : randomBytes(20).toString('base64url');
    this.#db
      .prepare(
        'INSERT OR IGNORE INTO forge_web_trigger (id, module_key, created) VALUES (?, ?, (SELECT count(*) FROM forge_web_trigger))',
      )
      .run(id, key);
    return data({ createWebTriggerUrl: { url: this.#url(id) } });
  }

  #list(): Json {
    const rows = this.#db.prepare<[], Row>('SELECT id, module_key FROM forge_web_trigger ORDER BY created').all();
    return rows.map((row) => ({ triggerKey: row.module_key, url: this.#url(row.id) }));
  }

  #delete(id: string | undefined): Json {
    const { changes } = this.#db.prepare('DELETE FROM forge_web_trigger WHERE id = ?').run(id ?? '');
    return changes === 1
      ? { success: true, message: null }
      : { success: false, message: 'There is no such web trigger URL.' };
  }

  #url(id: string): string {
    return `${this.#parts.siteUrl()}/x1/${id}`;
  }
}

const data = (value: JsonObject): Response => Response.json({ data: value });

/** https://developer.atlassian.com/platform/forge/events-reference/web-trigger/ : an answer of another form is a 500. */
function answerOf(trigger: WebTriggerModule, value: Json | undefined): Response {
  const parsed = Answer.safeParse(value);
  const broken = new Response('The web trigger answered in a form that is not supported.', { status: 500 });
  if (!parsed.success) return broken;
  if (trigger.response?.type === 'static') {
    const output = trigger.response.outputs.find(({ key }) => key === parsed.data.outputKey);
    if (output === undefined) return broken;
    return new Response(output.body ?? null, {
      status: output.statusCode,
      headers: output.contentType === undefined ? {} : { 'content-type': output.contentType },
    });
  }
  const { statusCode, statusText, headers = {}, body } = parsed.data;
  if (statusCode === undefined) return broken;
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((each): [string, string] => [name, each]),
  );
  return new Response(body ?? null, {
    status: statusCode,
    headers: pairs,
    ...(statusText === undefined ? {} : { statusText }),
  });
}
