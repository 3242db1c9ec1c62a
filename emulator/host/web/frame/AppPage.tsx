/** The app's own pages: the global page and the administration page, with the address behind theirs left to the app. */
import { useEffect, useMemo, useRef } from 'react';
import { Link, useLocation, useNavigate, useNavigationType } from 'react-router';
import { z } from 'zod';
import { modulesOf, pageAddress, site, type UiModule } from '../app/bootstrap';
import { useTitle } from '../pages/ProjectList';
import { EmptyState } from '../ui/parts';
import { AppFrame } from './AppFrame';
import type { FrameServices } from './commands';
import type { Action, HistoryListener, PageHistory, RelativeLocation } from './history';

type PageType = 'jira:globalPage' | 'jira:adminPage';

export function AppPage({ type }: { readonly type: PageType }) {
  const base = pageAddress(type);
  const { pathname } = useLocation();
  const module = modulesOf(type)[0];
  if (base === undefined || module === undefined || !(pathname === base || pathname.startsWith(`${base}/`))) {
    return (
      <EmptyState title="No app has this page">
        <p>
          The app may have been uninstalled. Go to the <Link to="/jira/projects">list of projects</Link>.
        </p>
      </EmptyState>
    );
  }
  return <ModulePage key={module.key} module={module} base={base} />;
}

function ModulePage({ module, base }: { readonly module: UiModule; readonly base: string }) {
  useTitle(`${module.title} – ${site.siteName}`);
  const history = usePageHistory(base);
  const services = useMemo<FrameServices>(
    () => ({ history, setTitle: (title) => (document.title = title) }),
    [history],
  );
  const pages = subpages(module);
  const blank = module.properties['layout'] === 'blank';
  return (
    <div className="app-page">
      {blank ? <h1 className="visually-hidden">{module.title}</h1> : <h1 className="app-page-title">{module.title}</h1>}
      <div className="app-page-body">
        {pages.length > 0 && (
          <nav className="app-page-nav" aria-label={module.title}>
            {pages.map(({ title, route }) => (
              <Link key={route} to={`${base}/${route}`}>
                {title}
              </Link>
            ))}
          </nav>
        )}
        <div className="app-page-frame">
          {/* Not opened anew when the clock moves, as panels and gadgets are: somebody may be filling in a form here. */}
          <AppFrame
            module={module}
            placement={{ kind: 'page' }}
            title={module.title}
            sizing="fill"
            services={services}
          />
        </div>
      </div>
    </div>
  );
}

const Page = z.object({ title: z.string(), route: z.string() });
const Subpages = z.object({
  pages: z.array(Page).default([]),
  sections: z.array(z.object({ pages: z.array(Page) })).default([]),
});

function subpages(module: UiModule): readonly z.output<typeof Page>[] {
  const { pages, sections } = Subpages.parse(module.properties);
  return [...pages, ...sections.flatMap((section) => section.pages)];
}

interface Current {
  readonly location: RelativeLocation;
  readonly action: Action;
}

function usePageHistory(base: string): PageHistory {
  const location = useLocation();
  const action = useNavigationType();
  const navigate = useNavigate();
  const relative = useMemo<Current>(() => {
    const { pathname, search, hash, key } = location;
    const state: unknown = location.state;
    return { action, location: { pathname: pathname.slice(base.length) || '/', search, hash, state, key } };
  }, [base, location, action]);
  const current = useRef(relative);
  const listeners = useRef(new Set<HistoryListener>());

  useEffect(() => {
    const moved = current.current !== relative;
    current.current = relative;
    if (moved) for (const listener of listeners.current) listener(relative.location, relative.action);
  }, [relative]);

  return useMemo<PageHistory>(
    () => ({
      location: () => current.current.location,
      action: () => current.current.action,
      move: (address, state, replace) =>
        void navigate(base + (address.startsWith('/') ? address : `/${address}`), { state, replace }),
      go: (delta) => void navigate(delta),
      listen: (listener) => {
        listeners.current.add(listener);
        return () => void listeners.current.delete(listener);
      },
    }),
    [base, navigate],
  );
}
