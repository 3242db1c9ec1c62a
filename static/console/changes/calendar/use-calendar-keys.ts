import type { KeyboardEvent } from 'react';
import { stepped } from './days';
import type { CalendarState } from './use-calendar';

/** Page Up and Page Down move in time, Home leads to today, the arrows from one change to the next in the order shown. */
export function calendarKeys(state: CalendarState): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { view, day, go } = state;
    const moves: Readonly<Record<string, () => void>> = {
      PageUp: () => go({ day: stepped(view, day, -1) }),
      PageDown: () => go({ day: stepped(view, day, 1) }),
      Home: () => go({ day: null }),
      ArrowUp: () => focusNext(event.currentTarget, -1),
      ArrowLeft: () => focusNext(event.currentTarget, -1),
      ArrowDown: () => focusNext(event.currentTarget, 1),
      ArrowRight: () => focusNext(event.currentTarget, 1),
    };
    // Arrows scroll until the focus is on a change.
    if (event.key.startsWith('Arrow') && !isChange(event.target)) return;
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    // The change that had the focus is gone in a moment: it stays in the calendar.
    if (!event.key.startsWith('Arrow')) event.currentTarget.focus();
    move();
  };
}

const isChange = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.classList.contains('calendar-change');

function focusNext(within: HTMLElement, direction: 1 | -1): void {
  const changes = [...within.querySelectorAll<HTMLElement>('.calendar-change')];
  const at = changes.findIndex((one) => one === document.activeElement);
  changes[(at + direction + changes.length) % changes.length]?.focus();
}
