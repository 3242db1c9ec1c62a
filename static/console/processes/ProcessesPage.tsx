import type { ReactNode } from 'react';
import { DataTable, Loaded, Skeleton } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiQuery } from '../../shared/query';
import { KpiTable } from './KpiTable';
import type { Practice, Process } from './process';
import { useConsoleText } from '../text';

/** What each practice is for, who answers for it, and how it does. */
export function ProcessesPage(): ReactNode {
  const text = useConsoleText();
  const incident = useApiQuery('incident.process', {});
  const change = useApiQuery('change.process', {});
  const sla = useApiQuery('sla.process', {});
  return (
    <section aria-label={text('console.tab.processes')}>
      <h2>{text('console.incident')}</h2>
      <Loaded query={incident} skeleton={<Skeleton lines={8} />}>
        {(process) => <PracticeProcess practice="incident" process={process} />}
      </Loaded>
      <h2>{text('console.change')}</h2>
      <Loaded query={change} skeleton={<Skeleton lines={8} />}>
        {(process) => <PracticeProcess practice="change" process={process} />}
      </Loaded>
      <h2>{text('console.sla')}</h2>
      <Loaded query={sla} skeleton={<Skeleton lines={8} />}>
        {(process) => <PracticeProcess practice="sla" process={process} />}
      </Loaded>
    </section>
  );
}

const OWNERS = { incident: 'incidentManager', change: 'changeManager', sla: 'serviceOwner' } as const;

interface PracticeProcessProps {
  readonly practice: Practice;
  readonly process: Process;
}

function PracticeProcess({ practice, process }: PracticeProcessProps): ReactNode {
  const text = useConsoleText();
  const format = useFormat();
  return (
    <>
      <dl className="console-facts">
        <dt>{text('console.purpose')}</dt>
        <dd>{text(`console.${practice}.purpose`)}</dd>
        <dt>{text('console.customer')}</dt>
        <dd>{text(`console.${practice}.customer`)}</dd>
        <dt>{text('console.triggers')}</dt>
        <dd>
          <ul>
            {process.triggers.map((trigger) => (
              <li key={trigger}>{text(`console.trigger.${trigger}`)}</li>
            ))}
          </ul>
        </dd>
        <dt>{text('console.owner')}</dt>
        <dd>{text(`console.role.${OWNERS[practice]}`)}</dd>
      </dl>
      <h3>{text('console.kpis')}</h3>
      {process.kpis.length === 0 ? (
        <p>{text('console.kpis.none')}</p>
      ) : (
        <>
          <KpiTable kpis={process.kpis} />
          <p className="pl-hint">
            {text('console.kpis.asOf', { at: format.dateTime(process.asOf), projects: format.list(process.projects) })}
          </p>
        </>
      )}
      <h3>{text('console.lifecycle')}</h3>
      <Lifecycle lifecycle={process.lifecycle} />
    </>
  );
}

function Lifecycle({ lifecycle }: { readonly lifecycle: Process['lifecycle'] }): ReactNode {
  const text = useConsoleText();
  const nameOf = (key: string): string => lifecycle.states.find((state) => state.key === key)?.name ?? key;
  return (
    <DataTable
      caption={text('console.lifecycle')}
      captionHidden
      rows={lifecycle.transitions}
      rowKey={({ name }) => name}
      columns={[
        { key: 'step', title: text('console.lifecycle.step'), cell: ({ name }) => name },
        { key: 'from', title: text('console.lifecycle.from'), cell: ({ from }) => from.map(nameOf).join(', ') },
        { key: 'to', title: text('console.lifecycle.to'), cell: ({ to }) => nameOf(to) },
        {
          key: 'needs',
          title: text('console.lifecycle.needs'),
          cell: ({ needs }) => needs.map(({ message }) => message).join(' '),
        },
      ]}
    />
  );
}
