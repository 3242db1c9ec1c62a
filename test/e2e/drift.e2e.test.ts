/** What somebody took away in Jira is noticed, named and put back. */
import type { Browser, FrameLocator } from 'playwright-core';
import { z } from 'zod';
import type { JiraClient } from '../../emulator/jira-client';
import type { Site } from '../../emulator/site';
import { describeInBrowser } from '../support/browser';
import { aSite, jiraAs } from '../support/site';
import { inOrder, Person } from './person';

const Field = z.object({ id: z.string(), name: z.string() });
const Page = <T extends z.ZodType>(value: T) => z.object({ values: z.array(value) });
const Identified = z.object({ id: z.union([z.string(), z.number()]), name: z.string() });

describeInBrowser('drift', (launch) => {
  jest.setTimeout(90_000);
  let browser: Browser;
  let site: Site;
  let person: Person;
  let app: FrameLocator;
  const test = inOrder(() => person);
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

  test('finds nothing after set-up', async () => {
    await person.visit('/');
    app = await person.openAdminPage();
    await app.getByRole('link', { name: 'Drift and repair' }).click();
    await app.getByText('Nothing differs').waitFor();
  });

  test('names what was taken away: a field of a screen, an option, the validators of a workflow', async () => {
    const jira = jiraAs(site, 'admin');
    await takeFieldOffScreen(jira, 'Pending reason', 'Plumbline: Put incident on hold');
    await deleteOption(jira, 'Urgency', 'Low');
    await takeValidatorsAway(jira, 'Plumbline: Incident lifecycle');
    await app.getByRole('button', { name: 'Check again' }).click();
    await app.getByRole('button', { name: 'Repair' }).waitFor();
    await listed('Plumbline: Put incident on hold', 'Pending reason');
    await listed('Urgency: options', 'Low');
    await listed('Plumbline: Incident lifecycle', /Put on hold|Resolve/);
  });

  test('puts it back', async () => {
    await app.getByRole('button', { name: 'Repair' }).click();
    await app.getByText('Set-up is complete').waitFor({ timeout: 60_000 });
    await app.getByRole('button', { name: /^Back/ }).click();
    await app.getByText('Nothing differs').waitFor();
  });

  test('so that the gate holds again', async () => {
    await person.page.getByRole('button', { name: 'Create', exact: true }).click();
    const dialog = person.dialog('Create issue');
    await dialog.getByLabel('Issue type').selectOption({ label: 'Incident' });
    await dialog.getByLabel('Summary').fill('The scanner does not scan');
    await dialog.getByLabel('Urgency').selectOption({ label: 'Low' });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await person.page.getByRole('button', { name: 'Open it' }).click();
    await person.chooseStep('Put on hold');
    await person
      .dialog(/^Put on hold/)
      .getByRole('button', { name: 'Put on hold' })
      .click();
    await person
      .dialog(/^Put on hold/)
      .getByText('choose a pending reason')
      .waitFor();
  });

  const listed = (name: string, difference: string | RegExp): Promise<void> =>
    app.getByRole('listitem').filter({ hasText: name }).filter({ hasText: difference }).first().waitFor();
});

async function fieldId(jira: JiraClient, name: string): Promise<string> {
  return found(await jira.get('/rest/api/3/field', z.array(Field)), name).id;
}

function found<T extends { readonly name: string }>(things: readonly T[], name: string): T {
  const thing = things.find((candidate) => candidate.name === name);
  if (thing === undefined) throw new Error(`there is no "${name}"`);
  return thing;
}

async function takeFieldOffScreen(jira: JiraClient, field: string, screen: string): Promise<void> {
  const { values } = await jira.get('/rest/api/3/screens?maxResults=100', Page(Identified));
  const { id } = found(values, screen);
  const [tab] = await jira.get(`/rest/api/3/screens/${id}/tabs`, z.array(Identified));
  await jira.delete(`/rest/api/3/screens/${id}/tabs/${tab?.id ?? ''}/fields/${await fieldId(jira, field)}`);
}

async function deleteOption(jira: JiraClient, field: string, option: string): Promise<void> {
  const contexts = `/rest/api/3/field/${await fieldId(jira, field)}/context`;
  const [context] = (await jira.get(contexts, Page(Identified))).values;
  const options = `${contexts}/${context?.id ?? ''}/option`;
  const { values } = await jira.get(options, Page(z.object({ id: z.string(), value: z.string() })));
  await jira.delete(`${options}/${values.find(({ value }) => value === option)?.id ?? ''}`);
}

/** What the update takes of what the reading gives. */
const Status = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  statusCategory: z.string(),
  statusReference: z.string(),
});
const Workflow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.object({ id: z.string(), versionNumber: z.number() }),
  statuses: z.array(
    z.object({ statusReference: z.string(), properties: z.record(z.string(), z.string()).default({}) }),
  ),
  transitions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      toStatusReference: z.string(),
      links: z.array(z.unknown()).default([]),
      actions: z.array(z.unknown()).default([]),
      triggers: z.array(z.unknown()).default([]),
      properties: z.record(z.string(), z.string()).default({}),
      transitionScreen: z.unknown().optional(),
    }),
  ),
});

async function takeValidatorsAway(jira: JiraClient, name: string): Promise<void> {
  const { workflows, statuses } = await jira.post(
    '/rest/api/3/workflows',
    { workflowNames: [name] },
    z.object({ workflows: z.array(Workflow), statuses: z.array(Status) }),
  );
  const { name: _name, ...workflow } = found(workflows, name);
  await jira.post('/rest/api/3/workflows/update', { statuses, workflows: [workflow] }, z.unknown());
}
