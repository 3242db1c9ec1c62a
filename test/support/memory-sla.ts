/**
 * Service levels without Jira or the platform: issues, their events and the queue in memory, and a clock that the test
 * moves. Records and policies are the app's own stores over tables in memory.
 */
import { IssueKey } from '../../src/contract/ids';
import { clockRecords, slaClockEntity } from '../../src/forge/entities/sla-clocks';
import { jobEntity, jobStore } from '../../src/forge/entities/jobs';
import { policyStore, slaWatermark } from '../../src/forge/entities/sla-policies';
import { settingEntity, settingStore } from '../../src/forge/entities/settings';
import { whatIfJobs } from '../../src/forge/sla-queue';
import { instant } from '../../src/kernel/time';
import { SiteMap } from '../../src/setup/site-map';
import type { SlaPorts, SlaWork } from '../../src/sla/sla.ports';
import { memoryTable } from './memory-table';
import type { MemoryIssue } from './memory-issue';

export const SITE = SiteMap.parse({
  projects: [{ id: '100', key: 'IT' }],
  issueTypes: { incident: '10', problem: '11' },
  fields: {},
  statuses: { new: '1', inProgress: '3', onHold: '4', resolved: '5', closed: '6', reopened: '7', cancelled: '8' },
  priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  roles: {},
});

export interface Pushed {
  readonly at: number;
  readonly work: SlaWork;
}

export interface MemorySla {
  readonly ports: SlaPorts;
  readonly issues: Map<string, MemoryIssue>;
  readonly queue: Pushed[];
  now: number;
  /** Publishing dies at these of its calls: before it has written, or after. */
  readonly deaths: Map<number, 'before' | 'after'>;
  /** How often something was published. */
  published: number;
}

const refused = (): never => {
  throw new Error('nothing in this test asks for it');
};

export function memorySla(startAt: number): MemorySla {
  const settings = settingStore(memoryTable(settingEntity));
  const clock = { now: () => instant(world.now) };
  const world: MemorySla = {
    now: startAt,
    issues: new Map(),
    queue: [],
    deaths: new Map(),
    published: 0,
    ports: {
      siteMap: () => Promise.resolve(SITE),
      siteZone: () => Promise.resolve('Europe/Berlin'),
      issues: issuesOf(() => world),
      escalator: { act: refused, hasComment: refused, peopleInRole: refused },
      viewer: {
        read: refused,
        count: refused,
        searchIssues: refused,
        projectNames: refused,
        groups: refused,
      },
      records: clockRecords(memoryTable(slaClockEntity)),
      policies: policyStore(settings, () => 'installation'),
      queue: {
        push: (work, delaySeconds) => {
          world.queue.push(...work.map((one) => ({ at: world.now + delaySeconds * 1_000, work: one })));
          return Promise.resolve();
        },
      },
      jobs: whatIfJobs(jobStore(memoryTable(jobEntity))),
      watermark: slaWatermark(settings),
      vocabulary: { read: refused, jqlErrors: refused, isPerson: refused, issueExists: refused },
      clock,
      newJobId: () => 'job-1',
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
  };
  return world;
}

const PAGE = 2;

/** The only queries that tests' definitions have: `labels = <label>`. */
const hasLabel = (issue: MemoryIssue | undefined, jql: string): boolean =>
  issue?.current['labels']?.includes(/^labels = (\w+)$/.exec(jql)?.[1] ?? refused()) === true;

function issuesOf(world: () => MemorySla): SlaPorts['issues'] {
  return {
    read(_site, idOrKey) {
      const issue = [...world().issues.values()].find(({ id, key }) => id === idOrKey || key === idOrKey);
      return Promise.resolve(issue === undefined ? undefined : seenOf(issue));
    },
    matches: (issueId, queries) => Promise.resolve(queries.map((jql) => hasLabel(world().issues.get(issueId), jql))),
    matching: (ids, queries) =>
      Promise.resolve(
        new Map(
          ids.map((id) => [
            id,
            new Set(queries.flatMap((jql, index) => (hasLabel(world().issues.get(id), jql) ? [index] : []))),
          ]),
        ),
      ),
    publish(issueId, changes) {
      const here = world();
      here.published += 1;
      const death = here.deaths.get(here.published);
      const issue = here.issues.get(issueId);
      if (death !== 'before' && issue !== undefined) issue.published = { ...issue.published, ...changes };
      return death === undefined ? Promise.resolve() : Promise.reject(new Error(`died ${death} publishing`));
    },
    search(jql, page) {
      const { now, issues } = world();
      const minutes = /updated >= -(\d+)m/.exec(jql)?.[1];
      const since = minutes === undefined ? Number.NEGATIVE_INFINITY : now - Number(minutes) * 60_000;
      const found = [...issues.values()].filter(
        (issue) =>
          issue.updatedAt >= since && (covered(issue) || (jql.includes('cf[2]') && issue.published.state !== null)),
      );
      const start = Number(page ?? 0);
      const next = start + PAGE < found.length ? String(start + PAGE) : undefined;
      return Promise.resolve({ items: found.slice(start, start + PAGE).map(({ id }) => id), next });
    },
    readMany: (_site, ids) =>
      Promise.resolve(ids.flatMap((id) => [world().issues.get(id)].filter((one) => one !== undefined).map(seenOf))),
    jqlNames: () =>
      Promise.resolve({ due: 'cf[1]', state: 'cf[2]', remaining: 'cf[3]', clocks: 'cf[4]', outcomes: 'cf[5]' }),
  };
}

const covered = ({ projectId, typeId }: MemoryIssue): boolean => projectId === '100' && typeId === '10';

const CATEGORIES = {
  '1': 'new',
  '3': 'indeterminate',
  '4': 'indeterminate',
  '5': 'done',
  '6': 'done',
  '7': 'indeterminate',
  '8': 'done',
} as const;

function seenOf(issue: MemoryIssue) {
  const { id, key, projectId, typeId, published, createdAt } = issue;
  return {
    id,
    key: IssueKey.parse(key),
    projectId,
    typeId,
    summary: 'Mail is down',
    status: issue.current['status']?.[0] ?? '',
    priority: issue.current['priority']?.[0] ?? null,
    assignee: null,
    told: {
      issueId: id,
      key,
      createdAt,
      current: { ...issue.current },
      changes: [...issue.changes],
      comments: [...issue.comments],
      statusCategories: CATEGORIES,
    },
    published,
    ownChanges: [],
    people: { assignee: undefined, reporter: undefined },
  };
}
