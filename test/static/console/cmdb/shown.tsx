/** The CMDB's pages at an address, over answers given by the test. */
import { act } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router';
import type { ReactNode } from 'react';
import en from '../../../../static/console/messages/en.json';
import { Shell } from '../../../../static/console/App';
import { backend, show, type BridgeCalls } from '../../surface';
import type { Answers } from '../../admin/bridge';
import { catalogue } from './world';

let address = '';

/** Where the pages were gone to. */
export const addressNow = (): string => address;

function Address(): ReactNode {
  const { pathname, search } = useLocation();
  address = `${pathname}${search}`;
  return null;
}

/** jsdom lays nothing out: a scrolling box is said to have this height, and dialogs are shown without being laid on top. */
export function beforeLayout(): void {
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, get: () => 1000 });
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
}

export interface Opened extends BridgeCalls {
  readonly container: HTMLElement;
  readonly payloadsOf: (name: string) => unknown[];
}

export async function open(path: string, answers: Answers): Promise<Opened> {
  const calls = backend({
    'cmdb.catalogue': () => catalogue(),
    'cmdb.views': () => ({ views: [], version: null }),
    'cmdb.names': () => ({ people: [] }),
    ...answers,
  });
  const container = await act(async () =>
    show(
      <MemoryRouter initialEntries={[path]}>
        <Shell />
        <Address />
      </MemoryRouter>,
      { messages: { en, de: en } },
    ),
  );
  return {
    ...calls,
    container,
    payloadsOf: (name) => calls.invoked.filter(({ functionKey }) => functionKey === name).map(({ payload }) => payload),
  };
}
