import { useEffect, useState, type ReactNode } from 'react';
import { view } from '@forge/bridge';
import { NavigationType, Router, type Navigator } from 'react-router';

type History = Awaited<ReturnType<typeof view.createHistory>>;

interface Place {
  readonly location: History['location'];
  readonly action: History['action'];
}

const TYPES: Readonly<Record<History['action'], NavigationType>> = {
  POP: NavigationType.Pop,
  PUSH: NavigationType.Push,
  REPLACE: NavigationType.Replace,
};

/**
 * Routes a full page by the address of the Jira page around it. `view.createHistory()` has the shape of history 4, and
 * react-router's low-level `<Router>` takes it with a `createHref` of its own.
 */
export function ForgeRouter({
  children,
  fallback = null,
}: {
  readonly children: ReactNode;
  readonly fallback?: ReactNode;
}): ReactNode {
  const [history, setHistory] = useState<History>();
  const [place, setPlace] = useState<Place>();
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    const listen = async (): Promise<void> => {
      const created = await view.createHistory();
      if (gone) return;
      setHistory(created);
      setPlace({ location: created.location, action: created.action });
      // Across the frame's border the answer comes as a promise, whatever the type says.
      stop = await Promise.resolve(created.listen((location, action) => setPlace({ location, action })));
      if (gone) stop();
    };
    void listen();
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  if (history === undefined || place === undefined) return fallback;
  const { pathname, search, hash } = place.location;
  return (
    <Router navigator={navigatorOf(history)} location={{ pathname, search, hash }} navigationType={TYPES[place.action]}>
      {children}
    </Router>
  );
}

type To = Parameters<Navigator['push']>[0];

const pathOf = (to: To): string =>
  typeof to === 'string' ? to : `${to.pathname ?? ''}${to.search ?? ''}${to.hash ?? ''}`;

const navigatorOf = (history: History): Navigator => ({
  createHref: pathOf,
  push: (to, state) => history.push(pathOf(to), state),
  replace: (to, state) => history.replace(pathOf(to), state),
  go: (delta) => history.go(delta),
});
