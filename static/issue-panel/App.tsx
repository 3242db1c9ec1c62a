import { useEffect, type ReactNode } from 'react';
import { events } from '@forge/bridge';
import type { OutputOf } from '../shared/api';
import { EmptyState, Loaded } from '../shared/components';
import { issueKeyOf, usePlatform } from '../shared/context';
import { useApiQuery } from '../shared/query';
import { LifecycleSection } from './LifecycleSection';
import { PrioritySection } from './PrioritySection';
import { usePanelText } from './text';
import './panel.css';

export type Panel = OutputOf<'incident.panel'>;
export type IncidentPanel = Extract<Panel, { kind: 'incident' }>;

export function App(): ReactNode {
  const text = usePanelText();
  const issueKey = issueKeyOf(usePlatform());
  return (
    <main className="panel">
      {issueKey === undefined ? <EmptyState title={text('panel.noIssue')} /> : <IssuePanel issueKey={issueKey} />}
    </main>
  );
}

const SECOND = 1000;

function IssuePanel({ issueKey }: { readonly issueKey: string }): ReactNode {
  // The app decides a moment after an edit: until it has, look again.
  const query = useApiQuery(
    'incident.panel',
    { issueKey },
    { poll: (panel) => (isSettling(panel) ? 10 * SECOND : false) },
  );
  const { refetch } = query;
  useEffect(() => {
    const changed = events.on('JIRA_ISSUE_CHANGED', () => void refetch());
    return () => void changed.then((subscription) => subscription.unsubscribe());
  }, [refetch]);
  return <Loaded query={query}>{(panel) => <PanelBody panel={panel} />}</Loaded>;
}

export function isSettling(panel: Panel | undefined): boolean {
  if (panel?.kind !== 'incident') return false;
  const { current, decided } = panel.priority;
  return decided !== null && current.level !== decided;
}

function PanelBody({ panel }: { readonly panel: Panel }): ReactNode {
  const text = usePanelText();
  switch (panel.kind) {
    case 'not-set-up':
      return <EmptyState title={text('panel.notSetUp.title')}>{text('panel.notSetUp.body')}</EmptyState>;
    case 'other':
      return <p>{text('panel.other.body', { type: panel.type.name, status: panel.status.name })}</p>;
    case 'incident':
      return (
        <div className="panel-columns">
          <PrioritySection panel={panel} />
          <LifecycleSection panel={panel} />
        </div>
      );
  }
}
