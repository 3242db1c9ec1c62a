import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { CatalogueState, HealthSummary } from '../../../../src/cmdb/cmdb.shapes';
import { Button, EmptyState, ErrorState, Loaded, Skeleton } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { FindingList } from './FindingList';
import { ByClass, Figures } from './Figures';
import { healthMessages, useHealthText } from './messages';
import { RULES } from './rules';
import './health.css';

/** Milliseconds between looks at an examination. */
const LOOK = 3_000;

/** How true and whole the CMDB is: figures by rule and class; `?rule=` and `?class=` say which CIs are listed. */
export function HealthPage(): ReactNode {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  const health = useApiQuery('cmdb.health', {}, { poll: (data) => (data?.running == null ? false : LOOK) });
  return (
    <WithMessages messages={healthMessages}>
      <Loaded query={catalogue} skeleton={<Skeleton lines={10} height={24} />}>
        {(state) => (
          <Loaded query={health} skeleton={<Skeleton lines={10} height={24} />}>
            {(summary) => <Health catalogue={state} summary={summary} />}
          </Loaded>
        )}
      </Loaded>
    </WithMessages>
  );
}

interface HealthProps {
  readonly catalogue: CatalogueState;
  readonly summary: HealthSummary;
}

function Health({ catalogue, summary }: HealthProps): ReactNode {
  const text = useHealthText();
  const [params] = useSearchParams();
  const rule = RULES.find((one) => one === params.get('rule'));
  const shown = summary.classes.find((one) => one.classKey === params.get('class'));
  return (
    <section aria-labelledby="health-title">
      <h2 id="health-title" className="health-title">
        {text('health.title')}
      </h2>
      <Standing catalogue={catalogue} summary={summary} />
      {summary.asOf === null ? (
        <EmptyState title={text('health.never')}>
          {text(catalogue.editable ? 'health.never.manager' : 'health.never.reader')}
        </EmptyState>
      ) : (
        <>
          <Figures summary={summary} rule={rule} classKey={shown?.classKey} />
          {rule === undefined ? (
            <ByClass summary={summary} />
          ) : (
            <FindingList
              key={`${rule} ${shown?.classKey} ${summary.asOf}`}
              rule={rule}
              of={shown}
              editable={catalogue.editable}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Of when the figures are, and a new examination. */
function Standing({ catalogue, summary }: HealthProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  const examine = useApiCommand('cmdb.examineHealth', { changes: ['cmdb.health'] });
  const { asOf, running, failed } = summary;
  return (
    <>
      <div className="cmdb-actions">
        {asOf === null ? null : <span>{text('health.asOf', { at: format.dateTime(asOf) })}</span>}
        {catalogue.editable ? (
          <Button disabled={running !== null || examine.isPending} onClick={() => examine.mutate({})}>
            {text('health.examine')}
          </Button>
        ) : null}
        <span role="status">{running === null ? '' : text('health.running', { count: running.examined })}</span>
      </div>
      {failed === null ? null : (
        <p className="cmdb-notice" data-tone="warning" role="alert">
          {failed}
        </p>
      )}
      {examine.error === null ? null : <ErrorState error={examine.error} />}
    </>
  );
}
