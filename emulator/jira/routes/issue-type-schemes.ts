import { z } from 'zod';
import { badRequest, bodyOf, created, noContent, notFound, ok, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { issueTypeRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { administeredProject } from './project-access';
import {
  adminOperation,
  atomically,
  Description,
  Id,
  idParam,
  idsParam,
  Name,
  refuseTaken,
  reordered,
} from './support';

interface Scheme {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly default_issue_type_id: number | null;
  readonly is_default: number;
}

const bean = (scheme: Scheme) => ({
  id: String(scheme.id),
  name: scheme.name,
  description: scheme.description,
  ...(scheme.default_issue_type_id === null ? {} : { defaultIssueTypeId: String(scheme.default_issue_type_id) }),
  isDefault: scheme.is_default === 1,
});

const typesOf = (site: JiraSite, scheme: number): number[] =>
  all<{ id: number }>(
    site.db,
    'SELECT issue_type_id AS id FROM issue_type_scheme_item WHERE scheme_id = ? ORDER BY position',
    scheme,
  ).map(({ id }) => id);

function setTypes(site: JiraSite, scheme: number, types: readonly number[]): void {
  run(site.db, 'DELETE FROM issue_type_scheme_item WHERE scheme_id = ?', scheme);
  types.forEach((type, position) =>
    run(
      site.db,
      'INSERT INTO issue_type_scheme_item (scheme_id, issue_type_id, position) VALUES (?, ?, ?)',
      scheme,
      type,
      position,
    ),
  );
}

const schemes = (site: JiraSite): Scheme[] => all<Scheme>(site.db, 'SELECT * FROM issue_type_scheme ORDER BY id');

function schemeOf(call: Call, id = idParam(call, 'issueTypeSchemeId', 'issue type scheme')): Scheme {
  const scheme = one<Scheme>(call.site.db, 'SELECT * FROM issue_type_scheme WHERE id = ?', id);
  if (scheme === undefined) throw notFound('The issue type scheme was not found.');
  return scheme;
}

function knownTypes(site: JiraSite, types: readonly number[]): readonly number[] {
  const unknown = types.filter((id) => issueTypeRow(site, id) === undefined);
  if (unknown.length > 0) throw badRequest(`The issue types with IDs ${unknown.join(', ')} do not exist.`);
  if (new Set(types).size !== types.length) throw badRequest('The issue type IDs must be unique.');
  return types;
}

function checkDefault(types: readonly number[], chosen: number | null): void {
  if (chosen !== null && !types.includes(chosen))
    throw badRequest('The default issue type is not one of the issue types of the scheme.');
}

const Fields = { name: Name(), description: Description(4000).optional(), defaultIssueTypeId: Id.optional() };
const taken = { status: 409, message: 'The issue type scheme name is used by another scheme.' } as const;

function create(call: Call) {
  const { site } = call;
  const request = bodyOf(
    call,
    z.strictObject({ ...Fields, issueTypeIds: z.array(Id).min(1, 'At least one issue type is needed.') }),
  );
  const types = knownTypes(site, request.issueTypeIds);
  if (types.every((id) => (issueTypeRow(site, id)?.hierarchy_level ?? 0) < 0))
    throw badRequest('At least one standard issue type is needed.');
  checkDefault(types, request.defaultIssueTypeId ?? null);
  refuseTaken(site, 'issue_type_scheme', request.name, taken);
  const id = atomically(site, () => {
    const fresh = nextId(site.db, 'issue_type_scheme');
    run(
      site.db,
      'INSERT INTO issue_type_scheme (id, name, description, default_issue_type_id) VALUES (?, ?, ?, ?)',
      ...[fresh, request.name, request.description ?? '', request.defaultIssueTypeId ?? null],
    );
    setTypes(site, fresh, types);
    return fresh;
  });
  return created({ issueTypeSchemeId: String(id) });
}

function update(call: Call) {
  const { site } = call;
  const scheme = schemeOf(call);
  const request = bodyOf(call, z.strictObject({ ...Fields, name: Name().optional() }));
  const {
    name = scheme.name,
    description = scheme.description,
    defaultIssueTypeId = scheme.default_issue_type_id,
  } = request;
  checkDefault(typesOf(site, scheme.id), defaultIssueTypeId);
  refuseTaken(site, 'issue_type_scheme', name, { ...taken, status: 400, except: scheme.id });
  run(
    site.db,
    'UPDATE issue_type_scheme SET name = ?, description = ?, default_issue_type_id = ? WHERE id = ?',
    ...[name, description, defaultIssueTypeId, scheme.id],
  );
  return noContent();
}

function remove(call: Call) {
  const { site } = call;
  const scheme = schemeOf(call);
  if (scheme.is_default === 1) throw badRequest('The default issue type scheme cannot be deleted.');
  if (one(site.db, 'SELECT 1 FROM project WHERE issue_type_scheme_id = ?', scheme.id) !== undefined) {
    throw badRequest('The issue type scheme is used by a project.');
  }
  atomically(site, () => {
    run(site.db, 'DELETE FROM issue_type_scheme_item WHERE scheme_id = ?', scheme.id);
    run(site.db, 'DELETE FROM issue_type_scheme WHERE id = ?', scheme.id);
  });
  return noContent();
}

const IssueTypeIds = z.strictObject({ issueTypeIds: z.array(Id).min(1) });

function addTypes(call: Call) {
  const scheme = schemeOf(call);
  const added = knownTypes(call.site, bodyOf(call, IssueTypeIds).issueTypeIds);
  const present = typesOf(call.site, scheme.id);
  if (added.some((id) => present.includes(id)))
    throw badRequest('Some of the issue types are already in the issue type scheme.');
  atomically(call.site, () => setTypes(call.site, scheme.id, [...present, ...added]));
  return noContent();
}

function moveTypes(call: Call) {
  const scheme = schemeOf(call);
  const request = bodyOf(
    call,
    IssueTypeIds.extend({ after: Id.optional(), position: z.enum(['First', 'Last']).optional() }),
  );
  const present = typesOf(call.site, scheme.id);
  const place = request.position ?? (request.after === undefined ? undefined : { after: request.after });
  if (place === undefined) throw badRequest('Either after or position has to be provided.');
  if (![...request.issueTypeIds, request.after ?? present[0]].every((id) => id !== undefined && present.includes(id))) {
    throw badRequest('Some of the issue types are not in the issue type scheme.');
  }
  atomically(call.site, () => setTypes(call.site, scheme.id, reordered(present, request.issueTypeIds, place)));
  return noContent();
}

function removeType(call: Call) {
  const { site } = call;
  const scheme = schemeOf(call);
  const type = idParam(call, 'issueTypeId', 'issue type');
  const present = typesOf(site, scheme.id);
  if (!present.includes(type)) throw notFound('The issue type is not in the issue type scheme.');
  const used = one(
    site.db,
    'SELECT 1 FROM issue i JOIN project p ON p.id = i.project_id WHERE p.issue_type_scheme_id = ? AND i.issue_type_id = ?',
    ...[scheme.id, type],
  );
  if (used !== undefined) throw badRequest('The issue type is used by issues of a project of the scheme.');
  if (present.length === 1) throw badRequest('The last issue type of a scheme cannot be removed.');
  atomically(site, () => {
    setTypes(
      site,
      scheme.id,
      present.filter((id) => id !== type),
    );
    run(
      site.db,
      'UPDATE issue_type_scheme SET default_issue_type_id = NULL WHERE id = ? AND default_issue_type_id = ?',
      scheme.id,
      type,
    );
  });
  return noContent();
}

function assign(call: Call) {
  const { site } = call;
  const request = bodyOf(call, z.strictObject({ issueTypeSchemeId: Id, projectId: Id }));
  const scheme = schemeOf(call, request.issueTypeSchemeId);
  const project = administeredProject(call, String(request.projectId));
  const types = typesOf(site, scheme.id);
  const used = all<{ id: number }>(
    site.db,
    'SELECT DISTINCT issue_type_id AS id FROM issue WHERE project_id = ?',
    project.id,
  );
  if (used.some(({ id }) => !types.includes(id))) {
    throw badRequest('The project has issues of issue types that are not in the issue type scheme.');
  }
  run(site.db, 'UPDATE project SET issue_type_scheme_id = ? WHERE id = ?', scheme.id, project.id);
  return noContent();
}

function list(call: Call) {
  const ids = idsParam(call, 'id');
  const text = (call.query.get('queryString') ?? '').toLowerCase();
  const found = schemes(call.site).filter(
    (scheme) => (ids.length === 0 || ids.includes(scheme.id)) && scheme.name.toLowerCase().includes(text),
  );
  const page = pageBean(call, found);
  return ok({ ...page, values: page.values.map(bean) });
}

function mappings(call: Call) {
  const wanted = idsParam(call, 'issueTypeSchemeId');
  const found = schemes(call.site).filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const pairs = found.flatMap(({ id }) =>
    typesOf(call.site, id).map((type) => ({ issueTypeSchemeId: String(id), issueTypeId: String(type) })),
  );
  return ok(pageBean(call, pairs));
}

function ofProjects(call: Call) {
  const wanted = idsParam(call, 'projectId');
  if (wanted.length === 0) throw badRequest('The projectId query parameter is required.');
  const rows = all<{ id: number; scheme: number }>(
    call.site.db,
    'SELECT id, issue_type_scheme_id AS scheme FROM project ORDER BY id',
  );
  const pairs = schemes(call.site).flatMap((scheme) => {
    const projectIds = rows
      .filter((row) => row.scheme === scheme.id && wanted.includes(row.id))
      .map(({ id }) => String(id));
    return projectIds.length === 0 ? [] : [{ issueTypeScheme: bean(scheme), projectIds }];
  });
  return ok(pageBean(call, pairs));
}

const SCOPES = ['manage:jira-configuration'];
export const issueTypeSchemeOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/issuetypescheme', SCOPES, list),
  adminOperation('POST /rest/api/3/issuetypescheme', SCOPES, create),
  adminOperation('GET /rest/api/3/issuetypescheme/mapping', SCOPES, mappings),
  adminOperation('GET /rest/api/3/issuetypescheme/project', SCOPES, ofProjects),
  adminOperation('PUT /rest/api/3/issuetypescheme/project', SCOPES, assign),
  adminOperation('PUT /rest/api/3/issuetypescheme/{issueTypeSchemeId}', SCOPES, update),
  adminOperation('DELETE /rest/api/3/issuetypescheme/{issueTypeSchemeId}', SCOPES, remove),
  adminOperation('PUT /rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype', SCOPES, addTypes),
  adminOperation('PUT /rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/move', SCOPES, moveTypes),
  adminOperation('DELETE /rest/api/3/issuetypescheme/{issueTypeSchemeId}/issuetype/{issueTypeId}', SCOPES, removeType),
];
