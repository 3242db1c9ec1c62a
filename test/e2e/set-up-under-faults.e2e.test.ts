/** Set-up started from the page while Jira is in trouble: it ends complete all the same, with nothing twice. */
import type { Browser, FrameLocator } from 'playwright-core';
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import { describeInBrowser } from '../support/browser';
import { jiraAs } from '../support/site';
import { inOrder, Person } from './person';
import { aFreshSite, type ServedSite } from './site';
import { APPLY, showThePlan } from './wizard';

const TOO_EARLY: JsonObject = { kind: 'permissionsSettleAfter', seconds: 90 };
/** Jira is busy, refuses, fails, and the worker dies twice. */
const CONSUMER = { functionKey: 'setup-consumer' };
const FAULTS: readonly JsonObject[] = [
  { kind: 'jira', status: 403, times: 2, ...CONSUMER },
  { kind: 'jira', method: 'POST', path: '/field', status: 429, retryAfterSeconds: 20, times: 8, ...CONSUMER },
  { kind: 'jira', method: 'POST', path: '/screens', status: 500, times: 8, ...CONSUMER },
  { kind: 'jira', path: '/workflow', status: 503, times: 5, ...CONSUMER },
  { kind: 'jira', method: 'POST', path: '/project$', status: 'timeout', times: 2, ...CONSUMER },
  { kind: 'kill', afterCalls: 30, times: 1, ...CONSUMER },
  { kind: 'kill', afterCalls: 75, times: 1, ...CONSUMER },
];

const Named = z.object({ name: z.string() });
const Listed = z.array(Named);
const Paged = z.object({ values: Listed, isLast: z.boolean().optional() });
const MINUTES_OF_PATIENCE = 120;

describeInBrowser('set-up under faults', (launch) => {
  jest.setTimeout(120_000);
  let browser: Browser;
  let served: ServedSite;
  let person: Person;
  const test = inOrder(() => person);
  beforeAll(async () => {
    served = await aFreshSite('manual');
    browser = await launch();
    person = await Person.arrive(browser, served.base);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.site.close();
  });
  const app = (): FrameLocator => person.app();

  test('is started from the page', async () => {
    await person.visit('/');
    await person.openAdminPage();
    await showThePlan(app(), 'OPS');
    await inject([TOO_EARLY]);
    await app().getByRole('button', { name: APPLY }).click();
    await app().getByText('Jira is still granting Plumbline its permissions').waitFor();
    await inject(FAULTS);
    await control('clock', { advance: 'PT2M' });
    await app().getByRole('heading', { name: 'Setting up' }).waitFor();
  });

  test('says that it waits, and why', async () => {
    await control('drain', {});
    await app()
      .getByText(/^Waiting to try again: /)
      .waitFor();
  });

  test('ends complete when time has passed', async () => {
    for (let minutes = 0; minutes < MINUTES_OF_PATIENCE; minutes += 15) {
      await control('clock', { advance: 'PT15M' });
      const heading = app().getByRole('heading', { name: 'Setting up' });
      const setUp = app().getByText('Set-up is complete');
      await heading.or(setUp).first().waitFor();
      if (await setUp.isVisible()) break;
    }
    await app().getByText('Open the project OPS').first().waitFor();
    await app().getByRole('link', { name: 'Drift and repair' }).click();
    await app().getByText('Nothing differs').waitFor();
    const left: unknown = await fetch(`${served.base}/_emulator/faults`).then((answer) => answer.json());
    expect(used(left)).toEqual([]);
  });

  it.each([
    ['issue types', '/rest/api/3/issuetype'],
    ['fields', '/rest/api/3/field'],
    ['statuses', '/rest/api/3/statuses/search'],
    ['resolutions', '/rest/api/3/resolution'],
    ['link types', '/rest/api/3/issueLinkType'],
    ['roles', '/rest/api/3/role'],
    ['screens', '/rest/api/3/screens'],
    ['screen schemes', '/rest/api/3/screenscheme'],
    ['issue type schemes', '/rest/api/3/issuetypescheme'],
    ['issue type screen schemes', '/rest/api/3/issuetypescreenscheme'],
    ['workflows', '/rest/api/3/workflows/search'],
    ['workflow schemes', '/rest/api/3/workflowscheme'],
    ['projects', '/rest/api/3/project/search'],
  ])('leaves no two %s of the same name', async (_what, path) => {
    const names = await namesAt(path);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  async function namesAt(path: string): Promise<string[]> {
    const body = await jiraAs(served.site, 'admin').get(`${path}?maxResults=200`, z.unknown());
    const links = z.object({ issueLinkTypes: Listed }).safeParse(body);
    const paged = Paged.safeParse(body);
    if (paged.data?.isLast === false) throw new Error(`${path} has more than one page`);
    const all = links.data?.issueLinkTypes ?? paged.data?.values ?? Listed.parse(body);
    return all.map(({ name }) => name);
  }

  async function inject(faults: readonly JsonObject[]): Promise<void> {
    for (const fault of faults) await control('faults', fault);
  }

  async function control(what: string, body: JsonObject): Promise<void> {
    const answer = await fetch(`${served.base}/_emulator/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
});

/** Faults that were never met: the test would prove less than it says. */
function used(faults: unknown): unknown[] {
  return z
    .array(z.looseObject({ kind: z.string(), used: z.number() }))
    .parse(faults)
    .filter((fault) => fault.used === 0);
}
