/** The workflows of a project: their transitions and rules, and the configuration of the rules that the app brings. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { get, RequestError } from '../app/http';
import { Project } from '../app/jira-types';
import { useTitle } from '../pages/ProjectList';
import { Failure, Notice, PageHeader, Skeleton, StatusLozenge } from '../ui/parts';
import { RuleCell } from './RuleCell';
import {
  ruleNamesQuery,
  workflowsQuery,
  type Found,
  type Transition,
  type Workflow,
  type WorkflowStatus,
} from './workflows';

export function WorkflowsPage() {
  const { projectKey = '' } = useParams();
  useTitle(`Workflows of ${projectKey}`);
  const project = useQuery({
    queryKey: ['project', projectKey],
    queryFn: () => get(Project, `/rest/api/3/project/${encodeURIComponent(projectKey)}`),
  });
  const id = project.data?.id ?? '';
  const found = useQuery({ ...workflowsQuery(id), enabled: id !== '' });
  const forbidden = found.error instanceof RequestError && found.error.status === 403;
  return (
    <div className="page page-wide">
      <PageHeader
        title={`Workflows of ${project.data?.name ?? projectKey}`}
        above={<Link to={`/jira/projects/${projectKey}/settings`}>Settings of {projectKey}</Link>}
      />
      {project.error !== null && <Failure error={project.error} what="The project" />}
      {forbidden && (
        <Notice tone="info" title="Only administrators see workflows">
          Switch to an administrator from the menu at the top right.
        </Notice>
      )}
      {found.error !== null && !forbidden && <Failure error={found.error} what="The workflows" />}
      {found.isPending && project.error === null && <Skeleton lines={8} />}
      {found.data?.values.map((workflow) => (
        <WorkflowSection key={workflow.id} workflow={workflow} found={found.data} />
      ))}
    </div>
  );
}

interface WorkflowProps {
  readonly workflow: Workflow;
  readonly found: Found;
}

function WorkflowSection({ workflow, found }: WorkflowProps) {
  const names = useQuery(ruleNamesQuery).data;
  return (
    <section className="section" aria-label={workflow.name}>
      <h2>{workflow.name}</h2>
      {workflow.description !== '' && <p className="field-hint">{workflow.description}</p>}
      <div className="table-scroll">
        <table className="table workflow">
          <thead>
            <tr>
              <th scope="col">Transition</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Rules</th>
            </tr>
          </thead>
          <tbody>
            {workflow.transitions.map((transition) => (
              <tr key={transition.id}>
                <th scope="row">{transition.name}</th>
                <td>
                  <From transition={transition} statuses={found.statuses} />
                </td>
                <td>
                  <To transition={transition} statuses={found.statuses} />
                </td>
                <td>
                  <RuleCell workflow={workflow} transition={transition} statuses={found.statuses} names={names} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface EndProps {
  readonly transition: Transition;
  readonly statuses: readonly WorkflowStatus[];
}

function From({ transition, statuses }: EndProps) {
  if (transition.type === 'INITIAL') return 'Creation';
  if (transition.type === 'GLOBAL') return 'Any status';
  return (
    <span className="chips">
      {transition.links.map(({ fromStatusReference }) => (
        <Lozenge key={fromStatusReference} reference={fromStatusReference} statuses={statuses} />
      ))}
    </span>
  );
}

function To({ transition: { toStatusReference }, statuses }: EndProps) {
  return toStatusReference === undefined ? (
    'The same status'
  ) : (
    <Lozenge reference={toStatusReference} statuses={statuses} />
  );
}

const CATEGORIES = { TODO: 'new', IN_PROGRESS: 'indeterminate', DONE: 'done' } as const;

function Lozenge({
  reference,
  statuses,
}: {
  readonly reference: string;
  readonly statuses: readonly WorkflowStatus[];
}) {
  const status = statuses.find(({ statusReference }) => statusReference === reference);
  if (status === undefined) return reference;
  const { name, statusCategory } = status;
  return <StatusLozenge status={{ name, statusCategory: { key: CATEGORIES[statusCategory], name: statusCategory } }} />;
}
