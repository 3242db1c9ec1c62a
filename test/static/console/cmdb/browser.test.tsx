import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SavedViews } from '../../../../src/cmdb/cmdb.shapes';
import { Refusal } from '../../admin/bridge';
import { violations } from '../../surface';
import { addressNow, beforeLayout, open } from './shown';
import { ANNA, catalogue, ciView, row } from './world';

beforeAll(beforeLayout);

const rows = (first: number, count: number) => Array.from({ length: count }, (_, index) => row(first + index));
const list = (): Promise<HTMLElement> => screen.findByRole('table', { name: 'CIs' });

it('lists CIs with the names of their owners, and is accessible', async () => {
  const { container, payloadsOf } = await open('/cmdb', {
    'cmdb.list': () => ({ rows: rows(1, 3), cursor: null }),
    'cmdb.names': () => ({ people: [{ accountId: ANNA, name: 'Anna Ahrens' }] }),
  });
  expect(await screen.findAllByText('Anna Ahrens')).toHaveLength(3);
  expect(screen.getByText('3 CIs')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'web-2' })).toHaveAttribute('href', '/cmdb/ci/server:web-2');
  // One question for an owner, however many rows name him.
  expect(payloadsOf('cmdb.names')).toEqual([{ accounts: ['anna'] }]);
  expect(await violations(container)).toEqual([]);
});

it('draws only the rows in sight, and says that there are more than were read', async () => {
  const { payloadsOf } = await open('/cmdb', {
    'cmdb.list': ({ cursor }) =>
      cursor == null ? { rows: rows(1, 100), cursor: 'c1' } : { rows: rows(101, 100), cursor: 'c2' },
  });
  expect(await screen.findByText('Showing the first 100 CIs; more come as you scroll')).toBeInTheDocument();
  expect(screen.getAllByRole('link', { name: /^web-/ }).length).toBeLessThan(40);
  expect(payloadsOf('cmdb.list')).toHaveLength(1);
});

it('asks for the next page when its place comes into sight', async () => {
  const { payloadsOf } = await open('/cmdb', {
    'cmdb.list': ({ cursor }) =>
      cursor == null ? { rows: rows(1, 10), cursor: 'c1' } : { rows: rows(11, 5), cursor: null },
  });
  expect(await screen.findByText('15 CIs')).toBeInTheDocument();
  expect(payloadsOf('cmdb.list')).toMatchObject([{ cursor: null }, { cursor: 'c1' }]);
});

it('says what went wrong with a later page, keeps the rows, and tries again', async () => {
  let broken = true;
  await open('/cmdb', {
    'cmdb.list': ({ cursor }) => {
      if (cursor == null) return { rows: rows(1, 10), cursor: 'c1' };
      return broken
        ? new Refusal({ code: 'REFUSED', message: 'The store is down.' })
        : { rows: rows(11, 1), cursor: null };
    },
  });
  expect(await screen.findByText('The store is down.')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'web-10' })).toBeInTheDocument();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'web-11' })).toBeInTheDocument();
});

it('stops looking through empty pages and leaves it to the reader to look further', async () => {
  const { payloadsOf } = await open('/cmdb?state=retired', {
    'cmdb.list': () => ({ rows: [], cursor: 'on' }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Look further' }, { timeout: 8_000 }));
  await waitFor(() => expect(payloadsOf('cmdb.list').length).toBeGreaterThan(20), { timeout: 8_000 });
  expect(await screen.findByRole('button', { name: 'Look further' }, { timeout: 8_000 })).toBeInTheDocument();
  expect(payloadsOf('cmdb.list').length).toBe(40);
});

describe('filters', () => {
  const answers = { 'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }) };

  it('are read from the address', async () => {
    const { payloadsOf } = await open(
      '/cmdb?class=server&state=inUse&criticality=1&criticality=9&environment=test&owner=anna&sort=-updated',
      answers,
    );
    await list();
    expect(payloadsOf('cmdb.list')).toEqual([
      {
        filter: { classKey: 'server', owner: 'anna', states: ['inUse'], criticalities: [1], environments: ['test'] },
        sort: { by: 'updated', descending: true },
        cursor: null,
        limit: 100,
      },
    ]);
  });

  it('are written to the address', async () => {
    await open('/cmdb', answers);
    await list();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Class' }), 'server');
    await userEvent.click(screen.getByRole('button', { name: /^Criticality/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: '1 Highest' }));
    await userEvent.click(screen.getByRole('button', { name: 'Updated' }));
    expect(addressNow()).toBe('/cmdb?class=server&criticality=1&sort=-updated');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(addressNow()).toBe('/cmdb?sort=-updated');
  });

  it('leave an empty list with the way out', async () => {
    await open('/cmdb?class=server', { 'cmdb.list': () => ({ rows: [], cursor: null }) });
    expect(await screen.findByRole('heading', { name: 'No CI fits' })).toBeInTheDocument();
    await userEvent.click(screen.getAllByRole('button', { name: 'Clear filters' })[0] ?? document.body);
    expect(addressNow()).toBe('/cmdb');
    expect(await screen.findByRole('heading', { name: 'There are no CIs yet' })).toBeInTheDocument();
  });
});

describe('search', () => {
  const hit = { ...row(7), match: 'name' as const };
  const answers = {
    'cmdb.list': () => ({ rows: rows(1, 2), cursor: null }),
    'cmdb.search': () => ({ hits: [hit] }),
    'cmdb.get': () => ciView(1),
  };

  it('lists by words on Enter', async () => {
    const { payloadsOf } = await open('/cmdb', answers);
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search CIs' }), 'web{Enter}');
    expect(addressNow()).toBe('/cmdb?q=web');
    expect(await screen.findByText('2 CIs fit these words')).toBeInTheDocument();
    expect(payloadsOf('cmdb.list').at(-1)).toMatchObject({ filter: { text: 'web' } });
    // Words order by how well they fit.
    expect(screen.queryByRole('button', { name: 'Name' })).not.toBeInTheDocument();
  });

  it('goes to a CI that is offered', async () => {
    await open('/cmdb', answers);
    await userEvent.type(await screen.findByRole('combobox', { name: 'Search CIs' }), 'web');
    await userEvent.pointer({ keys: '[MouseLeft]', target: await screen.findByRole('option', { name: /web-7/ }) });
    await waitFor(() => expect(addressNow()).toBe('/cmdb/ci/server:web-7'));
  });
});

describe('saved views', () => {
  it('are saved, gone to, renamed and deleted', async () => {
    let state: SavedViews = { views: [], version: null };
    const { payloadsOf } = await open('/cmdb?class=server', {
      'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }),
      'cmdb.views': () => state,
      'cmdb.saveViews': ({ views }) =>
        (state = {
          views: views.map((view) => ({ ...view, filter: { classKey: 'server' } })),
          version: (state.version ?? 0) + 1,
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Saved views' }));
    await userEvent.type(await screen.findByLabelText('Save this list as'), 'Servers');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const views = await screen.findByRole('list', { name: 'Saved views' });
    expect(payloadsOf('cmdb.saveViews')).toMatchObject([
      { expectedVersion: null, views: [{ name: 'Servers', filter: { classKey: 'server' } }] },
    ]);
    await userEvent.click(within(views).getByRole('button', { name: 'Rename Servers' }));
    await userEvent.clear(screen.getByRole('textbox', { name: 'Rename Servers' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Rename Servers' }), 'All servers{Enter}');
    expect(await within(views).findByRole('button', { name: 'All servers' })).toHaveAttribute('aria-current', 'true');
    await userEvent.click(within(views).getByRole('button', { name: 'Delete All servers' }));
    expect(await screen.findByText(/save it under a name/)).toBeInTheDocument();
    expect(payloadsOf('cmdb.saveViews').at(-1)).toEqual({ expectedVersion: 2, views: [] });
  });

  it('say so when they were saved somewhere else meanwhile', async () => {
    await open('/cmdb?class=server', {
      'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }),
      'cmdb.saveViews': () => new Refusal({ code: 'CONFLICT', message: 'Changed.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Saved views' }));
    await userEvent.type(await screen.findByLabelText('Save this list as'), 'Servers{Enter}');
    expect(await screen.findByText(/saved somewhere else/)).toBeInTheDocument();
    expect(screen.getByLabelText('Save this list as')).toHaveValue('Servers');
  });
});

describe('export', () => {
  const saved: { name: string; content: Promise<string> }[] = [];
  beforeEach(() => {
    saved.length = 0;
    let content: Blob | undefined;
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob) content = blob;
      return 'blob:file';
    };
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = function click(): void {
      if (content !== undefined) saved.push({ name: this.download, content: content.text() });
    };
  });

  it('writes the pages of the filtered list one after the other into one file', async () => {
    const { payloadsOf } = await open('/cmdb?class=server', {
      'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }),
      'cmdb.export.cis': ({ cursor }) =>
        cursor == null ? { text: 'ref\r\na\r\n', count: 1, cursor: 'next' } : { text: 'b\r\n', count: 1, cursor: null },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    await userEvent.click(screen.getByRole('button', { name: 'These CIs as CSV' }));
    expect(await screen.findByText('File saved with 2 lines')).toBeInTheDocument();
    expect(saved.map(({ name }) => name)).toEqual(['cmdb-cis.csv']);
    expect(await saved[0]?.content).toBe('ref\r\na\r\nb\r\n');
    expect(payloadsOf('cmdb.export.cis')).toMatchObject([
      { filter: { classKey: 'server' }, format: 'csv', cursor: null },
      { cursor: 'next' },
    ]);
  });

  it('leaves no file behind when a page fails, and says so', async () => {
    await open('/cmdb', {
      'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }),
      'cmdb.export.cis': ({ cursor }) =>
        cursor == null
          ? { text: 'a', count: 1, cursor: 'next' }
          : new Refusal({ code: 'UNAVAILABLE', message: 'Jira is busy.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    await userEvent.click(screen.getByRole('button', { name: 'These CIs as JSON' }));
    expect(await screen.findByText(/No file was saved: Jira is busy\./)).toBeInTheDocument();
    expect(saved).toEqual([]);
  });
});

describe('a new CI', () => {
  it('is not offered to readers', async () => {
    await open('/cmdb', {
      'cmdb.catalogue': () => catalogue(false),
      'cmdb.list': () => ({ rows: [], cursor: null }),
    });
    expect(await screen.findByText(/A Configuration Manager can import them/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'New CI' })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Export' })).not.toBeInTheDocument();
  });

  it('says at each field what the server found, and goes to the CI once it stands', async () => {
    let attempts = 0;
    const { payloadsOf } = await open('/cmdb?class=server', {
      'cmdb.list': () => ({ rows: rows(1, 1), cursor: null }),
      'cmdb.get': () => ciView(1),
      'cmdb.create': () => {
        attempts += 1;
        if (attempts > 1) return ciView(1);
        return new Refusal({
          code: 'INVALID_INPUT',
          message: 'Not saved.',
          issues: [
            { path: 'draft.name', message: 'Give the CI a name.' },
            { path: 'attributes.hostname', message: 'Server needs “Host name”.' },
            { path: 'identifiers.0', message: 'The key is there twice.' },
          ],
        });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'New CI' }));
    const dialog = await screen.findByRole('dialog', { name: 'New CI' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByLabelText(/^Name/)).toHaveAccessibleDescription('Give the CI a name.');
    expect(within(dialog).getByLabelText(/^Host name/)).toHaveAccessibleDescription('Server needs “Host name”.');
    expect(within(dialog).getByText('The key is there twice.')).toBeInTheDocument();
    expect(await violations(dialog)).toEqual([]);
    fireEvent.change(within(dialog).getByLabelText(/^Name/), { target: { value: 'web-1' } });
    fireEvent.change(within(dialog).getByLabelText(/^Host name/), { target: { value: 'web-1.acme' } });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(addressNow()).toBe('/cmdb/ci/server:web-1'));
    expect(payloadsOf('cmdb.create').at(-1)).toEqual({
      draft: { classKey: 'server', name: 'web-1', state: 'inUse', attributes: { hostname: 'web-1.acme' } },
    });
  });
});
