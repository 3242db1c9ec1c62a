/**
 * Change enablement without Jira or the platform: issues, people and the landscape in memory, and a clock that the test moves.
 * Records, votes, outcomes and settings are the app's own stores over tables in memory.
 */
import type { ChangeFacts } from '../../src/change/change-facts';
import type { IssueCard } from '../../src/change/change.shapes';
import type { ChangePorts, ChangeSeen, LandscapeCard } from '../../src/change/change.ports';
import { NOTHING_PUBLISHED, type ChangePublication } from '../../src/change/publication';
import { SERVICE_CLASS, type GraphEdge, type GraphNode } from '../../src/cmdb/graph';
import type { AccountId, CiRef, IssueKey } from '../../src/contract/ids';
import { changeDecisionEntity, changeDecisions } from '../../src/forge/entities/change-decisions';
import { changeOutcomes } from '../../src/forge/entities/change-outcomes';
import { changeRecords } from '../../src/forge/entities/change-records';
import { changeSettings, type ChangeDefaults } from '../../src/forge/entities/change-settings';
import { settingEntity, settingStore } from '../../src/forge/entities/settings';
import type { Instant } from '../../src/kernel/time';
import { SiteMap, type RoleKey } from '../../src/setup/site-map';
import type { WorkCalendar } from '../../src/sla/calendar';
import { memoryRecords, type MemoryRecords } from '../support/memory-records';
import { aChange, MONDAY, person, type ChangeSketch } from './builders';
import { TEST_POLICIES, TEST_RULES } from './configuration';
import { memoryIssues } from './memory-issues';
import { memoryLandscape } from './memory-landscape';
import { memoryViewer } from './memory-viewer';

export const SITE = SiteMap.parse({
  projects: [{ id: '100', key: 'IT', practices: ['incident', 'change'] }],
  issueTypes: { incident: '10', change: '12' },
  fields: {
    changeType: 'customfield_101',
    plannedStart: 'customfield_102',
    plannedEnd: 'customfield_103',
    outageStart: 'customfield_104',
    outageEnd: 'customfield_105',
    implementer: 'customfield_106',
    changeReason: 'customfield_107',
    implementationPlan: 'customfield_108',
    backoutPlan: 'customfield_109',
    testPlan: 'customfield_110',
    communicationPlan: 'customfield_111',
    supportGroup: 'customfield_112',
  },
  statuses: {
    new: '1',
    assess: '2',
    authorize: '3',
    scheduled: '4',
    implement: '5',
    review: '6',
    closed: '7',
    cancelled: '8',
  },
  priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  roles: { serviceDeskAgent: '21', changeManager: '22', cabMember: '23', serviceOwner: '24' },
  linkTypes: { changeCauses: '31' },
});

/** The CI field, which comes with the app. */
export const CI_FIELD = 'customfield_120';

export interface MemoryChange {
  facts: ChangeFacts;
  published: ChangePublication;
  /** Who may not see it. */
  readonly hiddenFrom: Set<AccountId>;
  readonly comments: { readonly marker: string; readonly sentence: string; readonly mention: readonly AccountId[] }[];
}

export interface MemoryIncident extends IssueCard {
  readonly createdAt: Instant;
  readonly cis: readonly CiRef[];
}

/** Where a call of a port dies: before it has done anything, or when it has done all and the answer is lost. */
export type Death = 'before' | 'after';

export interface ChangeWorld {
  readonly ports: ChangePorts;
  now: Instant;
  /** Whose call it is. */
  me: AccountId;
  readonly issues: Map<string, MemoryChange>;
  readonly incidents: Map<IssueKey, MemoryIncident>;
  readonly links: { readonly change: IssueKey; readonly incident: IssueKey }[];
  /** Held in every project. */
  readonly roles: Map<RoleKey, readonly AccountId[]>;
  readonly groups: Map<string, readonly AccountId[]>;
  /** Those who are active. Everybody named by the world is. */
  readonly inactive: Set<AccountId>;
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
  readonly cards: Map<CiRef, Partial<LandscapeCard>>;
  /** CIs of classes that the caller may not see. */
  readonly closed: Set<CiRef>;
  /** The graph is larger than can be walked. */
  cut: boolean;
  readonly calendars: Map<string, WorkCalendar>;
  /** Which changes and incidents a query finds; everything until a test says otherwise. */
  finds: (jql: string, issue: ChangeFacts | MemoryIncident) => boolean;
  /** Every query that was asked. */
  readonly asked: string[];
  /** Dies at the nth call of a port, as `issues.publish#1`. */
  readonly deaths: Map<string, Death>;
  readonly logged: { readonly message: string; readonly facts: Readonly<Record<string, unknown>> }[];
  readonly stored: MemoryRecords;
  /** Puts a change on the site, by what is remarkable about it. */
  add(sketch?: ChangeSketch): MemoryChange;
  /** What somebody does to a change in Jira; its `updatedAt` follows. */
  edit(id: string, changed: Partial<ChangeFacts>): void;
}

export interface WorldOptions {
  readonly startAt?: Instant;
  readonly defaults?: Partial<ChangeDefaults>;
}

export function aWorld({ startAt = MONDAY, defaults = {} }: WorldOptions = {}): ChangeWorld {
  const stored = memoryRecords();
  const settings = settingStore(stored.table(settingEntity));
  let ids = 0;
  const here = (): ChangeWorld => world;
  const world: ChangeWorld = {
    now: startAt,
    me: person('mia'),
    issues: new Map(),
    incidents: new Map(),
    links: [],
    roles: new Map<RoleKey, readonly AccountId[]>([
      ['serviceDeskAgent', [person('ada'), person('ivo')]],
      ['changeManager', [person('mia')]],
      ['cabMember', [person('cai'), person('cleo'), person('cora')]],
    ]),
    groups: new Map(),
    inactive: new Set(),
    nodes: [],
    edges: [],
    cards: new Map(),
    closed: new Set(),
    cut: false,
    calendars: new Map(),
    finds: () => true,
    asked: [],
    deaths: new Map(),
    logged: [],
    stored,
    add(sketch = {}) {
      const facts = aChange(sketch);
      const issue: MemoryChange = { facts, published: NOTHING_PUBLISHED, hiddenFrom: new Set(), comments: [] };
      world.issues.set(facts.issueId, issue);
      return issue;
    },
    edit(id, changed) {
      const issue = world.issues.get(id);
      if (issue === undefined) throw new Error(`there is no change ${id}`);
      issue.facts = { ...issue.facts, ...changed, updatedAt: world.now };
    },
    ports: mortal(() => world.deaths, {
      siteMap: () => Promise.resolve(SITE),
      issues: memoryIssues(here),
      viewer: memoryViewer(here),
      records: changeRecords(stored),
      decisions: changeDecisions(stored.table(changeDecisionEntity)),
      outcomes: changeOutcomes(stored),
      settings: changeSettings(settings, { risk: TEST_RULES, policies: TEST_POLICIES, ...defaults }),
      landscape: memoryLandscape(here),
      directory: {
        inRole: (_projectId, role) => Promise.resolve(world.roles.get(role) ?? []),
        inGroup: (groupId) => Promise.resolve(world.groups.get(groupId) ?? []),
        people: (accounts) =>
          Promise.resolve(
            new Map(
              accounts
                .filter((accountId) => !world.inactive.has(accountId))
                .map((accountId) => [accountId, { accountId, name: nameOf(accountId) }]),
            ),
          ),
      },
      calendars: {
        business: (key) => Promise.resolve(world.calendars.get(key)),
        reportingZone: () => Promise.resolve('Europe/Berlin'),
      },
      siteHost: () => Promise.resolve('acme.atlassian.net'),
      clock: { now: () => world.now },
      newId: () => `id-${(ids += 1)}`,
      log: {
        info: (message, facts) => world.logged.push({ message, facts: facts ?? {} }),
        warn: (message, facts) => world.logged.push({ message, facts: facts ?? {} }),
        error: (message, _cause, facts) => world.logged.push({ message, facts: facts ?? {} }),
      },
    }),
  };
  return world;
}

/** `ada` is called Ada. */
export const nameOf = (accountId: string): string => accountId.charAt(0).toUpperCase() + accountId.slice(1);

export const seenOf = ({ facts, published }: MemoryChange): ChangeSeen => ({ facts, published });

export const isService = (ref: CiRef, { nodes }: Pick<ChangeWorld, 'nodes'>): boolean =>
  nodes.find((node) => node.ref === ref)?.classKey === SERVICE_CLASS;

/** Deaths of an invocation: nothing after it happens, and callers learn of it as of any bug. */
export class Died extends Error {}

const MORTAL = ['issues', 'records', 'decisions', 'outcomes', 'viewer'] as const;

function mortal(deaths: () => ReadonlyMap<string, Death>, ports: ChangePorts): ChangePorts {
  const calls = new Map<string, number>();
  const wrap = <T extends object>(port: string, methods: T): T =>
    new Proxy(methods, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function' || typeof name !== 'string') return method;
        return async (...given: unknown[]): Promise<unknown> => {
          const which = `${port}.${name}`;
          const call = (calls.get(which) ?? 0) + 1;
          calls.set(which, call);
          const death = deaths().get(`${which}#${call}`);
          if (death === 'before') throw new Died(`${which}#${call}`);
          const answer: unknown = await Reflect.apply(method, target, given);
          if (death === 'after') throw new Died(`${which}#${call}`);
          return answer;
        };
      },
    });
  const [issues, records, decisions, outcomes, viewer] = [
    wrap(MORTAL[0], ports.issues),
    wrap(MORTAL[1], ports.records),
    wrap(MORTAL[2], ports.decisions),
    wrap(MORTAL[3], ports.outcomes),
    wrap(MORTAL[4], ports.viewer),
  ];
  return { ...ports, issues, records, decisions, outcomes, viewer };
}
