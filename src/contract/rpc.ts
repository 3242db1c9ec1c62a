/**
 * The contract's grammar: a practice declares its procedures with `query` and `command`, and both ends take their
 * types from that declaration. Expected failures are values, because a thrown error loses its structure on the way
 * across the bridge.
 */
import type { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

/**
 * Who may call a procedure. Checked on the server with the account the platform vouches for.
 * - `user`: any signed-in Jira user.
 * - `viewer`: may browse the issue named by the input's `issueKey` (or the platform's issue context).
 * - `agent`: holds the Service Desk Agent role (or a managing role) in that issue's project, and may edit the issue.
 * - `incidentManager`: holds the Incident Manager role there.
 * - `changeManager`: holds the Change Manager role there.
 * - `configurationManager`: holds the Configuration Manager role in any of Plumbline's projects, or administers Jira.
 * - `admin`: administers Jira.
 */
export type Access =
  'user' | 'viewer' | 'agent' | 'incidentManager' | 'changeManager' | 'configurationManager' | 'admin';

export type AppErrorCode =
  'INVALID_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' | 'CONFLICT' | 'REFUSED' | 'UNAVAILABLE' | 'INTERNAL';

/** One place in the input and what is wrong there; `path` is dotted (`cells.high.low`). */
export interface InputIssue {
  path: string;
  message: string;
}

/** `reference` names the log line of an INTERNAL error; `retryAfterSeconds` goes with UNAVAILABLE. */
export interface AppFailure {
  code: AppErrorCode;
  message: string;
  issues?: InputIssue[];
  reference?: string;
  retryAfterSeconds?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppFailure };

export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType<Json> = z.ZodType<Json>> {
  readonly kind: 'query' | 'command';
  readonly access: Access;
  readonly input: I;
  readonly output: O;
}

export type Contract = Readonly<Record<string, Procedure>>;

interface Spec<I extends z.ZodType, O extends z.ZodType<Json>> {
  readonly access: Access;
  readonly input: I;
  readonly output: O;
}

/** Reads; may be repeated freely. */
export const query = <I extends z.ZodType, O extends z.ZodType<Json>>(spec: Spec<I, O>) =>
  ({ kind: 'query', ...spec }) as const;

/** Changes something; safe to send twice. */
export const command = <I extends z.ZodType, O extends z.ZodType<Json>>(spec: Spec<I, O>) =>
  ({ kind: 'command', ...spec }) as const;

/** What `makeInvoke` of `@forge/bridge` and `makeResolver` of `@forge/resolver` want to know. */
export type DefsOf<C extends Contract> = {
  [K in keyof C & string]: (input: z.input<C[K]['input']>) => Result<z.output<C[K]['output']>>;
};

/** Merges practices' contracts; two practices claiming one procedure name do not compile. */
export function merge<A extends Contract, B extends Contract>(
  a: A,
  b: keyof A & keyof B extends never ? B : never,
): A & B {
  return { ...a, ...b };
}
