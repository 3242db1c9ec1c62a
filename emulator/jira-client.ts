import { z } from 'zod';

export type Send = (request: Request) => Promise<Response>;

/** A plain client of Jira's REST API with basic authentication. */
export class JiraClient {
  readonly #send: Send;
  readonly #baseUrl: string;
  readonly #authorization: string;

  constructor(send: Send, baseUrl: string, email: string, token: string) {
    this.#send = send;
    this.#baseUrl = baseUrl;
    this.#authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  }

  get<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
    return this.#call('GET', path, undefined, schema);
  }
  post<T extends z.ZodType>(path: string, body: unknown, schema: T): Promise<z.output<T>> {
    return this.#call('POST', path, body, schema);
  }
  async put(path: string, body: unknown): Promise<void> {
    await this.#call('PUT', path, body, z.unknown());
  }
  async delete(path: string): Promise<void> {
    await this.#call('DELETE', path, undefined, z.unknown());
  }

  async #call<T extends z.ZodType>(method: string, path: string, body: unknown, schema: T): Promise<z.output<T>> {
    const response = await this.#send(
      new Request(`${this.#baseUrl}${path}`, {
        method,
        headers: { authorization: this.#authorization, accept: 'application/json', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    if (!response.ok)
      throw new Error(
        `${method} ${path} answered ${response.status}: ${text.slice(0, 600)}\n  sent: ${JSON.stringify(body)?.slice(0, 600)}`,
      );
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return schema.parse(answer);
  }
}

/** Text as an Atlassian document of one paragraph. */
export function adf(text: string): unknown {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
