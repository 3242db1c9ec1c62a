import type { MouseEvent, ReactNode } from 'react';
import { router } from '@forge/bridge';
import { usePlatform } from '../context';

export interface SvgLinkProps {
  /** A path of the Jira site; nothing to open makes it no link. */
  readonly to: string | undefined;
  readonly label: string;
  readonly children: ReactNode;
}

/** A part of a chart that opens what it stands for, by mouse and by keyboard. Jira is asked: the frame may not navigate. */
export function SvgLink({ to, label, children }: SvgLinkProps): ReactNode {
  const { siteUrl } = usePlatform();
  if (to === undefined) return <g>{children}</g>;
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    void (event.ctrlKey || event.metaKey || event.shiftKey ? router.open(to) : router.navigate(to));
  };
  return (
    <a href={new URL(to, siteUrl).href} aria-label={label} className="pl-chart-link" onClick={follow}>
      <title>{label}</title>
      {children}
    </a>
  );
}
