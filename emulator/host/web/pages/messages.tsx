import { Link, useLocation } from 'react-router';
import { EmptyState } from '../ui/parts';

export function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <EmptyState title="This page does not exist">
      <p>
        There is nothing at <code>{pathname}</code>. Go to the <Link to="/jira/projects">list of projects</Link>.
      </p>
    </EmptyState>
  );
}

export function NoUserPage() {
  return (
    <main id="main">
      <EmptyState title="This site has no users yet">
        <p>Start it again without an empty database, so that its company is created.</p>
      </EmptyState>
    </main>
  );
}
