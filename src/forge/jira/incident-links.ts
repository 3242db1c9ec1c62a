/** Links from a change to the incidents it caused, as the calling user makes and sees them. */
import { route } from '@forge/api';
import { z } from 'zod';
import { IssueKey } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import type { SiteMap } from '../../setup/site-map';
import { nothing, type JiraClient } from './client';

const WithLinks = z.object({
  fields: z.object({
    issuelinks: z
      .array(z.object({ type: z.object({ id: z.string() }), outwardIssue: z.object({ key: IssueKey }).optional() }))
      .default([]),
  }),
});

export class IncidentLinks {
  constructor(private readonly user: () => JiraClient) {}

  async of(site: SiteMap, key: IssueKey): Promise<IssueKey[]> {
    const { fields } = await this.user().get(route`/rest/api/3/issue/${key}?fields=${'issuelinks'}`, WithLinks);
    return fields.issuelinks.flatMap(({ type, outwardIssue }) =>
      type.id === site.linkTypes['changeCauses'] && outwardIssue !== undefined ? [outwardIssue.key] : [],
    );
  }

  /** Links that stand are left alone; Jira takes the same link twice for one, anyway. */
  async add(site: SiteMap, key: IssueKey, incidents: readonly IssueKey[]): Promise<void> {
    if (incidents.length === 0) return;
    const id = site.linkTypes['changeCauses'];
    if (id === undefined)
      throw new AppError('REFUSED', 'The link type Change/Incident is missing. A Jira administrator runs the set-up.');
    const standing = await this.of(site, key);
    for (const incident of incidents.filter((one) => !standing.includes(one))) {
      const link = { type: { id }, inwardIssue: { key }, outwardIssue: { key: incident } };
      await this.user().post(route`/rest/api/3/issueLink`, link, nothing, { repeatable: true });
    }
  }
}
