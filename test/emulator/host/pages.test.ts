/** The pages in a real browser: accessible in both themes, and joined to the app's frames by the bridge. */
import type { FrameLocator, Page } from 'playwright-core';
import { accountIdOf } from '../../../emulator/seed/people';
import type { Site } from '../../../emulator/site';
import { describeInBrowser } from '../../support/browser';
import { seriousFindings, Visit } from './visit';

describeInBrowser('host pages', (launch) => {
  jest.setTimeout(120_000);
  let visit: Visit;
  let site: Site;
  let base: string;
  beforeAll(async () => {
    visit = await Visit.begin(launch);
    ({ site, base } = visit);
  });
  afterAll(() => visit?.end());
  const openPage: Visit['open'] = (path, options) => visit.open(path, options);

  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    it.each([
      ['projects', '/jira/projects', 'Demonstration'],
      ['issues', '/issues/', 'Mail arrives twice'],
      ['a bad query', '/issues/?jql=nothing%20%3D%201', 'nothing'],
      ['an issue', '/browse/DEMO-1', 'Details'],
      ['dashboards', '/jira/dashboards', 'Create dashboard'],
      ['project settings', '/jira/projects/DEMO/settings', 'People by role'],
      ['workflows', '/jira/projects/DEMO/settings/workflows', 'Any status'],
      ['a profile', '/jira/people/ADMIN', 'admin@acme.example'],
      ['the global page', '/jira/apps/APP', 'Bridge page'],
      ['the administration page', '/jira/settings/apps/APP', 'Acme'],
      ['no page', '/nowhere', 'This page does not exist'],
    ])('%s has no serious accessibility finding', async (_name, path, text) => {
      const app = site.forge.app();
      const address = path.replace('APP', `${app?.appId ?? ''}/${app?.environmentId ?? ''}`);
      const page = await openPage(address.replace('ADMIN', accountIdOf('admin')), { colorScheme });
      await page.getByText(text).first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    });
  });

  describe.each(['light', 'dark'] as const)('opened in the %s theme', (colorScheme) => {
    it.each([
      ['the create dialog', 'Create', 'Create issue'],
      ['the drawer', 'Show what the app did', 'Reset the meter'],
      ['the clock', /^Site time/, 'Move forward to'],
      ['the user menu', /^Signed in as/, 'Profile'],
    ])('%s has no serious accessibility finding', async (_name, button, text) => {
      const page = await openPage('/browse/DEMO-1', { colorScheme });
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByText(text).first().waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    });
  });

  describe('a frame of the app', () => {
    let page: Page;
    let frame: FrameLocator;
    const press = (name: string): Promise<void> => frame.getByRole('button', { name, exact: true }).click();
    const shown = async (text: string): Promise<void> => frame.locator('#output', { hasText: text }).waitFor();

    beforeAll(async () => {
      page = await openPage('/browse/DEMO-1');
      await page.getByRole('button', { name: 'Add Bridge panel' }).click();
      frame = page.frameLocator('iframe[title="Bridge panel"]');
      await frame.locator('#output').waitFor();
    });
    afterAll(() => page.context().close());

    it('comes from another origin and is sandboxed', async () => {
      const iframe = page.locator('iframe[title="Bridge panel"]');
      expect(await iframe.getAttribute('src')).toBe(`${base.replace('localhost', '127.0.0.1')}/cdn/pages/index.html`);
      expect(await iframe.getAttribute('sandbox')).not.toContain('allow-top-navigation');
    });

    it.each([
      ['context', '"key": "DEMO-1"'],
      ['invoke', '"hello": "world"'],
      ['fail', 'the resolver refused'],
      ['myself', 'admin@acme.example'],
      ['url', '/browse/DEMO-1'],
      ['submit', "this resource's view is not submittable."],
      ['close', "this resource's view is not closable."],
    ])('%s shows %s', async (name, text) => {
      await press(name);
      await shown(text);
    });

    it('shows a flag whose action calls back into the frame', async () => {
      await press('flag');
      await page.getByRole('button', { name: 'Answer' }).click();
      await shown('answered');
    });

    it('grows with its content', async () => {
      const height = (): Promise<number> =>
        page.locator('iframe[title="Bridge panel"]').evaluate((element) => element.clientHeight);
      const before = await height();
      await press('grow');
      await page.waitForFunction(
        (least) => (document.querySelector('iframe')?.clientHeight ?? 0) >= least,
        before + 250,
      );
    });

    it('opens a modal with its own context and hears what it was closed with', async () => {
      await press('modal');
      const modal = page.frameLocator('dialog iframe');
      await modal.locator('#output', { hasText: '"from": "page"' }).waitFor();
      await modal.getByRole('button', { name: 'close', exact: true }).click();
      await shown('"answer": 42');
      expect(await page.locator('dialog').count()).toBe(0);
    });

    it('follows the theme of the page', async () => {
      await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
      await frame.locator('html[data-color-mode="dark"]').waitFor();
      await page.getByRole('button', { name: 'Switch to the light theme' }).click();
      await frame.locator('html[data-color-mode="light"]').waitFor();
    });
  });

  it('keeps the address of the global page and the app’s history in step', async () => {
    const app = site.forge.app();
    const address = `/jira/apps/${app?.appId ?? ''}/${app?.environmentId ?? ''}`;
    const page = await openPage(address);
    const location = page.frameLocator('iframe').locator('#location');
    await page.frameLocator('iframe').getByRole('button', { name: 'deeper' }).click();
    await page.waitForURL(`${base}${address}/deeper?tab=1`);
    expect(await location.textContent()).toBe('/deeper?tab=1');
    await page.goBack();
    await page.waitForURL(`${base}${address}`);
    await page.frameLocator('iframe').locator('#location', { hasText: /^\/$/ }).waitFor();
    await page.context().close();
  });

  it('creates an issue, moves it, comments on it and shows its history', async () => {
    const page = await openPage('/jira/projects');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Summary').fill('The scanner does not scan');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { level: 1, name: /The scanner does not scan/ }).waitFor();
    await page.getByRole('button', { name: /^Status: To Do/ }).click();
    await page
      .locator('.menu-popup')
      .getByRole('button', { name: /In Progress/ })
      .click();
    await page.getByRole('button', { name: /^Status: In Progress/ }).waitFor();
    await page.getByRole('button', { name: 'Add a comment' }).click();
    await page.getByLabel('New comment').fill('Restarted it.\nNow it scans.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('p', { hasText: 'Now it scans.' }).waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.locator('.change', { hasText: 'status' }).waitFor();
    await page.context().close();
  });

  it('adds a gadget, configures it and keeps what its editor submitted', async () => {
    const page = await openPage('/jira/dashboards');
    await page.getByRole('button', { name: 'Create dashboard' }).click();
    await page.getByLabel('Name').fill('Desk');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Add gadget' }).click();
    await page.getByRole('button', { name: 'Add Bridge gadget' }).click();
    await page
      .frameLocator('iframe[title="Configure Bridge gadget"]')
      .getByRole('button', { name: 'submit', exact: true })
      .click();
    const gadget = page.frameLocator('iframe[title="Bridge gadget"]');
    await gadget.locator('#output', { hasText: '"jql": "project = DEMO"' }).waitFor();
    expect(await gadget.locator('#output').textContent()).toContain('"entryPoint": "view"');
    await page.context().close();
  });
});
