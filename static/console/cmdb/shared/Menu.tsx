import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../../../shared/components';

export interface MenuProps {
  /** What the button says. */
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  /** Marks the button as holding a choice. */
  readonly active?: boolean;
  /** Given a way to close it after a choice. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that shows a panel under it; Escape, or going elsewhere, closes it. */
export function Menu({ label, icon, active = false, children }: MenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const button = root.current?.querySelector('button');
    if (!open) return undefined;
    return () => {
      // What had the focus went away with the panel.
      if (document.activeElement === document.body) button?.focus();
    };
  }, [open]);
  const onBlur = (event: FocusEvent<HTMLDivElement>): void => {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <div ref={root} className="cmdb-menu" data-active={active} onBlur={onBlur} onKeyDown={onKeyDown}>
      <Button icon={icon} aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <span className="cmdb-menu-arrow" aria-hidden>
          ▾
        </span>
      </Button>
      {open ? (
        <>
          <div className="cmdb-menu-shade" aria-hidden onClick={() => setOpen(false)} />
          <div className="cmdb-menu-panel">{children(() => setOpen(false))}</div>
        </>
      ) : null}
    </div>
  );
}
