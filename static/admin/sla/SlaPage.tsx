import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { Loaded, Skeleton } from '../../shared/components';
import { useApiQuery } from '../../shared/query';
import { WithMessages } from '../../shared/WithMessages';
import { CalendarEditor } from './calendars/CalendarEditor';
import { CalendarList } from './calendars/CalendarList';
import { DefinitionEditor } from './definitions/DefinitionEditor';
import { DefinitionList } from './definitions/DefinitionList';
import { FindingsProvider } from './draft/findings';
import { PolicyDraftProvider } from './draft/policy-draft';
import { useLint } from './draft/use-lint';
import { useSave } from './draft/use-save';
import { slaMessages, useSlaText } from './messages';
import { SaveBar, ToSave } from './SaveBar';
import './sla.css';

const WhatIfPage = lazy(async () => ({ default: (await import('./what-if/WhatIfPage')).WhatIfPage }));
const VersionList = lazy(async () => ({ default: (await import('./versions/VersionList')).VersionList }));

export function SlaPage(): ReactNode {
  return (
    <WithMessages messages={slaMessages}>
      <ServiceLevels />
    </WithMessages>
  );
}

function ServiceLevels(): ReactNode {
  const policy = useApiQuery('sla.policy', {});
  const vocabulary = useApiQuery('sla.vocabulary', {});
  return (
    <Loaded query={policy} skeleton={<Skeleton lines={8} />}>
      {(saved) => (
        <Loaded query={vocabulary} skeleton={<Skeleton lines={8} />}>
          {(words) => (
            <PolicyDraftProvider saved={saved} vocabulary={words}>
              <Pages />
            </PolicyDraftProvider>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

const TABS = ['definitions', 'calendars', 'what-if', 'versions'] as const;

function Pages(): ReactNode {
  const text = useSlaText();
  const save = useSave();
  const lint = useLint(save.refused);
  return (
    <FindingsProvider findings={lint.findings}>
      <section className="sla" aria-labelledby="sla-title">
        <h2 id="sla-title">{text('policy.title')}</h2>
        <p className="ad-hint">{text('policy.intro')}</p>
        <nav className="sla-nav" aria-label={text('policy.nav')}>
          {TABS.map((tab) => (
            <NavLink key={tab} to={`/sla/${tab}`} className="sla-tab">
              {text(`policy.tab.${tab}`)}
            </NavLink>
          ))}
        </nav>
        <ToSave findings={lint.findings} />
        <Suspense fallback={<Skeleton lines={6} />}>
          <Routes>
            <Route path="definitions" element={<DefinitionList />} />
            <Route path="definitions/:key" element={<DefinitionEditor />} />
            <Route path="calendars" element={<CalendarList />} />
            <Route path="calendars/:key" element={<CalendarEditor />} />
            <Route path="what-if" element={<WhatIfPage />} />
            <Route path="versions" element={<VersionList />} />
            <Route path="*" element={<Navigate to="/sla/definitions" replace />} />
          </Routes>
        </Suspense>
        <SaveBar save={save} lint={lint} />
      </section>
    </FindingsProvider>
  );
}
