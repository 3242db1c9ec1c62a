/** Short messages in the corner, from the pages and from the app (`showFlag`). */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Button, IconButton } from './parts';
import { CloseIcon } from './icons';

export type FlagTone = 'info' | 'success' | 'warning' | 'error';

export interface Flag {
  readonly id: string;
  readonly tone: FlagTone;
  readonly title: string;
  readonly description?: string;
  readonly autoDismiss?: boolean;
  readonly actions?: readonly { readonly text: string; readonly onClick: () => void }[];
}

/** As Atlassian's auto-dismissing flags. */
const DISMISS_AFTER_MS = 8000;

let flags: readonly Flag[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Flag[]): void {
  flags = next;
  for (const listener of listeners) listener();
}

export function showFlag(flag: Flag): void {
  publish([flag, ...flags.filter(({ id }) => id !== flag.id)]);
}

export function closeFlag(id: string): boolean {
  const known = flags.some((flag) => flag.id === id);
  publish(flags.filter((flag) => flag.id !== id));
  return known;
}

let lastFlag = 0;

export function notify(tone: FlagTone, title: string, description?: string): void {
  lastFlag += 1;
  showFlag({
    id: `page-${lastFlag}`,
    tone,
    title,
    autoDismiss: tone !== 'error',
    ...(description === undefined ? {} : { description }),
  });
}

export function Flags() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => flags,
  );
  const section = useRef<HTMLElement>(null);
  // Flags are seen above modal dialogs only from the browser's top layer, where the last one to enter is in front.
  useEffect(() => {
    const element = section.current;
    if (element === null || shown.length === 0) return undefined;
    element.showPopover();
    return () => element.hidePopover();
  }, [shown]);
  useLayoutEffect(() => section.current?.setAttribute('popover', 'manual'), []);
  return (
    <section ref={section} className="flags" aria-label="Messages" aria-live="polite">
      {shown.map((flag) => (
        <FlagCard key={flag.id} flag={flag} />
      ))}
    </section>
  );
}

function FlagCard({ flag }: { readonly flag: Flag }) {
  const { id, tone, title, description, autoDismiss, actions } = flag;
  useEffect(() => {
    if (autoDismiss !== true) return undefined;
    const timer = setTimeout(() => closeFlag(id), DISMISS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, autoDismiss]);
  return (
    <div className={`flag flag-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      <div>
        <strong>{title}</strong>
        {description !== undefined && <p>{description}</p>}
        {actions !== undefined && (
          <div className="actions">
            {actions.map((action) => (
              <Button key={action.text} appearance="subtle" onClick={action.onClick}>
                {action.text}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton label={`Dismiss: ${title}`} onClick={() => closeFlag(id)}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
