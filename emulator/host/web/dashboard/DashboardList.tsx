import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { messageOf } from '../app/http';
import { useTitle } from '../pages/ProjectList';
import { Dialog } from '../ui/Dialog';
import { useDialogs } from '../ui/dialogs';
import { Button, EmptyState, Failure, PageHeader, Person, Skeleton } from '../ui/parts';
import { createDashboard, dashboardsQuery } from './queries';

export function DashboardList() {
  useTitle('Dashboards');
  const { data, error } = useQuery(dashboardsQuery);
  const openDialog = useDialogs();
  const create = (): void => openDialog((close) => <CreateDashboard onClose={close} />);
  return (
    <div className="page">
      <PageHeader title="Dashboards">
        <Button appearance="primary" onClick={create}>
          Create dashboard
        </Button>
      </PageHeader>
      {error !== null && <Failure error={error} what="The dashboards" />}
      {data === undefined && error === null && <Skeleton />}
      {data?.values.length === 0 && (
        <EmptyState title="No dashboards yet">
          <p>Create one and add the app’s gadgets to it.</p>
        </EmptyState>
      )}
      {data !== undefined && data.values.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Owner</th>
                <th scope="col">Description</th>
              </tr>
            </thead>
            <tbody>
              {data.values.map(({ id, name, owner, description }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to={`/jira/dashboards/${id}`}>{name}</Link>
                  </th>
                  <td>{owner?.displayName === undefined ? '' : <Person name={owner.displayName} />}</td>
                  <td>{description ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function CreateDashboard({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [problem, setProblem] = useState<string>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const id = useId();
  const create = async (): Promise<void> => {
    if (name.trim() === '') return setProblem('A dashboard needs a name.');
    try {
      const dashboard = await createDashboard(name.trim(), description.trim());
      void queries.invalidateQueries({ queryKey: ['dashboards'] });
      onClose();
      void navigate(`/jira/dashboards/${dashboard.id}`);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog
      title="Create dashboard"
      width="480px"
      onClose={onClose}
      footer={
        <>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} appearance="primary">
            Create
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-name`}>Name</label>
          <input
            id={`${id}-name`}
            className={problem === undefined ? 'text-input' : 'text-input invalid'}
            required
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-error`}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <p id={`${id}-error`} className="field-error" role="alert">
            {problem}
          </p>
        </div>
        <div className="field">
          <label htmlFor={`${id}-description`}>Description</label>
          <textarea
            id={`${id}-description`}
            rows={3}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </div>
      </form>
    </Dialog>
  );
}
