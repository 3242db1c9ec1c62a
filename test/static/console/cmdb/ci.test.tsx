import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ImpactView, NodeView, RelationRow } from '../../../../src/cmdb/cmdb.shapes';
import { Refusal } from '../../admin/bridge';
import { violations } from '../../surface';
import { addressNow, beforeLayout, open } from './shown';
import { ANNA, AT, catalogue, ciView, row } from './world';

beforeAll(beforeLayout);

const PAGE = '/cmdb/ci/server:web-1';
const NO_ISSUES = { issues: [], count: 0, jql: null, cut: false };
const COST = { nodes: 4, levels: 2, requests: 2 };

describe('details', () => {
  it('show attributes under the class that declares them, each with who wrote it', async () => {
    const { container } = await open(PAGE, { 'cmdb.get': () => ciView(1) });
    expect(await screen.findByRole('heading', { name: 'web-1' })).toBeInTheDocument();
    const headings = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(headings).toEqual(['General', 'Server', 'Configuration item']);
    expect(screen.getByText('web-1.acme.example')).toBeInTheDocument();
    expect(screen.getByText(/^discovery · /)).toBeInTheDocument();
    expect(screen.getByText('Anna Ahrens')).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('offer nothing to change to a reader', async () => {
    await open(PAGE, { 'cmdb.get': () => ciView(1, {}, false) });
    await screen.findByRole('heading', { name: 'web-1' });
    for (const name of ['Edit details', 'Attest', 'Delete…'])
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  });

  it('send what was changed, and nothing else, onto the version that was seen', async () => {
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => ciView(4),
      'cmdb.update': () => ciView(5, { location: 'Hamburg' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.clear(screen.getByLabelText('Location'));
    await userEvent.type(screen.getByLabelText('Location'), 'Hamburg');
    await userEvent.type(screen.getByLabelText('IP address'), '10.1.2.3');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Hamburg')).toBeInTheDocument();
    expect(payloadsOf('cmdb.update')).toEqual([
      { ref: 'server:web-1', expectedVersion: 4, changes: { location: 'Hamburg', attributes: { ip: '10.1.2.3' } } },
    ]);
  });

  it('say what has no place in another class before it goes, and send nothing of it', async () => {
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => ciView(4),
      'cmdb.update': () => ciView(5, { classKey: 'service' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.type(screen.getByLabelText(/^Host name/), '-new');
    await userEvent.selectOptions(
      screen.getByLabelText(/^Class/),
      screen.getByRole('option', { name: /Business service/ }),
    );
    expect(screen.getByText(/Business service does not have Host name/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(payloadsOf('cmdb.update')).toHaveLength(1));
    expect(payloadsOf('cmdb.update')).toEqual([
      { ref: 'server:web-1', expectedVersion: 4, changes: { classKey: 'service' } },
    ]);
  });

  it('say at the field what is wrong, and go there', async () => {
    await open(PAGE, {
      'cmdb.get': () => ciView(1),
      'cmdb.update': () =>
        new Refusal({
          code: 'INVALID_INPUT',
          message: 'Not saved.',
          issues: [{ path: 'attributes.ip', message: '“x” is not an IP address.' }],
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.type(screen.getByLabelText('IP address'), 'x');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText('IP address')).toHaveFocus());
    expect(screen.getByLabelText('IP address')).toHaveAccessibleDescription('“x” is not an IP address.');
  });

  it('keep the rules of the class until the CI gets its own, which may be changed, added to and given up', async () => {
    const rule = (count: number) => ({
      group: { by: 'relationType' as const, relationType: 'runsOn' },
      need: { kind: 'atLeast' as const, count },
    });
    const world = catalogue();
    const classes = world.classes.map((one) => (one.key === 'server' ? { ...one, redundancy: [rule(2)] } : one));
    const { payloadsOf, container } = await open(PAGE, {
      'cmdb.catalogue': () => ({ ...world, classes }),
      'cmdb.get': () => ciView(1),
      'cmdb.update': ({ expectedVersion }) =>
        ciView(expectedVersion + 1, expectedVersion === 1 ? { redundancy: [rule(1)] } : {}),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    const rules = screen.getByRole('group', { name: 'Redundancy rules' });
    expect(rules).toHaveTextContent('Needs at least 2 of “runs on” as its class says');
    await userEvent.click(within(rules).getByRole('button', { name: 'Set rules of its own' }));
    const first = within(rules).getByRole('group', { name: 'Rule 1' });
    expect(within(first).getByLabelText('Needs at least')).toHaveValue('2');
    await userEvent.clear(within(first).getByLabelText('Needs at least'));
    await userEvent.type(within(first).getByLabelText('Needs at least'), '1');
    await userEvent.click(within(rules).getByRole('button', { name: 'Add a rule' }));
    const second = within(rules).getByRole('group', { name: 'Rule 2' });
    await userEvent.clear(within(second).getByLabelText('Needs at least'));
    await userEvent.type(within(second).getByLabelText('Needs at least'), '50');
    await userEvent.selectOptions(within(second).getByLabelText('Counted in'), '% of the suppliers');
    await userEvent.selectOptions(within(second).getByLabelText('Of the group'), 'Class: Business service');
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.click(screen.getByRole('button', { name: 'Use the rules of its class' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(payloadsOf('cmdb.update')).toHaveLength(2));
    const ofServices = { group: { by: 'class', classKey: 'service' }, need: { kind: 'percent', percent: 50 } };
    expect(payloadsOf('cmdb.update')).toEqual([
      { ref: 'server:web-1', expectedVersion: 1, changes: { redundancy: [rule(1), ofServices] } },
      { ref: 'server:web-1', expectedVersion: 2, changes: { redundancy: null } },
    ]);
  });

  it('add and remove identifiers, and say at their fields what the server refuses', async () => {
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => ciView(1, { identifiers: [{ source: 'vcenter', key: 'vm-1' }] }),
      'cmdb.update': () =>
        new Refusal({
          code: 'INVALID_INPUT',
          message: 'Not saved.',
          issues: [
            { path: 'changes.identifiers.0.key', message: 'Enter the key.' },
            { path: 'redundancy.0.group', message: 'There is no class “rack”.' },
          ],
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove identifier 1' }));
    await userEvent.click(screen.getByRole('button', { name: 'Add an identifier' }));
    await userEvent.type(screen.getByLabelText('Source *'), 'aws');
    await userEvent.click(screen.getByRole('button', { name: 'Set rules of its own' }));
    await userEvent.click(screen.getByRole('button', { name: 'Add a rule' }));
    await userEvent.clear(screen.getByLabelText('Needs at least'));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByLabelText('Of the group')).toHaveFocus());
    expect(screen.getByLabelText('Of the group')).toHaveAccessibleDescription('There is no class “rack”.');
    expect(screen.getByLabelText('Key *')).toHaveAccessibleDescription('Enter the key.');
    const [sent] = payloadsOf('cmdb.update');
    expect(sent).toMatchObject({
      changes: { identifiers: [{ source: 'aws', key: '' }], redundancy: [{ need: { count: Number.NaN } }] },
    });
  });

  it('tell the second of two people what the first changed, keep the draft, and save onto the newer version', async () => {
    let stored = ciView(1);
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => stored,
      'cmdb.update': ({ expectedVersion }) =>
        expectedVersion === stored.version
          ? ciView(3, { location: 'Mine' })
          : new Refusal({ code: 'CONFLICT', message: 'web-1 was changed in the meantime.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
    await userEvent.clear(screen.getByLabelText('Location'));
    await userEvent.type(screen.getByLabelText('Location'), 'Mine');
    stored = ciView(2, { location: 'Theirs', criticality: 1, supportGroup: 'Web' });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const notice = await screen.findByRole('alert');
    expect(within(notice).getByText('web-1 was changed in the meantime.')).toBeInTheDocument();
    expect(within(notice).getByText('Criticality is now 1 Highest.')).toBeInTheDocument();
    expect(within(notice).getByText('Support group is now Web.')).toBeInTheDocument();
    expect(within(notice).getByText(/Location was changed by both of you. Stored now: Theirs\./)).toBeInTheDocument();
    // What only the other changed is taken over; what both changed stays as it was written here.
    expect(screen.getByLabelText('Location')).toHaveValue('Mine');
    expect(screen.getByLabelText('Support group')).toHaveValue('Web');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(payloadsOf('cmdb.update')).toHaveLength(2));
    expect(payloadsOf('cmdb.update')[1]).toEqual({
      ref: 'server:web-1',
      expectedVersion: 2,
      changes: { location: 'Mine' },
    });
  });

  it('say where a CI is gone, with the way back', async () => {
    await open(PAGE, { 'cmdb.get': () => new Refusal({ code: 'NOT_FOUND', message: 'No such CI.' }) });
    expect(await screen.findByRole('heading', { name: 'There is no such CI' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Look for it in the browser' })).toHaveAttribute('href', '/cmdb');
  });
});

describe('health', () => {
  it('says what is wrong with the CI now, and what to do', async () => {
    const { container } = await open(`${PAGE}?tab=health`, {
      'cmdb.get': () => ciView(1),
      'cmdb.healthOf': () => ({
        asOf: AT,
        examined: true,
        findings: [
          { rule: 'incomplete', details: ['Owner', 'IP address'] },
          { rule: 'duplicate', details: ['server:web-2'] },
        ],
      }),
    });
    expect(await screen.findByText('Fill these in: Owner and IP address.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'server:web-2' })).toHaveAttribute('href', '/cmdb/ci/server:web-2');
    expect(await violations(container)).toEqual([]);
  });

  it.each([
    [true, 'Nothing is wrong with web-1'],
    [false, 'web-1 is retired'],
  ])('says so when there is nothing to mend', async (examined, title) => {
    await open(`${PAGE}?tab=health`, {
      'cmdb.get': () => ciView(1),
      'cmdb.healthOf': () => ({ asOf: AT, examined, findings: [] }),
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });
});

it('attests the version that was seen', async () => {
  const { payloadsOf } = await open(PAGE, {
    'cmdb.get': () => ciView(7),
    'cmdb.attest': () => ciView(8, { attestedAt: AT, attestedBy: ANNA }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Attest' }));
  expect(await screen.findByText('2 Mar 2026 by Anna Ahrens')).toBeInTheDocument();
  expect(payloadsOf('cmdb.attest')).toEqual([{ ref: 'server:web-1', expectedVersion: 7 }]);
});

describe('relations', () => {
  const relation = (number: number, change: Partial<RelationRow> = {}): RelationRow => ({
    type: 'runsOn',
    label: 'runs on',
    end: 'from',
    other: row(number),
    createdAt: AT,
    source: 'manual',
    ...change,
  });

  it('stand by type and end, with the way failure takes, and come page by page', async () => {
    const many = Array.from({ length: 50 }, (_, index) => relation(100 + index));
    const { payloadsOf, container } = await open(`${PAGE}?tab=relations`, {
      'cmdb.get': () => ciView(1),
      'cmdb.relations': ({ end, cursor }) => {
        if (end === 'to') return { rows: [relation(2, { end: 'to', label: 'runs', other: null })], cursor: null };
        return cursor == null ? { rows: many, cursor: 'c1' } : { rows: [relation(200)], cursor: null };
      },
    });
    expect(await screen.findByText('If one of these fails, it may hit web-1.')).toBeInTheDocument();
    expect(screen.getByText('If web-1 fails, it may hit these.')).toBeInTheDocument();
    expect(screen.getByText('CI you may not see')).toBeInTheDocument();
    expect(screen.getByText('The first 50; there are more.')).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('link', { name: 'web-200' })).toBeInTheDocument();
    expect(payloadsOf('cmdb.relations').at(-1)).toMatchObject({ end: 'from', cursor: 'c1', limit: 50 });
  });

  it('are added as a sentence that may be read from either end', async () => {
    const { payloadsOf } = await open(`${PAGE}?tab=relations`, {
      'cmdb.get': () => ciView(1),
      'cmdb.relations': () => ({ rows: [], cursor: null }),
      'cmdb.search': () => ({ hits: [{ ...row(9), match: 'name' as const }] }),
      'cmdb.relate': () => ({ relation: relation(9) }),
    });
    const form = await screen.findByRole('form', { name: 'Add relation' });
    await userEvent.selectOptions(within(form).getByLabelText('Relation type'), 'runs');
    expect(within(form).getByText('If web-1 fails, it may hit these.')).toBeInTheDocument();
    await userEvent.type(within(form).getByRole('combobox', { name: 'Other CI' }), 'web');
    await userEvent.pointer({
      keys: '[MouseLeft]',
      target: await within(form).findByRole('option', { name: /web-9/ }),
    });
    await userEvent.click(within(form).getByRole('button', { name: 'Add relation' }));
    await waitFor(() =>
      expect(payloadsOf('cmdb.relate')).toEqual([{ from: 'server:web-9', type: 'runsOn', to: 'server:web-1' }]),
    );
  });

  it('are removed from the end they start at', async () => {
    const { payloadsOf } = await open(`${PAGE}?tab=relations`, {
      'cmdb.get': () => ciView(1),
      'cmdb.relations': ({ end }) => ({
        rows: end === 'to' ? [relation(3, { end: 'to', label: 'runs' })] : [],
        cursor: null,
      }),
      'cmdb.unrelate': () => ({ removed: true }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Remove: runs web-3' }));
    await waitFor(() =>
      expect(payloadsOf('cmdb.unrelate')).toEqual([{ from: 'server:web-3', type: 'runsOn', to: 'server:web-1' }]),
    );
  });
});

describe('analysis', () => {
  const node = (number: number, service = false): NodeView => ({
    ...row(number),
    kind: 'ci',
    id: `server:web-${number}`,
    service,
  });
  const rule = { group: { by: 'relationType', relationType: 'runsOn' }, need: { kind: 'atLeast', count: 2 } } as const;
  const impact: ImpactView = {
    asOf: AT,
    failed: ['server:web-1'],
    unknown: [],
    nodes: [node(1), node(2, true), node(3), node(4), { kind: 'restricted', id: 'restricted-1' }],
    impacted: [
      {
        id: 'server:web-2',
        service: true,
        distance: 2,
        via: { supplier: 'server:web-3', relationType: 'runsOn' },
        because: { kind: 'direct' },
        path: ['server:web-1', 'restricted-1', 'server:web-2'],
      },
      {
        id: 'server:web-3',
        service: false,
        distance: 1,
        via: { supplier: 'server:web-1', relationType: 'runsOn' },
        because: { kind: 'redundancy', rule, failed: 2, inService: 3, need: 2 },
        path: ['server:web-1', 'server:web-3'],
      },
    ],
    counts: { impacted: 2, services: 1, spared: 1 },
    spared: [{ id: 'server:web-4', rule, failed: 1, remaining: 2, inService: 3, need: 2 }],
    open: {
      issues: [
        {
          key: 'IT-1',
          summary: 'Down',
          type: 'Incident',
          status: 'In progress',
          statusCategory: 'indeterminate',
          priority: 'High',
          cis: [],
        },
      ],
      count: 3,
      jql: 'ci in ("server:web-1")',
      cut: false,
    },
    truncatedAt: { reason: 'nodes', level: 3, frontier: 12 },
    cost: COST,
  };

  it('of impact names services first, says why each is hit, what redundancy saved, and where it was cut off', async () => {
    const { container } = await open(`${PAGE}?tab=impact`, {
      'cmdb.get': () => ciView(1),
      'cmdb.impact': () => impact,
    });
    expect(
      await screen.findByText('If web-1 fails, it takes down 1 business service and 1 other CI.'),
    ).toBeInTheDocument();
    const tables = screen.getAllByRole('table').map((table) => table.querySelector('caption')?.textContent);
    expect(tables).toEqual(['Business services hit', 'Other CIs hit', 'Kept alive by redundancy', 'Issues']);
    expect(screen.getByText('It needs web-3 (runs on), and nothing stands in for it.')).toBeInTheDocument();
    expect(screen.getByText('web-1 → CI you may not see → web-2')).toBeInTheDocument();
    expect(screen.getByText('Needs 2 of 3 (“runs on”), 1 left.')).toBeInTheDocument();
    expect(screen.getByText('Needs 2 of 3 (“runs on”), 2 left')).toBeInTheDocument();
    expect(screen.getByText(/^Cut off after level 3: .* 12 CIs were not looked behind/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Show all 3 issues in Jira' })).toHaveAttribute(
      'href',
      'https://acme.example/issues/?jql=ci%20in%20(%22server%3Aweb-1%22)',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('of impact says when nothing else breaks', async () => {
    await open(`${PAGE}?tab=impact`, {
      'cmdb.get': () => ciView(1),
      'cmdb.impact': () => ({
        ...impact,
        impacted: [],
        spared: [],
        counts: { impacted: 0, services: 0, spared: 0 },
        open: NO_ISSUES,
        truncatedAt: null,
      }),
    });
    expect(await screen.findByRole('heading', { name: 'Nothing else breaks if web-1 fails' })).toBeInTheDocument();
  });

  it('of causes tells which suffice alone', async () => {
    await open(`${PAGE}?tab=causes`, {
      'cmdb.get': () => ciView(1),
      'cmdb.causes': () => ({
        asOf: AT,
        of: 'server:web-1',
        nodes: [node(1), node(2), node(3)],
        causes: [
          { id: 'server:web-2', distance: 1, alone: true, path: ['server:web-2', 'server:web-1'] },
          { id: 'server:web-3', distance: 2, alone: false, path: ['server:web-3', 'server:web-2', 'server:web-1'] },
        ],
        counts: { causes: 2 },
        open: NO_ISSUES,
        truncatedAt: null,
        cost: COST,
      }),
    });
    expect(
      within(await screen.findByRole('row', { name: /web-2 .*Suffices alone/ })).getByText('web-2 → web-1'),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /web-3 .*Only with others/ })).toBeInTheDocument();
  });

  it('of weak points lists single CIs and pairs, and says when the search stopped', async () => {
    await open(`${PAGE}?tab=weakPoints`, {
      'cmdb.get': () => ciView(1),
      'cmdb.weakPoints': () => ({
        asOf: AT,
        of: 'server:web-1',
        nodes: [node(2), node(3), node(4)],
        singles: ['server:web-2'],
        pairs: [['server:web-3', 'server:web-4']],
        pairsCut: true,
        truncatedAt: null,
        cost: COST,
      }),
    });
    expect(await screen.findByText('1 CI takes web-1 down alone, nearest first.')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: 'web-3 web-4' })).toBeInTheDocument();
    expect(screen.getByText(/stopped at its bound/)).toBeInTheDocument();
  });
});

it('lists the history by who, when and what, from before to after', async () => {
  await open(`${PAGE}?tab=history`, {
    'cmdb.get': () => ciView(1),
    'cmdb.names': () => ({ people: [{ accountId: ANNA, name: 'Anna Ahrens' }] }),
    'cmdb.history': () => ({
      rows: [
        {
          at: AT,
          by: ANNA,
          byName: 'Anna Ahrens',
          source: 'manual',
          importId: null,
          kind: 'changed' as const,
          before: { state: 'inUse', owner: null, 'relations.runsOn.server:web-2': null },
          after: { state: 'retired', owner: 'anna', 'relations.runsOn.server:web-2': true },
        },
      ],
      cursor: null,
    }),
  });
  const items = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(items).toEqual([
    'State In use → Retired',
    'Owner Not filled → Anna Ahrens',
    'Relation added: runs on server:web-2',
  ]);
});

describe('deletion', () => {
  const preview = {
    ref: row(1).ref,
    name: 'web-1',
    version: 5,
    relations: 3,
    relationsCut: false,
    openIssues: { count: 2, jql: 'ci = "server:web-1"' },
    services: [row(8)],
    truncatedAt: null,
  };

  it('says first what hangs on the CI, then deletes the version that was seen', async () => {
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => ciView(5),
      'cmdb.list': () => ({ rows: [], cursor: null }),
      'cmdb.deletePreview': () => preview,
      'cmdb.delete': () => ({ ref: row(1).ref, state: 'deleted' as const, relationsRemoved: 3 }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete…' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('3 relations')).toBeInTheDocument();
    expect(within(dialog).getByRole('link', { name: '2 open issues' })).toBeInTheDocument();
    expect(within(dialog).getByText('1 business service falls with it:')).toBeInTheDocument();
    expect(await violations(dialog)).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete web-1' }));
    await waitFor(() => expect(addressNow()).toBe('/cmdb'));
    expect(payloadsOf('cmdb.delete')).toEqual([{ ref: 'server:web-1', expectedVersion: 5 }]);
  });

  it('stops when somebody changed the CI, and looks again at what hangs on it', async () => {
    const { payloadsOf } = await open(PAGE, {
      'cmdb.get': () => ciView(5),
      'cmdb.deletePreview': () => preview,
      'cmdb.delete': () => new Refusal({ code: 'CONFLICT', message: 'web-1 was changed in the meantime.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete web-1' }));
    expect(await screen.findByText('web-1 was changed in the meantime.')).toBeInTheDocument();
    await waitFor(() => expect(payloadsOf('cmdb.deletePreview')).toHaveLength(2));
    expect(addressNow()).toBe(PAGE);
  });
});
