/**
 * Product and lifecycle events. They come late, maybe twice and in any order, so that a handler gets only what identifies
 * its subject and reads the rest from Jira.
 * developer.atlassian.com/platform/forge/events
 */
import type { InvocationError } from '@forge/events';
import { z } from 'zod';
import type { Log } from './log';
import { afterFailure } from './queues';

const Envelope = z.looseObject({ eventType: z.string() });
/** `avi:forge:installed:app` and `avi:forge:upgraded:app`. */
export const LifecycleEvent = Envelope;

/** One practice's interest in some event types. */
export interface EventHandler {
  readonly name: string;
  readonly types: readonly string[];
  readonly handle: (event: unknown) => Promise<void>;
}

/** `onEvent('incident', ['avi:jira:updated:issue'], IssueEvent, async ({ issue }) => …)` */
export function onEvent<S extends z.ZodType>(
  name: string,
  types: readonly string[],
  shape: S,
  handle: (event: z.output<S>) => Promise<void>,
): EventHandler {
  return { name, types, handle: (event) => handle(shape.parse(event)) };
}

export type Trigger = (event: unknown) => Promise<InvocationError | undefined>;

/**
 * The function behind a manifest `trigger`. Every interested handler runs even when another fails; one failure that
 * wants a retry brings the event back to all of them, which handlers must stand anyway.
 */
export function trigger(name: string, handlers: readonly EventHandler[], log: Log): Trigger {
  return async (event) => {
    const { eventType } = Envelope.parse(event);
    let outcome: InvocationError | undefined;
    let bug: { readonly cause: unknown } | undefined;
    for (const handler of handlers.filter(({ types }) => types.includes(eventType))) {
      try {
        await handler.handle(event);
      } catch (cause) {
        try {
          outcome ??= afterFailure(cause, log, { trigger: name, handler: handler.name, eventType });
        } catch {
          bug ??= { cause };
        }
      }
    }
    if (bug !== undefined) throw bug.cause;
    return outcome;
  };
}
