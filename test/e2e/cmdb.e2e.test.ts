/** A person fills the CMDB from a file, finds a CI, names it on an incident, and sees on both sides what follows. */
import type { Browser, FrameLocator } from 'playwright-core';
import type { Site } from '../../emulator/site';
import { describeInBrowser } from '../support/browser';
import { aSite } from '../support/site';
import { inOrder, Person } from './person';

/** One row has an address that is none, one names a host that nobody has, and one name tries to be markup and a formula. */
const FILE = [
  'Class,Name,Serial number,IP address,Runs on,Depends on',
  'Server,web-01,S1,10.0.0.1,,',
  'Server,web-02,S2,10.0.0.2,,',
  'Application,Shop,,,web-01,',
  'Business service,Online shop,,,,Shop',
  'Server,bad-ip,S3,999.1.1.1,,',
  'Application,lost,,,nowhere,',
  'Server,"=<img src=x onerror=alert(1)>",S4,10.0.0.4,,',
].join('\r\n');

describeInBrowser('the CMDB', (launch) => {
  jest.setTimeout(120_000);
  let browser: Browser;
  let site: Site;
  let person: Person;
  const test = inOrder(() => person);
  const app = (): FrameLocator => person.app();
  const tab = (name: string) =>
    app().getByRole('navigation', { name: 'CMDB' }).getByRole('link', { name, exact: true });
  const section = (name: string) =>
    app().getByRole('navigation', { name: 'Sections of this CI' }).getByRole('link', { name, exact: true });

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    const base = await site.listen(0);
    site.clock.switchTo('running');
    browser = await launch();
    person = await Person.arrive(browser, base);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function openCmdb(): Promise<void> {
    await person.visit('/');
    await person.page.getByRole('button', { name: 'Apps' }).click();
    await person.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
    const pages = app().getByRole('navigation', { name: 'Pages', exact: true });
    await pages.locator('a[aria-current="page"]').waitFor();
    await pages.getByRole('link', { name: 'CMDB' }).click();
    await app().getByRole('heading', { name: 'Configuration items' }).waitFor();
  }

  async function openCi(name: string): Promise<void> {
    await openCmdb();
    await app().getByRole('combobox', { name: 'Search CIs' }).fill(name.slice(0, 4));
    await app()
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .click();
    await app().getByRole('heading', { name, level: 2 }).waitFor();
  }

  test('is empty at first, and says how to fill it', async () => {
    await openCmdb();
    await app().getByText('There are no CIs yet').waitFor();
  });

  test('refuses a file without a byte at once', async () => {
    await tab('Import').click();
    const empty = { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) };
    await app().getByLabel('Choose a file').first().setInputFiles(empty);
    await app().getByRole('alert').getByText('empty.csv is empty.').waitFor();
  });

  test('judges every row of a file before anything is written', async () => {
    const file = { name: 'cis.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
    await app().getByLabel('Choose a file').first().setInputFiles(file);
    await app().getByLabel('Source of the data').fill('vCenter');
    await app().getByRole('button', { name: 'Start the dry run' }).click();
    await app().getByText('An import would create 5 CIs').waitFor();
    await app().getByText('2 rows would be left out').waitFor();
    await app()
      .getByText(/999\.1\.1\.1/)
      .first()
      .waitFor();
    await app()
      .getByText(/nowhere/)
      .first()
      .waitFor();
  });

  test('imports what is right, and what stands in a name stays text', async () => {
    await app().getByRole('button', { name: 'Import 5 rows' }).click();
    await app().getByText('Imported: 5 created, 0 updated, 2 rejected.').waitFor();
    await openCmdb();
    await app().getByText('=<img src=x onerror=alert(1)>').first().waitFor();
    expect(await app().locator('img[src="x"]').count()).toBe(0);
    expect(await app().getByText('bad-ip').count()).toBe(0);
  });

  test('finds a CI by the beginning of its name, and draws its map', async () => {
    await openCi('web-01');
    await app().getByRole('link', { name: 'Open map' }).click();
    await app()
      .getByRole('application', { name: /^Service map: 3 CIs, 2 relations/ })
      .waitFor();
    await app().getByRole('button', { name: 'Table', exact: true }).click();
    await app().getByRole('table').getByText('Online shop').first().waitFor();
  });

  test('tells what breaks when it fails', async () => {
    await openCi('web-01');
    await section('Impact').click();
    await app().getByText('If web-01 fails, it takes down 1 business service and 1 other CI.').waitFor();
  });

  test('names it on a new incident through the create dialog', async () => {
    await person.visit('/');
    await person.page.getByRole('button', { name: 'Create', exact: true }).click();
    const dialog = person.dialog('Create issue');
    await dialog.getByLabel('Issue type').selectOption({ label: 'Incident' });
    await dialog.getByLabel('Summary').fill('The shop is slow');
    const picker = person.app('Edit Configuration items');
    await picker.getByRole('combobox', { name: 'Configuration items' }).fill('web');
    await picker.getByRole('option', { name: /^web-01/ }).click();
    await picker.getByRole('list', { name: 'Chosen configuration items' }).getByText('web-01').waitFor();
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  test('shows on the incident’s panel which service falls with it, and why', async () => {
    await person.visit('/issues/?jql=' + encodeURIComponent('summary ~ "The shop is slow"'));
    await person.page.getByRole('link', { name: 'The shop is slow' }).click();
    const card = app().getByRole('article', { name: 'web-01' });
    await card.getByText('If it fails: 1 business service, 2 CIs in all').waitFor();
    await card.getByRole('button', { name: 'Why does Online shop fail with web-01?' }).click();
    await card.getByText('web-01 → Shop → Online shop').waitFor();
  });

  test('shows the incident on the CI’s page', async () => {
    await openCi('web-01');
    await section('Issues').click();
    await app()
      .getByRole('link', { name: /The shop is slow/ })
      .or(app().getByText('The shop is slow'))
      .first()
      .waitFor();
  });

  test('refuses a CI without a name at the field, and makes none', async () => {
    await openCmdb();
    await app().getByRole('button', { name: 'New CI' }).click();
    const dialog = app().getByRole('dialog', { name: 'New CI' });
    await dialog.getByLabel('Class').selectOption({ label: 'Server' });
    await dialog.getByLabel(/^IP address/).fill('999.1.1.1');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByLabel(/^Name/).and(dialog.locator('[aria-invalid="true"]')).waitFor();
  });

  test('tells whoever saves second what the first one changed', async () => {
    const other = await Person.arrive(browser, site.baseUrl);
    const first = person;
    await openCi('web-02');
    await app().getByRole('button', { name: 'Edit details' }).click();
    person = other;
    await openCi('web-02');
    await app().getByRole('button', { name: 'Edit details' }).click();
    await app().getByLabel(/^Name/).first().fill('web-zwei');
    await app().getByRole('button', { name: 'Save' }).click();
    await app().getByRole('heading', { name: 'web-zwei', level: 2 }).waitFor();
    person = first;
    await app().getByLabel(/^Name/).first().fill('web-two');
    await app().getByRole('button', { name: 'Save' }).click();
    await app().getByText('What you wrote is still here.').waitFor();
    await app()
      .getByText(/web-zwei/)
      .first()
      .waitFor();
    await other.leave();
  });

  test('has complained about nothing but what was refused', async () => {
    expect(person.complaints().filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  });
});
