/** A button that discloses a list of links and buttons; Escape, a click elsewhere or leaving it by Tab closes it. */
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface MenuProps {
  readonly label: ReactNode;
  readonly accessibleName?: string;
  readonly className?: string;
  readonly align?: 'start' | 'end';
  /** Whether activating something inside closes it. */
  readonly closeOnClick?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Menu({
  label,
  accessibleName,
  className = 'button button-subtle',
  align = 'start',
  closeOnClick = true,
  disabled,
  children,
}: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return undefined;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    window.addEventListener('blur', () => setOpen(false), { once: true });
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  return (
    <div
      className="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={accessibleName}
        title={accessibleName}
        aria-expanded={open}
        aria-controls={id}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div id={id} className={`menu-popup menu-${align}`} onClick={() => closeOnClick && setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  );
}

export function MenuItem({
  onSelect,
  children,
  current,
}: {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly current?: boolean;
}) {
  return (
    <button type="button" className="menu-item" onClick={onSelect} aria-current={current === true ? 'true' : undefined}>
      {children}
    </button>
  );
}
