import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { Button, EmptyState, ErrorState, Loaded, RefreshIcon, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { CiTable } from './CiTable';
import { ExportMenu } from './ExportMenu';
import { FilterBar } from './FilterBar';
import { filterWith, isFiltered, paramsOf, queryFrom, type ListQuery } from './list-query';
import { browserMessages, useBrowserText } from './messages';
import { SearchBox } from './SearchBox';
import { useCiList, type CiList } from './use-ci-list';
import { ViewsMenu } from './ViewsMenu';
import './browser.css';

const NewCiDialog = lazy(async () => ({ default: (await import('../ci/NewCiDialog')).NewCiDialog }));

/** Every CI one may see, found by words and filters that stand in the address. */
export function BrowserPage(): ReactNode {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  return (
    <WithMessages messages={browserMessages}>
      <Loaded query={catalogue} skeleton={<Skeleton lines={10} height={24} />}>
        {(state) => <Browser catalogue={state} />}
      </Loaded>
    </WithMessages>
  );
}

function Browser({ catalogue }: { readonly catalogue: CatalogueState }): ReactNode {
  const text = useBrowserText();
  const [params, setParams] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const query = queryFrom(params);
  const list = useCiList(query);
  // Changing a filter is no step to go back from, but a search is.
  const show = (next: ListQuery, replace = true): void => setParams(paramsOf(next), { replace });
  return (
    <section aria-labelledby="cmdb-browser-title">
      <header className="cmdb-head">
        <h2 id="cmdb-browser-title">{text('browser.title')}</h2>
        <div className="cmdb-actions">
          <ViewsMenu query={query} onApply={(view) => show(view, false)} />
          {catalogue.editable ? <ExportMenu query={query} /> : null}
          {catalogue.editable ? (
            <Button appearance="primary" onClick={() => setCreating(true)}>
              {text('browser.new')}
            </Button>
          ) : null}
        </div>
      </header>
      <SearchBox
        text={query.filter.text ?? ''}
        classKey={query.filter.classKey}
        onSearch={(words) => show({ ...query, filter: filterWith(query.filter, { text: words }) }, false)}
      />
      <FilterBar catalogue={catalogue} filter={query.filter} onChange={(filter) => show({ ...query, filter })} />
      <Found query={query} list={list} editable={catalogue.editable} onShow={show} onNew={() => setCreating(true)} />
      {creating ? (
        <Suspense fallback={null}>
          <NewCiDialog catalogue={catalogue} classKey={query.filter.classKey} onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}

interface FoundProps {
  readonly query: ListQuery;
  readonly list: CiList;
  readonly editable: boolean;
  readonly onShow: (query: ListQuery) => void;
  readonly onNew: () => void;
}

function Found({ query, list, editable, onShow, onNew }: FoundProps): ReactNode {
  const text = useBrowserText();
  if (!list.loaded)
    return list.error === null ? (
      <Skeleton lines={8} height={36} />
    ) : (
      <ErrorState error={list.error} onRetry={list.reload} />
    );
  if (list.rows.length === 0 && !list.hasMore)
    return isFiltered(query.filter) ? (
      <EmptyState
        title={text('empty.filtered')}
        action={<Button onClick={() => onShow({ ...query, filter: {} })}>{text('filter.clear')}</Button>}
      >
        {text('empty.filtered.next')}
      </EmptyState>
    ) : (
      <NoCis editable={editable} onNew={onNew} />
    );
  const byWords = query.filter.text !== undefined;
  return (
    <>
      <div className="cmdb-count">
        <p role="status">{text(countWords(byWords, list.hasMore), { count: list.rows.length })}</p>
        <Button appearance="subtle" icon={<RefreshIcon />} onClick={list.reload}>
          {text('browser.reload')}
        </Button>
      </div>
      <CiTable
        list={list}
        sort={query.sort}
        onSort={byWords ? null : (sort) => onShow({ ...query, sort })}
        place={paramsOf(query).toString()}
      />
    </>
  );
}

const countWords = (byWords: boolean, hasMore: boolean) => {
  if (byWords) return hasMore ? 'count.words.first' : 'count.words';
  return hasMore ? 'count.first' : 'count.all';
};

function NoCis({ editable, onNew }: { readonly editable: boolean; readonly onNew: () => void }): ReactNode {
  const text = useBrowserText();
  return (
    <EmptyState
      title={text('empty.none')}
      action={
        editable ? (
          <span className="cmdb-actions cmdb-centered">
            <Link to="/cmdb/import">{text('empty.import')}</Link>
            <Button appearance="primary" onClick={onNew}>
              {text('browser.new')}
            </Button>
          </span>
        ) : null
      }
    >
      {text(editable ? 'empty.none.manager' : 'empty.none.reader')}
    </EmptyState>
  );
}
