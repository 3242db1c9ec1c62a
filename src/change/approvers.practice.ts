/** Who may decide about a change: the people behind the sources of each step of its policy, as they are now. */
import type { AccountId, CiRef } from '../contract/ids';
import type { ApprovalPolicy, ApproverSource } from './approval.shapes';
import type { ChangePorts } from './change.ports';
import type { Person } from './change.shapes';

type Ports = Pick<ChangePorts, 'directory' | 'landscape'>;

interface Touched {
  readonly projectId: string;
  readonly cis: readonly CiRef[];
  /** Business services that it can bring down, as last assessed. */
  readonly services: readonly CiRef[];
}

/** Active people by the step's key. */
export async function approversOf(
  { directory, landscape }: Ports,
  policy: ApprovalPolicy | undefined,
  change: Touched,
): Promise<ReadonlyMap<string, readonly Person[]>> {
  const owners = async (refs: readonly CiRef[]): Promise<AccountId[]> =>
    [...(await landscape.cards(refs)).values()].flatMap(({ owner }) => owner ?? []);
  const behind = (source: ApproverSource): Promise<readonly AccountId[]> => {
    switch (source.from) {
      case 'role':
        return directory.inRole(change.projectId, source.role);
      case 'group':
        return directory.inGroup(source.groupId);
      case 'people':
        return Promise.resolve(source.people);
      case 'ciOwners':
        return owners(change.cis);
      case 'serviceOwners':
        return owners(change.services);
    }
  };
  const steps = await Promise.all(
    (policy?.steps ?? []).map(async ({ key, sources }) => {
      const ids = new Set((await Promise.all(sources.map(behind))).flat());
      return [key, [...ids]] as const;
    }),
  );
  const people = await directory.people([...new Set(steps.flatMap(([, ids]) => ids))]);
  return new Map(steps.map(([key, ids]) => [key, ids.flatMap((id) => people.get(id) ?? [])]));
}
