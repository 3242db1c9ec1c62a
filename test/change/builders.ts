/** Changes, CIs and people for tests: complete and unremarkable, but for what a test says about them. */
import type { ChangeFacts, TextFact } from '../../src/change/change-facts';
import type { ChangeRecord } from '../../src/change/change-record';
import type { Plan } from '../../src/change/change.shapes';
import { spanBetween } from '../../src/change/planned-span';
import { NO_TEXT, textFactOf } from '../../src/change/text-fact';
import type { GraphEdge, GraphNode } from '../../src/cmdb/graph';
import { AccountId, CiRef, IssueKey } from '../../src/contract/ids';
import { instant, toEpoch, type Instant } from '../../src/kernel/time';

/** A Monday morning, well away from any change of clocks. */
export const MONDAY = instant('2026-02-02T08:00:00.000Z');

export const person = (name: string): AccountId => AccountId.parse(name);
export const ci = (ref: string): CiRef => CiRef.parse(ref);

/** `hours(26, MONDAY)`: Tuesday at ten. */
export const hours = (count: number, after: Instant = MONDAY): Instant => instant(toEpoch(after) + count * 3_600_000);

/** Plans and times as texts; `undefined` for what is empty. */
export interface ChangeSketch extends Partial<Omit<ChangeFacts, 'issueId' | 'key' | 'reason' | 'plans'>> {
  readonly id?: string;
  readonly reason?: string | undefined;
  readonly implementationPlan?: string | undefined;
  readonly backoutPlan?: string | undefined;
  readonly testPlan?: string | undefined;
  readonly communicationPlan?: string | undefined;
}

const TEXTS = {
  reason: 'The certificate expires at the end of the month.',
  implementationPlan: 'Take the node out of the pool, install the certificate, put the node back, then the next one.',
  backoutPlan: 'Put the old certificate back from the backup and restart the service.',
  testPlan: 'Sign in and pay in the test shop; look at the certificate in the browser.',
  communicationPlan: 'Tell the service desk a day before and when it is done.',
} as const;

const PLAN_TEXTS: Readonly<Record<Plan, Exclude<keyof typeof TEXTS, 'reason'>>> = {
  implementation: 'implementationPlan',
  backout: 'backoutPlan',
  test: 'testPlan',
  communication: 'communicationPlan',
};

/** A normal change of one server on Wednesday, newly entered by `ada`, who is not the one to do it. */
export function aChange(sketch: ChangeSketch = {}): ChangeFacts {
  const { id = '1001', reason, implementationPlan, backoutPlan, testPlan, communicationPlan, ...facts } = sketch;
  const given = { reason, implementationPlan, backoutPlan, testPlan, communicationPlan };
  const text = (name: keyof typeof TEXTS): TextFact => {
    const said = Object.hasOwn(sketch, name) ? given[name] : TEXTS[name];
    return said === undefined ? NO_TEXT : textFactOf(said);
  };
  return {
    issueId: id,
    key: IssueKey.parse(`IT-${id}`),
    projectId: '100',
    summary: 'Renew the certificate of the shop',
    stage: 'new',
    type: 'normal',
    requester: person('ada'),
    creator: person('ada'),
    implementer: person('ivo'),
    team: 'Web operations',
    plannedStart: hours(48 + 12),
    plannedEnd: hours(48 + 14),
    outageStart: undefined,
    outageEnd: undefined,
    cis: [ci('server:web-01')],
    createdAt: MONDAY,
    updatedAt: MONDAY,
    ...facts,
    reason: text('reason'),
    plans: {
      implementation: text(PLAN_TEXTS.implementation),
      backout: text(PLAN_TEXTS.backout),
      test: text(PLAN_TEXTS.test),
      communication: text(PLAN_TEXTS.communication),
    },
  };
}

/** What the app would keep of a change that it has seen and nobody has assessed. */
export function aRecord(facts: ChangeFacts = aChange(), changed: Partial<ChangeRecord> = {}): ChangeRecord {
  const { issueId, key, projectId, stage, type, plannedStart, plannedEnd, outageStart, outageEnd } = facts;
  return {
    issueId,
    key,
    projectId,
    stage: stage ?? null,
    type: type ?? null,
    planned: spanBetween(plannedStart, plannedEnd),
    outage: spanBetween(outageStart, outageEnd),
    cis: [...facts.cis],
    implementer: facts.implementer ?? null,
    requesters: facts.requester === undefined ? [] : [facts.requester],
    team: facts.team ?? null,
    level: null,
    services: [],
    answers: {},
    assessment: null,
    template: null,
    accepted: [],
    asked: null,
    review: null,
    breaches: [],
    nextAt: null,
    ...changed,
  };
}

export const aNode = (ref: string, node: Partial<Omit<GraphNode, 'ref'>> = {}): GraphNode => ({
  ref: ci(ref),
  classKey: ref.slice(0, ref.indexOf(':')),
  inService: true,
  retired: false,
  criticality: null,
  rules: [],
  ...node,
});

export const anEdge = (supplier: string, consumer: string, relationType = 'dependsOn'): GraphEdge => ({
  supplier: ci(supplier),
  consumer: ci(consumer),
  relationType,
});
