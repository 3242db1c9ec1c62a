/**
 * Faults that tests and people inject. Each ends after `times` uses or `forSeconds` of the site's time, whichever comes
 * first; without either it stays until the faults are cleared.
 */
import { z } from 'zod';
import type { SiteClock } from '../clock';
import type { JsonObject } from '../json';
import { LIMITS } from './limits';

const Pattern = z.string().refine(isPattern, 'is not a regular expression');
const Bounds = { times: z.int().min(1).optional(), forSeconds: z.number().positive().optional() };
const Seconds = z.number().min(0).max(LIMITS.backgroundTimeoutMaximum.value);

const FAULTS = {
  /** Jira answers so without having done anything. `status: 'timeout'` is a call that the proxy gives up on. */
  jira: z.strictObject({
    kind: z.literal('jira'),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).optional(),
    path: Pattern.optional(),
    functionKey: z.string().optional(),
    status: z.union([z.int().min(400).max(599), z.literal('timeout')]),
    retryAfterSeconds: z.int().min(0).optional(),
    ...Bounds,
  }),
  kvs: z.strictObject({
    kind: z.literal('kvs'),
    path: Pattern.optional(),
    functionKey: z.string().optional(),
    status: z.int().min(400).max(599).default(500),
    code: z.string().default('INTERNAL_SERVER_ERROR'),
    ...Bounds,
  }),
  /** The invocation dies: its call number `afterCalls` is made, but the function never sees the answer (0: it never starts). */
  kill: z.strictObject({
    kind: z.literal('kill'),
    functionKey: z.string().optional(),
    afterCalls: z.int().min(0),
    times: z.int().min(1).default(1),
    forSeconds: Bounds.forSeconds,
  }),
  /** Calls through the seam take this long, in the machine's time. */
  slow: z.strictObject({
    kind: z.literal('slow'),
    target: z.enum(['jira', 'kvs', 'queue']).optional(),
    milliseconds: z.int().min(1).max(60_000),
    ...Bounds,
  }),
  'event-delay': z.strictObject({
    kind: z.literal('event-delay'),
    type: Pattern.optional(),
    seconds: Seconds,
    ...Bounds,
  }),
  'event-duplicate': z.strictObject({
    kind: z.literal('event-duplicate'),
    type: Pattern.optional(),
    copies: z.int().min(1).max(10).default(1),
    afterSeconds: Seconds.default(0),
    ...Bounds,
  }),
  /** Each event is late by an amount of its own below `withinSeconds`, drawn from `seed`. */
  'event-reorder': z.strictObject({
    kind: z.literal('event-reorder'),
    type: Pattern.optional(),
    withinSeconds: Seconds,
    seed: z.int().default(1),
    ...Bounds,
  }),
  /** For this long after its installation the app's own account may do nothing in Jira. */
  permissionsSettleAfter: z.strictObject({ kind: z.literal('permissionsSettleAfter'), seconds: Seconds, ...Bounds }),
} as const;

type FaultSchemas = typeof FAULTS;
export type FaultKind = keyof FaultSchemas;
export type FaultOf<K extends FaultKind> = z.output<FaultSchemas[K]>;
export type Fault = FaultOf<FaultKind>;

const isKind = (kind: unknown): kind is FaultKind => typeof kind === 'string' && kind in FAULTS;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Throws an error that names what is wrong and where. */
export function parseFault(input: JsonObject): Fault {
  const kind = input['kind'];
  if (!isKind(kind))
    throw new Error(`kind: there is no fault ${JSON.stringify(kind)} (there are ${Object.keys(FAULTS).join(', ')})`);
  const parsed = FAULTS[kind].safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
}

interface Active {
  readonly fault: Fault;
  used: number;
  readonly until: number;
  random: number;
}

export class Faults {
  readonly #clock: SiteClock;
  #active: Active[] = [];

  constructor(clock: SiteClock) {
    this.#clock = clock;
  }

  add(input: JsonObject): JsonObject {
    const fault = parseFault(input);
    const until = fault.forSeconds === undefined ? Infinity : this.#clock.now() + fault.forSeconds * 1000;
    this.#active.push({ fault, used: 0, until, random: 'seed' in fault ? fault.seed : 1 });
    return definedOf(fault);
  }

  clear(): void {
    this.#active = [];
  }

  asJson(): JsonObject[] {
    this.#forget();
    return this.#active.map(({ fault, used }) => ({ ...definedOf(fault), used }));
  }

  /** The first fault of the kind that fits, used once more. */
  use<K extends FaultKind>(kind: K, fits: (fault: FaultOf<K>) => boolean = () => true): FaultOf<K> | undefined {
    return this.#use(kind, fits)?.fault;
  }

  /** How late an event of this type is, in seconds, and after how many seconds copies of it follow. */
  eventDelivery(type: string): { readonly delay: number; readonly copies: readonly number[] } {
    const fits = (fault: { readonly type?: string | undefined }): boolean =>
      fault.type === undefined || new RegExp(fault.type).test(type);
    const delay = this.use('event-delay', fits)?.seconds ?? 0;
    const reorder = this.#use('event-reorder', fits);
    const shuffle = reorder === undefined ? 0 : this.#draw(reorder.entry) * reorder.fault.withinSeconds;
    const duplicate = this.use('event-duplicate', fits);
    const copies =
      duplicate === undefined
        ? []
        : Array.from({ length: duplicate.copies }, (_, at) => delay + shuffle + duplicate.afterSeconds * (at + 1));
    return { delay: delay + shuffle, copies };
  }

  #use<K extends FaultKind>(
    kind: K,
    fits: (fault: FaultOf<K>) => boolean,
  ): { fault: FaultOf<K>; entry: Active } | undefined {
    this.#forget();
    for (const entry of this.#active) {
      const { fault } = entry;
      if (!isOfKind(fault, kind) || !fits(fault)) continue;
      entry.used += 1;
      return { fault, entry };
    }
    return undefined;
  }

  #forget(): void {
    const now = this.#clock.now();
    this.#active = this.#active.filter(({ fault, used, until }) => now < until && used < (fault.times ?? Infinity));
  }

  /** A small linear congruential generator: the same seed gives the same order on every machine. */
  #draw(entry: Active): number {
    entry.random = (Math.imul(entry.random, 1_664_525) + 1_013_904_223) >>> 0;
    return entry.random / 2 ** 32;
  }
}

function isOfKind<K extends FaultKind>(fault: Fault, kind: K): fault is Fault & FaultOf<K> {
  return fault.kind === kind;
}

function definedOf(fault: Fault): JsonObject {
  return Object.fromEntries(
    Object.entries(fault).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
