/** A configuration manager keeps the CMDB: edits its classes, looks after its health, and compares moments. */
import type { Browser, FrameLocator } from 'playwright-core';
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import type { Site } from '../../emulator/site';
import { describeInBrowser } from '../support/browser';
import { aSite, invoke } from '../support/site';
import { seriousFindings } from './axe';
import { inOrder, Person } from './person';

/** Pages by their tab, each with what tells that it is there. */
const PAGES = [
  ['Classes', 'Attributes of this class'],
  ['Health', '0 of 2 CIs'],
  ['Baselines', 'Before the move'],
] as const;

describeInBrowser('the upkeep of the CMDB', (launch) => {
  jest.setTimeout(120_000);
  let browser: Browser;
  let site: Site;
  let person: Person;
  const test = inOrder(() => person);
  const app = (): FrameLocator => person.app();

  const cmdb = async (procedure: string, payload: Json): Promise<void> => {
    z.object({ ok: z.literal(true) }).parse(
      await invoke(site, 'admin', `cmdb.${procedure}`, payload, 'plumbline-console'),
    );
  };

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    await cmdb('create', { draft: { classKey: 'server', name: 'web-01', location: 'Hamburg' } });
    await cmdb('create', { draft: { classKey: 'application', name: 'Shop' } });
    await cmdb('relate', { from: 'application:shop', type: 'runsOn', to: 'server:web-01' });
    const base = await site.listen(0);
    site.clock.switchTo('running');
    browser = await launch();
    person = await Person.arrive(browser, base);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function openTab(name: string): Promise<void> {
    await person.visit('/');
    await person.page.getByRole('button', { name: 'Apps' }).click();
    await person.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
    const pages = app().getByRole('navigation', { name: 'Pages', exact: true });
    await pages.locator('a[aria-current="page"]').waitFor();
    await pages.getByRole('link', { name: 'CMDB' }).click();
    await app().getByRole('navigation', { name: 'CMDB' }).getByRole('link', { name, exact: true }).click();
  }

  const classLink = (name: string) =>
    app().getByRole('navigation', { name: 'Classes and relation types' }).getByRole('link', { name, exact: true });
  const isAccessible = async (): Promise<void> => expect(await seriousFindings(person)).toEqual([]);

  test('gives a class an attribute; a pattern that could take for ever is refused at its field', async () => {
    await openTab('Classes');
    await app().getByText('As Plumbline ships it.').waitFor();
    await classLink('Server').click();
    await app().getByLabel('Name of a new attribute').fill('Rack');
    await app().getByRole('button', { name: 'Add attribute' }).click();
    await app().locator('summary').filter({ hasText: 'Rack' }).click();
    const pattern = app().getByLabel('Pattern');
    await pattern.fill('(a+)+');
    await app().getByText('That can take for ever.').first().waitFor();
    await pattern.and(app().locator('[aria-invalid="true"]')).waitFor();
    expect(await app().getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await isAccessible();
    await pattern.fill('[A-Z][0-9]+');
    await app().getByRole('button', { name: 'Save', exact: true }).click();
    await app().getByText('Saved.', { exact: true }).waitFor();
  });

  test('fills the new attribute, and is told of what does not match it', async () => {
    await openTab('Browser');
    await app().getByRole('link', { name: 'web-01' }).click();
    await app().getByRole('button', { name: 'Edit details' }).click();
    const rack = app().getByLabel('Rack');
    await rack.fill('cellar');
    await app().getByRole('button', { name: 'Save', exact: true }).click();
    await rack.and(app().locator('[aria-invalid="true"]')).waitFor();
    await app().getByText('does not match the pattern').waitFor();
    await rack.fill('A12');
    await app().getByRole('button', { name: 'Save', exact: true }).click();
    await app().getByText('A12').waitFor();
  });

  test('can’t take away a class that CIs are of', async () => {
    await openTab('Classes');
    await classLink('Server').click();
    await app().getByRole('button', { name: 'Remove Server' }).click();
    await app().getByRole('button', { name: 'Save', exact: true }).click();
    await app().getByText('There are CIs of “Server”. Move or delete them first.').waitFor();
    await isAccessible();
    await app().getByRole('button', { name: 'Discard changes' }).click();
    await classLink('Server').waitFor();
  });

  test('has the CMDB examined, and goes from a figure to the CIs and what is wrong with them', async () => {
    await openTab('Health');
    await app().getByText('The CMDB was never examined').waitFor();
    await app().getByRole('button', { name: 'Examine now' }).click();
    await app().getByText('0 of 2 CIs').waitFor();
    await isAccessible();
    await app().getByRole('link', { name: '1 Incomplete, Server: list them' }).click();
    await app()
      .getByText(/^Not filled: Owner, Support group/)
      .waitFor();
    await app().getByRole('link', { name: 'web-01' }).click();
    const sections = app().getByRole('navigation', { name: 'Sections of this CI' });
    await sections.getByRole('link', { name: 'Health', exact: true }).click();
    await app()
      .getByText(/^Fill these in: Owner, Support group/)
      .waitFor();
    await isAccessible();
  });

  test('names a moment, and sees later what changed since', async () => {
    await openTab('Baselines');
    await app().getByLabel('Name of the baseline').fill('Before the move');
    await app().getByRole('button', { name: 'Take baseline' }).click();
    await app().getByText('Baseline Before the move was taken.').waitFor();
    await cmdb('update', { ref: 'server:web-01', expectedVersion: 2, changes: { location: 'Rotterdam' } });
    await cmdb('delete', { ref: 'application:shop', expectedVersion: 1 });
    await app().getByRole('link', { name: 'Compare with now: Before the move' }).click();
    await app().getByText('0 added, 1 removed, 1 changed').waitFor();
    const row = app().getByRole('row', { name: /web-01/ });
    await row.getByText('Rotterdam').waitFor();
    await row.getByText('Hamburg').waitFor();
    await isAccessible();
  });

  test('reads all of it in the dark, too', async () => {
    const light = person;
    person = await Person.arrive(browser, site.baseUrl, { theme: 'dark' });
    for (const [tab, ready] of PAGES) {
      await openTab(tab);
      await app().getByText(ready).first().waitFor();
      await isAccessible();
    }
    expect(person.complaints()).toEqual([]);
    await person.leave();
    person = light;
  });

  test('has complained about nothing', async () => {
    expect(person.complaints()).toEqual([]);
  });
});
