/** Targets of `router.navigate`, `open` and `getUrl`, as addresses of this site. */
import { z } from 'zod';
import { modulesOf, pageAddress, site } from '../app/bootstrap';

const Target = z.union([
  z.object({ url: z.string() }),
  z.object({ target: z.literal('issue'), issueKey: z.string() }),
  z.object({ target: z.literal('dashboard'), dashboardId: z.union([z.string(), z.number()]) }),
  z.object({ target: z.literal('projectSettingsDetails'), projectKey: z.string() }),
  z.object({ target: z.literal('userProfile'), accountId: z.string() }),
  z.object({ target: z.literal('module'), moduleKey: z.string(), path: z.string().optional() }),
]);

export function addressOf(location: unknown): string {
  const parsed = Target.safeParse(location);
  if (!parsed.success) throw new Error(`navigation: this site has no target ${JSON.stringify(location)}.`);
  const target = parsed.data;
  if ('url' in target) return target.url;
  switch (target.target) {
    case 'issue':
      return `/browse/${encodeURIComponent(target.issueKey)}`;
    case 'dashboard':
      return `/jira/dashboards/${encodeURIComponent(String(target.dashboardId))}`;
    case 'projectSettingsDetails':
      return `/jira/projects/${encodeURIComponent(target.projectKey)}/settings/details`;
    case 'userProfile':
      return `/jira/people/${encodeURIComponent(target.accountId)}`;
    case 'module':
      return moduleAddress(target.moduleKey, target.path ?? '');
  }
}

function moduleAddress(moduleKey: string, path: string): string {
  const module = site.app?.modules.find(({ key }) => key === moduleKey);
  const address = module === undefined ? undefined : pageAddress(module.type);
  if (address === undefined)
    throw new Error(
      `navigation: ${moduleKey} is no page of this app (${modulesOf('jira:globalPage')
        .map(({ key }) => key)
        .join(', ')}).`,
    );
  return address + path;
}

/** The path within this site, or `undefined` for another site's address. */
export function localPath(address: string): string | undefined {
  const url = new URL(address, window.location.origin);
  return url.origin === window.location.origin ? url.pathname + url.search + url.hash : undefined;
}
