/** A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape closes, focus returns afterwards. */
import { useEffect, useId, useRef, type CSSProperties, type ReactNode } from 'react';
import { CloseIcon } from './icons';
import { IconButton } from './parts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: string;
  readonly height?: string;
  readonly minHeight?: string;
  readonly closeOnEscape?: boolean;
  readonly closeOnOverlayClick?: boolean;
  /** The title is read out but not shown. */
  readonly bare?: boolean;
  readonly icon?: ReactNode;
}

export function Dialog(props: DialogProps) {
  const {
    title,
    onClose,
    children,
    footer,
    width = '600px',
    height,
    minHeight,
    closeOnEscape = true,
    closeOnOverlayClick = true,
    bare = false,
    icon,
  } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return undefined;
    element.showModal();
    return () => element.close();
  }, []);

  const size: CSSProperties = {
    width,
    ...(height === undefined ? {} : { height }),
    ...(minHeight === undefined ? {} : { minHeight }),
  };
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={heading}
      style={size}
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        if (closeOnEscape) onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current && closeOnOverlayClick) onClose();
      }}
    >
      <div className="dialog-content">
        <header className={bare ? 'visually-hidden' : 'dialog-header'}>
          {icon}
          <h2 id={heading}>{title}</h2>
          <IconButton label="Close" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </header>
        <div className={bare ? 'dialog-bare' : 'dialog-body'}>{children}</div>
        {footer !== undefined && <footer className="dialog-footer">{footer}</footer>}
      </div>
    </dialog>
  );
}
