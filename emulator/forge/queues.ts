/**
 * Queues: the wire that `@forge/events` speaks, and the delivery to consumers, at least once within the retention window.
 * https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SiteClock } from '../clock';
import type { Json, JsonObject } from '../json';
import type { AppManifest, ConsumerModule } from './app-manifest';
import type { DueSource, Work } from './dispatcher';
import { bytesOf, LIMITS } from './limits';
import type { QueueStore } from './queue-store';
import { type JobStats, type QueueEvent } from './queue-store';
import { backOffSeconds, retryRequestOf } from './retry';
import type { Outcome } from './runtime';

export interface QueueParts {
  readonly clock: SiteClock;
  readonly manifest: () => AppManifest;
  readonly deliver: (consumer: ConsumerModule, event: JsonObject, depth: number) => Promise<Outcome>;
  readonly warn: (message: string, functionKey: string) => void;
}

const Push = z.object({
  queueName: z.string(),
  jobId: z.string(),
  type: z.literal('avi:forge:app:event'),
  schema: z.literal('ari:cloud:ecosystem::forge/app-event-2'),
  payload: z.array(z.unknown()).min(1),
});
const Pushed = z.object({
  body: z.record(z.string(), z.json()),
  delayInSeconds: z.number().min(0).max(LIMITS.queueDelay.value).default(0),
  concurrency: z.object({ key: z.string().min(1), limit: z.int().min(1) }).optional(),
});
const JobReference = z.object({ queueName: z.string(), jobId: z.string() });

const RETENTION = LIMITS.queueRetention.value * 1000;

export class Queues implements DueSource {
  readonly #store: QueueStore;
  readonly #parts: QueueParts;

  constructor(store: QueueStore, parts: QueueParts) {
    this.#store = store;
    this.#parts = parts;
  }

  /**
   * Answers as the queue service does: 201, 202 with the events that failed, or an error. `depth` is that of the event
   * whose consumer pushes, 0 for any other function.
   */
  push(text: string, depth = 0): Response {
    if (bytesOf(text) > LIMITS.queuePushBytes.value + ENVELOPE) return tooBig(bytesOf(text));
    const parsed = Push.safeParse(parseBody(text));
    if (!parsed.success) return refused(400, `The request is not valid: ${reason(parsed.error)}`);
    const { queueName, jobId, payload } = parsed.data;
    if (!this.#parts.manifest().consumers.some(({ queue }) => queue === queueName))
      return refused(400, `No consumer is registered for the queue ${queueName}.`);
    if (depth >= LIMITS.queueCycles.value)
      return refused(405, `Events may push further events ${LIMITS.queueCycles.value} times in a row.`);
    if (payload.length > LIMITS.queueEventsPerPush.value)
      return refused(400, `At most ${LIMITS.queueEventsPerPush.value} events can be pushed at once.`);
    const size = bytesOf(JSON.stringify(payload));
    if (size > LIMITS.queuePushBytes.value) return tooBig(size);
    return this.#enqueue(queueName, jobId, payload, depth + 1);
  }

  stats(text: string): Response {
    const parsed = JobReference.safeParse(parseBody(text));
    if (!parsed.success) return refused(400, `The request is not valid: ${reason(parsed.error)}`);
    const stats = this.jobStats(parsed.data.queueName, parsed.data.jobId);
    return stats === undefined ? refused(404, `The job ${parsed.data.jobId} was not found.`) : Response.json(stats);
  }

  cancel(text: string): Response {
    const parsed = JobReference.safeParse(parseBody(text));
    if (!parsed.success) return refused(400, `The request is not valid: ${reason(parsed.error)}`);
    const { queueName, jobId } = parsed.data;
    if (this.jobStats(queueName, jobId) === undefined) return refused(404, `The job ${jobId} was not found.`);
    this.#store.cancel(jobId);
    return new Response(null, { status: 204 });
  }

  jobStats(queue: string, jobId: string): JobStats | undefined {
    return this.#store.stats(queue, jobId);
  }

  list(limit = 500): QueueEvent[] {
    return this.#store.list(limit);
  }

  clear(): void {
    this.#store.clear();
  }

  nextDue(): number | undefined {
    return this.#store.nextDue();
  }

  take(now: number): Work | undefined {
    const event = this.#store.start(now);
    return event === undefined ? undefined : { run: () => this.#deliver(event) };
  }

  #enqueue(queue: string, jobId: string, payload: readonly unknown[], depth: number): Response {
    const now = this.#parts.clock.now();
    this.#store.forget(now - RETENTION);
    const judged = payload.map((entry) => Pushed.safeParse(entry));
    this.#store.add(
      judged.flatMap((entry) =>
        entry.success
          ? [
              {
                id: randomUUID(),
                jobId,
                queue,
                body: entry.data.body,
                concurrency: entry.data.concurrency,
                enqueuedAt: now,
                dueAt: now + entry.data.delayInSeconds * 1000,
                depth,
              },
            ]
          : [],
      ),
    );
    const failedEvents = judged.flatMap((entry, index) =>
      entry.success ? [] : [{ index: String(index), errorMessage: reason(entry.error) }],
    );
    return failedEvents.length === 0
      ? new Response(null, { status: 201 })
      : Response.json({ failedEvents }, { status: 202 });
  }

  async #deliver(event: QueueEvent): Promise<void> {
    const consumer = this.#parts.manifest().consumers.find(({ queue }) => queue === event.queue);
    if (consumer === undefined)
      return this.#store.finish(event.id, 'failed', `There is no consumer for the queue ${event.queue} any more.`);
    const outcome = await this.#parts.deliver(consumer, this.#argument(event), event.depth);
    const request = outcome.ok ? retryRequestOf(outcome.value) : undefined;
    if (outcome.ok && request === undefined) return this.#store.finish(event.id, 'success', undefined);
    if (request?.dataTooLarge === true)
      this.#parts.warn(`retryData is larger than ${LIMITS.retryData.value} bytes and was dropped.`, consumer.function);
    const error = outcome.ok ? undefined : outcome.message;
    // An instance that the platform lost is no failure of the app: the attempt isn't counted.
    const lost = !outcome.ok && outcome.reason === 'killed';
    this.#retry(event, {
      afterSeconds: request?.afterSeconds ?? backOffSeconds(event.attempts - 1),
      retryCount: event.retryCount + (lost ? 0 : 1),
      retryReason: request?.reason ?? reasonOf(outcome),
      retryData: request === undefined ? event.retryData : request.data,
      lastError: error,
    });
  }

  #retry(
    event: QueueEvent,
    retry: {
      afterSeconds: number;
      retryCount: number;
      retryReason: string;
      retryData: Json | undefined;
      lastError: string | undefined;
    },
  ): void {
    const dueAt = this.#parts.clock.now() + retry.afterSeconds * 1000;
    if (this.#store.isCancelled(event.id)) return this.#store.finish(event.id, 'cancelled', retry.lastError);
    if (dueAt > event.enqueuedAt + RETENTION)
      return this.#store.finish(event.id, 'failed', retry.lastError ?? 'The retention window has passed.');
    this.#store.retry(event.id, { ...retry, dueAt });
  }

  #argument(event: QueueEvent): JsonObject {
    const { body, queue, jobId, id } = event;
    const base = { body, queueName: queue, jobId, eventId: id };
    if (event.retryReason === undefined) return base;
    const retentionWindow = {
      startTime: new Date(event.enqueuedAt).toISOString(),
      remainingTimeMs: Math.max(0, event.enqueuedAt + RETENTION - this.#parts.clock.now()),
    };
    const retryData = event.retryData === undefined ? {} : { retryData: event.retryData };
    return {
      ...base,
      retryContext: { retryCount: event.retryCount, retryReason: event.retryReason, ...retryData, retentionWindow },
    };
  }
}

/** Room for the request's fields around the events. */
const ENVELOPE = 1024;

function reasonOf(outcome: Outcome): string {
  if (outcome.ok || outcome.reason === 'error') return 'FUNCTION_RETRY_REQUEST';
  return outcome.reason === 'timeout' ? 'FUNCTION_TIME_OUT' : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? error.message}`;
}

const refused = (status: number, message: string): Response =>
  Response.json({ code: status, message, errorMessage: message }, { status });
const tooBig = (size: number): Response =>
  refused(413, `The payload has ${size} bytes, at most ${LIMITS.queuePushBytes.value} are allowed.`);
