import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button, EmptyState } from '../shared/components';
import type { OutputOf } from '../shared/api';
import { csv, downloadCsv } from '../shared/csv';
import { useFormat } from '../shared/format';
import { GadgetLoaded } from '../shared/gadget/GadgetLoaded';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { clockAt } from '../shared/sla/clock';
import { useMoments, useSince } from '../shared/sla/live';
import { useSlaTerms } from '../shared/sla/terms';
import type { Configuration } from './configuration';
import { Counts } from './Counts';
import { SoonRow } from './SoonRow';
import { useSoonText } from './text';

export type Soon = OutputOf<'sla.soon'>;

const MINUTE = 60_000;
const NONE: Soon['rows'] = [];

export function SoonView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useSoonText();
  const { projects, limit, refresh, title } = configuration;
  const query = useApiQuery('sla.soon', { projects: [...projects], limit }, { poll: () => refresh * MINUTE });
  const rows = query.data?.rows ?? NONE;
  useMoments(
    query,
    rows.map(({ clock }) => clock),
    query.data?.asOf,
  );
  return (
    <GadgetPage title={title} usual={text('soon.title')}>
      <GadgetLoaded query={query}>{(soon) => <Shown soon={soon} query={query} />}</GadgetLoaded>
    </GadgetPage>
  );
}

function Shown({ soon, query }: { readonly soon: Soon; readonly query: UseQueryResult<Soon, Error> }): ReactNode {
  const text = useSoonText();
  const gadget = useGadgetText();
  const format = useFormat();
  const since = useSince(
    query.dataUpdatedAt,
    soon.rows.map(({ clock }) => clock),
  );
  const exported = useExport();
  const at = format.dateTime(soon.asOf);
  return (
    <>
      <Counts soon={soon} />
      {soon.rows.length === 0 ? (
        <EmptyState title={text('soon.empty.title')}>{text('soon.empty.body', { at })}</EmptyState>
      ) : (
        <ol className="soon-list" aria-label={text('soon.list')}>
          {soon.rows.map((row) => (
            <SoonRow key={row.issueKey} row={row} live={clockAt(row.clock, soon.asOf, since)} />
          ))}
        </ol>
      )}
      <div className="pl-gadget-footer">
        <p>{gadget('gadget.asOf', { at })}</p>
        {soon.rows.length === 0 ? null : (
          <Button
            appearance="subtle"
            onClick={() => downloadCsv(`sla-breaching-soon-${soon.asOf.slice(0, 10)}.csv`, csv(exported(soon)))}
          >
            {gadget('gadget.csv')}
          </Button>
        )}
      </div>
    </>
  );
}

/** As the server answered, in instants and whole milliseconds: a file does not count down. */
function useExport(): (soon: Soon) => (string | number)[][] {
  const text = useSoonText();
  const terms = useSlaTerms();
  return ({ rows, asOf }) => [
    [
      text('soon.csv.issue'),
      text('soon.csv.summary'),
      text('soon.csv.clock'),
      text('soon.csv.state'),
      text('soon.csv.due'),
      text('soon.csv.remaining'),
      text('soon.csv.priority'),
      text('soon.csv.assignee'),
      text('soon.csv.status'),
    ],
    ...rows.map(({ issueKey, summary, clock, priority, assignee, status }) => [
      issueKey,
      summary,
      clock.definition.name,
      terms(`sla.phase.${clockAt(clock, asOf, 0).phase}`),
      clock.dueAt ?? '',
      clock.remainingMs,
      priority ?? '',
      assignee ?? '',
      status,
    ]),
  ];
}
