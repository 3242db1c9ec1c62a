import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Button, ErrorState } from '../../../../shared/components';
import { Dialog } from '../../shared/Dialog';
import { useCmdbText } from '../../shared/messages';
import { ciPath } from '../../shared/paths';
import { useImportText } from '../messages';
import type { ImportView } from '../types';
import { useImportCommand } from '../use-import';
import { Note } from './RunBar';

/** Taking a whole import back, once the person has said so a second time. */
export function Undo({ view }: { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const cmdb = useCmdbText();
  const [asking, setAsking] = useState(false);
  const undo = useImportCommand('undo');
  const { create = 0, update = 0 } = view.apply?.counts ?? {};
  return (
    <>
      <Button onClick={() => setAsking(true)}>{text('undo.ask')}</Button>
      {asking ? (
        <Dialog title={text('undo.title')} onClose={() => setAsking(false)}>
          <p>{text('undo.what', { create, update })}</p>
          <p>{text('undo.careful')}</p>
          {undo.error === null ? null : <ErrorState error={undo.error} />}
          <div className="cmdb-actions">
            <Button appearance="primary" disabled={undo.isPending} onClick={() => undo.run(view.importId)}>
              {text('undo.confirm')}
            </Button>
            <Button onClick={() => setAsking(false)}>{cmdb('cmdb.cancel')}</Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

export interface UndoResultProps {
  readonly view: ImportView;
  readonly undo: NonNullable<ImportView['undo']>;
}

/** What was taken back, and what had to stay as it is. */
export function UndoResult({ view, undo }: UndoResultProps): ReactNode {
  const text = useImportText();
  const { left, leftMore, state, counts, done, total } = undo;
  return (
    <section className="import-outcome" aria-labelledby="import-undone">
      <h3 id="import-undone">{text('run.undo')}</h3>
      <p role="status">
        {state === 'done'
          ? text('undo.done', { done: counts.create + counts.update, left: left.length + leftMore })
          : text('undo.unfinished', { done, total })}
      </p>
      <Note view={view} />
      {left.length === 0 ? null : (
        <>
          <h4>{text('undo.left')}</h4>
          <ul>
            {left.map(({ ref, reason }) => (
              <li key={ref}>
                {reason === 'gone' ? ref : <Link to={ciPath(ref)}>{ref}</Link>}: {text(`undo.reason.${reason}`)}
              </li>
            ))}
          </ul>
          {leftMore > 0 ? <p>{text('undo.leftMore', { count: leftMore })}</p> : null}
        </>
      )}
    </section>
  );
}
