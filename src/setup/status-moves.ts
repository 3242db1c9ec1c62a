/**
 * Where a project's issues go whose type gets a new workflow. An issue in a status that the new workflow has stays where
 * it is. Otherwise it stays in its category: what is finished becomes closed, because resolving it again would tell its
 * reporter of work long done; what is not begun starts anew; what is being worked on goes to the first status for that.
 */
import type { StatusSpec, WorkflowSpec } from './blueprint';
import type { StatusMapping } from './changes';
import type { Difference } from './findings';
import type { Site } from './plan-project';
import { byName, type SiteProject } from './site-state';

export interface StatusMove {
  readonly issueTypeId: string;
  readonly fromId: string;
  /** `undefined` while the status does not exist yet. */
  readonly toId: string | undefined;
  readonly difference: Difference;
}

export function statusMoves(site: Site, project: SiteProject): StatusMove[] {
  return site.blueprint.workflows.flatMap((workflow) => {
    const issueTypeId = site.references.issueType(workflow.key);
    const statuses = issueTypeId === undefined ? undefined : project.statusesByIssueType[issueTypeId];
    if (issueTypeId === undefined || statuses === undefined) return [];
    const kept = statusesKept(workflow, site);
    return statuses
      .filter(({ id }) => !kept.has(id))
      .flatMap((status) => {
        const target = targetIn(workflow, site.blueprint.statuses, status.category);
        return target === undefined ? [] : [moveOf(site, workflow, issueTypeId, status, target)];
      });
  });
}

/** For Jira: old status id to new one, by issue type. */
export function mappingsOf(moves: readonly StatusMove[]): Record<string, StatusMapping> {
  const mappings: Record<string, Record<string, string>> = {};
  for (const { issueTypeId, fromId, toId } of moves) {
    if (toId !== undefined) mappings[issueTypeId] = { ...mappings[issueTypeId], [fromId]: toId };
  }
  return mappings;
}

/** Those of the blueprint, and those administrators added to the workflow on this site. */
function statusesKept(workflow: WorkflowSpec, { references, state }: Site): ReadonlySet<string> {
  const own = workflow.statuses.flatMap((key) => references.status(key) ?? []);
  return new Set([...own, ...(byName(state.workflows, workflow.name)?.statusIds ?? [])]);
}

function targetIn(
  workflow: WorkflowSpec,
  statuses: readonly StatusSpec[],
  category: StatusSpec['category'],
): StatusSpec | undefined {
  const own = workflow.statuses.flatMap((key) => statuses.find((status) => status.key === key) ?? []);
  const closed = category === 'DONE' ? own.find(({ key }) => key === 'closed') : undefined;
  return closed ?? own.find((status) => status.category === category) ?? own.find(({ key }) => key === workflow.start);
}

function moveOf(
  { references, blueprint }: Site,
  workflow: WorkflowSpec,
  issueTypeId: string,
  from: { readonly id: string; readonly name: string },
  to: StatusSpec,
): StatusMove {
  const issueType = blueprint.issueTypes.find(({ key }) => key === workflow.key)?.name ?? workflow.key;
  const difference: Difference = { code: 'status-moves', issueType, status: from.name, wanted: to.name };
  return { issueTypeId, fromId: from.id, toId: references.status(to.key), difference };
}
