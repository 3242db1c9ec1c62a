/**
 * Product events (`avi:jira:…`) and the app's own lifecycle events, delivered to the manifest's triggers, and workflow
 * post functions, which are delivered the same way.
 * https://developer.atlassian.com/platform/forge/events-reference/product_events/
 */
import type { SiteClock } from '../clock';
import type { JsonObject } from '../json';
import type { ProductEvent } from '../seams';
import type { AppManifest, EventFilter, TriggerModule } from './app-manifest';
import type { DueSource, Work } from './dispatcher';
import type { Delivery, EventStore } from './event-store';
import type { Faults } from './faults';
import { bytesOf, LIMITS } from './limits';
import { backOffSeconds, retryRequestOf } from './retry';
import type { Outcome } from './runtime';

/** Evaluates a filter expression with `event` in it. Throws what the expression throws; anything but a Boolean is an error. */
export type EvaluateFilter = (expression: string, event: JsonObject) => unknown;

export interface EventParts {
  readonly clock: SiteClock;
  readonly faults: Faults;
  readonly manifest: () => AppManifest;
  readonly evaluateFilter: EvaluateFilter;
  readonly deliver: (
    run: {
      readonly kind: Delivery['kind'];
      readonly moduleKey: string;
      readonly functionKey: string;
      readonly accountId: string | undefined;
    },
    event: JsonObject,
  ) => Promise<Outcome>;
  readonly log: (level: 'WARN' | 'ERROR', message: string, functionKey: string) => void;
}

interface Verdict {
  readonly deliver: boolean;
  /** Added to the event when it is delivered although its filter failed. */
  readonly error?: string;
  readonly log?: string;
}

export class Events implements DueSource {
  readonly #store: EventStore;
  readonly #parts: EventParts;

  constructor(store: EventStore, parts: EventParts) {
    this.#store = store;
    this.#parts = parts;
  }

  publish(event: ProductEvent): void {
    const { clock, faults, manifest } = this.#parts;
    const { triggers, appId } = manifest();
    const own = event.actor.appId === appId;
    const at = clock.now();
    const payload = { ...event.payload, ...commonFields(event, at, own) };
    for (const trigger of triggers) {
      const subscription = trigger.events.find(({ type }) => type === event.type);
      if (subscription === undefined || (own && subscription.filter.ignoreSelf === true)) continue;
      const entry = {
        kind: 'trigger' as const,
        moduleKey: trigger.key,
        type: event.type,
        payload,
        accountId: event.actor.accountId ?? undefined,
        publishedAt: at,
      };
      const size = bytesOf(JSON.stringify(payload));
      if (size > LIMITS.productEventBytes.value) {
        this.#store.add({
          ...entry,
          dueAt: at,
          state: 'refused',
          note: `${size} bytes: events above ${LIMITS.productEventBytes.value} bytes are not delivered`,
        });
        continue;
      }
      const { delay, copies } = faults.eventDelivery(event.type);
      for (const seconds of [delay, ...copies]) this.#store.add({ ...entry, dueAt: at + Math.round(seconds * 1000) });
    }
  }

  postFunction(moduleKey: string, payload: JsonObject): void {
    const at = this.#parts.clock.now();
    this.#store.add({
      kind: 'postFunction',
      moduleKey,
      type: 'avi:jira:run:post-function',
      payload,
      accountId: undefined,
      publishedAt: at,
      dueAt: at,
    });
  }

  list(limit = 500): Delivery[] {
    return this.#store.list(limit);
  }

  clear(): void {
    this.#store.clear();
  }

  nextDue(): number | undefined {
    return this.#store.nextDue();
  }

  take(now: number): Work | undefined {
    const delivery = this.#store.start(now);
    return delivery === undefined ? undefined : { run: () => this.#deliver(delivery) };
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const target = this.#target(delivery);
    if (target === undefined)
      return this.#store.finish(delivery.id, 'failed', `There is no module ${delivery.moduleKey} any more.`);
    const verdict = await this.#judge(target.filter, delivery);
    if (verdict.log !== undefined) this.#parts.log('ERROR', verdict.log, target.functionKey);
    if (!verdict.deliver) return this.#store.finish(delivery.id, 'filtered', verdict.error);
    const filterError = verdict.error === undefined ? {} : { filterExpressionError: { message: verdict.error } };
    const { kind, moduleKey, accountId } = delivery;
    const outcome = await this.#parts.deliver(
      { kind, moduleKey, functionKey: target.functionKey, accountId },
      { ...delivery.payload, ...filterError, ...retryContext(delivery) },
    );
    this.#settle(delivery, outcome, target.functionKey);
  }

  #target({
    kind,
    moduleKey,
    type,
  }: Delivery): { readonly functionKey: string; readonly filter: EventFilter } | undefined {
    const { triggers, ruleFunctions } = this.#parts.manifest();
    if (kind === 'postFunction') {
      const functionKey = ruleFunctions.get(moduleKey);
      return functionKey === undefined ? undefined : { functionKey, filter: {} };
    }
    const trigger: TriggerModule | undefined = triggers.find(({ key }) => key === moduleKey);
    const subscription = trigger?.events.find((event) => event.type === type);
    return trigger === undefined || subscription === undefined
      ? undefined
      : { functionKey: trigger.function, filter: subscription.filter };
  }

  /** Anything but true and false is an error; `onError` says what becomes of the event then. */
  async #judge(filter: EventFilter, delivery: Delivery): Promise<Verdict> {
    const { expression, onError = 'IGNORE_AND_LOG' } = filter;
    if (expression === undefined) return { deliver: true };
    let error: string;
    try {
      const result: unknown = await this.#parts.evaluateFilter(expression, delivery.payload);
      if (typeof result === 'boolean') return { deliver: result };
      error = `The filter expression of ${delivery.moduleKey} gave ${JSON.stringify(result) ?? 'nothing'} instead of a Boolean.`;
    } catch (failure) {
      error = `The filter expression of ${delivery.moduleKey} failed: ${failure instanceof Error ? failure.message : String(failure)}`;
    }
    return { deliver: onError.startsWith('RECEIVE'), error, ...(onError.endsWith('AND_LOG') ? { log: error } : {}) };
  }

  /** A throw is the end of it; a time-out or a lost instance is tried again, as is what asks for it, four times at most. */
  #settle(delivery: Delivery, outcome: Outcome, functionKey: string): void {
    const request = outcome.ok ? retryRequestOf(outcome.value) : undefined;
    if (outcome.ok && request === undefined) return this.#store.finish(delivery.id, 'success');
    const note = outcome.ok ? undefined : outcome.message;
    if (!outcome.ok && outcome.reason === 'error') return this.#store.finish(delivery.id, 'failed', note);
    if (delivery.retryCount >= LIMITS.productEventRetries.value) {
      this.#parts.log('ERROR', `${delivery.type} was given up after ${delivery.retryCount} retries.`, functionKey);
      return this.#store.finish(delivery.id, 'failed', note ?? 'retried too often');
    }
    if (request?.dataTooLarge === true)
      this.#parts.log('WARN', `retryData is larger than ${LIMITS.retryData.value} bytes and was dropped.`, functionKey);
    const lost = !outcome.ok && outcome.reason === 'timeout' ? 'FUNCTION_TIME_OUT' : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
    const seconds = request?.afterSeconds ?? backOffSeconds(delivery.attempts - 1);
    this.#store.retry(delivery.id, {
      dueAt: this.#parts.clock.now() + seconds * 1000,
      reason: request?.reason ?? lost,
      data: request?.data,
      note,
    });
  }
}

/** https://developer.atlassian.com/platform/forge/events-reference/jira/ : what all Jira events have at their root. */
function commonFields(event: ProductEvent, at: number, own: boolean): JsonObject {
  if (!event.type.startsWith('avi:jira:')) return { eventType: event.type };
  const user = event.actor.accountId === null ? {} : { atlassianId: event.actor.accountId };
  return { eventType: event.type, timestamp: String(at), ...user, selfGenerated: own };
}

function retryContext({ retryCount, retryReason, retryData }: Delivery): JsonObject {
  if (retryReason === undefined) return {};
  return { retryContext: { retryCount, retryReason, ...(retryData === undefined ? {} : { retryData }) } };
}
