import { z } from 'zod';
import type { AppErrorCode, InputIssue } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';

/** Jira refused: an expected failure that still knows the HTTP status, for callers that must tell 401 from 403. */
export class JiraFailure extends AppError {
  constructor(
    readonly status: number,
    code: Exclude<AppErrorCode, 'INTERNAL'>,
    message: string,
    options: { readonly issues?: readonly InputIssue[]; readonly retryAfterSeconds?: number } = {},
  ) {
    super(code, message, options);
  }
}

/** `ErrorCollection` of the REST API; some operations add `warningMessages`, some answer `{message}` alone. */
const ErrorCollection = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
  message: z.string().optional(),
});

/** Jira's answer as the app's own failure, or an `Error` where only a bug of the app explains it (405, 415 …). */
export function jiraFailure(status: number, body: unknown, where: string, retryAfterSeconds?: number): Error {
  const code = codeOf(status);
  const collection = ErrorCollection.safeParse(body).data;
  const issues = Object.entries(collection?.errors ?? {}).map(([path, message]) => ({ path, message }));
  const said = [...(collection?.errorMessages ?? []), ...issues.map((issue) => `${issue.path}: ${issue.message}`)];
  const message = said.join(' ') || collection?.message || `Jira answered ${status}.`;
  if (code === undefined) return new Error(`${where}: ${status}: ${message}`);
  return new JiraFailure(status, code, message, {
    issues,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function codeOf(status: number): Exclude<AppErrorCode, 'INTERNAL'> | undefined {
  switch (status) {
    case 400:
    case 422:
      return 'INVALID_INPUT';
    case 401:
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 409:
    case 412:
      return 'CONFLICT';
    case 408:
    case 429:
      return 'UNAVAILABLE';
    default:
      return status >= 500 ? 'UNAVAILABLE' : undefined;
  }
}
