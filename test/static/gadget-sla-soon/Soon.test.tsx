import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IssueKey } from '../../../src/contract/ids';
import { App } from '../../../static/gadget-sla-soon/App';
import { configurationOf } from '../../../static/gadget-sla-soon/configuration';
import de from '../../../static/gadget-sla-soon/messages/de.json';
import en from '../../../static/gadget-sla-soon/messages/en.json';
import type { OutputOf } from '../../../static/shared/api';
import { slaGadgetMessages } from '../../../static/shared/gadget/messages';
import type { Answers } from '../admin/bridge';
import { AS_OF, at, breached, HOUR, running } from '../shared/sla/a-clock';
import { backend, show, violations, type BridgeCalls } from '../surface';

type Soon = OutputOf<'sla.soon'>;

const messages = { en: { ...slaGadgetMessages.en, ...en }, de: { ...slaGadgetMessages.de, ...de } };
const row = (key: string, clock: Soon['rows'][number]['clock']): Soon['rows'][number] => ({
  issueKey: IssueKey.parse(key),
  summary: `Summary of ${key}`,
  priority: 'High',
  assignee: null,
  status: 'In Progress',
  clock,
});
const soon: Soon = {
  asOf: AS_OF,
  rows: [
    row('IT-3', breached()),
    row('IT-1', running({ remainingMs: HOUR / 2, elapsedMs: 3.5 * HOUR, dueAt: at(HOUR / 2) })),
  ],
  running: { count: 4, jql: 'state = running' },
  atRisk: { count: 1, jql: 'state = risk' },
  breached: { count: 1, jql: 'state = breached' },
  paused: { count: 0, jql: 'state = paused' },
};

type Opened = BridgeCalls & { container: HTMLElement };
const open = (answers: Answers, extension: Record<string, unknown> = {}): Opened => ({
  ...backend(answers),
  container: show(<App />, { messages, extension }),
});

describe('the gadget of what breaches soon', () => {
  it('lists issues in the order it is given, with state, time left and due', async () => {
    const { container } = open({ 'sla.soon': () => soon });
    const items = within(await screen.findByRole('list', { name: /^Open issues/ })).getAllByRole('listitem');
    expect(items.map((item) => within(item).getByRole('link').textContent)).toEqual([
      'IT-3 Summary of IT-3',
      'IT-1 Summary of IT-1',
    ]);
    expect(items[0]).toHaveTextContent(/Breached 1 h 0 min \d s over.*due 2 Mar 2026, 09:00 UTC/);
    expect(items[1]).toHaveTextContent(/Time to resolution · High · In Progress · Unassigned/);
    expect(await violations(container)).toEqual([]);
  });

  it('opens the issue, and behind each count exactly its query', async () => {
    const { asked } = open({ 'sla.soon': () => soon });
    const risky = await screen.findByRole('link', { name: '1 issue: At risk' });
    expect(new URL(risky.getAttribute('href') ?? '').searchParams.get('jql')).toBe('state = risk');
    expect(screen.queryByRole('link', { name: /Paused/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: /^IT-3/ }));
    expect(JSON.stringify(asked.at(-1))).toContain('/browse/IT-3');
  });

  it('says why the list is empty', async () => {
    open({ 'sla.soon': () => ({ ...soon, rows: [] }) });
    expect(await screen.findByText('Nothing is about to breach')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Export CSV' })).not.toBeInTheDocument();
  });

  it('saves projects, limit and refresh', async () => {
    const choices = () => ({ definitions: [], projects: [{ key: 'IT', name: 'IT Service Desk' }] });
    const { asked, container } = open({ 'sla.choices': choices }, { entryPoint: 'edit' });
    await userEvent.click(await screen.findByRole('checkbox', { name: /IT Service Desk/ }));
    const limit = screen.getByRole('textbox', { name: /Issues to list/ });
    await userEvent.clear(limit);
    await userEvent.type(limit, '51');
    expect(limit).toBeInvalid();
    await userEvent.clear(limit);
    await userEvent.type(limit, '20');
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(JSON.stringify(asked.find(({ command }) => command === 'submit')?.data)).toContain(
      '"projects":["IT"],"limit":20,"title":"","refresh":5',
    );
  });

  it('reads a foreign configuration as the default', () => {
    expect(configurationOf({ limit: 1e9, refresh: '5' })).toEqual({ title: '', projects: [], limit: 10, refresh: 5 });
  });
});

describe('while time passes', () => {
  let begun = 0;
  beforeEach(() => {
    jest.useFakeTimers();
    jest.advanceTimersByTime((begun += HOUR));
  });
  afterEach(() => jest.useRealTimers());
  const pass = async (seconds: number, step = 1): Promise<void> => {
    for (let at = 0; at < seconds; at += step) await act(() => jest.advanceTimersByTimeAsync(step * 1000));
  };

  it('counts every row down, asks every five minutes, and at once when a row’s next event has come', async () => {
    let rows = soon.rows;
    const { invoked } = open({ 'sla.soon': () => ({ ...soon, rows }) });
    await pass(2);
    const shown = (): (string | null)[] =>
      screen.getAllByText(/ (left|over)$/, { selector: '.soon-remaining' }).map((words) => words.textContent);
    const before = shown();
    await pass(3);
    expect(shown()).not.toEqual(before);
    await pass(290, 10);
    expect(invoked).toHaveLength(1);
    rows = [row('IT-1', running({ next: { kind: 'breach', threshold: null, at: at(10_000) } }))];
    await pass(10);
    expect(invoked).toHaveLength(2);
    await pass(11);
    expect(invoked).toHaveLength(3);
  });
});
