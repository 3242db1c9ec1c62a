import type { ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button, ErrorState } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { errorsOf } from '../sla/draft/findings';
import type { Finding } from './documents';
import type { Editing, Saved } from './editing';
import { useChangeText } from './messages';

export interface SaveBarProps<T> {
  readonly editing: Editing<T>;
  readonly findings: readonly Finding[];
  readonly lintError: Error | null;
  readonly save: {
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    readonly error: Error | null;
    readonly reset: () => void;
    readonly mutate: (
      input: { readonly expectedVersion: number | null; readonly draft: T },
      on: { readonly onSuccess: (saved: Saved<T>) => void; readonly onError: (error: Error) => void },
    ) => void;
  };
  readonly reload: () => Promise<Saved<T> | undefined>;
}

/** What is unsaved, what stands in the way, and the way out when somebody else has saved meanwhile. */
export function SaveBar<T>({ editing, findings, lintError, save, reload }: SaveBarProps<T>): ReactNode {
  const text = useChangeText();
  const { draft, base, dirty, theirs } = editing;
  const errors = errorsOf(findings).length;
  const submit = (): void =>
    save.mutate(
      { expectedVersion: base.version, draft },
      {
        onSuccess: editing.adopt,
        onError: (error) => {
          if (isConflict(error)) void reload().then(editing.meet);
        },
      },
    );
  return (
    <div className="sla-bar" role="group" aria-label={text('change.bar')} data-dirty={dirty}>
      {theirs === undefined ? null : <ConflictNote editing={editing} theirs={theirs} reset={save.reset} />}
      {save.error === null || isConflict(save.error) ? null : <ErrorState error={save.error} onRetry={submit} />}
      {lintError === null ? null : <ErrorState error={lintError} />}
      <p role="status" className="sla-status">
        <Status editing={editing} errors={errors} done={save.isSuccess} />
      </p>
      <div className="ad-actions">
        <Button
          appearance="primary"
          disabled={!dirty || errors > 0 || save.isPending || theirs !== undefined}
          onClick={submit}
        >
          {text(save.isPending ? 'change.saving' : 'change.save')}
        </Button>
        <Button disabled={!dirty || save.isPending} onClick={editing.discard}>
          {text('change.discard')}
        </Button>
      </div>
    </div>
  );
}

interface StatusProps<T> {
  readonly editing: Editing<T>;
  readonly errors: number;
  readonly done: boolean;
}

function Status<T>({ editing: { dirty, base }, errors, done }: StatusProps<T>): ReactNode {
  const text = useChangeText();
  const format = useFormat();
  if (dirty) return errors > 0 ? text('change.unsaved.errors', { count: errors }) : text('change.unsaved');
  if (base.version === null || base.updatedAt === null) return text('change.shipped');
  return text(done ? 'change.justSaved' : 'change.saved', {
    version: base.version,
    at: format.dateTime(base.updatedAt),
  });
}

interface ConflictNoteProps<T> {
  readonly editing: Editing<T>;
  readonly theirs: Saved<T>;
  readonly reset: () => void;
}

function ConflictNote<T>({ editing, theirs, reset }: ConflictNoteProps<T>): ReactNode {
  const text = useChangeText();
  const format = useFormat();
  const at = theirs.updatedAt === null ? '' : format.dateTime(theirs.updatedAt);
  const settle = (how: () => void) => () => {
    how();
    reset();
  };
  return (
    <div role="alert" className="ad-note" data-tone="warning">
      <strong>{text('change.conflict')}</strong>
      <p>{text('change.conflict.who', { version: theirs.version ?? 0, at })}</p>
      <div className="ad-actions">
        <Button onClick={settle(editing.keepMine)}>{text('change.conflict.keepMine')}</Button>
        <Button onClick={settle(() => editing.adopt(theirs))}>{text('change.conflict.takeTheirs')}</Button>
      </div>
    </div>
  );
}

const isConflict = (error: Error): boolean => error instanceof ApiError && error.code === 'CONFLICT';
