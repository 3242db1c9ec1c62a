/** A file on its way into the CMDB, as the person at the browser meets it. */
import { createHash } from 'node:crypto';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CiRef } from '../../../../../src/contract/ids';
import type { RowVerdict } from '../../../../../static/console/cmdb/import/types';
import { Refusal, type Answers } from '../../../admin/bridge';
import { violations } from '../../../surface';
import { beforeLayout } from '../shown';
import { anImport, aRun, asked, catalogue, giveBrowserPowers, inspection, mapping, open } from './samples';

jest.setTimeout(30_000);
// A machine that does other things too takes longer than the second that is waited for by itself.
configure({ asyncUtilTimeout: 5_000 });
beforeAll(() => {
  giveBrowserPowers();
  beforeLayout();
});
beforeEach(() => window.localStorage.clear());

const address = (): string => screen.getByLabelText('address').textContent ?? '';
const choose = async (file: File): Promise<void> => {
  fireEvent.change(await screen.findByLabelText('Choose a file', { selector: 'input' }), { target: { files: [file] } });
};
const fileOf = (text: string, name = 'servers.csv'): File => new File([text], name, { type: 'text/csv' });
const aRow = (changes: Partial<RowVerdict>): RowVerdict => ({
  row: 1,
  line: 2,
  verdict: 'create',
  ref: CiRef.parse('server:web-01'),
  name: 'web-01',
  classKey: 'server',
  changes: [],
  withheld: [],
  pending: [],
  reasons: [],
  ...changes,
});

it('is for Configuration Managers, and says so', async () => {
  open('/cmdb/import', { 'cmdb.catalogue': () => ({ ...catalogue, editable: false }) });
  expect(await screen.findByText('Only Configuration Managers import')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Choose a file' })).toBeNull();
});

describe('the upload', () => {
  it('sends a file in parts whose bytes and checksums are the file’s, and goes on to its columns', async () => {
    let missing = [1, 2, 3];
    const state = () => anImport({ state: 'uploading', missing, file: { name: 'servers.csv', bytes: 10, parts: 3 } });
    const calls = open('/cmdb/import', {
      'cmdb.import.start': () => ({ import: state(), partBytes: 4 }),
      'cmdb.import.putPart': ({ number }) => {
        missing = missing.filter((one) => one !== number);
        return { missing };
      },
      'cmdb.import.get': state,
      'cmdb.import.inspect': () => inspection(),
    });
    await choose(fileOf('name,ip\na,1'.slice(0, 10)));
    await screen.findByRole('heading', { name: 'What the columns mean' });
    expect(address()).toBe('/cmdb/import/imp-1');
    const parts = asked(calls, 'cmdb.import.putPart');
    expect(parts).toMatchObject([
      { number: 1, base64: btoa('name') },
      { number: 2, base64: btoa(',ip\n') },
      { number: 3, base64: btoa('a,') },
    ]);
    expect(parts[2]).toHaveProperty('sha256', createHash('sha256').update('a,').digest('hex'));
  });

  it.each([
    ['an empty file', fileOf('', 'empty.csv'), 'empty.csv is empty.'],
    [
      'a file too large',
      Object.defineProperty(fileOf('x', 'big.csv'), 'size', { value: 33 * 1024 * 1024 }),
      'big.csv is larger than 32 MB.',
    ],
  ])('refuses %s before anything is sent', async (_, file, message) => {
    const calls = open('/cmdb/import', {});
    await choose(file);
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    expect(asked(calls, 'cmdb.import.start')).toEqual([]);
  });

  it('that broke off goes on with the parts that are missing, and takes no other file for it', async () => {
    let missing = [2];
    const state = () => anImport({ state: 'uploading', missing, file: { name: 'servers.csv', bytes: 8, parts: 2 } });
    const calls = open('/cmdb/import/imp-1', {
      'cmdb.import.get': state,
      'cmdb.import.start': () => ({ import: state(), partBytes: 4 }),
      'cmdb.import.putPart': () => {
        missing = [];
        return { missing };
      },
      'cmdb.import.inspect': () => inspection(),
    });
    expect(await screen.findByText(/1 of 2 parts is missing/)).toBeVisible();
    await choose(fileOf('another one'));
    expect(await screen.findByRole('alert')).toHaveTextContent('This is another file');
    await choose(fileOf('abcdefgh'));
    await screen.findByRole('heading', { name: 'What the columns mean' });
    expect(asked(calls, 'cmdb.import.putPart')).toMatchObject([{ number: 2, base64: btoa('efgh') }]);
  });

  it('that is refused says why and can be tried again', async () => {
    let refused = true;
    open('/cmdb/import', {
      'cmdb.import.start': () =>
        refused
          ? new Refusal({ code: 'REFUSED', message: 'Too many imports at once.' })
          : { import: anImport(), partBytes: 4 },
      'cmdb.import.get': () => anImport(),
      'cmdb.import.inspect': () => inspection(),
    });
    await choose(fileOf('name'));
    expect(await screen.findByText('Too many imports at once.')).toBeVisible();
    refused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('heading', { name: 'What the columns mean' });
  });
});

describe('the columns', () => {
  const answers: Answers = {
    'cmdb.import.get': () => anImport(),
    'cmdb.import.inspect': () => inspection(),
  };

  it('have a suggestion, and the preview says at the cell what is wrong', async () => {
    const { container } = open('/cmdb/import/imp-1', {
      ...answers,
      'cmdb.import.inspect': () => ({
        ...inspection(),
        suggestion: {
          ...mapping,
          columns: [
            ...mapping.columns,
            { column: 'IP', target: { to: 'attribute', attribute: 'ip' }, whenEmpty: 'keep' },
          ],
        },
      }),
      'cmdb.import.preview': () => ({
        problems: [],
        verdicts: [
          aRow({}),
          aRow({
            row: 2,
            line: 3,
            verdict: 'reject',
            reasons: [{ code: 'ip', column: 'IP', message: '“nonsense” is no IP address.' }],
          }),
        ],
      }),
    });
    const cell = await screen.findByText('“nonsense” is no IP address.');
    expect(cell.closest('td')).toHaveTextContent('nonsense');
    expect(cell.closest('td')).toHaveAttribute('data-wrong', 'true');
    expect(screen.getByLabelText('Meaning of Name')).toHaveValue('field name');
    expect(await violations(container)).toEqual([]);
  });

  it('are given a meaning that the dry run is started with, and that outlives a reload', async () => {
    const calls = open('/cmdb/import/imp-1', {
      ...answers,
      'cmdb.import.dryRun': () =>
        anImport({ state: 'queued', run: 'dryRun', dryRun: aRun({ state: 'going', done: 0 }) }),
    });
    await userEvent.selectOptions(await screen.findByLabelText('Meaning of IP'), 'IP address');
    expect(window.localStorage.getItem('plumbline.import-mapping.imp-1')).toContain('"attribute":"ip"');
    await waitFor(() => expect(asked(calls, 'cmdb.import.preview').length).toBeGreaterThan(1));
    await userEvent.click(screen.getByRole('button', { name: 'Start the dry run' }));
    await screen.findByText('Dry run: about to start');
    expect(asked(calls, 'cmdb.import.dryRun')).toMatchObject([
      { importId: 'imp-1', mapping: { columns: [{ column: 'Name' }, { column: 'IP', target: { attribute: 'ip' } }] } },
    ]);
    expect(window.localStorage.getItem('plumbline.import-mapping.imp-1')).toBeNull();
  });

  it('with a fault keep the dry run from starting, the fault at its place', async () => {
    open('/cmdb/import/imp-1', {
      ...answers,
      'cmdb.import.preview': () => ({
        problems: [{ code: 'targetTwice', column: 'Name', message: 'Another column is mapped to the same place.' }],
        verdicts: [],
      }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Another column');
    expect(screen.getByLabelText('Meaning of Name')).toBeInvalid();
    expect(screen.getByRole('button', { name: 'Start the dry run' })).toBeDisabled();
  });

  it('are read again another way', async () => {
    const calls = open('/cmdb/import/imp-1', answers);
    await userEvent.selectOptions(await screen.findByLabelText('Delimiter'), 'Semicolon ;');
    await waitFor(() =>
      expect(asked(calls, 'cmdb.import.inspect').at(-1)).toMatchObject({
        format: { delimiter: ';', encoding: 'utf-8' },
      }),
    );
  });

  it('of a file that can’t be read leave the way it is read to be changed', async () => {
    open('/cmdb/import/imp-1', {
      ...answers,
      'cmdb.import.inspect': () => new Refusal({ code: 'INVALID_INPUT', message: 'The file is not valid JSON.' }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('The file is not valid JSON.');
    expect(screen.getByLabelText('Encoding')).toBeEnabled();
  });
});

describe('the runs', () => {
  const judged = () => anImport({ state: 'done', run: 'dryRun', mapping, dryRun: aRun() });

  it('show rejected rows first, with reasons, and any verdict asked for', async () => {
    const calls = open('/cmdb/import/imp-1', {
      'cmdb.import.get': judged,
      'cmdb.import.rows': ({ verdict }) => ({
        rows:
          verdict === 'reject'
            ? [aRow({ verdict, ref: null, reasons: [{ code: 'x', column: 'IP', message: 'No IP address.' }] })]
            : [aRow({ verdict: 'update', changes: [{ path: 'attributes.ip', before: null, after: '10.0.0.1' }] })],
        cursor: null,
      }),
    });
    expect(await screen.findByText('IP: No IP address.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /^Update/ }));
    expect(await screen.findByText('10.0.0.1')).toBeVisible();
    expect(screen.getByText('IP address:')).toBeVisible();
    expect(asked(calls, 'cmdb.import.rows').at(-1)).toMatchObject({ verdict: 'update', run: 'dryRun' });
  });

  it('apply what the dry run said, pause, and go on', async () => {
    let view = judged();
    const calls = open('/cmdb/import/imp-1', {
      'cmdb.import.get': () => view,
      'cmdb.import.apply': () =>
        (view = { ...view, state: 'running', run: 'apply', apply: aRun({ state: 'going', done: 1 }) }),
      'cmdb.import.pause': () => (view = { ...view, request: 'pause' }),
      'cmdb.import.resume': () => (view = { ...view, state: 'running', request: null }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Import 2 rows' }));
    expect(await screen.findByText('1 of 3 (33%)')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByText(/^Pausing as soon as/)).toBeVisible();
    view = { ...view, state: 'paused', request: null };
    await userEvent.click(await screen.findByRole('button', { name: 'Resume' }, { timeout: 5_000 }));
    await waitFor(() => expect(asked(calls, 'cmdb.import.resume')).toHaveLength(1));
  });

  it('undo an import after a second word, and list what stayed', async () => {
    let view = anImport({ state: 'done', run: 'apply', mapping, dryRun: aRun(), apply: aRun() });
    open('/cmdb/import/imp-1', {
      'cmdb.import.get': () => view,
      'cmdb.import.undo': () =>
        (view = {
          ...view,
          run: 'undo',
          undo: { ...aRun(), left: [{ ref: 'server:web-01', reason: 'changedSince' }], leftMore: 0 },
        }),
    });
    const link = await screen.findByRole('link', { name: 'Look at the CIs' });
    expect(link).toHaveAttribute('href', '/cmdb?class=server&sort=-updated');
    await userEvent.click(screen.getByRole('button', { name: 'Undo this import' }));
    await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Undo it' }));
    expect(await screen.findByText(/somebody changed it since/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Undo this import' })).toBeNull();
  });
});
