/** Feeds an event log through Jira's REST API, moving the site's clock to the time of each update. */
import { z } from 'zod';
import type { LogRow, LoggedIncident } from './event-log';
import { adf, type JiraClient } from '../jira-client';
import {
  DETOUR,
  IMPACT_BY_RANK,
  PRIORITY_BY_RANK,
  stepsOf,
  UNKNOWN_GROUP,
  URGENCY_BY_RANK,
  type JiraState,
  type Step,
} from './mapping';
import type { ReplaySite } from './site';

export interface SiteTime {
  /** Moves the clock forward to `epoch`, letting everything due in between happen, in order. */
  moveTo(epoch: number): Promise<void>;
  /** Lets every event and queue that is due now finish. */
  drain(): Promise<void>;
}

interface Carried {
  readonly incident: LoggedIncident;
  key: string;
  status: string;
  group: string;
  assignee: string | undefined;
  assessed: string;
  /** The overrides that were needed, in words. */
  readonly overrides: string[];
}

export interface ReplayedIncident {
  readonly incident: LoggedIncident;
  readonly key: string;
  readonly overrides: readonly string[];
}

type Fields = Record<string, unknown>;

export class Replay {
  readonly #jira: JiraClient;
  readonly #site: ReplaySite;
  readonly #time: SiteTime;
  readonly #project: string;

  constructor(jira: JiraClient, site: ReplaySite, time: SiteTime, projectKey: string) {
    this.#jira = jira;
    this.#site = site;
    this.#time = time;
    this.#project = projectKey;
  }

  /** All incidents' updates in the order of their times. `progress` hears after each how many are done. */
  async run(
    incidents: readonly LoggedIncident[],
    progress: (done: number, of: number) => void,
  ): Promise<ReplayedIncident[]> {
    const carried = incidents.map((incident): Carried => ({
      incident,
      key: '',
      status: 'New',
      group: '',
      assignee: undefined,
      assessed: '',
      overrides: [],
    }));
    const agenda = carried.flatMap((one, index) => [
      { at: one.incident.rows[0].opened_at, index, order: -1, act: () => this.#open(one) },
      ...stepsOf(one.incident).map((step, order) => ({
        at: step.at,
        index,
        order,
        act: () => this.#update(one, step),
      })),
    ]);
    agenda.sort((a, b) => a.at - b.at || a.index - b.index || a.order - b.order);
    for (const [done, entry] of agenda.entries()) {
      await this.#time.moveTo(entry.at);
      await entry.act();
      progress(done + 1, agenda.length);
    }
    await this.#time.drain();
    return carried.map(({ incident, key, overrides }) => ({ incident, key, overrides }));
  }

  async #open(one: Carried): Promise<void> {
    const row = one.incident.rows[0];
    const { field, person } = this.#site;
    one.group = row.assignment_group ?? UNKNOWN_GROUP;
    one.assignee = row.assigned_to;
    const created = await this.#jira.post(
      '/rest/api/3/issue',
      {
        fields: {
          project: { key: this.#project },
          issuetype: { name: 'Incident' },
          summary: `${row.number} ${row.u_symptom ?? 'Unknown symptom'} at ${row.location ?? 'an unknown location'}`,
          labels: [row.number],
          ...(row.caller_id === undefined ? {} : { reporter: { accountId: person(row.caller_id) } }),
          ...this.#assigneeField(row.assigned_to),
          ...this.#assessmentFields(row),
          ...(row.category === undefined ? {} : { [field('Category')]: { value: row.category } }),
          ...(row.contact_type === undefined ? {} : { [field('Contact type')]: { value: row.contact_type } }),
          [field('Support group')]: this.#groupValue(one.group),
        },
      },
      z.object({ key: z.string() }),
    );
    one.key = created.key;
    one.assessed = assessmentOf(row);
    await this.#settlePriority(one, row);
  }

  async #update(one: Carried, step: Step): Promise<void> {
    const { row } = step;
    if (step.handedBack) await this.#edit(one.key, { [this.#site.field('Support group')]: null });
    const changes: Fields = {
      ...this.#groupChange(one, row, step.handedBack),
      ...(one.assignee === row.assigned_to ? {} : this.#assigneeField(row.assigned_to)),
    };
    one.assignee = row.assigned_to;
    if (Object.keys(changes).length > 0) await this.#edit(one.key, changes);
    if (one.assessed !== assessmentOf(row)) {
      await this.#edit(one.key, this.#assessmentFields(row));
      one.assessed = assessmentOf(row);
      await this.#settlePriority(one, row);
    }
    await this.#move(one, step.state, row);
    for (let save = step.saves; save > 0; save -= 1) {
      const note =
        save === 1 ? `Saved by ${row.sys_updated_by ?? 'somebody'}.` : 'A save of which the log shows no change.';
      await this.#jira.post(`/rest/api/3/issue/${one.key}/comment`, { body: adf(note) }, z.unknown());
    }
  }

  /** Lets the app decide; where the log decided otherwise, that is an override with the log as its reason. */
  async #settlePriority(one: Carried, row: LogRow): Promise<void> {
    await this.#time.drain();
    const wanted = PRIORITY_BY_RANK[row.priority] ?? 'Medium';
    const decided = await this.#priorityOf(one.key);
    if (decided === wanted) return;
    const reason = `The source log has priority ${row.priority} for impact ${row.impact} and urgency ${row.urgency}.`;
    one.overrides.push(`${decided} → ${wanted}: ${reason}`);
    await this.#edit(one.key, { priority: { name: wanted }, [this.#site.field('Priority override reason')]: reason });
    await this.#time.drain();
  }

  async #priorityOf(key: string): Promise<string> {
    const schema = z.object({ fields: z.object({ priority: z.object({ name: z.string() }) }) });
    return (await this.#jira.get(`/rest/api/3/issue/${key}?fields=priority`, schema)).fields.priority.name;
  }

  async #move(one: Carried, wanted: JiraState, row: LogRow): Promise<void> {
    const pending =
      wanted.pendingReason === undefined
        ? {}
        : { [this.#site.field('Pending reason')]: { value: wanted.pendingReason } };
    if (one.status === wanted.status || (one.status === 'Reopened' && wanted.status === 'In Progress')) {
      if (wanted.pendingReason !== undefined) await this.#edit(one.key, pending);
      return;
    }
    const way = DETOUR[`${one.status} → ${wanted.status}`] ?? [wanted.status];
    for (const status of way) {
      await this.#transition(one.key, status, this.#transitionFields(status, wanted, row));
      one.status = status;
    }
  }

  #transitionFields(status: string, wanted: JiraState, row: LogRow): Fields {
    const { field } = this.#site;
    if (status === 'On Hold') return { [field('Pending reason')]: { value: wanted.pendingReason } };
    if (status !== 'Resolved') return {};
    return {
      [field('Resolution code')]: { value: row.closed_code ?? 'Other' },
      [field('Resolution notes')]: adf(`Resolved by ${row.resolved_by ?? 'somebody the log does not name'}.`),
    };
  }

  async #transition(key: string, status: string, fields: Fields): Promise<void> {
    const schema = z.object({ transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })) });
    const { transitions } = await this.#jira.get(`/rest/api/3/issue/${key}/transitions`, schema);
    const transition = transitions.find((candidate) => candidate.to.name === status);
    if (transition === undefined)
      throw new Error(`${key} has no transition to ${status}; it has: ${transitions.map((t) => t.to.name).join(', ')}`);
    await this.#jira.post(
      `/rest/api/3/issue/${key}/transitions`,
      { transition: { id: transition.id }, fields },
      z.unknown(),
    );
  }

  #edit(key: string, fields: Fields): Promise<void> {
    return this.#jira.put(`/rest/api/3/issue/${key}`, { fields });
  }

  #groupChange(one: Carried, row: LogRow, handedBack: boolean): Fields {
    const group = row.assignment_group ?? UNKNOWN_GROUP;
    if (group === one.group && !handedBack) return {};
    one.group = group;
    return { [this.#site.field('Support group')]: this.#groupValue(group) };
  }

  #groupValue(name: string): Fields {
    return { groupId: this.#site.group(name), name };
  }

  #assigneeField(name: string | undefined): Fields {
    return { assignee: name === undefined ? null : { accountId: this.#site.person(name) } };
  }

  #assessmentFields(row: LogRow): Fields {
    const { field } = this.#site;
    return {
      [field('Impact')]: { value: IMPACT_BY_RANK[row.impact] },
      [field('Urgency')]: { value: URGENCY_BY_RANK[row.urgency] },
    };
  }
}

const assessmentOf = (row: LogRow): string => `${row.impact}/${row.urgency}/${row.priority}`;
