import { z } from 'zod';
import { uuidOf } from '../bootstrap';
import {
  badRequest,
  bodyOf,
  created,
  forbidden,
  noContent,
  notFound,
  type Call,
  type Operation,
  type Reply,
} from '../http';
import { userBean } from '../model/beans';
import { all, one, run } from '../model/rows';
import { adminOperation, requiredParam } from './support';

const PRODUCTS = ['jira-core', 'jira-servicedesk', 'jira-product-discovery', 'jira-software'] as const;
/** The group that has access to the product; the emulator's site has one product. */
const PRODUCT_GROUP = 'jira-software-users';

const NewUser = z.object({
  emailAddress: z.email('Enter a valid email address.'),
  displayName: z.string().min(1).max(255).optional(),
  products: z.array(z.enum(PRODUCTS)),
});

/**
 * The real service sends an invitation and takes the name from the Atlassian account; here the account is there at
 * once, with the name asked for, and its API token is the part of the address before the `@`.
 */
function createUser(call: Call): Reply {
  if (call.caller.app !== undefined) throw forbidden('This resource does not support Forge apps.');
  const { emailAddress, displayName, products } = bodyOf(call, NewUser);
  const { db } = call.site;
  const localPart = emailAddress.slice(0, emailAddress.indexOf('@'));
  const existing = one<{ account_id: string }>(
    db,
    'SELECT account_id FROM user_account WHERE email = ? COLLATE NOCASE',
    emailAddress,
  );
  if (existing !== undefined) {
    if (hasAccess(call, existing.account_id)) return created(userBean(call.site, existing.account_id));
    throw badRequest('', { emailAddress: 'The user exists but does not have access to Jira.' });
  }
  const accountId = `712020:${uuidOf(`account ${emailAddress.toLowerCase()}`)}`;
  db.transaction(() => {
    run(
      db,
      'INSERT INTO user_account (account_id, email, display_name, api_token) VALUES (?, ?, ?, ?)',
      accountId,
      emailAddress,
      displayName ?? localPart,
      localPart,
    );
    if (products.length > 0) {
      run(
        db,
        'INSERT INTO group_member (group_id, account_id) SELECT group_id, ? FROM user_group WHERE name = ?',
        accountId,
        PRODUCT_GROUP,
      );
    }
  })();
  return created(userBean(call.site, accountId));
}

const hasAccess = (call: Call, accountId: string): boolean =>
  all(
    call.site.db,
    'SELECT 1 FROM group_member NATURAL JOIN user_group WHERE account_id = ? AND name = ?',
    accountId,
    PRODUCT_GROUP,
  ).length > 0;

/** Takes the person off the site; issues keep naming them, as after a removal in Jira. */
function removeUser(call: Call): Reply {
  const accountId = requiredParam(call, 'accountId');
  const { db } = call.site;
  if (one(db, 'SELECT 1 FROM user_account WHERE account_id = ?', accountId) === undefined)
    throw notFound('Specified user does not exist or you do not have required permissions');
  db.transaction(() => {
    run(db, 'DELETE FROM group_member WHERE account_id = ?', accountId);
    run(db, 'UPDATE user_account SET active = 0 WHERE account_id = ?', accountId);
  })();
  return noContent();
}

export const userAccountOperations: readonly Operation[] = [
  adminOperation('POST /rest/api/3/user', ['manage:jira-configuration'], createUser),
  adminOperation('DELETE /rest/api/3/user', ['manage:jira-configuration'], removeUser),
];
