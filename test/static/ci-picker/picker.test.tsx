import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../static/ci-picker/App';
import de from '../../../static/ci-picker/messages/de.json';
import en from '../../../static/ci-picker/messages/en.json';
import type { OutputOf } from '../../../static/shared/api';
import { Refusal, type Answers } from '../admin/bridge';
import { row } from '../console/cmdb/world';
import { backend, show, violations, type BridgeCalls } from '../surface';

type Hit = OutputOf<'cmdb.search'>['hits'][number];
const hits: Hit[] = [1, 2, 3].map((number) => ({ ...row(number), match: 'name' }));

interface Opened extends BridgeCalls {
  readonly container: HTMLElement;
  readonly box: HTMLElement;
}

function open(fieldValue: unknown, renderContext: string, answers: Answers = {}): Opened {
  const calls = backend({
    'cmdb.search': ({ text }) => ({ hits: hits.filter(({ name }) => name.startsWith(text)) }),
    'cmdb.briefs': ({ refs }) => ({ hits: hits.filter(({ ref }) => refs.some((asked) => asked === ref)) }),
    ...answers,
  });
  const container = show(<App />, { messages: { en, de }, extension: { fieldValue, renderContext } });
  return { ...calls, container, box: screen.getByRole('combobox', { name: 'Configuration items' }) };
}
const submitted = ({ asked }: BridgeCalls): unknown[] =>
  asked.filter(({ command }) => command === 'submit').map(({ data }) => data);
const chosen = (): (string | null)[] =>
  within(screen.getByRole('list', { name: 'Chosen configuration items' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

beforeEach(() => localStorage.clear());

describe('the field for configuration items', () => {
  it('finds CIs by typing, tells them apart, and hands each choice to the form it is in', async () => {
    const opened = open(null, 'issue-create');
    await userEvent.type(opened.box, 'web');
    const option = await screen.findByRole('option', { name: /web-2/ });
    expect(option).toHaveTextContent('web-2Server · In use · server:web-2');
    expect(await violations(opened.container)).toEqual([]);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(submitted(opened)).toEqual([['server:web-2']]);
    expect(chosen()).toEqual(['web-2×']);
    await userEvent.type(opened.box, 'web');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
    await userEvent.keyboard('{Enter}');
    expect(submitted(opened).at(-1)).toEqual(['server:web-2', 'server:web-1']);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('asks once a word is typed, not at every key', async () => {
    const opened = open(null, 'issue-create');
    await userEvent.type(opened.box, 'web-3');
    await screen.findByRole('option', { name: /web-3/ });
    expect(opened.invoked.filter(({ functionKey }) => functionKey === 'cmdb.search').length).toBeLessThan(3);
  });

  it('names what is chosen, and takes the last one back by Backspace', async () => {
    const opened = open(['server:web-1', 'server:web-2'], 'issue-transition');
    await waitFor(() => expect(chosen()).toEqual(['web-1×', 'web-2×']));
    await userEvent.type(opened.box, 'x{Backspace}');
    expect(submitted(opened)).toEqual([]);
    await userEvent.type(opened.box, '{Backspace}');
    expect(submitted(opened)).toEqual([['server:web-1']]);
    expect(screen.getByText('web-2 removed, 1 chosen.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Remove web-1' }));
    // An emptied field has no value.
    expect(submitted(opened).at(-1)).toBeNull();
  });

  it('keeps what the CMDB does not have any more, and says so', async () => {
    const opened = open(['server:gone', 'not a reference', 'server:web-1'], 'issue-view');
    await waitFor(() => expect(chosen()).toEqual(['server:gone×', 'not a reference×', 'web-1×']));
    expect(
      await screen.findByRole('img', { name: 'server:gone is not in the CMDB any more, or you may not see it.' }),
    ).toBeVisible();
    expect(opened.invoked.find(({ functionKey }) => functionKey === 'cmdb.briefs')?.payload).toEqual({
      refs: ['server:gone', 'server:web-1'],
    });
    expect(await violations(opened.container)).toEqual([]);
  });

  it('saves on an issue only when asked to, and says when Jira refuses', async () => {
    const opened = open(['server:web-1'], 'issue-view');
    await screen.findByRole('button', { name: 'Remove web-1' });
    await userEvent.type(opened.box, 'web-2');
    await userEvent.click(await screen.findByRole('option', { name: /web-2/ }));
    expect(submitted(opened)).toEqual([]);
    const answer = globalThis.__bridgeHandler;
    globalThis.__bridgeHandler = (command, data) => (command === 'submit' ? false : answer?.(command, data));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/^Jira did not take the value: /);
    globalThis.__bridgeHandler = answer;
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(submitted(opened)).toEqual([['server:web-1', 'server:web-2']]));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what to do when nothing is found', async () => {
    const { box } = open(null, 'issue-create');
    await userEvent.type(box, 'nowhere');
    expect(await screen.findByText(/Nothing in the CMDB begins with “nowhere”\. Try another word/)).toBeVisible();
  });

  it('says why it can not search, and tries again', async () => {
    let broken = true;
    const { box } = open(null, 'issue-create', {
      'cmdb.search': () => (broken ? new Refusal({ code: 'FORBIDDEN', message: 'Sign in first.' }) : { hits }),
    });
    await userEvent.type(box, 'web');
    expect(await screen.findByRole('alert')).toHaveTextContent('Sign in first.');
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('offers what was used last before anything is typed', async () => {
    localStorage.setItem('plumbline.ci-picker.recent', JSON.stringify(['server:web-3', 'server:gone']));
    const opened = open(null, 'issue-create');
    await waitFor(() => expect(opened.invoked.map(({ functionKey }) => functionKey)).toContain('cmdb.briefs'));
    await userEvent.click(opened.box);
    await userEvent.click(await screen.findByRole('option', { name: /web-3/ }));
    expect(submitted(opened)).toEqual([['server:web-3']]);
    expect(opened.invoked.some(({ functionKey }) => functionKey === 'cmdb.search')).toBe(false);
  });

  it('takes a hundred and no more', async () => {
    const { box } = open(
      Array.from({ length: 100 }, (_, number) => `server:web-${number}`),
      'issue-create',
    );
    expect(box).toBeDisabled();
    expect(await screen.findByText(/At most 100 configuration items/)).toBeVisible();
  });
});
