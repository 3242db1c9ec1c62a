import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { EmptyState, Loaded, Skeleton } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { useApiQuery } from '../../shared/query';
import { clockAt, clockId, type Clock } from '../../shared/sla/clock';
import { useMoments, useSince } from '../../shared/sla/live';
import { usePanelText } from '../text';
import { useIssueChanges } from '../refresh';
import { ClockCard } from './ClockCard';
import { currentClocks } from './clocks';
import { PhaseNews } from './PhaseNews';
import './sla.css';

type SlaPanel = OutputOf<'sla.panel'>;
type Clocks = Extract<SlaPanel, { kind: 'clocks' }>;

/** The account of a clock is wanted now and then: its code comes when it is. */
const ProofSheet = lazy(() => import('./ProofSheet').then((module) => ({ default: module.ProofSheet })));

const NONE: readonly Clock[] = [];

/** The service level clocks of the issue, counting. */
export function SlaSection({ issueKey }: { readonly issueKey: string }): ReactNode {
  const text = usePanelText();
  const query = useApiQuery('sla.panel', { issueKey });
  const { refetch } = query;
  useIssueChanges(useCallback(() => void refetch(), [refetch]));
  const answer = query.data?.kind === 'clocks' ? query.data : undefined;
  useMoments(query, answer?.clocks ?? NONE, answer?.asOf);
  return (
    <section aria-labelledby="panel-sla" className="sla">
      <h2 id="panel-sla" className="panel-heading">
        {text('panel.sla')}
      </h2>
      <Loaded query={query} skeleton={<Skeleton lines={3} height={24} />}>
        {(panel) => <SlaBody panel={panel} query={query} />}
      </Loaded>
    </section>
  );
}

interface SlaBodyProps {
  readonly panel: SlaPanel;
  readonly query: UseQueryResult<SlaPanel, Error>;
}

function SlaBody({ panel, query }: SlaBodyProps): ReactNode {
  const text = usePanelText();
  if (panel.kind === 'none')
    return (
      <EmptyState title={text('panel.sla.none')}>
        {text(panel.reason === 'not-set-up' ? 'panel.sla.none.notSetUp' : 'panel.sla.none.notInScope')}
      </EmptyState>
    );
  if (panel.clocks.length === 0)
    return <EmptyState title={text('panel.sla.notStarted')}>{text('panel.sla.notStarted.body')}</EmptyState>;
  return (
    <>
      <ClockCards answer={panel} answeredAt={query.dataUpdatedAt} />
      {query.isRefetchError ? (
        <p className="sla-stale">{text('panel.sla.stale', { why: query.error.message })}</p>
      ) : null}
    </>
  );
}

interface ClockCardsProps {
  readonly answer: Clocks;
  readonly answeredAt: number;
}

function ClockCards({ answer: { issueKey, asOf, clocks }, answeredAt }: ClockCardsProps): ReactNode {
  const since = useSince(answeredAt, clocks);
  const [proof, setProof] = useState<string>();
  const proven = clocks.find((clock) => clockId(clock) === proof);
  return (
    <>
      <PhaseNews clocks={clocks} asOf={asOf} since={since} />
      <ul className="sla-clocks">
        {currentClocks(clocks).map(({ current, earlier }) => (
          <li key={current.definition.key}>
            <ClockCard
              clock={current}
              earlier={earlier}
              live={clockAt(current, asOf, since)}
              asOf={asOf}
              since={since}
              proof={proof}
              onProof={(id) => setProof(id === proof ? undefined : id)}
            />
          </li>
        ))}
      </ul>
      {proven === undefined ? null : (
        <Suspense fallback={<Skeleton lines={4} height={20} />}>
          <ProofSheet
            key={proof}
            issueKey={issueKey}
            clock={proven}
            answeredAt={answeredAt}
            onClose={() => setProof(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
