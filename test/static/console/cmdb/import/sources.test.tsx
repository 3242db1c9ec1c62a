/** Whose values count, as Configuration Managers set it. */
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Refusal } from '../../../admin/bridge';
import { violations } from '../../../surface';
import { beforeLayout } from '../shown';
import { anImport, asked, giveBrowserPowers, mapping, open } from './samples';

jest.setTimeout(60_000);
// A machine that does other things too takes longer than the second that is waited for by itself.
configure({ asyncUtilTimeout: 5_000 });
beforeAll(() => {
  giveBrowserPowers();
  beforeLayout();
});

const settings = (changes: object = {}) => ({
  mappings: [{ name: 'Nightly', mapping: { ...mapping, source: 'CMT' } }],
  precedence: { order: ['manual', 'vCenter'], byPath: {} },
  version: 3,
  ...changes,
});
const shown = (label: string): string[] =>
  within(screen.getByRole('list', { name: `Order of sources: ${label}` }))
    .getAllByRole('listitem')
    .map((item) => item.querySelector(':scope > span')?.textContent ?? '');
const save = () => screen.getByRole('button', { name: 'Save' });

it('is reached from the imports', async () => {
  open('/cmdb/import', { 'cmdb.import.settings': () => settings() });
  await userEvent.click(await screen.findByRole('link', { name: 'Whose values count' }));
  expect(await screen.findByRole('heading', { name: 'Whose values count' })).toBeVisible();
});

it('is reached from where the source of a file is named', async () => {
  open('/cmdb/import/imp-1', {
    'cmdb.import.get': () => anImport(),
    'cmdb.import.inspect': () => ({ import: anImport(), sample: [], broken: 0, suggestion: mapping }),
    'cmdb.import.settings': () => settings(),
  });
  expect(await screen.findByRole('link', { name: 'Whose values count' })).toHaveAttribute(
    'href',
    '/cmdb/import/sources',
  );
});

it('orders sources in general and for one attribute, and saves both beside the mappings', async () => {
  const calls = open('/cmdb/import/sources', {
    'cmdb.import.settings': () => settings(),
    'cmdb.import.saveSettings': () => ({ version: 4 }),
  });
  await screen.findByRole('heading', { name: 'All attributes' });
  expect(save()).toBeDisabled();
  await userEvent.type(screen.getByLabelText('Source to add: All attributes'), 'CMT{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Move CMT up' }));
  expect(shown('All attributes')).toEqual(['manual (what people enter)', 'CMT', 'vCenter']);
  await userEvent.selectOptions(screen.getByLabelText('Attribute'), 'IP address');
  await userEvent.click(screen.getByRole('button', { name: 'Give it its own order' }));
  const own = within(screen.getByRole('group', { name: 'IP address' }));
  await userEvent.click(own.getByRole('button', { name: 'Remove vCenter' }));
  await userEvent.click(own.getByRole('button', { name: 'Move CMT up' }));
  expect(shown('IP address')).toEqual(['CMT', 'manual (what people enter)']);
  await userEvent.click(save());
  expect(asked(calls, 'cmdb.import.saveSettings')).toEqual([
    {
      expectedVersion: 3,
      mappings: settings().mappings,
      precedence: { order: ['manual', 'CMT', 'vCenter'], byPath: { 'attributes.ip': ['CMT', 'manual'] } },
    },
  ]);
  expect(await screen.findByText('Saved. It holds for every import from now on.')).toBeVisible();
  expect(save()).toBeDisabled();
  expect(await violations(calls.container)).toEqual([]);
});

it('takes no source twice, whatever its capitals', async () => {
  open('/cmdb/import/sources', { 'cmdb.import.settings': () => settings() });
  await userEvent.type(await screen.findByLabelText('Source to add: All attributes'), 'VCENTER{Enter}');
  expect(screen.getByRole('alert')).toHaveTextContent('“VCENTER” stands in this order already.');
  expect(shown('All attributes')).toHaveLength(2);
});

it('says at its place what the server refuses', async () => {
  open('/cmdb/import/sources', {
    'cmdb.import.settings': () => settings(),
    'cmdb.import.saveSettings': () =>
      new Refusal({
        code: 'INVALID_INPUT',
        message: '“A” stands twice in this order.',
        issues: [{ path: 'precedence.order', message: '“A” stands twice in this order.' }],
      }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove vCenter' }));
  await userEvent.click(save());
  const alerts = await screen.findAllByRole('alert');
  expect(alerts.map((alert) => alert.textContent)).toContain('“A” stands twice in this order.');
});

it('shows what somebody else saved meanwhile, and overwrites nothing', async () => {
  let others = settings();
  open('/cmdb/import/sources', {
    'cmdb.import.settings': () => others,
    'cmdb.import.saveSettings': () => new Refusal({ code: 'CONFLICT', message: 'Changed meanwhile.' }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove vCenter' }));
  others = settings({ precedence: { order: ['HR'], byPath: {} }, version: 4 });
  await userEvent.click(save());
  await userEvent.click(await screen.findByRole('button', { name: 'Show what they saved' }));
  expect(await screen.findByText('HR')).toBeVisible();
  expect(shown('All attributes')).toEqual(['HR']);
  expect(save()).toBeDisabled();
});
