import { ForgeKvsAPIError } from '@forge/kvs';
import { AppError } from '../../kernel/errors';

/** Limits of the store are per minute (developer.atlassian.com/platform/forge/limits-kvs-ce). */
const RATE_WINDOW_SECONDS = 60;

/** Turns "too much" and "not now" into UNAVAILABLE; everything else passes. */
export async function reaching<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    if (
      cause instanceof ForgeKvsAPIError &&
      (cause.responseDetails.status === 429 || cause.responseDetails.status >= 500)
    ) {
      const retry = cause.responseDetails.status === 429 ? { retryAfterSeconds: RATE_WINDOW_SECONDS } : {};
      throw new AppError('UNAVAILABLE', 'The app’s storage is not available right now.', { cause, ...retry });
    }
    throw cause;
  }
}
