/** The matrix editor and the closing policy. */
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Shell } from '../../../static/admin/App';
import type { OutputOf } from '../../../static/shared/api';
import { violations } from '../surface';
import { backend, Refusal, show, type Answers } from './bridge';

type Matrix = OutputOf<'incident.matrix'>;
const row = { critical: 1, high: 2, medium: 3, low: 4 } as const;
const cells: Matrix['cells'] = { enterprise: row, department: row, team: row, individual: row };
const matrix = (changes: Partial<Matrix> = {}): Matrix => ({
  cells,
  defaults: cells,
  version: 1,
  updatedAt: '2026-03-02T10:00:00Z',
  updatedBy: 'admin',
  ...changes,
});
const cell = (name: RegExp): Promise<HTMLElement> => screen.findByRole('combobox', { name });
const conflict = new Refusal({ code: 'CONFLICT', message: 'Somebody else saved it meanwhile.' });

describe('the matrix editor', () => {
  const answers = (changes: Answers = {}): Answers => ({
    'incident.matrix': () => matrix(),
    'incident.lintMatrix': () => ({ findings: [], effect: [] }),
    'incident.saveMatrix': () => matrix({ version: 2 }),
    ...changes,
  });

  it('shows a fault at its cell, marks the other one, and does not save', async () => {
    const message = 'More impact must not lower the priority.';
    const found = ['enterprise.critical', 'department.critical'];
    backend(
      answers({
        'incident.lintMatrix': ({ cells: draft }) => ({
          findings:
            draft['enterprise']?.['critical'] === 5 ? [{ fault: 'impact-inverted', cells: found, message }] : [],
          effect: [],
        }),
      }),
    );
    const container = show(<Shell />, '/matrix');
    await userEvent.selectOptions(await cell(/Enterprise.*Critical/), '5 Lowest');
    expect(await screen.findByText(message)).toBeVisible();
    expect(await cell(/Enterprise.*Critical/)).toHaveAccessibleDescription(message);
    expect(await cell(/Department.*Critical/)).toBeInvalid();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(await violations(container)).toEqual([]);
  });

  it('says how many open incidents a change concerns, and saves from the version it has seen', async () => {
    const open = { count: 2, jql: 'project in ("IT")' };
    const calls = backend(
      answers({
        'incident.lintMatrix': () => ({
          findings: [],
          effect: [{ impact: 'enterprise', urgency: 'high', from: 2, to: 1, open }],
        }),
      }),
    );
    show(<Shell />, '/matrix');
    await userEvent.selectOptions(await cell(/Enterprise.*High/), '1 Highest');
    expect(await screen.findByRole('link', { name: '2 open incidents' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The matrix is saved.')).toBeInTheDocument();
    expect(calls.find(({ functionKey }) => functionKey === 'incident.saveMatrix')?.payload).toMatchObject({
      expectedVersion: 1,
      cells: { enterprise: { high: 1 } },
    });
  });

  it('resets to the default without saving it', async () => {
    const calls = backend(
      answers({ 'incident.matrix': () => matrix({ defaults: { ...cells, team: { ...row, low: 5 } } }) }),
    );
    show(<Shell />, '/matrix');
    await userEvent.click(await screen.findByRole('button', { name: 'Reset to default' }));
    expect(await cell(/Team.*Low/)).toHaveValue('5');
    expect(calls.map(({ functionKey }) => functionKey)).not.toContain('incident.saveMatrix');
  });

  it('keeps the draft when somebody else was faster', async () => {
    let theirs = matrix();
    let refused = true;
    const calls = backend(
      answers({
        'incident.matrix': () => theirs,
        'incident.saveMatrix': () => (refused ? conflict : matrix({ version: 3 })),
      }),
    );
    show(<Shell />, '/matrix');
    await userEvent.selectOptions(await cell(/Enterprise.*High/), '1 Highest');
    theirs = matrix({ version: 2, cells: { ...cells, team: { ...row, critical: 2 } } });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findAllByText('theirs: 2 High')).toHaveLength(2);
    expect(await cell(/Enterprise.*High/)).toHaveValue('1');
    refused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine and go on' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const saves = calls.filter(({ functionKey }) => functionKey === 'incident.saveMatrix');
    expect(saves[1]?.payload).toMatchObject({ expectedVersion: 2 });
  });
});

describe('the closing policy', () => {
  type State = OutputOf<'incident.closurePolicy'>;
  const state = (changes: Partial<State> = {}): State => ({
    policy: { automatic: true, businessDays: 5, timeZone: 'UTC' },
    version: 4,
    updatedAt: null,
    updatedBy: null,
    ...changes,
  });
  const answers = (changes: Answers = {}): Answers => ({
    'incident.closurePolicy': () => state(),
    'incident.previewClosure': () => ({ resolvedAt: '2026-03-02T10:00:00Z', closesAt: '2026-03-09T10:00:00Z' }),
    'incident.saveClosurePolicy': ({ policy }) =>
      state({ policy: { ...policy, automatic: policy.automatic ?? true }, version: 5 }),
    ...changes,
  });
  const days = (): Promise<HTMLElement> => screen.findByRole('textbox', { name: /Business days/ });
  const zone = (): HTMLElement => screen.getByRole('combobox', { name: /Time zone/ });

  it('says in the policy’s own zone when an incident would close, and saves', async () => {
    const calls = backend(answers());
    const container = show(<Shell />, '/closure');
    await userEvent.clear(await days());
    await userEvent.type(await days(), '3');
    await userEvent.clear(zone());
    await userEvent.type(zone(), 'Asia/Tokyo');
    expect(await screen.findByText(/Monday, March 9, 2026 at 7:00.PM \(Asia\/Tokyo\)/)).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/The next hourly run follows it/)).toBeVisible();
    expect(calls.find(({ functionKey }) => functionKey === 'incident.saveClosurePolicy')?.payload).toEqual({
      expectedVersion: 4,
      policy: { automatic: true, businessDays: 3, timeZone: 'Asia/Tokyo' },
    });
  });

  it.each(['0', '31', '2.5', 'five', ''])('%j business days are refused at the field', async (text) => {
    backend(answers());
    show(<Shell />, '/closure');
    await userEvent.clear(await days());
    if (text !== '') await userEvent.type(await days(), text);
    expect(await days()).toHaveAccessibleDescription('Enter a whole number from 1 to 30.');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('refuses a zone that does not exist at the field', async () => {
    backend(answers());
    show(<Shell />, '/closure');
    await days();
    await userEvent.clear(zone());
    await userEvent.type(zone(), 'Atlantis');
    expect(zone()).toHaveAccessibleDescription(/Choose a time zone from the list/);
  });

  it('switched off says what that means', async () => {
    backend(answers());
    show(<Shell />, '/closure');
    await userEvent.click(await screen.findByRole('checkbox', { name: /Close resolved incidents/ }));
    expect(screen.getByText(/stay resolved until somebody closes them/)).toBeVisible();
    expect(await days()).toBeDisabled();
  });

  it('shows what somebody else saved, and takes it over when asked', async () => {
    let saved = state();
    backend(answers({ 'incident.closurePolicy': () => saved, 'incident.saveClosurePolicy': () => conflict }));
    show(<Shell />, '/closure');
    await userEvent.clear(await days());
    await userEvent.type(await days(), '3');
    saved = state({ version: 5, policy: { automatic: true, businessDays: 9, timeZone: 'Europe/Paris' } });
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('9 business days, Europe/Paris');
    await userEvent.click(within(alert).getByRole('button', { name: 'Take theirs' }));
    expect(await days()).toHaveValue('9');
  });
});
