import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { ApiError } from '../../../../shared/api';
import { Button, ErrorState, Loaded, Skeleton } from '../../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../../shared/query';
import { useImportText } from '../messages';
import type { Settings, SourcePrecedence } from '../types';
import { knownSources } from './order';
import { OrderEditor } from './OrderEditor';
import { OwnOrders } from './OwnOrders';

/** Whose values count, when several sources write the same CI: in general, and for single attributes. */
export function SourcesPage({ catalogue }: { readonly catalogue: CatalogueState }): ReactNode {
  const text = useImportText();
  const settings = useApiQuery('cmdb.import.settings', {});
  return (
    <section aria-labelledby="import-sources" className="import-sources">
      <h2 id="import-sources">{text('sources.title')}</h2>
      <p>{text('sources.intro')}</p>
      <Loaded query={settings} skeleton={<Skeleton lines={6} height={28} />}>
        {(data) => <Editor settings={data} catalogue={catalogue} />}
      </Loaded>
      <Link to="/cmdb/import">{text('sources.back')}</Link>
    </section>
  );
}

interface EditorProps {
  readonly settings: Settings;
  readonly catalogue: CatalogueState;
}

/** What others save meanwhile is not taken over unasked: what is changed here would be gone. */
function Editor({ settings, catalogue }: EditorProps): ReactNode {
  const text = useImportText();
  const [saved, setSaved] = useState(settings);
  const [precedence, setPrecedence] = useState(settings.precedence);
  const { data: imports } = useApiQuery('cmdb.import.list', {});
  const save = useApiCommand('cmdb.import.saveSettings', { changes: ['cmdb.import.settings'] });
  const known = knownSources(saved, precedence, imports?.imports ?? []);
  const change = (changes: Partial<SourcePrecedence>): void => {
    save.reset();
    setPrecedence({ ...precedence, ...changes });
  };
  const refusal = save.error instanceof ApiError ? save.error : undefined;
  const errorAt = (path: string): string | undefined => refusal?.at(path);
  const load = (others: Settings): void => {
    save.reset();
    setSaved(others);
    setPrecedence(others.precedence);
  };
  const keep = (): void => {
    const { mappings, version } = saved;
    save.mutate(
      { expectedVersion: version, mappings, precedence },
      { onSuccess: (now) => setSaved({ mappings, precedence, version: now.version }) },
    );
  };
  return (
    <>
      <h3>{text('sources.general')}</h3>
      <p className="pl-hint">{text('sources.general.hint')}</p>
      <OrderEditor
        label={text('sources.general')}
        order={precedence.order}
        known={known}
        error={errorAt('precedence.order')}
        onChange={(order) => change({ order })}
      />
      <OwnOrders
        precedence={precedence}
        catalogue={catalogue}
        known={known}
        errorAt={errorAt}
        onChange={(byPath) => change({ byPath })}
      />
      <div className="import-go">
        {save.error === null ? null : <NotSaved error={save.error} onLoad={load} />}
        <Button appearance="primary" disabled={precedence === saved.precedence || save.isPending} onClick={keep}>
          {text('sources.save')}
        </Button>
        <p className="pl-hint" role="status">
          {text(precedence === saved.precedence ? 'sources.unchanged' : 'sources.unsaved')}
        </p>
      </div>
    </>
  );
}

interface NotSavedProps {
  readonly error: Error;
  readonly onLoad: (others: Settings) => void;
}

function NotSaved({ error, onLoad }: NotSavedProps): ReactNode {
  const text = useImportText();
  const reload = useApiQuery('cmdb.import.settings', {}, { enabled: false });
  const others = async (): Promise<void> => {
    const { data } = await reload.refetch();
    if (data !== undefined) onLoad(data);
  };
  if (!(error instanceof ApiError) || error.code !== 'CONFLICT') return <ErrorState error={error} />;
  return (
    <div className="cmdb-notice" data-tone="danger" role="alert">
      {text('sources.conflict')} <Button onClick={() => void others()}>{text('sources.reload')}</Button>
    </div>
  );
}
