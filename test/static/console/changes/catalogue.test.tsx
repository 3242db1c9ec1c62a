/** The catalogue of standard changes: what is offered and why not, and asking for one. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import type { TemplateView } from '../../../../src/change/template.shapes';
import type { SearchHit } from '../../../../src/cmdb/cmdb.shapes';
import { CiRef, IssueKey, ProjectKey } from '../../../../src/contract/ids';
import type { InputIssue } from '../../../../src/contract/rpc';
import { Refusal, type Answers } from '../../admin/bridge';
import { violations } from '../../surface';
import { beforeLayout, open } from '../cmdb/shown';
import { row } from '../cmdb/world';

jest.setTimeout(60_000);
beforeAll(beforeLayout);

const WEB = CiRef.parse('server:web-1');
const hits: SearchHit[] = [{ ...row(1), match: 'name' }];
const IT = { key: ProjectKey.parse('IT'), name: 'IT Service Desk' };
const HR = { key: ProjectKey.parse('HR'), name: 'People' };

const template = (changes: Partial<TemplateView> = {}): TemplateView => ({
  key: 'restart',
  name: 'Restart a server',
  description: 'When it hangs.',
  reason: 'It hangs.',
  implementationPlan: 'Drain it, restart it, put it back.',
  backoutPlan: 'Start the standby.',
  testPlan: '',
  communicationPlan: '',
  classes: ['server'],
  cis: [],
  minutes: 90,
  answers: {},
  enabled: true,
  reapprovedAt: null,
  preApproved: true,
  failures: 0,
  rate: { tally: { successful: 24, withIssues: 2, failed: 1, backedOut: 0 }, mean: 0.93, low: 0.84, high: 0.98 },
  ...changes,
});

const show = (templates: TemplateView[] = [template()], changes: Answers = {}, projects = [IT]) =>
  open('/changes/catalogue', {
    'change.catalogue': () => ({ templates, projects }),
    'cmdb.search': () => ({ hits }),
    'cmdb.briefs': ({ refs }) => ({ hits: hits.filter(({ ref }) => refs.includes(ref)) }),
    'change.request': () => ({ issueKey: IssueKey.parse('IT-42') }),
    ...changes,
  });

const set = (label: RegExp, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

/** Opens the form and fills it in. */
async function fillIn(): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'Request Restart a server' }));
  set(/^Summary/, 'Restart web-1');
  set(/^Planned start/, '2099-03-01T22:00');
  await userEvent.type(screen.getByRole('combobox', { name: /^What is changed/ }), 'web');
  await userEvent.click(await screen.findByRole('option', { name: /web-1/ }));
}
const requestIdsIn = (sent: readonly unknown[]): string[] =>
  sent.map((one) => z.object({ requestId: z.uuid() }).parse(one).requestId);
const send = () => userEvent.click(screen.getByRole('button', { name: 'Create change' }));

describe('the cards', () => {
  it('say how well a change goes, how long it takes, where it may be used and what is done', async () => {
    const { container } = await show();
    const card = within(await screen.findByRole('article', { name: 'Restart a server' }));
    expect(card.getByText('Pre-approved')).toBeVisible();
    expect(card.getByText('93%')).toBeVisible();
    expect(card.getByText(/27 changes on record, 1 failed or backed out/)).toBeVisible();
    expect(await card.findByText('Server')).toBeVisible();
    await userEvent.click(card.getByText('What is done, and how it is undone'));
    expect(card.getByText('Drain it, restart it, put it back.')).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('say of a demoted template why it can’t be used, and what to do instead', async () => {
    const lost = template({ preApproved: false, failures: 3, reapprovedAt: '2026-11-02T10:00:00Z' });
    await show([lost]);
    expect(await screen.findByText('Pre-approval lost')).toBeVisible();
    expect(
      screen.getByText(
        /^3 implementations failed or had to be backed out since 2 Nov 2026\. .* create a normal change/,
      ),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Request Restart a server' })).toBeDisabled();
  });

  it('stand with those that can be used first, and many can be searched', async () => {
    const names = ['Beta', 'Gamma', 'Alpha', 'Delta', 'Zeta', 'Eta', 'Lost'];
    await show(names.map((name) => template({ key: name.toLowerCase(), name, preApproved: name !== 'Lost' })));
    const shown = async () => (await screen.findAllByRole('heading', { level: 3 })).map((one) => one.textContent);
    expect(await shown()).toEqual(['Alpha', 'Beta', 'Delta', 'Eta', 'Gamma', 'Zeta', 'Lost']);
    await userEvent.type(screen.getByRole('searchbox'), 'eta');
    expect(await shown()).toEqual(['Beta', 'Eta', 'Zeta']);
    await userEvent.type(screen.getByRole('searchbox'), 'x');
    expect(screen.getByText('No standard change is called like this')).toBeVisible();
  });

  it.each([
    ['no template', [], [IT], 'There are no standard changes yet'],
    ['no project', [template()], [], 'No project of yours has changes'],
  ])('with %s say what to do next', async (_, templates, projects, words) => {
    await show(templates, {}, projects);
    expect(await screen.findByRole('heading', { name: words })).toBeVisible();
  });
});

describe('asking', () => {
  it('creates the change once and leads to it', async () => {
    const { payloadsOf, container } = await show();
    await fillIn();
    expect(screen.getByText(/1 Mar 2099, 22:00\s?–\s?23:30, UTC/)).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await send();
    expect(await screen.findByRole('link', { name: 'IT-42' })).toHaveAttribute(
      'href',
      'https://acme.example/browse/IT-42',
    );
    expect(payloadsOf('change.request')).toEqual([
      {
        requestId: requestIdsIn(payloadsOf('change.request'))[0],
        template: 'restart',
        project: 'IT',
        summary: 'Restart web-1',
        start: '2099-03-01T22:00:00.000Z',
        cis: [WEB],
      },
    ]);
    expect(payloadsOf('cmdb.search').at(-1)).toMatchObject({ classKey: 'server' });
  });

  it('again after the answer was lost is the same request; another form is another one', async () => {
    let lost = true;
    const { payloadsOf } = await show([template()], {
      'change.request': () => {
        if (!lost) return { issueKey: IssueKey.parse('IT-42') };
        lost = false;
        return new Refusal({ code: 'UNAVAILABLE', message: 'Jira is busy.' });
      },
    });
    await fillIn();
    await send();
    expect(await screen.findByText('Jira is busy. Send it again: nothing is created twice.')).toBeVisible();
    await send();
    await userEvent.click(await screen.findByRole('button', { name: 'Done' }));
    await fillIn();
    await send();
    await screen.findByRole('link', { name: 'IT-42' });
    const ids = requestIdsIn(payloadsOf('change.request'));
    expect(ids).toHaveLength(3);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('without anything filled in asks for it at each field, and sends nothing', async () => {
    const { payloadsOf } = await show([template()], {}, [IT, HR]);
    await userEvent.click(await screen.findByRole('button', { name: 'Request Restart a server' }));
    set(/^Planned start/, '');
    await send();
    expect(screen.getByLabelText(/^Project/)).toHaveAccessibleDescription('Choose a project.');
    expect(screen.getByLabelText(/^Summary/)).toHaveAccessibleDescription('Say what is changed.');
    expect(screen.getByLabelText(/^Planned start/)).toHaveAccessibleDescription('Choose a start that lies ahead.');
    expect(screen.getByRole('combobox', { name: /^What is changed/ })).toHaveAccessibleDescription(
      'Choose at least one CI.',
    );
    expect(payloadsOf('change.request')).toEqual([]);
  });

  it('for a time that has passed is refused before anybody is asked', async () => {
    const { payloadsOf } = await show();
    await fillIn();
    set(/^Planned start/, '2020-03-01T22:00');
    await send();
    expect(screen.getByLabelText(/^Planned start/)).toBeInvalid();
    expect(payloadsOf('change.request')).toEqual([]);
  });

  it.each<[string, InputIssue, RegExp]>([
    ['the CI', { path: 'cis.0', message: 'The template is not for web-1.' }, /^What is changed/],
    ['the start', { path: 'start', message: 'That time has passed. Choose one ahead.' }, /^Planned start/],
    ['the project', { path: 'project', message: 'Choose one of the projects on offer.' }, /^Project/],
  ])('what the backend says of %s stands there', async (_, issue, label) => {
    await show([template()], {
      'change.request': () => new Refusal({ code: 'INVALID_INPUT', message: 'No.', issues: [issue] }),
    });
    await fillIn();
    await send();
    const fields = () => screen.getByLabelText(label, { selector: 'input, select' });
    await waitFor(() => expect(fields()).toHaveAccessibleDescription(issue.message));
    expect(screen.queryByText('No.')).toBeNull();
  });

  it('for a template that is gone meanwhile says so', async () => {
    const message = 'This template is no longer offered. Choose another.';
    await show([template()], {
      'change.request': () => new Refusal({ code: 'INVALID_INPUT', message, issues: [{ path: 'template', message }] }),
    });
    await fillIn();
    await send();
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
  });
});
