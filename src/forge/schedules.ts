import { AppError } from '../kernel/errors';
import type { Log } from './log';

/** A scheduled trigger's answer is an HTTP response; anything but 2xx counts as failed. */
export interface ScheduleAnswer {
  readonly statusCode: 204 | 503;
}

export type Schedule = () => Promise<ScheduleAnswer>;

/** One practice's periodic duty. */
export type Duty = () => Promise<void>;

/**
 * The function behind a manifest `scheduledTrigger`. Every duty gets its turn even when another fails. A run that can't
 * reach Jira is made up for by the next one, since sweeps ask for everything due by now; a bug is thrown, for the
 * platform to count.
 * developer.atlassian.com/platform/forge/manifest-reference/modules/scheduled-trigger
 */
export function schedule(name: string, duties: readonly Duty[], log: Log): Schedule {
  return async () => {
    const failures: unknown[] = [];
    for (const duty of duties) {
      try {
        await duty();
      } catch (cause) {
        log.error('schedule failed', cause, { schedule: name });
        failures.push(cause);
      }
    }
    const bug = failures.find((cause) => !(cause instanceof AppError));
    if (bug !== undefined) throw new Error(`${name} failed`, { cause: bug });
    return { statusCode: failures.length === 0 ? 204 : 503 };
  };
}
