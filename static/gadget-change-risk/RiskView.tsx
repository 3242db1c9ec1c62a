import { useState, type ReactNode } from 'react';
import { Button, EmptyState, TableIcon } from '../shared/components';
import { csv, downloadCsv } from '../shared/csv';
import { useChangeNames } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { GadgetLoaded } from '../shared/gadget/GadgetLoaded';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import type { Configuration } from './configuration';
import { HeatMap } from './HeatMap';
import { byScore, type RiskMap } from './risk';
import { RiskTable } from './RiskTable';
import { useRiskText } from './text';

const MINUTE = 60_000;

export function RiskView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useRiskText();
  const { projects, scope, days, refresh, title } = configuration;
  const query = useApiQuery(
    'change.heatMap',
    { projects: [...projects], scope, days },
    { poll: () => refresh * MINUTE },
  );
  return (
    <GadgetPage title={title} usual={text('risk.title')}>
      <GadgetLoaded query={query}>{(map) => <Shown map={map} configuration={configuration} />}</GadgetLoaded>
    </GadgetPage>
  );
}

interface ShownProps {
  readonly map: RiskMap;
  readonly configuration: Configuration;
}

function Shown({ map, configuration: { scope, days } }: ShownProps): ReactNode {
  const text = useRiskText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  const at = format.dateTime(map.asOf);
  if (map.total.count === 0)
    return (
      <EmptyState title={text(`risk.empty.${scope}`, { days })}>{text(`risk.empty.next.${scope}`, { at })}</EmptyState>
    );
  return (
    <>
      <p className="risk-totals">
        <span>
          {text(`risk.total.${scope}`, { days })}{' '}
          <strong>
            <CountLink of={map.total} what={text(`risk.total.${scope}`, { days })} />
          </strong>
        </span>
        <span>
          {text('risk.unassessed')}{' '}
          <strong>
            <CountLink of={map.unassessed} what={text('risk.unassessed')} />
          </strong>
        </span>
      </p>
      {table ? <RiskTable map={map} /> : <HeatMap map={map} />}
      <Footer map={map} table={table} onTable={setTable} />
    </>
  );
}

interface FooterProps {
  readonly map: RiskMap;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}

function Footer({ map, table, onTable }: FooterProps): ReactNode {
  const gadget = useGadgetText();
  const format = useFormat();
  const rows = useRows(map);
  return (
    <div className="pl-gadget-footer">
      <p>{gadget('gadget.asOf', { at: format.dateTime(map.asOf) })}</p>
      <div className="pl-gadget-actions">
        <Button appearance="subtle" icon={<TableIcon />} onClick={() => onTable(!table)}>
          {gadget(table ? 'gadget.asChart' : 'gadget.asTable')}
        </Button>
        <Button appearance="subtle" onClick={() => downloadCsv(`change-risk-${map.asOf.slice(0, 10)}.csv`, csv(rows))}>
          {gadget('gadget.csv')}
        </Button>
      </div>
    </div>
  );
}

/** Every cell, also the empty ones: a spreadsheet makes a table of its own of them. */
function useRows(map: RiskMap): (string | number)[][] {
  const text = useRiskText();
  const names = useChangeNames();
  return [
    [names('change.side.likelihood'), names('change.side.impact'), text('risk.level'), text('risk.changes')],
    ...byScore(map).map(({ likelihood, impact, level, count }) => [
      likelihood,
      impact,
      names(`change.level.${level}`),
      count,
    ]),
    ['', '', text('risk.unassessed'), map.unassessed.count],
    ['', '', text('risk.total'), map.total.count],
  ];
}
