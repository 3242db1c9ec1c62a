import type { ReactNode } from 'react';
import './charts.css';

/** A share beside its number, with the target marked; the number says it all, the bar repeats it. */
export function ShareBar({ share, target }: { readonly share: number; readonly target: number }): ReactNode {
  return (
    <span className="pl-share-bar" data-missed={share < target} aria-hidden="true">
      <span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      <i style={{ left: `${target * 100}%` }} />
    </span>
  );
}
