import { z } from 'zod';
import { DEFAULT_IDS } from '../config/base-data';
import { badRequest, bodyOf, created, noContent, notFound, ok, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { issueTypeRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { administeredProject } from './project-access';
import { adminOperation, atomically, Description, Id, idParam, idsParam, listed, Name, refuseTaken } from './support';

const named = { name: Name(), description: Description(255).optional() };

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

const ADMIN = ['manage:jira-configuration'];
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
