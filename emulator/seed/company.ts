/** Acme's first month with Plumbline: set-up applied by its administrator, then the work of the service desk. */
import { z } from 'zod';
import { adf, JiraClient } from '../jira-client';
import { moduleAri } from '../seams';
import type { Site } from '../site';
import { applySetUp } from './apply-set-up';
import { seedChanges } from './changes';
import { EVERYDAY_INCIDENTS } from './everyday-incidents';
import { CIS_OF_INCIDENT } from './incident-cis';
import { INCIDENTS, type SeedIncident, type Step } from './incidents';
import { acmeLandscape } from './landscape';
import { loadLandscape } from './load-landscape';
import { accountIdOf, emailOf, groupIdOf, type UserName } from './people';

export const COMPANY_STARTS_DAYS_AGO = 31;
export const COMPANY_PROJECT = 'IT';
const WORK: readonly SeedIncident[] = [...INCIDENTS, ...EVERYDAY_INCIDENTS];
const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * Expects a site whose clock stands `COMPANY_STARTS_DAYS_AGO` before today; leaves it running at today's time. Without
 * `changes` the year of changes is left out, which takes some seconds.
 */
export async function seedCompany(
  site: Site,
  say: (text: string) => void,
  { changes = true }: { readonly changes?: boolean } = {},
): Promise<void> {
  const today = site.clock.now() + COMPANY_STARTS_DAYS_AGO * DAY;
  const landscape = acmeLandscape();
  site.state.write('seeding', true);
  say('Applying set-up …');
  await applySetUp(site, { projectKey: COMPANY_PROJECT, projectName: 'IT Service Desk' });
  say('Importing the landscape into the CMDB …');
  await loadLandscape(site, landscape);
  say(`Working ${WORK.length} incidents of the last month …`);
  const company = new Company(site, today);
  await company.work();
  if (changes) {
    say('Filing a year of changes …');
    await seedChanges(site, COMPANY_PROJECT, landscape.refs, today);
  }
  await company.dashboard();
  await site.forge.advanceTo(today);
  site.clock.switchTo('running');
  await site.forge.drain();
  site.state.write('seeding', false);
}

/** What the incident manager put on the dashboard. */
const GADGETS = [
  {
    key: 'incident-backlog',
    title: 'Incident backlog',
    column: 0,
    row: 0,
    configuration: { title: '', projects: [COMPANY_PROJECT], boundaries: [1, 3, 7, 30], refresh: 15 },
  },
  {
    key: 'sla-attainment',
    title: 'SLA attainment',
    column: 1,
    row: 0,
    configuration: {
      title: '',
      projects: [COMPANY_PROJECT],
      definitions: [],
      weeks: 6,
      groupBy: 'priority',
      target: 95,
      refresh: 15,
    },
  },
  {
    key: 'sla-soon',
    title: 'SLA breaching soon',
    column: 0,
    row: 1,
    configuration: { title: '', projects: [COMPANY_PROJECT], limit: 10, refresh: 5 },
  },
  {
    key: 'cmdb-health',
    title: 'CMDB health',
    column: 1,
    row: 1,
    configuration: { title: '', classes: [], rules: [], refresh: 60 },
  },
  {
    key: 'change-risk-map',
    title: 'Change risk',
    column: 0,
    row: 2,
    configuration: { title: '', projects: [COMPANY_PROJECT], scope: 'open', days: 30, refresh: 15 },
  },
  {
    key: 'change-success',
    title: 'Change success rate',
    column: 1,
    row: 2,
    configuration: { title: '', projects: [COMPANY_PROJECT], weeks: 13, groupBy: 'type', target: 95, refresh: 30 },
  },
  {
    key: 'change-upcoming',
    title: 'Upcoming changes',
    column: 0,
    row: 3,
    configuration: { title: '', projects: [COMPANY_PROJECT], days: 14, limit: 10, refresh: 15 },
  },
];

type Act = () => Promise<void>;

class Company {
  readonly #site: Site;
  readonly #today: number;
  readonly #keys = new Map<SeedIncident, string>();
  #fields = new Map<string, string>();

  constructor(site: Site, today: number) {
    this.#site = site;
    this.#today = today;
  }

  async work(): Promise<void> {
    const list = await this.#as('admin').get(
      '/rest/api/3/field',
      z.array(z.object({ id: z.string(), name: z.string() })),
    );
    this.#fields = new Map(list.map(({ name, id }) => [name, id]));
    await this.#letAgentsReportForOthers();
    const agenda: { at: number; act: Act }[] = WORK.flatMap((incident) => {
      const reported = this.#reportedAt(incident);
      return [
        { at: reported, act: () => this.#report(incident) },
        ...incident.steps.map((step) => ({ at: reported + step.after * HOUR, act: () => this.#take(incident, step) })),
      ];
    });
    agenda.sort((a, b) => a.at - b.at);
    for (const { at, act } of agenda.filter((entry) => entry.at <= this.#today)) {
      await this.#site.forge.advanceTo(Math.max(at, this.#site.clock.now()));
      await act();
      await this.#site.forge.drain();
    }
  }

  /** What the incident manager looks at in the morning. */
  async dashboard(): Promise<void> {
    const app = this.#site.forge.app();
    if (app === undefined) return;
    const manager = this.#as('manager');
    const shared = [{ type: 'authenticated' }];
    const { id } = await manager.post(
      '/rest/api/3/dashboard',
      {
        name: 'Service desk',
        description: 'What is open, and for how long.',
        sharePermissions: shared,
        editPermissions: [],
      },
      z.object({ id: z.string() }),
    );
    const gadgets = `/rest/api/3/dashboard/${id}`;
    for (const { key, title, column, row, configuration } of GADGETS) {
      const gadget = { moduleKey: moduleAri(app, key), title, position: { column, row } };
      const added = await manager.post(`${gadgets}/gadget`, gadget, z.object({ id: z.number() }));
      await manager.put(`${gadgets}/items/${added.id}/properties/config`, configuration);
    }
  }

  /** The service desk takes calls: its agents name the caller as reporter. Jira lets only administrators do so at first. */
  async #letAgentsReportForOthers(): Promise<void> {
    const admin = this.#as('admin');
    const scheme = await admin.get(
      `/rest/api/3/project/${COMPANY_PROJECT}/permissionscheme`,
      z.object({ id: z.number() }),
    );
    const roles = await admin.get('/rest/api/3/role', z.array(z.object({ id: z.number(), name: z.string() })));
    for (const role of roles.filter(({ name }) => name === 'Service Desk Agent' || name === 'Incident Manager')) {
      const grant = { holder: { type: 'projectRole', parameter: String(role.id) }, permission: 'MODIFY_REPORTER' };
      await admin.post(`/rest/api/3/permissionscheme/${scheme.id}/permission`, grant, z.unknown());
    }
  }

  /** At an hour of a day, or just so many hours ago for today's. */
  #reportedAt({ daysAgo, hour }: SeedIncident): number {
    if (daysAgo < 1) return this.#today - daysAgo * DAY;
    const midnight = Math.floor((this.#today - daysAgo * DAY) / DAY) * DAY;
    return midnight + hour * HOUR;
  }

  #as(user: UserName): JiraClient {
    return new JiraClient((request) => this.#site.server.fetch(request), this.#site.baseUrl, emailOf(user), user);
  }

  #field(name: string): string {
    const id = this.#fields.get(name);
    if (id === undefined) throw new Error(`set-up made no field "${name}"`);
    return id;
  }

  async #report(incident: SeedIncident): Promise<void> {
    const { key } = await this.#as('agent').post(
      '/rest/api/3/issue',
      {
        fields: {
          project: { key: COMPANY_PROJECT },
          issuetype: { name: 'Incident' },
          summary: incident.summary,
          description: adf(incident.description),
          reporter: { accountId: accountIdOf(incident.reporter) },
          [this.#field('Impact')]: { value: incident.impact },
          [this.#field('Urgency')]: { value: incident.urgency },
          [this.#field('Category')]: { value: incident.category },
          [this.#field('Contact type')]: { value: incident.contact },
          [this.#field('Configuration items')]: [...(CIS_OF_INCIDENT[incident.summary] ?? [])],
          [this.#field('Support group')]: { groupId: groupIdOf(incident.group), name: incident.group },
        },
      },
      z.object({ key: z.string() }),
    );
    this.#keys.set(incident, key);
  }

  async #take(incident: SeedIncident, step: Step): Promise<void> {
    const key = this.#keys.get(incident);
    if (key === undefined) throw new Error(`"${incident.summary}" was not reported yet`);
    const jira = this.#as(step.by);
    switch (step.do) {
      case 'start':
        await jira.put(`/rest/api/3/issue/${key}/assignee`, { accountId: accountIdOf(step.assignee) });
        return this.#transition(jira, key, 'In Progress');
      case 'hold':
        return this.#transition(jira, key, 'On Hold', { [this.#field('Pending reason')]: { value: step.reason } });
      case 'resume':
        return this.#transition(jira, key, 'In Progress');
      case 'resolve':
        return this.#transition(jira, key, 'Resolved', {
          [this.#field('Resolution code')]: { value: step.code },
          [this.#field('Resolution notes')]: adf(step.notes),
        });
      case 'reopen':
        return this.#transition(jira, key, 'Reopened');
      case 'comment':
        await jira.post(`/rest/api/3/issue/${key}/comment`, { body: adf(step.text) }, z.unknown());
        return;
      case 'override':
        return jira.put(`/rest/api/3/issue/${key}`, {
          fields: { priority: { name: step.priority }, [this.#field('Priority override reason')]: step.reason },
        });
    }
  }

  async #transition(
    jira: JiraClient,
    key: string,
    status: string,
    fields: Record<string, unknown> = {},
  ): Promise<void> {
    const schema = z.object({ transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })) });
    const { transitions } = await jira.get(`/rest/api/3/issue/${key}/transitions`, schema);
    const transition = transitions.find(({ to }) => to.name === status);
    if (transition === undefined) throw new Error(`${key} cannot go to ${status}`);
    await jira.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: transition.id }, fields }, z.unknown());
  }
}
