import type { ReactNode } from 'react';
import { useFormat } from '../shared/format';

export interface CountButtonProps {
  readonly count: number;
  readonly label: string;
  readonly onOpen: () => void;
}

/** A number that opens the list of exactly what it counts. Nothing to open behind a zero. */
export function CountButton({ count, label, onOpen }: CountButtonProps): ReactNode {
  const format = useFormat();
  if (count === 0) return <span className="health-count">{format.number(0)}</span>;
  return (
    <button type="button" className="health-count" aria-label={label} onClick={onOpen}>
      {format.number(count)}
    </button>
  );
}
