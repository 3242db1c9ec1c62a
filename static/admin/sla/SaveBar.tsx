import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Button, ErrorState } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { errorsOf } from './draft/findings';
import { isLasting } from './draft/kept-draft';
import { usePolicy } from './draft/policy-draft';
import type { Lint } from './draft/use-lint';
import type { Conflict, Save } from './draft/use-save';
import { useSlaText } from './messages';
import { FindingList } from './parts/FindingList';
import type { Finding } from './policy';

const SAVE_ID = 'sla-save';

/** Long pages have the buttons far below: a way there, and word of errors, at the top. */
export function ToSave({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const text = useSlaText();
  const { dirty } = usePolicy();
  if (!dirty) return null;
  const errors = errorsOf(findings).length;
  return (
    <p className="ad-note sla-tosave" data-tone={errors > 0 ? 'danger' : 'information'}>
      {text('policy.draft', { count: errors })}{' '}
      <button type="button" className="sla-link" onClick={() => document.getElementById(SAVE_ID)?.focus()}>
        {text('policy.toSave')}
      </button>
    </p>
  );
}

/** What is unsaved, what stands in the way, and what saving means. */
export function SaveBar({ save, lint }: { readonly save: Save; readonly lint: Lint }): ReactNode {
  const text = useSlaText();
  const { dirty, restored, discard } = usePolicy();
  const errors = errorsOf(lint.findings).length;
  const { pathname } = useLocation();
  return (
    <div id={SAVE_ID} tabIndex={-1} className="sla-bar" role="group" aria-label={text('policy.bar')} data-dirty={dirty}>
      {save.conflict === undefined ? null : <ConflictNote save={save} conflict={save.conflict} />}
      {save.error === undefined ? null : <ErrorState error={save.error} onRetry={save.submit} />}
      {lint.error === null ? null : <ErrorState error={lint.error} onRetry={lint.retry} />}
      {lint.findings.length === 0 ? null : (
        <details className="sla-found" open={errors > 0}>
          <summary>{text('policy.findings.count', { errors, warnings: lint.findings.length - errors })}</summary>
          <FindingList />
        </details>
      )}
      <p role="status" className="sla-status">
        <Status save={save} errors={errors} />
      </p>
      {dirty ? <p className="pl-hint">{text('policy.history')}</p> : null}
      <div className="ad-actions">
        <Button
          appearance="primary"
          disabled={!dirty || errors > 0 || save.saving || save.conflict !== undefined}
          onClick={save.submit}
        >
          {text(save.saving ? 'policy.saving' : 'policy.save')}
        </Button>
        <Button disabled={!dirty || save.saving} onClick={discard}>
          {text('policy.discard')}
        </Button>
        {dirty && pathname !== '/sla/what-if' ? <Link to="/sla/what-if">{text('policy.tryFirst')}</Link> : null}
        {restored && dirty ? <span className="pl-hint">{text('policy.restored')}</span> : null}
      </div>
    </div>
  );
}

function Status({ save, errors }: { readonly save: Save; readonly errors: number }): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const { dirty, saved } = usePolicy();
  if (dirty && errors > 0) return text('policy.unsaved.errors', { count: errors });
  if (dirty) return text(isLasting() ? 'policy.unsaved' : 'policy.unsaved.passing');
  const { version, updatedAt } = saved;
  if (version === null || updatedAt === null) return text('policy.neverSaved');
  return text(save.done ? 'policy.justSaved' : 'policy.saved', { version, at: format.dateTime(updatedAt) });
}

function ConflictNote({ save, conflict }: { readonly save: Save; readonly conflict: Conflict }): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const { theirs, rebased } = conflict;
  const { clashes, taken } = rebased;
  return (
    <div role="alert" className="ad-note" data-tone="warning">
      <strong>{text('policy.conflict')}</strong>
      <p>
        {text('policy.conflict.who', {
          version: theirs.version ?? 0,
          at: theirs.updatedAt === null ? '' : format.dateTime(theirs.updatedAt),
        })}
      </p>
      {taken.length === 0 ? null : <p>{text('policy.conflict.taken', { names: format.list(taken) })}</p>}
      {clashes.length === 0 ? null : <p>{text('policy.conflict.clashes', { names: format.list(clashes) })}</p>}
      <div className="ad-actions">
        <Button onClick={save.keepMine}>{text('policy.conflict.keepMine')}</Button>
        <Button onClick={save.takeTheirs}>{text('policy.conflict.takeTheirs')}</Button>
      </div>
    </div>
  );
}
