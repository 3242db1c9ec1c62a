import { lazy, Suspense, type ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import { Skeleton } from '../../shared/components';
import { WithMessages } from '../../shared/WithMessages';
import { changeMessages, useChangeText } from './messages';
import '../sla/sla.css';
import './change.css';

const RiskPage = lazy(async () => ({ default: (await import('./risk/RiskPage')).RiskPage }));
const PoliciesPage = lazy(async () => ({ default: (await import('./policies/PoliciesPage')).PoliciesPage }));

const TemplatesPage = lazy(async () => ({ default: (await import('./templates/TemplatesPage')).TemplatesPage }));
const WindowsPage = lazy(async () => ({ default: (await import('./windows/WindowsPage')).WindowsPage }));

const TABS = ['risk', 'policies', 'templates', 'windows'] as const;

export function ChangePage(): ReactNode {
  return (
    <WithMessages messages={changeMessages}>
      <ChangeEnablement />
    </WithMessages>
  );
}

function ChangeEnablement(): ReactNode {
  const text = useChangeText();
  return (
    <section className="sla change-admin" aria-labelledby="change-title">
      <h2 id="change-title">{text('change.title')}</h2>
      <p className="ad-hint">{text('change.intro')}</p>
      <nav className="sla-nav" aria-label={text('change.nav')}>
        {TABS.map((tab) => (
          <NavLink key={tab} to={`/change/${tab}`} className="sla-tab">
            {text(`change.tab.${tab}`)}
          </NavLink>
        ))}
      </nav>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Routes>
          <Route path="risk" element={<RiskPage />} />
          <Route path="policies" element={<PoliciesPage />} />
          <Route path="templates/*" element={<TemplatesPage />} />
          <Route path="windows/*" element={<WindowsPage />} />
          <Route path="*" element={<Navigate to="/change/risk" replace />} />
        </Routes>
      </Suspense>
    </section>
  );
}
