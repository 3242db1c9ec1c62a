import type { MouseEvent, ReactNode } from 'react';
import { router } from '@forge/bridge';
import { usePlatform } from '../context';

export interface SiteLinkProps {
  /** A path of the Jira site: `/browse/ITSM-1`, `/issues/?jql=…`. */
  readonly to: string;
  readonly children: ReactNode;
  readonly label?: string;
}

/** A link out of the frame. The frame may not navigate the page around it, so Jira is asked to. */
export function SiteLink({ to, children, label }: SiteLinkProps): ReactNode {
  const { siteUrl } = usePlatform();
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    void (event.ctrlKey || event.metaKey || event.shiftKey ? router.open(to) : router.navigate(to));
  };
  return (
    <a href={new URL(to, siteUrl).href} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
