import type { ReactNode } from 'react';
import { SiteLink } from '../components';
import { useFormat } from '../format';
import { useGadgetText } from './text';

export interface Counted {
  readonly count: number;
  readonly jql: string;
}

export const searchPath = (jql: string): string => `/issues/?jql=${encodeURIComponent(jql)}`;

/** A number that opens exactly the issues it counts. Nothing to open behind a zero. */
export function CountLink({ of: { count, jql }, what }: { readonly of: Counted; readonly what: string }): ReactNode {
  const text = useGadgetText();
  const format = useFormat();
  if (count === 0) return format.number(0);
  return (
    <SiteLink to={searchPath(jql)} label={text('gadget.count', { count, what })}>
      {format.number(count)}
    </SiteLink>
  );
}
