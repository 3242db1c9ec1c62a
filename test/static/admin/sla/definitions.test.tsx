/** The definition pages, and the one draft behind them. */
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AccountId } from '../../../../src/contract/ids';
import { forgetDraft } from '../../../../static/admin/sla/draft/kept-draft';
import { violations } from '../../surface';
import { Refusal, type Answers } from '../bridge';
import { linted, open, state } from './policy';
import { officeHours, resolution, roundTheClock } from './samples';

jest.setTimeout(60_000);
beforeEach(() => forgetDraft('admin'));

const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { name });
const group = (name: string) => within(screen.getByRole('group', { name }));
const save = (): HTMLElement => screen.getByRole('button', { name: 'Save' });
const rename = async (to: string): Promise<void> => {
  const name = await screen.findByDisplayValue('Time to resolution');
  await userEvent.clear(name);
  await userEvent.type(name, to);
};

describe('the list of definitions', () => {
  it('says what each covers, and switches it', async () => {
    const { calls, container } = await open('/sla/definitions');
    expect(await screen.findByText('Incident in every project of Plumbline')).toBeVisible();
    expect(screen.getByText('2 goals')).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('switch', { name: 'Time to resolution enabled' }));
    await linted(calls, ({ definitions }) => expect(definitions[0]?.enabled).toBe(false));
  });

  it('refuses to delete what another supports', async () => {
    const definitions = [
      resolution(),
      resolution({ key: 'network', name: 'Network', kind: 'ola', supports: 'resolution' }),
    ];
    const policy = { calendars: [officeHours(), roundTheClock], definitions };
    await open('/sla/definitions', { 'sla.policy': () => state({ policy }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Time to resolution' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Network support it');
  });

  it('creates one that works but is off, and duplicates without counting twice', async () => {
    const { calls } = await open('/sla/definitions');
    await userEvent.type(await screen.findByLabelText('Name of a new definition'), 'Time to own');
    await userEvent.click(screen.getByRole('button', { name: 'Create definition' }));
    await heading('Time to own');
    await userEvent.click(screen.getByRole('link', { name: 'All definitions' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Duplicate Time to resolution' }));
    await heading('Time to resolution (copy)');
    await linted(calls, ({ definitions }) =>
      expect(definitions.map(({ key, enabled }) => [key, enabled])).toEqual([
        ['resolution', true],
        ['time-to-own', false],
        ['time-to-resolution-copy', false],
      ]),
    );
  });
});

describe('conditions', () => {
  it('are sentences of the site’s own words', async () => {
    const { calls, container } = await open('/sla/definitions/resolution');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a pause condition' }));
    const row = group('Pause, condition 2');
    expect(row.queryByRole('option', { name: 'the issue is created' })).toBeNull();
    await userEvent.selectOptions(row.getByLabelText('Pause, condition 2: what'), 'a field');
    await userEvent.selectOptions(row.getByLabelText('Pause, condition 2: field'), 'Pending reason');
    await userEvent.type(row.getByLabelText('Add to Pause, condition 2: values'), 'await{Enter}');
    expect(row.getByRole('button', { name: /^Remove Awaiting customer/ })).toBeVisible();
    await linted(calls, ({ definitions }) =>
      expect(definitions[0]?.pause[1]).toEqual({ on: 'field', field: 'customfield_10010', is: 'in', values: ['77'] }),
    );
    expect(await violations(container)).toEqual([]);
  });

  it('that ask whether a field is set take no values', async () => {
    const { calls } = await open('/sla/definitions/resolution');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a stop condition' }));
    await userEvent.selectOptions(screen.getByLabelText('Stop, condition 2: what'), 'a field');
    await userEvent.selectOptions(screen.getByLabelText('Stop, condition 2: field'), 'Priority');
    await userEvent.type(screen.getByLabelText('Add to Stop, condition 2: values'), 'High{Enter}');
    await userEvent.selectOptions(screen.getByLabelText('Stop, condition 2: how'), 'is empty');
    await linted(calls, ({ definitions }) =>
      expect(definitions[0]?.stop[1]).toEqual({ on: 'field', field: 'priority', is: 'unset', values: [] }),
    );
  });
});

describe('goals', () => {
  it('say what a working day comes to, and what a day of 24 hours', async () => {
    await open('/sla/definitions/resolution');
    expect(await screen.findByText(/Working days of “Office hours” \(8 hours each\): 16 hours/)).toBeVisible();
    await userEvent.selectOptions(screen.getAllByLabelText('Unit')[1] ?? save(), 'days of 24 hours');
    expect(screen.getByText('Days of 24 hours: 48 hours of open time.')).toBeVisible();
  });

  it('are put into order by buttons and by the keyboard, which keep the focus', async () => {
    const { calls } = await open('/sla/definitions/resolution');
    await userEvent.click(await screen.findByRole('button', { name: 'Move Others up' }));
    expect(screen.getByText('Others is now number 1 of 2.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Move Others down' })).toHaveFocus();
    await linted(calls, ({ definitions }) =>
      expect(definitions[0]?.goals.map(({ key }) => key)).toEqual(['goal-2', 'goal-1']),
    );
    await userEvent.click(screen.getByDisplayValue('Others'));
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(screen.getByDisplayValue('Others')).toHaveFocus();
    const names = screen.getAllByRole('textbox', { name: /^Name/ }).map((box) => box.getAttribute('value'));
    expect(names).toEqual(['Time to resolution', 'Highest', 'Others']);
  });

  it('that are new come before the one that takes the rest, with a key never used', async () => {
    const { calls } = await open('/sla/definitions/resolution');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Highest' }));
    await userEvent.click(screen.getByRole('button', { name: 'Add goal' }));
    await userEvent.type(screen.getByLabelText('Add to New goal, condition 1: values'), 'Medium{Enter}');
    await linted(calls, ({ definitions }) =>
      expect(definitions[0]?.goals.map(({ key }) => key)).toEqual(['goal-3', 'goal-2']),
    );
  });

  it.each([
    ['0', 'A goal of zero can never be met.'],
    ['soon', 'Enter a number greater than zero.'],
  ])('of %j say so at the field, and keep the policy from being saved', async (typed, message) => {
    const path = 'definitions.0.goals.0.target.amount';
    await open('/sla/definitions/resolution', {
      'sla.lint': ({ policy }) => ({
        findings: JSON.stringify(policy).includes('"amount":0')
          ? [{ path, severity: 'error', code: 'zero', message: 'A goal of zero can never be met.' }]
          : [],
      }),
    });
    await heading('Time to resolution');
    const [amount] = screen.getAllByLabelText(/May take/);
    if (amount === undefined) throw new Error('no goal');
    await userEvent.clear(amount);
    await userEvent.type(amount, typed);
    await waitFor(() => expect(amount).toHaveAccessibleDescription(message));
    expect(amount).toBeInvalid();
    expect(save()).toBeDisabled();
  });
});

describe('escalations', () => {
  it('are built from actions and people', async () => {
    const { calls } = await open('/sla/definitions/resolution', {
      'setup.people': () => [{ accountId: AccountId.parse('p7'), displayName: 'Ada Byron' }],
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Warning at 80 %: add action' }));
    await userEvent.type(screen.getByLabelText(/^Comment/), 'Please look.');
    const mention = screen.getByRole('combobox', { name: 'Mention' });
    await userEvent.type(mention, 'incident man{Enter}');
    await userEvent.type(mention, 'ada');
    await userEvent.click(await screen.findByRole('option', { name: 'Ada Byron' }));
    await linted(calls, ({ definitions }) =>
      expect(definitions[0]?.thresholds[0]?.actions).toEqual([
        {
          do: 'comment',
          text: 'Please look.',
          mention: [{ who: 'assignee' }, { who: 'role', role: 'incidentManager' }, { who: 'person', accountId: 'p7' }],
        },
      ]),
    );
  });
});

describe('the draft', () => {
  const conflict = new Refusal({ code: 'CONFLICT', message: 'Somebody else saved.' });
  const leaving = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('is saved whole, from the version that was seen', async () => {
    let stored = state();
    const answers: Answers = { 'sla.policy': () => stored };
    const { calls } = await open('/sla/definitions/resolution', {
      ...answers,
      'sla.savePolicy': () =>
        (stored = state({ version: 4, policy: { ...stored.policy, definitions: [resolution({ name: 'MTTR' })] } })),
    });
    await rename('MTTR');
    expect(screen.getByText(/closed clocks stay as judged then/)).toBeVisible();
    expect(leaving()).toBe(false);
    await userEvent.click(save());
    expect(await screen.findByText(/^Saved as version 4/)).toBeVisible();
    expect(leaving()).toBe(true);
    const saved = calls.filter(({ functionKey }) => functionKey === 'sla.savePolicy').at(-1)?.payload;
    expect(saved).toMatchObject({ expectedVersion: 3, policy: { definitions: [{ name: 'MTTR' }] } });
  });

  it('is there again after a reload, and can be discarded', async () => {
    await open('/sla/definitions/resolution');
    await rename('MTTR');
    await userEvent.tab();
    await waitFor(() => expect(localStorage.getItem('plumbline.sla-draft.admin')).toContain('MTTR'));
    const stored = localStorage.getItem('plumbline.sla-draft.admin') ?? '';
    cleanup();
    forgetDraft('admin');
    localStorage.setItem('plumbline.sla-draft.admin', stored);
    await open('/sla/definitions/resolution');
    expect(await screen.findByText('Taken up from your last visit.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(await heading('Time to resolution')).toBeVisible();
    await waitFor(() => expect(localStorage.getItem('plumbline.sla-draft.admin')).toBeNull());
  });

  it('meets somebody else’s save: theirs is taken over where mine says nothing, nothing is lost', async () => {
    let stored = state();
    let refused = true;
    const { calls } = await open('/sla/definitions/resolution', {
      'sla.policy': () => stored,
      'sla.savePolicy': () => (refused ? conflict : state({ version: 5 })),
    });
    await rename('MTTR');
    const calendars = [officeHours({ name: 'Opening hours' }), roundTheClock];
    stored = state({ version: 4, policy: { calendars, definitions: [resolution()] } });
    await userEvent.click(save());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('takes over what only they changed: Opening hours');
    expect(save()).toBeDisabled();
    refused = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Go on with my draft' }));
    await userEvent.click(save());
    await waitFor(() => {
      const saves = calls.filter(({ functionKey }) => functionKey === 'sla.savePolicy');
      expect(saves[1]?.payload).toMatchObject({
        expectedVersion: 4,
        policy: { calendars: [{ name: 'Opening hours' }, {}], definitions: [{ name: 'MTTR' }] },
      });
    });
  });

  it('places what the server refuses at its field, until the draft changes', async () => {
    const message = "The field 'colour' does not exist.";
    await open('/sla/definitions/resolution', {
      'sla.savePolicy': () =>
        new Refusal({
          code: 'INVALID_INPUT',
          message: 'Bad input',
          issues: [{ path: 'policy.definitions.0.scope.jql', message }],
        }),
    });
    const jql = await screen.findByLabelText('Only issues that match this JQL');
    await userEvent.type(jql, 'colour = red');
    await userEvent.click(save());
    await waitFor(() => expect(jql).toHaveAccessibleDescription(message));
    expect(jql).toHaveValue('colour = red');
    await userEvent.type(jql, '!');
    await waitFor(() => expect(jql).toBeValid());
  });

  it('warns without keeping anybody from saving', async () => {
    const finding = {
      path: 'definitions.0.goals.1',
      severity: 'warning',
      code: 'unreachable',
      message: 'Never applies.',
    } as const;
    await open('/sla/definitions/resolution', { 'sla.lint': () => ({ findings: [finding] }) });
    await rename('MTTR');
    expect((await screen.findAllByText('Never applies.')).length).toBeGreaterThan(0);
    expect(save()).toBeEnabled();
  });

  it('speaks German', async () => {
    const { container } = await open('/sla/definitions/resolution', {}, 'de-DE');
    expect(await screen.findByText(/Arbeitstage von „Office hours“ \(je 8 Stunden\): 16 Stunden/)).toBeVisible();
    expect(container).not.toHaveTextContent(/\b(goal|condition|policy)\./);
  });
});
