/** Working an issue in the pages: refusals, links, watchers, deleting, profiles. */
import { describeInBrowser } from '../../support/browser';
import { accountIdOf } from '../../../emulator/seed/people';
import { addFlowProject, asAdmin } from './fixture';
import { Visit } from './visit';

describeInBrowser('working an issue', (launch) => {
  jest.setTimeout(120_000);
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin(launch);
    await addFlowProject(visit.site);
  });
  afterAll(() => visit?.end());

  it('says at the dialog what a validator refuses, and keeps what was typed', async () => {
    const page = await visit.open('/browse/FLOW-1');
    await page.getByRole('button', { name: /^Status: To Do/ }).click();
    await page.getByRole('button', { name: /^Begin/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Comment').fill('Called the fire brigade.');
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'The summary has to say printer.' }).waitFor();
    expect(await dialog.getByLabel('Comment').inputValue()).toBe('Called the fire brigade.');
    await dialog.getByLabel('Summary').fill('The printer is on fire');
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('button', { name: /^Status: In Progress/ }).waitFor();
    await page.getByRole('tabpanel', { name: 'Comments' }).getByText('Called the fire brigade.').waitFor();
    await page.getByRole('heading', { level: 1, name: /The printer is on fire/ }).waitFor();
  });

  it('links issues and takes the link away', async () => {
    const page = await visit.open('/browse/DEMO-1');
    await page.getByRole('button', { name: 'Link an issue' }).click();
    const links = page.getByRole('region', { name: 'Linked issues' });
    await links.getByRole('combobox').selectOption({ label: 'blocks' });
    await links.getByRole('textbox').fill('DEMO-2');
    await links.getByRole('button', { name: 'Link', exact: true }).click();
    await links.getByRole('link', { name: 'DEMO-2' }).waitFor();
    await links.getByText('blocks').waitFor();
    await links.getByRole('button', { name: 'Remove the link to DEMO-2' }).click();
    await links.getByText('No links yet.').waitFor();
  });

  it('watches, shows who watches, and leads to their profile', async () => {
    const page = await visit.open('/browse/DEMO-2');
    const watch = page.getByRole('button', { name: 'Watch', exact: true });
    const stop = page.getByRole('button', { name: 'Stop watching' });
    await watch.or(stop).waitFor();
    if (await watch.isVisible()) await watch.click();
    await stop.waitFor();
    await page.getByRole('region', { name: 'People' }).getByRole('link', { name: 'Priya Raman' }).click();
    await page.waitForURL(({ pathname }) => decodeURIComponent(pathname) === `/jira/people/${accountIdOf('admin')}`);
    await page.getByText('admin@acme.example').waitFor();
    await page.goBack();
    await stop.click();
    await watch.waitFor();
  });

  it('shows a profile with groups and the open issues assigned', async () => {
    const agent = accountIdOf('agent');
    await asAdmin(visit.site, 'PUT', '/rest/api/3/issue/DEMO-2/assignee', { accountId: agent });
    const page = await visit.open(`/jira/people/${agent}`);
    await page.getByText('agent@acme.example').waitFor();
    await page.getByText('jira-software-users').waitFor();
    await page.getByRole('link', { name: 'DEMO-2' }).waitFor();
    await page.goto(`${visit.base}/jira/people/nobody`);
    await page.getByText('There is nobody here').waitFor();
  });

  it('deletes only after asking', async () => {
    const page = await visit.open('/browse/FLOW-2');
    const ask = async (): Promise<void> => {
      await page.getByRole('button', { name: 'More actions for FLOW-2' }).click();
      await page.getByRole('button', { name: 'Delete…' }).click();
    };
    await ask();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { level: 1, name: /The copier is on fire/ }).waitFor();
    await ask();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('FLOW-2 was deleted').waitFor();
    await expect(asAdmin(visit.site, 'GET', '/rest/api/3/issue/FLOW-2')).rejects.toThrow('404');
  });
});
