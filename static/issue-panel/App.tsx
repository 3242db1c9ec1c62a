import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { EmptyState, Loaded, Skeleton } from '../shared/components';
import { issueKeyOf, usePlatform } from '../shared/context';
import { useApiQuery } from '../shared/query';
import { LifecycleSection } from './LifecycleSection';
import { isSettling, type Panel } from './panel';
import { PrioritySection } from './PrioritySection';
import { useIssueChanges } from './refresh';
import { SlaSection } from './sla/SlaSection';
import { usePanelText } from './text';
import './panel.css';

/** Below the fold: the rest of the panel does not wait for it. */
const CiSection = lazy(() => import('./cmdb/CiSection'));
/** On changes only. */
const ChangeSection = lazy(() => import('./change/ChangeSection'));

/** Milliseconds between looks, and for how long: an app that takes longer is catching up with something bigger. */
const EVERY = 10_000;
const PATIENCE = 60_000;

export function App(): ReactNode {
  const text = usePanelText();
  const issueKey = issueKeyOf(usePlatform());
  return (
    <main className="panel">
      {issueKey === undefined ? <EmptyState title={text('panel.noIssue')} /> : <IssuePanel issueKey={issueKey} />}
    </main>
  );
}

function IssuePanel({ issueKey }: { readonly issueKey: string }): ReactNode {
  const [tired, setTired] = useState(false);
  // The app decides a moment after an edit: until it has, look again.
  const query = useApiQuery(
    'incident.panel',
    { issueKey },
    { poll: (panel) => (isSettling(panel) && !tired ? EVERY : false) },
  );
  const settling = isSettling(query.data);
  const { refetch } = query;
  useEffect(() => {
    if (!settling || tired) return undefined;
    const timer = setTimeout(() => setTired(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [settling, tired]);
  const lookAgain = useCallback(() => {
    setTired(false);
    void refetch();
  }, [refetch]);
  useIssueChanges(lookAgain);
  return (
    <Loaded query={query}>
      {(panel) => (
        <>
          {isChange(panel) ? (
            <Suspense fallback={<Skeleton lines={6} height={24} />}>
              <ChangeSection issueKey={issueKey} />
            </Suspense>
          ) : null}
          {panel.kind === 'not-set-up' ? null : <SlaSection issueKey={issueKey} />}
          <PanelBody panel={panel} onLookAgain={tired && settling ? lookAgain : undefined} />
          {panel.kind === 'not-set-up' ? null : (
            <Suspense fallback={<Skeleton lines={3} height={24} />}>
              <CiSection issueKey={issueKey} />
            </Suspense>
          )}
        </>
      )}
    </Loaded>
  );
}

const isChange = (panel: Panel): boolean => panel.kind === 'other' && panel.type.key === 'change';

interface PanelBodyProps {
  readonly panel: Panel;
  /** Present once the panel has stopped looking by itself. */
  readonly onLookAgain: (() => void) | undefined;
}

function PanelBody({ panel, onLookAgain }: PanelBodyProps): ReactNode {
  const text = usePanelText();
  switch (panel.kind) {
    case 'not-set-up':
      return <EmptyState title={text('panel.notSetUp.title')}>{text('panel.notSetUp.body')}</EmptyState>;
    case 'other':
      return isChange(panel) ? null : (
        <p>{text('panel.other.body', { type: panel.type.name, status: panel.status.name })}</p>
      );
    case 'incident':
      return (
        <div className="panel-columns">
          <PrioritySection panel={panel} onLookAgain={onLookAgain} />
          <LifecycleSection panel={panel} />
        </div>
      );
  }
}
