import type { AppErrorCode, InputIssue } from '../contract/rpc';

/** An expected failure: something outside the rules went wrong in a way callers can act on. A bug is any other throw. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly issues: readonly InputIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: Exclude<AppErrorCode, 'INTERNAL'>,
    message: string,
    options: {
      readonly issues?: readonly InputIssue[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
