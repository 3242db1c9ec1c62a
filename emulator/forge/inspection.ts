/** Queue events and deliveries as the drawer and the control API show them. */
import type { JsonObject } from '../json';
import type { Delivery } from './event-store';
import type { QueueEvent } from './queue-store';

const iso = (instant: number): string => new Date(instant).toISOString();

export const queueEventAsJson = (event: QueueEvent): JsonObject => ({
  id: event.id,
  jobId: event.jobId,
  queue: event.queue,
  state: event.state,
  body: event.body,
  enqueuedAt: iso(event.enqueuedAt),
  dueAt: iso(event.dueAt),
  attempts: event.attempts,
  retryCount: event.retryCount,
  retryReason: event.retryReason ?? null,
  concurrency: event.concurrency === undefined ? null : { ...event.concurrency },
  error: event.lastError ?? null,
});

export const deliveryAsJson = (delivery: Delivery): JsonObject => ({
  id: delivery.id,
  type: delivery.type,
  moduleKey: delivery.moduleKey,
  state: delivery.state,
  payload: delivery.payload,
  publishedAt: iso(delivery.publishedAt),
  dueAt: iso(delivery.dueAt),
  attempts: delivery.attempts,
  retryCount: delivery.retryCount,
  note: delivery.note ?? null,
});
