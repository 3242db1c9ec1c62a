/** Requests to the site. Jira's refusals keep the messages by field, so that forms can show them in place. */
import { z } from 'zod';

const JiraErrors = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});
const OwnError = z.object({ error: z.object({ name: z.string(), message: z.string() }) });

export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly messages: readonly string[],
    readonly fields: Readonly<Record<string, string>> = {},
    name = 'RequestError',
  ) {
    super([...messages, ...Object.values(fields)].join(' ') || `The server answered ${status}.`);
    this.name = name;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export async function send(method: Method, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const value = parseJson(text);
  if (!response.ok) throw errorOf(response.status, value, text);
  return value;
}

/** Reads and checks: an answer of another shape is an error that names the place, not a blank page. */
export async function get<T extends z.ZodType>(schema: T, path: string): Promise<z.output<T>> {
  return check(schema, await send('GET', path), path);
}

export async function post<T extends z.ZodType>(schema: T, path: string, body: unknown): Promise<z.output<T>> {
  return check(schema, await send('POST', path, body), path);
}

function check<T extends z.ZodType>(schema: T, value: unknown, path: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new RequestError(502, [
    `${path} answered something unexpected at ${first?.path.join('.') || 'its top'}: ${first?.message ?? ''}`,
  ]);
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(status: number, value: unknown, text: string): RequestError {
  const own = OwnError.safeParse(value);
  if (own.success) return new RequestError(status, [own.data.error.message], {}, own.data.error.name);
  const jira = JiraErrors.safeParse(value);
  if (jira.success) return new RequestError(status, jira.data.errorMessages, jira.data.errors);
  return new RequestError(status, [text.slice(0, 300)]);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const query = (parameters: Readonly<Record<string, string | number | undefined>>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  return search.toString();
};
