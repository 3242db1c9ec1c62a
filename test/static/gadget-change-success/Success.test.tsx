import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../static/gadget-change-success/App';
import { configurationOf } from '../../../static/gadget-change-success/configuration';
import de from '../../../static/gadget-change-success/messages/de.json';
import en from '../../../static/gadget-change-success/messages/en.json';
import { shareOf, successOf, type Success } from '../../../static/gadget-change-success/success';
import { changeGadgetMessages } from '../../../static/shared/gadget/change-messages';
import type { Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';

const messages = changeGadgetMessages({ en, de });
const counted = (count: number, what: string) => ({ count, jql: `tokens in ("${what}")` });
const outcomes = (successful: number, withIssues: number, failed: number, backedOut: number, what: string) => ({
  successful: counted(successful, `successful ${what}`),
  withIssues: counted(withIssues, `withIssues ${what}`),
  failed: counted(failed, `failed ${what}`),
  backedOut: counted(backedOut, `backedOut ${what}`),
});
const success: Success = {
  asOf: '2026-03-04T10:00:00.000Z',
  weeks: [
    {
      week: '2026-W08',
      from: '2026-02-16T00:00:00.000Z',
      to: '2026-02-23T00:00:00.000Z',
      ...outcomes(0, 0, 0, 0, 'W08'),
    },
    {
      week: '2026-W09',
      from: '2026-02-23T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      ...outcomes(6, 1, 0, 1, 'W09'),
    },
    {
      week: '2026-W10',
      from: '2026-03-02T00:00:00.000Z',
      to: '2026-03-09T00:00:00.000Z',
      ...outcomes(1, 0, 1, 0, 'W10'),
    },
  ],
  outcomes: outcomes(7, 1, 1, 1, 'all'),
  groups: [
    { key: 'normal', label: 'Normal', closed: counted(8, 'ended normal'), succeeded: counted(7, 'succeeded normal') },
    { key: 'none', label: 'No type', closed: counted(2, 'ended none'), succeeded: counted(1, 'succeeded none') },
  ],
  closed: counted(10, 'ended'),
  succeeded: counted(8, 'succeeded'),
  changeFailures: counted(3, 'failures'),
  emergencies: counted(2, 'emergencies'),
  unauthorised: counted(0, 'unauthorised'),
};
const nothing: Success = {
  ...success,
  weeks: success.weeks.slice(0, 1),
  outcomes: outcomes(0, 0, 0, 0, 'all'),
  groups: [],
  closed: counted(0, 'ended'),
  succeeded: counted(0, 'succeeded'),
  changeFailures: counted(0, 'failures'),
  emergencies: counted(0, 'emergencies'),
};

type Opened = BridgeCalls & { container: HTMLElement };
const open = (
  answers: Answers,
  extension: Record<string, unknown> = {},
  locale: 'en-GB' | 'de-DE' = 'en-GB',
): Opened => ({ ...backend(answers), container: show(<App />, { messages, extension, locale }) });
const jqlOf = (link: HTMLElement): string | null => new URL(link.getAttribute('href') ?? '').searchParams.get('jql');
const CHART = /^Changes that ended, by week and outcome/;

describe('the success rate of changes', () => {
  it('shows the rate, what it is made of, and whether the target is reached', async () => {
    const { container, invoked } = open({ 'change.successRate': () => success });
    expect(await screen.findByText('80%', { selector: '.success-share' })).toBeVisible();
    expect(screen.getByText(/Below the target of 95%/)).toBeVisible();
    expect(invoked[0]?.payload).toEqual({ projects: [], weeks: 8, groupBy: 'type' });
    expect(await violations(container)).toEqual([]);
  });

  it('shows change failure rate and share of emergencies, each with its two numbers, and what went past a gate', async () => {
    open({ 'change.successRate': () => success });
    const tiles = await screen.findByLabelText('Failures, emergencies and unauthorised changes');
    const said = within(tiles)
      .getAllByRole('definition')
      .map((tile) => tile.textContent);
    expect(said).toEqual([
      '30% 3 / 10backed out, or caused an incident (as DORA counts)',
      '20% 2 / 10of the changes that ended',
      '0went past a gate, also those still open',
    ]);
  });

  it('opens behind each number, in chart, tiles and table, exactly the query it counts', async () => {
    const { asked } = open({ 'change.successRate': () => success });
    const bar = await screen.findByRole('link', { name: '1 issue: Backed out, W9 (23 Feb – 1 Mar)' });
    expect(jqlOf(bar)).toBe('tokens in ("backedOut W09")');
    expect(jqlOf(screen.getByRole('link', { name: '3 issues: Change failure rate' }))).toBe('tokens in ("failures")');
    expect(jqlOf(screen.getByRole('link', { name: '7 issues: Succeeded, Normal' }))).toBe(
      'tokens in ("succeeded normal")',
    );
    expect(screen.queryByRole('link', { name: /^0 issues/ })).not.toBeInTheDocument();
    await userEvent.click(bar);
    expect(JSON.stringify(asked.at(-1))).toContain(encodeURIComponent('tokens in ("backedOut W09")'));
  });

  it('draws the line where something ended and names it for those who cannot see it', async () => {
    open({ 'change.successRate': () => success });
    const chart = await screen.findByRole('group', { name: CHART });
    expect(
      within(chart)
        .getAllByRole('img')
        .map((point) => point.getAttribute('aria-label')),
    ).toEqual(['W9 (23 Feb – 1 Mar): 87.5% succeeded', 'W10 (2 Mar – 8 Mar): 50% succeeded']);
  });

  it('has the same numbers as a table', async () => {
    const { container } = open({ 'change.successRate': () => success });
    await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('region', { name: CHART })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'WeekSuccessfulSuccessful with issuesFailedBacked outSuccess rate',
      'W8 (16 Feb – 22 Feb)0000–',
      'W9 (23 Feb – 1 Mar)610187.5%',
      'W10 (2 Mar – 8 Mar)101050%',
      'Total711180%',
    ]);
    expect(screen.queryByRole('button', { name: 'Export PNG' })).not.toBeInTheDocument();
    expect(await violations(container)).toEqual([]);
  });

  it('says that nothing ended instead of claiming 100 %', async () => {
    open({ 'change.successRate': () => nothing });
    expect(await screen.findByText('No change ended in these weeks')).toBeVisible();
    expect(screen.queryByText(/%/)).not.toBeInTheDocument();
  });

  it('tells of unauthorised changes even where none ended', async () => {
    open({ 'change.successRate': () => ({ ...nothing, unauthorised: counted(2, 'unauthorised') }) });
    const link = await screen.findByRole('link', { name: '2 issues: Unauthorised' });
    expect(jqlOf(link)).toBe('tokens in ("unauthorised")');
    expect(screen.getByText('No change ended in these weeks')).toBeVisible();
  });

  it.each([
    ['type', 'emergency', 'Emergency', 'Notfall'],
    ['type', 'none', 'No type', 'Art nicht gewählt'],
    ['level', 'veryHigh', 'Very high', 'Sehr hoch'],
    ['level', 'none', 'Not assessed', 'Nicht bewertet'],
    ['team', 'others', 'Other teams', 'Andere Teams'],
    ['team', 'normal', 'normal', 'normal'],
  ])('names a group by %s %s in the reader’s language', async (groupBy, key, label, shown) => {
    const groups = [{ key, label, closed: counted(3, 'x'), succeeded: counted(2, 'y') }];
    open({ 'change.successRate': () => ({ ...success, groups }) }, { gadgetConfiguration: { groupBy } }, 'de-DE');
    expect(await screen.findByRole('rowheader', { name: shown })).toBeVisible();
  });
});

describe('configuring it', () => {
  const projects = () => ({ projects: [{ key: 'IT', name: 'IT Service Desk' }] });
  const edit = (): Opened =>
    open(
      { 'incident.projects': projects },
      { entryPoint: 'edit', gadgetConfiguration: { projects: ['IT'], target: 90 } },
    );

  it('shows what is configured and saves what is chosen', async () => {
    const { asked, container } = edit();
    expect(await screen.findByRole('checkbox', { name: /IT Service Desk/ })).toBeChecked();
    expect(await violations(container)).toEqual([]);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Table by' }), 'Team');
    const target = screen.getByRole('textbox', { name: /Target/ });
    expect(target).toHaveValue('90');
    await userEvent.clear(target);
    await userEvent.type(target, '97.5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(JSON.stringify(asked.find(({ command }) => command === 'submit')?.data)).toContain(
      '"projects":["IT"],"weeks":8,"target":97.5,"groupBy":"team","title":"","refresh":30',
    );
  });

  it.each([
    [/Weeks/, '27'],
    [/Weeks/, '2.5'],
    [/Target/, '0'],
    [/Target/, ''],
    [/Refresh/, '1'],
  ])('%s %j is refused at the field and not sent', async (name, text) => {
    const { asked } = edit();
    await screen.findByRole('checkbox', { name: /IT Service Desk/ });
    const box = screen.getByRole('textbox', { name });
    await userEvent.clear(box);
    if (text !== '') await userEvent.type(box, text);
    expect(box).toBeInvalid();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(asked.map(({ command }) => command)).not.toContain('submit');
  });

  it('reads a foreign configuration as the default', () => {
    const usual = { title: '', projects: [], weeks: 8, groupBy: 'type', target: 95, refresh: 30 };
    expect(configurationOf({ weeks: 'many', groupBy: 'mood', target: -1, projects: 'IT' })).toEqual(usual);
  });
});

describe('what it is made of', () => {
  it.each([
    [6, 1, 0, 1, 0.875],
    [0, 0, 2, 0, 0],
    [0, 3, 0, 0, 1],
    [0, 0, 0, 0, null],
  ])('%d successful, %d with issues, %d failed and %d backed out are %p', (good, fair, bad, undone, rate) => {
    expect(successOf(outcomes(good, fair, bad, undone, 'x'))).toBe(rate);
  });

  it('has no share of nothing', () => {
    expect(shareOf(counted(0, 'x'), counted(0, 'y'))).toBeNull();
    expect(shareOf(counted(1, 'x'), counted(4, 'y'))).toBe(0.25);
  });
});
