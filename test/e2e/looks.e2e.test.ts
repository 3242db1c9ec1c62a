/** Every page with a month of work in it, in both themes: accessible, without an error, and pictured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { COMPANY_STARTS_DAYS_AGO, seedCompany } from '../../emulator/seed/company';
import { Site } from '../../emulator/site';
import { describeInBrowser } from '../support/browser';
import { MONDAY } from '../support/site';
import { seriousFindings } from './axe';
import { Person, seenBy, type Theme } from './person';
import { showThePlan } from './wizard';

type Opening = (person: Person) => Promise<unknown>;

const INCIDENT = 'Phone system: calls drop when transferred';

const openIncident: Opening = async (person) => {
  await person.visit('/issues/?jql=' + encodeURIComponent(`summary ~ "calls drop when transferred"`));
  await person.page.getByRole('link', { name: INCIDENT }).click();
  await person.app().getByRole('region', { name: 'Priority' }).waitFor();
};

const openAdmin =
  (tab: string, ready: string | RegExp): Opening =>
  async (person) => {
    await person.visit('/');
    const app = await person.openAdminPage();
    await app.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: tab }).click();
    await app.getByText(ready).first().waitFor();
  };

/** A page of the CMDB in the console. */
const openCmdb = async (person: Person, tab: string): Promise<void> => {
  await person.visit('/');
  await person.page.getByRole('button', { name: 'Apps' }).click();
  await person.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
  const pages = person.app().getByRole('navigation', { name: 'Pages' });
  // The console first goes to its first page by itself: who is faster than that would be brought back.
  await pages.locator('a[aria-current="page"]').waitFor();
  await pages.getByRole('link', { name: 'CMDB' }).click();
  await person.app().getByRole('navigation', { name: 'CMDB' }).getByRole('link', { name: tab, exact: true }).click();
};

/** The first CI of the list, which is one that others stand on. */
const openCi = async (person: Person, section: string, ready: string): Promise<void> => {
  await openCmdb(person, 'Browser');
  await person.app().getByRole('table').getByRole('link').first().click();
  const sections = person.app().getByRole('navigation', { name: 'Sections of this CI' });
  await sections.getByRole('link', { name: section, exact: true }).click();
  await person.app().getByText(ready).first().waitFor();
};

let dashboards = 0;
const openDashboard: Opening = async (person) => {
  await person.visit('/jira/dashboards');
  await person.page.getByRole('button', { name: 'Create dashboard' }).click();
  await person
    .dialog('Create dashboard')
    .getByLabel('Name')
    .fill(`Service desk ${(dashboards += 1)}`);
  await person.dialog('Create dashboard').getByRole('button', { name: 'Create' }).click();
  await person.page.getByRole('button', { name: 'Add gadget' }).click();
  await person.page.getByRole('button', { name: 'Add Incident backlog' }).click();
  await person.app('Configure Incident backlog').getByRole('checkbox').first().waitFor();
};

const openGadget: Opening = async (person) => {
  await openDashboard(person);
  await person.app('Configure Incident backlog').getByRole('button', { name: 'Save' }).click();
  await person.app('Incident backlog').getByRole('table').waitFor();
};

/** The dashboard that Acme's incident manager keeps. */
const openServiceLevels = async (person: Person): Promise<void> => {
  await person.visit('/jira/dashboards');
  await person.page.getByRole('link', { name: 'Service desk', exact: true }).click();
  await person
    .app('SLA attainment')
    .getByRole('group', { name: /^Issues whose clocks/ })
    .waitFor();
  await person.app('SLA breaching soon').getByRole('listitem').first().waitFor();
};

const configure = async (person: Person, title: string): Promise<void> => {
  await openServiceLevels(person);
  await person.page.getByRole('button', { name: `Actions of ${title}` }).click();
  await person.page.getByRole('button', { name: 'Configure', exact: true }).click();
  await person.app(`Configure ${title}`).getByRole('checkbox').first().waitFor();
};

const PAGES: readonly (readonly [name: string, open: Opening])[] = [
  ['projects', async (person) => [await person.visit('/'), await text(person, 'IT Service Desk')]],
  [
    'project-settings',
    async (person) => [await person.visit('/jira/projects/IT/settings'), await text(person, 'On Hold')],
  ],
  [
    'navigator',
    async (person) => [
      await person.visit('/issues/?jql=' + encodeURIComponent('project = IT ORDER BY created DESC')),
      await person.page.getByRole('table').waitFor(),
    ],
  ],
  ['issue', openIncident],
  [
    'proof-sheet',
    async (person) => {
      await openIncident(person);
      const panel = person.app();
      await panel
        .getByRole('article', { name: 'Time to resolution' })
        .getByRole('button', { name: /^Proof sheet/ })
        .click();
      await panel.getByText('Equals the time the clock shows').waitFor();
      await panel.getByRole('heading', { name: /^Proof sheet/ }).scrollIntoViewIfNeeded();
    },
  ],
  [
    'override-form',
    async (person) => {
      await openIncident(person);
      await person.app().getByRole('button', { name: 'Override priority' }).click();
      await person.app().getByRole('button', { name: 'Override', exact: true }).click();
    },
  ],
  [
    'create-dialog',
    async (person) => {
      await person.visit('/');
      await person.page.getByRole('button', { name: 'Create', exact: true }).click();
      await person.dialog('Create issue').getByLabel('Issue type').selectOption({ label: 'Incident' });
      await person.dialog('Create issue').getByLabel('Urgency').waitFor();
    },
  ],
  [
    'transition-dialog',
    async (person) => {
      await openIncident(person);
      await person.chooseStep('Resolve');
      await person
        .dialog(/^Resolve/)
        .getByRole('button', { name: 'Resolve' })
        .click();
      await person
        .dialog(/^Resolve/)
        .getByText('choose a resolution code')
        .waitFor();
    },
  ],
  ['dashboard-edit', openDashboard],
  ['dashboard', openGadget],
  [
    'dashboard-chart',
    async (person) => {
      await openGadget(person);
      await person.app('Incident backlog').getByRole('button', { name: 'Show as chart' }).click();
    },
  ],
  ['dashboard-service-levels', (person) => openServiceLevels(person)],
  [
    'dashboard-service-levels-table',
    async (person) => {
      await openServiceLevels(person);
      await person.app('SLA attainment').getByRole('button', { name: 'Show as table' }).click();
    },
  ],
  ['dashboard-edit-attainment', (person) => configure(person, 'SLA attainment')],
  ['dashboard-edit-soon', (person) => configure(person, 'SLA breaching soon')],
  [
    'console',
    async (person) => {
      await person.visit('/');
      await person.page.getByRole('button', { name: 'Apps' }).click();
      await person.page.getByRole('link', { name: 'Plumbline', exact: true }).click();
      await person.app().getByRole('table').first().waitFor();
    },
  ],
  [
    'cmdb-browser',
    async (person) => {
      await openCmdb(person, 'Browser');
      await person.app().getByRole('table').getByRole('link').first().waitFor();
    },
  ],
  ['cmdb-ci', (person) => openCi(person, 'Details', 'General')],
  ['cmdb-relations', (person) => openCi(person, 'Relations', 'Add relation')],
  ['cmdb-history', (person) => openCi(person, 'History', 'Created')],
  [
    'cmdb-map',
    async (person) => {
      await openCi(person, 'Details', 'General');
      await person.app().getByRole('link', { name: 'Open map' }).click();
      await person
        .app()
        .getByRole('application', { name: /^Service map: / })
        .waitFor();
    },
  ],
  [
    'cmdb-import',
    async (person) => {
      await openCmdb(person, 'Import');
      await person.app().getByText('Drag a CSV or JSON file here').waitFor();
    },
  ],
  ['admin-set-up', openAdmin('Set-up', 'Projects that are set up')],
  [
    'admin-plan',
    async (person) => {
      await openAdmin('Set-up', 'Projects that are set up')(person);
      await person.app().getByRole('button', { name: 'Set up another project' }).click();
      await showThePlan(person.app(), 'ITSM');
      await person.app().getByRole('button', { name: 'Show every step' }).click();
    },
  ],
  ['admin-drift', openAdmin('Drift and repair', 'Nothing differs')],
  ['admin-roles', openAdmin('Roles', 'Tomás Oliveira')],
  ['admin-matrix', openAdmin('Priority matrix', 'nobody has changed it')],
  ['admin-closing', openAdmin('Automatic closing', /business day/)],
];

const text = (person: Person, what: string): Promise<void> => person.page.getByText(what).first().waitFor();

describeInBrowser('looks', (launch) => {
  jest.setTimeout(60_000);
  let browser: Browser;
  let site: Site;
  let base: string;
  beforeAll(async () => {
    const startAt = MONDAY - COMPANY_STARTS_DAYS_AGO * 86_400_000;
    site = await Site.open({ data: ':memory:', clock: { mode: 'manual', startAt } });
    base = await site.listen(0);
    await seedCompany(site, () => undefined);
    browser = await launch();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
    let person: Person | undefined;
    const test = seenBy(() => person);
    beforeAll(async () => {
      person = await Person.arrive(browser, base, { theme });
    });
    afterAll(() => person?.leave());

    for (const [name, open] of PAGES) {
      test(name, async () => {
        if (person === undefined) throw new Error('nobody arrived');
        await open(person);
        const findings = await seriousFindings(person);
        await person.picture(`screenshots/${name}-${theme}`);
        expect({ findings, errors: person.complaints().filter(isMeant) }).toEqual({ findings: [], errors: [] });
      });
    }
  });

  it('paints the panel’s first words soon after the issue (logged, not judged)', async () => {
    const person = await Person.arrive(browser, base);
    await openIncident(person);
    await person.page.reload();
    await person.app().getByRole('region', { name: 'Priority' }).waitFor();
    const frame = person.page.frames().find((candidate) => candidate.url().includes('/cdn/issue-panel/'));
    const painted = z.number().parse(await frame?.evaluate(FIRST_PAINT));
    console.info(`issue panel: first contentful paint ${Math.round(painted)} ms after its frame began to load`);
    await person.leave();
  });

  it('has a picture for the README', async () => {
    const person = await Person.arrive(browser, base, { size: { width: 1280, height: 800 } });
    await openIncident(person);
    await person.picture('screenshots/readme-incident');
    await person.leave();
    expect(readFileSync(join(__dirname, '../../artifacts/screenshots/readme-incident.png')).length).toBeLessThan(
      250_000,
    );
  });
});

/** The entry may come a frame later than the text it is about. */
const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [entry] = list.getEntriesByName('first-contentful-paint');
    if (entry !== undefined) resolve(entry.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;
/** The browser itself reports the refusal of the transition dialog, which is what that picture shows. */
const isMeant = (complaint: string): boolean => !/status of 400 .*\/transitions\)$/.test(complaint);
