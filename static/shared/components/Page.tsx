import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  /** Where the frame around it already shows the title. */
  readonly titleHidden?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a panel or gadget: one landmark, one first heading. */
export function Page({ title, titleHidden = false, actions, children }: PageProps): ReactNode {
  return (
    <main className="pl-page">
      {titleHidden && actions === undefined ? (
        <h1 className="pl-hidden">{title}</h1>
      ) : (
        <header className="pl-page-header">
          <h1 className={titleHidden ? 'pl-hidden' : 'pl-page-title'}>{title}</h1>
          {actions}
        </header>
      )}
      {children}
    </main>
  );
}
