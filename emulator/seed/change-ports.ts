/**
 * The practice of changes at the seed's own desk: its rules, run here on Acme's issues and on the app's records, at any moment
 * of the past. Everything a change needs to go on is judged exactly as the installed app judges it.
 */
import { DEFAULT_POLICIES } from '../../src/change/approval-policies-defaults';
import type { ChangeIssues, ChangePorts, ChangeSeen, Landscape, LandscapeCard } from '../../src/change/change.ports';
import type { ChangePublication } from '../../src/change/publication';
import { DEFAULT_RISK_RULES } from '../../src/change/risk-defaults';
import { rememberingPorts } from '../../src/change/remembering-ports';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SERVICE_CLASS, type ImpactGraph } from '../../src/cmdb/graph';
import { loadImpact, Walk } from '../../src/cmdb/load-graph';
import { catalogueOf } from '../../src/cmdb/reading';
import { AccountId, CiRef } from '../../src/contract/ids';
import { changeDecisionEntity, changeDecisions } from '../../src/forge/entities/change-decisions';
import { changeOutcomes } from '../../src/forge/entities/change-outcomes';
import { changeRecords } from '../../src/forge/entities/change-records';
import { changeSettings } from '../../src/forge/entities/change-settings';
import { catalogueDocument } from '../../src/forge/entities/cmdb-catalogue';
import { graphStore } from '../../src/forge/entities/cmdb-graph';
import { settingEntity, settingStore } from '../../src/forge/entities/settings';
import { policyStore } from '../../src/forge/entities/sla-policies';
import { ChangeBean, fieldsToRead, overlaid, seenOf, type ChangeReading } from '../../src/forge/jira/change-beans';
import { instant } from '../../src/kernel/time';
import { SITE_MAP_SETTING, SiteMap } from '../../src/setup/site-map';
import { compileCalendar } from '../../src/sla/calendar';
import { reportingZoneOf } from '../../src/sla/policy';
import type { Json } from '../json';
import { addComment } from '../jira/model/comments';
import { allFields } from '../jira/model/fields';
import { issueBean } from '../jira/model/issue-bean';
import { findIssue, reload, storeValue } from '../jira/model/issue-state';
import { createLink, linkType } from '../jira/model/links';
import { write } from '../jira/model/transaction';
import type { JiraSite } from '../jira/site';
import type { Caller } from '../seams';
import type { Site } from '../site';
import { appStorage } from './app-storage';
import { changeDrawer } from './change-records';
import { PEOPLE_BY_ROLE } from './apply-set-up';
import { accountIdOf, PEOPLE } from './people';

export interface SeedDesk {
  readonly ports: ChangePorts;
  readonly siteMap: SiteMap;
  readonly graph: ImpactGraph;
  /** Jira's id of the app's field for CIs. */
  readonly ciField: string;
  /** What was read of an issue holds no longer. */
  readonly touched: (issueId: string) => void;
  /** Writes what the app keeps of the changes to its storage; once, when all is done. */
  readonly putAway: () => Promise<void>;
}

/** `jira` has a clock of its own, which says when things happen; `refs` are all CIs. */
export async function seedDesk(site: Site, jira: JiraSite, refs: readonly string[]): Promise<SeedDesk> {
  const records = appStorage(site, () => jira.clock.now());
  const settings = settingStore(records.table(settingEntity));
  const siteMap = (await settings.read(SITE_MAP_SETTING, SiteMap))?.document;
  if (siteMap === undefined) throw new Error('set-up left no site map');
  const reading: ChangeReading = { site: siteMap, ids: fieldIds(jira) };
  const issues = new SeedIssues(jira, reading);
  const landscape = await wholeLandscape(jira, records, refs);
  const policies = policyStore(settings, () => site.cloudId);
  const policy = (await policies.head())?.policy;
  const drawer = changeDrawer();
  const ports: ChangePorts = {
    siteMap: () => Promise.resolve(siteMap),
    issues,
    viewer: seedViewer(jira, siteMap),
    records: drawer.records,
    decisions: drawer.decisions,
    outcomes: drawer.outcomes,
    settings: changeSettings(settings, { risk: DEFAULT_RISK_RULES, policies: DEFAULT_POLICIES }),
    landscape,
    directory: DIRECTORY,
    calendars: {
      business(key) {
        const calendar = policy?.calendars.find((one) => one.key === key);
        return Promise.resolve(calendar && compileCalendar(calendar));
      },
      reportingZone: () => Promise.resolve(policy === undefined ? 'UTC' : reportingZoneOf(policy)),
    },
    siteHost: () => Promise.resolve(new URL(jira.baseUrl()).host),
    clock: { now: () => instant(jira.clock.now()) },
    newId: () => `seed-${jira.clock.now()}`,
    log: { info: () => undefined, warn: () => undefined, error: rethrow },
  };
  const { graph } = await landscape.around([]);
  return {
    ports: rememberingPorts(ports),
    siteMap,
    graph,
    ciField: reading.ids.cis ?? '',
    touched: (id) => issues.forget(id),
    putAway: () =>
      drawer.putAway({
        records: changeRecords(records),
        decisions: changeDecisions(records.table(changeDecisionEntity)),
        outcomes: changeOutcomes(records),
      }),
  };
}

/** At the seed's desk nothing goes wrong in passing: what fails is a mistake in the seed. */
function rethrow(_message: string, cause: unknown): void {
  throw cause;
}

function fieldIds(jira: JiraSite): ChangeReading['ids'] {
  const idOf = (forgeKey: string): string => {
    const found = allFields(jira).find((field) => field.forgeKey === forgeKey);
    if (found === undefined) throw new Error(`the app brought no field ${forgeKey}`);
    return found.id;
  };
  return {
    cis: idOf('configuration-items'),
    published: {
      risk: idOf('change-risk'),
      score: idOf('change-risk-score'),
      approval: idOf('change-approval'),
      tokens: idOf('change-tokens'),
    },
  };
}

// ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const nobodyAsks = (): Promise<never> => Promise.reject(new Error('nobody asks that while the site is seeded'));

class SeedIssues implements ChangeIssues {
  readonly #known = new Map<string, ChangeSeen>();

  constructor(
    private readonly jira: JiraSite,
    private readonly reading: ChangeReading,
  ) {}

  forget(issueId: string): void {
    this.#known.delete(issueId);
  }

  read(_site: SiteMap, idOrKey: string): Promise<ChangeSeen | undefined> {
    const row = findIssue(this.jira, idOrKey);
    if (row === undefined) return Promise.resolve(undefined);
    const id = String(row.id);
    const known = this.#known.get(id);
    if (known !== undefined) return Promise.resolve(known);
    const fields = fieldsToRead(this.reading);
    const view = { fields, fieldsByKeys: false, expand: new Set<string>(), properties: [] };
    const seen = seenOf(this.reading, ChangeBean.parse(issueBean(this.jira, appCaller(this.jira), row, view)));
    if (seen !== undefined) this.#known.set(id, seen);
    return Promise.resolve(seen);
  }

  async readWith(site: SiteMap, key: string, modified: Readonly<Record<string, unknown>>) {
    const seen = await this.read(site, key);
    return seen && { ...seen, facts: overlaid(this.reading, seen.facts, modified) };
  }

  publish(issueId: string, changes: Partial<ChangePublication>): Promise<void> {
    const row = reload(this.jira, Number(issueId));
    const { risk, score, approval, tokens } = changes;
    const wanted: Partial<Record<keyof ChangePublication, Json>> = {
      ...(risk === undefined ? {} : { risk }),
      ...(score === undefined ? {} : { score }),
      ...(approval === undefined ? {} : { approval }),
      ...(tokens === undefined ? {} : { tokens: [...tokens] }),
    };
    for (const part of ['risk', 'score', 'approval', 'tokens'] as const) {
      const field = this.reading.ids.published?.[part];
      const value = wanted[part];
      if (field !== undefined && value !== undefined) storeValue(this.jira, row, field, value);
    }
    const known = this.#known.get(issueId);
    if (known !== undefined) this.#known.set(issueId, { ...known, published: { ...known.published, ...changes } });
    return Promise.resolve();
  }

  /** Each round of approval asks once, so that no comment is there already. */
  comment(issueId: string, marker: string, sentence: string, mention: readonly AccountId[]): Promise<void> {
    const people = mention.flatMap((id): Json[] => [
      { type: 'mention', attrs: { id } },
      { type: 'text', text: ' ' },
    ]);
    const content: Json[] = [
      { type: 'paragraph', content: [{ type: 'text', text: sentence }] },
      ...(people.length === 0 ? [] : [{ type: 'paragraph', content: people }]),
    ];
    const body = { version: 1, type: 'doc', content };
    const properties = [{ key: 'plumbline.change', value: { key: marker } }];
    write(this.jira, appCaller(this.jira), (writing) =>
      addComment(writing, reload(this.jira, Number(issueId)), { body, properties }),
    );
    this.forget(issueId);
    return Promise.resolve();
  }

  search = nobodyAsks;
  readMany = nobodyAsks;
  jqlNames = nobodyAsks;
}

function appCaller(jira: JiraSite): Caller {
  const app = jira.app();
  if (app === undefined) throw new Error('the app is not installed');
  return { accountId: app.accountId, app: { appId: app.appId, as: 'app', scopes: app.scopes } };
}

/** Whoever reviews sees all incidents, and links those that the change caused. */
function seedViewer(jira: JiraSite, siteMap: SiteMap): ChangePorts['viewer'] {
  const reviewer = (): Caller => ({ accountId: accountIdOf('changemanager') });
  return {
    accountId: () => AccountId.parse(accountIdOf('changemanager')),
    visible: (keys) =>
      Promise.resolve(
        new Map(
          keys.flatMap((key) => {
            const row = findIssue(jira, key);
            return row === undefined
              ? []
              : [[key, { key, summary: row.summary, status: String(row.status_id) }] as const];
          }),
        ),
      ),
    linkIncidents(_site, key, incidents) {
      const type = siteMap.linkTypes['changeCauses'];
      const change = findIssue(jira, key);
      if (type === undefined || change === undefined) throw new Error(`no link can be made from ${key}`);
      for (const incident of incidents.flatMap((one) => findIssue(jira, one) ?? []))
        write(jira, reviewer(), (writing) => createLink(writing, linkType(jira, { id: type }), change, incident));
      return Promise.resolve();
    },
    linkedIncidents: nobodyAsks,
    move: nobodyAsks,
    fill: nobodyAsks,
    create: nobodyAsks,
    changes: nobodyAsks,
    issues: nobodyAsks,
    count: nobodyAsks,
    projects: nobodyAsks,
    mayEdit: nobodyAsks,
    holds: nobodyAsks,
    zone: () => Promise.resolve('UTC'),
  };
}

// ── People and landscape ─────────────────────────────────────────────────────────────────────────────────────────────

const NAMES = new Map<string, string>(PEOPLE.map(({ user, name }) => [accountIdOf(user), name]));
const ROLES: Readonly<Record<string, readonly (typeof PEOPLE)[number]['user'][]>> = PEOPLE_BY_ROLE;

const DIRECTORY: ChangePorts['directory'] = {
  inRole: (_projectId, role) => Promise.resolve((ROLES[role] ?? []).map((user) => AccountId.parse(accountIdOf(user)))),
  inGroup: nobodyAsks,
  people: (ids) =>
    Promise.resolve(
      new Map(
        ids.flatMap((accountId) => {
          const name = NAMES.get(accountId);
          return name === undefined ? [] : [[accountId, { accountId, name }] as const];
        }),
      ),
    ),
};

/** Acme's graph is small enough to be read once, whole. */
async function wholeLandscape(
  jira: JiraSite,
  records: ReturnType<typeof appStorage>,
  refs: readonly string[],
): Promise<Landscape> {
  const catalogue = resolveCatalogue(catalogueOf(await catalogueDocument(records).read()));
  const store = graphStore(records);
  const clock = { now: () => instant(jira.clock.now()) };
  const all = refs.map((ref) => CiRef.parse(ref));
  const graph = await loadImpact(new Walk({ graph: store, clock, catalogue }), all);
  const cards = new Map(
    [...(await store.cards(all))].map(([ref, { name, classKey, criticality, owner }]): [CiRef, LandscapeCard] => {
      const service = [classKey, ...catalogue.lineage(classKey)].includes(SERVICE_CLASS);
      return [ref, { ref, name, classKey, criticality, owner, service }];
    }),
  );
  const known = (wanted: readonly CiRef[]): LandscapeCard[] => wanted.flatMap((ref) => cards.get(ref) ?? []);
  return {
    around: () => Promise.resolve({ graph, cut: false }),
    names: (wanted) => Promise.resolve(new Map(known(wanted).map(({ ref, name }) => [ref, name]))),
    cards: (wanted) => Promise.resolve(new Map(known(wanted).map((card) => [card.ref, card]))),
    classes: () => Promise.resolve(new Set(catalogue.classes.keys())),
    lineage: () => Promise.resolve((classKey: string) => catalogue.lineage(classKey)),
  };
}
