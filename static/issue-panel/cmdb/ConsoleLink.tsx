import { useEffect, useState, type MouseEvent, type ReactNode } from 'react';
import { NavigationTarget, router } from '@forge/bridge';

/** The global page's key in the manifest. */
const CONSOLE = 'plumbline-console';

export interface ConsoleLinkProps {
  /** Below the console: `/cmdb/ci/server:web-01`. */
  readonly path: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link to a page of the app's console; only Jira knows its address. */
export function ConsoleLink({ path, label, children }: ConsoleLinkProps): ReactNode {
  const [address, setAddress] = useState<string>();
  const target = { target: NavigationTarget.Module, moduleKey: CONSOLE, path };
  useEffect(() => {
    let gone = false;
    // Without an address it is a link all the same; it can only not be copied.
    router
      .getUrl({ target: NavigationTarget.Module, moduleKey: CONSOLE, path })
      .then((url) => {
        if (!gone && url !== null) setAddress(url.href);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [path]);
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    const apart = event.ctrlKey || event.metaKey || event.shiftKey;
    (apart ? router.open(target) : router.navigate(target)).catch(() => undefined);
  };
  return (
    <a href={address ?? '#'} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
