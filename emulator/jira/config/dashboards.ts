import type { JsonObject } from '../../json';
import { notFound, type Call } from '../http';
import { all, one } from '../model/rows';
import { isAdmin } from '../permissions';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { isSharedWith, shareBean, shortUser, storedShares } from './sharing';

export interface DashboardRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly layout: string;
  readonly share_permissions: string;
  readonly edit_permissions: string;
}
export interface GadgetRow {
  readonly id: number;
  readonly dashboard_id: number;
  readonly module_key: string | null;
  readonly uri: string | null;
  readonly title: string;
  readonly color: string;
  readonly column_position: number;
  readonly row_position: number;
}

const canEdit = ({ site, caller }: Call, row: DashboardRow): boolean =>
  row.owner === caller.accountId || isSharedWith(site, caller, storedShares(row.edit_permissions));
const canSee = (call: Call, row: DashboardRow): boolean =>
  canEdit(call, row) ||
  isSharedWith(call.site, call.caller, storedShares(row.share_permissions)) ||
  isAdmin(call.site, call.caller);

export const visibleDashboards = (call: Call): DashboardRow[] =>
  all<DashboardRow>(call.site.db, 'SELECT * FROM dashboard ORDER BY name, id').filter((row) => canSee(call, row));

/** A dashboard one may not see does not exist, as far as one can tell; one that may not be changed is as unknown to writers. */
export function dashboardOf(call: Call, parameter: 'id' | 'dashboardId', purpose: 'read' | 'edit'): DashboardRow {
  const id = call.params[parameter] ?? '';
  const row = /^\d{1,15}$/.test(id)
    ? one<DashboardRow>(call.site.db, 'SELECT * FROM dashboard WHERE id = ?', Number(id))
    : undefined;
  const allowed = row !== undefined && (purpose === 'edit' ? canEdit(call, row) : canSee(call, row));
  if (!allowed) throw notFound(`The dashboard with id '${id}' does not exist.`);
  return row;
}

export const gadgetsOf = (site: JiraSite, dashboard: number): GadgetRow[] =>
  all<GadgetRow>(
    site.db,
    'SELECT * FROM dashboard_gadget WHERE dashboard_id = ? ORDER BY column_position, row_position',
    dashboard,
  );

export function dashboardBean(call: Call, row: DashboardRow): JsonObject {
  const { site } = call;
  return {
    id: String(row.id),
    name: row.name,
    description: row.description,
    owner: shortUser(site, row.owner),
    isFavourite: false,
    popularity: 0,
    isWritable: canEdit(call, row),
    self: selfUrl(site, `dashboard/${row.id}`),
    view: `${site.baseUrl()}/jira/dashboards/${row.id}`,
    sharePermissions: storedShares(row.share_permissions).map((share, index) => shareBean(site, share, index)),
    editPermissions: storedShares(row.edit_permissions).map((share, index) => shareBean(site, share, index)),
  };
}

export const gadgetBean = (row: GadgetRow): JsonObject => ({
  id: row.id,
  ...(row.module_key === null ? {} : { moduleKey: row.module_key }),
  ...(row.uri === null ? {} : { uri: row.uri }),
  color: row.color,
  position: { row: row.row_position, column: row.column_position },
  title: row.title,
});
