import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { ArrowDownIcon, ArrowUpIcon, Button } from '../../../shared/components';
import { useSlaText } from '../messages';

export interface ReorderProps {
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
}

/** Up and down. The end of the list disables the button, which must not swallow the focus: it goes to the other one. */
export function Reorder({ name, index, count, onMove }: ReorderProps): ReactNode {
  const text = useSlaText();
  const box = useRef<HTMLSpanElement>(null);
  const pressed = useRef<number>(undefined);
  useEffect(() => {
    if (pressed.current === undefined) return;
    const wanted = box.current?.querySelectorAll('button')[pressed.current < 0 ? 0 : 1];
    const other = box.current?.querySelectorAll('button')[pressed.current < 0 ? 1 : 0];
    (wanted?.disabled === true ? other : wanted)?.focus();
    pressed.current = undefined;
  }, [index]);
  const move = (by: number): void => {
    pressed.current = by;
    onMove(index + by);
  };
  return (
    <span className="sla-reorder" ref={box}>
      <Button
        appearance="subtle"
        disabled={index === 0}
        icon={<ArrowUpIcon />}
        aria-label={text('policy.up', { name })}
        onClick={() => move(-1)}
      />
      <Button
        appearance="subtle"
        disabled={index === count - 1}
        icon={<ArrowDownIcon />}
        aria-label={text('policy.down', { name })}
        onClick={() => move(1)}
      />
    </span>
  );
}

/** Alt with an arrow moves what has the focus within it. */
export const movesByKeys =
  (index: number, count: number, onMove: (to: number) => void) =>
  (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || by === 0) return;
    event.preventDefault();
    if (index + by < 0 || index + by >= count) return;
    const focused = event.target;
    flushSync(() => onMove(index + by));
    // A row that moves down is taken out of the page for a moment, which the focus does not outlive.
    if (focused instanceof HTMLElement) focused.focus();
  };
