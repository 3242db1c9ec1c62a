/** What frames of the app are given: their height, their keys, their values. */
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser';
import { addToDefaultScreen, asAdmin, fieldId } from './fixture';
import { eventually, Visit } from './visit';

describeInBrowser('frames of the app', (launch) => {
  jest.setTimeout(120_000);
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin(launch);
    for (const name of ['Mood', 'Colour']) await addToDefaultScreen(visit.site, await fieldId(visit.site, name));
  });
  afterAll(() => visit?.end());

  const heightOf = (page: Page, title: string): Promise<number> =>
    page.locator(`iframe[title="${title}"]`).evaluate((frame) => frame.clientHeight);

  it('follow their content up and down', async () => {
    const page = await visit.open('/browse/DEMO-1');
    await page.getByRole('button', { name: 'Add Bridge panel' }).click();
    const frame = page.frameLocator('iframe[title="Bridge panel"]');
    await frame.locator('#output', { hasText: 'DEMO-1' }).waitFor();
    const press = async (name: string): Promise<void> => {
      await frame.getByRole('button', { name, exact: true }).click();
      await frame.locator('#output', { hasText: 'done' }).waitFor();
    };
    await press('shrink');
    const content = (): Promise<number> => frame.locator('body').evaluate((body) => body.scrollHeight);
    const settled = async (): Promise<boolean> => (await heightOf(page, 'Bridge panel')) === (await content());
    await eventually(settled, 'as tall as its content');
    const before = await heightOf(page, 'Bridge panel');
    await press('grow');
    await eventually(async () => (await heightOf(page, 'Bridge panel')) === before + 300, 'taller by 300 pixels');
    await press('shrink');
    await eventually(async () => (await heightOf(page, 'Bridge panel')) === before, 'as low as before');
  });

  it('keep the height their viewportSize names', async () => {
    const page = await visit.open('/browse/DEMO-2');
    await page.getByRole('button', { name: 'Add Fixed panel' }).click();
    const frame = page.frameLocator('iframe[title="Fixed panel"]');
    await frame.getByRole('button', { name: 'grow', exact: true }).click();
    await frame.getByText('grown').waitFor();
    expect(await heightOf(page, 'Fixed panel')).toBe(112);
  });

  it('close their modal with Escape', async () => {
    const page = await visit.open('/browse/DEMO-1');
    await page.frameLocator('iframe[title="Bridge panel"]').getByRole('button', { name: 'modal', exact: true }).click();
    const modal = page.frameLocator('dialog iframe');
    await modal.locator('#output', { hasText: '"from": "page"' }).waitFor();
    await modal.getByRole('button', { name: 'context', exact: true }).focus();
    // By the page's keyboard: the frame that takes the key is gone before a press on its element could be confirmed.
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  it('have the page to themselves with layout: blank, and a title above them without', async () => {
    const app = visit.site.forge.app();
    const page = await visit.open(`/jira/apps/${app?.appId ?? ''}/${app?.environmentId ?? ''}`);
    await page.getByRole('heading', { level: 1, name: 'Bridge page' }).waitFor();
    expect(await page.locator('h1.visually-hidden').count()).toBe(0);
    await page.goto(`${visit.base}/jira/settings/apps/${app?.appId ?? ''}/${app?.environmentId ?? ''}`);
    await page.locator('h1.visually-hidden', { hasText: 'Bridge administration' }).waitFor({ state: 'attached' });
  });

  it('show and edit a custom field in place', async () => {
    const page = await visit.open('/browse/DEMO-1');
    const shown = page.frameLocator('iframe[title="Mood"]').locator('#output');
    await shown.filter({ hasText: 'Feels nothing' }).waitFor();
    await page.getByRole('button', { name: 'Edit Mood' }).click();
    const form = page.frameLocator('iframe[title="Edit Mood"]');
    await form.getByLabel('Value').fill('calm');
    await form.getByRole('button', { name: 'save' }).click();
    await shown.filter({ hasText: 'Feels calm' }).waitFor();
    const issue = await asAdmin(visit.site, 'GET', '/rest/api/3/issue/DEMO-1');
    expect(issue).toHaveProperty(`fields.${await fieldId(visit.site, 'Mood')}`, 'calm');
  });

  it('edit a custom field in a dialog, which Escape leaves as it was', async () => {
    const page = await visit.open('/browse/DEMO-1');
    const edit = page.getByRole('button', { name: /edit Colour/ });
    await edit.click();
    const form = page.getByRole('dialog').frameLocator('iframe');
    await form.getByLabel('Value').focus();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await edit.click();
    await form.getByLabel('Value').fill('green');
    await form.getByRole('button', { name: 'save' }).click();
    await page.getByRole('button', { name: /green.*edit Colour/ }).waitFor();
  });
});
