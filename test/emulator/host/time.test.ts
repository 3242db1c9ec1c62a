/** The clock control, the drawer, and gadgets that refresh themselves as the site's time goes by. */
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser';
import { eventually, Visit } from './visit';

describeInBrowser('time in the pages', (launch) => {
  jest.setTimeout(120_000);
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin(launch);
  });
  afterAll(() => visit?.end());

  const openClock = (page: Page): Promise<void> => page.getByRole('button', { name: /^Site time/ }).click();

  it('shows how far a long move has come, and then what came of it', async () => {
    const page = await visit.open('/browse/DEMO-1');
    await page.getByRole('button', { name: 'Add Bridge panel' }).click();
    await page.frameLocator('iframe[title="Bridge panel"]').locator('#output').waitFor();
    const advanceTo = visit.site.forge.advanceTo.bind(visit.site.forge);
    const slow = jest.spyOn(visit.site.forge, 'advanceTo').mockImplementation(async (instant) => {
      const half = visit.site.clock.now() + (instant - visit.site.clock.now()) / 2;
      await advanceTo(half);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      await advanceTo(instant);
    });
    await openClock(page);
    await page.getByRole('button', { name: 'Forward one day' }).click();
    const progress = page.getByRole('progressbar', { name: 'How far the clock has come' });
    await progress.waitFor();
    expect(Number(await progress.getAttribute('value'))).toBeCloseTo(0.5, 1);
    const opened = page.waitForResponse((answer) => answer.url().endsWith('/__bridge/open'));
    const asked = page.waitForResponse((answer) => answer.url().includes('/rest/api/3/issue/DEMO-1'));
    await Promise.all([opened, asked, progress.waitFor({ state: 'detached' })]);
    slow.mockRestore();
  });

  it('shows in the drawer what one action cost', async () => {
    const page = await visit.open('/browse/DEMO-2');
    await page.getByRole('button', { name: 'Add Bridge panel' }).click();
    const frame = page.frameLocator('iframe[title="Bridge panel"]');
    await frame.locator('#output', { hasText: 'DEMO-2' }).waitFor();
    await frame.getByRole('button', { name: 'invoke', exact: true }).click();
    await frame.locator('#output', { hasText: 'hello' }).waitFor();
    await page.getByRole('button', { name: 'Show what the app did' }).click();
    const invocations = page.locator('.figures div').filter({ hasText: 'Invocations' }).locator('dd');
    await page.getByRole('button', { name: 'Reset the meter' }).click();
    await eventually(async () => (await invocations.textContent()) === '0', 'no invocation after the reset');
    await frame.getByRole('button', { name: 'invoke', exact: true }).click();
    await eventually(async () => (await invocations.textContent()) === '1', 'one invocation');
  });

  it('ends injected faults from the drawer', async () => {
    visit.site.forge.addFault({ kind: 'jira', status: 503 });
    const page = await visit.open('/jira/projects');
    await page.getByRole('button', { name: 'Show what the app did' }).click();
    await page.getByRole('tab', { name: 'Faults' }).click();
    await page.getByRole('button', { name: 'End all faults' }).click();
    await page.getByText('Nothing is made to fail.').waitFor();
    expect(visit.site.forge.faults()).toEqual([]);
  });

  it('loads a gadget again after the minutes of the site’s time that its configuration names', async () => {
    visit.site.clock.switchTo('running');
    const page = await visit.open('/jira/dashboards');
    await page.getByRole('button', { name: 'Create dashboard' }).click();
    await page.getByLabel('Name').fill('Desk');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Add gadget' }).click();
    await page.getByRole('button', { name: 'Add Bridge gadget' }).click();
    const form = page.frameLocator('iframe[title="Configure Bridge gadget"]');
    await form.getByRole('button', { name: 'submit', exact: true }).click();
    await page.frameLocator('iframe[title="Bridge gadget"]').locator('#output', { hasText: '"refresh": 15' }).waitFor();
    await page.waitForLoadState('networkidle');
    let loads = 0;
    page.on('request', (request) => (loads += request.url().endsWith('/cdn/pages/index.html') ? 1 : 0));
    // A page's clock that is fourteen minutes on is not due; two minutes later it is.
    await page.evaluate(
      '(() => { const real = performance.now.bind(performance); window.ahead = 14 * 60e3; performance.now = () => real() + window.ahead; })()',
    );
    await page.waitForTimeout(6_000);
    expect(loads).toBe(0);
    await page.evaluate('window.ahead = 16 * 60e3');
    await eventually(() => loads === 1, 'one more load of the gadget');
    visit.site.clock.switchTo('manual');
  });
});
