/** Keeps each incident's priority as decided, and shows why it is what it is. */
import type { Handlers } from '../contract/handlers';
import type { IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import { closesAt, DEFAULT_CLOSURE_POLICY, isDue } from './closure';
import { matrixAt } from './matrix-history';
import type { incidentContract, IncidentPanel, PanelReason } from './incident.contract';
import type { IncidentPorts, IssueRecord, IssueStatus, Move, PriorityEdit } from './incident.ports';
import { basisInWords, decidePriority, type Because, type GivenReason, type PriorityAction } from './priority-decision';
import { impactNamed, urgencyNamed } from './priority-matrix';
import { needsOfMoveTo } from './process';

/** What an issue event says that can be relied on, however late it comes: which issue, of which type, where. */
export interface IssueEvent {
  readonly issueId: string;
  readonly issueTypeId: string;
  readonly projectId: string;
  /** The ids of the fields this edit changed; undefined for a new issue. */
  readonly changedFields: readonly string[] | undefined;
}

type Offered = 'incident.panel' | 'incident.override' | 'incident.clearOverride';

export interface PriorityPractice {
  readonly handlers: Pick<Handlers<typeof incidentContract>, Offered>;
  readonly onIssueEvent: (event: IssueEvent) => Promise<void>;
  /** Settles what was touched lately: the platform may lose an event for good. Costs a read for each, and no write where all is well. */
  readonly reconcile: () => Promise<void>;
}

/** An hour's worth for a busy desk; what is beyond it is touched again or was told by its events. */
const RECONCILED_PER_RUN = 500;

export function priorityPractice(ports: IncidentPorts): PriorityPractice {
  const { incidents, viewer, matrix, closure, clock, log } = ports;

  async function decide(issue: IssueRecord) {
    const history = (await matrix.read())?.document;
    return decidePriority(issue.facts, (at) => matrixAt(history, at));
  }

  /** Brings priority, override reason and published basis in line with the decision; writes only what differs. */
  async function settle(site: SiteMap, issueIdOrKey: string): Promise<void> {
    const issue = await incidents.read(site, issueIdOrKey);
    // Deleted or moved away since: there is nothing left to decide.
    if (issue === undefined || !isIncident(site, issue)) return;
    const decision = await decide(issue);
    if (decision.actions.length > 0) {
      await incidents.edit(site, issue.key, editOf(decision.actions));
      log.info('incident priority settled', { issue: issue.key, basis: decision.basis, level: decision.level });
    }
    const basis = basisInWords(decision);
    if (basis !== issue.basis) await incidents.publishBasis(issue.id, basis);
  }

  async function panel(issueKey: IssueKey): Promise<IncidentPanel> {
    const site = await ports.siteMap();
    if (site === undefined) return { kind: 'not-set-up' };
    const { issue, moves } = await viewer.read(site, issueKey);
    const status = statusOf(site, issue.status);
    if (!isIncident(site, issue)) {
      const key = typeKeyOf(site, issue.type.id);
      return { kind: 'other', issueKey: issue.key, type: { key, name: issue.type.name }, status };
    }
    const history = (await matrix.read())?.document;
    const decision = decidePriority(issue.facts, (at) => matrixAt(history, at));
    const policy = (await closure.read())?.document ?? DEFAULT_CLOSURE_POLICY;
    const { impact, urgency, priority } = issue.facts;
    const resolvedAt = status.key === 'resolved' ? (issue.resolvedAt ?? null) : null;
    return {
      kind: 'incident',
      issueKey: issue.key,
      status,
      priority: {
        basis: decision.basis,
        current: { level: priority.level ?? null, name: issue.priorityName ?? null },
        decided: decision.level ?? null,
        because: decision.because.map(reasonShown),
      },
      impact: (impact === undefined ? undefined : impactNamed(impact)) ?? null,
      urgency: (urgency === undefined ? undefined : urgencyNamed(urgency)) ?? null,
      matrix: matrixAt(history, decision.assessedAt),
      resolvedAt,
      closesAt: resolvedAt === null || !policy.automatic ? null : closesAt(resolvedAt, policy),
      closureDue: resolvedAt !== null && isDue(resolvedAt, policy, clock.now()),
      closure: policy,
      steps: moves.map((move) => stepOf(site, issue, move)),
    };
  }

  /** As the user, so that history names them; then settled as the app, which its own edits don't call for. */
  async function editAndSettle(issueKey: IssueKey, edit: PriorityEdit): Promise<IncidentPanel> {
    const site = await siteOf(ports);
    const { issue } = await viewer.read(site, issueKey);
    if (!isIncident(site, issue)) throw new AppError('REFUSED', `${issueKey} is not an incident of Plumbline.`);
    await viewer.edit(site, issue.key, edit);
    await settle(site, issue.key);
    return panel(issue.key);
  }

  return {
    handlers: {
      'incident.panel': (_, { issueKey }) => panel(issueKey),
      'incident.override': (_, { issueKey, level, reason }) =>
        editAndSettle(issueKey, { level, overrideReason: reason }),
      'incident.clearOverride': (_, { issueKey }) => editAndSettle(issueKey, { overrideReason: null }),
    },
    async onIssueEvent(event) {
      const site = await ports.siteMap();
      if (site === undefined || !concerns(site, event)) return;
      await settle(site, event.issueId);
    },
    async reconcile() {
      const site = await ports.siteMap();
      if (site === undefined) return;
      let looked = 0;
      for await (const issueId of incidents.touched(site)) {
        if (looked >= RECONCILED_PER_RUN) break;
        looked += 1;
        try {
          await settle(site, issueId);
        } catch (cause) {
          log.error('incident could not be reconciled; the next run tries again', cause, { issue: issueId });
          // Jira is busy: going on would only make it busier.
          if (cause instanceof AppError && cause.code === 'UNAVAILABLE') break;
        }
      }
    },
  };
}

/** For what makes no sense before set-up has run. */
export async function siteOf(ports: Pick<IncidentPorts, 'siteMap'>): Promise<SiteMap> {
  const site = await ports.siteMap();
  if (site?.issueTypes.incident === undefined || site.projects.length === 0)
    throw new AppError('REFUSED', 'Plumbline is not set up for incidents yet. A Jira administrator runs the set-up.');
  return site;
}

const isIncident = (site: SiteMap, issue: IssueRecord): boolean =>
  issue.type.id === site.issueTypes.incident && site.projects.some(({ id }) => id === issue.projectId);

/** An edit of something else can't change the decision: it costs no call. */
function concerns(site: SiteMap, event: IssueEvent): boolean {
  if (event.issueTypeId !== site.issueTypes.incident || !site.projects.some(({ id }) => id === event.projectId))
    return false;
  const { impact, urgency, priorityOverrideReason } = site.fields;
  const decisive = ['priority', 'issuetype', 'project', impact, urgency, priorityOverrideReason];
  return event.changedFields?.some((field) => decisive.includes(field)) ?? true;
}

function editOf(actions: readonly PriorityAction[]): PriorityEdit {
  return actions.reduce<PriorityEdit>((edit, action) => ({ ...edit, ...partOf(action) }), {});
}

function partOf(action: PriorityAction): PriorityEdit {
  if (action.action === 'set-priority') return { level: action.level };
  if (action.action === 'comment') return { comment: action.comment };
  return { overrideReason: action.reason ?? null };
}

const statusOf = (site: SiteMap, { id, name, category }: IssueStatus) => ({
  key: Object.entries(site.statuses).find(([, statusId]) => statusId === id)?.[0] ?? null,
  name,
  category,
});

const TYPE_KEYS = ['incident', 'problem', 'change', 'request', 'release', 'improvement'] as const;
const typeKeyOf = (site: SiteMap, typeId: string) => TYPE_KEYS.find((key) => site.issueTypes[key] === typeId) ?? null;

function stepOf(site: SiteMap, issue: IssueRecord, { id, name, to }: Move) {
  const status = statusOf(site, to);
  const needs = status.key === null ? [] : needsOfMoveTo(status.key);
  return { id, name, to: status, needs: needs.map((need) => ({ ...need, filled: issue.filled.has(need.field) })) };
}

const givenShown = ({ text, by, at }: GivenReason) => ({ text, by: by ?? null, at });

function reasonShown(because: Because): PanelReason {
  switch (because.factor) {
    case 'matrix': {
      const [impact, urgency] = because.priority.because;
      return { factor: 'matrix', impact: impact.value, urgency: urgency.value, level: because.priority.level };
    }
    case 'missing':
      return { factor: 'missing', field: because.field, found: because.found ?? null };
    case 'override':
      return { factor: 'override', reason: givenShown(because.reason) };
    case 'override-ended':
      return { factor: 'override-ended', reason: givenShown(because.reason), at: because.at };
  }
}
