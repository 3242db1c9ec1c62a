import { z } from 'zod';
import type { JsonObject } from '../../json';
import { moduleAri } from '../../seams';
import { dashboardOf, gadgetBean, gadgetsOf, type GadgetRow } from '../config/dashboards';
import { badRequest, bodyOf, noContent, notFound, ok, operation, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { atomically, idsParam, listParam } from './support';

const COLORS = ['blue', 'red', 'yellow', 'green', 'cyan', 'purple', 'gray', 'white'] as const;
/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-dashboards/: at most 20 gadgets on a dashboard. */
const GADGETS_MAX = 20;
const COLUMNS = 3;

const Position = z.strictObject({
  row: z.number().int().min(0),
  column: z
    .number()
    .int()
    .min(0)
    .max(COLUMNS - 1),
});
const Color = z.enum(COLORS);
const AddRequest = z.strictObject({
  moduleKey: z.string().optional(),
  uri: z.string().optional(),
  color: Color.optional(),
  position: Position.optional(),
  title: z.string().max(255).optional(),
  ignoreUriAndModuleKeyValidation: z.boolean().optional(),
});

/** The gadgets one can add: those of the installed app. Jira's own are not emulated. */
function available(site: JiraSite): { moduleKey: string; title: string }[] {
  const app = site.app();
  if (app === undefined) return [];
  const gadgets = app.uiModules.filter(({ type }) => type === 'jira:dashboardGadget');
  return gadgets.map(({ key, title }) => ({ moduleKey: moduleAri(app, key), title }));
}

/** Writes the order of a column down; a gadget put into a place moves those below it down. */
function place(site: JiraSite, gadget: GadgetRow, column: number, row: number): void {
  const rest = gadgetsOf(site, gadget.dashboard_id).filter(({ id }) => id !== gadget.id);
  for (let index = 0; index < COLUMNS; index += 1) {
    const ids = rest.filter(({ column_position }) => column_position === index).map(({ id }) => id);
    const order = index === column ? ids.toSpliced(row, 0, gadget.id) : ids;
    order.forEach((id, position) =>
      run(
        site.db,
        'UPDATE dashboard_gadget SET column_position = ?, row_position = ? WHERE id = ?',
        index,
        position,
        id,
      ),
    );
  }
}

function add(call: Call) {
  const { site } = call;
  const dashboard = dashboardOf(call, 'dashboardId', 'edit');
  const request = bodyOf(call, AddRequest);
  if ((request.moduleKey === undefined) === (request.uri === undefined))
    throw badRequest('Either the moduleKey or the uri has to be provided.');
  const module = available(site).find(({ moduleKey }) => moduleKey === request.moduleKey);
  if (module === undefined && request.ignoreUriAndModuleKeyValidation !== true) {
    throw badRequest(`The gadget '${request.moduleKey ?? request.uri ?? ''}' is not available.`);
  }
  if (gadgetsOf(site, dashboard.id).length >= GADGETS_MAX)
    throw badRequest(`A dashboard holds at most ${GADGETS_MAX} gadgets.`);
  const gadget = atomically(site, () => {
    const id = nextId(site.db, 'dashboard_gadget');
    const title = request.title ?? module?.title ?? '';
    run(
      site.db,
      'INSERT INTO dashboard_gadget (id, dashboard_id, module_key, uri, title, color, column_position, row_position) VALUES (?, ?, ?, ?, ?, ?, 0, 0)',
      ...[id, dashboard.id, request.moduleKey ?? null, request.uri ?? null, title, request.color ?? 'blue'],
    );
    const { row, column } = request.position ?? { row: 0, column: 0 };
    const fresh = gadgetIn(site, dashboard.id, id);
    place(site, fresh, column, row);
    return gadgetIn(site, dashboard.id, id);
  });
  return ok(gadgetBean(gadget));
}

function gadgetIn(site: JiraSite, dashboard: number, id: number): GadgetRow {
  const gadget = gadgetsOf(site, dashboard).find((row) => row.id === id);
  if (gadget === undefined) throw notFound(`The gadget with id '${id}' does not exist.`);
  return gadget;
}

const gadgetId = (call: Call, parameter: 'gadgetId' | 'itemId'): number => Number(call.params[parameter] ?? NaN);

const UpdateRequest = z.strictObject({
  title: z.string().max(255).optional(),
  color: Color.optional(),
  position: Position.optional(),
});

function update(call: Call) {
  const { site } = call;
  const dashboard = dashboardOf(call, 'dashboardId', 'edit');
  const gadget = gadgetIn(site, dashboard.id, gadgetId(call, 'gadgetId'));
  const { title = gadget.title, color = gadget.color, position } = bodyOf(call, UpdateRequest);
  atomically(site, () => {
    run(site.db, 'UPDATE dashboard_gadget SET title = ?, color = ? WHERE id = ?', title, color, gadget.id);
    if (position !== undefined) place(site, gadget, position.column, position.row);
  });
  return noContent();
}

function list(call: Call) {
  const dashboard = dashboardOf(call, 'dashboardId', 'read');
  const [keys, uris, ids] = [listParam(call, 'moduleKey'), listParam(call, 'uri'), idsParam(call, 'gadgetId')];
  const wanted = (gadget: GadgetRow): boolean =>
    keys.length + uris.length + ids.length === 0 ||
    keys.includes(gadget.module_key ?? '') ||
    uris.includes(gadget.uri ?? '') ||
    ids.includes(gadget.id);
  return ok({ gadgets: gadgetsOf(call.site, dashboard.id).filter(wanted).map(gadgetBean) });
}

/** The gadget whose properties are meant; writing needs the right to change the dashboard. */
const itemOf = (call: Call, purpose: 'read' | 'edit'): GadgetRow =>
  gadgetIn(call.site, dashboardOf(call, 'dashboardId', purpose).id, gadgetId(call, 'itemId'));

function property(call: Call, purpose: 'read' | 'edit'): { gadget: GadgetRow; key: string; value: string | undefined } {
  const gadget = itemOf(call, purpose);
  const key = call.params['propertyKey'] ?? '';
  const row = one<{ value: string }>(
    call.site.db,
    'SELECT value FROM dashboard_item_property WHERE gadget_id = ? AND key = ?',
    gadget.id,
    key,
  );
  return { gadget, key, value: row?.value };
}

const PROPERTY_MAX = 32_768;

function putProperty(call: Call) {
  const { gadget, key, value } = property(call, 'edit');
  if (call.body === undefined) throw badRequest('The property value must not be empty.');
  if (key.length > 255) throw badRequest('The property key must not exceed 255 characters.');
  const text = JSON.stringify(call.body);
  if (text.length > PROPERTY_MAX) throw badRequest(`The property value must not exceed ${PROPERTY_MAX} characters.`);
  run(
    call.site.db,
    'INSERT OR REPLACE INTO dashboard_item_property (gadget_id, key, value) VALUES (?, ?, ?)',
    gadget.id,
    key,
    text,
  );
  return { status: value === undefined ? 201 : 200, body: {} };
}

const missing = (key: string) => notFound(`The property with the key '${key}' does not exist.`);

function propertyKeys(call: Call) {
  const gadget = itemOf(call, 'read');
  const rows = all<{ key: string }>(
    call.site.db,
    'SELECT key FROM dashboard_item_property WHERE gadget_id = ? ORDER BY key',
    gadget.id,
  );
  const self = (key: string): string =>
    selfUrl(call.site, `dashboard/${gadget.dashboard_id}/items/${gadget.id}/properties/${encodeURIComponent(key)}`);
  return ok({ keys: rows.map(({ key }): JsonObject => ({ self: self(key), key })) });
}

const GADGET = '/rest/api/3/dashboard/{dashboardId}/gadget';
const PROPERTIES = '/rest/api/3/dashboard/{dashboardId}/items/{itemId}/properties';
const anonymous = { anonymous: true };
export const gadgetOperations: readonly Operation[] = [
  operation('GET /rest/api/3/dashboard/gadgets', ['read:jira-work'], ({ site }) => ok({ gadgets: available(site) })),
  operation(`GET ${GADGET}`, ['read:jira-work'], list, anonymous),
  operation(`POST ${GADGET}`, ['write:jira-work', 'read:jira-work'], add),
  operation(`PUT ${GADGET}/{gadgetId}`, ['write:jira-work'], update),
  operation(`DELETE ${GADGET}/{gadgetId}`, ['write:jira-work'], (call) => {
    const dashboard = dashboardOf(call, 'dashboardId', 'edit');
    run(
      call.site.db,
      'DELETE FROM dashboard_gadget WHERE id = ?',
      gadgetIn(call.site, dashboard.id, gadgetId(call, 'gadgetId')).id,
    );
    return noContent();
  }),
  operation(`GET ${PROPERTIES}`, ['read:jira-work'], propertyKeys, anonymous),
  operation(
    `GET ${PROPERTIES}/{propertyKey}`,
    ['read:jira-work'],
    (call) => {
      const { key, value } = property(call, 'read');
      if (value === undefined) throw missing(key);
      return ok({ key, value: JSON.parse(value) as unknown });
    },
    anonymous,
  ),
  operation(`PUT ${PROPERTIES}/{propertyKey}`, ['write:jira-work'], putProperty),
  operation(`DELETE ${PROPERTIES}/{propertyKey}`, ['write:jira-work'], (call) => {
    const { gadget, key, value } = property(call, 'edit');
    if (value === undefined) throw missing(key);
    run(call.site.db, 'DELETE FROM dashboard_item_property WHERE gadget_id = ? AND key = ?', gadget.id, key);
    return noContent();
  }),
];
