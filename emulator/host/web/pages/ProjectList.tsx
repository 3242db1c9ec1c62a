import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { pageAddress } from '../app/bootstrap';
import { get } from '../app/http';
import { Project } from '../app/jira-types';
import { EmptyState, Failure, PageHeader, Person, Skeleton } from '../ui/parts';

const Projects = z.object({ values: z.array(Project), total: z.number() });

export const projectQuery = {
  queryKey: ['projects'],
  queryFn: () => get(Projects, '/rest/api/3/project/search?maxResults=100&expand=lead'),
};

export const jqlForProject = (key: string): string =>
  `/issues/?${new URLSearchParams({ jql: `project = "${key}" ORDER BY created DESC` }).toString()}`;

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}

export function ProjectList() {
  useTitle('Projects');
  const { data, error } = useQuery(projectQuery);
  return (
    <div className="page">
      <PageHeader title="Projects" />
      {error !== null && <Failure error={error} what="The projects" />}
      {data === undefined && error === null && <Skeleton />}
      {data?.values.length === 0 && <NoProjects />}
      {data !== undefined && data.values.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Key</th>
                <th scope="col">Type</th>
                <th scope="col">Lead</th>
                <th scope="col">
                  <span className="visually-hidden">Settings</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.values.map((project) => (
                <tr key={project.id}>
                  <th scope="row">
                    <Link to={jqlForProject(project.key)}>{project.name}</Link>
                  </th>
                  <td>{project.key}</td>
                  <td>{project.projectTypeKey === 'service_desk' ? 'Service management' : project.projectTypeKey}</td>
                  <td>
                    {project.lead?.displayName === undefined ? (
                      ''
                    ) : (
                      <Person name={project.lead.displayName} accountId={project.lead.accountId} />
                    )}
                  </td>
                  <td>
                    <Link to={`/jira/projects/${project.key}/settings`} aria-label={`Settings of ${project.name}`}>
                      Settings
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function NoProjects() {
  const admin = pageAddress('jira:adminPage');
  return (
    <EmptyState title="There are no projects you can see">
      {admin === undefined ? (
        <p>Ask an administrator to create one.</p>
      ) : (
        <p>
          Run the app’s set-up to create one: <Link to={admin}>open its administration page</Link>.
        </p>
      )}
    </EmptyState>
  );
}
