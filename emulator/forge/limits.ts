/**
 * The platform's limits, as data. Every number has the page of Forge's documentation it comes from; the code that
 * enforces one refers to it by name, and the fidelity page lists them.
 */
const KIB = 1024;
const DOCS = 'https://developer.atlassian.com/platform/forge';

export interface Limit {
  readonly value: number;
  readonly unit: string;
  readonly page: string;
}

const limit = (value: number, unit: string, page: string): Limit => ({ value, unit, page: `${DOCS}/${page}` });

const INVOCATION = 'limits-invocation/';
const QUEUE = 'runtime-reference/async-events-api/';
const EVENTS = 'events-reference/product_events/';

export const LIMITS = {
  uiTimeout: limit(25, 'seconds', INVOCATION),
  triggerTimeout: limit(25, 'seconds', INVOCATION),
  validatorTimeout: limit(25, 'seconds', INVOCATION),
  webTriggerTimeout: limit(55, 'seconds', INVOCATION),
  /** Consumers and scheduled triggers without `timeoutSeconds`. */
  backgroundTimeout: limit(55, 'seconds', INVOCATION),
  backgroundTimeoutMaximum: limit(900, 'seconds', INVOCATION),
  memoryDefault: limit(512, 'MB', INVOCATION),
  memoryMaximum: limit(1024, 'MB', INVOCATION),
  logLinesPerMinute: limit(100, 'lines per runtime minute', INVOCATION),
  logBytes: limit(200 * KIB, 'bytes per invocation', INVOCATION),
  egressPerMinute: limit(100, 'requests per runtime minute', INVOCATION),
  invocationPayload: limit(5 * KIB * KIB, 'bytes', INVOCATION),
  frontEndRequest: limit(500 * KIB, 'bytes', INVOCATION),
  frontEndAnswer: limit(5 * KIB * KIB, 'bytes', INVOCATION),
  outboundRequestTimeout: limit(180, 'seconds', INVOCATION),

  queueEventsPerPush: limit(50, 'events', QUEUE),
  queuePushBytes: limit(200 * KIB, 'bytes', QUEUE),
  queueDelay: limit(900, 'seconds', QUEUE),
  queueRetention: limit(24 * 60 * 60, 'seconds', QUEUE),
  /** How deep a consumer's events may push further events. */
  queueCycles: limit(1000, 'pushes one out of the other', 'queue-events-with-async-events-api-to-import-assets/'),
  queueBackOffMaximum: limit(900, 'seconds', QUEUE),
  retryAfter: limit(900, 'seconds', QUEUE),
  retryData: limit(4 * KIB, 'bytes', QUEUE),

  productEventBytes: limit(200 * KIB, 'bytes', EVENTS),
  productEventRetries: limit(4, 'retries', EVENTS),
  productEventDelay: limit(180, 'seconds', 'manifest-reference/modules/trigger/'),
  filterExpressionLength: limit(10_000, 'characters', EVENTS),

  scheduledTriggers: limit(5, 'modules', 'manifest-reference/modules/scheduled-trigger/'),
  scheduleFirstRun: limit(300, 'seconds', 'manifest-reference/modules/scheduled-trigger/'),
  globalPages: limit(1, 'module', 'manifest-reference/modules/jira-global-page/'),
  manifestBytes: limit(200 * KIB, 'bytes', 'limits-app-developer/'),
} as const satisfies Record<string, Limit>;

export const bytesOf = (text: string): number => Buffer.byteLength(text);
