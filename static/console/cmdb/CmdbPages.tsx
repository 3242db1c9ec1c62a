import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { NavLink, Route, Routes } from 'react-router';
import { Skeleton } from '../../shared/components';
import { WithMessages } from '../../shared/WithMessages';
import { cmdbMessages, useCmdbText } from './shared/messages';
import './cmdb.css';

const TABS = ['browser', 'map', 'import', 'classes', 'health', 'baselines'] as const;

interface CmdbPage {
  /** Below /cmdb. */
  readonly path: string;
  /** Its place in the navigation; a page without one is reached from another. */
  readonly tab?: (typeof TABS)[number];
  readonly Page: ComponentType;
}

const BrowserPage = lazy(async () => ({ default: (await import('./browser/BrowserPage')).BrowserPage }));

/** Each page is loaded when it is first gone to, and brings its own words by `WithMessages`. */
const PAGES: readonly CmdbPage[] = [
  {
    path: '',
    tab: 'browser',
    Page: BrowserPage,
  },
  { path: 'ci/:ref', Page: lazy(async () => ({ default: (await import('./ci/CiPage')).CiPage })) },
  { path: 'map', tab: 'map', Page: lazy(async () => ({ default: (await import('./map/MapPage')).MapPage })) },
  {
    path: 'import/*',
    tab: 'import',
    Page: lazy(async () => ({ default: (await import('./import/ImportPage')).ImportPage })),
  },
  {
    path: 'classes',
    tab: 'classes',
    Page: lazy(async () => ({ default: (await import('./classes/ClassesPage')).ClassesPage })),
  },
  {
    path: 'health',
    tab: 'health',
    Page: lazy(async () => ({ default: (await import('./health/HealthPage')).HealthPage })),
  },
  {
    path: 'baselines',
    tab: 'baselines',
    Page: lazy(async () => ({ default: (await import('./baselines/BaselinesPage')).BaselinesPage })),
  },
];

export function CmdbPages(): ReactNode {
  return (
    <WithMessages messages={cmdbMessages}>
      <CmdbNav />
      <Suspense fallback={<Skeleton lines={8} />}>
        <Routes>
          {PAGES.map(({ path, Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
          <Route path="*" element={<BrowserPage />} />
        </Routes>
      </Suspense>
    </WithMessages>
  );
}

function CmdbNav(): ReactNode {
  const text = useCmdbText();
  const tabs = TABS.flatMap((tab) => PAGES.filter((page) => page.tab === tab));
  return (
    <nav className="cmdb-nav" aria-label={text('cmdb.nav')}>
      {tabs.map(({ path, tab }) =>
        tab === undefined ? null : (
          // The way to the browser is the beginning of the way to every other page.
          <NavLink key={tab} to={`/cmdb/${path}`.replace(/\/(\*|)$/, '')} end={path === ''} className="cmdb-tab">
            {text(`cmdb.tab.${tab}`)}
          </NavLink>
        ),
      )}
    </nav>
  );
}
