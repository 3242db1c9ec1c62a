/** How a project is set up, read only: who holds which role, its issue types, their statuses. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import { get } from '../app/http';
import { Named, Project, Status } from '../app/jira-types';
import { Failure, PageHeader, Person, Skeleton, StatusLozenge } from '../ui/parts';
import { jqlForProject, useTitle } from './ProjectList';

const RoleLinks = z.record(z.string(), z.string());
const Role = z.object({
  id: z.number(),
  name: z.string(),
  actors: z
    .array(z.object({ displayName: z.string(), actorUser: z.object({ accountId: z.string() }).optional() }))
    .default([]),
});
const TypeStatuses = z.array(Named.extend({ statuses: z.array(Status) }));

async function rolesOf(projectKey: string): Promise<readonly z.output<typeof Role>[]> {
  const base = `/rest/api/3/project/${encodeURIComponent(projectKey)}/role`;
  const links = await get(RoleLinks, base);
  const ids = Object.values(links).map((link) => link.slice(link.lastIndexOf('/') + 1));
  return Promise.all(ids.map((id) => get(Role, `${base}/${id}`)));
}

export function ProjectSettings() {
  const { projectKey = '' } = useParams();
  useTitle(`Settings of ${projectKey}`);
  const project = useQuery({
    queryKey: ['project', projectKey],
    queryFn: () => get(Project, `/rest/api/3/project/${encodeURIComponent(projectKey)}`),
  });
  const roles = useQuery({ queryKey: ['project', projectKey, 'roles'], queryFn: () => rolesOf(projectKey) });
  const types = useQuery({
    queryKey: ['project', projectKey, 'statuses'],
    queryFn: () => get(TypeStatuses, `/rest/api/3/project/${encodeURIComponent(projectKey)}/statuses`),
  });
  return (
    <div className="page">
      <PageHeader
        title={project.data?.name ?? projectKey}
        above={<Link to={jqlForProject(projectKey)}>Issues of {projectKey}</Link>}
      >
        <Link className="button button-default" to={`/jira/projects/${projectKey}/settings/workflows`}>
          Workflows
        </Link>
      </PageHeader>
      {project.error !== null && <Failure error={project.error} what="The project" />}
      <section className="section">
        <h2>People by role</h2>
        {roles.error !== null && <Failure error={roles.error} what="The roles" />}
        {roles.isPending && <Skeleton />}
        {roles.data !== undefined && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Role</th>
                <th scope="col">Held by</th>
              </tr>
            </thead>
            <tbody>
              {roles.data.map((role) => (
                <tr key={role.id}>
                  <th scope="row">{role.name}</th>
                  <td>
                    {role.actors.length === 0 ? <span className="unset">Nobody</span> : <Actors actors={role.actors} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <section className="section">
        <h2>Issue types and their statuses</h2>
        {types.error !== null && <Failure error={types.error} what="The issue types" />}
        {types.isPending && <Skeleton />}
        {types.data !== undefined && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Issue type</th>
                <th scope="col">Statuses</th>
              </tr>
            </thead>
            <tbody>
              {types.data.map((type) => (
                <tr key={type.id}>
                  <th scope="row">{type.name}</th>
                  <td>
                    <span className="chips">
                      {type.statuses.map((status) => (
                        <StatusLozenge key={status.id} status={status} />
                      ))}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}

function Actors({ actors }: { readonly actors: z.output<typeof Role>['actors'] }) {
  return (
    <ul className="chips">
      {actors.map(({ displayName, actorUser }) => (
        <li key={displayName} className="chip">
          <Person name={displayName} accountId={actorUser?.accountId} />
        </li>
      ))}
    </ul>
  );
}
