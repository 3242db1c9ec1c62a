import type { ReactNode } from 'react';
import { iconPath } from './icon-paths';

/** The icon of a CI's class. The class's name stands beside it, so it says nothing to a screen reader. */
export function ClassIcon({ icon }: { readonly icon: string }): ReactNode {
  return (
    <svg
      className="pl-icon cmdb-class-icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={iconPath(icon)} />
    </svg>
  );
}
