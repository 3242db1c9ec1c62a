import { useState, type FormEvent, type ReactNode } from 'react';
import type { SavedView } from '../../../../src/cmdb/cmdb.shapes';
import { Button, EditIcon, Field } from '../../../shared/components';
import { Menu } from '../shared/Menu';
import { useCmdbText } from '../shared/messages';
import { sameQuery, type ListQuery } from './list-query';
import { useBrowserText } from './messages';
import { useViews, type NewViews, type Views } from './use-views';

export interface ViewsMenuProps {
  readonly query: ListQuery;
  readonly onApply: (query: ListQuery) => void;
}

/** A person's saved lists: gone to, renamed, deleted; what is shown now saved as a new one. */
export function ViewsMenu({ query, onApply }: ViewsMenuProps): ReactNode {
  const text = useBrowserText();
  const views = useViews();
  const current = views.views?.find((view) => sameQuery(query, view));
  return (
    <Menu label={current?.name ?? text('views.title')} active={current !== undefined}>
      {(close) => (
        <div className="cmdb-views">
          <ViewList
            views={views}
            current={current}
            onApply={(view) => {
              onApply(view);
              close();
            }}
          />
          {views.views === undefined || current !== undefined ? null : <SaveForm views={views} query={query} />}
          {views.overtaken ? <p role="alert">{text('views.overtaken')}</p> : null}
          {views.error === null ? null : (
            <p role="alert" className="pl-field-error">
              {views.error.message}
            </p>
          )}
        </div>
      )}
    </Menu>
  );
}

interface ViewListProps {
  readonly views: Views;
  readonly current: SavedView | undefined;
  readonly onApply: (view: SavedView) => void;
}

function ViewList({ views, current, onApply }: ViewListProps): ReactNode {
  const text = useBrowserText();
  const [renaming, setRenaming] = useState<string>();
  const all = views.views ?? [];
  const replace = (view: SavedView, name: string): NewViews =>
    all.map((one) => (one.id === view.id ? { ...one, name } : one));
  if (all.length === 0) return <p className="pl-hint">{text('views.none')}</p>;
  return (
    <ul className="cmdb-view-list" aria-label={text('views.title')}>
      {all.map((view) =>
        view.id === renaming ? (
          <li key={view.id}>
            <RenameForm
              view={view}
              busy={views.busy}
              onRename={(name) => views.save(replace(view, name), () => setRenaming(undefined))}
              onCancel={() => setRenaming(undefined)}
            />
          </li>
        ) : (
          <li key={view.id}>
            <button type="button" className="cmdb-view" aria-current={view === current} onClick={() => onApply(view)}>
              {view.name}
            </button>
            <Button
              appearance="subtle"
              icon={<EditIcon label={text('views.rename', { name: view.name })} />}
              onClick={() => setRenaming(view.id)}
            />
            <Button
              appearance="subtle"
              aria-label={text('views.delete', { name: view.name })}
              disabled={views.busy}
              onClick={() => views.save(all.filter(({ id }) => id !== view.id))}
            >
              ×
            </Button>
          </li>
        ),
      )}
    </ul>
  );
}

interface RenameFormProps {
  readonly view: SavedView;
  readonly busy: boolean;
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

function RenameForm({ view, busy, onRename, onCancel }: RenameFormProps): ReactNode {
  const text = useBrowserText();
  const cmdb = useCmdbText();
  const [name, setName] = useState(view.name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onRename(name.trim());
  };
  return (
    <form className="cmdb-view-form" onSubmit={submit}>
      <input
        className="pl-input"
        aria-label={text('views.rename', { name: view.name })}
        value={name}
        maxLength={LONGEST_NAME}
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={busy || name.trim() === ''}>
        {cmdb('cmdb.save')}
      </Button>
      <Button appearance="subtle" onClick={onCancel}>
        {cmdb('cmdb.cancel')}
      </Button>
    </form>
  );
}

const LONGEST_NAME = 80;

function SaveForm({ views, query }: { readonly views: Views; readonly query: ListQuery }): ReactNode {
  const text = useBrowserText();
  const cmdb = useCmdbText();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const taken = (views.views ?? []).some((view) => view.name === wanted);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wanted === '' || taken) return;
    const view = { id: crypto.randomUUID(), name: wanted, filter: query.filter, sort: query.sort };
    views.save([...(views.views ?? []), view], () => setName(''));
  };
  return (
    <form onSubmit={submit}>
      <Field label={text('views.saveAs')} error={taken ? text('views.taken') : undefined}>
        {(control) => (
          <div className="cmdb-view-form">
            <input
              {...control}
              className="pl-input"
              value={name}
              maxLength={LONGEST_NAME}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" disabled={views.busy || wanted === '' || taken}>
              {cmdb('cmdb.save')}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
