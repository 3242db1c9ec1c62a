/**
 * The policies that hold until somebody saves others. The riskier a change is, the more people of different duties look at it;
 * two of the advisory board, as boards that decide without meeting do it. An emergency has a smaller board and a short-lived
 * approval. A standard change needs none while it follows a pre-approved template; one that does not is treated as normal.
 */
import type { ApprovalPolicies, ApprovalStep, Need } from './approval.shapes';
import { RISK_LEVELS, type ChangeType, type RiskLevel } from './change.shapes';

const ANY: Need = { kind: 'any' };
const TWO: Need = { kind: 'atLeast', count: 2 };

const MANAGER: ApprovalStep = {
  key: 'manager',
  name: 'Change manager',
  sources: [{ from: 'role', role: 'changeManager' }],
  need: ANY,
};
const BOARD: ApprovalStep = {
  key: 'board',
  name: 'Change advisory board',
  sources: [{ from: 'role', role: 'cabMember' }],
  need: TWO,
};
/** Those of the services it can bring down; where a service names no owner, somebody who owns services. */
const OWNERS: ApprovalStep = {
  key: 'service-owners',
  name: 'Service owners',
  sources: [{ from: 'serviceOwners' }, { from: 'role', role: 'serviceOwner' }],
  need: ANY,
};
const EMERGENCY_BOARD: ApprovalStep = {
  key: 'emergency-board',
  name: 'Emergency change advisory board',
  sources: [
    { from: 'role', role: 'cabMember' },
    { from: 'role', role: 'changeManager' },
  ],
  need: TWO,
};

/** Long enough to be decided in one month's meeting and done before the next. */
const PLANNED_HOURS = 30 * 24;
const EMERGENCY_HOURS = 3 * 24;

const PLANNED: readonly ChangeType[] = ['normal', 'standard'];

const planned = (key: string, name: string, level: RiskLevel, steps: readonly ApprovalStep[]) => ({
  key,
  name,
  types: [...PLANNED],
  levels: [level],
  steps: [...steps],
  expiresAfterHours: PLANNED_HOURS,
});

export const DEFAULT_POLICIES: ApprovalPolicies = {
  policies: [
    {
      key: 'emergency',
      name: 'Emergency',
      types: ['emergency'],
      levels: [...RISK_LEVELS],
      steps: [EMERGENCY_BOARD],
      expiresAfterHours: EMERGENCY_HOURS,
    },
    planned('low', 'Low risk', 'low', [MANAGER]),
    planned('moderate', 'Moderate risk', 'moderate', [MANAGER]),
    planned('high', 'High risk', 'high', [BOARD, MANAGER]),
    planned('very-high', 'Very high risk', 'veryHigh', [BOARD, OWNERS, MANAGER]),
  ],
  delegation: true,
};
