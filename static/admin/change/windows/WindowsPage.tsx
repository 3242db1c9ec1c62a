import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { Loaded, Skeleton } from '../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { FindingsProvider } from '../../sla/draft/findings';
import { keptDraft, useEditing, type Saved } from '../editing';
import type { Windows } from '../parts/documents';
import { FindingLinks } from '../parts/FindingLinks';
import { MergeNote } from '../parts/MergeNote';
import { mergingByKey } from '../parts/merging';
import { useLint } from '../parts/use-lint';
import { SaveBar } from '../SaveBar';
import { windowMessages } from './messages';
import { WindowEditor } from './WindowEditor';
import { WindowList } from './WindowList';
import '../parts/lists.css';

export const windowsDraft = keptDraft<Windows>();

/** Freezes and maintenance windows: one draft, saved as a whole. */
export function WindowsPage(): ReactNode {
  const query = useApiQuery('change.windows', {});
  return (
    <WithMessages messages={windowMessages}>
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {(saved) => <Pages saved={saved} reload={async () => (await query.refetch()).data} />}
      </Loaded>
    </WithMessages>
  );
}

interface PagesProps {
  readonly saved: Saved<Windows>;
  readonly reload: () => Promise<Saved<Windows> | undefined>;
}

function Pages({ saved, reload }: PagesProps): ReactNode {
  const { editing, merged } = mergingByKey(
    useEditing(saved, windowsDraft),
    ({ windows }: Windows) => windows,
    (windows) => ({ windows }),
  );
  const { draft } = editing;
  const save = useApiCommand('change.saveWindows', { changes: ['change.windows', 'change.calendar'] });
  const lint = useLint('change.lintWindows', draft, save);
  const change = (windows: Windows['windows']): void => editing.change({ windows });
  return (
    <FindingsProvider findings={lint.findings}>
      <Routes>
        <Route path=":key" element={<WindowEditor windows={draft.windows} onChange={change} />} />
        <Route path="*" element={<WindowList windows={draft.windows} onChange={change} />} />
      </Routes>
      <FindingLinks items={draft.windows} page="/change/windows" />
      <MergeNote merged={merged} />
      <SaveBar editing={editing} findings={lint.findings} lintError={lint.error} save={save} reload={reload} />
    </FindingsProvider>
  );
}
