/** `__forge_fetch__`: where each kind of call goes. What this host doesn't implement answers 501 and names itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { AppManifest } from './app-manifest';
import { allowsEgress, egressRefused } from './egress';
import type { Faults } from './faults';
import type { Invocation } from './invocation';
import type { JiraSeam } from './jira-seam';
import type { Kvs } from './kvs';
import { LIMITS } from './limits';
import type { Meter } from './meter';
import type { Queues } from './queues';
import type { SeamAnswer, SeamRequest } from './realm';
import type { WebTriggers } from './web-triggers';

export interface SeamParts {
  readonly jira: JiraSeam;
  readonly kvs: () => Kvs;
  readonly queues: Queues;
  readonly webTriggers: WebTriggers;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly manifest: () => AppManifest;
  /** Reaches the world outside, once the manifest allows it. */
  readonly outbound: (request: Request) => Promise<Response>;
  /** Called when a push may have made something due. */
  readonly wake: () => void;
}

const Descriptor = z.object({
  type: z.string(),
  provider: z.enum(['app', 'user', 'none']).optional(),
  remote: z.string().optional(),
  accountId: z.string().optional(),
});
type Descriptor = z.output<typeof Descriptor>;

export class Seam {
  readonly #parts: SeamParts;

  constructor(parts: SeamParts) {
    this.#parts = parts;
  }

  async call(invocation: Invocation, descriptorText: string, path: string, request: SeamRequest): Promise<SeamAnswer> {
    const descriptor = Descriptor.parse(JSON.parse(descriptorText));
    return toAnswer(await this.#route(invocation, descriptor, path, request));
  }

  async fetch(invocation: Invocation, request: Request): Promise<SeamAnswer> {
    const url = new URL(request.url);
    if (!allowsEgress(this.#parts.manifest().egress.backend, url)) return egressRefused(url);
    invocation.egressRequests += 1;
    const limit = LIMITS.egressPerMinute.value * invocation.minutes;
    if (invocation.egressRequests > limit)
      return { failure: { type: 'Error', message: `More than ${limit} requests to other hosts in one invocation.` } };
    try {
      return await toAnswer(await this.#parts.outbound(request));
    } catch (error) {
      return { failure: { type: 'TypeError', message: error instanceof Error ? error.message : String(error) } };
    }
  }

  async #route(invocation: Invocation, descriptor: Descriptor, path: string, request: SeamRequest): Promise<Response> {
    const target = `${descriptor.type}/${descriptor.remote ?? ''}`;
    if (target === 'kvs/kvs' || target === 'kvs/') return this.#kvs(invocation, path, textOf(request));
    if (target === 'fpp/jira') return this.#jira(invocation, descriptor, path, request);
    if (target === 'fpp/stargate')
      return (await this.#stargate(invocation, path, request)) ?? notImplemented(`${target} ${path}`);
    return notImplemented(`${target} ${path}`);
  }

  async #jira(invocation: Invocation, descriptor: Descriptor, path: string, request: SeamRequest): Promise<Response> {
    await this.#slow('jira');
    const user = invocation.request.accountId;
    return this.#parts.jira.call({
      method: request.method.toUpperCase(),
      path,
      headers: request.headers,
      body: request.body,
      provider: descriptor.provider ?? 'none',
      accountId: descriptor.accountId ?? user,
      impersonated: descriptor.accountId !== undefined && descriptor.accountId !== user,
      functionKey: invocation.request.function.key,
    });
  }

  async #kvs(invocation: Invocation, path: string, body: string): Promise<Response> {
    await this.#slow('kvs');
    const functionKey = invocation.request.function.key;
    const fault = this.#parts.faults.use(
      'kvs',
      (candidate) =>
        (candidate.path === undefined || new RegExp(candidate.path).test(path)) &&
        (candidate.functionKey ?? functionKey) === functionKey,
    );
    if (fault !== undefined)
      return Response.json({ code: fault.code, message: `Injected fault: ${fault.status}.` }, { status: fault.status });
    return this.#parts.kvs().handle(path, body, { functionKey });
  }

  async #stargate(invocation: Invocation, path: string, request: SeamRequest): Promise<Response | undefined> {
    if (path === '/graphql') return this.#parts.webTriggers.graphql(textOf(request));
    await this.#slow('queue');
    if (path.startsWith('/webhook/queue/publish/')) {
      const answer = this.#parts.queues.push(textOf(request), invocation.request.depth);
      this.#parts.wake();
      return answer;
    }
    if (path.startsWith('/webhook/queue/stats/')) return this.#parts.queues.stats(textOf(request));
    if (path.startsWith('/webhook/queue/cancel/')) return this.#parts.queues.cancel(textOf(request));
    return undefined;
  }

  async #slow(target: 'jira' | 'kvs' | 'queue'): Promise<void> {
    const fault = this.#parts.faults.use('slow', (candidate) => (candidate.target ?? target) === target);
    if (fault !== undefined) await pause(fault.milliseconds);
  }
}

const textOf = ({ body }: SeamRequest): string => (typeof body === 'string' ? body : '');

const notImplemented = (what: string): Response =>
  Response.json({ code: 'NOT_IMPLEMENTED', message: `This host does not implement ${what}.` }, { status: 501 });

async function toAnswer(response: Response): Promise<SeamAnswer> {
  const bytes = await response.arrayBuffer();
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    body: bytes.byteLength === 0 ? null : bytes,
  };
}
