/** The console in the page around it, which carries out one navigation sooner than another. */
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../static/console/App';
import de from '../../../static/console/messages/de.json';
import en from '../../../static/console/messages/en.json';
import { backend, show } from '../surface';
import { catalogue } from './cmdb/world';

type Listener = (location: { pathname: string; search: string; hash: string }, action: string) => void;

/** Sending somebody on takes its time; what somebody does themselves is done at once. */
function host(pathname: string) {
  const listeners: Listener[] = [];
  const went: string[] = [];
  const history = {
    location: { pathname, search: '', hash: '' },
    action: 'POP',
    listen: (listener: Listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    push: (path: string) => navigate(path, 'PUSH'),
    replace: (path: string) => void setTimeout(() => act(() => navigate(path, 'REPLACE')), 100),
  };
  function navigate(path: string, action: string): void {
    went.push(path);
    const location = { pathname: path, search: '', hash: '' };
    for (const listener of listeners) listener(location, action);
  }
  const answered = globalThis.__bridgeHandler;
  globalThis.__bridgeHandler = (command, data) => (command === 'createHistory' ? history : answered?.(command, data));
  return { went };
}

const open = async (path: string) => {
  const { invoked } = backend({
    'cmdb.catalogue': () => catalogue(),
    'cmdb.views': () => ({ views: [], version: null }),
    'cmdb.list': () => ({ rows: [], cursor: null }),
  });
  const page = host(path);
  await act(async () => void show(<App />, { messages: { en, de } }));
  return { ...page, invoked };
};

it('stays where somebody went in the first moment', async () => {
  const { went } = await open('/');
  await userEvent.click(await screen.findByRole('link', { name: 'CMDB' }));
  expect(await screen.findByRole('navigation', { name: 'CMDB' })).toBeVisible();
  await act(async () => new Promise((done) => setTimeout(done, 300)));
  expect(screen.getByRole('navigation', { name: 'CMDB' })).toBeVisible();
  expect(went).toEqual(['/cmdb']);
});

it.each(['/', '/processes', '/elsewhere'])('shows the processes at %s, and where that is', async (path) => {
  const { went, invoked } = await open(path);
  await waitFor(() => expect(invoked.map(({ functionKey }) => functionKey)).toContain('incident.process'));
  expect(screen.getByRole('link', { name: 'Processes' })).toHaveAttribute('aria-current', 'page');
  expect(screen.getByRole('link', { name: 'CMDB' })).not.toHaveAttribute('aria-current');
  expect(went).toEqual([]);
});
