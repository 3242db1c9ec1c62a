/** The Jira half of the emulator: one site's REST API over its database. */
import type { Caller, JiraApi } from '../seams';
import { syncAppFields } from './app-fields';
import { authenticate } from './auth';
import { bootstrap } from './bootstrap';
import { operations } from './operations';
import { createRateLimiter } from './rate-limit';
import { createRouter } from './router';
import type { JiraSite } from './site';
import { failAbandonedTasks } from './tasks';

export { operations } from './operations';

export interface Jira extends JiraApi {
  readonly site: JiraSite;
  /** Basic authentication; the response is the 401 to send back. */
  authenticate(request: Request): Caller | Response;
}

export function createJira(site: JiraSite): Jira {
  bootstrap(site);
  failAbandonedTasks(site);
  const router = createRouter(site, operations, createRateLimiter(site));
  return {
    site,
    authenticate: (request) => authenticate(site, request),
    request: (request, caller) => {
      syncAppFields(site);
      return router.request(request, caller);
    },
  };
}
