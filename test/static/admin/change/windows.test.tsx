/** Freezes and maintenance windows: in words, recurrence by choices and by rule, bad input at its field, saving. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { z } from 'zod';
import { ChangeWindows, type ChangeWindow } from '../../../../src/change/schedule.shapes';
import { windowsDraft } from '../../../../static/admin/change/windows/WindowsPage';
import { violations } from '../../surface';
import { Refusal } from '../bridge';
import { closing, MAIL, open, refusal, savedWindows, sunday } from './site';

jest.setTimeout(60_000);
beforeEach(() => windowsDraft.keep(undefined));

const Sent = z.object({ expectedVersion: z.int().nullable(), draft: ChangeWindows });
/** By its label; a list of what may be chosen has the same one. */
const field = (label: string | RegExp): HTMLElement => screen.getByLabelText(label, { selector: 'input, textarea' });
const set = (label: string | RegExp, value: string): void => {
  fireEvent.change(field(label), { target: { value } });
};
const save = () => screen.getByRole('button', { name: 'Save' });

describe('the list', () => {
  it('says of each window when it happens and what it holds for', async () => {
    const { container } = await open('/change/windows');
    expect(await screen.findByText('Every week on Sun, 02:00–06:00, from 7 Mar 2027 on, Europe/Berlin')).toBeVisible();
    expect(screen.getByText('27 Dec 2027, 00:00 – 2 Jan 2028, 00:00, Europe/Berlin')).toBeVisible();
    expect(await screen.findByText('Holds for the classes Server')).toBeVisible();
    expect(await screen.findByText('Holds for what Mail needs')).toBeVisible();
    expect(await violations(container)).toEqual([]);
  });

  it.each<[string, Partial<ChangeWindow>, string]>([
    [
      'every third day, ten times',
      { rrule: 'FREQ=DAILY;INTERVAL=3;COUNT=10' },
      'Every 3 days, 02:00–06:00, from 7 Mar 2027 on, 10 times, Europe/Berlin',
    ],
    [
      'the last Friday',
      { rrule: 'FREQ=MONTHLY;BYDAY=-1FR' },
      'On the last Friday of every month, 02:00–06:00, from 7 Mar 2027 on, Europe/Berlin',
    ],
    [
      'a date of every quarter',
      { rrule: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15' },
      'On day 15 of every 3 months, 02:00–06:00, from 7 Mar 2027 on, Europe/Berlin',
    ],
    [
      'two days a year, until',
      { rrule: 'FREQ=YEARLY;UNTIL=20301231', end: '2027-03-09T06:00' },
      'Every year, 02:00–06:00 2 days later, from 7 Mar 2027 on, until 31 Dec 2030, Europe/Berlin',
    ],
    [
      'over night',
      { end: '2027-03-08T01:00' },
      'Every week on Sun, 02:00–01:00 the next day, from 7 Mar 2027 on, Europe/Berlin',
    ],
    [
      'a rule of its own',
      { rrule: 'FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1' },
      'By the rule FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1, 02:00–06:00, from 7 Mar 2027 on, Europe/Berlin',
    ],
    ['no time yet', { rrule: null, start: '' }, 'no time yet – 7 Mar 2027, 06:00, Europe/Berlin'],
  ])('in words: %s', async (_, changes, words) => {
    await open('/change/windows', { 'change.windows': () => savedWindows([sunday(changes)]) });
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('is switched, duplicated and deleted in the draft, which discarding takes back', async () => {
    await open('/change/windows');
    await userEvent.click(await screen.findByRole('switch', { name: 'Sunday maintenance is in force' }));
    await userEvent.click(screen.getByRole('button', { name: 'Delete Year-end closing' }));
    expect(screen.queryByRole('link', { name: 'Year-end closing' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByRole('link', { name: 'Year-end closing' })).toBeVisible();
    expect(screen.getByRole('switch', { name: 'Sunday maintenance is in force' })).toBeChecked();
  });

  it('begins with words on what windows are for, in German, too', async () => {
    await open('/change/windows', { 'change.windows': () => savedWindows([]) }, 'de-DE');
    expect(await screen.findByRole('heading', { name: 'Es gibt noch keine Fenster' })).toBeVisible();
  });
});

describe('a new window', () => {
  it('has a key made from its name, and asks what it is called first', async () => {
    const { payloads } = await open('/change/windows', {
      'change.saveWindows': ({ draft }) => savedWindows(ChangeWindows.parse(draft).windows, 5),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Create window' }));
    expect(screen.getByText('Give it a name first.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Name of a new window'), 'Büro zu');
    await userEvent.click(screen.getByRole('button', { name: 'Create window' }));
    expect(await screen.findByRole('heading', { name: 'Büro zu' })).toBeVisible();
    await userEvent.click(save());
    await waitFor(() => expect(payloads('change.saveWindows')).toHaveLength(1));
    const sent = Sent.parse(payloads('change.saveWindows')[0]);
    expect(sent.expectedVersion).toBe(4);
    expect(sent.draft.windows[2]).toMatchObject({ key: 'buero-zu', kind: 'freeze', enabled: false, rrule: null });
    expect(await screen.findByText(/^Saved as version 5/)).toBeVisible();
  });
});

describe('recurrence', () => {
  const shown = () => screen.getByRole('combobox', { name: 'Happens' });

  it.each<[string, string, string | null]>([
    ['once', 'Once', null],
    ['daily', 'Daily', 'FREQ=DAILY'],
    ['on the weekday of the month that the start is', 'Monthly, on a weekday', 'FREQ=MONTHLY;BYDAY=1SU'],
    ['on the date of the start', 'Monthly, on a date', 'FREQ=MONTHLY;BYMONTHDAY=7'],
    ['yearly', 'Yearly', 'FREQ=YEARLY'],
  ])('%s', async (_, choice, rule) => {
    const { payloads } = await open('/change/windows/sunday');
    await screen.findByRole('heading', { name: 'Sunday maintenance' });
    await userEvent.selectOptions(shown(), choice);
    await waitFor(() => {
      const drafts = payloads('change.previewWindow').map((sent) => z.object({ draft: z.looseObject({}) }).parse(sent));
      expect(drafts.at(-1)?.draft).toMatchObject({ rrule: rule });
    });
  });

  it('takes days, an interval and an end', async () => {
    const { payloads, container } = await open('/change/windows/sunday');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Saturday' }));
    set('Every so many weeks', '2');
    await userEvent.selectOptions(screen.getByLabelText('Ends'), 'On a date');
    expect(screen.getByText('Choose the last day.')).toBeVisible();
    set('Last day', '2027-12-31');
    const rule = 'FREQ=WEEKLY;BYDAY=SA,SU;INTERVAL=2;UNTIL=20271231';
    await waitFor(() => expect(payloads('change.previewWindow').at(-1)).toMatchObject({ draft: { rrule: rule } }));
    await userEvent.selectOptions(shown(), 'By a recurrence rule');
    expect(screen.getByLabelText(/^Recurrence rule/)).toHaveValue(rule);
    expect(await violations(container)).toEqual([]);
  });

  it('leaves a rule that it has no fields for as text', async () => {
    const rule = 'FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1';
    await open('/change/windows/sunday', { 'change.windows': () => savedWindows([sunday({ rrule: rule })]) });
    expect(await screen.findByLabelText(/^Recurrence rule/)).toHaveValue(rule);
    expect(shown()).toHaveDisplayValue('By a recurrence rule');
  });

  it('stays text while it is typed, though the form has fields for it', async () => {
    await open('/change/windows/sunday');
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Happens' }), 'By a recurrence rule');
    set(/^Recurrence rule/, 'FREQ=DAILY');
    expect(screen.getByLabelText(/^Recurrence rule/)).toHaveValue('FREQ=DAILY');
  });
});

describe('the preview', () => {
  it('tells the next times in the zone of the window, and how long each lasts', async () => {
    jest.useFakeTimers({
      now: Date.parse('2027-03-20T00:00:00Z'),
      doNotFake: ['setTimeout', 'clearTimeout', 'queueMicrotask', 'setImmediate', 'setInterval', 'clearInterval'],
    });
    await open('/change/windows/sunday');
    const box = within(await screen.findByRole('complementary', { name: 'Happens next' }));
    const times = (await box.findAllByRole('listitem')).map(({ textContent }) => textContent);
    jest.useRealTimers();
    expect(times).toHaveLength(10);
    expect(times[0]).toBe('Sun, 21 Mar 2027, 02:00 until Sun, 21 Mar 2027, 06:00, 4 hrs');
    // In the night to 28 March the clock goes from 2 to 3: an hour less.
    expect(times[1]).toBe('Sun, 28 Mar 2027, 03:00 until Sun, 28 Mar 2027, 06:00, 3 hrs');
  });
});

describe('bad input is told at its field, and keeps the draft from being saved', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    ['end before start', /^End/, '2027-03-07T01:00', /The end must come after the start/],
    ['no start', /^Start/, '', /Enter a date and a time/],
    ['longer than a month', /^End/, '2027-05-07T01:00', /longer than 31 days/],
    ['unknown zone', /^Time zone/, 'Mars/Olympus', /“Mars\/Olympus” is no time zone/],
    ['no name', /^Name/, ' ', /Give it a name/],
  ])('%s', async (_, label, value, message) => {
    await open('/change/windows/sunday');
    await screen.findByRole('heading', { name: 'Sunday maintenance' });
    set(label, value);
    await waitFor(() => expect(field(label)).toHaveAccessibleDescription(message));
    expect(field(label)).toBeInvalid();
    expect(save()).toBeDisabled();
  });

  it.each<[string, string, RegExp]>([
    ['never fires', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /It never happens/],
    ['is none', 'every Sunday', /is no part of a recurrence rule/],
    ['is empty', '', /Enter a rule/],
    ['fires every minute', 'FREQ=MINUTELY', /can’t happen every minute/],
    ['ends twice', 'FREQ=DAILY;COUNT=3;UNTIL=20280101', /COUNT and UNTIL both end the rule/],
    ['has a start of its own', 'DTSTART=20270307T020000;FREQ=DAILY', /Leave DTSTART out/],
  ])('a rule that %s', async (_, rule, message) => {
    await open('/change/windows/sunday');
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Happens' }), 'By a recurrence rule');
    set(/^Recurrence rule/, rule);
    await waitFor(() => expect(screen.getByLabelText(/^Recurrence rule/)).toHaveAccessibleDescription(message));
    expect(save()).toBeDisabled();
  });

  it('a freeze without end and gap', async () => {
    await open('/change/windows/sunday');
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Kind' }), 'Freeze');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Happens' }), 'Daily');
    set(/^End/, '2027-03-08T02:00');
    expect((await screen.findAllByText(/nothing could be changed ever again/)).length).toBeGreaterThan(0);
    expect(save()).toBeDisabled();
  });

  it('an interval that is no number', async () => {
    await open('/change/windows/sunday');
    await screen.findByRole('heading', { name: 'Sunday maintenance' });
    set('Every so many weeks', 'two');
    expect((await screen.findAllByText(/can’t be used for INTERVAL/)).length).toBeGreaterThan(0);
  });

  it('a scope of nothing', async () => {
    await open('/change/windows/sunday');
    await userEvent.click(await screen.findByRole('button', { name: /Remove Server from/ }));
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: /^Classes of CIs/ })).toHaveAccessibleDescription(
        'Choose at least one class.',
      ),
    );
  });

  it('what lies in the past is doubtful, not wrong', async () => {
    await open('/change/windows/closing', {
      'change.windows': () => savedWindows([{ ...closing, start: '2026-12-01T00:00', end: '2026-12-02T00:00' }]),
    });
    await waitFor(() =>
      expect(screen.getByLabelText(/^End/)).toHaveAccessibleDescription(/It lies wholly in the past/),
    );
    set(/^Note/, 'Over.');
    expect(save()).toBeEnabled();
  });

  it('leads from what was found to the field, on whichever page it is', async () => {
    await open('/change/windows', { 'change.windows': () => savedWindows([sunday({ timeZone: 'Nowhere' })]) });
    const list = await screen.findByRole('list', { name: 'What the check found' });
    await userEvent.click(within(list).getByRole('button', { name: 'Sunday maintenance' }));
    await waitFor(() => expect(field(/^Time zone/)).toHaveFocus());
  });
});

describe('saving', () => {
  it('shows what the backend refuses at its field', async () => {
    const path = 'windows.0.start';
    await open('/change/windows/sunday', {
      'change.saveWindows': () => refusal([{ path, severity: 'error', code: 'x', message: 'Not on that day.' }]),
    });
    await screen.findByRole('heading', { name: 'Sunday maintenance' });
    set(/^Note/, 'Ask Anna.');
    await userEvent.click(save());
    await waitFor(() => expect(screen.getByLabelText(/^Start/)).toHaveAccessibleDescription('Not on that day.'));
    expect(save()).toBeDisabled();
    set(/^Note/, 'Ask Bert.');
    await waitFor(() => expect(save()).toBeEnabled());
  });

  it('after somebody else saved, goes on with both people’s changes and says so', async () => {
    let stored = savedWindows([sunday(), closing]);
    const { payloads } = await open('/change/windows/sunday', {
      'change.windows': () => stored,
      'change.saveWindows': ({ expectedVersion, draft }) => {
        if (expectedVersion !== stored.version)
          return new Refusal({ code: 'CONFLICT', message: 'Somebody else has saved.' });
        stored = savedWindows(ChangeWindows.parse(draft).windows, stored.version + 1);
        return stored;
      },
    });
    await screen.findByRole('heading', { name: 'Sunday maintenance' });
    stored = savedWindows([sunday(), { ...closing, name: 'Closing of the year' }], 5);
    set(/^Note/, 'Ask Anna.');
    await userEvent.click(save());
    expect(await screen.findByText(/You changed different things/)).toHaveTextContent(
      'Taken over when you go on with yours: Closing of the year.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Go on with mine' }));
    await userEvent.click(save());
    await waitFor(() => expect(stored.version).toBe(6));
    const [mine, theirs] = stored.document.windows;
    expect([mine?.note, theirs?.name]).toEqual(['Ask Anna.', 'Closing of the year']);
    expect(payloads('change.saveWindows')).toHaveLength(2);
  });
});

it('keeps what is typed while other pages are looked at, and forgets what is discarded', async () => {
  await open('/change/windows/sunday');
  await screen.findByRole('heading', { name: 'Sunday maintenance' });
  set(/^Note/, 'Ask Anna.');
  await userEvent.click(screen.getByRole('link', { name: 'Standard changes' }));
  await screen.findByRole('heading', { name: 'Standard changes' });
  await userEvent.click(screen.getByRole('link', { name: 'Freezes and windows' }));
  await userEvent.click(await screen.findByRole('link', { name: 'Sunday maintenance' }));
  expect(field(/^Note/)).toHaveValue('Ask Anna.');
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(field(/^Note/)).toHaveValue('');
});

it('chooses services by the CMDB’s search, of their class only, and keeps what was chosen of another kind', async () => {
  const { payloads } = await open('/change/windows/sunday');
  await userEvent.selectOptions(await screen.findByLabelText('Holds for'), 'Business services');
  const box = screen.getByRole('combobox', { name: /^Business services/ });
  await userEvent.type(box, 'ma');
  await userEvent.click(await screen.findByRole('option', { name: /Mail/ }));
  expect(screen.getByRole('button', { name: 'Remove Mail from Business services' })).toBeVisible();
  expect(payloads('cmdb.search').at(-1)).toMatchObject({ classKey: 'businessService' });
  await waitFor(() =>
    expect(payloads('change.previewWindow').at(-1)).toMatchObject({
      draft: { scope: { on: 'services', refs: [MAIL] } },
    }),
  );
  await userEvent.selectOptions(screen.getByLabelText('Holds for'), 'Classes of CIs');
  expect(await screen.findByRole('button', { name: /Remove Server from/ })).toBeVisible();
});
