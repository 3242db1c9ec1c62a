/** One write: a single SQLite transaction, with its product events published only once it has committed. */
import type { JsonObject } from '../../json';
import type { Caller, ProductEvent } from '../../seams';
import type { JiraSite } from '../site';

export interface Write {
  readonly site: JiraSite;
  readonly caller: Caller;
  /** Published after the commit, in this order; not at all when the write is refused. */
  emit(type: string, payload: JsonObject): void;
  /** Something else to do after the commit. */
  after(action: () => void): void;
}

export function write<T>(site: JiraSite, caller: Caller, work: (write: Write) => T): T {
  const events: ProductEvent[] = [];
  const actions: (() => void)[] = [];
  const { accountId, app } = caller;
  const actor = { accountId, ...(app === undefined ? {} : { appId: app.appId }) };
  const result = site.db.transaction(() =>
    work({
      site,
      caller,
      emit: (type, payload) => {
        const common = {
          eventType: type,
          timestamp: String(site.clock.now()),
          ...(accountId === null ? {} : { atlassianId: accountId }),
        };
        events.push({ type, payload: { ...common, ...payload }, actor });
      },
      after: (action) => actions.push(action),
    }),
  )();
  for (const event of events) site.events.publish(event);
  for (const action of actions) action();
  return result;
}
