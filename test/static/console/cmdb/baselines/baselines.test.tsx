/** Baselines: named moments, and what changed between two of them. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import { CiRef } from '../../../../../src/contract/ids';
import type { Baseline, CiDiff, DiffPage } from '../../../../../src/cmdb/cmdb.shapes';
import { Refusal } from '../../../admin/bridge';
import { violations } from '../../../surface';
import { addressNow, open } from '../shown';
import { ANNA, catalogue } from '../world';

const MAY = '2026-05-01T09:00:00.000Z';
const JUNE = '2026-06-01T09:00:00.000Z';
const NOW = '2026-06-20T12:00:00.000Z';

const baselines: Baseline[] = [
  { id: 'one', name: 'Before the move', at: MAY, takenBy: ANNA },
  { id: 'two', name: 'After the move', at: JUNE, takenBy: ANNA },
];

const diff = (name: string, kind: CiDiff['kind'], lines: CiDiff['lines']): CiDiff => ({
  ref: CiRef.parse(`server:${name}`),
  name,
  classKey: 'server',
  kind,
  lines,
});

const page = (changed: CiDiff[], cursor: string | null = null): DiffPage => ({ from: MAY, to: NOW, changed, cursor });
const Asked = z.object({ cursor: z.string().nullable() });

const answers = {
  'cmdb.baselines': () => ({ baselines }),
  'cmdb.names': () => ({ people: [{ accountId: ANNA, name: 'Anna Ahrens' }] }),
};

const rowOf = (name: string): HTMLElement => {
  const found = within(screen.getByRole('table', { name: 'What changed' }))
    .getAllByRole('row')
    .find((row) => within(row).queryByRole('rowheader')?.textContent === name);
  if (found === undefined) throw new Error(`no row of ${name}`);
  return found;
};

describe('the list', () => {
  it('names the moments, the youngest first, and leads to the comparison with now', async () => {
    const { container, payloadsOf } = await open('/cmdb/baselines', { ...answers, 'cmdb.diff': () => page([]) });
    const list = await screen.findByRole('table', { name: 'Baselines' });
    const [first, second] = within(list).getAllByRole('row').slice(1);
    await waitFor(() => expect(first).toHaveTextContent('After the move1 Jun 2026, 09:00Anna Ahrens'));
    expect(second).toHaveTextContent('Before the move');
    expect(screen.getByText('Choose a baseline to compare with.')).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('link', { name: 'Compare with now: Before the move' }));
    expect(await screen.findByText('Nothing changed')).toBeVisible();
    expect(addressNow()).toBe('/cmdb/baselines?from=one');
    expect(payloadsOf('cmdb.diff')).toEqual([{ from: MAY, to: null, cursor: null }]);
  });

  it('says what to do while there is none', async () => {
    await open('/cmdb/baselines', { ...answers, 'cmdb.baselines': () => ({ baselines: [] }) });
    expect(await screen.findByText('No baseline has been taken yet')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Take baseline' })).toBeDisabled();
  });
});

describe('a baseline', () => {
  it('is taken by a Configuration Manager, and stands in the list', async () => {
    const third = { id: 'three', name: 'Release 7', at: NOW, takenBy: ANNA };
    const { payloadsOf } = await open('/cmdb/baselines', {
      ...answers,
      'cmdb.takeBaseline': () => ({ baselines: [...baselines, third] }),
    });
    await userEvent.type(await screen.findByLabelText('Name of the baseline'), ' Release 7 ');
    await userEvent.click(screen.getByRole('button', { name: 'Take baseline' }));
    expect(await screen.findByRole('rowheader', { name: 'Release 7' })).toBeVisible();
    expect(screen.getByText('Baseline Release 7 was taken.')).toBeVisible();
    expect(payloadsOf('cmdb.takeBaseline')).toEqual([{ name: 'Release 7' }]);
    expect(payloadsOf('cmdb.baselines')).toHaveLength(1);
  });

  it('is refused at its name', async () => {
    const { container } = await open('/cmdb/baselines', {
      ...answers,
      'cmdb.takeBaseline': () =>
        new Refusal({
          code: 'REFUSED',
          message: 'There is a baseline “After the move” already.',
          issues: [{ path: 'name', message: 'Choose another name.' }],
        }),
    });
    const name = await screen.findByLabelText('Name of the baseline');
    await userEvent.type(name, 'After the move');
    await userEvent.click(screen.getByRole('button', { name: 'Take baseline' }));
    await waitFor(() =>
      expect(name).toHaveAccessibleDescription('There is a baseline “After the move” already. Choose another name.'),
    );
    expect(name).toBeInvalid();
    expect(name).toHaveValue('After the move');
    expect(await violations(container)).toEqual([]);
  });

  it('is not offered to others, who read why', async () => {
    await open('/cmdb/baselines', { ...answers, 'cmdb.catalogue': () => catalogue(false) });
    expect(await screen.findByText(/Only Configuration Managers take baselines/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Take baseline' })).toBeNull();
    expect(screen.getByRole('table', { name: 'Baselines' })).toBeVisible();
  });
});

describe('a comparison', () => {
  it('tells what was added, removed and changed, from what to what', async () => {
    const { container } = await open('/cmdb/baselines?from=one', {
      ...answers,
      'cmdb.diff': () =>
        page([
          diff('web-1', 'changed', [
            { path: 'attributes.ip', before: '10.0.0.1', after: '10.0.0.2' },
            { path: 'owner', before: null, after: 'anna' },
            { path: 'relations.runsOn.server:esx-1', before: null, after: true },
          ]),
          diff('web-2', 'created', [{ path: 'name', before: null, after: 'web-2' }]),
          diff('web-3', 'deleted', [{ path: 'name', before: 'web-3', after: null }]),
        ]),
    });
    expect(await screen.findByText('1 added, 1 removed, 1 changed')).toBeVisible();
    expect(rowOf('web-1')).toHaveTextContent('IP address 10.0.0.1 → 10.0.0.2');
    await waitFor(() => expect(rowOf('web-1')).toHaveTextContent('Owner Not filled → Anna Ahrens'));
    expect(rowOf('web-1')).toHaveTextContent('Relation added: runs on server:esx-1');
    expect(rowOf('web-2')).toHaveTextContent('Added');
    expect(screen.getByRole('link', { name: 'web-2' })).toHaveAttribute('href', '/cmdb/ci/server:web-2');
    expect(screen.queryByRole('link', { name: 'web-3' })).toBeNull();
    expect(await violations(container)).toEqual([]);
  });

  it('keeps its moments and class in the address, and offers only later moments as the second', async () => {
    const { payloadsOf } = await open('/cmdb/baselines?from=one&to=two&class=server', {
      ...answers,
      'cmdb.diff': () => page([]),
    });
    await screen.findByText('Nothing changed');
    expect(payloadsOf('cmdb.diff')).toEqual([{ from: MAY, to: JUNE, classKey: 'server', cursor: null }]);
    await userEvent.selectOptions(screen.getByLabelText('Class'), 'service');
    await waitFor(() => expect(addressNow()).toBe('/cmdb/baselines?from=one&to=two&class=service'));
    await userEvent.selectOptions(screen.getByLabelText('From'), 'two');
    await waitFor(() =>
      expect(payloadsOf('cmdb.diff').at(-1)).toEqual({ from: JUNE, to: null, classKey: 'service', cursor: null }),
    );
    expect(within(screen.getByLabelText('To')).getAllByRole('option')).toHaveLength(1);
  });

  it('is read on until its end, up to one moment, a CI of several pages being one row', async () => {
    const first = page(
      [
        diff('web-1', 'changed', [{ path: 'attributes.ip', before: '10.0.0.1', after: '10.0.0.2' }]),
        diff('web-2', 'created', [{ path: 'name', before: null, after: 'web-2' }]),
      ],
      'on',
    );
    const second = page([
      diff('web-1', 'changed', [{ path: 'attributes.ip', before: '10.0.0.2', after: '10.0.0.3' }]),
      diff('web-2', 'deleted', [{ path: 'name', before: 'web-2', after: null }]),
    ]);
    const { payloadsOf } = await open('/cmdb/baselines?from=one', {
      ...answers,
      'cmdb.diff': (asked: unknown) => (Asked.parse(asked).cursor === null ? first : second),
    });
    expect(await screen.findByText(/1 added, 0 removed, 1 changed so far/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('0 added, 0 removed, 1 changed')).toBeVisible();
    expect(rowOf('web-1')).toHaveTextContent('IP address 10.0.0.1 → 10.0.0.3');
    expect(screen.queryByRole('rowheader', { name: 'web-2' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    expect(payloadsOf('cmdb.diff')).toEqual([
      { from: MAY, to: null, cursor: null },
      { from: MAY, to: NOW, cursor: 'on' },
    ]);
  });

  it('is saved as CSV as far as it was read', async () => {
    const parts: Blob[] = [];
    URL.createObjectURL = (part: Blob) => {
      parts.push(part);
      return 'blob:plumbline';
    };
    URL.revokeObjectURL = () => undefined;
    await open('/cmdb/baselines?from=one', {
      ...answers,
      'cmdb.diff': () =>
        page([diff('web-1', 'changed', [{ path: 'attributes.ip', before: null, after: '10.0.0.2' }])], 'on'),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Download CSV of what is shown' }));
    const [part] = parts;
    if (part === undefined) throw new Error('nothing was saved');
    expect((await textOf(part)).split('\r\n')).toEqual([
      'Reference,CI,Class,Change,Attribute,Before,After',
      'server:web-1,web-1,Server,Changed,IP address,,10.0.0.2',
      '',
    ]);
  });

  it('that failed is tried again', async () => {
    let works = false;
    await open('/cmdb/baselines?from=one', {
      ...answers,
      'cmdb.diff': () => (works ? page([]) : new Refusal({ code: 'INTERNAL', message: 'The history broke.' })),
    });
    expect(await screen.findByText('The history broke.')).toBeVisible();
    works = true;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing changed')).toBeVisible();
  });
});

/** jsdom's blobs are read by its reader, which leaves out the byte order mark. */
const textOf = (blob: Blob): Promise<string> =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(z.string().parse(reader.result));
    reader.onerror = () => failed(new Error('the file could not be read'));
    reader.readAsText(blob);
  });
