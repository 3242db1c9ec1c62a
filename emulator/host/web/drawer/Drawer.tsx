/** What the app did and what it costs: the records of the control API, as tables. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNumber } from '../app/format';
import { send } from '../app/http';
import { CloseIcon, RefreshIcon } from '../ui/icons';
import { Tabs } from '../ui/Tabs';
import { Button, EmptyState, Failure, IconButton, Skeleton } from '../ui/parts';
import { formatBytes, RecordTable } from './RecordTable';
import { RECORDS, type RecordId } from './records';

const TABS = [
  { id: 'meter', title: 'Meter' },
  { id: 'queues', title: 'Queues' },
  { id: 'events', title: 'Events' },
  { id: 'logs', title: 'Logs' },
  { id: 'storage', title: 'Storage' },
  { id: 'traffic', title: 'Traffic' },
  { id: 'faults', title: 'Faults' },
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
  const { clears } = record;
  const clear = async (): Promise<void> => {
    if (clears === 'nothing') return;
    if (clears === 'view') return setHidden(all.length);
    await send(clears.method, clears.path);
    await queries.invalidateQueries({ queryKey: ['emulator', id] });
  };
  const figures = record.figures?.(data) ?? [];
  return (
    <>
      <div className="record-head">
        {figures.length > 0 && (
          <dl className="figures" aria-label="Since the meter was reset">
            {figures.map(({ title, value, kind }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{kind === 'bytes' ? formatBytes(value) : formatNumber(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        {clears !== 'nothing' && (
          <Button disabled={rows.length === 0} onClick={() => void clear()}>
            {clears === 'view' ? 'Hide what is shown' : clears.label}
          </Button>
        )}
      </div>
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
