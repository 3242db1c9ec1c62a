/**
 * How a service desk tool's log is carried over to Jira. This is the whole translation; `replay.ts` only applies it.
 *
 * | log                         | Jira                                                                                  |
 * |-----------------------------|---------------------------------------------------------------------------------------|
 * | incident                    | Incident, created at `opened_at`, its number a label                                  |
 * | New / Active                | New / In Progress (after a resolution: Reopened, then In Progress)                     |
 * | Awaiting … (4)              | On Hold with the pending reason of the same name                                      |
 * | Resolved / Closed           | Resolved with resolution code and notes / Closed                                      |
 * | impact 1, 2, 3              | Enterprise, Department, Team (by rank)                                                |
 * | urgency 1, 2, 3             | Critical, High, Medium (by rank)                                                      |
 * | priority 1 … 4              | Highest, High, Medium, Low: what the app decides, or an override that names the log   |
 * | caller, assigned to         | a user each; reporter, assignee                                                       |
 * | assignment group            | a group each; "?" is the group "Unknown group", because leaving it counts in the log  |
 * | category, closed code       | an option each of Category, Resolution code                                           |
 * | every save (`sys_mod_count`)| one comment, the work note                                                            |
 *
 * The log stamps `resolved_at` and `closed_at` anew on every save of a resolved or closed incident; the last stamp is
 * what it means. A Resolved row before that stamp is a proposed solution (On Hold, awaiting user info), a Closed row
 * before it is still Resolved. A reassignment the log counts without showing another group is one that came back to
 * the same group. The log's times name no zone and are taken as UTC.
 */
import type { LogRow, LogState, LoggedIncident } from './event-log';

export const IMPACT_BY_RANK: Readonly<Record<number, string>> = {
  1: 'Enterprise',
  2: 'Department',
  3: 'Team',
  4: 'Individual',
};
export const URGENCY_BY_RANK: Readonly<Record<number, string>> = { 1: 'Critical', 2: 'High', 3: 'Medium', 4: 'Low' };
export const PRIORITY_BY_RANK: Readonly<Record<number, string>> = {
  1: 'Highest',
  2: 'High',
  3: 'Medium',
  4: 'Low',
  5: 'Lowest',
};
export const UNKNOWN_GROUP = 'Unknown group';

export interface JiraState {
  readonly status: string;
  readonly pendingReason?: string;
}

export const JIRA_STATE: Readonly<Record<LogState, JiraState>> = {
  New: { status: 'New' },
  Active: { status: 'In Progress' },
  'Awaiting User Info': { status: 'On Hold', pendingReason: 'Awaiting User Info' },
  'Awaiting Problem': { status: 'On Hold', pendingReason: 'Awaiting Problem' },
  'Awaiting Vendor': { status: 'On Hold', pendingReason: 'Awaiting Vendor' },
  'Awaiting Evidence': { status: 'On Hold', pendingReason: 'Awaiting Evidence' },
  Resolved: { status: 'Resolved' },
  Closed: { status: 'Closed' },
};

/** The statuses to pass through, for moves the lifecycle has no single transition for. */
export const DETOUR: Readonly<Record<string, readonly string[]>> = {
  'Resolved → In Progress': ['Reopened', 'In Progress'],
  'Resolved → On Hold': ['Reopened', 'On Hold'],
  'Closed → In Progress': ['Reopened', 'In Progress'],
};

export interface Step {
  readonly at: number;
  readonly row: LogRow;
  readonly state: JiraState;
  /** Reassigned and handed back to the same group within this save. */
  readonly handedBack: boolean;
  /** Saves the log counts up to this row since the one before. */
  readonly saves: number;
}

/** What to do when, for one incident: the first step is its creation. Times never run backwards. */
export function stepsOf(incident: LoggedIncident): Step[] {
  const steps: Step[] = [];
  let at = incident.rows[0].opened_at;
  let saved = 0;
  incident.rows.forEach((row, index) => {
    const previous = incident.rows[index - 1];
    const next = incident.rows[index + 1];
    // A few first rows carry the stamp of a later save: the creation is at opened_at whatever the stamp says.
    at =
      index === 0
        ? Math.max(at, Math.min(row.sys_updated_at, next?.sys_updated_at ?? row.sys_updated_at))
        : Math.max(at, row.sys_updated_at);
    // ... and their counter with it; counters only grow, and the last row has the total.
    const total = index === 0 && row.sys_mod_count > (next?.sys_mod_count ?? row.sys_mod_count) ? 0 : row.sys_mod_count;
    steps.push({
      at,
      row,
      state: JIRA_STATE[settledState(incident, index)],
      handedBack:
        previous !== undefined &&
        row.reassignment_count > previous.reassignment_count &&
        row.assignment_group === previous.assignment_group,
      saves: Math.max(0, total - saved),
    });
    saved = Math.max(saved, total);
  });
  return steps;
}

/** The row's state, read with the last stamp of `resolved_at` and `closed_at` in mind (see above). */
export function settledState(incident: LoggedIncident, index: number): LogState {
  const row = incident.rows[index];
  if (row === undefined) throw new Error(`no row ${index} in ${incident.number}`);
  const finalRun = incident.rows
    .slice(index)
    .every((later) => later.incident_state === 'Resolved' || later.incident_state === 'Closed');
  if (!finalRun) return row.incident_state;
  if (row.incident_state === 'Closed' && row.sys_updated_at < row.closed_at) return 'Resolved';
  if (row.incident_state === 'Resolved' && row.resolved_at !== undefined && row.sys_updated_at < row.resolved_at) {
    return 'Awaiting User Info';
  }
  return row.incident_state;
}
