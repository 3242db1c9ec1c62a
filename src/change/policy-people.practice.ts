/** Who is behind the sources that approval policies name, in each project in which changes are made. */
import type { AccountId } from '../contract/ids';
import type { SiteMap } from '../setup/site-map';
import type { ProjectPeople } from './approval-lint';
import type { ApprovalPolicies, ApproverSource } from './approval.shapes';
import type { ChangePorts } from './change.ports';

type Directory = ChangePorts['directory'];

/** What depends on the change is not looked up: owners of CIs and services. */
const isFixed = ({ from }: ApproverSource): boolean => from !== 'ciOwners' && from !== 'serviceOwners';
const nameOf = (source: ApproverSource): string => JSON.stringify(source);

export async function policyPeople(
  directory: Directory,
  site: SiteMap,
  { policies }: ApprovalPolicies,
): Promise<ProjectPeople[]> {
  const sources = policies.flatMap(({ steps }) => steps.flatMap((step) => step.sources)).filter(isFixed);
  const distinct = [...new Map(sources.map((source) => [nameOf(source), source])).values()];
  const projects = site.projects.filter(({ practices }) => practices === undefined || practices.includes('change'));
  return Promise.all(
    projects.map(async ({ id, key }) => {
      const found = await Promise.all(
        distinct.map(async (source) => [nameOf(source), await activeBehind(directory, source, id)] as const),
      );
      const people = new Map(found);
      return { project: key, behind: (source) => people.get(nameOf(source)) };
    }),
  );
}

async function activeBehind(directory: Directory, source: ApproverSource, projectId: string): Promise<AccountId[]> {
  const ids = await idsBehind(directory, source, projectId);
  const active = await directory.people([...new Set(ids)]);
  return [...active.keys()];
}

function idsBehind(directory: Directory, source: ApproverSource, projectId: string): Promise<readonly AccountId[]> {
  if (source.from === 'role') return directory.inRole(projectId, source.role);
  if (source.from === 'group') return directory.inGroup(source.groupId);
  return Promise.resolve(source.from === 'people' ? source.people : []);
}
