import type { ReactNode } from 'react';
import { Page } from '../components';
import './gadget.css';

/** A gadget under the title its owner gave it; the dashboard already shows the usual one. */
export function GadgetPage({
  title,
  usual,
  children,
}: {
  readonly title: string;
  readonly usual: string;
  readonly children: ReactNode;
}): ReactNode {
  const shown = title === '' ? usual : title;
  return (
    <Page title={shown} titleHidden={shown === usual}>
      {children}
    </Page>
  );
}
