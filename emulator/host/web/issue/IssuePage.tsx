import { Navigate, useNavigate, useParams } from 'react-router';
import { jqlForProject, useTitle } from '../pages/ProjectList';
import { IssueView } from './IssueView';

/** `/browse/KEY` of a project leads to its issues, as Jira does it. */
export function IssuePage() {
  const { issueKey = '' } = useParams();
  return issueKey.includes('-') ? <IssueOf issueKey={issueKey} /> : <Navigate to={jqlForProject(issueKey)} replace />;
}

function IssueOf({ issueKey }: { readonly issueKey: string }) {
  const navigate = useNavigate();
  useTitle(issueKey);
  return (
    <div className="page page-wide">
      <IssueView key={issueKey} issueKey={issueKey} onDeleted={() => void navigate('/issues/')} />
    </div>
  );
}
