/** From a bare Jira site to a closed incident, with no other knowledge than what the pages say. */
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import { z } from 'zod';
import { describeInBrowser } from '../support/browser';
import { jiraAs } from '../support/site';
import { inOrder, Person } from './person';
import { aFreshSite, type ServedSite } from './site';
import { APPLY } from './wizard';

const Names = z.array(z.object({ name: z.string() }));
const Total = z.object({ total: z.number() });

describeInBrowser('a fresh site, worked by hand', (launch) => {
  jest.setTimeout(90_000);
  let browser: Browser;
  let served: ServedSite;
  let person: Person;
  const test = inOrder(() => person);
  beforeAll(async () => {
    served = await aFreshSite();
    browser = await launch();
    person = await Person.arrive(browser, served.base);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.site.close();
  });

  const admin = (): FrameLocator => person.app();
  const panel = (): FrameLocator => person.app();
  const gadget = (): FrameLocator => person.app('Incident backlog');
  const priority = (): Locator => panel().getByRole('region', { name: 'Priority' });
  const jira = (): ReturnType<typeof jiraAs> => jiraAs(served.site, 'admin');

  test('opens as the administrator, and says what to do first', async () => {
    await person.visit('/');
    await person.page.getByRole('button', { name: /^Signed in as Priya Raman/ }).waitFor();
    await person.page.getByText('There are no projects you can see').waitFor();
    await person.page.getByRole('link', { name: 'open its administration page' }).waitFor();
  });

  test('finds the app’s page in the settings and fills in the wizard', async () => {
    const app = await person.openAdminPage();
    await app.getByLabel('Project key').fill('HELP');
    await app.getByLabel('Project name').fill('Help desk');
    await app.getByRole('button', { name: 'Continue' }).click();
    await app.getByRole('checkbox', { name: /^Release/ }).uncheck();
    await app.getByRole('button', { name: 'Continue' }).click();
    await app.getByRole('combobox', { name: 'Add to Service Desk Agent: name or e-mail' }).fill('Oliv');
    await app.getByRole('option', { name: 'Tomás Oliveira' }).click();
    await app.getByRole('button', { name: 'Remove Tomás Oliveira from Service Desk Agent' }).waitFor();
  });

  test('shows the plan before anything is written', async () => {
    await admin().getByRole('button', { name: 'Show the plan' }).click();
    await admin().getByRole('heading', { name: 'The plan' }).waitFor();
    await admin().getByRole('button', { name: 'Show every step' }).click();
    await admin().getByText('Plumbline: Incident lifecycle').waitFor();
    expect(await jira().get('/rest/api/3/project/search', Total)).toEqual({ total: 0 });
    const types = await jira().get('/rest/api/3/issuetype', Names);
    const fields = await jira().get('/rest/api/3/field', Names);
    expect([...types, ...fields].map(({ name }) => name)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(Incident|Impact)$/)]),
    );
  });

  test('applies it, shows the progress and the result', async () => {
    await admin().getByRole('button', { name: APPLY }).click();
    await admin().getByText('Set-up is complete').waitFor({ timeout: 60_000 });
    await admin().getByRole('link', { name: 'Open the project HELP' }).click();
    await person.page.getByText('No issues match').waitFor();
    expect(await person.page.getByLabel('JQL').inputValue()).toContain('HELP');
  });

  test('creates an incident as an agent', async () => {
    await person.switchUser('Tomás Oliveira');
    await person.page.getByRole('button', { name: 'Create', exact: true }).click();
    const dialog = person.dialog('Create issue');
    await dialog.getByLabel('Issue type').selectOption({ label: 'Incident' });
    await dialog.getByLabel('Summary').fill('Nobody can print');
    await dialog.getByLabel('Impact').selectOption({ label: 'Department' });
    await dialog.getByLabel('Urgency').selectOption({ label: 'Critical' });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await person.page.getByRole('button', { name: 'Open it' }).click();
    await person.page.getByRole('heading', { level: 1, name: /Nobody can print/ }).waitFor();
  });

  test('shows the priority with its reason', async () => {
    await priority().getByText('By the matrix').waitFor();
    await priority().getByText('Impact Department × Urgency Critical → 2 High').waitFor();
    await shownPriority('High');
  });

  test('goes on hold only with a pending reason', async () => {
    await person.chooseStep('Put on hold');
    const dialog = person.dialog(/^Put on hold/);
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await dialog.getByText('Say what the incident waits for: choose a pending reason.').waitFor();
    await dialog.getByLabel('Pending reason').selectOption({ label: 'Awaiting Vendor' });
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await person.hasStatus('On Hold');
    await person.chooseStep('Resume');
    await person.hasStatus('In Progress');
  });

  test('is overridden in the panel, with the reason for everybody to see', async () => {
    await priority().getByRole('button', { name: 'Override priority' }).click();
    await priority().getByLabel('Priority').selectOption({ label: '1 Highest' });
    await priority().getByRole('button', { name: 'Override', exact: true }).click();
    await priority().getByText('Say why the priority differs from the matrix.').waitFor();
    await priority().getByLabel('Reason').fill('Payslips are printed today');
    await priority().getByRole('button', { name: 'Override', exact: true }).click();
    await priority()
      .getByText(/^Overridden .*: Payslips are printed today/)
      .waitFor();
    await shownPriority('Highest');
    await priority().getByRole('button', { name: 'Return to the matrix' }).click();
    await priority().getByText('By the matrix').waitFor();
    await shownPriority('High');
  });

  test('puts back a priority set by hand without a reason, and says how to override', async () => {
    const details = person.page.getByRole('region', { name: 'Details' });
    await details.getByRole('button', { name: /^High\s*, edit Priority$/ }).click();
    await details.getByLabel('Priority', { exact: true }).selectOption({ label: 'Lowest' });
    await details.getByRole('button', { name: 'Save' }).click();
    await person.letTimePass('15 minutes');
    await shownPriority('High');
    await person.page
      .getByRole('region', { name: 'Activity' })
      .getByText(/[Oo]verride/)
      .first()
      .waitFor();
  });

  let dashboard = '';
  test('counts on a dashboard; the number opens exactly what it counts', async () => {
    await person.page.getByRole('link', { name: 'Dashboards' }).click();
    await person.page.getByRole('button', { name: 'Create dashboard' }).click();
    await person.dialog('Create dashboard').getByLabel('Name').fill('Service desk');
    await person.dialog('Create dashboard').getByRole('button', { name: 'Create' }).click();
    await person.page.getByRole('button', { name: 'Add gadget' }).click();
    await person.page.getByRole('button', { name: 'Add Incident backlog' }).click();
    const editor = person.app('Configure Incident backlog');
    await editor.getByLabel('Title').fill('Help desk backlog');
    await editor.getByRole('checkbox', { name: 'Help desk (HELP)' }).check();
    await editor.getByLabel('Age boundaries in days').fill('1, 7');
    await editor.getByRole('button', { name: 'Save' }).click();
    await gadget().getByRole('heading', { name: 'Help desk backlog' }).waitFor();
    await gadget().getByRole('columnheader', { name: '1–7 days' }).waitFor();
    dashboard = new URL(person.page.url()).pathname;
    await openAndCount('1 incident: Total', 1);
  });

  test('resolves only with code and notes', async () => {
    await person.page.getByRole('link', { name: 'Nobody can print' }).click();
    await person.chooseStep('Resolve');
    const dialog = person.dialog(/^Resolve/);
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await dialog.getByText('Say how it was resolved: choose a resolution code.').waitFor();
    await dialog.getByLabel('Resolution code').selectOption({ label: 'Solved (permanently)' });
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await dialog.getByText('Say what was done: fill in the resolution notes.').waitFor();
    await dialog.getByLabel('Resolution notes').fill('Print server restarted.');
    await dialog.getByRole('button', { name: 'Resolve' }).click();
    await person.hasStatus('Resolved');
    await panel()
      .getByText(/Closes by itself .* after 5 business days/)
      .waitFor();
  });

  test('leaves the count', async () => {
    await person.visit(dashboard);
    await person.page.getByRole('button', { name: 'Refresh Incident backlog' }).click();
    await gadget().getByText('No open incidents').waitFor();
  });

  test('closes by itself when its business days are over', async () => {
    await person.visit('/browse/HELP-1');
    await person.hasStatus('Resolved');
    await person.letTimePass('one week', 2);
    await person.page.getByRole('button', { name: /^Status: Closed/ }).waitFor();
    // By the keyboard: while the panel above grows, the tab moves away from under the pointer.
    await person.page.getByRole('tab', { name: 'History' }).press('Enter');
    await person.page
      .getByRole('tabpanel')
      .getByText(/Resolved\s*→\s*Closed/)
      .waitFor();
  });

  test('without an error on any page', async () => {
    expect(unexpected(person.complaints())).toEqual([]);
  });

  const shownPriority = (name: string): Promise<void> =>
    person.page.getByRole('button', { name: new RegExp(`^${name}\\s*, edit Priority$`) }).waitFor();

  async function openAndCount(link: string, count: number): Promise<void> {
    await gadget().getByRole('link', { name: link, exact: true }).click();
    await person.page.getByText(`${count} issue${count === 1 ? '' : 's'}`, { exact: true }).waitFor();
    expect(await person.page.getByRole('table').getByRole('row').count()).toBe(count + 1);
  }
});

/** The browser itself reports every refused request; the two refusals above are meant. */
const unexpected = (complaints: readonly string[]): string[] =>
  complaints.filter((text) => !/status of 400 .*\/transitions\)$/.test(text));
