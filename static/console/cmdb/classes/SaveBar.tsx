import type { ReactNode } from 'react';
import { ApiError } from '../../../shared/api';
import { Button, ErrorIcon, ErrorState } from '../../../shared/components';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { useFormat } from '../../../shared/format';
import { useClassesText } from './messages';
import type { Draft } from './use-draft';

/** What is unsaved and what stands in its way. */
export function SaveBar({ draft, state }: { readonly draft: Draft; readonly state: CatalogueState }): ReactNode {
  const text = useClassesText();
  const errors = draft.findings.filter(({ severity }) => severity === 'error').length;
  const warnings = draft.findings.length - errors;
  return (
    <div className="classes-bar" role="group" aria-label={text('save.bar')} data-dirty={draft.dirty}>
      {draft.conflict === undefined ? null : <Conflict draft={draft} />}
      {draft.error === null ? null : <Refused error={draft.error} onRetry={draft.save} />}
      {draft.lintError === null ? null : <ErrorState error={draft.lintError} />}
      {draft.findings.length === 0 ? null : (
        <details open={errors > 0}>
          <summary>{text('save.findings', { errors, warnings })}</summary>
          <ul>
            {draft.findings.map(({ path, message, severity }) => (
              <li key={`${path} ${message}`} data-severity={severity}>
                {message}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="cmdb-actions">
        <Button
          appearance="primary"
          disabled={!draft.dirty || errors > 0 || draft.saving || draft.conflict !== undefined}
          onClick={draft.save}
        >
          {text(draft.saving ? 'save.saving' : 'save.save')}
        </Button>
        <Button disabled={!draft.dirty || draft.saving} onClick={draft.discard}>
          {text('save.discard')}
        </Button>
        <p role="status">
          <Status draft={draft} state={state} errors={errors} />
        </p>
      </div>
    </div>
  );
}

function Status({ draft, state, errors }: Parameters<typeof SaveBar>[0] & { readonly errors: number }): ReactNode {
  const text = useClassesText();
  const format = useFormat();
  if (draft.linting) return text('save.linting');
  if (draft.dirty) return text(errors > 0 ? 'save.blocked' : 'save.unsaved');
  if (draft.saved) return text('save.saved');
  if (state.version === null || state.updatedAt === null) return text('save.shipped');
  return text('save.version', { version: state.version, at: format.dateTime(state.updatedAt) });
}

/** What only the store knows, such as CIs of a class that was removed, is told when it is saved. */
function Refused({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactNode {
  const issues = error instanceof ApiError ? error.issues : [];
  if (issues.length === 0) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <div className="cmdb-notice" data-tone="danger" role="alert">
      <ErrorIcon />
      <div>
        <strong>{error.message}</strong>
        <ul>
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Conflict({ draft }: { readonly draft: Draft }): ReactNode {
  const text = useClassesText();
  const format = useFormat();
  const clashes = draft.conflict?.clashes ?? [];
  return (
    <div className="cmdb-notice" data-tone="warning" role="alert">
      <div>
        <strong>{text('conflict.title')}</strong>
        <p>
          {clashes.length === 0 ? text('conflict.apart') : text('conflict.clashes', { names: format.list(clashes) })}
        </p>
        <div className="cmdb-actions">
          <Button onClick={draft.takeMerged}>{text('conflict.merge')}</Button>
          <Button onClick={draft.takeTheirs}>{text('conflict.theirs')}</Button>
        </div>
      </div>
    </div>
  );
}
