/** The configuration an app keeps for each context of its own custom fields. */
import { z } from 'zod';
import { contextsOf } from '../config/fields';
import { badRequest, bodyOf, forbidden, notFound, ok, operation, pageBean, type Call, type Operation } from '../http';
import { forgeField } from '../model/fields';
import { run } from '../model/rows';
import { isAdmin } from '../permissions';
import { atomically, Id, idsParam } from './support';

/** The app that owns the field, or (as documented) an administrator. */
function ownField(call: Call): string {
  const { site, caller } = call;
  const idOrKey = call.params['fieldIdOrKey'] ?? '';
  const field = forgeField(site, idOrKey);
  if (field === undefined) throw notFound(`The custom field '${idOrKey}' was not found.`);
  const isOwner = caller.app !== undefined && caller.app.appId === site.app()?.appId;
  if (!isOwner && !isAdmin(site, caller)) {
    throw forbidden('Only a Jira administrator or the app that provided the field can see its configuration.');
  }
  return field.id;
}

function list(call: Call) {
  const field = ownField(call);
  const wanted = [...idsParam(call, 'fieldContextId'), ...idsParam(call, 'id')];
  const contexts = contextsOf(call.site, field).filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const page = pageBean(call, contexts, { size: 100, max: 1000 });
  const values = page.values.map(({ id, configuration }) => ({
    id: String(id),
    fieldContextId: String(id),
    ...(configuration === null ? {} : z.record(z.string(), z.json()).parse(JSON.parse(configuration))),
  }));
  return ok({ ...page, values });
}

const Configurations = z.strictObject({
  configurations: z
    .array(
      z.strictObject({
        id: Id,
        fieldContextId: Id.optional(),
        configuration: z.json().optional(),
        schema: z.json().optional(),
      }),
    )
    .min(1)
    .max(1000),
});

/** Leaving `configuration` or `schema` out takes it away. */
function update(call: Call) {
  const field = ownField(call);
  const { configurations } = bodyOf(call, Configurations);
  const known = contextsOf(call.site, field).map(({ id }) => id);
  atomically(call.site, () => {
    for (const { id, configuration, schema } of configurations) {
      if (!known.includes(id)) throw badRequest(`The configuration with ID ${id} does not belong to the field.`);
      const kept = {
        ...(configuration === undefined ? {} : { configuration }),
        ...(schema === undefined ? {} : { schema }),
      };
      const text = Object.keys(kept).length === 0 ? null : JSON.stringify(kept);
      run(call.site.db, 'UPDATE field_context SET configuration = ? WHERE id = ?', text, id);
    }
  });
  return { status: 200, body: {} };
}

const PATH = '/rest/api/3/app/field/{fieldIdOrKey}/context/configuration';
export const appFieldConfigurationOperations: readonly Operation[] = [
  operation(`GET ${PATH}`, ['manage:jira-configuration'], list),
  operation(`PUT ${PATH}`, ['manage:jira-configuration'], update),
];
