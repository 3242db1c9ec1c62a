/** The change that somebody asks about, or why there is none. */
import type { IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import type { ChangePorts, ChangeSeen } from './change.ports';

/** Undefined before set-up made changes on this site. */
export async function changeSite({ siteMap }: Pick<ChangePorts, 'siteMap'>): Promise<SiteMap | undefined> {
  const site = await siteMap();
  return site?.issueTypes.change === undefined || site.projects.length === 0 ? undefined : site;
}

export async function siteOf(ports: Pick<ChangePorts, 'siteMap'>): Promise<SiteMap> {
  const site = await changeSite(ports);
  if (site === undefined)
    throw new AppError('REFUSED', 'Plumbline is not set up for changes yet. A Jira administrator runs the set-up.');
  return site;
}

export async function changeOf(
  { issues }: Pick<ChangePorts, 'issues'>,
  site: SiteMap,
  issueKey: IssueKey,
): Promise<ChangeSeen> {
  const seen = await issues.read(site, issueKey);
  if (seen === undefined) throw new AppError('REFUSED', `${issueKey} is not a change of Plumbline.`);
  return seen;
}
