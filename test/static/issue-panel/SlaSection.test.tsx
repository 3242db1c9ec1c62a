import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IssueKey } from '../../../src/contract/ids';
import { SlaKey } from '../../../src/sla/policy';
import { csvRows, accountOf } from '../../../static/issue-panel/sla/account';
import { SlaSection } from '../../../static/issue-panel/sla/SlaSection';
import de from '../../../static/issue-panel/messages/de.json';
import en from '../../../static/issue-panel/messages/en.json';
import slaDe from '../../../static/shared/messages/sla.de.json';
import slaEn from '../../../static/shared/messages/sla.en.json';
import type { OutputOf } from '../../../static/shared/api';
import type { Clock } from '../../../static/shared/sla/clock';
import { Refusal, type Answers } from '../admin/bridge';
import { AS_OF, at, breached, HOUR, met, MINUTE, paused, running } from '../shared/sla/a-clock';
import { backend, show, violations, type BridgeCalls } from '../surface';

const messages = { en: { ...slaEn, ...en }, de: { ...slaDe, ...de } };
const issueKey = IssueKey.parse('IT-7');
const answer = (...clocks: Clock[]): OutputOf<'sla.panel'> => ({ kind: 'clocks', issueKey, asOf: AS_OF, clocks });

const open = (answers: Answers, locale: 'en-GB' | 'de-DE' = 'en-GB'): BridgeCalls & { container: HTMLElement } => ({
  ...backend(answers),
  container: show(
    <main>
      <h1>Issue</h1>
      <SlaSection issueKey="IT-7" />
    </main>,
    { messages, locale },
  ),
});
const shows = (...clocks: Clock[]): ReturnType<typeof open> => open({ 'sla.panel': () => answer(...clocks) });
const looks = (calls: BridgeCalls): number =>
  calls.invoked.filter(({ functionKey }) => functionKey === 'sla.panel').length;

describe('the clocks of an issue', () => {
  it('say state, time left, goal and why, calendar with its zone, due, and what comes next', async () => {
    const { container } = shows(running());
    const clock = within(await screen.findByRole('article', { name: 'Time to resolution' }));
    for (const words of [
      'Running',
      /^[12] h \d+ min \d+ s left$/,
      /^2 h 0 min \d+ s of 4 hours used \(50%\)$/,
      '4 hours · High',
      'Priority is High',
      'Office hours (Europe/Warsaw)',
      '2 Mar 2026, 12:00 UTC',
      /^Warning at 75% in (1 hr|59 mins) \(2 Mar 2026, 11:00 UTC\)$/,
    ])
      expect(clock.getByText(words)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('say why in the reader’s language', async () => {
    const priority = { id: 'priority', name: 'Priority' };
    const group = { id: 'customfield_10050', name: 'Support group' };
    const goal = { name: 'High', target: { amount: 4, unit: 'hour' as const }, calendar: 'Bürozeiten' };
    const clock = paused({
      haltedBy: [{ cause: 'changed', field: { id: 'status', name: 'Status' }, value: 'On Hold' }],
      reasons: [
        { why: 'started', by: [{ cause: 'created' }] },
        { why: 'goal', goal, fields: [priority, group] },
        { why: 'retargeted', by: [{ cause: 'changed', field: priority, value: null }], from: null, to: goal },
        { why: 'paused', by: [{ cause: 'commented', by: 'customer' }] },
        { why: 'lifted', goal: 'Highest', breachedAt: at(-HOUR), liftedAt: at(-MINUTE) },
      ],
    });
    open({ 'sla.panel': () => answer(clock) }, 'de-DE');
    const card = within(await screen.findByRole('article', { name: clock.definition.name }));
    for (const words of [
      'Angehalten: Status ist jetzt On Hold',
      'Gestartet: Der Vorgang wurde angelegt.',
      'Ziel: High, 4 Stunden nach Bürozeiten, nach Priorität und Support group.',
      'Ein anderes Ziel gilt: Priorität wurde geleert. Bisher keines, jetzt High, 4 Stunden nach Bürozeiten.',
      'Angehalten: Der Kunde hat kommentiert.',
      /^Eine Verletzung des Ziels Highest am 2\. März 2026, .* wurde am .* aufgehoben/,
    ])
      expect(card.getByText(words)).toBeVisible();
  });

  const warning = { threshold: SlaKey.parse('warn'), percent: 75, at: at(-MINUTE) };
  it.each<[string, Clock, (string | RegExp)[]]>([
    ['after a warning', running({ reached: [warning] }), ['At risk', 'At 75%, 2 Mar 2026, 09:59 UTC']],
    [
      'with an escalation that Jira refused',
      breached({
        escalations: [
          { threshold: null, at: at(-HOUR), action: 'comment', outcome: 'done', reason: null },
          { threshold: null, at: at(-HOUR), action: 'assign', outcome: 'refused', reason: 'Nobody is called that.' },
        ],
      }),
      [
        'At the breach: comment, 2 Mar 2026, 09:00 UTC',
        'At the breach: assignment, 2 Mar 2026, 09:00 UTC',
        'Jira refused it: Nobody is called that.',
      ],
    ],
    ['on hold', paused(), ['Paused', 'Paused: Status became On Hold', 'Open while the clock is paused']],
    ['overdue', breached(), ['Breached', /^1 h 0 min \d s over$/, 'Breached since 2 Mar 2026, 09:00 UTC']],
    ['stopped in time', met(), ['Met', '2 h 0 min 0 s to spare', 'Met 2 Mar 2026, 10:00 UTC']],
    [
      'at night',
      running({ halted: 'outside-hours', countsUntil: null, resumesAt: at(20 * HOUR), haltedBecause: 'Hours ended' }),
      ['Outside hours', 'Hours ended. Counts again 3 Mar 2026, 06:00 UTC'],
    ],
    [
      'with a team of our own',
      running({ definition: { ...running().definition, kind: 'ola', party: 'Network' } }),
      ['OLA · Network'],
    ],
    [
      'with a supplier',
      running({ definition: { ...running().definition, kind: 'uc', party: 'Telco' } }),
      ['Contract · Telco'],
    ],
    [
      'judged by an older policy',
      met({
        policyVersion: 3,
        judgedNow: { policyVersion: 5, state: 'breached', targetMs: HOUR, elapsedMs: 2 * HOUR, goal: 'High' },
      }),
      [
        'As judged then (policy version 3): Met, 2 h 0 min 0 s of 4 h 0 min 0 s',
        'As judged now (policy version 5): Breached, 2 h 0 min 0 s of 1 h 0 min 0 s',
      ],
    ],
  ])('%s', async (_when, clock, words) => {
    const { container } = shows(clock);
    await screen.findByRole('article');
    for (const word of words) expect(screen.getByText(word)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('says what a working day comes to', async () => {
    const goal = { ...running().goal, target: { amount: 2, unit: 'workingDay' }, targetMs: 15 * HOUR } as const;
    shows(running({ goal }));
    expect(await screen.findByText('2 working days (15 h) · High')).toBeVisible();
  });

  it('folds the cycles before the last and keeps what is over below what runs', async () => {
    const other = { ...running().definition, key: SlaKey.parse('response'), name: 'Time to first response' };
    shows(met({ definition: other }), met({ cycles: 2 }), running({ cycle: 2, cycles: 2 }));
    const articles = await screen.findAllByRole('article');
    expect(articles.map((article) => within(article).getByRole('heading').textContent)).toEqual([
      'Time to resolution',
      'Time to first response',
    ]);
    expect(screen.getByText('Cycle 2 of 2')).toBeVisible();
    const folded = screen.getByText('1 earlier cycle').closest('details');
    expect(folded).not.toHaveAttribute('open');
    await userEvent.click(screen.getByText('1 earlier cycle'));
    expect(screen.getByText('Cycle 1 of 2', { ignore: '.pl-hidden' })).toBeVisible();
    expect(screen.getByText('2 h 0 min 0 s of 4 hours')).toBeVisible();
  });

  it.each<[string, OutputOf<'sla.panel'>, RegExp]>([
    ['before set-up', { kind: 'none', reason: 'not-set-up' }, /not set up for this project/],
    ['out of scope', { kind: 'none', reason: 'not-in-scope' }, /No definition covers this issue/],
    ['before anything started', answer(), /nothing that starts one of their clocks/],
  ])('says why there is none %s', async (_when, panel, words) => {
    const { container } = open({ 'sla.panel': () => panel });
    expect(await screen.findByText(words)).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it('says what went wrong and tries again', async () => {
    let now: OutputOf<'sla.panel'> | Refusal = new Refusal({ code: 'INTERNAL', message: 'Lost.', reference: 'r-1' });
    open({ 'sla.panel': () => now });
    expect(await screen.findByRole('alert')).toHaveTextContent('Reference r-1');
    now = answer(running());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('article')).toBeVisible();
  });

  it('speaks German to those who do', async () => {
    open({ 'sla.panel': () => answer(paused()) }, 'de-DE');
    expect(await screen.findByText('Angehalten: Status became On Hold')).toBeVisible();
    expect(screen.getByText('noch 2 h 0 min 0 s')).toBeVisible();
  });
});

describe('while time passes', () => {
  // Timers faked anew begin at zero, but what goes by them lives as long as the page: each test begins later.
  let begun = 0;
  beforeEach(() => {
    jest.useFakeTimers();
    jest.advanceTimersByTime((begun += HOUR));
  });
  afterEach(() => jest.useRealTimers());
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) await act(() => jest.advanceTimersByTimeAsync(1000));
  };

  it('counts each second without asking, whatever the computer believes the date is', async () => {
    const calls = shows(running());
    await pass(2);
    const before = screen.getByText(/ left$/).textContent;
    await pass(10);
    const after = screen.getByText(/ left$/).textContent;
    const seconds = (words: string | null): number => {
      const [hours = 0, minutes = 0, rest = 0] = (words?.match(/\d+/g) ?? []).map(Number);
      return hours * 3600 + minutes * 60 + rest;
    };
    expect(seconds(before) - seconds(after)).toBe(10);
    jest.setSystemTime(new Date('2031-01-01T00:00:00Z'));
    await pass(1);
    expect(seconds(after) - seconds(screen.getByText(/ left$/).textContent)).toBe(1);
    expect(looks(calls)).toBe(1);
  });

  it('asks again when the next event has come, tells the change once, and is silent otherwise', async () => {
    const soon = { kind: 'breach', threshold: null, at: at(5_000) } as const;
    let clock = running({ elapsedMs: 4 * HOUR - 5_000, remainingMs: 5_000, dueAt: at(5_000), next: soon });
    const calls = open({ 'sla.panel': () => answer(clock) });
    const spoken = new Set<string>();
    await pass(1);
    clock = breached({ elapsedMs: 4 * HOUR + 300, remainingMs: -300, breachedAt: at(5_000), dueAt: at(5_000) });
    for (let second = 0; second < 30; second += 1) {
      await pass(1);
      spoken.add(screen.getByRole('status').textContent ?? '');
    }
    expect(looks(calls)).toBe(2);
    expect([...spoken]).toEqual(['', 'Time to resolution: Breached.']);
    expect(screen.getByText(/ over$/)).toBeVisible();
  });

  it('asks at once when the computer has slept', async () => {
    const calls = shows(running());
    await pass(2);
    jest.setSystemTime(Date.now() + 2 * HOUR);
    await pass(31);
    expect(looks(calls)).toBe(2);
  });

  it('keeps showing what it knows when asking again fails, and says so', async () => {
    let failing = false;
    open({
      'sla.panel': () =>
        failing
          ? new Refusal({ code: 'INTERNAL', message: 'Lost.' })
          : answer(running({ next: { kind: 'breach', threshold: null, at: at(3_000) } })),
    });
    await pass(1);
    failing = true;
    await pass(5);
    expect(screen.getByText('The clocks could not be looked up again: Lost.')).toBeVisible();
    expect(screen.getByRole('article')).toBeVisible();
  });
});

describe('the proof sheet', () => {
  const segment = { goal: 'High', targetMs: 4 * HOUR, dst: null };
  const segments: OutputOf<'sla.proof'>['segments'] = [
    { ...segment, from: at(-4 * HOUR), to: at(-3 * HOUR), kind: 'running', countedMs: HOUR, because: 'Created' },
    {
      ...segment,
      from: at(-3 * HOUR),
      to: at(-2 * HOUR),
      kind: 'paused',
      countedMs: 0,
      because: 'Status became On Hold',
    },
    {
      from: at(-2 * HOUR),
      to: at(-HOUR + 250),
      kind: 'running',
      countedMs: HOUR + 250,
      because: 'Status became In Progress',
      goal: 'Highest',
      targetMs: 2 * HOUR,
      dst: 'overlap',
    },
  ];
  const proof = (elapsedMs = 2 * HOUR + 250): OutputOf<'sla.proof'> => ({
    issueKey,
    clock: running({ elapsedMs }),
    asOf: AS_OF,
    segments,
    totals: [
      { kind: 'running', durationMs: 2 * HOUR + 250, countedMs: 2 * HOUR + 250 },
      { kind: 'paused', durationMs: HOUR, countedMs: 0 },
    ],
  });
  const openProof = async (sheet: OutputOf<'sla.proof'>): Promise<ReturnType<typeof open>> => {
    const opened = open({ 'sla.panel': () => answer(running()), 'sla.proof': () => sheet });
    await userEvent.click(await screen.findByRole('button', { name: 'Proof sheet Time to resolution' }));
    await screen.findByRole('table');
    return opened;
  };

  it('accounts for each stretch and visibly adds up to the elapsed time', async () => {
    const { container, invoked } = await openProof(proof());
    expect(invoked.at(-1)?.payload).toEqual({ issueKey: 'IT-7', definition: 'resolution', cycle: 1 });
    const [, ...rows] = screen.getAllByRole('row').map((row) => row.textContent ?? '');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain('Status became On Hold');
    expect(rows[2]).toContain('Goal from here: 2 h 0 min 0 s (Highest)');
    expect(rows[2]).toContain('the repeated hour counts');
    expect(rows[2]).toContain('2 h 0 min 0 s 250 ms');
    expect(rows[3]).toContain('Equals the time the clock shows');
    expect(screen.getByText('Paused: 1 h 0 min 0 s, of which 0 s counted')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Proof sheet: Time to resolution, cycle 1 of 1' })).toHaveFocus();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says what began each stretch in the reader’s language', async () => {
    const status = { id: 'status', name: 'Status' };
    const [first, second] = segments;
    if (first === undefined || second === undefined) throw new Error('there are stretches');
    const sheet = {
      ...proof(),
      segments: [
        { ...first, reasons: [{ why: 'step' as const, by: [{ cause: 'created' as const }] }] },
        {
          ...second,
          goal: 'No goal',
          targetMs: 0,
          reasons: [
            { why: 'step' as const, by: [{ cause: 'changed' as const, field: status, value: 'On Hold' }], goal: null },
            { why: 'holiday' as const, name: 'Allerheiligen' },
          ],
        },
      ],
    };
    open({ 'sla.panel': () => answer(running()), 'sla.proof': () => sheet }, 'de-DE');
    await userEvent.click(await screen.findByRole('button', { name: 'Nachweis Time to resolution' }));
    await screen.findByRole('table');
    const [, ...rows] = screen.getAllByRole('row').map((row) => row.textContent ?? '');
    expect(rows[0]).toContain('Der Vorgang wurde angelegt');
    expect(rows[1]).toContain('Status ist jetzt On Hold; kein Ziel gilt. Feiertag: Allerheiligen');
    expect(rows[1]).toContain('Kein Ziel');
  });

  it('does not claim to add up when it does not', async () => {
    await openProof(proof(HOUR));
    expect(screen.getByText(/The clock shows 1 h 0 min 0 s/)).toBeVisible();
  });

  it('exports whole milliseconds whose running total ends at the elapsed time', () => {
    const rows = csvRows(accountOf(segments), (id) => id, { segment: ({ because }) => because });
    expect(rows.slice(1).map((row) => [row[3], row[4], row[5]])).toEqual([
      [HOUR, HOUR, HOUR],
      [HOUR, 0, HOUR],
      [HOUR + 250, HOUR + 250, 2 * HOUR + 250],
    ]);
  });
});
