/** Risk rules and approval policies that tests can reckon with by hand. */
import type { ApprovalPolicies } from '../../src/change/approval.shapes';
import type { RiskRules } from '../../src/change/risk.shapes';

export const TEST_RULES: RiskRules = {
  questions: [
    {
      key: 'done-before',
      text: 'How often was it done before?',
      help: '',
      side: 'likelihood',
      weight: 10,
      choices: [
        { key: 'often', label: 'Often', risk: 0 },
        { key: 'never', label: 'Never', risk: 100 },
      ],
    },
    {
      key: 'users',
      text: 'How many people notice when it fails?',
      help: '',
      side: 'impact',
      weight: 10,
      choices: [
        { key: 'few', label: 'A few', risk: 0 },
        { key: 'all', label: 'Everybody', risk: 100 },
      ],
    },
  ],
  weights: {
    questions: 40,
    changeType: 0,
    plans: 20,
    leadTime: 0,
    conflicts: 0,
    teamRecord: 0,
    ciRecord: 0,
    impactQuestions: 40,
    criticality: 20,
    services: 20,
    hours: 0,
  },
  cuts: { likelihood: [20, 40, 60, 80], impact: [20, 40, 60, 80] },
  matrix: [
    ['low', 'low', 'low', 'moderate', 'moderate'],
    ['low', 'low', 'moderate', 'moderate', 'high'],
    ['low', 'moderate', 'moderate', 'high', 'high'],
    ['moderate', 'moderate', 'high', 'high', 'veryHigh'],
    ['moderate', 'high', 'high', 'veryHigh', 'veryHigh'],
  ],
  leadTimeDays: { standard: 1, normal: 5, emergency: 0 },
  typeRisk: { standard: 0, normal: 40, emergency: 100 },
  prior: { successes: 4, failures: 1 },
  recordMonths: 12,
  validDays: 30,
  businessCalendar: null,
};

/** Standard changes need nobody; normal ones a change manager, from high on also two of the CAB; emergencies a manager. */
export const TEST_POLICIES: ApprovalPolicies = {
  delegation: true,
  policies: [
    {
      key: 'standard',
      name: 'Standard',
      types: ['standard'],
      levels: ['low', 'moderate', 'high', 'veryHigh'],
      steps: [],
      expiresAfterHours: null,
    },
    {
      key: 'normal',
      name: 'Normal',
      types: ['normal'],
      levels: ['low', 'moderate'],
      steps: [
        {
          key: 'manager',
          name: 'Change manager',
          sources: [{ from: 'role', role: 'changeManager' }],
          need: { kind: 'any' },
        },
      ],
      expiresAfterHours: 24 * 14,
    },
    {
      key: 'risky',
      name: 'Risky',
      types: ['normal'],
      levels: ['high', 'veryHigh'],
      steps: [
        {
          key: 'manager',
          name: 'Change manager',
          sources: [{ from: 'role', role: 'changeManager' }],
          need: { kind: 'any' },
        },
        {
          key: 'cab',
          name: 'CAB',
          sources: [{ from: 'role', role: 'cabMember' }],
          need: { kind: 'atLeast', count: 2 },
        },
      ],
      expiresAfterHours: 24 * 14,
    },
    {
      key: 'emergency',
      name: 'Emergency',
      types: ['emergency'],
      levels: ['low', 'moderate', 'high', 'veryHigh'],
      steps: [
        {
          key: 'manager',
          name: 'Change manager',
          sources: [{ from: 'role', role: 'changeManager' }],
          need: { kind: 'any' },
        },
      ],
      expiresAfterHours: 24,
    },
  ],
};
