/** Workflows of a project: read, and the rules that the app brings configured in the app's own form. */
import { describeInBrowser } from '../../support/browser';
import { accountIdOf } from '../../../emulator/seed/people';
import { addFlowProject } from './fixture';
import { seriousFindings, Visit } from './visit';

describeInBrowser('workflows of a project', (launch) => {
  jest.setTimeout(120_000);
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin(launch);
    await addFlowProject(visit.site);
  });
  afterAll(() => visit?.end());

  it('are reached from the settings and show transitions and rules', async () => {
    const page = await visit.open('/jira/projects/FLOW/settings');
    await page.getByRole('link', { name: 'Workflows' }).click();
    const begin = page.getByRole('row').filter({ hasText: 'Begin' });
    await begin.getByText('Summary says {"word":"printer"}').waitFor();
    expect(await begin.textContent()).toContain('In Progress');
    expect(await begin.getByText('Screen').count()).toBeGreaterThan(0);
  });

  it.each(['light', 'dark'] as const)('are configured in an accessible dialog in the %s theme', async (colorScheme) => {
    const page = await visit.open('/jira/projects/FLOW/settings/workflows', { colorScheme });
    await page.getByRole('button', { name: 'Configure Summary says of Begin' }).click();
    await page.getByRole('dialog').frameLocator('iframe').getByLabel('Word').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('keep the configuration that the app’s form answers, and the form open when it answers nothing', async () => {
    const page = await visit.open('/jira/projects/FLOW/settings/workflows');
    await page.getByRole('button', { name: 'Configure Summary says of Begin' }).click();
    const dialog = page.getByRole('dialog');
    const word = dialog.frameLocator('iframe').getByLabel('Word');
    await word.waitFor();
    expect(await word.inputValue()).toBe('printer');
    await word.fill('');
    await dialog.getByRole('button', { name: 'Update' }).click();
    await dialog.getByRole('button', { name: 'Update', disabled: false }).waitFor();
    await word.fill('scanner');
    await dialog.getByRole('button', { name: 'Update' }).click();
    await page.getByText('Summary says {"word":"scanner"}').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('take another rule of the app', async () => {
    const page = await visit.open('/jira/projects/FLOW/settings/workflows');
    await page.getByRole('button', { name: 'Add Summary says to Create' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.frameLocator('iframe').getByLabel('Word').fill('fire');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'Creation' }).getByText('Summary says {"word":"fire"}').waitFor();
  });

  it('are for administrators only', async () => {
    const page = await visit.open('/jira/projects/FLOW/settings/workflows');
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('button', { name: /agent@acme.example/ }).click();
    await page.getByText('Only administrators see workflows').waitFor();
    expect(accountIdOf('agent')).not.toBe(accountIdOf('admin'));
  });
});
