/**
 * The contract, served: authorise, parse, run, parse, and turn every failure into a value. The platform knows the
 * account; the payload is only what a browser sent.
 */
import { NeedsAuthenticationError } from '@forge/api';
import { makeResolver, type Request } from '@forge/resolver';
import type { z } from 'zod';
import type { Handlers, Invocation } from '../contract/handlers';
import { AccountId, IssueKey } from '../contract/ids';
import type { AppFailure, Contract, InputIssue, Json, Procedure, Result } from '../contract/rpc';
import { AppError } from '../kernel/errors';
import { needsIssue, type Authoriser } from './access';
import { asCaller } from './caller';
import type { Log } from './log';

export type { Handlers, Invocation } from '../contract/handlers';

export interface ServeOptions {
  readonly authoriser: Authoriser;
  readonly log: Log;
  /** Names the log line of a bug, so that a user can quote it. */
  readonly reference: () => string;
}

/** A page that was open while the app was upgraded may ask for what is no longer there. */
const UNKNOWN_PROCEDURE: Result<never> = {
  ok: false,
  error: { code: 'NOT_FOUND', message: 'Plumbline was updated. Reload the page.' },
};

type Served = (request: Request<unknown>) => Promise<Result<Json>>;

/** What the app's resolver function answers with: `(call, platform) => Result`. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, options: ServeOptions) {
  const served: Record<string, Served> = {};
  const isProcedure = (name: string): name is keyof C & string => Object.hasOwn(contract, name);
  for (const name of Object.keys(contract)) {
    if (isProcedure(name)) served[name] = serveOne(contract, name, handlers, options);
  }
  const answer = makeResolver<Record<string, (input: never) => Result<Json>>>(served);
  return async (call: Parameters<typeof answer>[0], platform?: Parameters<typeof answer>[1]): Promise<unknown> =>
    isProcedure(call.call.functionKey) ? answer(call, platform) : UNKNOWN_PROCEDURE;
}

function serveOne<C extends Contract, K extends keyof C & string>(
  contract: C,
  name: K,
  handlers: Handlers<C>,
  options: ServeOptions,
): Served {
  const procedure: C[K] = contract[name];
  const handle: Handlers<C>[K] = handlers[name];
  return async (request) => {
    try {
      const invocation = await admit(name, procedure, request, options);
      const input = inputOf<C[K]['input']>(name, procedure.input, request.payload);
      const value = await asCaller(invocation.accountId, () => handle(invocation, input));
      return { ok: true, value: procedure.output.parse(value) };
    } catch (cause) {
      // The platform itself answers this one, by asking the user for consent and calling again.
      if (cause instanceof NeedsAuthenticationError) throw cause;
      return { ok: false, error: failureOf(name, cause, options) };
    }
  };
}

/** Who calls, about which issue; refuses unless the procedure's access allows it. */
async function admit(
  name: string,
  procedure: Procedure,
  request: Request<unknown>,
  options: ServeOptions,
): Promise<Invocation> {
  const account = AccountId.safeParse(request.context.accountId);
  const refuse = (reason: string, message: string): never => {
    options.log.warn('access refused', {
      procedure: name,
      access: procedure.access,
      account: account.data ?? 'anonymous',
      issue: IssueKey.safeParse(fieldOf(request.payload, 'issueKey')).data,
      reason,
    });
    throw new AppError('FORBIDDEN', message);
  };
  if (!account.success) return refuse('not signed in', 'Sign in to Jira to use Plumbline.');

  const issue = needsIssue(procedure.access) ? issueOf(request) : undefined;
  if (issue?.conflict !== undefined) return refuse(issue.conflict, 'The request is about another issue than the page.');
  const verdict = await options.authoriser.authorise(procedure.access, {
    accountId: account.data,
    issueKey: issue?.key,
  });
  if (!verdict.allowed) return refuse(verdict.reason, verdict.message);
  return { accountId: account.data, issueKey: issue?.key };
}

/** The issue the call is about. On an issue's own page the platform names it too, and both must agree. */
function issueOf(request: Request<unknown>): { readonly key: IssueKey; readonly conflict?: string } {
  const named = fieldOf(request.payload, 'issueKey');
  const shown = fieldOf(fieldOf(request.context.extension, 'issue'), 'key');
  const parsed = IssueKey.safeParse(named ?? shown);
  if (!parsed.success)
    throw new AppError('INVALID_INPUT', 'The request names no issue.', { issues: issuesOf(parsed.error, 'issueKey') });
  return shown === undefined || shown === parsed.data
    ? { key: parsed.data }
    : { key: parsed.data, conflict: 'issue differs from the page' };
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const field: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return field === null ? undefined : field;
}

function inputOf<S extends z.ZodType>(name: string, schema: S, payload: unknown): z.output<S> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_INPUT', `${name}: the input is not valid.`, { issues: issuesOf(parsed.error) });
}

function issuesOf(error: z.ZodError, prefix?: string): InputIssue[] {
  const start = prefix === undefined ? [] : [prefix];
  return error.issues.map((issue) => ({
    path: [...start, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
}

function failureOf(name: string, cause: unknown, options: ServeOptions): AppFailure {
  if (cause instanceof AppError) {
    return {
      code: cause.code,
      message: cause.message,
      ...(cause.issues.length > 0 ? { issues: [...cause.issues] } : {}),
      ...(cause.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: cause.retryAfterSeconds }),
    };
  }
  const reference = options.reference();
  options.log.error('procedure failed', cause, { procedure: name, reference });
  return { code: 'INTERNAL', message: 'Something went wrong.', reference };
}
