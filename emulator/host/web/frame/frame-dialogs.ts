/**
 * What a frame may open in front of the page. The dialogs have frames in them themselves, so a frame does not name them:
 * the page gives them to it.
 */
import { createContext, useContext, type ReactNode } from 'react';
import type { UiModule } from '../app/bootstrap';
import type { ModalOptions } from './commands';

export interface FrameDialogs {
  readonly issue: (issueKey: string, onClose: () => void) => ReactNode;
  readonly createIssue: (
    prefill: Readonly<Record<string, unknown>>,
    onClose: (created: readonly { readonly issueId: string }[]) => void,
  ) => ReactNode;
  readonly modal: (
    from: { readonly module: UiModule; readonly frame: string; readonly resource: string },
    options: ModalOptions,
    onClose: () => void,
  ) => ReactNode;
}

export const FrameDialogsContext = createContext<FrameDialogs | undefined>(undefined);

export function useFrameDialogs(): FrameDialogs {
  const dialogs = useContext(FrameDialogsContext);
  if (dialogs === undefined) throw new Error('Frames are shown inside a FrameDialogsContext.');
  return dialogs;
}
