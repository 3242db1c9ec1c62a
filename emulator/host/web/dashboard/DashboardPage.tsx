import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { modulesOf, type UiModule } from '../app/bootstrap';
import { messageOf } from '../app/http';
import type { Gadget } from '../app/jira-types';
import { tellApp } from '../frame/commands';
import { useTitle } from '../pages/ProjectList';
import { Dialog } from '../ui/Dialog';
import { useDialogs } from '../ui/dialogs';
import { notify } from '../ui/flags';
import { RefreshIcon } from '../ui/icons';
import { Button, EmptyState, Failure, IconButton, PageHeader, Skeleton } from '../ui/parts';
import { GadgetCard } from './GadgetCard';
import { addGadget, dashboardQuery, gadgetsQuery } from './queries';

export function DashboardPage() {
  const { dashboardId = '' } = useParams();
  const dashboard = useQuery(dashboardQuery(dashboardId));
  const gadgets = useQuery(gadgetsQuery(dashboardId));
  const queries = useQueryClient();
  const openDialog = useDialogs();
  const [generation, setGeneration] = useState(0);
  const [fresh, setFresh] = useState<string>();
  useTitle(dashboard.data?.name ?? 'Dashboard');

  const add = (): void =>
    openDialog((close) => (
      <AddGadget
        onClose={close}
        onAdd={async (module) => {
          const { id } = await addGadget(dashboardId, module);
          setFresh(id);
          await queries.invalidateQueries({ queryKey: gadgetsQuery(dashboardId).queryKey });
          close();
        }}
      />
    ));
  const refresh = (): void => {
    void tellApp('JIRA_DASHBOARD_GADGET_REFRESH', { origin: 'dashboard' });
    setGeneration(generation + 1);
  };
  if (dashboard.error !== null) return <Failure error={dashboard.error} what="The dashboard" />;
  return (
    <div className="page page-wide">
      <PageHeader title={dashboard.data?.name ?? 'Dashboard'}>
        <IconButton label="Refresh all gadgets" onClick={refresh}>
          <RefreshIcon />
        </IconButton>
        <Button onClick={add}>Add gadget</Button>
      </PageHeader>
      {gadgets.error !== null && <Failure error={gadgets.error} what="The gadgets" />}
      {gadgets.isPending && <Skeleton lines={8} />}
      {gadgets.data?.length === 0 && (
        <EmptyState title="This dashboard is empty">
          <p>Add a gadget to see numbers here.</p>
        </EmptyState>
      )}
      {gadgets.data !== undefined && gadgets.data.length > 0 && (
        <Columns dashboardId={dashboardId} gadgets={gadgets.data} generation={generation} editing={fresh} />
      )}
    </div>
  );
}

interface ColumnsProps {
  readonly dashboardId: string;
  readonly gadgets: readonly Gadget[];
  readonly generation: number;
  /** The gadget just added opens with its configuration. */
  readonly editing: string | undefined;
}

const MAX_COLUMNS = 3;

function Columns({ dashboardId, gadgets, generation, editing }: ColumnsProps) {
  const last = Math.max(...gadgets.map(({ position }) => position.column));
  const columns = Array.from({ length: Math.min(Math.max(last + 1, 2), MAX_COLUMNS) }, (_, column) =>
    gadgets
      .filter(({ position }) => Math.min(position.column, MAX_COLUMNS - 1) === column)
      .sort((a, b) => a.position.row - b.position.row),
  );
  return (
    <div className="dashboard" style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}>
      {columns.map((column, index) => (
        <div key={index} className="dashboard-column">
          {column.map((gadget) => (
            <GadgetCard
              key={gadget.id}
              dashboardId={dashboardId}
              gadget={gadget}
              generation={generation}
              startEditing={gadget.id === editing}
              moves={{
                left: index > 0,
                right: index < MAX_COLUMNS - 1,
                up: column[0] !== gadget,
                down: column.at(-1) !== gadget,
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function AddGadget({
  onAdd,
  onClose,
}: {
  readonly onAdd: (module: UiModule) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const available = modulesOf('jira:dashboardGadget');
  const add = async (module: UiModule): Promise<void> => {
    setBusy(true);
    try {
      await onAdd(module);
    } catch (error) {
      notify('error', 'The gadget could not be added', messageOf(error));
      onClose();
    }
  };
  return (
    <Dialog title="Add a gadget" onClose={onClose}>
      {available.length === 0 && <p>No installed app brings a gadget.</p>}
      <ul className="links">
        {available.map((module) => (
          <li key={module.key}>
            <div className="gadget-choice">
              <strong>{module.title}</strong>
              <p>{descriptionOf(module)}</p>
            </div>
            <Button disabled={busy} onClick={() => void add(module)} aria-label={`Add ${module.title}`}>
              Add
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function descriptionOf({ properties }: UiModule): string {
  const { description } = properties;
  return typeof description === 'string' ? description : '';
}
