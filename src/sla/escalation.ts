/** Which escalations are due, and what exactly each of their actions shall do. */
import { instant } from '../kernel/time';
import type { PriorityLevel, SiteMap } from '../setup/site-map';
import type { Escalation } from './clock-record';
import type { ClockReport } from './clock-report';
import type { Definition, EscalationAction, Mention } from './policy';
import type { PolicyVersion } from './policy-versions';
import type { FixedAction } from './fixed-action';
import type { IssueSeen, OwnChange } from './sla.ports';

export interface DueEscalation {
  readonly key: string;
  readonly definition: Definition;
  /** Null for the breach. */
  readonly threshold: string | null;
  readonly percent: number;
  readonly at: number;
  readonly actions: readonly EscalationAction[];
}

/**
 * What open clocks have reached and nobody has been told of. Only what was reached since the policy has told to escalate
 * it: a new threshold does not call people to yesterday's warnings.
 */
export function dueEscalations(
  reports: readonly ClockReport[],
  versions: readonly PolicyVersion[],
  begun: ReadonlyMap<number, number>,
  known: readonly Escalation[],
): DueEscalation[] {
  const done = new Set(known.map(({ key }) => key));
  const policy = versions.at(-1)?.policy;
  return reports.flatMap((report) => {
    const definition = policy?.definitions.find(({ key }) => key === report.definition.key);
    if (!report.open || definition === undefined) return [];
    return reachedBy(report, definition).filter(
      ({ key, threshold, at, actions }) =>
        actions.length > 0 && !done.has(key) && at >= inForceSince(versions, begun, definition.key, threshold),
    );
  });
}

/** What the keys of a cycle's escalations begin with. */
export const cycleName = (definition: string, startedAt: number): string => `${definition}:${startedAt}:`;

function reachedBy(report: ClockReport, definition: Definition): DueEscalation[] {
  const named = (threshold: string | null): string =>
    `${cycleName(definition.key, report.startedAt)}${threshold === null ? 'breach' : `at-${threshold}`}`;
  const warnings = report.reached.flatMap(({ threshold, at }): DueEscalation[] => {
    const found = definition.thresholds.find(({ key }) => key === threshold);
    return found === undefined
      ? []
      : [{ key: named(threshold), definition, threshold, percent: found.percent, at, actions: found.actions }];
  });
  if (report.state !== 'breached') return warnings;
  const breach = { key: named(null), definition, threshold: null, percent: 100, at: report.breachedAt };
  return [...warnings, { ...breach, actions: definition.onBreach }];
}

/** Since when without a break the policy has had actions for it. */
function inForceSince(
  versions: readonly PolicyVersion[],
  begun: ReadonlyMap<number, number>,
  key: string,
  threshold: string | null,
): number {
  let since = Number.POSITIVE_INFINITY;
  for (const { version, policy } of versions.toReversed()) {
    const definition = policy.definitions.find((one) => one.key === key);
    const actions =
      threshold === null ? definition?.onBreach : definition?.thresholds.find((one) => one.key === threshold)?.actions;
    if (definition?.enabled !== true || actions === undefined || actions.length === 0) return since;
    since = begun.get(version) ?? since;
  }
  return since;
}

/** What happened and when: the same reason twice would be no change of the field, and so no override. */
const occasionOf = ({ definition, threshold, percent, at }: DueEscalation): string => {
  const what = threshold === null ? 'breached' : `${percent} % of the time used`;
  return `${definition.name}: ${what} at ${instant(at)}`;
};

export type RolePeople = (role: Extract<Mention, { who: 'role' }>['role']) => Promise<readonly string[]>;

/** An action with what it depends on looked up; undefined when there is nothing to do. */
export async function fixed(
  action: EscalationAction,
  due: DueEscalation,
  issue: IssueSeen,
  site: SiteMap,
  inRole: RolePeople,
): Promise<FixedAction | undefined> {
  switch (action.do) {
    case 'comment': {
      const mention = (await Promise.all(action.mention.map((one) => mentioned(one, issue, inRole)))).flat();
      return { do: 'comment', text: action.text, mention: [...new Set(mention)].slice(0, MENTIONED) };
    }
    case 'assign':
      return { do: 'assign', accountId: action.to.accountId };
    case 'raisePriority': {
      const priorityId = priorityAbove(site, issue.told.current['priority']?.[0]);
      if (priorityId === undefined) return undefined;
      return { do: 'raisePriority', priorityId, reason: occasionOf(due).slice(0, REASON_LENGTH) };
    }
    case 'label':
    case 'link':
      return action;
  }
}

/** A comment that calls a whole department calls nobody. */
const MENTIONED = 20;
/** Jira keeps at most 255 characters in a single-line text field. */
const REASON_LENGTH = 255;

async function mentioned(mention: Mention, { people }: IssueSeen, inRole: RolePeople): Promise<readonly string[]> {
  switch (mention.who) {
    case 'assignee':
      return people.assignee === undefined ? [] : [people.assignee];
    case 'reporter':
      return people.reporter === undefined ? [] : [people.reporter];
    case 'person':
      return [mention.accountId];
    case 'role':
      return inRole(mention.role);
  }
}

const LEVELS: readonly `${PriorityLevel}`[] = ['1', '2', '3', '4', '5'];

function priorityAbove({ priorities }: SiteMap, priorityId: string | undefined): string | undefined {
  const at = LEVELS.findIndex((level) => priorities[level] === priorityId);
  const above = LEVELS[at - 1];
  return above === undefined ? undefined : priorities[above];
}

/** Somebody raised it as far, or further, since it was decided: an escalation never lowers a priority. */
export function isRaisedAlready({ priorities }: SiteMap, action: FixedAction, issue: IssueSeen): boolean {
  if (action.do !== 'raisePriority') return false;
  const levelOf = (id: string | undefined): number => LEVELS.findIndex((level) => priorities[level] === id);
  const present = levelOf(issue.told.current['priority']?.[0]);
  return present >= 0 && present <= levelOf(action.priorityId);
}

/** Jira's clock and the app's need not agree to the second. */
const CLOCK_DIFFERENCE_MS = 30_000;

/** Has a worker that died done it? Comments are told by their marker instead. */
export function hasLeftTrace(action: FixedAction, changes: readonly OwnChange[], claimedAt: number): boolean {
  const since = changes.filter(({ at }) => at >= claimedAt - CLOCK_DIFFERENCE_MS);
  const set = (fields: readonly string[], value: string): boolean =>
    since.some(({ field, to }) => fields.includes(field) && to.includes(value));
  switch (action.do) {
    case 'comment':
      return false;
    case 'assign':
      return set(['assignee'], action.accountId);
    case 'raisePriority':
      return set(['priority'], action.priorityId);
    case 'label':
      return set(['labels'], action.label);
    case 'link':
      return set(['issuelinks', 'Link'], action.to);
  }
}
