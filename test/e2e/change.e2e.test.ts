/** People take changes from the draft to the review: a normal one into a freeze and out of it, an emergency, a standard one. */
import { z } from 'zod';
import type { Browser, FrameLocator, Locator } from 'playwright-core';
import type { Json } from '../../emulator/json';
import { Landscape } from '../../emulator/seed/landscape-kit';
import { loadLandscape } from '../../emulator/seed/load-landscape';
import type { Site } from '../../emulator/site';
import { describeInBrowser } from '../support/browser';
import { aSite, invoke } from '../support/site';
import { seriousFindings } from './axe';
import { inOrder, Person } from './person';

const Answer = z.object({ ok: z.literal(true) });
const Shown = z.object({ value: z.object({ change: z.object({ planned: z.object({ from: z.string() }) }) }) });
const PLANS = ['Reason for change', 'Implementation plan', 'Back-out plan', 'Test plan', 'Communication plan'];
const PLAN =
  'As rehearsed with the team on Friday: one node after the other leaves the pool, is changed, looked at and put back.';

/** Two web servers carry a shop, which a service depends on. */
function aShop(): Landscape {
  const shop = new Landscape();
  const service = shop.add('businessService', 'Online shop', { criticality: 1, owner: 'serviceowner' });
  const application = shop.add('application', 'Shop', { criticality: 2, owner: 'mei' });
  const servers = ['web-01', 'web-02'].map((name) => shop.add('server', name, { criticality: 2, owner: 'ruth' }));
  shop.relate(service, 'dependsOn', application);
  shop.relate(application, 'runsOn', ...servers);
  return shop;
}

/** Tuesday night, Europe/Berlin. */
const FREEZE = {
  key: 'inventory',
  name: 'Stock-taking',
  kind: 'freeze',
  scope: { on: 'site' },
  timeZone: 'Europe/Berlin',
  start: '2026-02-03T18:00',
  end: '2026-02-04T06:00',
  rrule: null,
  except: ['emergency'],
  enabled: true,
  note: 'The warehouse counts.',
};

const TEMPLATE = {
  key: 'restart',
  name: 'Restart a server',
  description: 'One server of a pool at a time.',
  reason: PLAN,
  implementationPlan: PLAN,
  backoutPlan: PLAN,
  testPlan: PLAN,
  communicationPlan: PLAN,
  classes: ['server'],
  cis: [],
  minutes: 30,
  answers: {},
  enabled: true,
  reapprovedAt: null,
};

describeInBrowser('changes', (launch) => {
  jest.setTimeout(180_000);
  let browser: Browser;
  let site: Site;
  let base: string;
  let person: Person;
  let key: string;
  const test = inOrder(() => person);
  const panel = (): FrameLocator => person.app();
  const section = (): Locator => panel().getByRole('region', { name: 'Change', exact: true });

  /** As the form takes it: the wall clock in Berlin, where people here are, in winter. */
  const inMinutes = (minutes: number): string =>
    new Date(site.clock.now() + (minutes + 60) * 60_000).toISOString().slice(0, 16);

  async function configure(procedure: string, draft: Json): Promise<void> {
    Answer.parse(await invoke(site, 'admin', procedure, { expectedVersion: null, draft }));
  }

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    await loadLandscape(site, aShop());
    await configure('change.saveWindows', { windows: [FREEZE] });
    await configure('change.saveTemplates', { templates: [TEMPLATE] });
    base = await site.listen(0);
    browser = await launch();
    person = await Person.arrive(browser, base);
    await person.visit('/');
    await person.switchUser('Tomás Oliveira');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Through the create dialog; the key comes from the flag that links to it. */
  async function create(summary: string, type: string, start: string, end: string): Promise<string> {
    await person.visit('/');
    await person.page.getByRole('button', { name: 'Create', exact: true }).click();
    const dialog = person.dialog('Create issue');
    await dialog.getByLabel('Issue type').selectOption({ label: 'Change' });
    await dialog.getByLabel('Summary').fill(summary);
    await dialog.getByLabel('Change type').selectOption({ label: type });
    await dialog.getByLabel('Planned start').fill(start);
    await dialog.getByLabel('Planned end').fill(end);
    for (const plan of PLANS) await dialog.getByLabel(plan).fill(PLAN);
    const picker = person.app('Edit Configuration items');
    await picker.getByRole('combobox', { name: 'Configuration items' }).fill('web-01');
    await picker.getByRole('option', { name: /^web-01/ }).click();
    await picker.getByRole('list', { name: 'Chosen configuration items' }).getByText('web-01').waitFor();
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await site.forge.drain();
    const made = site.jira.site.db
      .prepare<[string], { key: string }>('SELECT key FROM issue WHERE summary = ? ORDER BY id DESC')
      .get(summary);
    await person.visit(`/browse/${made?.key ?? ''}`);
    await section().getByRole('heading', { name: 'What comes next' }).waitFor();
    return made?.key ?? '';
  }

  /** With the worst answer to each question of the list, and the best to the others. */
  async function assess(worst: readonly RegExp[]): Promise<void> {
    await section()
      .getByRole('button', { name: /^Assess/ })
      .click();
    const form = section().getByRole('form', { name: 'Risk questionnaire' });
    const questions = await form.getByRole('combobox').all();
    for (const question of questions) {
      const id = await question.getAttribute('id');
      const label = await form.locator(`label[for="${id ?? ''}"]`).innerText();
      const options = await question.locator('option:not([disabled])').all();
      const chosen = worst.some((one) => one.test(label)) ? options.at(-1) : options[0];
      await question.selectOption((await chosen?.getAttribute('value')) ?? '');
    }
    await form.getByRole('button', { name: 'Assess', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await settled();
  }

  /** What the app wrote is on the page around it. */
  async function settled(): Promise<void> {
    await site.forge.drain();
    await person.visit(`/browse/${key}`);
    await section().getByRole('heading', { name: 'Approval', exact: true }).waitFor();
  }

  async function step(name: string, status: string): Promise<void> {
    await person.chooseStep(name);
    await person.hasStatus(status);
    await settled();
  }

  async function openChanges(someone: Person): Promise<void> {
    await someone.visit('/');
    await someone.page.getByRole('button', { name: 'Apps' }).click();
    await someone.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
    const pages = someone.app().getByRole('navigation', { name: 'Pages', exact: true });
    await pages.locator('a[aria-current="page"]').waitFor();
    await pages.getByRole('link', { name: 'Changes' }).click();
  }

  /** From a page where nobody else is named. */
  async function becomes(name: string): Promise<void> {
    await person.visit('/');
    await person.switchUser(name);
  }

  /** Its screen shows what is described; nothing needs to be added. */
  async function requestAssessment(): Promise<void> {
    await person.chooseStep('Request assessment');
    const dialog = person.dialog(/^Request assessment/);
    const picker = person.app('Edit Configuration items');
    await picker.getByRole('list', { name: 'Chosen configuration items' }).getByText('web-01').waitFor();
    await dialog.getByRole('button', { name: 'Request assessment' }).click();
    await person.hasStatus('Assess');
    await settled();
  }

  /** Jira says why, and the change stays where it is. */
  async function refused(name: string, words: RegExp): Promise<void> {
    await person.chooseStep(name);
    await person.page.getByText(words).first().waitFor();
    const dialog = person.dialog(new RegExp(`^${name}`));
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Cancel' }).click();
    // Jira's answer to a refused request is logged by the browser.
    person.complaints();
  }

  const clean = async (): Promise<void> => {
    expect(await seriousFindings(person)).toEqual([]);
    expect(person.complaints()).toEqual([]);
  };

  test('begin as drafts that say what they lack', async () => {
    key = await create('Renew the certificate of the shop', 'Normal', '2026-02-03T20:00', '2026-02-03T22:00');
    await section().getByText('“Request assessment” is possible').waitFor();
    await section().getByText('Stock-taking', { exact: true }).waitFor();
    await section().getByText('A freeze can’t be accepted: move the change.').waitFor();
    await clean();
  });

  test('leave assessment only with an assessment, which explains itself', async () => {
    await requestAssessment();
    await refused('Request authorization', /Its risk has not been assessed/);
    await assess([/rehears/i, /often/i, /carried out/i, /teams/i]);
    await section()
      .getByText(/· likelihood \d × impact \d = \d+/)
      .waitFor();
    await section().getByText('Why', { exact: true }).click();
    await section()
      .getByRole('table', { name: /^Likelihood: level/ })
      .waitFor();
    await person.picture('change-assessed');
    await clean();
  });

  test('are kept out of a freeze, by Jira’s own menu', async () => {
    await step('Request authorization', 'Authorize');
    await refused('Schedule', /It lies in a freeze \(Stock-taking/);
  });

  test('move to the next free slot, which says why none is earlier', async () => {
    await section().getByRole('button', { name: 'Find a free slot' }).click();
    await section().getByLabel('Hours').selectOption({ label: 'Outside business hours' });
    await section()
      .getByText(/^Next free slot:/)
      .waitFor();
    await section()
      .getByText(/^Why not earlier/)
      .click();
    await section().getByRole('button', { name: 'Move it there' }).click();
    await section()
      .getByText(/^Edited since:/)
      .first()
      .waitFor();
    await settled();
    await section().getByText('Nothing stands against it where it is planned.').waitFor();
    await step('Back to assessment', 'Assess');
    await assess([/rehears/i, /often/i, /carried out/i, /teams/i]);
    await step('Request authorization', 'Authorize');
    await clean();
  });

  test('are approved by two of the board: one on the CAB page, one in the panel', async () => {
    await refused('Schedule', /It needs \d more approval/);
    await becomes('Kwame Mensah');
    await openChanges(person);
    await panel()
      .getByRole('navigation', { name: 'Pages on changes' })
      .getByRole('link', { name: 'Approvals' })
      .click();
    const card = panel().getByRole('article').filter({ hasText: key });
    await card.waitFor();
    await person.picture('change-cab');
    await clean();
    await card.getByRole('button', { name: 'Approve' }).click();
    await panel().getByText(`You approved ${key}.`).waitFor();
    await settled();
    await becomes('Amara Diallo');
    await settled();
    await section().getByLabel('Reason').fill('The shop is quiet then.');
    await section().getByRole('button', { name: 'Approve', exact: true }).click();
    await section().getByText('“Schedule” is possible').waitFor();
    await person.picture('change-approved');
    await clean();
  });

  test('begin in their window only, and close with an outcome', async () => {
    await becomes('Tomás Oliveira');
    await settled();
    await step('Schedule', 'Scheduled');
    await refused('Implement', /work may begin from/);
    await untilItsWindow();
    await step('Implement', 'Implement');
    await step('Review', 'Review');
    await refused('Close', /Its outcome is not recorded/);
    await section().getByRole('button', { name: 'Record the outcome' }).click();
    await section()
      .getByLabel(/^Outcome/)
      .selectOption({ label: 'Successful with issues' });
    await section().getByLabel('Lessons').fill('Look at the chain of certificates first.');
    await section().getByRole('button', { name: 'Save the review' }).click();
    await section().getByText('“Close” is possible').waitFor();
    await settled();
    await step('Close', 'Closed');
    await clean();
  });

  /** Its panel says when that is. */
  async function untilItsWindow(): Promise<void> {
    const shown = Shown.parse(await invoke(site, 'agent', 'change.panel', { issueKey: key }, 'plumbline-panel'));
    await site.forge.advanceTo(Date.parse(shown.value.change.planned.from));
    await settled();
  }

  test('go the short way as emergencies, with the emergency board and a review', async () => {
    key = await create('The shop is down', 'Emergency', inMinutes(60), inMinutes(180));
    await requestAssessment();
    await assess([]);
    await step('Request authorization', 'Authorize');
    await refused('Implement emergency', /It needs 2 more approval/);
    person.complaints();
    for (const member of ['Kwame Mensah', 'Amara Diallo']) {
      await becomes(member);
      await settled();
      await section().getByRole('button', { name: 'Approve', exact: true }).click();
      await section().getByText('Decisions').waitFor();
      await settled();
    }
    await becomes('Tomás Oliveira');
    await settled();
    await step('Implement emergency', 'Implement');
    await step('Review', 'Review');
    await section().getByRole('button', { name: 'Record the outcome' }).click();
    await section()
      .getByLabel(/^Outcome/)
      .selectOption({ label: 'Successful' });
    await section().getByRole('button', { name: 'Save the review' }).click();
    await section()
      .getByText(/Deviations or lessons are needed: it was an emergency/)
      .waitFor();
    await refused('Close', /It needs a review, because it was an emergency/);
    await section().getByRole('button', { name: 'Amend the review' }).click();
    await section().getByLabel('Deviations').fill('The restart took twenty minutes longer.');
    await section().getByRole('button', { name: 'Save the review' }).click();
    await section().getByText('“Close” is possible').waitFor();
    await settled();
    await step('Close', 'Closed');
  });

  test('need no board when a pre-approved template says how', async () => {
    key = await create('Restart web-01', 'Standard', inMinutes(30), inMinutes(60));
    await section()
      .getByText(/None is applied yet/)
      .waitFor();
    await section().getByRole('button', { name: 'Apply a template' }).click();
    await section()
      .getByLabel(/^Template/)
      .selectOption({ label: 'Restart a server' });
    await section().getByRole('button', { name: 'Apply a template' }).click();
    await section().getByText('Restart a server: pre-approved').waitFor();
    await settled();
    await step('Schedule standard change', 'Scheduled');
    await step('Implement', 'Implement');
    await clean();
  });

  it.each(['light', 'dark'] as const)('are on the calendar, in %s', async (theme) => {
    const reader = await Person.arrive(browser, base, { theme });
    // A reader's today is the browser's.
    await reader.page.clock.setFixedTime(site.clock.now());
    try {
      await openChanges(reader);
      await reader.app().getByText('Restart web-01').first().waitFor();
      await reader.app().getByText('Stock-taking').first().waitFor();
      await reader.picture(`change-calendar-${theme}`);
      expect(await seriousFindings(reader)).toEqual([]);
      expect(reader.complaints()).toEqual([]);
    } finally {
      await reader.leave();
    }
  });
});
