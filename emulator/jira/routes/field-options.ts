import { z } from 'zod';
import { contextOf, customFieldOf, type ContextRow } from '../config/fields';
import { fieldTypeOf } from '../config/field-types';
import { badRequest, bodyOf, noContent, notFound, ok, pageBean, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import { adminOperation, atomically, flagParam, Id, idParam, idsParam, reordered } from './support';

interface Option {
  readonly id: number;
  readonly parent_id: number | null;
  readonly value: string;
  readonly position: number;
  readonly disabled: number;
}
const bean = (option: Option) => ({
  id: String(option.id),
  value: option.value,
  ...(option.parent_id === null ? {} : { optionId: String(option.parent_id) }),
  disabled: option.disabled === 1,
});

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-custom-field-options/: 1,000 options a request, 255 characters a value. */
const REQUEST_MAX = 1000;
const Value = z
  .string()
  .trim()
  .min(1, 'The option value must not be empty.')
  .max(255, 'The option value must not exceed 255 characters.');

function optionContext(call: Call): ContextRow {
  const type = fieldTypeOf(customFieldOf(call).schema_custom ?? '');
  if (type?.options !== true) throw badRequest('The custom field does not support options.');
  return contextOf(call);
}

const optionsOf = ({ site }: Call, context: number): Option[] =>
  all<Option>(
    site.db,
    'SELECT * FROM field_option WHERE context_id = ? ORDER BY parent_id IS NOT NULL, parent_id, position',
    context,
  );

function refuseValue(options: readonly Option[], value: string, parent: number | null, except?: number): void {
  const clash = options.some(
    (option) =>
      option.parent_id === parent && option.value.toLowerCase() === value.toLowerCase() && option.id !== except,
  );
  if (clash) throw badRequest(`The option '${value}' already exists in the context.`);
}

const CreateRequest = z.strictObject({
  options: z
    .array(z.strictObject({ value: Value, optionId: Id.optional(), disabled: z.boolean().optional() }))
    .min(1)
    .max(REQUEST_MAX),
});

function create(call: Call) {
  const { site } = call;
  const context = optionContext(call);
  const { options } = bodyOf(call, CreateRequest);
  const made = atomically(site, () =>
    options.map(({ value, optionId: parent = null, disabled = false }) => {
      const present = optionsOf(call, context.id);
      if (parent !== null && !present.some(({ id }) => id === parent))
        throw notFound(`The option with ID ${parent} was not found.`);
      refuseValue(present, value, parent);
      const position = present.filter(({ parent_id }) => parent_id === parent).length;
      const option = {
        id: nextId(site.db, 'field_option'),
        parent_id: parent,
        value,
        position,
        disabled: Number(disabled),
      };
      run(
        site.db,
        'INSERT INTO field_option (id, context_id, parent_id, value, position, disabled) VALUES (?, ?, ?, ?, ?, ?)',
        ...[option.id, context.id, parent, value, position, option.disabled],
      );
      return option;
    }),
  );
  return ok({ options: made.map(bean) });
}

function optionIn(call: Call, context: ContextRow, id: number): Option {
  const option = optionsOf(call, context.id).find((candidate) => candidate.id === id);
  if (option === undefined) throw notFound(`The option with ID ${id} was not found.`);
  return option;
}

const UpdateRequest = z.strictObject({
  options: z
    .array(z.strictObject({ id: Id, value: Value.optional(), disabled: z.boolean().optional() }))
    .min(1)
    .max(REQUEST_MAX),
});

function update(call: Call) {
  const { site } = call;
  const context = optionContext(call);
  const { options } = bodyOf(call, UpdateRequest);
  const changed = atomically(site, () =>
    options.map((request) => {
      const option = optionIn(call, context, request.id);
      const { value = option.value, disabled = option.disabled === 1 } = request;
      refuseValue(optionsOf(call, context.id), value, option.parent_id, option.id);
      run(site.db, 'UPDATE field_option SET value = ?, disabled = ? WHERE id = ?', value, Number(disabled), option.id);
      return { id: String(option.id), value, disabled };
    }),
  );
  return ok({ options: changed });
}

const MoveRequest = z.strictObject({
  customFieldOptionIds: z.array(Id).min(1).max(REQUEST_MAX),
  after: Id.optional(),
  position: z.enum(['First', 'Last']).optional(),
});

/** Options move among those of the same level only. */
function move(call: Call) {
  const context = optionContext(call);
  const { customFieldOptionIds: moving, after, position } = bodyOf(call, MoveRequest);
  const place = position ?? (after === undefined ? undefined : { after });
  if (place === undefined) throw badRequest('Either after or position has to be provided.');
  const parents = new Set(
    [...moving, ...(after === undefined ? [] : [after])].map((id) => optionIn(call, context, id).parent_id),
  );
  if (parents.size > 1) throw badRequest('The options are not of the same level.');
  const [parent = null] = parents;
  const level = optionsOf(call, context.id).filter(({ parent_id }) => parent_id === parent);
  const order = reordered(
    level.map(({ id }) => id),
    moving,
    place,
  );
  atomically(call.site, () =>
    order.forEach((id, index) => run(call.site.db, 'UPDATE field_option SET position = ? WHERE id = ?', index, id)),
  );
  return noContent();
}

/** An option some issue has can't go: disable it, or replace it first. */
function remove(call: Call) {
  const { site } = call;
  const context = optionContext(call);
  const option = optionIn(call, context, idParam(call, 'optionId', 'option'));
  const family = optionsOf(call, context.id).filter(({ id, parent_id }) => id === option.id || parent_id === option.id);
  const used = family.some(
    ({ id }) =>
      one(site.db, 'SELECT 1 FROM issue_value_item WHERE field_id = ? AND number = ?', context.field_id, id) !==
      undefined,
  );
  if (used) throw badRequest('The option is used by issues. Replace it in them first.');
  atomically(site, () => family.forEach(({ id }) => run(site.db, 'DELETE FROM field_option WHERE id = ?', id)));
  return noContent();
}

function list(call: Call) {
  const context = optionContext(call);
  const ids = idsParam(call, 'optionId');
  const onlyTop = flagParam(call, 'onlyOptions', false);
  const found = optionsOf(call, context.id).filter(
    ({ id, parent_id }) =>
      (ids.length === 0 || ids.includes(id) || (parent_id !== null && ids.includes(parent_id))) &&
      !(onlyTop && parent_id !== null),
  );
  const page = pageBean(call, found, { size: 100, max: 100 });
  return ok({ ...page, values: page.values.map(bean) });
}

const ADMIN = ['manage:jira-configuration'];
const PATH = '/rest/api/3/field/{fieldId}/context/{contextId}/option';
export const fieldOptionOperations: readonly Operation[] = [
  adminOperation(`GET ${PATH}`, ADMIN, list),
  adminOperation(`POST ${PATH}`, ADMIN, create),
  adminOperation(`PUT ${PATH}`, ADMIN, update),
  adminOperation(`PUT ${PATH}/move`, ADMIN, move),
  adminOperation(`DELETE ${PATH}/{optionId}`, ADMIN, remove),
];
