/** A whole practice in a world in memory, and people who use it. */
import type { z } from 'zod';
import { changePractice } from '../../src/change/change.practice';
import { ChangePanel, type changeContract } from '../../src/change/change.contract';
import type { ChangeFacts } from '../../src/change/change-facts';
import type { Gate } from '../../src/change/gate.shapes';
import type { Answers } from '../../src/change/risk.shapes';
import type { IssueKey } from '../../src/contract/ids';
import { aNode, anEdge, person, type ChangeSketch } from './builders';
import { aWorld, type ChangeWorld, type WorldOptions } from './world';

export type GivenReview = z.output<(typeof changeContract)['change.review']['input']>['review'];

/** All that a change of low risk takes that went well. */
export const WENT_WELL: GivenReview = {
  outcome: 'successful',
  actualStart: null,
  actualEnd: null,
  deviations: '',
  lessons: '',
  incidents: [],
};

export type Shown = Extract<ChangePanel, { kind: 'change' }>;

export const LOW: Answers = { 'done-before': 'often', users: 'few' };
export const HIGH: Answers = { 'done-before': 'never', users: 'all' };

/** A shop on two servers, of which one is enough, and its database. */
export function aDesk(options?: WorldOptions) {
  const world = aWorld(options);
  world.nodes.push(
    aNode('server:web-01'),
    aNode('server:web-02'),
    aNode('database:orders', { criticality: 1 }),
    aNode('businessService:shop', { criticality: 1 }),
  );
  world.edges.push(anEdge('database:orders', 'businessService:shop'));
  return deskIn(world);
}

export function deskIn(world: ChangeWorld) {
  const practice = changePractice(world.ports);
  const keyOf = (id = '1001'): IssueKey => {
    const found = world.issues.get(id)?.facts.key;
    if (found === undefined) throw new Error(`no change ${id}`);
    return found;
  };
  const as = (who: string, issueKey?: IssueKey) => {
    world.me = person(who);
    return { accountId: world.me, issueKey };
  };
  const shown = (answer: z.input<typeof ChangePanel>): Shown => {
    const panel = ChangePanel.parse(answer);
    if (panel.kind !== 'change') throw new Error(`no change is shown: ${panel.reason}`);
    return panel;
  };
  const { handlers } = practice;
  return {
    world,
    practice,
    handlers,
    as,
    keyOf,
    add: async (sketch: ChangeSketch = {}) => {
      const { facts } = world.add(sketch);
      await practice.settle(facts.issueId);
      return facts.key;
    },
    panel: async (who = 'ada', id?: string) =>
      shown(await handlers['change.panel'](as(who, keyOf(id)), { issueKey: keyOf(id) })),
    assess: async (answers: Answers, who = 'ada', id?: string) =>
      shown(await handlers['change.assess'](as(who, keyOf(id)), { issueKey: keyOf(id), answers })),
    approve: async (who: string, id?: string) => {
      const { approval } = shown(await handlers['change.panel'](as(who, keyOf(id)), { issueKey: keyOf(id) }));
      const vote = {
        issueKey: keyOf(id),
        verdict: 'approve' as const,
        onBehalfOf: null,
        reason: '',
        seal: approval.seal,
      };
      return shown(await handlers['change.decide'](as(who, keyOf(id)), vote));
    },
    /** As Jira does it: the validator is asked, and the status changes when it has nothing against it. */
    move: async (gate: Gate, to: NonNullable<ChangeFacts['stage']>, id = '1001') => {
      const answer = await practice.gate(gate, keyOf(id), {});
      if (answer.result) {
        world.edit(id, { stage: to });
        await practice.settle(id);
      }
      return answer.errorMessage ?? to;
    },
    /** A step without a gate. */
    go: async (to: NonNullable<ChangeFacts['stage']>, id = '1001') => {
      world.edit(id, { stage: to });
      await practice.settle(id);
    },
  };
}

export type Desk = ReturnType<typeof aDesk>;
