/** Why an expression could not be evaluated; the text is for the person who wrote it. */
export class ExpressionError extends Error {
  /** What `throw` threw, for `catch (e)`. */
  readonly thrown: unknown;
  constructor(message: string, thrown?: unknown) {
    super(message);
    this.thrown = thrown;
  }
}

/** A limit was exceeded: not even `try` catches that. */
export class LimitExceeded extends Error {}

export class ExpressionSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

export const fail = (message: string): never => {
  throw new ExpressionError(message);
};
