import { useState, type ReactNode } from 'react';
import { Button, ErrorState, Lozenge, RefreshIcon } from '../shared/components';
import { useFormat } from '../shared/format';
import { LEVEL_TONES, useIncidentTerms, type Level } from '../shared/incident-terms';
import { useApiCommand } from '../shared/query';
import { MiniMatrix } from './MiniMatrix';
import { OverrideForm } from './OverrideForm';
import { isSettling, type IncidentPanel } from './panel';
import { refreshIssue } from './refresh';
import { usePanelText } from './text';

export interface PrioritySectionProps {
  readonly panel: IncidentPanel;
  readonly onLookAgain: (() => void) | undefined;
}

export function PrioritySection({ panel, onLookAgain }: PrioritySectionProps): ReactNode {
  const text = usePanelText();
  const terms = useIncidentTerms();
  const { priority } = panel;
  const level = priority.decided ?? priority.current.level;
  return (
    <section aria-labelledby="panel-priority">
      <h1 id="panel-priority" className="panel-heading">
        {text('panel.priority')}
      </h1>
      <p className="panel-verdict">
        <Lozenge tone={level === null ? 'neutral' : LEVEL_TONES[level]}>
          {level === null ? (priority.current.name ?? text('panel.none')) : terms(`incident.level.${level}`)}
        </Lozenge>{' '}
        <span className="panel-basis">{text(`panel.basis.${priority.basis}`)}</span>
      </p>
      <ul className="panel-reasons">
        {priority.because.map((because) => (
          <li key={because.factor === 'missing' ? because.field : because.factor}>
            <Reason because={because} overridden={priority.basis === 'override'} />
          </li>
        ))}
      </ul>
      {isSettling(panel) && level !== null ? (
        <p role="status">
          {text(onLookAgain === undefined ? 'panel.settling' : 'panel.settling.late', {
            level: terms(`incident.level.${level}`),
          })}
        </p>
      ) : null}
      {onLookAgain === undefined ? null : (
        <p>
          <Button icon={<RefreshIcon />} onClick={onLookAgain}>
            {text('panel.refresh')}
          </Button>
        </p>
      )}
      <MiniMatrix panel={panel} />
      <Override panel={panel} />
    </section>
  );
}

type Because = IncidentPanel['priority']['because'][number];

function Reason({ because, overridden }: { readonly because: Because; readonly overridden: boolean }): ReactNode {
  const text = usePanelText();
  const terms = useIncidentTerms();
  const format = useFormat();
  switch (because.factor) {
    case 'matrix':
      return text(overridden ? 'panel.because.matrixOverridden' : 'panel.because.matrix', {
        impact: terms(`incident.impact.${because.impact}`),
        urgency: terms(`incident.urgency.${because.urgency}`),
        level: terms(`incident.level.${because.level}`),
      });
    case 'missing':
      return because.found === null
        ? text(`panel.because.missing.${because.field}`)
        : text(`panel.because.unknown.${because.field}`, { found: because.found });
    case 'override':
      return text('panel.because.override', {
        at: format.dateTime(because.reason.at),
        reason: because.reason.text,
      });
    case 'override-ended':
      return text('panel.because.overrideEnded', {
        at: format.dateTime(because.at),
        reason: because.reason.text,
      });
  }
}

function Override({ panel }: { readonly panel: IncidentPanel }): ReactNode {
  const text = usePanelText();
  const [editing, setEditing] = useState(false);
  const override = useApiCommand('incident.override', { changes: ['incident.panel'] });
  const clear = useApiCommand('incident.clearOverride', { changes: ['incident.panel'] });
  const { issueKey, priority } = panel;
  const overridden = priority.basis === 'override';
  if (editing) {
    return (
      <OverrideForm
        initial={{ level: priority.decided ?? undefined, reason: overridden ? reasonOf(panel) : '' }}
        saving={override.isPending}
        error={override.error}
        onSave={(level: Level, reason) => {
          const done = (): void => {
            setEditing(false);
            refreshIssue();
          };
          override.mutate({ issueKey, level, reason }, { onSuccess: done });
        }}
        onCancel={() => {
          override.reset();
          setEditing(false);
        }}
      />
    );
  }
  return (
    <>
      <div className="panel-actions">
        <Button onClick={() => setEditing(true)} disabled={clear.isPending}>
          {text(overridden ? 'panel.override.change' : 'panel.override.open')}
        </Button>
        {overridden ? (
          <Button
            appearance="subtle"
            disabled={clear.isPending}
            onClick={() => clear.mutate({ issueKey }, { onSuccess: refreshIssue })}
          >
            {text('panel.override.clear')}
          </Button>
        ) : null}
      </div>
      <p role="status" className="panel-saved">
        {override.isSuccess || clear.isSuccess ? text('panel.done') : null}
      </p>
      {clear.error === null ? null : <ErrorState error={clear.error} />}
    </>
  );
}

const reasonOf = (panel: IncidentPanel): string =>
  panel.priority.because.find((because) => because.factor === 'override')?.reason.text ?? '';
