import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { SiteLink } from '../../shared/components';
import { useText } from '../text';
import { useFindings } from './findings';
import type { Progress } from './ProgressPanel';

const TONES = { done: 'success', failed: 'danger', cancelled: 'warning' } as const;

/** How a run ended, and where to go from there. */
export function Result({ progress }: { readonly progress: Progress }): ReactNode {
  const text = useText();
  const findings = useFindings();
  const { state, note, project, choices } = progress;
  if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return null;
  return (
    <>
      <div className="ad-note" data-tone={TONES[state]} role="status">
        <strong>{text(`progress.${state}`)}</strong>
        {note === null ? null : <p>{findings.note(note)}</p>}
        <p>{text(`progress.${state}.next`)}</p>
      </div>
      {state !== 'done' || project === null ? null : (
        <>
          <NextSteps projectKey={project.key} incidents={choices.practices.includes('incident')} />
          {choices.agentsSetReporter === true ? null : <ReporterAdvice projectKey={project.key} />}
        </>
      )}
    </>
  );
}

interface NextStepsProps {
  readonly projectKey: string;
  readonly incidents: boolean;
}

function NextSteps({ projectKey, incidents }: NextStepsProps): ReactNode {
  const text = useText();
  return (
    <ul className="ad-next">
      <li>
        <SiteLink to={`/browse/${projectKey}`}>{text('next.project', { key: projectKey })}</SiteLink>
        <small>{text(incidents ? 'next.project.incident' : 'next.project.why')}</small>
      </li>
      <li>
        <SiteLink to="/jira/dashboards">{text('next.dashboards')}</SiteLink>
        <small>{text('next.dashboards.why')}</small>
      </li>
      <li>
        <Link to="/roles">{text('next.roles')}</Link>
        <small>{text('next.roles.why')}</small>
      </li>
      {incidents ? (
        <li>
          <Link to="/matrix">{text('next.matrix')}</Link>
          <small>{text('next.matrix.why')}</small>
        </li>
      ) : null}
    </ul>
  );
}

/** Set-up did not touch permissions; this is the place for those who want it. */
function ReporterAdvice({ projectKey }: { readonly projectKey: string }): ReactNode {
  const text = useText();
  return (
    <details className="ad-advice">
      <summary>{text('advice.reporter')}</summary>
      <p>{text('advice.reporter.why')}</p>
      <ol>
        <li>{text('advice.reporter.open', { key: projectKey })}</li>
        <li>{text('advice.reporter.edit')}</li>
        <li>{text('advice.reporter.grant')}</li>
      </ol>
      <p>{text('advice.reporter.or')}</p>
    </details>
  );
}
