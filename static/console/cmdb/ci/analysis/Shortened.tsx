import { useState, type ReactNode } from 'react';
import { Button } from '../../../../shared/components';
import { useCiText } from '../messages';

export interface ShortenedProps<T> {
  readonly items: readonly T[];
  readonly children: (shown: readonly T[]) => ReactNode;
}

/** Rows drawn before somebody asks for the rest: a page of a thousand is read by nobody. */
const FIRST = 50;

export function Shortened<T>({ items, children }: ShortenedProps<T>): ReactNode {
  const text = useCiText();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, FIRST);
  return (
    <>
      {children(shown)}
      {shown.length === items.length ? null : (
        <Button onClick={() => setAll(true)}>{text('analysis.showAll', { count: items.length })}</Button>
      )}
    </>
  );
}
