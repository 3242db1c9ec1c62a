/** One line of the app's log. Forge keeps what the function prints; values must not contain what users typed. */
export interface Log {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, cause: unknown, facts?: Facts): void;
}

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

const line = (message: string, facts: Facts | undefined): string =>
  facts === undefined ? message : `${message} ${JSON.stringify(facts)}`;

/** The cause's stack, and its own causes' stacks: `console.error(error)` would print only the first on the platform. */
export function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const own = cause.stack ?? `${cause.name}: ${cause.message}`;
  return cause.cause === undefined ? own : `${own}\ncaused by ${describeCause(cause.cause)}`;
}

export const consoleLog: Log = {
  info: (message, facts) => console.info(line(message, facts)),
  warn: (message, facts) => console.warn(line(message, facts)),
  error: (message, cause, facts) => console.error(`${line(message, facts)}\n${describeCause(cause)}`),
};
