import { z } from 'zod';
import type { JsonObject } from '../../json';
import {
  addContext,
  contextIssueTypes,
  contextOf,
  contextProjects,
  contextsOf,
  customFieldOf,
  removeContext,
  type ContextRow,
} from '../config/fields';
import { fieldTypeOf } from '../config/field-types';
import {
  badRequest,
  bodyOf,
  conflict,
  created,
  noContent,
  notFound,
  ok,
  pageBean,
  type Call,
  type Operation,
} from '../http';
import { issueTypeRow, projectRow } from '../model/beans';
import { one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { adminOperation, atomically, flagParam, Id, idsParam, Name } from './support';

const contextBean = (site: JiraSite, context: ContextRow) => ({
  id: String(context.id),
  name: context.name,
  description: context.description,
  isGlobalContext: contextProjects(site, context.id).length === 0,
  isAnyIssueType: contextIssueTypes(site, context.id).length === 0,
});

function chosen(call: Call): ContextRow[] {
  const ids = idsParam(call, 'contextId');
  return contextsOf(call.site, customFieldOf(call).id).filter(({ id }) => ids.length === 0 || ids.includes(id));
}

function list(call: Call) {
  const wants = (name: string, value: boolean): boolean =>
    call.query.get(name) === null || flagParam(call, name, value) === value;
  const beans = chosen(call)
    .map((context) => contextBean(call.site, context))
    .filter(
      ({ isGlobalContext, isAnyIssueType }) =>
        wants('isGlobalContext', isGlobalContext) && wants('isAnyIssueType', isAnyIssueType),
    );
  return ok(pageBean(call, beans));
}

function checkProjects(site: JiraSite, ids: readonly number[]): void {
  const unknown = ids.find((id) => projectRow(site, id) === undefined);
  if (unknown !== undefined) throw notFound(`The project with ID ${unknown} was not found.`);
}
function checkIssueTypes(site: JiraSite, ids: readonly number[]): void {
  const unknown = ids.find((id) => issueTypeRow(site, id) === undefined);
  if (unknown !== undefined) throw notFound(`The issue type with ID ${unknown} was not found.`);
}

/** A project has one context of a field, and a field has one context for all projects. */
function refuseOverlap(site: JiraSite, field: string, projects: readonly number[], except?: number): void {
  for (const other of contextsOf(site, field).filter(({ id }) => id !== except)) {
    const taken = contextProjects(site, other.id);
    if (projects.length === 0 && taken.length === 0)
      throw badRequest(`The field already has a global context (${other.name}).`);
    const clash = projects.find((id) => taken.includes(id));
    if (clash !== undefined)
      throw conflict(`The project with ID ${clash} already has a context of the field (${other.name}).`);
  }
}

const linkProjects = (site: JiraSite, context: number, ids: readonly number[]): void =>
  ids.forEach((id) =>
    run(site.db, 'INSERT OR IGNORE INTO field_context_project (context_id, project_id) VALUES (?, ?)', context, id),
  );
const linkTypes = (site: JiraSite, context: number, ids: readonly number[]): void =>
  ids.forEach((id) =>
    run(
      site.db,
      'INSERT OR IGNORE INTO field_context_issue_type (context_id, issue_type_id) VALUES (?, ?)',
      context,
      id,
    ),
  );

const CreateRequest = z.strictObject({
  id: z.string().optional(),
  name: Name(),
  description: z.string().max(255).optional(),
  projectIds: z.array(Id).nullish(),
  issueTypeIds: z.array(Id).nullish(),
});

function create(call: Call) {
  const { site } = call;
  const field = customFieldOf(call);
  const { name, description = '', ...scope } = bodyOf(call, CreateRequest);
  const [projects, types] = [scope.projectIds ?? [], scope.issueTypeIds ?? []];
  checkProjects(site, projects);
  checkIssueTypes(site, types);
  refuseOverlap(site, field.id, projects);
  const id = atomically(site, () => {
    const fresh = addContext(site, field.id, name, description);
    linkProjects(site, fresh, projects);
    linkTypes(site, fresh, types);
    return fresh;
  });
  return created({
    id: String(id),
    name,
    description,
    projectIds: projects.map(String),
    issueTypeIds: types.map(String),
  });
}

function update(call: Call) {
  const context = contextOf(call);
  const request = bodyOf(
    call,
    z.strictObject({ name: Name().optional(), description: z.string().max(255).optional() }),
  );
  const { name = context.name, description = context.description } = request;
  run(call.site.db, 'UPDATE field_context SET name = ?, description = ? WHERE id = ?', name, description, context.id);
  return noContent();
}

function addTypes(call: Call) {
  const context = contextOf(call);
  const { issueTypeIds } = bodyOf(call, z.strictObject({ issueTypeIds: z.array(Id).min(1) }));
  checkIssueTypes(call.site, issueTypeIds);
  atomically(call.site, () => linkTypes(call.site, context.id, issueTypeIds));
  return noContent();
}

function removeTypes(call: Call) {
  const context = contextOf(call);
  const { issueTypeIds } = bodyOf(call, z.strictObject({ issueTypeIds: z.array(Id).min(1) }));
  for (const id of issueTypeIds)
    run(
      call.site.db,
      'DELETE FROM field_context_issue_type WHERE context_id = ? AND issue_type_id = ?',
      context.id,
      id,
    );
  return noContent();
}

const ProjectIds = z.strictObject({ projectIds: z.array(Id).min(1) });

function addProjects(call: Call) {
  const context = contextOf(call);
  const { projectIds } = bodyOf(call, ProjectIds);
  checkProjects(call.site, projectIds);
  refuseOverlap(call.site, context.field_id, projectIds, context.id);
  atomically(call.site, () => linkProjects(call.site, context.id, projectIds));
  return noContent();
}

function removeProjects(call: Call) {
  const context = contextOf(call);
  for (const id of bodyOf(call, ProjectIds).projectIds) {
    run(call.site.db, 'DELETE FROM field_context_project WHERE context_id = ? AND project_id = ?', context.id, id);
  }
  return noContent();
}

function typeMappings(call: Call) {
  const pairs = chosen(call).flatMap(({ id }): JsonObject[] => {
    const types = contextIssueTypes(call.site, id);
    const contextId = String(id);
    return types.length === 0
      ? [{ contextId, isAnyIssueType: true }]
      : types.map((type) => ({ contextId, issueTypeId: String(type) }));
  });
  return ok(pageBean(call, pairs));
}

function projectMappings(call: Call) {
  const pairs = chosen(call).flatMap(({ id }): JsonObject[] => {
    const projects = contextProjects(call.site, id);
    const contextId = String(id);
    return projects.length === 0
      ? [{ contextId, isGlobalContext: true }]
      : projects.map((project) => ({ contextId, projectId: String(project) }));
  });
  return ok(pageBean(call, pairs));
}

function defaultValues(call: Call) {
  const values = chosen(call).flatMap(({ id, default_value }) =>
    default_value === null
      ? []
      : [{ contextId: String(id), ...z.record(z.string(), z.json()).parse(JSON.parse(default_value)) }],
  );
  return ok(pageBean(call, values));
}

const DefaultValue = z.looseObject({
  contextId: Id,
  type: z.string(),
  optionId: z.string().nullish(),
  optionIds: z.array(z.string()).optional(),
});

/** The value is kept as sent; what it may name is checked for options, and by type for the rest when an issue is created. */
function setDefaults(call: Call) {
  const { site } = call;
  const field = customFieldOf(call);
  const { defaultValues: values } = bodyOf(
    call,
    z.strictObject({ defaultValues: z.array(DefaultValue).min(1).max(1000) }),
  );
  const expected =
    fieldTypeOf(field.schema_custom ?? '')?.defaultType ??
    `forge.${field.schema_items === null ? field.schema_type : `${field.schema_items}.list`}`;
  atomically(site, () => {
    for (const { contextId, ...value } of values) {
      if (value.type !== expected)
        throw badRequest(`The default value of this field has the type '${expected}', not '${value.type}'.`);
      if (!contextsOf(site, field.id).some(({ id }) => id === contextId))
        throw notFound(`The custom field context with ID ${contextId} was not found.`);
      for (const option of value.optionIds ?? (value.optionId == null ? [] : [value.optionId])) {
        const known = one(
          site.db,
          'SELECT 1 FROM field_option WHERE id = CAST(? AS INTEGER) AND context_id = ?',
          option,
          contextId,
        );
        if (known === undefined) throw badRequest(`The option with ID ${option} is not in the context ${contextId}.`);
      }
      const cleared = 'optionId' in value && value.optionId === null;
      run(
        site.db,
        'UPDATE field_context SET default_value = ? WHERE id = ?',
        cleared ? null : JSON.stringify(value),
        contextId,
      );
    }
  });
  return noContent();
}

const ADMIN = ['manage:jira-configuration'];
export const fieldContextOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/field/{fieldId}/context', ADMIN, list),
  adminOperation('POST /rest/api/3/field/{fieldId}/context', ADMIN, create),
  adminOperation('GET /rest/api/3/field/{fieldId}/context/defaultValue', ADMIN, defaultValues),
  adminOperation('PUT /rest/api/3/field/{fieldId}/context/defaultValue', ADMIN, setDefaults),
  adminOperation('GET /rest/api/3/field/{fieldId}/context/issuetypemapping', ADMIN, typeMappings),
  adminOperation('GET /rest/api/3/field/{fieldId}/context/projectmapping', ADMIN, projectMappings),
  adminOperation('PUT /rest/api/3/field/{fieldId}/context/{contextId}', ADMIN, update),
  adminOperation('DELETE /rest/api/3/field/{fieldId}/context/{contextId}', ADMIN, (call) => {
    const context = contextOf(call);
    atomically(call.site, () => removeContext(call.site, context.id));
    return noContent();
  }),
  adminOperation('PUT /rest/api/3/field/{fieldId}/context/{contextId}/issuetype', ADMIN, addTypes),
  adminOperation('POST /rest/api/3/field/{fieldId}/context/{contextId}/issuetype/remove', ADMIN, removeTypes),
  adminOperation('PUT /rest/api/3/field/{fieldId}/context/{contextId}/project', ADMIN, addProjects),
  adminOperation('POST /rest/api/3/field/{fieldId}/context/{contextId}/project/remove', ADMIN, removeProjects),
];
