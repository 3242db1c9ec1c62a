/** An admin edits service levels: slips are said where they are made, a draft is tried on the past, and saved. */
import type { Browser, Dialog, FrameLocator, Locator } from 'playwright-core';
import { z } from 'zod';
import { COMPANY_STARTS_DAYS_AGO, seedCompany } from '../../emulator/seed/company';
import { Site } from '../../emulator/site';
import { Policy } from '../../src/sla/policy';
import { describeInBrowser } from '../support/browser';
import { invoke, MONDAY } from '../support/site';
import { inOrder, Person, seenBy } from './person';

/** Leaving a draft behind is meant. */
const accept = (dialog: Dialog): void => void dialog.accept();

const Saved = z.object({ value: z.object({ version: z.int().nullable(), policy: Policy }) });

/** What is said of a box, as a screen reader reads it. */
async function saidOf(app: FrameLocator, box: Locator, what: RegExp): Promise<void> {
  await app.getByText(what).first().waitFor();
  const ids = ((await box.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => id !== '');
  const said = await Promise.all(ids.map((id) => app.locator(`[id="${id}"]`).textContent()));
  expect(said.join(' ')).toMatch(what);
}

const isRefused = async (app: FrameLocator): Promise<boolean> =>
  app.getByRole('button', { name: 'Save', exact: true }).isDisabled();

describeInBrowser('service level administration', (launch) => {
  jest.setTimeout(240_000);
  let browser: Browser;
  let site: Site;
  let person: Person;
  const test = seenBy(() => person);
  const policy = async () => Saved.parse(await invoke(site, 'admin', 'sla.policy')).value;

  beforeAll(async () => {
    const startAt = MONDAY - COMPANY_STARTS_DAYS_AGO * 86_400_000;
    site = await Site.open({ data: ':memory:', clock: { mode: 'manual', startAt } });
    const base = await site.listen(0);
    await seedCompany(site, () => undefined, { changes: false });
    browser = await launch();
    person = await Person.arrive(browser, base);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Afresh: a draft of the test before is discarded. */
  async function openPage(tab: 'Definitions' | 'Calendars', item?: string): Promise<FrameLocator> {
    person.page.once('dialog', accept);
    await person.visit('/');
    person.page.off('dialog', accept);
    const app = await person.openAdminPage();
    await app.getByRole('link', { name: 'Service levels' }).click();
    const discard = app.getByRole('button', { name: 'Discard changes' });
    await discard.waitFor();
    if (await discard.isEnabled()) await discard.click();
    await app.getByRole('navigation', { name: 'Service levels' }).getByRole('link', { name: tab }).click();
    if (item !== undefined) await app.getByRole('link', { name: item, exact: true }).click();
    return app;
  }

  describe('a slip is said at its field, and nothing is saved', () => {
    test('a calendar without hours', async () => {
      const before = await policy();
      const app = await openPage('Calendars', 'Business hours');
      for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
        await app.getByRole('button', { name: `Remove ${day}, hours 1` }).click();
      await app.getByRole('group', { name: 'Weekly hours' }).getByText('There are no working hours.').waitFor();
      expect(await isRefused(app)).toBe(true);
      expect(await policy()).toEqual(before);
    });

    test('overlapping intervals', async () => {
      const before = await policy();
      const app = await openPage('Calendars', 'Business hours');
      await app.getByRole('button', { name: 'Add hours to Monday' }).click();
      const box = app.getByRole('textbox', { name: 'Monday, hours 2: from' });
      await box.fill('10:00');
      await saidOf(app, box, /Monday .* overlaps Monday/);
      expect(await box.getAttribute('aria-invalid')).toBe('true');
      expect(await isRefused(app)).toBe(true);
      expect(await policy()).toEqual(before);
    });

    test('an unknown time zone', async () => {
      const before = await policy();
      const app = await openPage('Calendars', 'Business hours');
      const box = app.getByRole('combobox', { name: /^Time zone/ });
      await box.fill('Atlantis');
      await saidOf(app, box, /“Atlantis” is no time zone/);
      expect(await isRefused(app)).toBe(true);
      expect(await policy()).toEqual(before);
    });

    test('an .ics file that is not one', async () => {
      const before = await policy();
      const app = await openPage('Calendars', 'Business hours');
      const box = app.getByLabel('Import holidays from an iCalendar file');
      await box.setInputFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from('Dear all,') });
      await app.locator('.sla-import').getByRole('alert').waitFor();
      await saidOf(app, box, /iCalendar|calendar/i);
      expect(await app.getByText('No holidays yet.').isVisible()).toBe(true);
      expect(await policy()).toEqual(before);
    });

    test('a goal of zero', async () => {
      const before = await policy();
      const app = await openPage('Definitions', 'Time to resolution');
      const box = app.getByLabel('May take').first();
      await box.fill('0');
      await saidOf(app, box, /A goal of zero can never be met/);
      expect(await isRefused(app)).toBe(true);
      expect(await policy()).toEqual(before);
    });

    test('JQL that does not parse', async () => {
      const before = await policy();
      const app = await openPage('Definitions', 'Time to resolution');
      const box = app.getByLabel('Only issues that match this JQL');
      await box.fill('status = = New');
      await app.locator('[data-path$=".scope.jql"]').getByRole('alert').waitFor();
      await saidOf(app, box, /JQL|character|status/);
      expect(await box.getAttribute('aria-invalid')).toBe('true');
      expect(await isRefused(app)).toBe(true);
      expect(await policy()).toEqual(before);
    });
  });

  describe('a goal is changed', () => {
    const story = inOrder(() => person);
    let app: FrameLocator;

    story('as a draft, which the browser asks about before it leaves', async () => {
      app = await openPage('Definitions', 'Time to resolution');
      for (const box of await app.getByLabel('May take').all()) await box.fill('1');
      for (const unit of await app.getByLabel('Unit', { exact: true }).all()) await unit.selectOption('minute');
      await app.getByText('You have unsaved changes.', { exact: false }).waitFor();
      const asked = person.page.waitForEvent('dialog');
      await person.page.evaluate('setTimeout(() => location.reload())');
      const dialog = await asked;
      expect(dialog.type()).toBe('beforeunload');
      await dialog.dismiss();
      expect(await app.getByLabel('May take').first().inputValue()).toBe('1');
    });

    story('tried on the past, which lists the issues whose verdict would differ', async () => {
      await app.getByRole('link', { name: 'Try it on the past first' }).click();
      // By the keyboard: the frame still shrinks from the long page before it.
      await app.getByLabel('Days to look back').press('Enter');
      await person.page.waitForURL(/[?&]job=/);
      await site.forge.drain();
      const flips = app.getByRole('table', { name: /would be judged differently/ });
      await flips.waitFor();
      const row = flips.getByRole('row').nth(1);
      expect(await row.textContent()).toMatch(/IT-\d+.*Time to resolution.* → Breached/);
      await person.picture('screenshots/admin-sla-what-if-light');
    });

    story('saved as the next version', async () => {
      const before = await policy();
      await app.getByRole('button', { name: 'Save', exact: true }).click();
      await app.getByText(/^Saved as version/).waitFor();
      const after = await policy();
      expect(after.version).not.toBe(before.version);
      const resolution = after.policy.definitions.find(({ name }) => name === 'Time to resolution');
      expect(resolution?.goals.map(({ target }) => target)).toEqual(
        resolution?.goals.map(() => ({ amount: 1, unit: 'minute' })),
      );
      await app.getByRole('link', { name: 'Versions' }).click();
      await app.getByRole('row', { name: new RegExp(`^${after.version ?? ''}\\s*in force`) }).waitFor();
      expect(person.complaints()).toEqual([]);
    });
  });
});
