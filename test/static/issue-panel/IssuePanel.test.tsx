import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IssueKey } from '../../../src/contract/ids';
import { App } from '../../../static/issue-panel/App';
import de from '../../../static/issue-panel/messages/de.json';
import en from '../../../static/issue-panel/messages/en.json';
import type { IncidentPanel, Panel } from '../../../static/issue-panel/panel';
import incidentDe from '../../../static/shared/messages/incident.de.json';
import incidentEn from '../../../static/shared/messages/incident.en.json';
import { Refusal, type Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';

/** Tested by itself. */
jest.mock('../../../static/issue-panel/sla/SlaSection', () => ({ SlaSection: () => null }));
jest.mock('../../../static/issue-panel/cmdb/CiSection', () => ({ __esModule: true, default: () => null }));

const messages = { en: { ...incidentEn, ...en }, de: { ...incidentDe, ...de } };
const issueKey = IssueKey.parse('IT-7');
const row = { critical: 1, high: 2, medium: 3, low: 4 } as const;

const incident = (changes: Partial<IncidentPanel> = {}): IncidentPanel => ({
  kind: 'incident',
  issueKey,
  status: { key: 'inProgress', name: 'In Progress', category: 'indeterminate' },
  priority: {
    basis: 'matrix',
    current: { level: 2, name: 'High' },
    decided: 2,
    because: [{ factor: 'matrix', impact: 'department', urgency: 'high', level: 2 }],
  },
  impact: 'department',
  urgency: 'high',
  matrix: { enterprise: row, department: row, team: row, individual: row },
  resolvedAt: null,
  closesAt: null,
  closureDue: false,
  closure: { automatic: true, businessDays: 5, timeZone: 'UTC' },
  steps: [
    {
      id: '5',
      name: 'Resolve',
      to: { key: 'resolved', name: 'Resolved', category: 'done' },
      needs: [
        { field: 'resolutionCode', message: 'Choose one.', filled: true },
        { field: 'resolutionNotes', message: 'Write some.', filled: false },
      ],
    },
  ],
  ...changes,
});

const open = (answers: Answers, locale: 'en-GB' | 'de-DE' = 'en-GB'): BridgeCalls & { container: HTMLElement } => {
  const calls = backend(answers);
  return { ...calls, container: show(<App />, { messages, locale, extension: { issue: { key: 'IT-7' } } }) };
};
const shows = (panel: Panel): ReturnType<typeof open> => open({ 'incident.panel': () => panel });

describe('the issue panel', () => {
  it('explains the priority and what the next steps need', async () => {
    const { container } = shows(incident());
    expect(await screen.findByText('Impact Department × Urgency High → 2 High')).toBeVisible();
    expect(screen.getByText('Filled: resolution code')).toBeVisible();
    expect(screen.getByText('Needs: resolution notes')).toBeVisible();
    const here = within(screen.getByRole('table')).getAllByRole('cell', { current: true });
    expect(here).toHaveLength(1);
    expect(await violations(container)).toEqual([]);
  });

  const reason = { text: 'The CEO waits', by: null, at: '2026-03-02T10:00:00Z' };
  it.each<[string, Panel, RegExp]>([
    ['before set-up', { kind: 'not-set-up' }, /not set up yet/],
    [
      'on another type',
      { kind: 'other', issueKey, type: { key: 'problem', name: 'Problem' }, status: incident().status },
      /Problem · In Progress/,
    ],
    [
      'without an assessment',
      incident({
        impact: null,
        priority: {
          basis: 'unassessed',
          current: { level: null, name: 'Blocker' },
          decided: null,
          because: [{ factor: 'missing', field: 'impact', found: null }],
        },
      }),
      /Impact is empty/,
    ],
    [
      'overridden',
      incident({
        priority: {
          basis: 'override',
          current: { level: 1, name: 'Highest' },
          decided: 1,
          because: [
            { factor: 'override', reason },
            { factor: 'matrix', impact: 'department', urgency: 'high', level: 2 },
          ],
        },
      }),
      /Overridden .*: The CEO waits/,
    ],
    [
      'after an override ended',
      incident({
        priority: {
          ...incident().priority,
          because: [
            { factor: 'override-ended', reason, at: '2026-03-02T11:00:00Z' },
            { factor: 'matrix', impact: 'department', urgency: 'high', level: 2 },
          ],
        },
      }),
      /The override “The CEO waits” ended/,
    ],
    ['resolved', incident({ closesAt: '2026-03-09T10:00:00Z' }), /Closes by itself .* after 5 business days/],
    ['due', incident({ closesAt: '2026-03-09T10:00:00Z', closureDue: true }), /the hourly run closes it/],
    ['at its end', incident({ steps: [] }), /No step is open to you/],
  ])('%s', async (_state, panel, text) => {
    const { container } = shows(panel);
    expect(await screen.findByText(text)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('says what went wrong and tries again', async () => {
    let answer: Panel | Refusal = new Refusal({ code: 'FORBIDDEN', message: "You don't have access to IT-7." });
    open({ 'incident.panel': () => answer });
    expect(await screen.findByRole('alert')).toHaveTextContent("You don't have access to IT-7.");
    answer = incident();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('By the matrix')).toBeVisible();
  });

  it('speaks German to those who do', async () => {
    open({ 'incident.panel': () => incident() }, 'de-DE');
    expect(await screen.findByRole('heading', { name: de['panel.lifecycle'] })).toBeVisible();
  });
});

describe('overriding', () => {
  it('asks for a reason before it sends, and sends it trimmed', async () => {
    const { invoked } = open({ 'incident.panel': () => incident(), 'incident.override': () => incident() });
    await userEvent.click(await screen.findByRole('button', { name: 'Override priority' }));
    await userEvent.click(screen.getByRole('button', { name: 'Override' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Say why the priority differs');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /Priority/ }), '1 Highest');
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), ' The CEO waits ');
    await userEvent.click(screen.getByRole('button', { name: 'Override' }));
    expect(await screen.findByText('Saved.')).toBeVisible();
    const sent = invoked.find(({ functionKey }) => functionKey === 'incident.override');
    expect(sent?.payload).toEqual({ issueKey: 'IT-7', level: 1, reason: 'The CEO waits' });
  });

  it('shows a refusal at its field and keeps what was typed', async () => {
    const issues = [{ path: 'reason', message: 'At most 255 characters.' }];
    open({
      'incident.panel': () => incident(),
      'incident.override': () => new Refusal({ code: 'INVALID_INPUT', message: 'No.', issues }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Override priority' }));
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'VIP');
    await userEvent.click(screen.getByRole('button', { name: 'Override' }));
    expect(await screen.findByText('At most 255 characters.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue('VIP');
  });
});

describe('while the app catches up', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) await act(() => jest.advanceTimersByTimeAsync(1000));
  };

  it('looks every ten seconds, gives up after a minute, and looks again when asked', async () => {
    const settling = incident({ priority: { ...incident().priority, current: { level: 4, name: 'Low' } } });
    const { invoked } = shows(settling);
    await pass(1);
    expect(screen.getByText('Plumbline is setting the priority to 2 High.')).toBeVisible();
    await pass(120);
    const looks = invoked.length;
    expect(looks).toBeGreaterThanOrEqual(6);
    expect(looks).toBeLessThanOrEqual(8);
    await pass(600);
    expect(invoked).toHaveLength(looks);
    act(() => screen.getByRole('button', { name: 'Refresh' }).click());
    await pass(1);
    expect(invoked).toHaveLength(looks + 1);
    expect(screen.queryByRole('button', { name: 'Refresh' })).not.toBeInTheDocument();
  });
});
