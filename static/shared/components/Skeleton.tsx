import type { ReactNode } from 'react';
import { useSharedText } from '../messages';
import { VisuallyHidden } from './VisuallyHidden';

/** The shape of what is coming; says "loading" to those who can't see it. */
export function Skeleton({ lines = 3, height = 16 }: { readonly lines?: number; readonly height?: number }): ReactNode {
  const text = useSharedText();
  return (
    <div role="status">
      <VisuallyHidden>{text('shared.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className="pl-skeleton"
          style={{ height, width: line === lines - 1 && lines > 1 ? '60%' : '100%' }}
        />
      ))}
    </div>
  );
}
