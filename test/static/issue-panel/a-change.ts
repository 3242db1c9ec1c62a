/** What the backend answers about a change, for tests of the panel. */
import { AccountId, CiRef, IssueKey } from '../../../src/contract/ids';
import type { OutputOf } from '../../../static/shared/api';

export type ChangePanel = Extract<OutputOf<'change.panel'>, { kind: 'change' }>;

export const AT = '2026-02-02T08:00:00.000Z';
export const person = (name: string): { accountId: AccountId; name: string } => ({
  accountId: AccountId.parse(name.toLowerCase()),
  name,
});
const WEB = { ref: CiRef.parse('server:web-01'), name: 'web-01' };

const SPAN = { from: '2026-02-04T20:00:00.000Z', to: '2026-02-04T22:00:00.000Z' };

export const conflict = (change: Partial<ChangePanel['conflicts'][number]> = {}): ChangePanel['conflicts'][number] => ({
  id: 'sameCi:1002',
  signature: 'v1',
  kind: 'sameCi',
  other: { key: IssueKey.parse('IT-2'), summary: 'Patch the web servers', planned: SPAN },
  window: null,
  overlap: SPAN,
  meetings: [{ mine: WEB, theirs: WEB, path: [] }],
  acceptable: true,
  accepted: null,
  ...change,
});

export const freeze = (): ChangePanel['conflicts'][number] =>
  conflict({
    id: 'freeze:year-end',
    kind: 'freeze',
    other: null,
    window: { key: 'year-end', name: 'Year-end freeze', note: 'Finance closes the books.' },
    meetings: [],
    acceptable: false,
  });

export const assessment = (): NonNullable<ChangePanel['assessment']> => ({
  at: AT,
  by: person('Ada'),
  answers: { reach: 'team' },
  rulesVersion: 0,
  impactCut: false,
  likelihood: { percent: 42, level: 3 },
  impact: { percent: 61, level: 4 },
  score: 12,
  level: 'high',
  contributions: [
    {
      factor: 'plans',
      side: 'likelihood',
      weight: 10,
      value: 0.5,
      points: 42,
      reasons: [{ code: 'plan.missing', params: { plan: 'backout' } }],
    },
    {
      factor: 'services',
      side: 'impact',
      weight: 10,
      value: 0.6,
      points: 61,
      reasons: [{ code: 'services.fall', params: { count: 2, criticality: 1 } }],
    },
  ],
  lowering: [
    {
      factor: 'plans',
      reason: { code: 'lower.plans', params: { plans: 'backout', enough: 10 } },
      score: 8,
      level: 'moderate',
    },
  ],
});

export const approval = (change: Partial<ChangePanel['approval']> = {}): ChangePanel['approval'] => ({
  state: 'waiting',
  policy: { key: 'normal-high', name: 'High risk', version: 1 },
  steps: [
    {
      key: 'cab',
      name: 'CAB',
      need: { kind: 'atLeast', count: 2 },
      needed: 2,
      approvals: 1,
      satisfied: false,
      eligible: [person('Bea'), person('Carl')],
      excluded: [{ ...person('Ada'), because: 'requester' }],
      impossible: false,
    },
  ],
  decisions: [
    {
      id: '1',
      verdict: 'approve',
      by: person('Bea'),
      onBehalfOf: null,
      reason: 'Well planned.',
      at: AT,
      counts: 'counts',
    },
  ],
  expiresAt: null,
  edited: [],
  seal: 'seal-1',
  mine: [],
  ...change,
});

export function changePanel(change: Partial<ChangePanel> = {}): ChangePanel {
  return {
    kind: 'change',
    asOf: AT,
    change: {
      issueKey: IssueKey.parse('IT-1'),
      summary: 'Renew the certificate',
      type: 'normal',
      stage: 'assess',
      requester: person('Ada'),
      implementer: person('Ivo'),
      team: 'Web',
      planned: SPAN,
      outage: { from: null, to: null },
      cis: [WEB],
      plans: [
        { plan: 'implementation', filled: true },
        { plan: 'backout', filled: false },
      ],
      template: null,
    },
    questions: [
      {
        key: 'reach',
        text: 'How many people would notice?',
        help: 'If it went wrong.',
        side: 'impact',
        weight: 10,
        choices: [
          { key: 'team', label: 'A team', risk: 20 },
          { key: 'all', label: 'Everybody', risk: 100 },
        ],
      },
    ],
    answers: {},
    assessment: null,
    currency: { state: 'none' },
    conflicts: [],
    conflictsCut: false,
    approval: approval({ state: 'notAsked', steps: [], decisions: [] }),
    gates: [
      {
        gate: 'authorize',
        transition: 'Request authorization',
        open: false,
        items: [
          {
            requirement: 'assessed',
            met: false,
            missing: { code: 'none', params: {} },
            roles: ['changeManager'],
            people: [],
          },
        ],
      },
    ],
    breaches: [],
    review: null,
    reviewBecause: [],
    may: { edit: true, assess: true, accept: true, review: false },
    ...change,
  };
}
