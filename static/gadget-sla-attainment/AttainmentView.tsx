import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { Button, EmptyState, ErrorState, TableIcon } from '../shared/components';
import { pngOf } from '../shared/charts/png';
import { csv, downloadCsv } from '../shared/csv';
import { download } from '../shared/download';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { GadgetLoaded } from '../shared/gadget/GadgetLoaded';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useGadgetText } from '../shared/gadget/text';
import { useApiQuery } from '../shared/query';
import { attainmentOf, decided, type Attainment } from './attainment';
import type { Configuration } from './configuration';
import { GroupTable } from './GroupTable';
import { useRows } from './rows';
import { useAttainmentText } from './text';
import { WeekChart } from './WeekChart';
import { WeekTable } from './WeekTable';

const MINUTE = 60_000;

export function AttainmentView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useAttainmentText();
  const { projects, definitions, weeks, groupBy, refresh, title } = configuration;
  const query = useApiQuery(
    'sla.attainment',
    { projects: [...projects], definitions: [...definitions], weeks, groupBy },
    { poll: () => refresh * MINUTE },
  );
  return (
    <GadgetPage title={title} usual={text('attainment.title')}>
      <GadgetLoaded query={query}>
        {(attainment) => <Shown attainment={attainment} configuration={configuration} />}
      </GadgetLoaded>
    </GadgetPage>
  );
}

interface ShownProps {
  readonly attainment: Attainment;
  readonly configuration: Configuration;
}

function Shown({ attainment, configuration }: ShownProps): ReactNode {
  const text = useAttainmentText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  const drawing = useRef<SVGSVGElement>(null);
  if (decided(attainment.total) === 0)
    return (
      <EmptyState title={text('attainment.empty.title')}>
        {text('attainment.empty.body', { weeks: configuration.weeks, at: format.dateTime(attainment.asOf) })}
      </EmptyState>
    );
  const target = configuration.target / 100;
  return (
    <>
      <Total attainment={attainment} target={target} />
      {table ? (
        <WeekTable attainment={attainment} target={target} />
      ) : (
        <WeekChart attainment={attainment} target={target} drawing={drawing} />
      )}
      <GroupTable attainment={attainment} groupBy={configuration.groupBy} target={target} />
      <Footer
        attainment={attainment}
        configuration={configuration}
        drawing={drawing}
        table={table}
        onTable={setTable}
      />
    </>
  );
}

/** The one number a manager asks for, and what it is made of. */
function Total({
  attainment: { total },
  target,
}: {
  readonly attainment: Attainment;
  readonly target: number;
}): ReactNode {
  const text = useAttainmentText();
  const format = useFormat();
  const share = attainmentOf(total);
  if (share === null) return null;
  const values = { target: format.percent(target) };
  return (
    <div className="attainment-total">
      <p className="attainment-share">{format.percent(share)}</p>
      <p>
        {text(share < target ? 'attainment.below' : 'attainment.reached', values)}
        <br />
        {text('attainment.met')} <CountLink of={total.met} what={text('attainment.met')} /> ·{' '}
        {text('attainment.breached')} <CountLink of={total.breached} what={text('attainment.breached')} />
      </p>
    </div>
  );
}

interface FooterProps extends ShownProps {
  readonly drawing: RefObject<SVGSVGElement>;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}

function Footer({ attainment, configuration, drawing, table, onTable }: FooterProps): ReactNode {
  const text = useAttainmentText();
  const gadget = useGadgetText();
  const format = useFormat();
  const rows = useRows(attainment, configuration.groupBy);
  const [failure, setFailure] = useState<Error>();
  const name = `sla-attainment-${attainment.asOf.slice(0, 10)}`;
  const exportPng = async (): Promise<void> => {
    if (drawing.current === null) return;
    try {
      download(`${name}.png`, await pngOf(drawing.current));
      setFailure(undefined);
    } catch (cause) {
      setFailure(new Error(gadget('gadget.png.failed', { why: String(cause) }), { cause }));
    }
  };
  return (
    <>
      <div className="pl-gadget-footer">
        <p>{text('attainment.asOf', { at: format.dateTime(attainment.asOf), weeks: attainment.weeks.length })}</p>
        <div className="pl-gadget-actions">
          <Button appearance="subtle" icon={<TableIcon />} onClick={() => onTable(!table)}>
            {gadget(table ? 'gadget.asChart' : 'gadget.asTable')}
          </Button>
          <Button appearance="subtle" onClick={() => downloadCsv(`${name}.csv`, csv(rows))}>
            {gadget('gadget.csv')}
          </Button>
          {table ? null : (
            <Button appearance="subtle" onClick={() => void exportPng()}>
              {gadget('gadget.png')}
            </Button>
          )}
        </div>
      </div>
      {failure === undefined ? null : <ErrorState error={failure} />}
    </>
  );
}
