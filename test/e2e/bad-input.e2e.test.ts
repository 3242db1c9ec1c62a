/** What is wrong is said where it was typed, and nothing is half-written. */
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { describeInBrowser } from '../support/browser';
import { aSite, invoke, jiraAs } from '../support/site';
import type { Site } from '../../emulator/site';
import { Person, seenBy } from './person';

const Problem = z.object({ errorMessages: z.array(z.string()) });
const Total = z.object({ total: z.number() });

describeInBrowser('bad input', (launch) => {
  jest.setTimeout(90_000);
  let browser: Browser;
  let site: Site;
  let base: string;
  let person: Person;
  const test = seenBy(() => person);
  beforeAll(async () => {
    site = await aSite({ setUp: true });
    base = await site.listen(0);
    browser = await launch();
    person = await Person.arrive(browser, base);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test('a query that names no field says so at the box, and keeps what was typed', async () => {
    await person.visit('/issues/');
    const box = person.page.getByLabel('JQL');
    await box.fill('colour = red');
    await person.page.getByRole('button', { name: 'Search' }).click();
    await person.page
      .getByRole('alert')
      .getByText(/'colour' does not exist/)
      .waitFor();
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    expect(await box.inputValue()).toBe('colour = red');
  });

  test('a query with a fault in its grammar names the place', async () => {
    const box = person.page.getByLabel('JQL');
    await box.fill('status = = New');
    await person.page.getByRole('button', { name: 'Search' }).click();
    await person.page
      .getByRole('alert')
      .getByText(/line 1, character/)
      .waitFor();
    await box.fill('status = New');
    await person.page.getByRole('button', { name: 'Search' }).click();
    await person.page.getByText('No issues match').waitFor();
    expect(await person.page.getByRole('alert').count()).toBe(0);
  });

  test('a matrix in which more urgency lowers the priority is refused at its cell, and nothing is saved', async () => {
    const before = await invoke(site, 'admin', 'incident.matrix');
    await person.visit('/');
    const app = await person.openAdminPage();
    await app.getByRole('link', { name: 'Priority matrix' }).click();
    const cell = app.getByLabel('Team × High');
    await cell.selectOption({ label: '1 Highest' });
    await app.getByText('before saving').waitFor();
    expect(await cell.getAttribute('aria-invalid')).toBe('true');
    const said = await app.locator('select[aria-describedby]').first().getAttribute('aria-describedby');
    expect(
      await app
        .getByRole('cell')
        .locator(`[id="${said ?? ''}"]`)
        .textContent(),
    ).toContain('Team');
    expect(await app.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    expect(await invoke(site, 'admin', 'incident.matrix')).toEqual(before);
  });

  test('a project key that Jira would refuse is refused at its field', async () => {
    await person.visit('/');
    const app = await person.openAdminPage();
    await app.getByRole('button', { name: 'Set up another project' }).click();
    const key = app.getByLabel('Project key');
    await key.fill('9');
    await app.getByRole('button', { name: 'Continue' }).click();
    await app.getByText('Use 2 to 10 capital letters, digits or underscores, and begin with a letter.').waitFor();
    expect(await key.getAttribute('aria-invalid')).toBe('true');
    await key.fill('IT');
    await app.getByRole('button', { name: 'Continue' }).click();
    await app.getByText('A project has this key already.', { exact: false }).waitFor();
    expect(await jiraAs(site, 'admin').get('/rest/api/3/project/search', Total)).toEqual({ total: 1 });
  });

  it('an operation that is not there answers 501 naming itself', async () => {
    const answer = await fetch(`${base}/rest/api/3/plans/plan`, {
      headers: { authorization: `Basic ${Buffer.from('admin@acme.example:admin').toString('base64')}` },
    });
    expect(answer.status).toBe(501);
    expect(Problem.parse(await answer.json()).errorMessages.join()).toContain('GET /rest/api/3/plans/plan');
  });
});
