import type { Caller } from '../seams';
import type { JiraSite } from './site';

/** Jira Cloud's answer to a request without (good) credentials. */
export function unauthenticated(): Response {
  return Response.json(
    { errorMessages: ['Client must be authenticated to access this resource.'], errors: {} },
    { status: 401, headers: { 'www-authenticate': 'OAuth realm="Jira"' } },
  );
}

/**
 * Basic authentication with an email address and an API token, as scripts and Jira clients do. No `Authorization`
 * header is the anonymous user; a wrong one is refused rather than treated as anonymous.
 */
export function authenticate(site: Pick<JiraSite, 'db'>, request: Request): Caller | Response {
  const header = request.headers.get('authorization');
  if (header === null) return { accountId: null };
  const encoded = /^Basic\s+(\S+)$/i.exec(header)?.[1];
  if (encoded === undefined) return unauthenticated();
  const [email, ...token] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const account = site.db
    .prepare<[string, string], { account_id: string }>(
      `SELECT account_id FROM user_account WHERE email = ? COLLATE NOCASE AND api_token = ? AND active = 1 AND account_type = 'atlassian'`,
    )
    .get(email ?? '', token.join(':'));
  return account === undefined ? unauthenticated() : { accountId: account.account_id };
}
