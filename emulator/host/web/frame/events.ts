/** `events.on` and `events.emit`: between the frames of the app on this page. */
export type Listener = (payload: unknown) => unknown;

const listeners = new Map<string, Set<Listener>>();

export function subscribe(event: string, listener: Listener): { readonly unsubscribe: () => void } {
  const known = listeners.get(event) ?? new Set<Listener>();
  listeners.set(event, known);
  known.add(listener);
  return { unsubscribe: () => void known.delete(listener) };
}

/** A listener that fails (its frame is gone) must not keep the others from hearing of it. */
export async function emit(event: string, payload: unknown): Promise<void> {
  const heard = [...(listeners.get(event) ?? [])].map(async (listener) => listener(payload));
  await Promise.allSettled(heard);
}
