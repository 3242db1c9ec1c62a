import type { ReactNode } from 'react';
import { useFindings } from '../sla/draft/findings';

/** What is said of a place that is no single field; only of itself, since what is within has fields of its own. */
export function Said({ path, id }: { readonly path: string; readonly id?: string }): ReactNode {
  const found = useFindings().at(path);
  if (found.length === 0) return null;
  return (
    <div id={id} className="change-said">
      {found.map(({ severity, message }) => (
        <p
          key={message}
          className={severity === 'error' ? 'pl-field-error' : 'pl-field-warning'}
          role={severity === 'error' ? 'alert' : undefined}
        >
          {message}
        </p>
      ))}
    </div>
  );
}
