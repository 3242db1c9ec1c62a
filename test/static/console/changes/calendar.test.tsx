/** The change calendar: what each form of it shows, where it leads, and what it asks for. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CiRef, IssueKey, ProjectKey } from '../../../../src/contract/ids';
import type { OutputOf } from '../../../../static/shared/api';
import { Refusal } from '../../admin/bridge';
import { violations } from '../../surface';
import { addressNow, beforeLayout, open } from '../cmdb/shown';

type Calendar = OutputOf<'change.calendar'>;
type Change = Calendar['changes'][number];

beforeEach(beforeLayout);

const change = (number: number, from: string, to: string, over: Partial<Change> = {}): Change => ({
  issueKey: IssueKey.parse(`IT-${number}`),
  summary: `Change ${number}`,
  type: 'normal',
  stage: 'scheduled',
  level: 'high',
  planned: { from: `2026-11-${from}:00.000Z`, to: `2026-11-${to}:00.000Z` },
  outage: null,
  implementer: 'Ruth',
  cis: [{ ref: CiRef.parse('server:web-01'), name: 'web-01' }],
  services: [{ ref: CiRef.parse('businessService:shop'), name: 'Web shop' }],
  conflicts: 'none',
  ...over,
});

const FREEZE: Calendar['windows'][number] = {
  window: 'sale',
  name: 'Autumn sale',
  kind: 'freeze',
  scope: { on: 'site' },
  from: '2026-11-26T00:00:00.000Z',
  to: '2026-11-28T00:00:00.000Z',
};

const calendar = (over: Partial<Calendar> = {}): Calendar => ({
  asOf: '2026-11-24T12:00:00.000Z',
  changes: [
    change(1, '24T20:00', '24T22:00'),
    change(2, '24T21:00', '25T03:00', { level: null, type: null, services: [], conflicts: 'unaccepted' }),
    change(3, '27T09:00', '27T10:00', {
      level: 'veryHigh',
      conflicts: 'frozen',
      services: [{ ref: null, name: null }],
    }),
  ],
  windows: [
    FREEZE,
    {
      ...FREEZE,
      window: 'night',
      name: 'Tuesday night',
      kind: 'maintenance',
      from: '2026-11-24T20:00:00.000Z',
      to: '2026-11-25T04:00:00.000Z',
    },
  ],
  cut: false,
  ...over,
});

const WEEK = '/changes/calendar?day=2026-11-24';
const answers = (over: Parameters<typeof open>[1] = {}) => ({
  'change.catalogue': () => ({
    templates: [],
    projects: [{ key: ProjectKey.parse('IT'), name: 'Information technology' }],
  }),
  'change.calendar': () => calendar(),
  ...over,
});

describe('the change calendar', () => {
  it('shows the week that its address names, each change with all about it in its name', async () => {
    const { container, payloadsOf } = await open(WEEK, answers());
    const tuesday = await screen.findByRole('group', { name: /Tue.* 24 Nov/ });
    expect(
      within(tuesday)
        .getAllByRole('button')
        .map((one) => one.title),
    ).toEqual([
      expect.stringMatching(/^IT-1 Change 1, .*20:00.*22:00.*, Normal, risk High, No conflicts$/),
      expect.stringMatching(/^IT-2 Change 2, .*, Type not chosen, risk Not assessed, Conflicts$/),
    ]);
    // What goes on over midnight is there on both days.
    expect(within(screen.getByRole('group', { name: /Wed.* 25 Nov/ })).getByRole('button')).toHaveTextContent('IT-2');
    expect(screen.getAllByText('Freeze: Autumn sale')).toHaveLength(2);
    expect(screen.getByText('Times in UTC')).toBeVisible();
    expect(payloadsOf('change.calendar')).toEqual([
      {
        from: '2026-11-23T00:00:00.000Z',
        to: '2026-11-30T00:00:00.000Z',
        projects: [],
        services: [],
        types: [],
        levels: [],
      },
    ]);
    expect(await violations(container)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['a day', 'view=day&day=2026-11-24', '2026-11-24', '2026-11-25'],
    ['whole weeks around a month', 'view=month&day=2026-11-24', '2026-10-26', '2026-12-07'],
    ['two weeks by service', 'view=timeline&day=2026-11-24', '2026-11-23', '2026-12-07'],
    ['a week where the view is none', 'view=year&day=2026-11-24', '2026-11-23', '2026-11-30'],
  ])('asks for %s', async (_case, query, from, to) => {
    const { payloadsOf, container } = await open(`/changes/calendar?${query}`, answers());
    await screen.findAllByText(/IT-1/);
    expect(payloadsOf('change.calendar')[0]).toMatchObject({
      from: `${from}T00:00:00.000Z`,
      to: `${to}T00:00:00.000Z`,
    });
    expect(await violations(container)).toEqual([]);
  });

  it('goes back, on and to today, by button and by key', async () => {
    await open(WEEK, answers());
    await userEvent.click(await screen.findByRole('button', { name: 'Later' }));
    expect(addressNow()).toContain('day=2026-12-01');
    await userEvent.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(addressNow()).toContain('day=2026-11-24');
    (await screen.findByRole('button', { name: /^IT-1/ })).focus();
    await userEvent.keyboard('{PageUp}');
    expect(addressNow()).toContain('day=2026-11-17');
    await userEvent.keyboard('{Home}');
    expect(addressNow()).not.toContain('day=');
  });

  it('arrows lead from change to change, and round', async () => {
    await open(WEEK, answers());
    (await screen.findByRole('button', { name: /^IT-1/ })).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveTextContent('IT-2');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(document.activeElement).toHaveTextContent('IT-3');
  });

  it('keeps its filters in the address, and takes them from it', async () => {
    const { payloadsOf } = await open(
      `${WEEK}&project=IT&service=businessService:shop&type=emergency&level=high&type=none`,
      answers(),
    );
    await screen.findAllByText(/IT-1/);
    expect(payloadsOf('change.calendar')[0]).toMatchObject({
      projects: ['IT'],
      services: ['businessService:shop'],
      types: ['emergency'],
      levels: ['high'],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Remove businessService:shop from the services' }));
    expect(addressNow()).not.toContain('service=');
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(addressNow()).toBe(`${WEEK}`);
    await userEvent.click(screen.getByRole('combobox', { name: /Types/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Normal' }));
    expect(addressNow()).toContain('type=normal');
  });

  it('a month shows some of a day and leads to the rest', async () => {
    const many = Array.from({ length: 7 }, (_, place) => change(place + 1, '24T20:00', '24T22:00'));
    await open(
      '/changes/calendar?view=month&day=2026-11-24',
      answers({ 'change.calendar': () => calendar({ changes: many }) }),
    );
    const day = await screen.findByRole('region', { name: /24 November 2026/ });
    expect(within(day).getAllByRole('button', { name: /^IT-/ })).toHaveLength(4);
    await userEvent.click(within(day).getByRole('button', { name: /^3 more on/ }));
    expect(addressNow()).toContain('view=day');
    expect(addressNow()).toContain('day=2026-11-24');
  });

  it('by service, a change is in the row of each that it can bring down', async () => {
    await open('/changes/calendar?view=timeline&day=2026-11-24', answers());
    await screen.findByRole('heading', { name: 'Web shop' });
    const names = screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent);
    expect(names.slice(1)).toEqual([
      'Freezes and maintenance',
      'Web shop',
      'A service that you may not see',
      'No business service',
    ]);
  });

  it('is there as tables, with links to the issues', async () => {
    const { container } = await open(`${WEEK}&as=table`, answers());
    const table = await screen.findByRole('table', { name: /^Changes from/ });
    expect(within(table).getByRole('link', { name: 'IT-3' })).toHaveAttribute(
      'href',
      'https://acme.example/browse/IT-3',
    );
    expect(within(table).getAllByRole('row')[3]).toHaveTextContent(
      /Very high.*In a freeze.*A service that you may not see/,
    );
    expect(screen.getByRole('table', { name: /^Freezes and maintenance/ })).toHaveTextContent(
      'Tuesday nightMaintenance',
    );
    expect(await violations(container)).toEqual([]);
  });

  it('says that nothing is there, and what to do', async () => {
    const nothing = answers({ 'change.calendar': () => calendar({ changes: [], windows: [] }) });
    await open(`${WEEK}&level=low`, nothing);
    expect(await screen.findByText('Nothing is planned here')).toBeVisible();
    await userEvent.click(screen.getAllByRole('button', { name: 'Clear filters' })[1] ?? document.body);
    expect(await screen.findByText(/Changes appear here once they have a planned start/)).toBeVisible();
  });

  it('says when there is more, and when it could not be loaded', async () => {
    await open(WEEK, answers({ 'change.calendar': () => calendar({ cut: true }) }));
    expect(await screen.findByText(/More lies in this time than is shown/)).toBeVisible();
  });

  it('says what went wrong, and tries again', async () => {
    let failing = true;
    await open(
      WEEK,
      answers({
        'change.calendar': () => (failing ? new Refusal({ code: 'INTERNAL', message: 'It broke.' }) : calendar()),
      }),
    );
    expect(await screen.findByText('It broke.')).toBeVisible();
    failing = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: /^IT-1/ })).toBeVisible();
  });

  it('saves what is shown as iCalendar', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:calendar';
    URL.revokeObjectURL = () => undefined;
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function named(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    const { payloadsOf } = await open(
      `${WEEK}&type=normal`,
      answers({ 'change.ics': () => ({ text: 'BEGIN:VCALENDAR' }) }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Export (.ics)' }));
    await waitFor(() => expect(saved).toEqual(['changes-2026-11-23.ics']));
    expect(payloadsOf('change.ics')).toEqual([
      expect.objectContaining({ types: ['normal'], from: '2026-11-23T00:00:00.000Z' }),
    ]);
    click.mockRestore();
  });
});

describe('a chosen change', () => {
  const slot = { from: '2026-12-01T06:00:00.000Z', to: '2026-12-01T08:00:00.000Z' };
  const found = {
    slot,
    searchedUntil: '2027-02-24T12:00:00.000Z',
    blocked: [
      {
        from: '2026-11-26T00:00:00.000Z',
        to: '2026-11-28T00:00:00.000Z',
        because: 'freeze' as const,
        other: null,
        window: 'sale',
      },
    ],
    cut: false,
  };

  it('tells about itself, leads to its issue and to a free slot, with why not earlier', async () => {
    const { container, payloadsOf } = await open(WEEK, answers({ 'change.findSlot': () => found }));
    await userEvent.click(await screen.findByRole('button', { name: /^IT-1/ }));
    const chosen = await screen.findByRole('complementary', { name: 'Chosen change' });
    expect(addressNow()).toContain('change=IT-1');
    expect(within(chosen).getByRole('link', { name: 'Open IT-1 in Jira' })).toHaveAttribute(
      'href',
      'https://acme.example/browse/IT-1',
    );
    expect(chosen).toHaveTextContent(/Risk: High.*Ruth.*web-01.*Web shop/);
    await userEvent.click(within(chosen).getByRole('button', { name: 'Find a free slot' }));
    await userEvent.selectOptions(within(chosen).getByLabelText('Time of day'), 'Business hours');
    await userEvent.click(within(chosen).getByRole('button', { name: 'Search' }));
    expect(await within(chosen).findByText(/^Free: 1.*06:00/)).toBeVisible();
    expect(payloadsOf('change.findSlot')).toEqual([
      {
        issueKey: 'IT-1',
        search: {
          after: '2026-11-24T12:00:00.000Z',
          until: '2027-02-24T12:00:00.000Z',
          minutes: 120,
          step: 15,
          hours: 'business',
        },
      },
    ]);
    expect(within(chosen).getByText('Why not earlier: 1 reason')).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await userEvent.click(within(chosen).getByRole('button', { name: 'Show it in the calendar' }));
    expect(addressNow()).toContain('day=2026-12-01');
    expect(await screen.findByText('Free slot')).toBeVisible();
    // It is still chosen, though it is in another week.
    expect(screen.getByRole('complementary', { name: 'Chosen change' })).toBeVisible();
  });

  it('the next free slot begins after the one that was found', async () => {
    const { payloadsOf } = await open(`${WEEK}&change=IT-1`, answers({ 'change.findSlot': () => found }));
    await userEvent.click(await screen.findByRole('button', { name: 'Find a free slot' }));
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Next free slot' }));
    await waitFor(() => expect(payloadsOf('change.findSlot')).toHaveLength(2));
    expect(payloadsOf('change.findSlot')[1]).toMatchObject({ search: { after: '2026-12-01T06:01:00.000Z' } });
  });

  it('says what can’t be searched for, and when nothing is free', async () => {
    await open(`${WEEK}&change=IT-1`, answers({ 'change.findSlot': () => ({ ...found, slot: null }) }));
    await userEvent.click(await screen.findByRole('button', { name: 'Find a free slot' }));
    const minutes = screen.getByLabelText('Minutes');
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '4');
    expect(screen.getByText('Enter 5 to 44,640 minutes.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Search' })).toBeDisabled();
    await userEvent.type(minutes, '5');
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    expect(await screen.findByText(/^Nothing free until/)).toBeVisible();
  });

  it('that is under way is not moved any more', async () => {
    const under = calendar({ changes: [change(1, '24T20:00', '24T22:00', { stage: 'implement' })] });
    await open(`${WEEK}&change=IT-1`, answers({ 'change.calendar': () => under }));
    await screen.findByRole('complementary', { name: 'Chosen change' });
    expect(screen.queryByRole('button', { name: 'Find a free slot' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('complementary', { name: 'Chosen change' })).toBeNull();
  });
});

describe('collisions', () => {
  it('are listed for the time shown: of a month its own days', async () => {
    const { container, payloadsOf } = await open(
      '/changes/calendar?view=month&day=2026-11-24&as=collisions',
      answers({
        'change.simulate': () => ({
          collisions: [
            {
              changes: [
                { key: IssueKey.parse('IT-1'), summary: 'Change 1', planned: FREEZE },
                { key: null, summary: null, planned: FREEZE },
              ],
              together: { from: FREEZE.from, to: FREEZE.to },
              breaks: [{ ref: CiRef.parse('businessService:shop'), name: 'Web shop', service: true }],
            },
          ],
          changes: 12,
          cut: true,
        }),
      }),
    );
    expect(await screen.findByText('12 changes were compared.')).toBeVisible();
    expect(screen.getByText('A change that you may not see')).toBeVisible();
    expect(screen.getByText(/Web shop/)).toHaveTextContent('Service');
    expect(screen.getByText(/There may be more collisions/)).toBeVisible();
    expect(payloadsOf('change.simulate')).toEqual([
      { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    ]);
    expect(await violations(container)).toEqual([]);
  });

  it('are none where nothing breaks', async () => {
    await open(
      `${WEEK}&as=collisions`,
      answers({ 'change.simulate': () => ({ collisions: [], changes: 3, cut: false }) }),
    );
    expect(await screen.findByText('No collisions')).toBeVisible();
  });
});
