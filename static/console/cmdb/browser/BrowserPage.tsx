import type { ReactNode } from 'react';
export function BrowserPage(): ReactNode {
  return null;
}
