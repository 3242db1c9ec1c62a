/** Templates of standard changes: their standing, giving a pre-approval back, editing, bad input at its field. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DEFAULT_RISK_RULES } from '../../../../src/change/risk-defaults';
import { ChangeTemplates } from '../../../../src/change/template.shapes';
import { templatesDraft } from '../../../../static/admin/change/templates/TemplatesPage';
import { violations } from '../../surface';
import { Refusal, type Answers } from '../bridge';
import { open, refusal, restart, savedTemplates, standing, WEB } from './site';

jest.setTimeout(60_000);
beforeEach(() => templatesDraft.keep(undefined));

/** By its label; a list of what may be chosen has the same one. */
const field = (label: string | RegExp): HTMLElement =>
  screen.getByLabelText(label, { selector: 'input, textarea, select' });
const set = (label: string | RegExp, value: string): void => {
  fireEvent.change(field(label), { target: { value } });
};
const save = () => screen.getByRole('button', { name: 'Save' });
const demoted = () => ({ templates: [standing({ preApproved: false, failures: 2 })], projects: [] });

describe('the standing of a template', () => {
  it('is told with its record', async () => {
    const { container } = await open('/change/templates');
    expect(await screen.findByText('Pre-approved')).toBeVisible();
    expect(
      screen.getByText(
        'Succeeds in 93% (90 % likely between 84% and 98%): 27 changes on record, 1 failed or backed out, 2 with issues.',
      ),
    ).toBeVisible();
    expect(screen.getByText('Takes 30 mins. When it hangs.')).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('without a record is what is assumed', async () => {
    const rate = { tally: { successful: 0, withIssues: 0, failed: 0, backedOut: 0 }, mean: 0.9, low: 0.7, high: 0.99 };
    await open('/change/templates', { 'change.catalogue': () => ({ templates: [standing({ rate })], projects: [] }) });
    expect(await screen.findByText(/No change on record yet; 90% is assumed/)).toBeVisible();
  });

  it('off, or never saved, it has none', async () => {
    await open('/change/templates', {
      'change.templates': () => savedTemplates([restart({ enabled: false })]),
      'change.catalogue': () => ({ templates: [], projects: [] }),
    });
    expect(await screen.findByText('Not offered')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Duplicate Restart a server' }));
    const heading = await screen.findByRole('heading', { name: /Restart a server \(copy\)/ });
    expect(within(heading).getByText('Not saved yet')).toBeVisible();
  });

  it('lost after failures, is given back with a reason, at once; what is being typed goes on', async () => {
    let stored = savedTemplates([restart(), restart({ key: 'patch', name: 'Patch a server' })]);
    let back = false;
    const reapprovedAt = '2027-01-04T10:00:00Z';
    const answers: Answers = {
      'change.templates': () => stored,
      'change.catalogue': () => (back ? { templates: [standing({ reapprovedAt })], projects: [] } : demoted()),
      'change.reinstateTemplate': ({ reason }) => {
        back = true;
        const reapproved = { reapprovedAt, reapprovedBecause: reason };
        stored = savedTemplates([restart(reapproved), restart({ key: 'patch', name: 'Patch a server' })], 5);
        return stored;
      },
      'change.saveTemplates': ({ draft }) => savedTemplates(ChangeTemplates.parse(draft).templates, 6),
    };
    const { payloads, container } = await open('/change/templates', answers, 'en-GB', 'change.templates');
    expect(await screen.findByText(/^2 implementations failed or had to be backed out\. Two are enough/)).toBeVisible();
    await userEvent.click(screen.getByRole('switch', { name: 'Patch a server is in force' }));
    await userEvent.click(screen.getByRole('button', { name: 'Give the pre-approval back to Restart a server' }));
    const form = within(screen.getByRole('form', { name: 'Give the pre-approval back to Restart a server' }));
    await userEvent.click(form.getByRole('button', { name: 'Give the pre-approval back' }));
    expect(form.getByRole('textbox')).toHaveAccessibleDescription('Say why.');
    expect(await violations(container)).toEqual([]);
    await userEvent.type(form.getByRole('textbox'), 'The plan has a check now.');
    await userEvent.click(form.getByRole('button', { name: 'Give the pre-approval back' }));
    expect(await screen.findByText(/^Pre-approval given back .*: The plan has a check now\.$/)).toBeVisible();
    expect(screen.getByText('Pre-approved')).toBeVisible();
    expect(payloads('change.reinstateTemplate')).toEqual([
      { template: 'restart', reason: 'The plan has a check now.' },
    ]);
    expect(screen.getByRole('switch', { name: 'Patch a server is in force' })).not.toBeChecked();
    await userEvent.click(save());
    await waitFor(() => expect(payloads('change.saveTemplates').at(-1)).toMatchObject({ expectedVersion: 5 }));
  });

  it('stays lost when giving it back is refused, and says why', async () => {
    await open('/change/templates', {
      'change.catalogue': demoted,
      'change.reinstateTemplate': () =>
        new Refusal({ code: 'REFUSED', message: 'Restart a server has its pre-approval.' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /^Give the pre-approval back/ }));
    const form = within(screen.getByRole('form'));
    await userEvent.type(form.getByRole('textbox'), 'Fine again.');
    await userEvent.click(form.getByRole('button', { name: 'Give the pre-approval back' }));
    expect(await form.findByText('Restart a server has its pre-approval.')).toBeVisible();
  });
});

describe('editing', () => {
  it('takes plans, scope, duration and answers, and saves them as a whole', async () => {
    const [question] = DEFAULT_RISK_RULES.questions;
    if (question === undefined) throw new Error('the shipped rules ask something');
    const { payloads, container } = await open('/change/templates/restart', {
      'change.saveTemplates': ({ draft }) => savedTemplates(ChangeTemplates.parse(draft).templates, 5),
    });
    await screen.findByRole('heading', { name: /Restart a server/ });
    set(/^Implementation plan/, 'Restart it.');
    set(/^Duration in minutes/, '90');
    expect(screen.getByText('1 hr 30 mins. A change may be planned for less, not for more.')).toBeVisible();
    await userEvent.type(screen.getByRole('combobox', { name: 'Single CIs' }), 'web');
    await userEvent.click(await screen.findByRole('option', { name: /web-1/ }));
    const [best] = question.choices;
    await userEvent.selectOptions(screen.getByRole('combobox', { name: question.text }), best?.label ?? '');
    await waitFor(() => expect(save()).toBeEnabled());
    expect(await violations(container)).toEqual([]);
    await userEvent.click(save());
    expect(await screen.findByText(/^Saved as version 5/)).toBeVisible();
    expect(payloads('change.saveTemplates')).toEqual([
      {
        expectedVersion: 4,
        draft: {
          templates: [
            restart({
              implementationPlan: 'Restart it.',
              minutes: 90,
              cis: [WEB],
              answers: { [question.key]: best?.key ?? '' },
            }),
          ],
        },
      },
    ]);
  });

  it('an answer to what is no longer asked can be removed', async () => {
    await open('/change/templates/restart', {
      'change.templates': () => savedTemplates([restart({ answers: { moon: 'full' } })]),
    });
    expect((await screen.findAllByText(/This is no longer asked/)).length).toBeGreaterThan(0);
    await userEvent.click(screen.getByRole('button', { name: 'Remove the answer to moon' }));
    await waitFor(() => expect(screen.queryByText(/This is no longer asked/)).toBeNull());
  });
});

describe('bad input is told at its field, and keeps the draft from being saved', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    ['no name', /^Name/, '', /Give it a name/],
    ['no reason', /^Reason/, '  ', /Say why such changes are made/],
    ['no implementation plan', /^Implementation plan/, '', /Say how it is done/],
    ['no back-out plan', /^Back-out plan/, '', /Say how it is undone/],
    ['a moment', /^Duration in minutes/, '2', /At least five minutes/],
    ['half a minute more', /^Duration in minutes/, '30.5', /whole number|can’t be used/],
    ['no number of minutes', /^Duration in minutes/, 'an hour', /must be a/],
    ['longer than a month', /^Duration in minutes/, '50000', /At most 44640/],
  ])('%s', async (_, label, value, message) => {
    await open('/change/templates/restart');
    await screen.findByRole('heading', { name: /Restart a server/ });
    set(label, value);
    await waitFor(() => expect(field(label)).toHaveAccessibleDescription(message));
    expect(field(label)).toBeInvalid();
    expect(save()).toBeDisabled();
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    ['no test plan', /^Test plan/, '', /nobody knows whether it worked/],
    ['no communication plan', /^Communication plan/, '', /Nobody is told of it/],
    ['two days', /^Duration in minutes/, '2880', /lasts longer than a day/],
  ])('%s is doubtful, not wrong', async (_, label, value, message) => {
    await open('/change/templates/restart');
    await screen.findByRole('heading', { name: /Restart a server/ });
    set(label, value);
    await waitFor(() => expect(field(label)).toHaveAccessibleDescription(message));
    expect(save()).toBeEnabled();
  });

  it('and what only the backend knows', async () => {
    const message = 'There is no CI “server:web-1”. Remove it.';
    await open('/change/templates/restart', {
      'change.templates': () => savedTemplates([restart({ cis: [WEB] })]),
      'change.saveTemplates': () =>
        refusal([{ path: 'templates.0.cis.0', severity: 'error', code: 'unknown-ci', message }]),
    });
    await screen.findByRole('heading', { name: /Restart a server/ });
    set(/^Description/, 'Soon.');
    await userEvent.click(save());
    await waitFor(() => expect(field('Single CIs')).toHaveAccessibleDescription(message));
  });
});

it('begins with words on what templates are for, in German, too', async () => {
  const { container } = await open('/change/templates', { 'change.templates': () => savedTemplates([]) }, 'de-DE');
  expect(await screen.findByRole('heading', { name: 'Es gibt noch keine Vorlagen' })).toBeVisible();
  expect(await violations(container)).toEqual([]);
});
