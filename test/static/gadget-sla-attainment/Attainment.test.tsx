import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SlaKey } from '../../../src/sla/policy';
import { App } from '../../../static/gadget-sla-attainment/App';
import { attainmentOf } from '../../../static/gadget-sla-attainment/attainment';
import { configurationOf } from '../../../static/gadget-sla-attainment/configuration';
import de from '../../../static/gadget-sla-attainment/messages/de.json';
import en from '../../../static/gadget-sla-attainment/messages/en.json';
import type { OutputOf } from '../../../static/shared/api';
import { shortWeek } from '../../../static/shared/charts/weeks';
import { slaGadgetMessages } from '../../../static/shared/gadget/messages';
import { Refusal, type Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';

type Attainment = OutputOf<'sla.attainment'>;

const messages = {
  en: { ...slaGadgetMessages.en, ...en },
  de: { ...slaGadgetMessages.de, ...de },
};
const counted = (count: number, what: string) => ({ count, jql: `outcomes = "${what}" AND project in ("IT")` });
const outcome = (met: number, breached: number, what: string) => ({
  met: counted(met, `met ${what}`),
  breached: counted(breached, `breached ${what}`),
});
const attainment: Attainment = {
  asOf: '2026-03-04T10:00:00.000Z',
  weeks: [
    { week: '2026-W08', from: '2026-02-16T00:00:00.000Z', to: '2026-02-23T00:00:00.000Z', ...outcome(0, 0, 'W08') },
    { week: '2026-W09', from: '2026-02-23T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z', ...outcome(7, 1, 'W09') },
    { week: '2026-W10', from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', ...outcome(2, 2, 'W10') },
  ],
  groups: [
    { key: '1', label: 'Highest', ...outcome(3, 3, 'Highest') },
    { key: '2', label: 'High', ...outcome(6, 0, 'High') },
  ],
  total: outcome(9, 3, 'all'),
  definitions: [{ key: SlaKey.parse('resolution'), name: 'Time to resolution' }],
};
const nothing: Attainment = {
  ...attainment,
  weeks: attainment.weeks.slice(0, 1),
  groups: [],
  total: outcome(0, 0, 'all'),
};

type Opened = BridgeCalls & { container: HTMLElement };
const open = (
  answers: Answers,
  extension: Record<string, unknown> = {},
  locale: 'en-GB' | 'de-DE' = 'en-GB',
): Opened => ({
  ...backend(answers),
  container: show(<App />, { messages, extension, locale }),
});
const jqlOf = (link: HTMLElement): string | null => new URL(link.getAttribute('href') ?? '').searchParams.get('jql');

describe('the attainment gadget', () => {
  it('shows the share, what it is made of, and whether the target is reached', async () => {
    const { container, invoked } = open({ 'sla.attainment': () => attainment });
    expect(await screen.findByText('75%', { selector: '.attainment-share' })).toBeVisible();
    expect(screen.getByText(/Below the target of 95%/)).toBeVisible();
    expect(invoked[0]?.payload).toEqual({ projects: [], definitions: [], weeks: 8, groupBy: 'priority' });
    expect(await violations(container)).toEqual([]);
  });

  it('opens behind each number, in chart and table, exactly the query it counts', async () => {
    const { asked } = open({ 'sla.attainment': () => attainment });
    const bar = await screen.findByRole('link', { name: '7 issues: Met, W9 (23 Feb – 1 Mar)' });
    expect(jqlOf(bar)).toBe('outcomes = "met W09" AND project in ("IT")');
    const cell = screen.getByRole('link', { name: '6 issues: Met, High' });
    expect(jqlOf(cell)).toBe('outcomes = "met High" AND project in ("IT")');
    expect(screen.queryByRole('link', { name: /^0 issues/ })).not.toBeInTheDocument();
    await userEvent.click(bar);
    expect(JSON.stringify(asked.at(-1))).toContain(encodeURIComponent('outcomes = "met W09"'));
  });

  it('draws the line where something was decided and names it for those who cannot see it', async () => {
    open({ 'sla.attainment': () => attainment });
    const chart = await screen.findByRole('group', { name: /^Issues whose clocks were met or breached/ });
    expect(
      within(chart)
        .getAllByRole('img')
        .map((point) => point.getAttribute('aria-label')),
    ).toEqual(['W9 (23 Feb – 1 Mar): 87.5% attained', 'W10 (2 Mar – 8 Mar): 50% attained']);
  });

  it('has the same numbers as a table', async () => {
    const { container } = open({ 'sla.attainment': () => attainment });
    await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('region', { name: /^Issues whose clocks/ })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'WeekMetBreachedAttainment',
      'W8 (16 Feb – 22 Feb)00–',
      'W9 (23 Feb – 1 Mar)71 87.5%',
      'W10 (2 Mar – 8 Mar)22 50%',
      'Total93 75%',
    ]);
    expect(await violations(container)).toEqual([]);
  });

  it('says that nothing was decided instead of claiming 100 %', async () => {
    open({ 'sla.attainment': () => nothing });
    expect(await screen.findByText('No clock was decided in these weeks')).toBeVisible();
    expect(screen.queryByText(/100/)).not.toBeInTheDocument();
  });

  it.each([
    ['priority', '2', 'High', 'Hoch'],
    ['priority', 'other', 'Other', 'Andere'],
    ['team', 'none', 'No team', 'Kein Team'],
    ['team', '2', 'Netze', 'Netze'],
    ['definition', 'none', 'No team', 'No team'],
  ])('names a group by %s %s in the reader’s language', async (groupBy, key, label, shown) => {
    const answer = { ...attainment, groups: [{ key, label, ...outcome(9, 3, label) }] };
    open({ 'sla.attainment': () => answer }, { gadgetConfiguration: { groupBy } }, 'de-DE');
    expect(await screen.findByRole('rowheader', { name: shown })).toBeVisible();
  });

  it('speaks German to those who do', async () => {
    open({ 'sla.attainment': () => attainment }, {}, 'de-DE');
    expect(await screen.findByText(/Unter dem Ziel von 95/)).toBeVisible();
  });
});

describe('while Jira is busy', () => {
  let begun = 0;
  beforeEach(() => {
    jest.useFakeTimers();
    jest.advanceTimersByTime((begun += 3_600_000));
  });
  afterEach(() => jest.useRealTimers());
  const pass = async (seconds: number, step = 1): Promise<void> => {
    for (let at = 0; at < seconds; at += step) await act(() => jest.advanceTimersByTimeAsync(step * 1000));
  };
  const busy = new Refusal({ code: 'UNAVAILABLE', message: 'Jira asks to slow down.', retryAfterSeconds: 20 });

  it('says so, counts down to the next try, and shows the numbers when they come', async () => {
    let answer: Attainment | Refusal = busy;
    const { invoked } = open({ 'sla.attainment': () => answer });
    await pass(2);
    expect(screen.getByRole('alert')).toHaveTextContent('No answer yet: Jira asks to slow down.');
    const left = (): number => Number(/(\d+) seconds?/.exec(screen.getByText(/^Next try in/).textContent ?? '')?.[1]);
    const before = left();
    await pass(5);
    expect(before - left()).toBe(5);
    expect(invoked).toHaveLength(1);
    answer = attainment;
    await pass(20);
    expect(invoked).toHaveLength(2);
    expect(screen.getByText('75%', { selector: '.attainment-share' })).toBeVisible();
  });

  it('goes on trying at the pace Jira asks for, for as long as it takes', async () => {
    const { invoked } = open({ 'sla.attainment': () => busy });
    await pass(130, 5);
    expect(invoked.length).toBeGreaterThanOrEqual(6);
    expect(invoked.length).toBeLessThanOrEqual(8);
  });

  it('keeps the numbers it has, and says how old they are', async () => {
    let answer: Attainment | Refusal = attainment;
    open({ 'sla.attainment': () => answer }, { gadgetConfiguration: { refresh: 5 } });
    await pass(1);
    answer = busy;
    await pass(305, 5);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'These numbers are of 4 Mar 2026, 10:00. The last refresh failed: Jira asks to slow down.',
    );
    expect(screen.getByText('75%', { selector: '.attainment-share' })).toBeVisible();
  });
});

describe('configuring it', () => {
  const choices = () => ({
    definitions: [{ key: SlaKey.parse('resolution'), name: 'Time to resolution' }],
    projects: [{ key: 'IT', name: 'IT Service Desk' }],
  });
  const edit = (): Opened =>
    open({ 'sla.choices': choices }, { entryPoint: 'edit', gadgetConfiguration: { projects: ['IT'], target: 90 } });

  it('shows what is configured and saves what is chosen', async () => {
    const { asked, container } = edit();
    expect(await screen.findByRole('checkbox', { name: /IT Service Desk/ })).toBeChecked();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Time to resolution' }));
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Table by' }), 'Team');
    const target = screen.getByRole('textbox', { name: /Target/ });
    expect(target).toHaveValue('90');
    await userEvent.clear(target);
    await userEvent.type(target, '97.5');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const sent = JSON.stringify(asked.find(({ command }) => command === 'submit')?.data);
    expect(sent).toContain('"projects":["IT"],"definitions":["resolution"],"weeks":8,"target":97.5,"groupBy":"team"');
    expect(sent).toContain('"refresh":15');
  });

  it.each([
    [/Weeks/, '0'],
    [/Weeks/, '27'],
    [/Weeks/, '2.5'],
    [/Target/, '0'],
    [/Target/, '101'],
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
    const usual = { title: '', projects: [], definitions: [], weeks: 8, groupBy: 'priority', target: 95, refresh: 15 };
    expect(configurationOf({ weeks: 'many', groupBy: 'mood', target: -1, projects: 'IT' })).toEqual(usual);
  });
});

describe('what it is made of', () => {
  it.each([
    [3, 1, 0.75],
    [0, 2, 0],
    [2, 0, 1],
    [0, 0, null],
  ])('%d met and %d breached are %p', (met, breached, share) => {
    expect(attainmentOf(outcome(met, breached, 'x'))).toBe(share);
  });

  it.each([
    ['2026-W07', 'W7'],
    ['2026-W53', 'W53'],
    ['all', 'all'],
  ])('%s is short %s', (week, short) => {
    expect(shortWeek(week)).toBe(short);
  });
});
