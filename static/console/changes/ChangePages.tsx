import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { Skeleton } from '../../shared/components';
import { useConsoleText } from '../text';
import './changes.css';

interface ChangePage {
  /** Below /changes, and its name in the navigation. */
  readonly path: 'calendar' | 'cab' | 'catalogue';
  readonly Page: ComponentType;
}

/** Each page is loaded when it is first gone to, and brings its own words by `WithMessages`. */
const PAGES: readonly ChangePage[] = [
  {
    path: 'calendar',
    Page: lazy(async () => ({ default: (await import('./calendar/CalendarPage')).CalendarPage })),
  },
  { path: 'cab', Page: lazy(async () => ({ default: (await import('./cab/CabPage')).CabPage })) },
  {
    path: 'catalogue',
    Page: lazy(async () => ({ default: (await import('./catalogue/CataloguePage')).CataloguePage })),
  },
];

export function ChangePages(): ReactNode {
  const text = useConsoleText();
  const { pathname } = useLocation();
  const First = PAGES[0]?.Page;
  // An address that names no page shows the first one, and says so.
  const shown = PAGES.find(({ path }) => pathname.startsWith(`/changes/${path}`)) ?? PAGES[0];
  return (
    <>
      <nav className="changes-nav" aria-label={text('console.changes.nav')}>
        {PAGES.map(({ path }) => (
          <Link
            key={path}
            to={`/changes/${path}`}
            className="changes-tab"
            aria-current={path === shown?.path ? 'page' : undefined}
          >
            {text(`console.changes.${path}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Routes>
          {PAGES.map(({ path, Page }) => (
            <Route key={path} path={path} element={<Page />} />
          ))}
          <Route path="*" element={First === undefined ? null : <First />} />
        </Routes>
      </Suspense>
    </>
  );
}
