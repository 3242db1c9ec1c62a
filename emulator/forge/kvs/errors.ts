/**
 * The store's refusals, as the SDK reads them: `{code, message}`. Codes come from
 * developer.atlassian.com/platform/forge/storage-reference/handling-errors-kvs and …/handling-errors-customentities.
 * `KEY_CONFLICT`, `TRANSACTION_CONDITION_FAILED`, `INVALID_CURSOR` and `VALIDATION_ERROR` are not documented there.
 */
export class KvsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  response(): Response {
    return Response.json({ code: this.code, message: this.message }, { status: this.status });
  }
}

export const invalid = (code: string, message: string): KvsError => new KvsError(400, code, message);
export const malformed = (message: string): KvsError => invalid('VALIDATION_ERROR', message);
/** The SDK turns this code into `undefined`. */
export const keyNotFound = (): KvsError => new KvsError(404, 'KEY_NOT_FOUND', 'Provided key does not exist');
