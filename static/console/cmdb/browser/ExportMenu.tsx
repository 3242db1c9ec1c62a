import type { ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { Menu } from '../shared/Menu';
import { useCmdbText } from '../shared/messages';
import type { ListQuery } from './list-query';
import { useBrowserText } from './messages';
import { useExport, type Export } from './use-export';

const CHOICES = [
  ['cis', 'csv'],
  ['cis', 'json'],
  ['relations', 'csv'],
  ['relations', 'json'],
] as const;

/** The list as it is filtered, or the relations that start at it, as a file that the import takes back. */
export function ExportMenu({ query }: { readonly query: ListQuery }): ReactNode {
  const text = useBrowserText();
  const exported = useExport();
  return (
    <>
      <Menu label={text('export.title')}>
        {(close) => (
          <div className="cmdb-view-list">
            {CHOICES.map(([content, format]) => (
              <button
                key={`${content}-${format}`}
                type="button"
                className="cmdb-view"
                onClick={() => {
                  exported.start(query, content, format);
                  close();
                }}
              >
                {text(`export.${content}.${format}`)}
              </button>
            ))}
          </div>
        )}
      </Menu>
      <ExportProgress exported={exported} />
    </>
  );
}

function ExportProgress({ exported: { state, cancel } }: { readonly exported: Export }): ReactNode {
  const text = useBrowserText();
  const cmdb = useCmdbText();
  if (state.kind === 'idle') return null;
  if (state.kind === 'failed')
    return (
      <span role="alert" className="pl-field-error">
        {text('export.failed', { message: state.message })}
      </span>
    );
  return (
    <span className="cmdb-actions">
      <span role="status">{text(`export.${state.kind}`, { count: state.count })}</span>
      {state.kind === 'running' ? (
        <Button appearance="subtle" onClick={cancel}>
          {cmdb('cmdb.cancel')}
        </Button>
      ) : null}
    </span>
  );
}
