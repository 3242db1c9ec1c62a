/** Dialogs that pages and the bridge open from anywhere: a stack, each with its own way to close. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

type Render = (close: () => void) => ReactNode;
interface Opened {
  readonly id: number;
  readonly render: Render;
}

export type OpenDialog = (render: Render) => void;

const DialogsContext = createContext<OpenDialog>(() => {
  throw new Error('Dialogs are opened inside <Dialogs>.');
});

export const useDialogs = (): OpenDialog => useContext(DialogsContext);

let lastId = 0;

export function Dialogs({ children }: { readonly children: ReactNode }) {
  const [opened, setOpened] = useState<readonly Opened[]>([]);
  const close = useCallback((id: number) => setOpened((all) => all.filter((dialog) => dialog.id !== id)), []);
  const open = useCallback<OpenDialog>((render) => {
    lastId += 1;
    const id = lastId;
    setOpened((all) => [...all, { id, render }]);
  }, []);
  const layers = useMemo(
    () => opened.map(({ id, render }) => <Layer key={id} render={render} onClose={() => close(id)} />),
    [opened, close],
  );
  return (
    <DialogsContext.Provider value={open}>
      {children}
      {layers}
    </DialogsContext.Provider>
  );
}

function Layer({ render, onClose }: { readonly render: Render; readonly onClose: () => void }) {
  return <>{render(onClose)}</>;
}
