/** The model of the CMDB under a person's hands. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import type { CatalogueState, ClassSpec } from '../../../../../src/cmdb/cmdb.shapes';
import { ClassesPage } from '../../../../../static/console/cmdb/classes/ClassesPage';
import { forgetDraft } from '../../../../../static/console/cmdb/classes/use-draft';
import { cmdbMessages } from '../../../../../static/console/cmdb/shared/messages';
import { Refusal, type Answers } from '../../../admin/bridge';
import { backend, show, violations } from '../../../surface';

jest.setTimeout(30_000);
beforeEach(forgetDraft);

const spec = (key: string, name: string, changes: Partial<ClassSpec> = {}): ClassSpec => ({
  key,
  name,
  parent: null,
  abstract: false,
  icon: 'generic',
  attributes: [],
  states: [],
  identifiers: [],
  readRoles: [],
  requiredRelations: [],
  redundancy: [],
  ...changes,
});

const ip = { key: 'ip', name: 'IP address', type: 'ip', required: false, recommended: false, unique: false } as const;

const state = (changes: Partial<CatalogueState> = {}): CatalogueState => ({
  catalogue: {
    classes: [
      spec('ci', 'Anything', { states: [{ key: 'inUse', name: 'In use', inService: true, retired: false }] }),
      spec('server', 'Server', { parent: 'ci', attributes: [ip] }),
      spec('web', 'Web server', { parent: 'server' }),
    ],
    relationTypes: [{ key: 'runsOn', name: 'runs on', inverse: 'runs', impact: 'toSource' }],
  },
  classes: [],
  version: 3,
  updatedAt: '2026-03-02T09:00:00.000Z',
  updatedBy: 'bram',
  editable: true,
  ...changes,
});

function open(path: string, answers: Answers = {}) {
  const calls = backend({
    'cmdb.catalogue': () => state(),
    'cmdb.lintCatalogue': () => ({ findings: [] }),
    ...answers,
  });
  const container = show(
    <MemoryRouter initialEntries={[path]}>
      <ClassesPage />
    </MemoryRouter>,
    { messages: cmdbMessages },
  );
  const sent = (name: string) => calls.invoked.filter((call) => call.functionKey === name).map((call) => call.payload);
  return { container, sent };
}

const save = (): HTMLElement => screen.getByRole('button', { name: 'Save' });

it('shows a class with what it has from those above', async () => {
  const { container } = open('/cmdb/classes?class=web');
  const inherited = within(await screen.findByRole('table', { name: 'Inherited attributes' }));
  expect(inherited.getByRole('row', { name: /IP address/ })).toHaveTextContent('Server');
  expect(screen.getByLabelText('Name of state inUse')).toBeDisabled();
  expect(await violations(container)).toEqual([]);
});

it('is looked at only by those who may not change it, and says who may', async () => {
  open('/cmdb/classes?class=server', { 'cmdb.catalogue': () => state({ editable: false }) });
  expect(await screen.findByText(/Configuration Managers and Jira administrators may change it/)).toBeVisible();
  expect(screen.getByDisplayValue('Server')).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});

it('gains an attribute and is saved from the version that was seen', async () => {
  const { sent } = open('/cmdb/classes?class=web', { 'cmdb.saveCatalogue': () => state({ version: 4 }) });
  await userEvent.type(await screen.findByLabelText('Name of a new attribute'), 'Listening port{Enter}');
  await waitFor(() => expect(sent('cmdb.lintCatalogue')).toHaveLength(1));
  await userEvent.click(save());
  await waitFor(() => expect(sent('cmdb.saveCatalogue')).toHaveLength(1));
  expect(sent('cmdb.saveCatalogue')[0]).toMatchObject({
    expectedVersion: 3,
    catalogue: { classes: [{ key: 'ci' }, { key: 'server' }, { key: 'web', attributes: [{ key: 'listeningPort' }] }] },
  });
});

it.each([
  ['named by key', 'classes.server.name'],
  ['counted', 'classes.1.name'],
])('says a finding at its field, its place %s, and keeps it from being saved', async (_, path) => {
  open('/cmdb/classes?class=server', {
    'cmdb.lintCatalogue': () => ({ findings: [{ path, severity: 'error', message: 'Give it a name.' }] }),
  });
  const name = await screen.findByDisplayValue('Server');
  await userEvent.clear(name);
  await waitFor(() => expect(name).toHaveAccessibleDescription('Give it a name.'));
  expect(save()).toBeDisabled();
  expect(screen.getByText('1 error, 0 warnings')).toBeVisible();
});

it('that somebody else saved meanwhile takes both changes, nothing overwritten', async () => {
  const theirs = state({ version: 4 });
  let asked = 0;
  const other = {
    ...theirs,
    catalogue: { ...theirs.catalogue, classes: [...theirs.catalogue.classes, spec('printer', 'Printer')] },
  };
  let conflict = true;
  const { sent } = open('/cmdb/classes?class=server', {
    'cmdb.catalogue': () => (asked++ === 0 ? state() : other),
    'cmdb.saveCatalogue': () =>
      conflict ? new Refusal({ code: 'CONFLICT', message: 'Changed.' }) : { ...other, version: 5 },
  });
  await userEvent.type(await screen.findByDisplayValue('Server'), 's');
  await userEvent.click(save());
  await userEvent.click(await screen.findByRole('button', { name: 'Put my changes upon theirs' }));
  conflict = false;
  await userEvent.click(save());
  await waitFor(() => expect(sent('cmdb.saveCatalogue')).toHaveLength(2));
  expect(sent('cmdb.saveCatalogue')[1]).toMatchObject({
    expectedVersion: 4,
    catalogue: { classes: [{ name: 'Anything' }, { name: 'Servers' }, { name: 'Web server' }, { name: 'Printer' }] },
  });
});

it('says in words where failure goes along a relation', async () => {
  open('/cmdb/classes?relation=runsOn');
  const caption = await screen.findByText('A runs on B: when B fails, A is hit', { selector: 'figcaption' });
  await userEvent.selectOptions(screen.getByLabelText('Where failure goes'), 'A runs on B: when A fails, B is hit');
  expect(caption).toHaveTextContent('when A fails, B is hit');
});

it('is open to roles that exist, by the names they have in Jira', async () => {
  const { sent } = open('/cmdb/classes?class=server', { 'cmdb.saveCatalogue': () => state({ version: 4 }) });
  await userEvent.click(await screen.findByRole('combobox', { name: 'Roles that may read its CIs' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Change Manager' }));
  await userEvent.click(save());
  await waitFor(() => expect(sent('cmdb.saveCatalogue')).toHaveLength(1));
  expect(sent('cmdb.saveCatalogue')[0]).toMatchObject({
    catalogue: { classes: [{ key: 'ci' }, { key: 'server', readRoles: ['changeManager'] }, { key: 'web' }] },
  });
});

it('begins its own identifiers with those it had from above', async () => {
  const above = state();
  const [root, ...below] = above.catalogue.classes;
  if (root === undefined) throw new Error('there is a root');
  const classes = [{ ...root, identifiers: [['name']] }, ...below];
  const { sent } = open('/cmdb/classes?class=server', {
    'cmdb.catalogue': () => ({ ...above, catalogue: { ...above.catalogue, classes } }),
    'cmdb.saveCatalogue': () => state({ version: 4 }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Give the class identifiers of its own' }));
  await userEvent.type(screen.getByRole('combobox', { name: /Identifier rule 1/ }), 'IP');
  const offered = within(await screen.findByRole('listbox', { name: 'Identifier rule 1' }));
  await userEvent.click(offered.getByRole('option', { name: /^IP address/ }));
  await userEvent.click(save());
  await waitFor(() => expect(sent('cmdb.saveCatalogue')).toHaveLength(1));
  expect(sent('cmdb.saveCatalogue')[0]).toMatchObject({
    catalogue: { classes: [{ key: 'ci' }, { key: 'server', identifiers: [['name', 'ip']] }, { key: 'web' }] },
  });
});

it('says which relations keep its CIs from being orphans', async () => {
  const { sent } = open('/cmdb/classes?class=web', { 'cmdb.saveCatalogue': () => state({ version: 4 }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Add an expected relation' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Relation 1' }), 'runs');
  await userEvent.click(save());
  await waitFor(() => expect(sent('cmdb.saveCatalogue')).toHaveLength(1));
  expect(sent('cmdb.saveCatalogue')[0]).toMatchObject({
    catalogue: {
      classes: [{ key: 'ci' }, { key: 'server' }, { key: 'web', requiredRelations: [{ type: 'runsOn', end: 'to' }] }],
    },
  });
});

it('tells of which classes CIs stood in the way of saving', async () => {
  const issues = [{ path: 'classes.web', message: 'There are CIs of “Web server”. Move or delete them first.' }];
  open('/cmdb/classes?class=web', {
    'cmdb.saveCatalogue': () => new Refusal({ code: 'INVALID_INPUT', message: 'The classes are not saved.', issues }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Web server' }));
  await userEvent.click(save());
  expect(await screen.findByText('There are CIs of “Web server”. Move or delete them first.')).toBeVisible();
});
