import { z } from 'zod';
import { badRequest, bodyOf, created, JiraError, noContent, ok, operation, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { linkTypeBean, type LinkTypeRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import { adminOperation, atomically } from './support';

const LinkTypeRequest = z.strictObject({
  id: z.string().optional(),
  self: z.string().optional(),
  name: z.string().trim().min(1).max(255).optional(),
  inward: z.string().trim().min(1).max(255).optional(),
  outward: z.string().trim().min(1).max(255).optional(),
});

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/: a taken name answers 404 here. */
function checkName(call: Call, name: string, except?: number): void {
  const other = one<{ id: number }>(call.site.db, 'SELECT id FROM issue_link_type WHERE name = ?', name);
  if (other !== undefined && other.id !== except)
    throw new JiraError(404, ['An issue link type with that name already exists.']);
}

function typeOf(call: Call): LinkTypeRow {
  const text = call.params['issueLinkTypeId'] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`The issue link type ID '${text}' is not a number.`);
  const type = one<LinkTypeRow>(call.site.db, 'SELECT * FROM issue_link_type WHERE id = ?', Number(text));
  if (type === undefined) throw new JiraError(404, [`No issue link type with id '${text}' found.`]);
  return type;
}

function create(call: Call) {
  const { site } = call;
  const { name, inward, outward } = bodyOf(call, LinkTypeRequest);
  if (name === undefined || inward === undefined || outward === undefined)
    throw badRequest('The name, inward and outward descriptions are required.');
  checkName(call, name);
  const id = nextId(site.db, 'issue_link_type');
  run(
    site.db,
    'INSERT INTO issue_link_type (id, name, inward, outward) VALUES (?, ?, ?, ?)',
    id,
    name,
    inward,
    outward,
  );
  return created(linkTypeBean(site, { id, name, inward, outward }));
}

function update(call: Call) {
  const { site } = call;
  const type = typeOf(call);
  const { name = type.name, inward = type.inward, outward = type.outward } = bodyOf(call, LinkTypeRequest);
  checkName(call, name, type.id);
  run(
    site.db,
    'UPDATE issue_link_type SET name = ?, inward = ?, outward = ? WHERE id = ?',
    name,
    inward,
    outward,
    type.id,
  );
  return ok(linkTypeBean(site, { id: type.id, name, inward, outward }));
}

function remove(call: Call) {
  const { site } = call;
  const type = typeOf(call);
  atomically(site, () => {
    run(site.db, 'DELETE FROM issue_link WHERE type_id = ?', type.id);
    run(site.db, 'DELETE FROM issue_link_type WHERE id = ?', type.id);
  });
  return noContent();
}

export const linkTypeOperations: readonly Operation[] = [
  operation(
    'GET /rest/api/3/issueLinkType',
    ['read:jira-work'],
    ({ site }) => {
      const types = all<LinkTypeRow>(site.db, 'SELECT * FROM issue_link_type ORDER BY name');
      return ok({ issueLinkTypes: types.map((type) => linkTypeBean(site, type)) });
    },
    { anonymous: true },
  ),
  adminOperation('POST /rest/api/3/issueLinkType', ['manage:jira-configuration'], create),
  operation(
    'GET /rest/api/3/issueLinkType/{issueLinkTypeId}',
    ['read:jira-work'],
    (call) => ok(linkTypeBean(call.site, typeOf(call))),
    { anonymous: true },
  ),
  adminOperation('PUT /rest/api/3/issueLinkType/{issueLinkTypeId}', ['manage:jira-configuration'], update),
  adminOperation('DELETE /rest/api/3/issueLinkType/{issueLinkTypeId}', ['manage:jira-configuration'], remove),
];
