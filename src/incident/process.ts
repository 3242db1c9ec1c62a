/**
 * Incident management as a process: what it is for, whom it serves, what starts it, who answers for it, how it runs, and
 * by which numbers it is judged. Each KPI is a count of issues, or made of counts, so that it drills down.
 */
import { INCIDENT_WORKFLOW } from '../setup/blueprint/incident-lifecycle';
import { STATUSES } from '../setup/blueprint/statuses';
import type { RoleKey, SiteMap } from '../setup/site-map';
import { incidentsOf, jqlOf, openIncidents, priorityId } from './backlog';

export const INCIDENT_OWNER: RoleKey = 'incidentManager';
export const INCIDENT_TRIGGERS = ['user-contact', 'monitoring-alert', 'agent-observation', 'supplier-notice'] as const;

export interface Lifecycle {
  readonly start: string;
  readonly states: readonly { readonly key: string; readonly name: string; readonly category: string }[];
  readonly transitions: readonly {
    readonly name: string;
    readonly from: readonly string[];
    readonly to: string;
    readonly needs: readonly Need[];
  }[];
}

export interface Need {
  readonly field: NeededField;
  readonly message: string;
}

export type NeededField = 'pendingReason' | 'resolutionCode' | 'resolutionNotes';

/** The lifecycle as set-up builds it in Jira. */
export function incidentLifecycle(): Lifecycle {
  const { start, statuses, transitions } = INCIDENT_WORKFLOW;
  return {
    start,
    states: STATUSES.filter(({ key }) => statuses.includes(key)),
    transitions: transitions
      .filter(({ from }) => from.length > 0)
      .map(({ name, from, to }) => ({ name, from, to, needs: needsOfMoveTo(to) })),
  };
}

/** What the workflow's validators demand of a move to the status. */
export function needsOfMoveTo(statusKey: string): Need[] {
  const transition = INCIDENT_WORKFLOW.transitions.find(({ to }) => to === statusKey);
  return (transition?.rules ?? []).flatMap((rule) =>
    rule.rule === 'require-field' && isNeeded(rule.field) ? [{ field: rule.field, message: rule.message }] : [],
  );
}

const isNeeded = (field: string): field is NeededField =>
  field === 'pendingReason' || field === 'resolutionCode' || field === 'resolutionNotes';

export const KPI_KEYS = ['open', 'oldHighest', 'agedShare', 'reopenedShare', 'overriddenShare', 'medianHours'] as const;
export type KpiKey = (typeof KPI_KEYS)[number];

/** How a KPI is measured. Shares are counted of `of`; `medianHours` is over the issues' own times. */
export interface Kpi {
  readonly key: KpiKey;
  readonly unit: 'count' | 'share' | 'hours';
  /** Met at or below it; undefined for a number that only informs. */
  readonly target: number | undefined;
  readonly jql: string;
  readonly of: string | undefined;
}

export const KPI_PERIOD_DAYS = 30;

export function incidentKpis(site: SiteMap, projectKeys: readonly string[]): Kpi[] {
  const open = openIncidents(site, projectKeys);
  const resolved = [...incidentsOf(site, projectKeys), `resolved >= -${KPI_PERIOD_DAYS}d`];
  const reopened = site.statuses['reopened'];
  const reason = site.fields.priorityOverrideReason;
  const share = (key: KpiKey, target: number, of: readonly string[], clause: string): Kpi => ({
    key,
    unit: 'share',
    target,
    jql: jqlOf([...of, clause]),
    of: jqlOf(of),
  });
  return [
    { key: 'open', unit: 'count', target: undefined, jql: jqlOf(open), of: undefined },
    {
      key: 'oldHighest',
      unit: 'count',
      target: 0,
      jql: jqlOf([...open, `priority = ${priorityId(site, 1)}`, 'created < -1d']),
      of: undefined,
    },
    share('agedShare', 0.1, open, 'created < -30d'),
    ...(reopened === undefined ? [] : [share('reopenedShare', 0.05, resolved, `status WAS ${reopened}`)]),
    ...(reason === undefined ? [] : [share('overriddenShare', 0.1, open, `${jqlField(reason)} is not EMPTY`)]),
    { key: 'medianHours', unit: 'hours', target: 24, jql: jqlOf(resolved), of: undefined },
  ];
}

/** `cf[10106]`: survives a renamed field. */
export const jqlField = (fieldId: string): string => `cf[${fieldId.replace('customfield_', '')}]`;

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
