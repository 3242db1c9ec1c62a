import type { ReactNode } from 'react';
import type { Baseline, CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { EmptyState, Loaded, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { BaselineList } from './BaselineList';
import { Compare } from './Compare';
import { baselineMessages, useBaselineText } from './messages';
import { TakeBaseline } from './TakeBaseline';
import './baselines.css';

/** Moments with a name, and what changed between two of them; `?from=`, `?to=` and `?class=` say what is compared. */
export function BaselinesPage(): ReactNode {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  const baselines = useApiQuery('cmdb.baselines', {});
  return (
    <WithMessages messages={baselineMessages}>
      <Loaded query={catalogue} skeleton={<Skeleton lines={8} height={24} />}>
        {(state) => (
          <Loaded query={baselines} skeleton={<Skeleton lines={8} height={24} />}>
            {(found) => <Baselines catalogue={state} baselines={youngestFirst(found.baselines)} />}
          </Loaded>
        )}
      </Loaded>
    </WithMessages>
  );
}

const youngestFirst = (baselines: readonly Baseline[]): Baseline[] =>
  baselines.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));

interface BaselinesProps {
  readonly catalogue: CatalogueState;
  readonly baselines: readonly Baseline[];
}

function Baselines({ catalogue, baselines }: BaselinesProps): ReactNode {
  const text = useBaselineText();
  return (
    <section aria-labelledby="baselines-title" className="baselines">
      <h2 id="baselines-title">{text('baselines.title')}</h2>
      <p className="pl-hint">{text('baselines.what')}</p>
      {catalogue.editable ? <TakeBaseline /> : <p className="cmdb-notice">{text('baselines.reader')}</p>}
      {baselines.length === 0 ? (
        <EmptyState title={text('baselines.none')}>
          {text(catalogue.editable ? 'baselines.none.manager' : 'baselines.none.reader')}
        </EmptyState>
      ) : (
        <>
          <BaselineList baselines={baselines} />
          <Compare catalogue={catalogue} baselines={baselines} />
        </>
      )}
    </section>
  );
}
