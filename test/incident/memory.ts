/** The practice's ports in memory: one site whose issues record history as Jira does. */
import { AccountId, IssueKey } from '../../src/contract/ids';
import { incidentPractice } from '../../src/incident/incident.practice';
import type { IncidentPorts, IssueRecord, PriorityEdit, Versioned } from '../../src/incident/incident.ports';
import { AppError } from '../../src/kernel/errors';
import { instant, type Instant } from '../../src/kernel/time';
import type { SiteMap } from '../../src/setup/site-map';
import { AGENT, anEdit, anIncident, aSiteMap, type Edit } from './builders';

export class MemorySite {
  now: Instant = instant('2026-03-02T10:00:00Z');
  site: SiteMap | undefined = aSiteMap();
  readonly issues = new Map<string, IssueRecord>();
  readonly calls: string[] = [];
  readonly comments: string[] = [];
  readonly failOnMove = new Set<string>();
  #minutes = 1;

  add(key: string, overrides: Partial<IssueRecord> = {}): IssueKey {
    const issueKey = IssueKey.parse(key);
    this.issues.set(key, {
      id: String(10_000 + this.issues.size),
      key: issueKey,
      projectId: '10000',
      type: { id: '10001', name: 'Incident' },
      status: { id: '10201', name: 'New', category: 'new' },
      priorityName: 'Medium',
      resolvedAt: undefined,
      facts: anIncident(),
      basis: undefined,
      filled: new Set(),
      ...overrides,
    });
    return issueKey;
  }

  get(key: string): IssueRecord {
    const issue = this.issues.get(key) ?? [...this.issues.values()].find(({ id }) => id === key);
    if (issue === undefined) throw new AppError('NOT_FOUND', `${key} does not exist.`);
    return issue;
  }

  /** Somebody edits the issue; the event is the caller's to send. */
  edit(key: string, edit: PriorityEdit & { impact?: string; urgency?: string }, byApp = false): void {
    const issue = this.get(key);
    const { facts } = issue;
    const reason = edit.overrideReason === null ? undefined : (edit.overrideReason ?? facts.overrideReason);
    const changes: Edit = {
      ...(edit.level === undefined ? {} : { priority: [facts.priority.level, edit.level] }),
      ...(edit.overrideReason === undefined ? {} : { overrideReason: [facts.overrideReason, reason] }),
      ...(edit.impact === undefined ? {} : { impact: [facts.impact, edit.impact] }),
      ...(edit.urgency === undefined ? {} : { urgency: [facts.urgency, edit.urgency] }),
    };
    this.issues.set(issue.key, {
      ...issue,
      facts: {
        ...facts,
        impact: edit.impact ?? facts.impact,
        urgency: edit.urgency ?? facts.urgency,
        priority: { level: edit.level ?? facts.priority.level },
        overrideReason: reason,
        history: [...facts.history, anEdit(this.#minutes++, changes, byApp)],
      },
    });
    if (edit.comment !== undefined) this.comments.push(`${issue.key} to ${edit.comment.to}`);
  }

  practice() {
    return incidentPractice(this.#ports());
  }

  #ports(): IncidentPorts {
    const called = (what: string): number => this.calls.push(what);
    return {
      siteMap: async () => this.site,
      clock: { now: () => this.now },
      log: { info: () => undefined, error: () => undefined },
      matrix: memoryVersioned(),
      closure: memoryVersioned(),
      incidents: {
        read: async (_, ref) => {
          called('read');
          return [...this.issues.values()].find(({ id, key }) => id === ref || key === ref);
        },
        edit: async (_, key, edit) => {
          called('edit');
          this.edit(key, edit, true);
        },
        publishBasis: async (id, basis) => {
          called('publish');
          const issue = this.get(id);
          this.issues.set(issue.key, { ...issue, basis });
        },
        touched: () => this.#touched(),
        resolved: () => this.#resolved(),
        closable: async (_, key) => {
          called('closable');
          const { status, resolvedAt } = this.get(key);
          return status.id === '10204' && resolvedAt !== undefined ? { resolvedAt, move: 'close' } : undefined;
        },
        move: async (key) => {
          called(`move ${key}`);
          if (this.failOnMove.has(key)) throw new AppError('INVALID_INPUT', 'A required field is empty.');
          this.issues.set(key, { ...this.get(key), status: { id: '10205', name: 'Closed', category: 'done' } });
        },
      },
      viewer: {
        read: async (_, key) => ({
          issue: this.get(key),
          moves: [{ id: '21', name: 'Resolve', to: { id: '10204', name: 'Resolved', category: 'done' } }],
        }),
        edit: async (_, key, edit) => this.edit(key, edit),
        count: async (jql) => {
          called(`count ${jql}`);
          const level = /priority = (\d)/.exec(jql)?.[1];
          if (jql.includes('priority is EMPTY')) return 0;
          return [...this.issues.values()].filter(
            ({ facts, status }) =>
              status.category !== 'done' && (level === undefined || facts.priority.level === Number(level)),
          ).length;
        },
        timeZone: async () => 'UTC',
        resolutionHours: async () => [],
        projectNames: async (keys) => keys.map((key) => ({ key, name: key })),
      },
    };
  }

  /** As a lagging search finds them: closed ones may still be among them. */
  async *#touched() {
    for (const { id } of this.issues.values()) yield id;
  }

  async *#resolved() {
    const found = [...this.issues.values()].flatMap(({ key, resolvedAt }) =>
      resolvedAt === undefined ? [] : [{ key, resolvedAt }],
    );
    yield* found.sort((a, b) => a.resolvedAt.localeCompare(b.resolvedAt));
  }
}

function memoryVersioned<T>(): Versioned<T> {
  let saved: { version: number; document: T; updatedAt: string; updatedBy: string } | undefined;
  return {
    read: async () => saved,
    write: async (expected, document, by, now) => {
      if (expected !== saved?.version) throw new AppError('CONFLICT', 'Somebody else saved it meanwhile.');
      saved = { version: (expected ?? 0) + 1, document, updatedAt: now, updatedBy: by };
    },
  };
}

export const AS_AGENT = (issueKey?: IssueKey) => ({ accountId: AccountId.parse(AGENT), issueKey });
