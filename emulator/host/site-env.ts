import type { HttpBindings } from '@hono/node-server';
import type { Origins } from './origins';

/** What every route of the server finds in its context. `incoming` is absent when `fetch` is called in-process. */
export interface SiteEnv {
  readonly Bindings: Partial<HttpBindings> & { readonly origins: Origins };
}
