/**
 * Jira's REST API, typed: every answer is parsed, every refusal becomes an `AppError`, and what is worth repeating is
 * repeated. A call waits a few seconds at most: a user is watching, or a queue can do the waiting better.
 */
import { asApp, asUser, type APIResponse, type Route } from '@forge/api';
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';
import { jiraFailure } from './failure';

export interface JiraClient {
  get<S extends z.ZodType>(path: Route, answer: S): Promise<z.output<S>>;
  /** Not repeated after a 5xx or a time-out unless `repeatable` says that sending it twice does no harm. */
  post<S extends z.ZodType>(path: Route, body: Json, answer: S, options?: PostOptions): Promise<z.output<S>>;
  put<S extends z.ZodType>(path: Route, body: Json, answer: S): Promise<z.output<S>>;
  delete<S extends z.ZodType>(path: Route, answer: S): Promise<z.output<S>>;
}

export interface PostOptions {
  readonly repeatable?: boolean;
}

export interface Jira {
  /** As the app's own account. */
  asApp(): JiraClient;
  /** As the user whose click runs this function: Jira applies that user's permissions. */
  asUser(): JiraClient;
}

/** The answer of operations that have none to give (204, or 201 with an empty body), or whose answer is of no interest. */
export const nothing = z.unknown().transform(() => undefined);

export interface RetryOptions {
  /** Waits before the second, third … try. Fixed, so that a run can be replayed. */
  readonly delaysMs: readonly number[];
  /** A Retry-After beyond this is left to the caller (UNAVAILABLE with `retryAfterSeconds`). */
  readonly longestRetryAfterSeconds: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const DEFAULT_RETRY: RetryOptions = {
  delaysMs: [200, 800, 2000],
  longestRetryAfterSeconds: 5,
  sleep,
};

type Requester = (
  path: Route,
  init: { method: string; body?: string; headers: Record<string, string> },
) => Promise<APIResponse>;

export function createJira(retry: RetryOptions = DEFAULT_RETRY): Jira {
  return {
    asApp: () => client((path, init) => asApp().requestJira(path, init), retry),
    asUser: () => client((path, init) => asUser().requestJira(path, init), retry),
  };
}

function client(requester: Requester, retry: RetryOptions): JiraClient {
  const call = async <S extends z.ZodType>(
    method: string,
    path: Route,
    body: Json | undefined,
    answer: S,
    repeatable: boolean,
  ) => {
    const where = `${method} ${path.value.split('?', 1).join('')}`;
    const init = {
      method,
      headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return parse(where, await send(() => requester(path, init), where, repeatable, retry), answer);
  };
  return {
    get: (path, answer) => call('GET', path, undefined, answer, true),
    post: (path, body, answer, options) => call('POST', path, body, answer, options?.repeatable ?? false),
    put: (path, body, answer) => call('PUT', path, body, answer, true),
    delete: (path, answer) => call('DELETE', path, undefined, answer, true),
  };
}

/** The first good answer's body; throws what Jira's last word amounts to. */
async function send(
  request: () => Promise<APIResponse>,
  where: string,
  repeatable: boolean,
  retry: RetryOptions,
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await once(request, where);
    if ('body' in outcome) return outcome.body;
    const pause = pauseBefore(outcome, attempt, repeatable, retry);
    if (pause === undefined) throw outcome.failure;
    await retry.sleep(pause);
  }
}

type Outcome =
  | { readonly body: string }
  | {
      readonly failure: Error;
      readonly rateLimited: boolean;
      readonly transient: boolean;
      readonly retryAfterSeconds: number | undefined;
    };

async function once(request: () => Promise<APIResponse>, where: string): Promise<Outcome> {
  let response: APIResponse;
  try {
    response = await request();
  } catch (cause) {
    if (!isTransport(cause)) throw cause;
    const failure = new AppError('UNAVAILABLE', 'Jira did not answer.', { cause });
    return { failure, rateLimited: false, transient: true, retryAfterSeconds: undefined };
  }
  const text = await response.text();
  // 303 answers what runs on as a task, and names the task.
  if (response.ok || response.status === 303) return { body: text };
  const { status } = response;
  const retryAfterSeconds = secondsOf(response.headers.get('Retry-After'));
  const failure = jiraFailure(status, jsonOf(text), where, retryAfterSeconds);
  return { failure, rateLimited: status === 429, transient: status === 408 || status >= 500, retryAfterSeconds };
}

/** Jira refuses a rate-limited call before it does anything, so that any method may be sent again. */
function pauseBefore(
  outcome: Exclude<Outcome, { body: string }>,
  attempt: number,
  repeatable: boolean,
  retry: RetryOptions,
): number | undefined {
  const delay = retry.delaysMs[attempt];
  if (delay === undefined || !(outcome.rateLimited || (outcome.transient && repeatable))) return undefined;
  if (outcome.retryAfterSeconds === undefined) return delay;
  return outcome.retryAfterSeconds > retry.longestRetryAfterSeconds
    ? undefined
    : Math.max(delay, outcome.retryAfterSeconds * 1000);
}

/** What the runtime throws when a connection fails or times out; everything else thrown is a bug or the platform's own signal. */
function isTransport(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if (cause.name === 'PROXY_ERR') return 'status' in cause && typeof cause.status === 'number' && cause.status >= 500;
  return (
    cause.name === 'AbortError' ||
    cause.name === 'TimeoutError' ||
    cause.name === 'FetchError' ||
    cause.message === 'fetch failed'
  );
}

function secondsOf(header: string | null): number | undefined {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function parse<S extends z.ZodType>(where: string, text: string, schema: S): z.output<S> {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${where}: Jira's answer is not what the app expects: ${z.prettifyError(parsed.error)}`);
}
