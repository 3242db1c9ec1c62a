import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { ForgeRouter } from '../shared/ForgeRouter';
import { Page, Skeleton } from '../shared/components';
import { useConsoleText } from './text';
import './console.css';

const ProcessesPage = lazy(async () => ({ default: (await import('./processes/ProcessesPage')).ProcessesPage }));

const CmdbPages = lazy(async () => ({ default: (await import('./cmdb/CmdbPages')).CmdbPages }));

const TABS = ['processes', 'cmdb'] as const;

export function App(): ReactNode {
  return (
    <ForgeRouter fallback={<Skeleton lines={6} />}>
      <Shell />
    </ForgeRouter>
  );
}

/** The navigation and the page it shows; tests put it under a router of their own. */
export function Shell(): ReactNode {
  const text = useConsoleText();
  return (
    <Page title={text('console.title')}>
      <nav className="pl-nav" aria-label={text('console.nav')}>
        {TABS.map((tab) => (
          <NavLink key={tab} to={`/${tab}`} className="pl-tab">
            {text(`console.tab.${tab}`)}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Routes>
          <Route path="/processes" element={<ProcessesPage />} />
          <Route path="/cmdb/*" element={<CmdbPages />} />
          <Route path="*" element={<Navigate to="/processes" replace />} />
        </Routes>
      </Suspense>
    </Page>
  );
}
