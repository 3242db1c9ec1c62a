import { useDeferredValue, useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button, ErrorState, Loaded } from '../../shared/components';
import { useFormat } from '../../shared/format';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { WithMessages } from '../../shared/WithMessages';
import { MatrixEffect } from './MatrixEffect';
import { MatrixGrid } from './MatrixGrid';
import type { Cells, MatrixState } from './matrix-state';
import { matrixMessages, useMatrixText } from './messages';
import './matrix.css';

export function MatrixPage(): ReactNode {
  return (
    <WithMessages messages={matrixMessages}>
      <Matrix />
    </WithMessages>
  );
}

function Matrix(): ReactNode {
  const query = useApiQuery('incident.matrix', {});
  return (
    <Loaded query={query}>
      {(saved) => <Editor saved={saved} reload={async () => (await query.refetch()).data} />}
    </Loaded>
  );
}

interface EditorProps {
  readonly saved: MatrixState;
  readonly reload: () => Promise<MatrixState | undefined>;
}

/** `base` is what the draft was made from; it moves on only when the admin has seen the newer one. */
function Editor({ saved, reload }: EditorProps): ReactNode {
  const text = useMatrixText();
  const format = useFormat();
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<Cells>(saved.cells);
  const [theirs, setTheirs] = useState<MatrixState>();
  const lint = useApiQuery('incident.lintMatrix', { cells: useDeferredValue(draft) });
  const save = useApiCommand('incident.saveMatrix');
  const findings = lint.data?.findings ?? [];
  const changed = !sameCells(draft, base.cells);

  const adopt = (state: MatrixState): void => {
    setBase(state);
    setDraft(state.cells);
    setTheirs(undefined);
    save.reset();
  };
  const submit = (): void =>
    save.mutate(
      { expectedVersion: base.version, cells: draft },
      {
        onSuccess: (state) => {
          setBase(state);
          setDraft(state.cells);
        },
        onError: (error) => {
          if (isConflict(error)) void reload().then((state) => setTheirs(state));
        },
      },
    );

  return (
    <section aria-labelledby="matrix-title">
      <h2 id="matrix-title">{text('matrix.title')}</h2>
      <p className="ad-hint">{text('matrix.intro')}</p>
      <MatrixGrid draft={draft} base={base.cells} theirs={theirs?.cells} findings={findings} onChange={setDraft} />
      <p className="pl-hint">
        {base.updatedAt === null
          ? text('matrix.neverChanged')
          : text('matrix.saved', { at: format.dateTime(base.updatedAt) })}
      </p>
      {theirs === undefined ? null : (
        <div role="alert" className="matrix-conflict">
          <p>{text('matrix.conflict')}</p>
          <Button onClick={() => adopt(theirs)}>{text('matrix.conflict.takeTheirs')}</Button>{' '}
          <Button
            onClick={() => {
              setBase(theirs);
              setTheirs(undefined);
              save.reset();
            }}
          >
            {text('matrix.conflict.keepMine')}
          </Button>
        </div>
      )}
      <div role="status">
        {findings.length > 0 ? (
          <p className="matrix-faults">{text('matrix.findings', { count: findings.length })}</p>
        ) : null}
        {save.isSuccess && !changed ? <p>{text('matrix.done')}</p> : null}
      </div>
      {save.error === null || isConflict(save.error) ? null : <ErrorState error={save.error} />}
      {lint.error === null ? null : <ErrorState error={lint.error} onRetry={() => void lint.refetch()} />}
      {changed && lint.data !== undefined && findings.length === 0 ? <MatrixEffect effect={lint.data.effect} /> : null}
      <div className="ad-actions">
        <Button
          appearance="primary"
          disabled={!changed || findings.length > 0 || save.isPending || theirs !== undefined}
          onClick={submit}
        >
          {text('matrix.save')}
        </Button>
        <Button disabled={!changed} onClick={() => setDraft(base.cells)}>
          {text('matrix.discard')}
        </Button>
        <Button appearance="subtle" onClick={() => setDraft(base.defaults)}>
          {text('matrix.reset')}
        </Button>
      </div>
    </section>
  );
}

const isConflict = (error: Error): boolean => error instanceof ApiError && error.code === 'CONFLICT';

const sameCells = (one: Cells, other: Cells): boolean => JSON.stringify(one) === JSON.stringify(other);
