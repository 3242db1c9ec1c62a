/** The service desk of a whole site: real adapters, events and storage. */
import { z } from 'zod';
import { adf, JiraClient } from '../../emulator/jira-client';
import { emailOf, type UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import type { Desk, Seen, Values } from './desk';

const LEVELS = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const;
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));
const Issue = z.object({
  id: z.string(),
  fields: z.looseObject({
    priority: z.object({ name: z.string() }),
    status: z.object({ name: z.string() }),
    resolution: z.object({ name: z.string() }).nullable(),
  }),
});
const Transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })),
});
const Text = z.string().min(1);

export class SiteDesk implements Desk {
  readonly #site: Site;
  readonly #fields: ReadonlyMap<string, string>;

  static async open(site: Site): Promise<SiteDesk> {
    const fields = await clientOf(site, 'admin').get('/rest/api/3/field', Fields);
    return new SiteDesk(site, new Map(fields.map(({ id, name }) => [name, id])));
  }

  private constructor(site: Site, fields: ReadonlyMap<string, string>) {
    this.#site = site;
    this.#fields = fields;
  }

  as(user: UserName): JiraClient {
    return clientOf(this.#site, user);
  }

  field(name: string): string {
    const id = this.#fields.get(name);
    if (id === undefined) throw new Error(`set-up made no field "${name}"`);
    return id;
  }

  async create(values: Values, user: UserName = 'agent', type = 'Incident', project = 'IT'): Promise<string> {
    const fields = {
      project: { key: project },
      issuetype: { name: type },
      summary: 'Mail is down',
      ...this.#body(values),
    };
    return (await this.as(user).post('/rest/api/3/issue', { fields }, z.object({ key: z.string() }))).key;
  }

  async edit(key: string, values: Values, user: UserName = 'agent'): Promise<void> {
    await this.as(user).put(`/rest/api/3/issue/${key}`, { fields: this.#body(values) });
  }

  async move(
    key: string,
    status: string,
    fields: Record<string, unknown> = {},
    user: UserName = 'agent',
  ): Promise<void> {
    const { transitions } = await this.as(user).get(`/rest/api/3/issue/${key}/transitions`, Transitions);
    const transition = transitions.find(({ to }) => to.name === status);
    if (transition === undefined) throw new Error(`${key} cannot go to ${status}`);
    const body = { transition: { id: transition.id }, fields };
    await this.as(user).post(`/rest/api/3/issue/${key}/transitions`, body, z.unknown());
  }

  resolution(notes = 'Restarted the mail server.'): Record<string, unknown> {
    return {
      [this.field('Resolution code')]: { value: 'Solved (permanently)' },
      [this.field('Resolution notes')]: adf(notes),
    };
  }

  settle(): Promise<void> {
    return this.#site.forge.drain();
  }

  pass(seconds: number): Promise<void> {
    return this.#site.forge.advanceTo(this.#site.clock.now() + seconds * 1000);
  }

  async see(key: string): Promise<Seen> {
    const { fields } = await this.issue(key);
    const level = LEVELS.findIndex((name) => name === fields.priority.name) + 1;
    return {
      level: level === 0 ? undefined : level,
      overrideReason: Text.safeParse(fields[this.field('Priority override reason')]).data,
      basis: Text.safeParse(fields[this.field('Priority basis')]).data,
      comments: (await this.comments(key)).length,
    };
  }

  async issue(key: string): Promise<z.output<typeof Issue>> {
    return this.as('admin').get(`/rest/api/3/issue/${key}`, Issue);
  }

  /** Text and author of what the app itself wrote. */
  async comments(key: string): Promise<readonly string[]> {
    const Comments = z.object({
      comments: z.array(z.object({ author: z.object({ accountId: z.string() }), body: z.unknown() })),
    });
    const { comments } = await this.as('admin').get(`/rest/api/3/issue/${key}/comment`, Comments);
    const app = this.#site.forge.app()?.accountId;
    return comments.filter(({ author }) => author.accountId === app).map(({ body }) => JSON.stringify(body));
  }

  #body({ impact, urgency, priority, overrideReason }: Values): Record<string, unknown> {
    return {
      ...(impact === undefined ? {} : { [this.field('Impact')]: { value: impact } }),
      ...(urgency === undefined ? {} : { [this.field('Urgency')]: { value: urgency } }),
      ...(priority === undefined ? {} : { priority: { name: LEVELS[priority - 1] } }),
      ...(overrideReason === undefined ? {} : { [this.field('Priority override reason')]: overrideReason }),
    };
  }
}

const clientOf = (site: Site, user: UserName): JiraClient =>
  new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf(user), user);
