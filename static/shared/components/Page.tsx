import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a panel or gadget: one landmark, one first heading. */
export function Page({ title, actions, children }: PageProps): ReactNode {
  return (
    <main className="pl-page">
      <header className="pl-page-header">
        <h1 className="pl-page-title">{title}</h1>
        {actions}
      </header>
      {children}
    </main>
  );
}
