import { z } from 'zod';
import { DEFAULT_IDS } from '../config/base-data';
import { badRequest, bodyOf, created, noContent, notFound, ok, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { issueTypeRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { administeredProject } from './project-access';
import { adminOperation, atomically, Description, Id, idParam, idsParam, Name, refuseTaken } from './support';

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

interface TypeScheme {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}
const typeSchemeBean = ({ id, name, description }: TypeScheme) => ({ id: String(id), name, description });
const typeSchemes = (site: JiraSite): TypeScheme[] =>
  all<TypeScheme>(site.db, 'SELECT * FROM issue_type_screen_scheme ORDER BY id');

function typeSchemeOf(
  call: Call,
  id = idParam(call, 'issueTypeScreenSchemeId', 'issue type screen scheme'),
): TypeScheme {
  const scheme = one<TypeScheme>(call.site.db, 'SELECT * FROM issue_type_screen_scheme WHERE id = ?', id);
  if (scheme === undefined) throw notFound('The issue type screen scheme was not found.');
  return scheme;
}

/** `default` stands for all issue types without a mapping of their own. */
const Mapping = z.strictObject({
  issueTypeId: z.union([z.literal('default').transform(() => null), Id]),
  screenSchemeId: Id,
});
type Mapping = z.output<typeof Mapping>;

function checkMappings(site: JiraSite, mappings: readonly Mapping[]): void {
  for (const { issueTypeId, screenSchemeId } of mappings) {
    if (issueTypeId !== null && issueTypeRow(site, issueTypeId) === undefined)
      throw notFound(`The issue type with ID ${issueTypeId} was not found.`);
    if (one(site.db, 'SELECT 1 FROM screen_scheme WHERE id = ?', screenSchemeId) === undefined) {
      throw notFound(`The screen scheme with ID ${screenSchemeId} was not found.`);
    }
  }
  if (new Set(mappings.map(({ issueTypeId }) => issueTypeId)).size !== mappings.length)
    throw badRequest('An issue type is mapped more than once.');
}

function map(site: JiraSite, scheme: number, { issueTypeId, screenSchemeId }: Mapping): void {
  run(
    site.db,
    'DELETE FROM issue_type_screen_scheme_item WHERE scheme_id = ? AND issue_type_id IS ?',
    scheme,
    issueTypeId,
  );
  run(
    site.db,
    'INSERT INTO issue_type_screen_scheme_item (scheme_id, issue_type_id, screen_scheme_id) VALUES (?, ?, ?)',
    ...[scheme, issueTypeId, screenSchemeId],
  );
}

const typeTaken = { status: 409, message: 'The issue type screen scheme name is used by another scheme.' } as const;

function createTypeScheme(call: Call) {
  const { site } = call;
  const {
    name,
    description = '',
    issueTypeMappings,
  } = bodyOf(call, z.strictObject({ ...named, issueTypeMappings: z.array(Mapping).min(1) }));
  refuseTaken(site, 'issue_type_screen_scheme', name, typeTaken);
  checkMappings(site, issueTypeMappings);
  if (!issueTypeMappings.some(({ issueTypeId }) => issueTypeId === null))
    throw badRequest('The default issue type mapping is required.');
  const id = atomically(site, () => {
    const fresh = nextId(site.db, 'issue_type_screen_scheme');
    run(
      site.db,
      'INSERT INTO issue_type_screen_scheme (id, name, description) VALUES (?, ?, ?)',
      fresh,
      name,
      description,
    );
    for (const mapping of issueTypeMappings) map(site, fresh, mapping);
    return fresh;
  });
  return created({ id: String(id) });
}

function updateTypeScheme(call: Call) {
  const scheme = typeSchemeOf(call);
  const request = bodyOf(call, z.strictObject({ name: Name().optional(), description: Description(255).optional() }));
  const { name = scheme.name, description = scheme.description } = request;
  refuseTaken(call.site, 'issue_type_screen_scheme', name, { ...typeTaken, status: 400, except: scheme.id });
  run(
    call.site.db,
    'UPDATE issue_type_screen_scheme SET name = ?, description = ? WHERE id = ?',
    name,
    description,
    scheme.id,
  );
  return noContent();
}

function deleteTypeScheme(call: Call) {
  const { site } = call;
  const scheme = typeSchemeOf(call);
  if (scheme.id === DEFAULT_IDS.issueTypeScreenScheme)
    throw badRequest('The default issue type screen scheme cannot be deleted.');
  if (one(site.db, 'SELECT 1 FROM project WHERE issue_type_screen_scheme_id = ?', scheme.id) !== undefined) {
    throw badRequest('The issue type screen scheme is used by a project.');
  }
  atomically(site, () => {
    run(site.db, 'DELETE FROM issue_type_screen_scheme_item WHERE scheme_id = ?', scheme.id);
    run(site.db, 'DELETE FROM issue_type_screen_scheme WHERE id = ?', scheme.id);
  });
  return noContent();
}

function addMappings(call: Call) {
  const { site } = call;
  const scheme = typeSchemeOf(call);
  const { issueTypeMappings } = bodyOf(call, z.strictObject({ issueTypeMappings: z.array(Mapping).min(1) }));
  checkMappings(site, issueTypeMappings);
  atomically(site, () => issueTypeMappings.forEach((mapping) => map(site, scheme.id, mapping)));
  return noContent();
}

function setDefault(call: Call) {
  const scheme = typeSchemeOf(call);
  const { screenSchemeId } = bodyOf(call, z.strictObject({ screenSchemeId: Id }));
  const mapping = { issueTypeId: null, screenSchemeId };
  checkMappings(call.site, [mapping]);
  atomically(call.site, () => map(call.site, scheme.id, mapping));
  return noContent();
}

function removeMappings(call: Call) {
  const scheme = typeSchemeOf(call);
  const { issueTypeIds } = bodyOf(call, z.strictObject({ issueTypeIds: z.array(Id).min(1) }));
  for (const id of issueTypeIds) {
    run(
      call.site.db,
      'DELETE FROM issue_type_screen_scheme_item WHERE scheme_id = ? AND issue_type_id = ?',
      scheme.id,
      id,
    );
  }
  return noContent();
}

function listMappings(call: Call) {
  const wanted = idsParam(call, 'issueTypeScreenSchemeId');
  const rows = all<{ scheme_id: number; issue_type_id: number | null; screen_scheme_id: number }>(
    call.site.db,
    'SELECT * FROM issue_type_screen_scheme_item ORDER BY scheme_id, issue_type_id',
  ).filter(({ scheme_id }) => wanted.length === 0 || wanted.includes(scheme_id));
  const mappings = rows.map((row) => ({
    issueTypeScreenSchemeId: String(row.scheme_id),
    issueTypeId: row.issue_type_id === null ? 'default' : String(row.issue_type_id),
    screenSchemeId: String(row.screen_scheme_id),
  }));
  return ok(pageBean(call, mappings));
}

function ofProjects(call: Call) {
  const wanted = idsParam(call, 'projectId');
  if (wanted.length === 0) throw badRequest('The projectId query parameter is required.');
  const projects = all<{ id: number; scheme: number }>(
    call.site.db,
    'SELECT id, issue_type_screen_scheme_id AS scheme FROM project ORDER BY id',
  );
  const pairs = typeSchemes(call.site).flatMap((scheme) => {
    const projectIds = projects
      .filter((row) => row.scheme === scheme.id && wanted.includes(row.id))
      .map(({ id }) => String(id));
    return projectIds.length === 0 ? [] : [{ issueTypeScreenScheme: typeSchemeBean(scheme), projectIds }];
  });
  return ok(pageBean(call, pairs));
}

function assign(call: Call) {
  const request = bodyOf(call, z.strictObject({ issueTypeScreenSchemeId: Id, projectId: Id }));
  const scheme = typeSchemeOf(call, request.issueTypeScreenSchemeId);
  const project = administeredProject(call, String(request.projectId));
  run(call.site.db, 'UPDATE project SET issue_type_screen_scheme_id = ? WHERE id = ?', scheme.id, project.id);
  return noContent();
}

/** Pages through schemes by id and by a part of the name. */
function listed<T extends { readonly id: number; readonly name: string }>(
  call: Call,
  schemes: readonly T[],
  bean: (scheme: T) => unknown,
) {
  const ids = idsParam(call, 'id');
  const text = (call.query.get('queryString') ?? '').toLowerCase();
  const page = pageBean(
    call,
    schemes.filter(({ id, name }) => (ids.length === 0 || ids.includes(id)) && name.toLowerCase().includes(text)),
  );
  return ok({ ...page, values: page.values.map(bean) });
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

export const issueTypeScreenSchemeOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/issuetypescreenscheme', ADMIN, (call) =>
    listed(call, typeSchemes(call.site), typeSchemeBean),
  ),
  adminOperation('POST /rest/api/3/issuetypescreenscheme', ADMIN, createTypeScheme),
  adminOperation('GET /rest/api/3/issuetypescreenscheme/mapping', ADMIN, listMappings),
  adminOperation('GET /rest/api/3/issuetypescreenscheme/project', ADMIN, ofProjects),
  adminOperation('PUT /rest/api/3/issuetypescreenscheme/project', ADMIN, assign),
  adminOperation('PUT /rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}', ADMIN, updateTypeScheme),
  adminOperation('DELETE /rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}', ADMIN, deleteTypeScheme),
  adminOperation('PUT /rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping', ADMIN, addMappings),
  adminOperation('PUT /rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/default', ADMIN, setDefault),
  adminOperation(
    'POST /rest/api/3/issuetypescreenscheme/{issueTypeScreenSchemeId}/mapping/remove',
    ADMIN,
    removeMappings,
  ),
];
