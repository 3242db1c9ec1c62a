import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { RiskLevel } from '../../../src/change/change.shapes';
import { App } from '../../../static/gadget-change-risk/App';
import { configurationOf } from '../../../static/gadget-change-risk/configuration';
import de from '../../../static/gadget-change-risk/messages/de.json';
import en from '../../../static/gadget-change-risk/messages/en.json';
import type { RiskMap } from '../../../static/gadget-change-risk/risk';
import { changeGadgetMessages } from '../../../static/shared/gadget/change-messages';
import { Refusal, type Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';

const messages = changeGadgetMessages({ en, de });
const STEPS = [1, 2, 3, 4, 5] as const;
const levelOf = (score: number): RiskLevel =>
  score >= 16 ? 'veryHigh' : score >= 10 ? 'high' : score >= 5 ? 'moderate' : 'low';

/** Counts by `likelihood.impact`. */
const mapWith = (counts: Readonly<Record<string, number>>, unassessed: number): RiskMap => ({
  asOf: '2026-03-04T10:00:00.000Z',
  cells: STEPS.map((likelihood) =>
    STEPS.map((impact) => ({
      count: counts[`${likelihood}.${impact}`] ?? 0,
      jql: `tokens in ("likelihood.${likelihood}") AND tokens in ("impact.${impact}")`,
      level: levelOf(likelihood * impact),
    })),
  ),
  unassessed: { count: unassessed, jql: 'tokens is EMPTY' },
  total: { count: Object.values(counts).reduce((sum, count) => sum + count, unassessed), jql: 'issuetype = 12' },
});
const map = mapWith({ '5.4': 2, '1.2': 7 }, 3);

type Opened = BridgeCalls & { container: HTMLElement };
const open = (
  answers: Answers,
  extension: Record<string, unknown> = {},
  locale: 'en-GB' | 'de-DE' = 'en-GB',
): Opened => ({ ...backend(answers), container: show(<App />, { messages, extension, locale }) });
const jqlOf = (link: HTMLElement): string | null => new URL(link.getAttribute('href') ?? '').searchParams.get('jql');

describe('the heat map of risk', () => {
  it('says the level of every cell in words, and how many changes are there', async () => {
    const { container, invoked } = open({ 'change.heatMap': () => map });
    const rows = within(await screen.findByRole('table', { name: 'Changes by likelihood and impact' })).getAllByRole(
      'row',
    );
    expect(
      rows.map((row) =>
        within(row)
          .queryAllByRole('cell')
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      [],
      [],
      ['0 Moderate', '0 High', '0 High', '2 Very high, likelihood 5, impact 4', '0 Very high'],
      ['0 Low', '0 Moderate', '0 High', '0 Very high', '0 Very high'],
      ['0 Low', '0 Moderate', '0 Moderate', '0 High', '0 High'],
      ['0 Low', '0 Low', '0 Moderate', '0 Moderate', '0 High'],
      ['0 Low', '7 Low, likelihood 1, impact 2', '0 Low', '0 Low', '0 Moderate'],
    ]);
    expect(invoked[0]?.payload).toEqual({ projects: [], scope: 'open', days: 30 });
    expect(await violations(container)).toEqual([]);
  });

  it('opens behind each number exactly the query it counts, and nothing behind a zero', async () => {
    const { asked } = open({ 'change.heatMap': () => map });
    const cell = await screen.findByRole('link', { name: /^2 Very high ?, likelihood 5, impact 4$/ });
    expect(jqlOf(cell)).toBe('tokens in ("likelihood.5") AND tokens in ("impact.4")');
    expect(jqlOf(screen.getByRole('link', { name: '3 issues: Not assessed' }))).toBe('tokens is EMPTY');
    expect(jqlOf(screen.getByRole('link', { name: '12 issues: Open changes' }))).toBe('issuetype = 12');
    expect(screen.getAllByRole('link')).toHaveLength(4);
    await userEvent.click(cell);
    expect(JSON.stringify(asked.at(-1))).toContain(encodeURIComponent('tokens in ("likelihood.5")'));
  });

  it('has the same numbers as a table, the riskiest first', async () => {
    const { container } = open({ 'change.heatMap': () => map });
    await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'RiskLikelihoodImpactScoreChanges',
      'Very high54202',
      'Low1227',
      'Not assessed3',
      'Total12',
    ]);
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show as chart' }));
    expect(screen.getByText('Likelihood', { selector: '.risk-corner' })).toBeVisible();
  });

  it('names how far it looks', async () => {
    open({ 'change.heatMap': () => map }, { gadgetConfiguration: { scope: 'closed', days: 7 } });
    expect(await screen.findByText(/Changes closed in the last 7 days/)).toBeVisible();
  });

  it.each([
    ['open', 'No change is open'],
    ['upcoming', 'No change is planned for the next 30 days'],
    ['closed', 'No change was closed in the last 30 days'],
  ])('says why there is nothing %s', async (scope, said) => {
    open({ 'change.heatMap': () => mapWith({}, 0) }, { gadgetConfiguration: { scope } });
    expect(await screen.findByText(said)).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('speaks German to those who do', async () => {
    open({ 'change.heatMap': () => map }, {}, 'de-DE');
    expect(
      await screen.findByRole('link', { name: /^2 Sehr hoch ?, Wahrscheinlichkeit 5, Auswirkung 4$/ }),
    ).toBeVisible();
  });

  it('tells what is wrong, with a way to try again', async () => {
    const refused = new Refusal({ code: 'REFUSED', message: 'You may see none of these projects.' });
    open({ 'change.heatMap': () => refused });
    expect(await screen.findByText('You may see none of these projects.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('configuring it', () => {
  const projects = () => ({ projects: [{ key: 'IT', name: 'IT Service Desk' }] });
  const edit = (gadgetConfiguration = {}): Opened =>
    open({ 'incident.projects': projects }, { entryPoint: 'edit', gadgetConfiguration });
  const submitted = ({ asked }: Opened): string =>
    JSON.stringify(asked.find(({ command }) => command === 'submit')?.data);

  it('asks for days only where they matter, and saves what is chosen', async () => {
    const opened = edit();
    await userEvent.click(await screen.findByRole('checkbox', { name: 'IT Service Desk (IT)' }));
    expect(screen.queryByRole('textbox', { name: /Days/ })).not.toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Changes to show' }),
      'Those closed in the last days',
    );
    const days = screen.getByRole('textbox', { name: /Days to look back/ });
    await userEvent.clear(days);
    await userEvent.type(days, '366');
    expect(days).toBeInvalid();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(opened.asked.map(({ command }) => command)).not.toContain('submit');
    await userEvent.clear(days);
    await userEvent.type(days, '90');
    expect(await violations(opened.container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(submitted(opened)).toContain('"projects":["IT"],"scope":"closed","days":90,"title":"","refresh":15');
  });

  it('keeps the days of another scope, however wrong they were typed', async () => {
    const opened = edit({ scope: 'upcoming', days: 14 });
    await userEvent.clear(await screen.findByRole('textbox', { name: /Days to look ahead/ }));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Changes to show' }), 'All open ones');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(submitted(opened)).toContain('"scope":"open","days":14');
  });

  it('reads a foreign configuration as the default', () => {
    const usual = { title: '', projects: [], scope: 'open', days: 30, refresh: 15 };
    expect(configurationOf({ scope: 'all', days: 0, refresh: 'often', projects: 'IT' })).toEqual(usual);
  });
});
