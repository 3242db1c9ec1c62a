/**
 * Work done side by side, in few lanes, while what concerns the same thing stays in its order. Storage takes 4,000 writes a
 * minute (developer.atlassian.com/platform/forge/platform-quotas-and-limits): with some 50 milliseconds for a row three
 * lanes come near and stay below.
 */
export const LANES = 3;

export interface Task<T> {
  /** Tasks that share one are done one after the other. */
  readonly tokens: readonly string[];
  run(): Promise<T>;
}

/** The results in the order of the tasks. After a failure no further task begins; those begun are waited for. */
export async function inLanes<T>(tasks: readonly Task<T>[], lanes = LANES): Promise<T[]> {
  const results: T[] = [];
  const last = new Map<string, Promise<unknown>>();
  let failure: { readonly cause: unknown } | undefined;
  const begin = async (task: Task<T>, at: number, before: readonly Promise<unknown>[]): Promise<void> => {
    await Promise.all(before);
    if (failure !== undefined) return;
    try {
      results[at] = await task.run();
    } catch (cause) {
      failure ??= { cause };
    }
  };
  const busy = new Set<Promise<void>>();
  for (const [at, task] of tasks.entries()) {
    const before = task.tokens.flatMap((token) => last.get(token) ?? []);
    const going: Promise<void> = begin(task, at, before).finally(() => busy.delete(going));
    busy.add(going);
    for (const token of task.tokens) last.set(token, going);
    if (busy.size >= lanes) await Promise.race(busy);
  }
  await Promise.all(busy);
  if (failure !== undefined) throw failure.cause;
  return results;
}
