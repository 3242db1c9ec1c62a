import { useRef, useState, type ReactNode } from 'react';
import { EmptyState } from '../shared/components';
import { useFormat } from '../shared/format';
import { GadgetLoaded } from '../shared/gadget/GadgetLoaded';
import { GadgetPage } from '../shared/gadget/GadgetPage';
import { useApiQuery } from '../shared/query';
import type { Configuration } from './configuration';
import { Footer } from './Footer';
import { GroupTable } from './GroupTable';
import type { Success } from './success';
import { useSuccessText } from './text';
import { Tiles } from './Tiles';
import { Total } from './Total';
import { WeekChart } from './WeekChart';
import { WeekTable } from './WeekTable';

const MINUTE = 60_000;

export function SuccessView({ configuration }: { readonly configuration: Configuration }): ReactNode {
  const text = useSuccessText();
  const { projects, weeks, groupBy, refresh, title } = configuration;
  const query = useApiQuery(
    'change.successRate',
    { projects: [...projects], weeks, groupBy },
    { poll: () => refresh * MINUTE },
  );
  return (
    <GadgetPage title={title} usual={text('success.title')}>
      <GadgetLoaded query={query}>
        {(success) => <Shown success={success} configuration={configuration} />}
      </GadgetLoaded>
    </GadgetPage>
  );
}

interface ShownProps {
  readonly success: Success;
  readonly configuration: Configuration;
}

function Shown({ success, configuration }: ShownProps): ReactNode {
  const text = useSuccessText();
  const format = useFormat();
  const [table, setTable] = useState(false);
  const drawing = useRef<SVGSVGElement>(null);
  if (success.closed.count === 0)
    return (
      <>
        {success.unauthorised.count > 0 ? <Tiles success={success} /> : null}
        <EmptyState title={text('success.empty.title')}>
          {text('success.empty.body', { weeks: configuration.weeks, at: format.dateTime(success.asOf) })}
        </EmptyState>
      </>
    );
  const target = configuration.target / 100;
  return (
    <>
      <Total success={success} target={target} />
      <Tiles success={success} />
      {table ? <WeekTable success={success} /> : <WeekChart success={success} target={target} drawing={drawing} />}
      <GroupTable success={success} groupBy={configuration.groupBy} target={target} />
      <Footer success={success} groupBy={configuration.groupBy} drawing={drawing} table={table} onTable={setTable} />
    </>
  );
}
