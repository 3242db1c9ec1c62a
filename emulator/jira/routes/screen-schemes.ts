import { z } from 'zod';
import { badRequest, bodyOf, created, noContent, notFound, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { adminOperation, Description, Id, idParam, listed, Name, refuseTaken } from './support';

interface ScreenScheme {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly default_screen_id: number;
  readonly create_screen_id: number | null;
  readonly edit_screen_id: number | null;
  readonly view_screen_id: number | null;
}

const screenSchemeBean = (scheme: ScreenScheme) => ({
  id: scheme.id,
  name: scheme.name,
  description: scheme.description,
  screens: {
    default: scheme.default_screen_id,
    ...(scheme.create_screen_id === null ? {} : { create: scheme.create_screen_id }),
    ...(scheme.edit_screen_id === null ? {} : { edit: scheme.edit_screen_id }),
    ...(scheme.view_screen_id === null ? {} : { view: scheme.view_screen_id }),
  },
});

function screenSchemeOf(call: Call): ScreenScheme {
  const id = idParam(call, 'screenSchemeId', 'screen scheme');
  const scheme = one<ScreenScheme>(call.site.db, 'SELECT * FROM screen_scheme WHERE id = ?', id);
  if (scheme === undefined) throw notFound(`The screen scheme with ID ${id} was not found.`);
  return scheme;
}

const Screens = { default: Id, create: Id.optional(), edit: Id.optional(), view: Id.optional() };
const named = { name: Name(), description: Description(255).optional() };
const schemeTaken = { status: 400, field: 'name', message: 'A screen scheme with this name already exists.' } as const;

function knownScreens(site: JiraSite, screens: Readonly<Record<string, number | null | undefined>>): void {
  for (const id of Object.values(screens)) {
    if (id != null && one(site.db, 'SELECT 1 FROM screen WHERE id = ?', id) === undefined)
      throw notFound(`The screen with ID ${id} was not found.`);
  }
}

function createScreenScheme(call: Call) {
  const { site } = call;
  const {
    name,
    description = '',
    screens,
  } = bodyOf(call, z.strictObject({ ...named, screens: z.strictObject(Screens) }));
  refuseTaken(site, 'screen_scheme', name, schemeTaken);
  knownScreens(site, screens);
  const id = nextId(site.db, 'screen_scheme');
  run(
    site.db,
    `INSERT INTO screen_scheme (id, name, description, default_screen_id, create_screen_id, edit_screen_id, view_screen_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[id, name, description, screens.default, screens.create ?? null, screens.edit ?? null, screens.view ?? null],
  );
  return created({ id });
}

/** The text `null` takes an operation's screen away, so that the default counts again. */
const ScreenChange = z.union([z.literal('null').transform(() => null), Id]).optional();
const UpdateRequest = z.strictObject({
  name: Name().optional(),
  description: Description(255).optional(),
  screens: z
    .strictObject({ default: Id.optional(), create: ScreenChange, edit: ScreenChange, view: ScreenChange })
    .optional(),
});

function updateScreenScheme(call: Call) {
  const { site } = call;
  const scheme = screenSchemeOf(call);
  const { name = scheme.name, description = scheme.description, screens = {} } = bodyOf(call, UpdateRequest);
  refuseTaken(site, 'screen_scheme', name, { ...schemeTaken, except: scheme.id });
  knownScreens(site, screens);
  const chosen = (change: number | null | undefined, before: number | null): number | null =>
    change === undefined ? before : change;
  run(
    site.db,
    `UPDATE screen_scheme SET name = ?, description = ?, default_screen_id = ?, create_screen_id = ?, edit_screen_id = ?, view_screen_id = ? WHERE id = ?`,
    ...[
      name,
      description,
      screens.default ?? scheme.default_screen_id,
      chosen(screens.create, scheme.create_screen_id),
    ],
    ...[chosen(screens.edit, scheme.edit_screen_id), chosen(screens.view, scheme.view_screen_id), scheme.id],
  );
  return noContent();
}

function deleteScreenScheme(call: Call) {
  const scheme = screenSchemeOf(call);
  if (
    one(call.site.db, 'SELECT 1 FROM issue_type_screen_scheme_item WHERE screen_scheme_id = ?', scheme.id) !== undefined
  ) {
    throw badRequest('The screen scheme is used in an issue type screen scheme.');
  }
  run(call.site.db, 'DELETE FROM screen_scheme WHERE id = ?', scheme.id);
  return noContent();
}

const ADMIN = ['manage:jira-configuration'];
const PROJECT = ['manage:jira-project'];
export const screenSchemeOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/screenscheme', PROJECT, (call) =>
    listed(call, all<ScreenScheme>(call.site.db, 'SELECT * FROM screen_scheme ORDER BY id'), screenSchemeBean),
  ),
  adminOperation('POST /rest/api/3/screenscheme', ADMIN, createScreenScheme),
  adminOperation('PUT /rest/api/3/screenscheme/{screenSchemeId}', ADMIN, updateScreenScheme),
  adminOperation('DELETE /rest/api/3/screenscheme/{screenSchemeId}', PROJECT, deleteScreenScheme),
];
