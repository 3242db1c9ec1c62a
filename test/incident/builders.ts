import { AccountId } from '../../src/contract/ids';
import type { HistoryEntry, PriorityFacts } from '../../src/incident/priority-decision';
import { instant } from '../../src/kernel/time';
import type { PriorityLevel, SiteMap } from '../../src/setup/site-map';

export const AGENT = AccountId.parse('agent-1');

/** A minute of the example day. */
export const minute = (m: number) => instant(Date.UTC(2026, 2, 2, 9, m));

export function anIncident(overrides: Partial<PriorityFacts> = {}): PriorityFacts {
  return {
    created: minute(0),
    impact: 'Department',
    urgency: 'High',
    priority: { level: 3 },
    overrideReason: undefined,
    history: [],
    ...overrides,
  };
}

export interface Edit {
  readonly impact?: readonly [string | undefined, string | undefined];
  readonly urgency?: readonly [string | undefined, string | undefined];
  readonly priority?: readonly [PriorityLevel | undefined, PriorityLevel | undefined];
  readonly overrideReason?: readonly [string | undefined, string | undefined];
}

export function anEdit(at: number, edit: Edit, byApp = false): HistoryEntry {
  return {
    at: minute(at),
    byApp,
    author: byApp ? AccountId.parse('app') : AGENT,
    changes: [
      ...(edit.impact ? [{ field: 'impact' as const, from: edit.impact[0], to: edit.impact[1] }] : []),
      ...(edit.urgency ? [{ field: 'urgency' as const, from: edit.urgency[0], to: edit.urgency[1] }] : []),
      ...(edit.overrideReason
        ? [{ field: 'overrideReason' as const, from: edit.overrideReason[0], to: edit.overrideReason[1] }]
        : []),
      ...(edit.priority
        ? [{ field: 'priority' as const, from: { level: edit.priority[0] }, to: { level: edit.priority[1] } }]
        : []),
    ],
  };
}

export const aSiteMap = (overrides: Partial<SiteMap> = {}): SiteMap => ({
  projects: [{ id: '10000', key: 'ITSM' }],
  issueTypes: { incident: '10001' },
  fields: {
    impact: 'customfield_10101',
    urgency: 'customfield_10102',
    pendingReason: 'customfield_10103',
    resolutionCode: 'customfield_10104',
    resolutionNotes: 'customfield_10105',
    priorityOverrideReason: 'customfield_10106',
  },
  statuses: {
    new: '10201',
    inProgress: '10202',
    onHold: '10203',
    resolved: '10204',
    closed: '10205',
    reopened: '10206',
    cancelled: '10207',
  },
  priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  roles: {},
  linkTypes: {},
  panels: [],
  ...overrides,
});
