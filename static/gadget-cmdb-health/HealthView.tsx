import { useState, type ReactNode } from 'react';
import type { HealthRule, HealthSummary } from '../../src/cmdb/cmdb.shapes';
import { Button, EmptyState, Loaded, Skeleton, TableIcon } from '../shared/components';
import { csv, downloadCsv } from '../shared/csv';
import { useFormat } from '../shared/format';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { Bars } from './Bars';
import { ClassTable } from './ClassTable';
import type { Configuration } from './configuration';
import { figuresOf, type Figures } from './figures';
import { Findings } from './Findings';
import { useHealthText } from './text';

const MINUTE = 60_000;

/** What a number stands for: the CIs of one rule, of one class or of all that are shown. */
export interface Drill {
  readonly rule: HealthRule;
  readonly classKey: string | undefined;
}

export function HealthView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useHealthText();
  const query = useApiQuery('cmdb.health', {}, { poll: () => configuration.refresh * MINUTE });
  return (
    <GadgetPage title={configuration.title} usual={text('health.title')}>
      <Loaded query={query} skeleton={<Skeleton lines={6} height={24} />}>
        {(summary) =>
          summary.asOf === null ? (
            <EmptyState title={text('health.never')}>{text('health.never.next')}</EmptyState>
          ) : (
            <Shown summary={summary} asOf={summary.asOf} configuration={configuration} error={query.error} />
          )
        }
      </Loaded>
    </GadgetPage>
  );
}

interface ShownProps {
  readonly summary: HealthSummary;
  readonly asOf: string;
  readonly configuration: Configuration;
  /** Why the last refresh brought nothing. */
  readonly error: Error | null;
}

function Shown({ summary, asOf, configuration, error }: ShownProps): ReactNode {
  const text = useHealthText();
  const gadget = useGadgetText();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const [drill, setDrill] = useState<Drill>();
  const lines = useExport();
  const figures = figuresOf(summary, configuration);
  const at = format.dateTime(asOf);
  if (drill !== undefined)
    return <Findings drill={drill} classes={configuration.classes} onBack={() => setDrill(undefined)} />;
  return (
    <>
      {error === null ? null : (
        <p className="pl-gadget-stale" role="alert">
          {gadget('gadget.retrying.stale', { at, why: error.message })}
        </p>
      )}
      <p className="health-overall">
        <strong>{format.percent(figures.cis === 0 ? 1 : figures.healthy / figures.cis)}</strong>{' '}
        {text('health.healthy', { healthy: figures.healthy, cis: figures.cis })}
      </p>
      {asTable ? <ClassTable figures={figures} onDrill={setDrill} /> : <Bars figures={figures} onDrill={setDrill} />}
      <div className="pl-gadget-footer">
        <p>{gadget('gadget.asOf', { at })}</p>
        <span>
          <Button appearance="subtle" icon={<TableIcon />} onClick={() => setAsTable(!asTable)}>
            {gadget(asTable ? 'gadget.asChart' : 'gadget.asTable')}
          </Button>
          <Button
            appearance="subtle"
            onClick={() => downloadCsv(`cmdb-health-${asOf.slice(0, 10)}.csv`, csv(lines(figures)))}
          >
            {gadget('gadget.csv')}
          </Button>
        </span>
      </div>
    </>
  );
}

function useExport(): (figures: Figures) => (string | number)[][] {
  const text = useHealthText();
  return ({ classes, rules }) => [
    [
      text('health.class'),
      text('health.cis'),
      text('health.well'),
      ...rules.map(({ rule }) => text(`health.rule.${rule}`)),
    ],
    ...classes.map((row) => [row.className, row.cis, row.healthy, ...rules.map(({ rule }) => row.findings[rule])]),
  ];
}
