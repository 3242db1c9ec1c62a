import { lazy, Suspense, type ReactNode } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { ForgeRouter } from '../shared/ForgeRouter';
import { Page, Skeleton } from '../shared/components';
import { useConsoleText } from './text';
import './console.css';

const ProcessesPage = lazy(async () => ({ default: (await import('./processes/ProcessesPage')).ProcessesPage }));

const CmdbPages = lazy(async () => ({ default: (await import('./cmdb/CmdbPages')).CmdbPages }));

const ChangePages = lazy(async () => ({ default: (await import('./changes/ChangePages')).ChangePages }));

const TABS = ['processes', 'changes', 'cmdb'] as const;

export function App(): ReactNode {
  return (
    <ForgeRouter fallback={<Skeleton lines={6} />}>
      <Shell />
    </ForgeRouter>
  );
}

/**
 * The navigation and the page it shows; tests put it under a router of their own. An address that names no page shows the
 * first one where it is: Jira carries navigations out one after the other, and sending somebody on could undo their click.
 */
export function Shell(): ReactNode {
  const text = useConsoleText();
  const { pathname } = useLocation();
  const shown = TABS.find((tab) => pathname === `/${tab}` || pathname.startsWith(`/${tab}/`)) ?? TABS[0];
  return (
    <Page title={text('console.title')}>
      <nav className="pl-nav" aria-label={text('console.nav')}>
        {TABS.map((tab) => (
          <Link key={tab} to={`/${tab}`} className="pl-tab" aria-current={tab === shown ? 'page' : undefined}>
            {text(`console.tab.${tab}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Routes>
          <Route path="/changes/*" element={<ChangePages />} />
          <Route path="/cmdb/*" element={<CmdbPages />} />
          <Route path="*" element={<ProcessesPage />} />
        </Routes>
      </Suspense>
    </Page>
  );
}
