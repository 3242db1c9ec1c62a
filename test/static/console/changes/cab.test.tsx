/** The page on which changes are approved: what each card says, deciding in place, and delegation. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { OutputOf } from '../../../../static/shared/api';
import type { ApprovalView } from '../../../../src/change/approval.shapes';
import { AccountId, CiRef, IssueKey, ProjectKey } from '../../../../src/contract/ids';
import { Refusal } from '../../admin/bridge';
import { violations } from '../../surface';
import { beforeLayout, open, addressNow } from '../cmdb/shown';

type Agenda = OutputOf<'change.agenda'>;
type Item = Agenda['items'][number];

const person = (name: string) => ({ accountId: AccountId.parse(name.toLowerCase()), name });

const approval = (changed: Partial<ApprovalView> = {}): ApprovalView => ({
  state: 'waiting',
  policy: { key: 'high', name: 'High risk', version: 0 },
  steps: [
    {
      key: 'board',
      name: 'Change advisory board',
      need: { kind: 'atLeast', count: 2 },
      needed: 2,
      approvals: 1,
      satisfied: false,
      eligible: [person('Kwame'), person('Claire')],
      excluded: [{ ...person('Ruth'), because: 'implementer' }],
      impossible: false,
    },
  ],
  decisions: [
    {
      id: '1',
      verdict: 'approve',
      by: person('Yan'),
      onBehalfOf: person('Kwame'),
      reason: 'Rehearsed twice.',
      at: '2026-02-02T09:00:00.000Z',
      counts: 'counts',
    },
  ],
  expiresAt: null,
  edited: [],
  seal: 'the-seal',
  mine: [null],
  ...changed,
});

const item = (changed: Partial<Item> = {}): Item => ({
  issueKey: IssueKey.parse('IT-5'),
  summary: 'Renew the certificate of the shop',
  type: 'normal',
  level: 'high',
  score: 12,
  because: [
    {
      factor: 'leadTime',
      side: 'likelihood',
      weight: 10,
      value: 1,
      points: 20.4,
      reasons: [{ code: 'leadTime.none', params: { wanted: 5 } }],
    },
  ],
  currency: { state: 'current', until: '2026-03-02T09:00:00.000Z' },
  planned: { from: '2026-02-04T20:00:00.000Z', to: '2026-02-04T22:00:00.000Z' },
  outage: { from: null, to: null },
  plans: [
    { plan: 'implementation', filled: true },
    { plan: 'backout', filled: false },
    { plan: 'test', filled: true },
    { plan: 'communication', filled: true },
  ],
  waitingSince: '2026-02-02T07:00:00.000Z',
  requester: person('Tomás'),
  implementer: person('Ruth'),
  conflicts: [{ kind: 'sameCi', count: 2 }],
  services: [
    { ref: CiRef.parse('businessService:shop'), name: 'Web shop' },
    { ref: null, name: null },
  ],
  approval: approval(),
  ...changed,
});

const agenda = (items: Item[], cut = false): Agenda => ({ asOf: '2026-02-02T10:00:00.000Z', items, cut });
const PROJECTS = {
  templates: [],
  projects: [
    { key: ProjectKey.parse('IT'), name: 'IT Service Desk' },
    { key: ProjectKey.parse('HR'), name: 'HR Service Desk' },
  ],
};

const show = (answers: Parameters<typeof open>[1], path = '/changes/cab') =>
  open(path, { 'change.catalogue': () => PROJECTS, ...answers });

const user = userEvent.setup();

beforeAll(beforeLayout);

it('says of each change what speaks for and against it', async () => {
  const { container } = await show({ 'change.agenda': () => agenda([item()]) });
  const card = await screen.findByRole('article', { name: /IT-5 Renew the certificate/ });
  const has = (words: string | RegExp) => expect(within(card).getByText(words)).toBeInTheDocument();
  has('Risk: High');
  has('High, 12 of 25');
  has('+20');
  has(/There is no notice; 5 working days are asked for/);
  has('Same CI: 2');
  has('Web shop and 1 more');
  has('Plans: 3 of 4');
  has(/Back-out plan – missing/);
  has('1 of 2');
  has(/at least 2 of Kwame and Claire\. Ruth does not decide \(implements it\)/);
  has(/Yan for Kwame/);
  has('Rehearsed twice.');
  has('3 hrs');
  expect(await violations(container)).toEqual([]);
});

it('decides where the change stands, about the state that was looked at', async () => {
  let waiting = [item()];
  const { payloadsOf } = await show({
    'change.agenda': () => agenda(waiting),
    'change.decide': () => {
      waiting = [];
      return { kind: 'none', reason: 'no-change' };
    },
  });
  await user.type(await screen.findByRole('textbox', { name: 'Reason' }), 'Well planned.');
  await user.click(screen.getByRole('button', { name: 'Approve' }));
  expect(payloadsOf('change.decide')).toEqual([
    { issueKey: 'IT-5', verdict: 'approve', onBehalfOf: null, reason: 'Well planned.', seal: 'the-seal' },
  ]);
  expect(await screen.findByText('No change waits for approval')).toBeInTheDocument();
  expect(screen.getByText('You approved IT-5.')).toBeInTheDocument();
});

it('rejects nothing without a reason', async () => {
  const { payloadsOf } = await show({ 'change.agenda': () => agenda([item()]) });
  await user.click(await screen.findByRole('button', { name: 'Reject' }));
  expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveAccessibleDescription(
    'Say what has to change before you approve.',
  );
  expect(payloadsOf('change.decide')).toEqual([]);
});

it('decides for whom the reader chooses, when they are a delegate', async () => {
  const mine = [null, person('Claire')];
  const { payloadsOf } = await show({
    'change.agenda': () => agenda([item({ approval: approval({ mine }) })]),
    'change.decide': () => ({ kind: 'none', reason: 'no-change' }),
  });
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Decide as' }), 'Delegate of Claire');
  await user.click(screen.getByRole('button', { name: 'Approve' }));
  expect(payloadsOf('change.decide')).toMatchObject([{ onBehalfOf: 'claire' }]);
});

it('shows a change that was edited meanwhile as it is now', async () => {
  let edited = false;
  const { payloadsOf } = await show({
    'change.agenda': () => agenda([edited ? item({ summary: 'Edited', approval: approval({ seal: 'new' }) }) : item()]),
    'change.decide': () => {
      edited = true;
      return new Refusal({ code: 'CONFLICT', message: 'The change was edited after you looked at it: planned end.' });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Approve' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('edited after you looked at it: planned end');
  await user.click(screen.getByRole('button', { name: 'Look at it as it is now' }));
  await screen.findByRole('article', { name: 'IT-5 Edited' });
  await user.click(screen.getByRole('button', { name: 'Approve' }));
  expect(payloadsOf('change.decide')).toMatchObject([{ seal: 'the-seal' }, { seal: 'new' }]);
});

it('offers no decision to who has none, and says what is out of date', async () => {
  const state = approval({ mine: [], state: 'edited', edited: ['backoutPlan'] });
  await show({
    'change.agenda': () => agenda([item({ approval: state, currency: { state: 'edited', parts: ['backoutPlan'] } })]),
  });
  expect(await screen.findByText(/Edited since it was decided about: back-out plan/)).toBeInTheDocument();
  expect(screen.getByText(/Changed since the assessment: back-out plan/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

it('is narrowed in its address', async () => {
  const { payloadsOf } = await show({ 'change.agenda': () => agenda([]) });
  await screen.findByText('No change waits for approval');
  await user.click(screen.getByRole('radio', { name: 'Mine to decide' }));
  expect(await screen.findByText('Nothing waits for you')).toBeInTheDocument();
  await user.click(screen.getByRole('combobox', { name: /Projects/ }));
  await user.click(await screen.findByRole('option', { name: /IT Service Desk/ }));
  await waitFor(() => expect(addressNow()).toBe('/changes/cab?mine=1&project=IT'));
  expect(payloadsOf('change.agenda').at(-1)).toEqual({ mine: true, projects: ['IT'] });
});

it('goes from card to card by J and K, but not while somebody types', async () => {
  const other = item({ issueKey: IssueKey.parse('IT-6'), summary: 'Patch' });
  await show({ 'change.agenda': () => agenda([item(), other], true) });
  const [first, second] = await screen.findAllByRole('article');
  await user.keyboard('j');
  expect(first).toHaveFocus();
  await user.keyboard('j');
  expect(second).toHaveFocus();
  await user.keyboard('jk');
  expect(first).toHaveFocus();
  const box = within(first ?? document.body).getByRole('textbox', { name: 'Reason' });
  await user.type(box, 'jk');
  expect(box).toHaveValue('jk');
  expect(screen.getByText(/More wait than are shown/)).toBeInTheDocument();
});

it('says what went wrong and tries again', async () => {
  let broken = true;
  await show({
    'change.agenda': () =>
      broken ? new Refusal({ code: 'REFUSED', message: 'Plumbline is not set up for changes yet.' }) : agenda([]),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('not set up for changes yet');
  broken = false;
  await user.click(screen.getByRole('button', { name: /again/i }));
  expect(await screen.findByText('No change waits for approval')).toBeInTheDocument();
});

describe('delegation', () => {
  const delegation = (id: string, from: string, to: string) => ({
    id,
    from: person(from),
    to: person(to),
    since: '2026-02-02T09:00:00.000Z',
    until: '2026-02-09T09:00:00.000Z',
  });

  it('shows who decides for whom, hands over and takes back', async () => {
    let given = [delegation('d1', 'Agent', 'Claire')];
    const { payloadsOf, container } = await show({
      'change.agenda': () => agenda([]),
      'change.delegations': () => ({ enabled: true, given, received: [delegation('d2', 'Kwame', 'Agent')] }),
      'cmdb.people': () => ({ people: [person('Yan')] }),
      'change.endDelegation': () => {
        given = [];
        return {};
      },
      'change.delegate': () => {
        const made = delegation('d3', 'Agent', 'Yan');
        given = [made];
        return { delegation: made };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Delegation' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delegation' });
    expect(await within(dialog).findByText('Kwame')).toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'End the delegation to Claire' }));
    await waitFor(() => expect(within(dialog).queryByText('Claire')).toBeNull());
    expect(payloadsOf('change.endDelegation')).toEqual([{ id: 'd1' }]);

    await user.click(within(dialog).getByRole('button', { name: 'Hand over' }));
    expect(within(dialog).getByText('Choose a person.')).toBeInTheDocument();
    await user.type(within(dialog).getByRole('combobox', { name: 'To' }), 'Ya');
    await user.click(await within(dialog).findByRole('option', { name: 'Yan' }));
    await user.click(within(dialog).getByRole('button', { name: 'Hand over' }));
    await waitFor(() => expect(payloadsOf('change.delegate')).toMatchObject([{ to: 'yan' }]));
    expect(await within(dialog).findByRole('button', { name: 'End the delegation to Yan' })).toBeInTheDocument();
  });

  it('says at its field what can’t be', async () => {
    await show({
      'change.agenda': () => agenda([]),
      'change.delegations': () => ({ enabled: true, given: [], received: [] }),
      'cmdb.people': () => ({ people: [person('Yan')] }),
      'change.delegate': () =>
        new Refusal({
          code: 'INVALID_INPUT',
          message: 'Votes are handed over for at most 90 days.',
          issues: [{ path: 'until', message: 'Votes are handed over for at most 90 days.' }],
        }),
    });
    await user.click(await screen.findByRole('button', { name: 'Delegation' }));
    await user.type(await screen.findByRole('combobox', { name: 'To' }), 'Ya');
    await user.click(await screen.findByRole('option', { name: 'Yan' }));
    await user.click(screen.getByRole('button', { name: 'Hand over' }));
    await waitFor(() =>
      expect(screen.getByLabelText('Until')).toHaveAccessibleDescription('Votes are handed over for at most 90 days.'),
    );
  });

  it('offers nothing where it is switched off', async () => {
    await show({
      'change.agenda': () => agenda([]),
      'change.delegations': () => ({ enabled: false, given: [], received: [] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Delegation' }));
    expect(await screen.findByText(/switched delegation off/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Hand over' })).toBeNull();
  });
});
