/** A person watches a clock from the report to a reopening, and finds the same in the gadgets and in Jira's search. */
import { readFileSync } from 'node:fs';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import type { Site } from '../../emulator/site';
import { SiteDesk } from '../incident/site-desk';
import { describeInBrowser } from '../support/browser';
import { aSite } from '../support/site';
import { inOrder, Person } from './person';

describeInBrowser('a service level clock', (launch) => {
  jest.setTimeout(120_000);
  let browser: Browser;
  let site: Site;
  let person: Person;
  let key: string;
  let left: string;
  const test = inOrder(() => person);
  const panel = (): FrameLocator => person.app();
  const clock = (): Locator => panel().getByRole('article', { name: 'Time to resolution' });
  const remaining = async (): Promise<string> =>
    clock()
      .getByText(/ (left|over|to spare)$/)
      .innerText();
  const shows = (words: string | RegExp): Promise<void> => clock().getByText(words).first().waitFor();

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    const desk = await SiteDesk.open(site);
    // Eight hours around the clock for the resolution, one for the response.
    key = await desk.create({ impact: 'Department', urgency: 'Critical' });
    await desk.create({ impact: 'Individual', urgency: 'Low' });
    await desk.settle();
    const base = await site.listen(0);
    site.clock.switchTo('running');
    browser = await launch();
    person = await Person.arrive(browser, base);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test('runs from the report, second by second', async () => {
    await person.visit(`/browse/${key}`);
    await shows('Running');
    await shows('8 hours · High');
    await shows('24×7 (UTC)');
    await shows(/^Warning at 75% in /);
    const before = await remaining();
    await person.page.waitForTimeout(2_500);
    expect(await remaining()).not.toBe(before);
  });

  test('stands still while the incident is on hold, and says why', async () => {
    await person.letTimePass('one hour');
    await person.chooseStep('Start work');
    await person.hasStatus('In Progress');
    await person.chooseStep('Put on hold');
    const dialog = person.dialog(/^Put on hold/);
    await dialog.getByLabel('Pending reason').selectOption({ label: 'Awaiting Vendor' });
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await person.hasStatus('On Hold');
    await shows('Paused: Status became On Hold');
    left = await remaining();
    expect(left).toMatch(/^6 h 5\d min \d+ s left$/);
    await person.letTimePass('one day');
    await shows('Paused: Status became On Hold');
    expect(await remaining()).toBe(left);
  });

  test('goes on where it stood', async () => {
    await person.chooseStep('Resume');
    await person.hasStatus('In Progress');
    await shows('Running');
    expect((await remaining()).slice(0, '6 h 5'.length)).toBe(left.slice(0, '6 h 5'.length));
  });

  test('warns at three quarters', async () => {
    await person.letTimePass('one hour', 5);
    await shows('At risk');
    await shows(/^At 75%, /);
    await shows(/^Breach in /);
  });

  test('breaches when its time is up', async () => {
    await person.letTimePass('one hour', 2);
    await shows('Breached');
    await shows(/^Breached since /);
    await shows(/ over$/);
  });

  test('accounts for each stretch, and adds up', async () => {
    await clock()
      .getByRole('button', { name: /^Proof sheet/ })
      .click();
    const sheet = panel().getByRole('region', { name: /^Proof sheet: Time to resolution/ });
    await sheet.getByText('Equals the time the clock shows').waitFor();
    const kinds = await sheet.getByRole('row').locator('td:nth-child(3)').allInnerTexts();
    expect(kinds.map((kind) => kind.trim()).filter((kind) => /^(Running|Paused)$/.test(kind))).toEqual([
      'Running',
      'Paused',
      'Running',
    ]);
  });

  test('is in the gadget of what breaches soon, whose counts open as many issues', async () => {
    await addGadget(person, 'SLA breaching soon');
    const gadget = person.app('SLA breaching soon');
    const row = gadget.getByRole('listitem').filter({ hasText: key });
    await row.getByText('Breached').waitFor();
    await row.getByText(/\d s over$/).waitFor();
    await opensAsMany(person, gadget.getByRole('link', { name: /: Breached$/ }));
  });

  test('is in the attainment of the week, whose numbers open as many issues', async () => {
    await addGadget(person, 'SLA attainment');
    const gadget = person.app('SLA attainment');
    await gadget.getByRole('group', { name: /^Issues whose clocks/ }).waitFor();
    const picture = person.page.waitForEvent('download');
    await gadget.getByRole('button', { name: 'Export PNG' }).click();
    const bytes = readFileSync(await (await picture).path());
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(bytes.length).toBeGreaterThan(5_000);
    await opensAsMany(person, gadget.getByRole('link', { name: /: Breached, Total$/ }));
  });

  test('stops with the resolution', async () => {
    await person.visit(`/browse/${key}`);
    await person.chooseStep('Resolve');
    const dialog = person.dialog(/^Resolve/);
    await dialog.getByLabel('Resolution code').selectOption({ label: 'Solved (permanently)' });
    await dialog.getByLabel('Resolution notes').fill('Replaced the switch.');
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await person.hasStatus('Resolved');
    await shows(/^Stopped /);
    const stopped = await remaining();
    await person.letTimePass('one hour');
    await shows(/^Stopped /);
    expect(await remaining()).toBe(stopped);
  });

  test('begins a second cycle when the incident is reopened, and keeps the first', async () => {
    await person.chooseStep('Reopen');
    await person.hasStatus('Reopened');
    await shows('Cycle 2 of 2');
    await shows('Running');
    expect(await remaining()).toMatch(/^[78] h \d+ min \d+ s left$/);
    await clock().getByText('1 earlier cycle').click();
    await clock().locator('details').getByText('Breached').waitFor();
  });

  test('left nothing on the console', () => {
    expect(person.complaints()).toEqual([]);
    return Promise.resolve();
  });
});

let dashboards = 0;
/** On a dashboard of its own, as its settings are offered. */
async function addGadget(person: Person, title: string): Promise<void> {
  await person.visit('/jira/dashboards');
  await person.page.getByRole('button', { name: 'Create dashboard' }).click();
  const dialog = person.dialog('Create dashboard');
  await dialog.getByLabel('Name').fill(`Service levels ${(dashboards += 1)}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await person.page.getByRole('button', { name: 'Add gadget' }).click();
  await person.page.getByRole('button', { name: `Add ${title}` }).click();
  await person.app(`Configure ${title}`).getByRole('checkbox').first().waitFor();
  await person.app(`Configure ${title}`).getByRole('button', { name: 'Save' }).click();
}

/** The number on the link is the number of rows of the search it opens. */
async function opensAsMany(person: Person, link: Locator): Promise<void> {
  const count = Number(await link.innerText());
  expect(count).toBeGreaterThan(0);
  await link.click();
  await person.page.waitForURL(/\/issues\/\?jql=/);
  await person.page.getByRole('table').waitFor();
  expect(await person.page.getByRole('table').locator('tbody tr').count()).toBe(count);
}
