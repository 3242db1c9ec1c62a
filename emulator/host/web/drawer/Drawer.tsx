/** What the app did and what it costs: the records of the control API, as tables. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../app/http';
import { CloseIcon, RefreshIcon } from '../ui/icons';
import { Tabs } from '../ui/Tabs';
import { Button, EmptyState, Failure, IconButton, Skeleton } from '../ui/parts';
import { RecordTable } from './RecordTable';
import { RECORDS, type RecordId } from './records';

const TABS = [
  { id: 'meter', title: 'Meter' },
  { id: 'queues', title: 'Queues' },
  { id: 'events', title: 'Events' },
  { id: 'logs', title: 'Logs' },
  { id: 'storage', title: 'Storage' },
  { id: 'traffic', title: 'Traffic' },
] as const;

const REFRESH_EVERY_MS = 3_000;

export function Drawer({ onClose }: { readonly onClose: () => void }) {
  const [tab, setTab] = useState<RecordId>('meter');
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['emulator'] });
  return (
    <section className="drawer" aria-label="What the app did">
      <div className="drawer-bar">
        <h2>What the app did</h2>
        <div className="drawer-actions actions">
          <Button appearance="subtle" onClick={() => void refresh()}>
            <RefreshIcon /> Refresh
          </Button>
          <IconButton label="Hide what the app did" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </div>
      </div>
      <div className="drawer-content">
        <Tabs label="Records" tabs={TABS} selected={tab} onSelect={setTab}>
          <Records key={tab} id={tab} />
        </Tabs>
      </div>
    </section>
  );
}

function Records({ id }: { readonly id: RecordId }) {
  const record = RECORDS[id];
  const [hidden, setHidden] = useState(0);
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['emulator', id],
    queryFn: () => send('GET', `/_emulator/${id}`),
    refetchInterval: REFRESH_EVERY_MS,
  });
  if (error !== null) return <Failure error={error} what="The record" />;
  if (data === undefined) return <Skeleton />;
  const all = record.rows(data);
  const rows = record.clears === 'view' ? all.slice(Math.min(hidden, all.length)) : all;
  const clear = async (): Promise<void> => {
    if (record.clears === 'view') setHidden(all.length);
    if (record.clears === 'meter') {
      await send('POST', '/_emulator/meter/reset');
      await queries.invalidateQueries({ queryKey: ['emulator', id] });
    }
  };
  return (
    <>
      {record.clears !== 'nothing' && (
        <div className="actions">
          <Button disabled={rows.length === 0} onClick={() => void clear()}>
            {record.clears === 'meter' ? 'Reset the meter' : 'Hide what is shown'}
          </Button>
          {record.summary !== undefined && <small>{record.summary(data)}</small>}
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState title="Nothing yet">
          <p>{record.empty}</p>
        </EmptyState>
      ) : (
        <RecordTable
          caption={record.caption}
          columns={record.columns}
          rows={record.newestFirst ? [...rows].reverse() : rows}
        />
      )}
    </>
  );
}
