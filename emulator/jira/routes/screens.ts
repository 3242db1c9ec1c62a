import { z } from 'zod';
import { badRequest, bodyOf, created, noContent, notFound, ok, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { adminOperation, atomically, Description, idParam, idsParam, Name, refuseTaken, reordered } from './support';

interface Screen {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}
interface Tab {
  readonly id: number;
  readonly screen_id: number;
  readonly name: string;
  readonly position: number;
}
interface ScreenField {
  readonly id: string;
  readonly name: string;
}

function screenOf(call: Call): Screen {
  const screen = one<Screen>(call.site.db, 'SELECT * FROM screen WHERE id = ?', idParam(call, 'screenId', 'screen'));
  if (screen === undefined) throw notFound(`The screen with ID ${call.params['screenId'] ?? ''} was not found.`);
  return screen;
}

const tabsOf = (site: JiraSite, screen: number): Tab[] =>
  all<Tab>(site.db, 'SELECT * FROM screen_tab WHERE screen_id = ? ORDER BY position', screen);

function tabOf(call: Call): Tab {
  const screen = screenOf(call);
  const id = idParam(call, 'tabId', 'screen tab');
  const tab = tabsOf(call.site, screen.id).find((candidate) => candidate.id === id);
  if (tab === undefined) throw notFound(`The screen tab with ID ${id} was not found.`);
  return tab;
}

const fieldsOf = (site: JiraSite, tab: number): ScreenField[] =>
  all<ScreenField>(
    site.db,
    'SELECT f.id, f.name FROM screen_tab_field s JOIN field f ON f.id = s.field_id WHERE s.tab_id = ? AND f.trashed = 0 ORDER BY s.position',
    tab,
  );

const taken = { status: 400, field: 'name', message: 'A screen with this name already exists.' } as const;

export function addTab(site: JiraSite, screen: number, name: string): Tab {
  const tab = { id: nextId(site.db, 'screen_tab'), screen_id: screen, name, position: tabsOf(site, screen).length };
  run(
    site.db,
    'INSERT INTO screen_tab (id, screen_id, name, position) VALUES (?, ?, ?, ?)',
    tab.id,
    screen,
    name,
    tab.position,
  );
  return tab;
}

/** A new screen starts with one tab, as in Jira. */
function createScreen(call: Call) {
  const { site } = call;
  const { name, description = '' } = bodyOf(
    call,
    z.strictObject({ name: Name(), description: Description(255).optional() }),
  );
  refuseTaken(site, 'screen', name, taken);
  const id = atomically(site, () => {
    const fresh = nextId(site.db, 'screen');
    run(site.db, 'INSERT INTO screen (id, name, description) VALUES (?, ?, ?)', fresh, name, description);
    addTab(site, fresh, 'Field Tab');
    return fresh;
  });
  return created({ id, name, description });
}

function updateScreen(call: Call) {
  const { site } = call;
  const screen = screenOf(call);
  const request = bodyOf(call, z.strictObject({ name: Name().optional(), description: Description(255).optional() }));
  const { name = screen.name, description = screen.description } = request;
  refuseTaken(site, 'screen', name, { ...taken, except: screen.id });
  run(site.db, 'UPDATE screen SET name = ?, description = ? WHERE id = ?', name, description, screen.id);
  return ok({ id: screen.id, name, description });
}

function deleteScreen(call: Call) {
  const { site } = call;
  const screen = screenOf(call);
  const used = one(
    site.db,
    'SELECT 1 FROM screen_scheme WHERE ? IN (default_screen_id, create_screen_id, edit_screen_id, view_screen_id)',
    screen.id,
  );
  const inWorkflow = all<{ document: string }>(site.db, 'SELECT document FROM workflow').some(({ document }) =>
    document.includes(`"screenId":"${screen.id}"`),
  );
  if (used !== undefined || inWorkflow) throw badRequest('The screen is used in a screen scheme or a workflow.');
  atomically(site, () => {
    run(
      site.db,
      'DELETE FROM screen_tab_field WHERE tab_id IN (SELECT id FROM screen_tab WHERE screen_id = ?)',
      screen.id,
    );
    run(site.db, 'DELETE FROM screen_tab WHERE screen_id = ?', screen.id);
    run(site.db, 'DELETE FROM screen WHERE id = ?', screen.id);
  });
  return noContent();
}

function listScreens(call: Call) {
  const ids = idsParam(call, 'id');
  const text = (call.query.get('queryString') ?? '').toLowerCase();
  const found = all<Screen>(call.site.db, 'SELECT * FROM screen ORDER BY id').filter(
    ({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.toLowerCase().includes(text),
  );
  return ok(pageBean(call, found, { size: 100, max: 100 }));
}

/** Fields that could be added: those that can stand on a screen and are not on this one yet. */
const availableFields = (site: JiraSite, screen: number): ScreenField[] =>
  all<ScreenField>(
    site.db,
    `SELECT id, name FROM field WHERE orderable = 1 AND trashed = 0 AND id NOT IN
       (SELECT s.field_id FROM screen_tab_field s JOIN screen_tab t ON t.id = s.tab_id WHERE t.screen_id = ?) ORDER BY name`,
    screen,
  );

const TabRequest = z.strictObject({ id: z.number().optional(), name: Name() });
const tabBean = ({ id, name }: Tab) => ({ id, name });

function refuseTabName(call: Call, screen: number, name: string, except?: number): void {
  const clash = tabsOf(call.site, screen).some(
    (tab) => tab.name.toLowerCase() === name.toLowerCase() && tab.id !== except,
  );
  if (clash) throw badRequest('', { name: `A tab with the name '${name}' already exists.` });
}

function createTab(call: Call) {
  const screen = screenOf(call);
  const { name } = bodyOf(call, TabRequest);
  refuseTabName(call, screen.id, name);
  return ok(tabBean(addTab(call.site, screen.id, name)));
}

function renameTab(call: Call) {
  const tab = tabOf(call);
  const { name } = bodyOf(call, TabRequest);
  refuseTabName(call, tab.screen_id, name, tab.id);
  run(call.site.db, 'UPDATE screen_tab SET name = ? WHERE id = ?', name, tab.id);
  return ok({ id: tab.id, name });
}

function setTabOrder(site: JiraSite, tabs: readonly number[]): void {
  tabs.forEach((id, position) => run(site.db, 'UPDATE screen_tab SET position = ? WHERE id = ?', position, id));
}

function deleteTab(call: Call) {
  const { site } = call;
  const tab = tabOf(call);
  atomically(site, () => {
    run(site.db, 'DELETE FROM screen_tab_field WHERE tab_id = ?', tab.id);
    run(site.db, 'DELETE FROM screen_tab WHERE id = ?', tab.id);
    setTabOrder(
      site,
      tabsOf(site, tab.screen_id).map(({ id }) => id),
    );
  });
  return noContent();
}

function moveTab(call: Call) {
  const { site } = call;
  const tab = tabOf(call);
  const to = idParam(call, 'pos', 'position');
  const rest = tabsOf(site, tab.screen_id)
    .map(({ id }) => id)
    .filter((id) => id !== tab.id);
  if (to > rest.length) throw badRequest(`The position ${to} is beyond the last tab.`);
  atomically(site, () => setTabOrder(site, rest.toSpliced(to, 0, tab.id)));
  return noContent();
}

function setFields(site: JiraSite, tab: number, fields: readonly string[]): void {
  run(site.db, 'DELETE FROM screen_tab_field WHERE tab_id = ?', tab);
  fields.forEach((field, position) =>
    run(site.db, 'INSERT INTO screen_tab_field (tab_id, field_id, position) VALUES (?, ?, ?)', tab, field, position),
  );
}

function addField(call: Call) {
  const { site } = call;
  const tab = tabOf(call);
  const { fieldId } = bodyOf(call, z.strictObject({ fieldId: z.string().min(1) }));
  const field = availableFields(site, tab.screen_id).find(({ id }) => id === fieldId);
  if (field === undefined) {
    const known = one(site.db, 'SELECT 1 FROM field WHERE id = ? AND trashed = 0', fieldId) !== undefined;
    throw badRequest('', {
      fieldId: known
        ? `The field with id ${fieldId} is already on the screen or can't be put on one.`
        : `The field with id ${fieldId} does not exist.`,
    });
  }
  atomically(site, () => setFields(site, tab.id, [...fieldsOf(site, tab.id).map(({ id }) => id), fieldId]));
  return ok(field);
}

/** The field the path names, among the fields of the tab. */
function placed(call: Call, tab: Tab): { field: string; all: string[] } {
  const ids = fieldsOf(call.site, tab.id).map(({ id }) => id);
  const field = call.params['id'] ?? '';
  if (!ids.includes(field)) throw notFound(`The field '${field}' is not on the tab.`);
  return { field, all: ids };
}

function removeField(call: Call) {
  const tab = tabOf(call);
  const { field, all: ids } = placed(call, tab);
  atomically(call.site, () =>
    setFields(
      call.site,
      tab.id,
      ids.filter((id) => id !== field),
    ),
  );
  return noContent();
}

const MoveField = z.strictObject({
  after: z.string().optional(),
  position: z.enum(['Earlier', 'Later', 'First', 'Last']).optional(),
});

function moveField(call: Call) {
  const tab = tabOf(call);
  const { field, all: ids } = placed(call, tab);
  const { after, position } = bodyOf(call, MoveField);
  if (after === undefined && position === undefined) throw badRequest('Either after or position has to be provided.');
  const neighbour = after?.split('/').at(-1);
  if (neighbour !== undefined && !ids.includes(neighbour))
    throw badRequest(`The field '${neighbour}' is not on the tab.`);
  const rest = ids.filter((id) => id !== field);
  const index = ids.indexOf(field);
  const step = position === 'Earlier' ? Math.max(0, index - 1) : index + 1;
  const order =
    neighbour !== undefined
      ? reordered(ids, [field], { after: neighbour })
      : position === 'First' || position === 'Last'
        ? reordered(ids, [field], position)
        : rest.toSpliced(step, 0, field);
  atomically(call.site, () => setFields(call.site, tab.id, order));
  return noContent();
}

const SCOPES = ['manage:jira-project'];
export const screenOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/screens', SCOPES, listScreens),
  adminOperation('POST /rest/api/3/screens', SCOPES, createScreen),
  adminOperation('PUT /rest/api/3/screens/{screenId}', SCOPES, updateScreen),
  adminOperation('DELETE /rest/api/3/screens/{screenId}', SCOPES, deleteScreen),
  adminOperation('GET /rest/api/3/screens/{screenId}/availableFields', SCOPES, (call) =>
    ok(availableFields(call.site, screenOf(call).id)),
  ),
  adminOperation('GET /rest/api/3/screens/{screenId}/tabs', SCOPES, (call) =>
    ok(tabsOf(call.site, screenOf(call).id).map(tabBean)),
  ),
  adminOperation('POST /rest/api/3/screens/{screenId}/tabs', SCOPES, createTab),
  adminOperation('PUT /rest/api/3/screens/{screenId}/tabs/{tabId}', SCOPES, renameTab),
  adminOperation('DELETE /rest/api/3/screens/{screenId}/tabs/{tabId}', SCOPES, deleteTab),
  adminOperation('POST /rest/api/3/screens/{screenId}/tabs/{tabId}/move/{pos}', SCOPES, moveTab),
  adminOperation('GET /rest/api/3/screens/{screenId}/tabs/{tabId}/fields', SCOPES, (call) =>
    ok(fieldsOf(call.site, tabOf(call).id)),
  ),
  adminOperation('POST /rest/api/3/screens/{screenId}/tabs/{tabId}/fields', SCOPES, addField),
  adminOperation('DELETE /rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}', SCOPES, removeField),
  adminOperation('POST /rest/api/3/screens/{screenId}/tabs/{tabId}/fields/{id}/move', SCOPES, moveField),
];
