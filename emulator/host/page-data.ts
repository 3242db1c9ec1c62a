/** `/__host`: what the pages need beside Jira's REST API. */
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Origins } from './origins';
import type { HostDependencies } from './ports';
import { HostProblem, parseBody } from './problem';
import { addPanel, panelsOf, removePanel, viewScreen } from './screens';
import { sessionUser, sessionUserOrDefault, signIn, signInUsers, userById, type SiteUser } from './session';
import { THEME_ATTRIBUTE } from './themes';

const IssuePlace = z.object({
  id: z.string(),
  fields: z.object({ project: z.object({ id: z.string() }), issuetype: z.object({ id: z.string() }) }),
});
const SwitchUser = z.object({ accountId: z.string() });
const Panel = z.object({ moduleKey: z.string() });

/** Everything the first paint needs, put into the page so that it needs no request of its own. */
export function bootstrap(deps: HostDependencies, c: Context, origins: Origins): object {
  const user = sessionUserOrDefault(deps.db, c, deps.clock.now());
  const app = deps.forge.app();
  return {
    siteName: deps.siteName,
    resourceOrigin: origins.resources,
    themeAttribute: THEME_ATTRIBUTE,
    user: user ?? null,
    users: signInUsers(deps.db),
    clock: { now: deps.clock.iso(), mode: deps.clock.mode },
    app:
      app === undefined
        ? null
        : {
            appId: app.appId,
            environmentId: app.environmentId,
            name: app.name,
            version: app.version,
            modules: app.uiModules,
          },
  };
}

export function pageDataRoutes(deps: HostDependencies): Hono {
  const routes = new Hono();
  routes.post('/session', async (c) => {
    const { accountId } = await parseBody(c, SwitchUser);
    if (userById(deps.db, accountId) === undefined)
      throw new HostProblem(404, `accountId: there is no active user ${accountId}.`);
    signIn(deps.db, c, accountId, deps.clock.now());
    return c.body(null, 204);
  });
  routes.get('/issue/:key', async (c) => {
    const { id, fields } = await visibleIssue(deps, c);
    const app = deps.forge.app();
    return c.json({
      tabs: viewScreen(deps.db, fields.project.id, fields.issuetype.id),
      panels: app === undefined ? [] : panelsOf(deps.db, app, fields.project.id, id),
    });
  });
  routes.post('/issue/:key/panel', async (c) => {
    const { id } = await visibleIssue(deps, c);
    addPanel(deps.db, id, (await parseBody(c, Panel)).moduleKey);
    return c.body(null, 204);
  });
  routes.delete('/issue/:key/panel/:moduleKey', async (c) => {
    const { id } = await visibleIssue(deps, c);
    removePanel(deps.db, id, c.req.param('moduleKey'));
    return c.body(null, 204);
  });
  return routes;
}

async function visibleIssue(deps: HostDependencies, c: Context): Promise<z.output<typeof IssuePlace>> {
  const user: SiteUser | undefined = sessionUser(deps.db, c);
  if (user === undefined) throw new HostProblem(401, 'You are not signed in: reload the page.');
  const key = encodeURIComponent(c.req.param('key') ?? '');
  const answer = await deps.jira.request(
    new Request(`http://jira.local/rest/api/3/issue/${key}?fields=project,issuetype`),
    user,
  );
  if (!answer.ok) throw new HostProblem(404, 'Issue does not exist or you do not have permission to see it.');
  return IssuePlace.parse(await answer.json());
}
