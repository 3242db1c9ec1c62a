import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly title: string;
  /** Why there is nothing, and what would change that. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps): ReactNode {
  return (
    <div className="pl-state">
      <h2 className="pl-state-title">{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {action}
    </div>
  );
}
