import { useMemo, type ReactNode } from 'react';
import { Route, Routes } from 'react-router';
import { Loaded, Skeleton } from '../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { FindingsProvider } from '../../sla/draft/findings';
import { keptDraft, useEditing, type Saved } from '../editing';
import type { Template, Templates } from '../parts/documents';
import { FindingLinks } from '../parts/FindingLinks';
import { mergeByKey } from '../parts/merge';
import { MergeNote } from '../parts/MergeNote';
import { mergingByKey } from '../parts/merging';
import { useLint } from '../parts/use-lint';
import { SaveBar } from '../SaveBar';
import { templateMessages } from './messages';
import type { Standing } from './StandingLine';
import { TemplateEditor } from './TemplateEditor';
import { TemplateList } from './TemplateList';
import '../parts/lists.css';
import './templates.css';

export const templatesDraft = keptDraft<Templates>();

/** The catalogue of standard changes: one draft, saved as a whole. */
export function TemplatesPage(): ReactNode {
  const query = useApiQuery('change.templates', {});
  return (
    <WithMessages messages={templateMessages}>
      <Loaded query={query} skeleton={<Skeleton lines={8} />}>
        {(saved) => <Pages saved={saved} reload={async () => (await query.refetch()).data} />}
      </Loaded>
    </WithMessages>
  );
}

interface PagesProps {
  readonly saved: Saved<Templates>;
  readonly reload: () => Promise<Saved<Templates> | undefined>;
}

function Pages({ saved, reload }: PagesProps): ReactNode {
  const { editing, merged } = mergingByKey(
    useEditing<Templates>(saved, templatesDraft),
    ({ templates }) => templates,
    (templates: Template[]) => ({ templates }),
  );
  const { draft, base } = editing;
  const save = useApiCommand('change.saveTemplates', { changes: ['change.templates', 'change.catalogue'] });
  const lint = useLint('change.lintTemplates', draft, save);
  const standings = useStandings(base.document.templates);
  const change = (templates: Template[]): void => editing.change({ templates });
  /** What is typed goes on, from what was saved with the pre-approval given back. */
  const onReinstated = (now: Saved<Templates>): void => {
    const { list } = mergeByKey(base.document.templates, draft.templates, now.document.templates);
    editing.adopt(now);
    change(list);
  };
  const shared = { templates: draft.templates, standings, onChange: change, onReinstated };
  return (
    <FindingsProvider findings={lint.findings}>
      <Routes>
        <Route path=":key" element={<TemplateEditor {...shared} />} />
        <Route path="*" element={<TemplateList {...shared} />} />
      </Routes>
      <FindingLinks items={draft.templates} page="/change/templates" />
      <MergeNote merged={merged} />
      <SaveBar editing={editing} findings={lint.findings} lintError={lint.error} save={save} reload={reload} />
    </FindingsProvider>
  );
}

export interface TemplatesProps {
  readonly templates: readonly Template[];
  readonly standings: ReadonlyMap<string, Standing>;
  readonly onChange: (templates: Template[]) => void;
  readonly onReinstated: (saved: Saved<Templates>) => void;
}

/** How the saved templates stand, by key; one that has never been saved has no standing. */
function useStandings(saved: readonly Template[]): ReadonlyMap<string, Standing> {
  const catalogue = useApiQuery('change.catalogue', {});
  const offered = catalogue.data?.templates;
  return useMemo(
    () =>
      new Map(
        saved.map(({ key, enabled, reapprovedBecause }) => {
          const view = offered?.find((one) => one.key === key);
          return [key, { saved: enabled ? 'offered' : 'off', view, reapprovedBecause } as const];
        }),
      ),
    [saved, offered],
  );
}
