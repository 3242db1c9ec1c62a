import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { ErrorState, Loaded, Skeleton } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
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
    <>
      <h2>{text('roles.title')}</h2>
      <Loaded query={roles} skeleton={<Skeleton lines={8} />}>
        {(data) => data.map((role) => <RoleSection key={role.role} projectId={projectId} role={role} />)}
      </Loaded>
    </>
  );
}

function RoleSection({ projectId, role }: { readonly projectId: string; readonly role: Role }): ReactNode {
  const change = useApiCommand('setup.changeRole', { changes: ['setup.roles'] });
  const heading = `role-${role.role}`;
  const send = (add: readonly string[], remove: readonly string[]): void =>
    change.mutate({ projectId, role: role.role, add: [...add], remove: [...remove] });
  return (
    <section className="ad-section" aria-labelledby={heading}>
      <h3 id={heading}>{role.name}</h3>
      <p>{role.description}</p>
      <PeoplePicker
        role={role.name}
        people={role.members}
        busy={change.isPending}
        onAdd={({ accountId }) => send([accountId], [])}
        onRemove={({ accountId }) => send([], [accountId])}
      />
      {change.error === null ? null : <ErrorState error={change.error} />}
    </section>
  );
}
