import type { ReactNode } from 'react';
import { Link, Route, Routes, useParams } from 'react-router';
import type { CatalogueState } from '../../../../src/cmdb/cmdb.shapes';
import { EmptyState, Loaded, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { ImportJob } from './ImportJob';
import { ImportList } from './ImportList';
import { importMessages, useImportText } from './messages';
import { SourcesPage } from './sources/SourcesPage';
import { Steps } from './Steps';
import { NewUpload } from './upload/UploadStep';
import { useUpload, type Upload } from './upload/use-upload';
import './import.css';

/** CIs and relations from a file: `/cmdb/import` begins, `/cmdb/import/<id>` goes on where that import stands,
 * `/cmdb/import/sources` says whose values count. */
export function ImportPage(): ReactNode {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  return (
    <WithMessages messages={importMessages}>
      <Loaded query={catalogue} skeleton={<Skeleton lines={8} height={24} />}>
        {(state) => (state.editable ? <Imports catalogue={state} /> : <NotAllowed />)}
      </Loaded>
    </WithMessages>
  );
}

function NotAllowed(): ReactNode {
  const text = useImportText();
  return (
    <EmptyState title={text('import.forbidden')} action={<Link to="/cmdb">{text('import.toBrowser')}</Link>}>
      {text('import.forbidden.next')}
    </EmptyState>
  );
}

function Imports({ catalogue }: { readonly catalogue: CatalogueState }): ReactNode {
  // An upload goes on while its own page opens.
  const upload = useUpload();
  return (
    <Routes>
      <Route index element={<Begin upload={upload} />} />
      <Route path="sources" element={<SourcesPage catalogue={catalogue} />} />
      <Route path=":importId" element={<One catalogue={catalogue} upload={upload} />} />
    </Routes>
  );
}

function Begin({ upload }: { readonly upload: Upload }): ReactNode {
  const text = useImportText();
  return (
    <>
      <section aria-labelledby="import-title" className="import-begin">
        <h2 id="import-title">{text('import.title')}</h2>
        <Steps current="file" />
        <NewUpload upload={upload} />
        <p>
          {text('sources.link.hint')} <Link to="/cmdb/import/sources">{text('sources.link')}</Link>
        </p>
      </section>
      <ImportList />
    </>
  );
}

function One({ catalogue, upload }: { readonly catalogue: CatalogueState; readonly upload: Upload }): ReactNode {
  const { importId = '' } = useParams();
  return <ImportJob key={importId} importId={importId} catalogue={catalogue} upload={upload} />;
}
