/** Approval policies as administrators edit them, held against the people there are. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import type { MappedProject, SiteMap } from '../setup/site-map';
import type { ApprovalPolicies, ApproverSource } from './approval.shapes';
import { lintPolicies, readPolicies, type ProjectPeople } from './approval-lint';
import { siteOf } from './asked-change.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import { configuring, type Checked } from './configuring.practice';
import { rememberingPorts } from './remembering-ports';

type Offered = 'change.policies' | 'change.lintPolicies' | 'change.savePolicies';

export function policiesPractice(ports: ChangePorts): Pick<Handlers<typeof changeContract>, Offered> {
  async function lint(draft: unknown): Promise<Checked<ApprovalPolicies>> {
    const { policies, findings } = readPolicies(draft);
    if (policies === undefined) return { value: undefined, findings };
    const people = await peopleOf(rememberingPorts(ports).directory, await siteOf(ports), policies);
    return { value: policies, findings: lintPolicies(policies, people) };
  }

  const policies = configuring(ports, 'approval policies', ports.settings.policies, lint);
  return {
    'change.policies': () => policies.read(),
    'change.lintPolicies': async (_, { draft }) => ({ findings: [...(await policies.lint(draft)).findings] }),
    'change.savePolicies': ({ accountId }, { expectedVersion, draft }) =>
      policies.save(accountId, expectedVersion, draft),
  };
}

/** An older map does not say which practices a project was set up for. */
const hasChanges = ({ practices }: MappedProject): boolean => practices === undefined || practices.includes('change');

const sourcesIn = ({ policies }: ApprovalPolicies): ApproverSource[] =>
  policies.flatMap(({ steps }) => steps.flatMap(({ sources }) => sources));

async function peopleOf(
  directory: ChangePorts['directory'],
  site: SiteMap,
  policies: ApprovalPolicies,
): Promise<ProjectPeople[]> {
  const projects = site.projects.filter(hasChanges);
  const sources = sourcesIn(policies);
  const behind = new Map<string, readonly AccountId[]>();
  for (const { id } of projects)
    for (const source of sources) {
      const found = await accountsOf(directory, id, source);
      if (found !== undefined) behind.set(keyOf(id, source), found);
    }
  const active = await directory.people([...new Set([...behind.values()].flat())]);
  return projects.map(({ id, key }) => ({
    project: key,
    behind: (source) => behind.get(keyOf(id, source))?.filter((account) => active.has(account)),
  }));
}

const keyOf = (projectId: string, source: ApproverSource): string => `${projectId} ${JSON.stringify(source)}`;

async function accountsOf(
  directory: ChangePorts['directory'],
  projectId: string,
  source: ApproverSource,
): Promise<readonly AccountId[] | undefined> {
  switch (source.from) {
    case 'role':
      return directory.inRole(projectId, source.role);
    case 'group':
      return directory.inGroup(source.groupId);
    case 'people':
      return source.people;
    case 'ciOwners':
    case 'serviceOwners':
      return undefined;
  }
}
