import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../shared/api';
import { Button, EmptyState, TableIcon } from '../shared/components';
import { csv, downloadCsv } from '../shared/csv';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { GadgetLoaded } from '../shared/gadget/GadgetLoaded';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { ChangeRow } from './ChangeRow';
import { ChangeTable } from './ChangeTable';
import type { Configuration } from './configuration';
import { useExport } from './export';
import { Freezes } from './Freezes';
import { useUpcomingText } from './text';

export type Upcoming = OutputOf<'change.upcoming'>;
export type UpcomingChange = Upcoming['changes'][number];

const MINUTE = 60_000;

export function UpcomingView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useUpcomingText();
  const { projects, days, limit, refresh, title } = configuration;
  const query = useApiQuery(
    'change.upcoming',
    { projects: [...projects], days, limit },
    { poll: () => refresh * MINUTE },
  );
  return (
    <GadgetPage title={title} usual={text('upcoming.title')}>
      <GadgetLoaded query={query}>{(upcoming) => <Shown upcoming={upcoming} days={days} />}</GadgetLoaded>
    </GadgetPage>
  );
}

function Shown({ upcoming, days }: { readonly upcoming: Upcoming; readonly days: number }): ReactNode {
  const text = useUpcomingText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  const { changes, freezes, total, asOf } = upcoming;
  return (
    <>
      <Freezes freezes={freezes} asOf={asOf} days={days} />
      {total.count === 0 ? (
        <EmptyState title={text('upcoming.empty.title', { days })}>
          {text('upcoming.empty.body', { at: format.dateTime(asOf) })}
        </EmptyState>
      ) : (
        <>
          <p className="upcoming-total">
            {text('upcoming.total', { days })}{' '}
            <strong>
              <CountLink of={total} what={text('upcoming.total', { days })} />
            </strong>
            {changes.length < total.count ? ` · ${text('upcoming.shown', { shown: changes.length })}` : null}
          </p>
          {table ? (
            <ChangeTable changes={changes} />
          ) : (
            <ol className="upcoming-list" aria-label={text('upcoming.list')}>
              {changes.map((change) => (
                <ChangeRow key={change.issueKey} change={change} />
              ))}
            </ol>
          )}
        </>
      )}
      <Footer upcoming={upcoming} table={table} onTable={setTable} />
    </>
  );
}

interface FooterProps {
  readonly upcoming: Upcoming;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}

function Footer({ upcoming, table, onTable }: FooterProps): ReactNode {
  const text = useUpcomingText();
  const gadget = useGadgetText();
  const format = useFormat();
  const rows = useExport(upcoming);
  const { changes, asOf } = upcoming;
  return (
    <div className="pl-gadget-footer">
      <p>{gadget('gadget.asOf', { at: format.dateTime(asOf) })}</p>
      {changes.length === 0 ? null : (
        <div className="pl-gadget-actions">
          <Button appearance="subtle" icon={<TableIcon />} onClick={() => onTable(!table)}>
            {table ? text('upcoming.asList') : gadget('gadget.asTable')}
          </Button>
          <Button
            appearance="subtle"
            onClick={() => downloadCsv(`upcoming-changes-${asOf.slice(0, 10)}.csv`, csv(rows))}
          >
            {gadget('gadget.csv')}
          </Button>
        </div>
      )}
    </div>
  );
}
