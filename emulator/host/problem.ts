/** Bad input to the server's own endpoints: one message that names the place. */
import type { Context } from 'hono';
import type { z } from 'zod';

export class HostProblem extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 501,
    message: string,
  ) {
    super(message);
  }
}

export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const place = first === undefined || first.path.length === 0 ? 'body' : first.path.join('.');
  throw new HostProblem(400, `${place}: ${first?.message ?? 'is not valid'}`);
}

export async function parseBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const text = await c.req.text();
  let value: unknown = {};
  if (text !== '') {
    try {
      value = JSON.parse(text);
    } catch {
      throw new HostProblem(400, 'body: is not JSON');
    }
  }
  return parseInput(schema, value);
}

export function problemResponse(error: Error, c: Context): Response {
  if (error instanceof HostProblem)
    return c.json({ error: { name: 'BadRequest', message: error.message } }, error.status);
  return c.json({ error: { name: error.name, message: error.message } }, 500);
}
