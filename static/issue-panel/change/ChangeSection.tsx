import { useCallback, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { EmptyState, Loaded, Skeleton } from '../../shared/components';
import type { OutputOf } from '../../shared/api';
import { queryOf, useApiQuery } from '../../shared/query';
import { WithMessages } from '../../shared/WithMessages';
import { refreshIssue, useIssueChanges } from '../refresh';
import { ApprovalPart } from './ApprovalPart';
import { ConflictPart } from './ConflictPart';
import { GatePart } from './GatePart';
import type { ChangePanel, OnPanel } from './model';
import { ReviewPart } from './ReviewPart';
import { RiskPart } from './RiskPart';
import { Standing } from './Standing';
import { TemplatePart } from './TemplatePart';
import { panelChangeMessages, useChangeText } from './text';
import './change.css';

/** A change: what it may do next and what it lacks, its risk, what stands against it, who approves, how it went. */
export default function ChangeSection({ issueKey }: { readonly issueKey: string }): ReactNode {
  return (
    <WithMessages messages={panelChangeMessages}>
      <Section issueKey={issueKey} />
    </WithMessages>
  );
}

function Section({ issueKey }: { readonly issueKey: string }): ReactNode {
  const text = useChangeText();
  const client = useQueryClient();
  const query = useApiQuery('change.panel', { issueKey });
  const { refetch } = query;
  useIssueChanges(useCallback(() => void refetch(), [refetch]));
  const onPanel: OnPanel = useCallback(
    (panel) => {
      client.setQueryData<OutputOf<'change.panel'>>(queryOf('change.panel', { issueKey }).queryKey, panel);
      refreshIssue();
    },
    [client, issueKey],
  );
  return (
    <section aria-labelledby="panel-change" className="change">
      <h2 id="panel-change" className="panel-heading">
        {text('panel.change')}
      </h2>
      <Loaded query={query} skeleton={<Skeleton lines={6} height={24} />}>
        {(panel) =>
          panel.kind === 'none' ? (
            <EmptyState title={text(`panel.change.none.${panel.reason}`)}>
              {text(`panel.change.none.${panel.reason}.body`)}
            </EmptyState>
          ) : (
            <Parts panel={panel} onPanel={onPanel} />
          )
        }
      </Loaded>
      {query.isRefetchError ? (
        <p className="pl-field-error" role="status">
          {text('panel.change.stale', { why: query.error.message })}
        </p>
      ) : null}
    </section>
  );
}

const REVIEWED: readonly ChangePanel['change']['stage'][] = ['implement', 'review', 'closed'];

function Parts({ panel, onPanel }: { readonly panel: ChangePanel; readonly onPanel: OnPanel }): ReactNode {
  const { stage, type, template } = panel.change;
  const past = stage === 'review' || stage === 'closed' || stage === 'cancelled';
  return (
    <>
      <Standing panel={panel} />
      <GatePart panel={panel} />
      {REVIEWED.includes(stage) ? <ReviewPart panel={panel} onPanel={onPanel} /> : null}
      {template !== null || (type === 'standard' && stage === 'new') ? (
        <TemplatePart panel={panel} onPanel={onPanel} />
      ) : null}
      <RiskPart panel={panel} onPanel={onPanel} />
      {past ? null : <ConflictPart panel={panel} onPanel={onPanel} />}
      <ApprovalPart panel={panel} onPanel={onPanel} />
    </>
  );
}
