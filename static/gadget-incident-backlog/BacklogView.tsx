import { useState, type ReactNode } from 'react';
import { Button, EmptyState, Loaded, Page, Skeleton, TableIcon } from '../shared/components';
import { csv, downloadCsv } from '../shared/csv';
import { useFormat } from '../shared/format';
import { useApiQuery } from '../shared/query';
import { AgeChart } from './AgeChart';
import type { Backlog } from './backlog';
import type { Configuration } from './configuration';
import { HeatMap } from './HeatMap';
import { useBacklogLabels } from './labels';
import { useBacklogText } from './text';

const MINUTE = 60_000;

/** Refreshed by the dashboard, from the gadget's header, and by itself every so many minutes. */
export function BacklogView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useBacklogText();
  const query = useApiQuery(
    'incident.backlog',
    { projects: [...configuration.projects], boundaries: [...configuration.boundaries] },
    { poll: () => configuration.refresh * MINUTE },
  );
  const usual = text('backlog.title');
  const title = configuration.title === '' ? usual : configuration.title;
  return (
    <Page title={title} titleHidden={title === usual}>
      <Loaded query={query} skeleton={<Skeleton lines={6} height={24} />}>
        {(backlog) => <Backlog backlog={backlog} />}
      </Loaded>
    </Page>
  );
}

function Backlog({ backlog }: { readonly backlog: Backlog }): ReactNode {
  const text = useBacklogText();
  const format = useFormat();
  const labels = useBacklogLabels();
  const [chart, setChart] = useState(false);
  const projects = format.list(backlog.projects);
  const at = format.dateTime(backlog.asOf);
  if (backlog.total.count === 0)
    return <EmptyState title={text('backlog.empty.title')}>{text('backlog.empty.body', { projects, at })}</EmptyState>;
  return (
    <>
      {chart ? <AgeChart backlog={backlog} /> : <HeatMap backlog={backlog} />}
      <div className="backlog-footer">
        <p>{text('backlog.asOf', { at, projects })}</p>
        <div className="backlog-actions">
          <Button appearance="subtle" icon={<TableIcon />} onClick={() => setChart(!chart)}>
            {text(chart ? 'backlog.view.table' : 'backlog.view.chart')}
          </Button>
          <Button
            appearance="subtle"
            onClick={() =>
              downloadCsv(`incident-backlog-${backlog.asOf.slice(0, 10)}.csv`, csv(rowsOf(backlog, labels)))
            }
          >
            {text('backlog.csv')}
          </Button>
        </div>
      </div>
    </>
  );
}

export function rowsOf(backlog: Backlog, labels: ReturnType<typeof useBacklogLabels>): (string | number)[][] {
  return [
    [labels.priority, ...backlog.buckets.map(labels.bucket), labels.total],
    ...backlog.rows.map((row) => [labels.row(row.level), ...row.cells.map(({ count }) => count), row.total.count]),
    [labels.total, ...backlog.columns.map(({ count }) => count), backlog.total.count],
  ];
}
