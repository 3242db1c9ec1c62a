import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'success' | 'warning' | 'danger' | 'information' | 'discovery';

/** A state in a word. The word carries the meaning, the tone only repeats it. */
export function Lozenge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className="pl-lozenge" data-tone={tone}>
      {children}
    </span>
  );
}

export function Badge({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className="pl-badge">{children}</span>;
}
