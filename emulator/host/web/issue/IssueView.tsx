import { Link } from 'react-router';
import { IssueCore, type Issue } from '../app/jira-types';
import { RequestError } from '../app/http';
import { jqlForProject } from '../pages/ProjectList';
import { EmptyState, Failure, Skeleton } from '../ui/parts';
import { Activity } from './Activity';
import { DeleteMenu } from './DeleteMenu';
import { Details } from './Details';
import { EditableField } from './EditableField';
import { Links } from './Links';
import { Panels, PanelButtons } from './Panels';
import { useEditMeta, useIssue, usePlace, useTransitions, type Place } from './queries';
import { richTextFields } from './screen-fields';
import { StatusMenu } from './StatusMenu';

interface IssueViewProps {
  readonly issueKey: string;
  readonly onDeleted: () => void;
}

export function IssueView({ issueKey, onDeleted }: IssueViewProps) {
  const issue = useIssue(issueKey);
  const place = usePlace(issueKey);
  // Asked together with the issue, not after it.
  useEditMeta(issueKey);
  useTransitions(issueKey);
  if (issue.error instanceof RequestError && issue.error.status === 404) {
    return (
      <EmptyState title={`${issueKey} cannot be shown`}>
        <p>
          It does not exist, or you do not have permission to see it. Try another user from the menu at the top right.
        </p>
      </EmptyState>
    );
  }
  if (issue.error !== null) return <Failure error={issue.error} what={issueKey} />;
  if (issue.data === undefined || place.isPending) return <Skeleton lines={10} label={`Loading ${issueKey}`} />;
  return <Loaded issue={issue.data} place={place.data} onDeleted={onDeleted} />;
}

interface LoadedProps {
  readonly issue: Issue;
  readonly place: Place | undefined;
  readonly onDeleted: () => void;
}

function Loaded({ issue, place, onDeleted }: LoadedProps) {
  const { project, status, issuetype } = IssueCore.parse(issue.fields);
  return (
    <>
      <nav className="breadcrumbs" aria-label="Breadcrumbs">
        <ol>
          <li>
            <Link to="/jira/projects">Projects</Link>
          </li>
          <li>
            <Link to={jqlForProject(project.key)}>{project.name}</Link>
          </li>
          <li>
            <Link to={`/browse/${issue.key}`} aria-current="page">
              {issuetype.name} {issue.key}
            </Link>
          </li>
        </ol>
      </nav>
      <div className="issue-layout">
        <div className="issue-main">
          <div className="section">
            <h1>
              <EditableField issue={issue} fieldId="summary" prominent />
            </h1>
            <div className="actions">
              <PanelButtons issueKey={issue.key} place={place} />
            </div>
          </div>
          {richTextFields(issue, place).map(({ id, name }) => (
            <section key={id} className="section">
              <h2>{name}</h2>
              <EditableField issue={issue} fieldId={id} />
            </section>
          ))}
          <Panels issueKey={issue.key} place={place} />
          <Links issue={issue} />
          <Activity issueKey={issue.key} />
        </div>
        <div className="issue-side">
          <div className="section-head">
            <StatusMenu issueKey={issue.key} status={status} project={project.key} />
            <DeleteMenu issueKey={issue.key} onDeleted={onDeleted} />
          </div>
          <Details issue={issue} place={place} />
        </div>
      </div>
    </>
  );
}
