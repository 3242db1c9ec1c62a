/** What is wrong with a query: all its faults at once, in Jira's words. */
export class JqlProblem extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages[0] ?? 'Invalid JQL');
  }
}

/** The query is good JQL for Jira, but uses something the emulator does not have. */
export class NotEmulated extends Error {}

export const problem = (message: string): never => {
  throw new JqlProblem([message]);
};

/** Runs every task and throws their problems together, so that a client sees all of them. */
export function collecting<T>(tasks: readonly (() => T)[]): T[] {
  const results: T[] = [];
  const messages: string[] = [];
  for (const task of tasks) {
    try {
      results.push(task());
    } catch (error) {
      if (!(error instanceof JqlProblem)) throw error;
      messages.push(...error.messages);
    }
  }
  if (messages.length > 0) throw new JqlProblem([...new Set(messages)]);
  return results;
}
