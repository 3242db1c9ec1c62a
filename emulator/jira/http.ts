/**
 * How a Jira REST operation is written. Each operation names its path exactly as Jira's OpenAPI document does and the
 * classic OAuth scopes that document asks for, so that a test can hold both against it.
 */
import type { z } from 'zod';
import type { Caller } from '../seams';
import type { JiraSite } from './site';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Call {
  readonly site: JiraSite;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; `undefined` when there was none. Parse it with `bodyOf`. */
  readonly body: unknown;
  /** Set by an operation whose cost is not one point: how many objects it read (reads cost 1 + objects). */
  objectsRead: number;
}

export interface Operation {
  readonly method: Method;
  /** As in the OpenAPI document: `/rest/api/3/issue/{issueIdOrKey}`. */
  readonly path: string;
  readonly scopes: readonly string[];
  /** Anonymous callers are let through to the handler (which still applies permissions). Default: 401. */
  readonly anonymous: boolean;
  readonly run: (call: Call) => Reply | Promise<Reply>;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `operation('GET /rest/api/3/priority', ['read:jira-work'], (call) => ok([...]))` */
export function operation(
  route: `${Method} /${string}`,
  scopes: readonly string[],
  run: Operation['run'],
  options: { readonly anonymous?: boolean } = {},
): Operation {
  const [method, path] = route.split(' ') as [Method, string];
  return { method, path, scopes, run, anonymous: options.anonymous ?? false };
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent = (): Reply => ({ status: 204 });

/** An answer with Jira's error collection; thrown by operations, turned into a response by the router. */
export class JiraError extends Error {
  constructor(
    readonly status: number,
    readonly errorMessages: readonly string[],
    readonly errors: Readonly<Record<string, string>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(errorMessages[0] ?? Object.values(errors)[0] ?? `HTTP ${status}`);
  }
}

export const badRequest = (message: string, errors: Record<string, string> = {}): JiraError =>
  new JiraError(400, message === '' ? [] : [message], errors);
export const notFound = (message: string): JiraError => new JiraError(404, [message]);
export const forbidden = (message: string): JiraError => new JiraError(403, [message]);
export const conflict = (message: string): JiraError => new JiraError(409, [message]);

/** The body, or a 400 that names each offending place. */
export function bodyOf<T extends z.ZodType>(call: Call, schema: T): z.output<T> {
  const parsed = schema.safeParse(call.body ?? {});
  if (parsed.success) return parsed.data;
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.') || 'body'] = issue.message;
  throw new JiraError(400, ['Invalid request payload. Refer to the REST API documentation and try again.'], errors);
}

/** `startAt` and `maxResults`, bounded. */
export function pageOf(
  call: Call,
  defaults: { readonly size: number; readonly max: number },
): { startAt: number; maxResults: number } {
  const number = (name: string, fallback: number): number => {
    const raw = call.query.get(name);
    if (raw === null || raw === '') return fallback;
    const value = Number(raw);
    if (!Number.isInteger(value) || value < 0)
      throw badRequest(`The ${name} query parameter must be a non-negative integer.`);
    return value;
  };
  return { startAt: number('startAt', 0), maxResults: Math.min(number('maxResults', defaults.size), defaults.max) };
}

/** Jira's `PageBean*`: `{self, maxResults, startAt, total, isLast, values}`. */
export function pageBean<T>(call: Call, all: readonly T[], defaults = { size: 50, max: 1000 }): JsonPage<T> {
  const { startAt, maxResults } = pageOf(call, defaults);
  const values = all.slice(startAt, startAt + maxResults);
  call.objectsRead += values.length;
  return { maxResults, startAt, total: all.length, isLast: startAt + values.length >= all.length, values };
}

export interface JsonPage<T> {
  readonly maxResults: number;
  readonly startAt: number;
  readonly total: number;
  readonly isLast: boolean;
  readonly values: readonly T[];
}
