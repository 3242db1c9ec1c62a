import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CiRef, IssueKey } from '../../../src/contract/ids';
import { App } from '../../../static/gadget-change-upcoming/App';
import { configurationOf } from '../../../static/gadget-change-upcoming/configuration';
import de from '../../../static/gadget-change-upcoming/messages/de.json';
import en from '../../../static/gadget-change-upcoming/messages/en.json';
import type { Upcoming, UpcomingChange } from '../../../static/gadget-change-upcoming/UpcomingView';
import { changeGadgetMessages } from '../../../static/shared/gadget/change-messages';
import type { Answers } from '../admin/bridge';
import { backend, show, violations, type BridgeCalls } from '../surface';

const messages = changeGadgetMessages({ en, de });
const ci = (name: string | null) => ({ ref: name === null ? null : CiRef.parse(`server:${name}`), name });
const change = (key: string, more: Partial<UpcomingChange> = {}): UpcomingChange => ({
  issueKey: IssueKey.parse(key),
  summary: `Summary of ${key}`,
  type: 'normal',
  stage: 'scheduled',
  level: 'moderate',
  planned: { from: '2026-03-05T20:00:00.000Z', to: '2026-03-05T22:00:00.000Z' },
  outage: null,
  implementer: 'Lena Vogt',
  cis: [ci('web-01')],
  services: [],
  conflicts: 'none',
  ...more,
});
const freeze = (name: string, from: string): Upcoming['freezes'][number] => ({
  window: 'year-end',
  name,
  kind: 'freeze',
  scope: { on: 'site' },
  from,
  to: '2026-03-10T06:00:00.000Z',
});
const upcoming: Upcoming = {
  asOf: '2026-03-04T10:00:00.000Z',
  total: { count: 7, jql: 'planned < "2026-03-18"' },
  changes: [
    change('IT-3', { conflicts: 'frozen', level: 'veryHigh' }),
    change('IT-1', {
      type: null,
      stage: 'new',
      level: null,
      implementer: null,
      conflicts: 'unaccepted',
      cis: [ci('db-01'), ci(null), ci('db-03'), ci('db-04'), ci('db-05')],
      outage: { from: '2026-03-05T20:30:00.000Z', to: '2026-03-05T21:00:00.000Z' },
    }),
  ],
  freezes: [freeze('Data centre move', '2026-03-04T06:00:00.000Z'), freeze('Year end', '2026-03-09T06:00:00.000Z')],
};

type Opened = BridgeCalls & { container: HTMLElement };
const open = (
  answers: Answers,
  extension: Record<string, unknown> = {},
  locale: 'en-GB' | 'de-DE' = 'en-GB',
): Opened => ({ ...backend(answers), container: show(<App />, { messages, extension, locale }) });

describe('the gadget of upcoming changes', () => {
  it('lists changes in the order it is given, with risk, conflicts and outage', async () => {
    const { container, invoked } = open({ 'change.upcoming': () => upcoming });
    const list = await screen.findByRole('list', { name: 'Upcoming changes by their planned start' });
    const items = within(list).getAllByRole('listitem');
    expect(items[0]).toHaveTextContent(/IT-3 Summary of IT-3Normal · Scheduled · Lena Vogt · web-01/);
    expect(items[0]).toHaveTextContent(/Very high In a freeze5 Mar 2026, 20:00–22:00/);
    expect(items[1]).toHaveTextContent(
      /Type not chosen · New · No implementer · db-01, a CI you can’t see, db-03 and 2 more CIs/,
    );
    expect(items[1]).toHaveTextContent(/Not assessed Conflicts.*Outage 5 Mar 2026, 20:30–21:00/);
    expect(invoked[0]?.payload).toEqual({ projects: [], days: 14, limit: 10 });
    expect(await violations(container)).toEqual([]);
  });

  it('says which freezes lie ahead, and which is on', async () => {
    open({ 'change.upcoming': () => upcoming });
    const freezes = within(await screen.findByRole('region', { name: 'Freezes ahead' })).getAllByRole('listitem');
    expect(freezes[0]).toHaveTextContent('Data centre move · everything Now');
    expect(freezes[1]).toHaveTextContent('Year end · everything9 Mar 2026, 06:00 – 10 Mar 2026, 06:00');
    expect(freezes[1]).not.toHaveTextContent('Now');
  });

  it('opens the issue, and behind the count exactly its query', async () => {
    const { asked } = open({ 'change.upcoming': () => upcoming });
    const total = await screen.findByRole('link', { name: /^7 issues: Planned for the next 14 days/ });
    expect(new URL(total.getAttribute('href') ?? '').searchParams.get('jql')).toBe('planned < "2026-03-18"');
    expect(screen.getByText(/the first 2 are shown/)).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: /^IT-3/ }));
    expect(JSON.stringify(asked.at(-1))).toContain('/browse/IT-3');
  });

  it('has all of it as a table', async () => {
    const { container } = open({ 'change.upcoming': () => upcoming });
    await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows[2]).toHaveTextContent('db-01, a CI you can’t see, db-03, db-04 and db-05');
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show as list' }));
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says that nothing is planned, and that nothing is frozen', async () => {
    const nothing = { ...upcoming, changes: [], freezes: [], total: { ...upcoming.total, count: 0 } };
    open({ 'change.upcoming': () => nothing });
    expect(await screen.findByText('No change is planned for the next 14 days')).toBeVisible();
    expect(screen.getByText('No freeze in the next 14 days.')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('speaks German to those who do', async () => {
    open({ 'change.upcoming': () => upcoming }, {}, 'de-DE');
    expect(await screen.findByRole('region', { name: 'Kommende Sperrzeiten' })).toHaveTextContent('alles Jetzt');
  });
});

describe('configuring it', () => {
  it('saves projects, days, limit and refresh, and refuses what is out of range', async () => {
    const projects = () => ({ projects: [{ key: 'IT', name: 'IT Service Desk' }] });
    const { asked, container } = open({ 'incident.projects': projects }, { entryPoint: 'edit' });
    await userEvent.click(await screen.findByRole('checkbox', { name: /IT Service Desk/ }));
    for (const [name, wrong, right] of [
      [/Days to look ahead/, '93', '28'],
      [/Changes to list/, '51', '20'],
    ] as const) {
      const box = screen.getByRole('textbox', { name });
      await userEvent.clear(box);
      await userEvent.type(box, wrong);
      expect(box).toBeInvalid();
      await userEvent.click(screen.getByRole('button', { name: 'Save' }));
      expect(asked.map(({ command }) => command)).not.toContain('submit');
      await userEvent.clear(box);
      await userEvent.type(box, right);
    }
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(JSON.stringify(asked.find(({ command }) => command === 'submit')?.data)).toContain(
      '"projects":["IT"],"days":28,"limit":20,"title":"","refresh":15',
    );
  });

  it('reads a foreign configuration as the default', () => {
    const usual = { title: '', projects: [], days: 14, limit: 10, refresh: 15 };
    expect(configurationOf({ days: 1.5, limit: 1e9, refresh: '5' })).toEqual(usual);
  });
});
