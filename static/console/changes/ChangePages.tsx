import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { NavLink, Route, Routes } from 'react-router';
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
  const First = PAGES[0]?.Page;
  return (
    <>
      <nav className="changes-nav" aria-label={text('console.changes.nav')}>
        {PAGES.map(({ path }) => (
          <NavLink key={path} to={`/changes/${path}`} className="changes-tab">
            {text(`console.changes.${path}`)}
          </NavLink>
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
