import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { AdminError, AdminLoaded } from '../AdminError';
import { ProjectChoice } from '../ProjectChoice';
import { useText } from '../text';
import { PeoplePicker } from './PeoplePicker';

type Role = OutputOf<'setup.roles'>[number];

export function RolesPage(): ReactNode {
  return <ProjectChoice>{(projectId) => <Roles key={projectId} projectId={projectId} />}</ProjectChoice>;
}

function Roles({ projectId }: { readonly projectId: string }): ReactNode {
  const text = useText();
  const roles = useApiQuery('setup.roles', { projectId });
  return (
    <section aria-labelledby="roles-title">
      <h2 id="roles-title">{text('roles.title')}</h2>
      <p className="ad-hint">{text('roles.hint')}</p>
      <AdminLoaded query={roles} lines={8}>
        {(data) => (
          <div className="ad-roles">
            {data.map((role) => (
              <RoleRow key={role.role} projectId={projectId} role={role} />
            ))}
          </div>
        )}
      </AdminLoaded>
    </section>
  );
}

function RoleRow({ projectId, role }: { readonly projectId: string; readonly role: Role }): ReactNode {
  const change = useApiCommand('setup.changeRole', { changes: ['setup.roles'] });
  const heading = `role-${role.role}`;
  const send = (add: readonly string[], remove: readonly string[]): void =>
    change.mutate({ projectId, role: role.role, add: [...add], remove: [...remove] });
  return (
    <section className="ad-role" aria-labelledby={heading}>
      <div>
        <h3 id={heading}>{role.name}</h3>
        <small>{role.description}</small>
      </div>
      <div>
        <PeoplePicker
          role={role.name}
          people={role.members}
          busy={change.isPending}
          onAdd={({ accountId }) => send([accountId], [])}
          onRemove={({ accountId }) => send([], [accountId])}
        />
        {change.error === null ? null : <AdminError error={change.error} />}
      </div>
    </section>
  );
}
