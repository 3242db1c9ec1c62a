import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyState, Field, Select } from '../shared/components';
import { useApiQuery } from '../shared/query';
import { AdminLoaded } from './AdminError';
import { useText } from './text';

/** For pages about one of the projects that are set up; with a single one there is nothing to choose. */
export function ProjectChoice({ children }: { readonly children: (projectId: string) => ReactNode }): ReactNode {
  const text = useText();
  const overview = useApiQuery('setup.overview', {});
  const [chosen, setChosen] = useState<string>();
  return (
    <AdminLoaded query={overview}>
      {({ projects }) => {
        const projectId = chosen ?? projects[0]?.id;
        if (projectId === undefined) {
          return (
            <EmptyState title={text('admin.notSetUp')} action={<Link to="/setup">{text('admin.goToSetup')}</Link>}>
              {text('admin.notSetUp.next')}
            </EmptyState>
          );
        }
        return (
          <div className="ad-form">
            {projects.length === 1 ? null : (
              <Field label={text('admin.project')}>
                {(control) => (
                  <Select
                    {...control}
                    options={projects.map(({ id, key, name }) => ({ value: id, label: `${name} (${key})` }))}
                    value={projectId}
                    onChange={setChosen}
                  />
                )}
              </Field>
            )}
            {children(projectId)}
          </div>
        );
      }}
    </AdminLoaded>
  );
}
