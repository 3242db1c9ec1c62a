import { useNavigate, useParams } from 'react-router';
import { useTitle } from '../pages/ProjectList';
import { IssueView } from './IssueView';

export function IssuePage() {
  const { issueKey = '' } = useParams();
  const navigate = useNavigate();
  useTitle(issueKey);
  return (
    <div className="page page-wide">
      <IssueView key={issueKey} issueKey={issueKey} onDeleted={() => void navigate('/issues/')} />
    </div>
  );
}
