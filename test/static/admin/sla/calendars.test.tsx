/** The calendar pages: in words, hours, holidays, import, preview. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { forgetDraft } from '../../../../static/admin/sla/draft/kept-draft';
import type { OutputOf } from '../../../../static/shared/api';
import { violations } from '../../surface';
import { Refusal } from '../bridge';
import { linted, open, state } from './policy';
import { officeHours, resolution, roundTheClock } from './samples';

jest.setTimeout(60_000);
beforeEach(() => forgetDraft('admin'));

describe('the list of calendars', () => {
  it('says each in words and which goals use it', async () => {
    const { container } = await open('/sla/calendars');
    expect(await screen.findByText('Mon–Fri 09:00–17:00, Europe/Berlin, 1 holiday')).toBeVisible();
    expect(screen.getByText('24×7, UTC')).toBeVisible();
    expect(screen.getAllByText('1 goal uses it')).toHaveLength(2);
    expect(await violations(container)).toEqual([]);
  });

  it('refuses to delete what goals are measured by, and names them', async () => {
    await open('/sla/calendars');
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Office hours' }));
    expect(screen.getByRole('alert')).toHaveTextContent('Time to resolution: Others are measured by it');
    expect(screen.getByRole('link', { name: 'Office hours' })).toBeVisible();
  });

  it('deletes what nothing uses, and discarding brings it back', async () => {
    await open('/sla/calendars', {
      'sla.policy': () =>
        state({
          policy: {
            calendars: [officeHours(), roundTheClock, officeHours({ key: 'x', name: 'Spare' })],
            definitions: [resolution()],
          },
        }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete Spare' }));
    expect(screen.queryByRole('link', { name: 'Spare' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    expect(screen.getByRole('link', { name: 'Spare' })).toBeVisible();
  });

  it('makes a key from the name, once', async () => {
    const { calls } = await open('/sla/calendars');
    await userEvent.type(await screen.findByLabelText('Name of a new calendar'), 'Büro Zürich');
    await userEvent.click(screen.getByRole('button', { name: 'Create calendar' }));
    expect(await screen.findByRole('heading', { name: 'Büro Zürich' })).toBeVisible();
    const name = screen.getByRole('textbox', { name: /^Name/ });
    await userEvent.clear(name);
    await userEvent.type(name, 'Zürich');
    await linted(calls, ({ calendars }) =>
      expect(calendars[2]).toMatchObject({ key: 'buero-zuerich', name: 'Zürich' }),
    );
  });
});

describe('the week', () => {
  it.each([
    ['en-GB', '22:00', '6:00', '06:00', 1320, 1800],
    ['en-GB', '9', '17.30', '17:30', 540, 1050],
    ['en-GB', '18:00', '24:00', '24:00', 1080, 1440],
    ['en-US', '5 pm', '12am', '12:00 AM', 1020, 1440],
  ] as const)('%s: %s to %s is read, and shown as %s', async (locale, from, to, shown, start, end) => {
    const { calls } = await open('/sla/calendars/office', {}, locale);
    const start_ = await screen.findByRole('textbox', { name: 'Monday, hours 1: from' });
    await userEvent.clear(start_);
    await userEvent.type(start_, from);
    const end_ = screen.getByRole('textbox', { name: 'Monday, hours 1: to' });
    await userEvent.clear(end_);
    await userEvent.type(end_, to);
    await linted(calls, ({ calendars }) =>
      expect(calendars[0]?.weekly[0]).toEqual({ day: 'monday', from: start, to: end }),
    );
    expect(end_).toHaveValue(shown);
    const day = within(screen.getByRole('group', { name: 'Monday' }));
    expect(day.queryAllByText('next day')).toHaveLength(end > 1440 ? 1 : 0);
  });

  it('says at the box that a time can’t be read, keeps what was typed and does not save', async () => {
    await open('/sla/calendars/office');
    const box = await screen.findByRole('textbox', { name: 'Monday, hours 1: from' });
    await userEvent.clear(box);
    await userEvent.type(box, 'nine');
    await userEvent.tab();
    expect(box).toHaveValue('nine');
    expect(box).toBeInvalid();
    expect(box).toHaveAccessibleDescription(/Enter a time of the day/);
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('copies a day’s hours to others', async () => {
    const { calls, container } = await open('/sla/calendars/office');
    await userEvent.click(await screen.findByRole('button', { name: 'Add hours to Monday' }));
    await userEvent.click(screen.getByLabelText('Copy to… (Monday to other days)'));
    const menu = within(screen.getByRole('group', { name: 'Days that get the hours of Monday' }));
    await userEvent.click(menu.getByRole('checkbox', { name: 'Saturday' }));
    await userEvent.click(menu.getByRole('button', { name: 'Copy' }));
    expect(within(screen.getByRole('group', { name: 'Saturday' })).getAllByRole('textbox')).toHaveLength(4);
    await linted(calls, ({ calendars }) =>
      expect(calendars[0]?.weekly.filter(({ day }) => day === 'saturday')).toEqual([
        { day: 'saturday', from: 540, to: 1020 },
        { day: 'saturday', from: 1080, to: 1140 },
      ]),
    );
    expect(await violations(container)).toEqual([]);
  });

  it('shows what the linter says at its hours and in the list, which leads there', async () => {
    const message = 'Monday 09:00–17:00 overlaps Monday 08:00–10:00.';
    await open('/sla/definitions', {
      'sla.lint': () => ({
        findings: [{ path: 'calendars.0.weekly.1.from', severity: 'error', code: 'overlap', message }],
      }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Office hours, weekly hours 2' }));
    const box = await screen.findByRole('textbox', { name: 'Tuesday, hours 1: from' });
    expect(box).toHaveFocus();
    expect(box).toHaveAccessibleDescription(message);
  });

  it('goes round the clock by a switch, and keeps the hours', async () => {
    const { calls } = await open('/sla/calendars/office');
    await userEvent.click(await screen.findByRole('switch', { name: /Always open/ }));
    expect(screen.queryByText('Weekly hours')).toBeNull();
    await linted(calls, ({ calendars }) => {
      expect(calendars[0]?.alwaysOpen).toBe(true);
      expect(calendars[0]?.weekly).toHaveLength(5);
    });
  });
});

describe('the time zone', () => {
  it('is found by a part of its name, by the keyboard', async () => {
    const { calls } = await open('/sla/calendars/office');
    const box = await screen.findByRole('combobox', { name: /Time zone/ });
    await userEvent.clear(box);
    await userEvent.type(box, 'new yo{ArrowDown}{Enter}');
    expect(box).toHaveValue('America/New_York');
    await linted(calls, ({ calendars }) => expect(calendars[0]?.timeZone).toBe('America/New_York'));
  });

  it('shows at the field what the linter says of an unknown one', async () => {
    const message = '“Atlantis” is no time zone.';
    await open('/sla/calendars/office', {
      'sla.lint': ({ policy }) => ({
        findings: JSON.stringify(policy).includes('Atlantis')
          ? [{ path: 'calendars.0.timeZone', severity: 'error', code: 'unknown-zone', message }]
          : [],
      }),
    });
    const box = await screen.findByRole('combobox', { name: /Time zone/ });
    await userEvent.clear(box);
    await userEvent.type(box, 'Atlantis');
    await waitFor(() => expect(box).toHaveAccessibleDescription(message));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });
});

describe('holidays', () => {
  it('says that days run over new year, and edits them in place', async () => {
    const { calls, container } = await open('/sla/calendars/office');
    expect(await screen.findByText(/24 December – 2 January, every year/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Edit Christmas' }));
    expect(screen.getByText('Runs over new year.')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Last day: month'), 'December');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /^Last day \*/ }), '31');
    expect(screen.queryByText('Runs over new year.')).toBeNull();
    await linted(calls, ({ calendars }) =>
      expect(calendars[0]?.holidays).toEqual([{ kind: 'yearly', name: 'Christmas', from: '12-24', to: '12-31' }]),
    );
    expect(await violations(container)).toEqual([]);
  });

  const file = (text: string): File => new File([text], 'holidays.ics', { type: 'text/calendar' });
  const found: OutputOf<'sla.readHolidays'> = {
    holidays: [
      { kind: 'dates', name: 'Easter Monday', from: '2026-04-06', to: '2026-04-06' },
      { kind: 'yearly', name: 'Weihnachten', from: '12-24', to: '01-02' },
    ],
    notes: ['One event without a date was left out.'],
  };

  it('shows what an .ics file has before any of it is added, without what is there already', async () => {
    const { calls } = await open('/sla/calendars/office', { 'sla.readHolidays': () => found });
    await userEvent.upload(await screen.findByLabelText(/Import holidays/), file('BEGIN:VCALENDAR'));
    const preview = within(await screen.findByRole('group', { name: '2 holidays in the file' }));
    expect(preview.getByText('One event without a date was left out.')).toBeVisible();
    expect(preview.getByRole('checkbox', { name: /Easter Monday/ })).toBeChecked();
    expect(preview.getByRole('checkbox', { name: /Weihnachten.*already in the calendar/ })).not.toBeChecked();
    await userEvent.click(preview.getByRole('button', { name: 'Add 1 holiday' }));
    expect(await screen.findByText('1 holiday added to the draft.')).toBeVisible();
    await linted(calls, ({ calendars }) => expect(calendars[0]?.holidays).toHaveLength(2));
  });

  it('says at the field that a file is no calendar, and adds nothing', async () => {
    const message = 'This is no iCalendar file.';
    await open('/sla/calendars/office', {
      'sla.readHolidays': () =>
        new Refusal({ code: 'INVALID_INPUT', message: 'Bad input', issues: [{ path: 'text', message }] }),
    });
    const input = await screen.findByLabelText(/Import holidays/);
    await userEvent.upload(input, file('Dear all'));
    await waitFor(() => expect(input).toHaveAccessibleDescription(message));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: /^Add \d+ holiday/ })).toBeNull();
  });
});

describe('the preview', () => {
  const preview: OutputOf<'sla.previewCalendar'> = {
    findings: [],
    preview: {
      open: false,
      opensAt: '2026-03-30T07:00:00Z',
      dueAt: '2026-03-30T15:00:00Z',
      workingDayMs: 28_800_000,
      days: Array.from({ length: 31 }, (_, index) => ({
        date: `2026-03-${String(index + 1).padStart(2, '0')}`,
        openMs: index % 7 < 1 ? 0 : 28_800_000,
        holiday: index === 30 ? 'Founders' : null,
        extra: null,
      })),
    },
  };

  it('says in the calendar’s zone when a goal would be due, and for the reader’s', async () => {
    const { calls } = await open('/sla/calendars/office', { 'sla.previewCalendar': () => preview });
    expect(await screen.findByText(/Due Monday,? 30 March 2026 at 17:00/)).toBeVisible();
    expect(screen.getByText(/16:00 for you/)).toBeVisible();
    expect(screen.getByText(/the clock begins Monday,? 30 March 2026 at 09:00/)).toBeVisible();
    expect(screen.getByRole('table', { name: 'Open hours in March 2026' })).toBeVisible();
    expect(screen.getByText('Founders')).toBeVisible();
    const amount = screen.getByRole('textbox', { name: 'A goal of' });
    await userEvent.clear(amount);
    await userEvent.type(amount, '2,5');
    await waitFor(() =>
      expect(calls.filter(({ functionKey }) => functionKey === 'sla.previewCalendar').at(-1)?.payload).toMatchObject({
        target: { amount: 2.5, unit: 'hour' },
      }),
    );
  });
});
