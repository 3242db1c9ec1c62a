/** What the CMDB asks of Jira: the CIs that issues name, issues on CIs, people and their roles. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { CmdbDirectory, CmdbViewer, CiIssue } from '../../cmdb/cmdb.ports';
import { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { RoleKey, type SiteMap } from '../../setup/site-map';
import { managesConfigurations, rolesAnywhere, type ProjectIds, type RoleIds } from '../access';
import { moduleAri } from '../app-context';
import type { Jira } from './client';
import { statusOf } from './incident-beans';
import { perInstallation } from './per-installation';

/** The Forge custom field of the manifest that holds an issue's CIs. */
export const CI_FIELD_MODULE = 'configuration-items';

const Fields = z.array(z.object({ id: z.string(), schema: z.object({ custom: z.string().optional() }).optional() }));

/** `customfield_…` of the field; undefined until Jira shows it, shortly after the installation. */
export function ciFieldOf(jira: Jira, installation: () => string): () => Promise<string | undefined> {
  return perInstallation(installation, async () => {
    const fields = await jira.asApp().get(route`/rest/api/3/field`, Fields);
    const custom = moduleAri(CI_FIELD_MODULE);
    return fields.find((field) => field.schema?.custom === custom)?.id;
  });
}

const Named = z.object({ name: z.string() });
const Refs = z.array(z.string()).nullish().catch([]);
const IssueBean = z.object({
  key: z.string(),
  fields: z.looseObject({
    summary: z.string().nullish(),
    issuetype: Named,
    status: z.object({ id: z.string(), name: z.string(), statusCategory: z.object({ key: z.string() }) }),
    priority: Named.nullish(),
  }),
});
const IssueWithField = z.object({ fields: z.looseObject({}) });
const SearchPage = z.object({ issues: z.array(IssueBean) });
const Count = z.object({ count: z.int() });
const User = z.object({
  accountId: AccountId,
  displayName: z.string(),
  accountType: z.string().optional(),
  active: z.boolean(),
});

export function cmdbViewer(jira: Jira, ciField: () => Promise<string | undefined>): CmdbViewer {
  const user = () => jira.asUser();
  return {
    async cisOf(key) {
      const field = await ciField();
      if (field === undefined) return undefined;
      const issue = await user().get(route`/rest/api/3/issue/${key}?fields=${field}`, IssueWithField);
      return Refs.parse(issue.fields[field]) ?? [];
    },
    async search(jql, limit) {
      const field = await ciField();
      const fields = ['summary', 'issuetype', 'status', 'priority', ...(field === undefined ? [] : [field])];
      const body = { jql, maxResults: limit, fields };
      const page = await user().post(route`/rest/api/3/search/jql`, body, SearchPage, { repeatable: true });
      return page.issues.map(({ key, fields: found }): CiIssue => {
        const status = statusOf(found.status);
        return {
          key,
          summary: found.summary ?? '',
          type: found.issuetype.name,
          status: status.name,
          statusCategory: status.category,
          priority: found.priority?.name,
          cis: field === undefined ? [] : (Refs.parse(found[field]) ?? []),
        };
      });
    },
    async count(jql) {
      return (await user().post(route`/rest/api/3/search/approximate-count`, { jql }, Count, { repeatable: true }))
        .count;
    },
    async people(text) {
      const users = await user().get(route`/rest/api/3/user/search?query=${text}&maxResults=${20}`, z.array(User));
      return users
        .filter(({ active, accountType }) => active && accountType !== 'app')
        .map(({ accountId, displayName }) => ({ accountId, name: displayName }));
    },
  };
}

const UserPage = z.object({ values: z.array(z.object({ accountId: AccountId, displayName: z.string() })) });

/** Accounts that one request names. */
const ACCOUNTS = 50;

export function cmdbDirectory(
  jira: Jira,
  ciField: () => Promise<string | undefined>,
  siteMap: () => Promise<SiteMap | undefined>,
): CmdbDirectory {
  /** One read of the site map answers for all roles. */
  const known = async (): Promise<[RoleIds, ProjectIds]> => {
    const map = await siteMap();
    return [async (role) => map?.roles[role], async () => map?.projects.map(({ id }) => id) ?? []];
  };
  return {
    async ciField() {
      const id = await ciField();
      return id === undefined ? undefined : `cf[${id.replace('customfield_', '')}]`;
    },
    rolesOf: async (accountId) => rolesAnywhere(jira, ...(await known()), accountId, RoleKey.options),
    managesConfigurations: async (accountId) => managesConfigurations(jira, ...(await known()), accountId),
    async namesOf(accounts) {
      const names = new Map<AccountId, string>();
      for (let start = 0; start < accounts.length; start += ACCOUNTS) {
        const query = new URLSearchParams(accounts.slice(start, start + ACCOUNTS).map((id) => ['accountId', id]));
        try {
          const page = await jira.asApp().get(route`/rest/api/3/user/bulk?${query}&maxResults=${ACCOUNTS}`, UserPage);
          for (const { accountId, displayName } of page.values) names.set(accountId, displayName);
        } catch (cause) {
          // A name that Jira does not tell is no reason to keep the rest from somebody.
          if (!(cause instanceof AppError) || cause.code === 'UNAVAILABLE') throw cause;
        }
      }
      return names;
    },
  };
}
