import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { ForgeRouter } from '../shared/ForgeRouter';
import { Page, Skeleton } from '../shared/components';
import { useText } from './text';
import './admin.css';

const SetupPage = lazy(async () => ({ default: (await import('./setup/SetupPage')).SetupPage }));
const DriftPage = lazy(async () => ({ default: (await import('./drift/DriftPage')).DriftPage }));
const RolesPage = lazy(async () => ({ default: (await import('./roles/RolesPage')).RolesPage }));
const MatrixPage = lazy(async () => ({ default: (await import('./matrix/MatrixPage')).MatrixPage }));

const ClosurePage = lazy(async () => ({ default: (await import('./closure/ClosurePage')).ClosurePage }));

const SlaPage = lazy(async () => ({ default: (await import('./sla/SlaPage')).SlaPage }));

const ChangePage = lazy(async () => ({ default: (await import('./change/ChangePage')).ChangePage }));

const TABS = ['setup', 'drift', 'roles', 'matrix', 'closure', 'sla', 'change'] as const;

export function App(): ReactNode {
  return (
    <ForgeRouter fallback={<Skeleton lines={6} />}>
      <Shell />
    </ForgeRouter>
  );
}

/** The navigation and the page it shows; tests put it under a router of their own. */
export function Shell(): ReactNode {
  const text = useText();
  return (
    <Page title={text('admin.title')}>
      <nav className="pl-nav" aria-label={text('admin.nav')}>
        {TABS.map((tab) => (
          <NavLink key={tab} to={`/${tab}`} className="pl-tab">
            {text(`admin.tab.${tab}`)}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Routes>
          <Route path="/setup" element={<SetupPage />} />
          <Route path="/drift" element={<DriftPage />} />
          <Route path="/roles" element={<RolesPage />} />
          <Route path="/matrix" element={<MatrixPage />} />
          <Route path="/closure" element={<ClosurePage />} />
          <Route path="/sla/*" element={<SlaPage />} />
          <Route path="/change/*" element={<ChangePage />} />
          <Route path="*" element={<Navigate to="/setup" replace />} />
        </Routes>
      </Suspense>
    </Page>
  );
}
