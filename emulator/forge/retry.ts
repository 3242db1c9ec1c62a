/** What a function answers when it wants its event again: an `InvocationError` of `@forge/events`, told by `_retry`. */
import { z } from 'zod';
import type { Json } from '../json';
import { bytesOf, LIMITS } from './limits';

const RetryAnswer = z.object({
  _retry: z.literal(true),
  retryOptions: z
    .object({
      retryAfter: z.number().optional(),
      retryReason: z.string().optional(),
      retryData: z.json().optional(),
    })
    .default({}),
});

export interface RetryRequest {
  readonly afterSeconds: number;
  readonly reason: string;
  /** `undefined` when there was none or it was too large to be kept. */
  readonly data: Json | undefined;
  readonly dataTooLarge: boolean;
}

export function retryRequestOf(answer: Json | undefined): RetryRequest | undefined {
  const parsed = RetryAnswer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { retryAfter = 1, retryReason = 'FUNCTION_RETRY_REQUEST', retryData } = parsed.data.retryOptions;
  const dataTooLarge = retryData !== undefined && bytesOf(JSON.stringify(retryData)) > LIMITS.retryData.value;
  return {
    afterSeconds: Math.min(Math.max(1, retryAfter), LIMITS.retryAfter.value),
    reason: retryReason,
    data: dataTooLarge ? undefined : retryData,
    dataTooLarge,
  };
}

/** Exponential, from five seconds to about a quarter of an hour (the documentation gives only the end of it). */
export const backOffSeconds = (attempts: number): number =>
  Math.min(LIMITS.queueBackOffMaximum.value, 5 * 2 ** Math.min(attempts, 20));
