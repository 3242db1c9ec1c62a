/**
 * Jira Cloud's REST rate limits. The hourly points are an app's, so only calls made by an app are counted; bursts and
 * writes to one issue are limited for everybody.
 */
import type { Caller } from '../seams';
import type { Method } from './http';
import type { JiraSite } from './site';

/** https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
export const RATE_LIMITS = {
  /** Points an app may spend in an hour; the window is the clock hour in UTC. A call costs 1 and 1 more for each object it reads. */
  pointsPerHour: 65_000,
  /** Requests a second, by method. */
  burst: { GET: 100, POST: 100, PUT: 50, DELETE: 50 } satisfies Record<Method, number>,
  /** Writes to one issue in a sliding window. */
  issueWrites: { count: 20, windowMs: 2_000 },
  /** `X-RateLimit-NearLimit` turns true below this share of the budget. */
  nearLimitShare: 0.2,
} as const;

const HOUR = 3_600_000;
const SECOND = 1_000;
/**
 * What a call to Jira Cloud takes over the network, roughly. Here a call takes next to nothing, and the site's clock
 * may stand still, so bursts are measured on a clock of their own: the machine's monotonic time plus this much for
 * each call answered, shared among the calls in flight. A caller that waits for each answer is thus never refused for
 * the emulator's speed, while a hundred calls sent at once are refused as Jira would refuse them.
 */
const TYPICAL_LATENCY_MS: Record<Method, number> = { GET: 50, POST: 120, PUT: 120, DELETE: 120 };

export interface RateRequest {
  readonly caller: Caller;
  readonly method: Method;
  /** The issue the call writes to, when it does. */
  readonly issue?: string;
}

export interface RateLimiter {
  /** Admits the request, or answers 429. Every admitted request must be `finish`ed. */
  admit(request: RateRequest): Response | undefined;
  /** Books the call's points and returns the headers that tell of them. */
  finish(request: RateRequest, points: number): Record<string, string>;
}

interface CallerState {
  latency: number;
  inFlight: number;
  readonly calls: Record<Method, number[]>;
  readonly issueWrites: Map<string, number[]>;
}

interface Budget {
  hour: number;
  spent: number;
}

export function createRateLimiter(site: JiraSite, monotonic: () => number = () => performance.now()): RateLimiter {
  const callers = new Map<string, CallerState>();
  const budgets = new Map<string, Budget>();

  const stateOf = (caller: Caller): CallerState => {
    const key = `${caller.app?.appId ?? ''}|${caller.app?.as === 'app' ? '' : (caller.accountId ?? '')}`;
    const known = callers.get(key) ?? {
      latency: 0,
      inFlight: 0,
      calls: { GET: [], POST: [], PUT: [], DELETE: [] },
      issueWrites: new Map<string, number[]>(),
    };
    callers.set(key, known);
    return known;
  };
  const budgetOf = (appId: string): Budget => {
    const hour = Math.floor(site.clock.now() / HOUR);
    const known = budgets.get(appId);
    const budget = known?.hour === hour ? known : { hour, spent: 0 };
    budgets.set(appId, budget);
    return budget;
  };

  return {
    admit({ caller, method, issue }) {
      if (caller.app !== undefined) {
        const budget = budgetOf(caller.app.appId);
        if (budget.spent >= RATE_LIMITS.pointsPerHour) return quotaExceeded(site.clock.now(), budget);
      }
      const state = stateOf(caller);
      const now = monotonic() + state.latency;
      const calls = recent(state.calls[method], now - SECOND);
      state.calls[method] = calls;
      if (calls.length >= RATE_LIMITS.burst[method]) {
        return tooMany(1, {
          'ratelimit-reason': 'jira-burst-based',
          'x-ratelimit-limit': String(RATE_LIMITS.burst[method]),
        });
      }
      if (issue !== undefined && method !== 'GET') {
        const { count, windowMs } = RATE_LIMITS.issueWrites;
        const writes = recent(state.issueWrites.get(issue) ?? [], now - windowMs);
        if (writes.length >= count) {
          return tooMany(windowMs / SECOND, {
            'ratelimit-reason': 'jira-per-issue-on-write',
            'x-ratelimit-limit': String(count),
          });
        }
        state.issueWrites.set(issue, [...writes, now]);
      }
      calls.push(now);
      state.inFlight += 1;
      return undefined;
    },

    finish({ caller, method }, points) {
      const state = stateOf(caller);
      state.latency += TYPICAL_LATENCY_MS[method] / Math.max(1, state.inFlight);
      state.inFlight -= 1;
      if (state.inFlight === 0) forgetOldWrites(state, monotonic() + state.latency);
      if (caller.app === undefined) return {};
      const budget = budgetOf(caller.app.appId);
      budget.spent += points;
      return { ...budgetHeaders(budget), 'x-emulator-points': String(points) };
    },
  };
}

const recent = (instants: readonly number[], after: number): number[] => instants.filter((instant) => instant > after);

function forgetOldWrites(state: CallerState, now: number): void {
  for (const [issue, writes] of state.issueWrites) {
    if ((writes.at(-1) ?? 0) <= now - RATE_LIMITS.issueWrites.windowMs) state.issueWrites.delete(issue);
  }
}

function budgetHeaders(budget: Budget): Record<string, string> {
  const remaining = Math.max(0, RATE_LIMITS.pointsPerHour - budget.spent);
  return {
    'x-ratelimit-limit': String(RATE_LIMITS.pointsPerHour),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date((budget.hour + 1) * HOUR).toISOString(),
    'x-ratelimit-nearlimit': String(remaining < RATE_LIMITS.pointsPerHour * RATE_LIMITS.nearLimitShare),
  };
}

function quotaExceeded(now: number, budget: Budget): Response {
  const seconds = Math.ceil(((budget.hour + 1) * HOUR - now) / SECOND);
  return tooMany(seconds, { ...budgetHeaders(budget), 'ratelimit-reason': 'jira-quota-global-based' });
}

function tooMany(retryAfterSeconds: number, headers: Record<string, string>): Response {
  return Response.json(
    { errorMessages: ['Rate limit exceeded.'], errors: {} },
    { status: 429, headers: { 'x-ratelimit-remaining': '0', ...headers, 'retry-after': String(retryAfterSeconds) } },
  );
}
