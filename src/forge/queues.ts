/**
 * Async event queues. Delivery is at least once: whoever handles a body must be able to see it twice.
 * developer.atlassian.com/platform/forge/runtime-reference/async-events-api
 */
import { InvocationError, InvocationErrorCode, Queue } from '@forge/events';
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import type { Log } from './log';

export interface PushOptions {
  /** At most 900. */
  readonly delaySeconds?: number;
  /** At most `limit` events with this key run at a time. */
  readonly concurrency?: { readonly key: string; readonly limit: number };
}

export interface TypedQueue<T> {
  push(body: T, options?: PushOptions): Promise<{ readonly jobId: string }>;
  /** At most 50 together; all of them are accepted, or it fails. */
  pushAll(events: readonly { readonly body: T; readonly options?: PushOptions }[]): Promise<void>;
}

const LONGEST_DELAY_SECONDS = 900;

export function typedQueue<S extends z.ZodObject>(key: string, body: S): TypedQueue<z.output<S>> {
  const event = (value: z.output<S>, { delaySeconds, concurrency }: PushOptions) => ({
    body: body.parse(value),
    ...(delaySeconds === undefined ? {} : { delayInSeconds: delaySeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return {
    async push(value, options = {}) {
      const { jobId } = await new Queue({ key }).push(event(value, options));
      return { jobId };
    },
    async pushAll(events) {
      if (events.length > 0)
        await new Queue({ key }).push(events.map(({ body: value, options = {} }) => event(value, options)));
    },
  };
}

const AsyncEvent = z.object({
  body: z.unknown(),
  queueName: z.string(),
  jobId: z.string(),
  eventId: z.string(),
  retryContext: z.object({ retryCount: z.number() }).optional(),
});

export interface Delivery {
  readonly jobId: string;
  /** 0 for the first delivery. */
  readonly retryCount: number;
}

export type Consumer = (event: unknown) => Promise<InvocationError | undefined>;

/**
 * The function behind a manifest `consumer`. A body nobody can parse is logged and dropped, because no retry mends it. What
 * is not available now, or lost a race, comes again later. Other expected failures are final; a bug is left to the
 * platform, which retries a function that throws.
 */
export function consumer<S extends z.ZodType>(
  name: string,
  body: S,
  handle: (body: z.output<S>, delivery: Delivery) => Promise<void>,
  log: Log,
): Consumer {
  return async (raw) => {
    const event = AsyncEvent.parse(raw);
    const parsed = body.safeParse(event.body);
    const facts = { consumer: name, job: event.jobId, event: event.eventId };
    if (!parsed.success) {
      log.error('queue event dropped: its body is not valid', parsed.error, facts);
      return undefined;
    }
    try {
      await handle(parsed.data, { jobId: event.jobId, retryCount: event.retryContext?.retryCount ?? 0 });
      return undefined;
    } catch (cause) {
      return afterFailure(cause, log, facts);
    }
  };
}

/** A lost race is over at once; a second is the shortest wait the platform takes. */
const RACE_RETRY_SECONDS = 1;
const DEFAULT_RETRY_SECONDS = 30;

/** Shared by queue consumers and product event triggers: both are retried by returning an `InvocationError`. */
export function afterFailure(
  cause: unknown,
  log: Log,
  facts: Readonly<Record<string, string>>,
): InvocationError | undefined {
  if (!(cause instanceof AppError)) {
    log.error('event failed', cause, facts);
    throw cause;
  }
  if (cause.code === 'UNAVAILABLE') {
    const seconds = Math.min(Math.max(cause.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS, 1), LONGEST_DELAY_SECONDS);
    log.warn('event comes again', { ...facts, seconds, reason: cause.message });
    return new InvocationError({
      retryAfter: seconds,
      retryReason: InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED,
    });
  }
  if (cause.code === 'CONFLICT') {
    log.warn('event comes again', { ...facts, seconds: RACE_RETRY_SECONDS, reason: cause.message });
    return new InvocationError({
      retryAfter: RACE_RETRY_SECONDS,
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    });
  }
  log.error('event given up', cause, { ...facts, code: cause.code });
  return undefined;
}
