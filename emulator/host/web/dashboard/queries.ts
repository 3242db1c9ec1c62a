import { z } from 'zod';
import { get, post, query, send } from '../app/http';
import { Dashboard, Gadget } from '../app/jira-types';
import { modulesOf, site, type UiModule } from '../app/bootstrap';

const DashboardPage = z.object({ values: z.array(Dashboard), total: z.number() });
const Gadgets = z.object({ gadgets: z.array(Gadget) });

/** Forge keeps what a gadget's editor submits in this property of the dashboard item (bridge/context.ts reads it). */
const CONFIGURATION = 'config';

export const dashboardsQuery = {
  queryKey: ['dashboards'],
  queryFn: () => get(DashboardPage, `/rest/api/3/dashboard/search?${query({ maxResults: 100, expand: 'owner' })}`),
};

export const dashboardQuery = (id: string) => ({
  queryKey: ['dashboard', id],
  queryFn: () => get(Dashboard, `/rest/api/3/dashboard/${encodeURIComponent(id)}`),
});

export const gadgetsQuery = (id: string) => ({
  queryKey: ['dashboard', id, 'gadgets'],
  queryFn: async () => (await get(Gadgets, `/rest/api/3/dashboard/${encodeURIComponent(id)}/gadget`)).gadgets,
});

export const createDashboard = (name: string, description: string): Promise<Dashboard> =>
  post(Dashboard, '/rest/api/3/dashboard', {
    name,
    description,
    sharePermissions: [{ type: 'authenticated' }],
    editPermissions: [],
  });

const gadgetPath = (dashboardId: string, gadgetId?: string): string =>
  `/rest/api/3/dashboard/${encodeURIComponent(dashboardId)}/gadget${gadgetId === undefined ? '' : `/${encodeURIComponent(gadgetId)}`}`;

export function addGadget(dashboardId: string, module: UiModule): Promise<Gadget> {
  const ari =
    site.app === null
      ? module.key
      : `ari:cloud:ecosystem::extension/${site.app.appId}/${site.app.environmentId}/static/${module.key}`;
  return post(Gadget, gadgetPath(dashboardId), {
    moduleKey: ari,
    title: module.title,
    color: 'blue',
    position: { column: 0, row: 0 },
  });
}

export const moveGadget = (
  dashboardId: string,
  gadgetId: string,
  position: { column: number; row: number },
): Promise<unknown> => send('PUT', gadgetPath(dashboardId, gadgetId), { position });
export const removeGadget = (dashboardId: string, gadgetId: string): Promise<unknown> =>
  send('DELETE', gadgetPath(dashboardId, gadgetId));

export const saveConfiguration = (dashboardId: string, gadgetId: string, configuration: unknown): Promise<unknown> =>
  send(
    'PUT',
    `/rest/api/3/dashboard/${encodeURIComponent(dashboardId)}/items/${encodeURIComponent(gadgetId)}/properties/${CONFIGURATION}`,
    configuration,
  );

const Configuration = z.object({ value: z.looseObject({ refresh: z.number().optional().catch(undefined) }) });

export const configurationQuery = (dashboardId: string, gadgetId: string) => ({
  queryKey: ['dashboard', dashboardId, 'configuration', gadgetId],
  queryFn: async () => {
    const keys = z.object({ keys: z.array(z.object({ key: z.string() })) });
    const properties = `/rest/api/3/dashboard/${encodeURIComponent(dashboardId)}/items/${encodeURIComponent(gadgetId)}/properties`;
    if (!(await get(keys, properties)).keys.some(({ key }) => key === CONFIGURATION))
      return { configured: false, refresh: undefined };
    const { value } = await get(Configuration, `${properties}/${CONFIGURATION}`);
    return { configured: true, refresh: value.refresh };
  },
});

export function gadgetModule(gadget: Gadget): UiModule | undefined {
  return modulesOf('jira:dashboardGadget').find(
    ({ key }) => gadget.moduleKey === key || gadget.moduleKey?.endsWith(`/static/${key}`) === true,
  );
}

const Edit = z.object({ resource: z.string() });

/** The resource that edits the gadget's configuration, if it has one. */
export const editResource = (module: UiModule): string | undefined =>
  Edit.safeParse(module.properties['edit']).data?.resource;
