/**
 * The one place where a front end talks to the backend. An expected failure comes back as a value and is thrown here as
 * an `ApiError`, so that pages and queries see one kind of failure.
 */
import { invoke } from '@forge/bridge';
import type { Defs } from '../../src/contract';
import type { AppErrorCode, AppFailure, InputIssue, Result } from '../../src/contract/rpc';

export type ProcedureName = keyof Defs;
export type InputOf<N extends ProcedureName> = Parameters<Defs[N]>[0];
export type OutputOf<N extends ProcedureName> = Extract<ReturnType<Defs[N]>, { ok: true }>['value'];

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: AppErrorCode;
  /** What is wrong where in the input, for showing beside the fields. */
  readonly issues: readonly InputIssue[];
  /** Finds a bug in the app's log. */
  readonly reference: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(failure: AppFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.code = failure.code;
    this.issues = failure.issues ?? [];
    this.reference = failure.reference;
    this.retryAfterSeconds = failure.retryAfterSeconds;
  }

  /** What is wrong with one field of the input; `path` is dotted, as in `InputIssue`. */
  at(path: string): string | undefined {
    return this.issues.find((issue) => issue.path === path)?.message;
  }
}

export async function call<N extends ProcedureName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> {
  let answer: Result<OutputOf<N>>;
  try {
    answer = await send<N>(name, input);
  } catch (cause) {
    // The function timed out, the connection broke, or the site is updating the app.
    throw new ApiError(
      { code: 'UNAVAILABLE', message: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
  if (answer.ok) return answer.value;
  throw new ApiError(answer.error);
}

async function send<N extends ProcedureName>(name: N, input: InputOf<N>): Promise<Result<OutputOf<N>>> {
  const answer = await invoke<Record<string, unknown>, Result<OutputOf<N>>>(name, payloadOf(input));
  if ('ok' in answer) return answer;
  throw new Error(`${name} did not answer as agreed`);
}

/** The platform carries objects only; a procedure without input sends an empty one. */
function payloadOf(input: unknown): Record<string, unknown> {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}
