import fc from 'fast-check';
import {
  basisInWords,
  decidePriority,
  type HistoryEntry,
  type PriorityFacts,
} from '../../src/incident/priority-decision';
import { DEFAULT_MATRIX, IMPACT_NAMES, URGENCY_NAMES, type PriorityMatrix } from '../../src/incident/priority-matrix';
import type { PriorityLevel } from '../../src/setup/site-map';
import { AGENT, anEdit, anIncident, minute, type Edit } from './builders';

const byDefault = (): PriorityMatrix => DEFAULT_MATRIX;
const decide = (facts: PriorityFacts) => decidePriority(facts, byDefault);

describe('what is decided and what is done about it', () => {
  it.each<[string, PriorityFacts, string, string[]]>([
    [
      'created with Jira’s default priority: set from the matrix, without a word',
      anIncident({ impact: 'Enterprise', urgency: 'Critical', priority: { level: 3 } }),
      'Matrix: Impact Enterprise × Urgency Critical → 1 (Highest).',
      ['set-priority 1'],
    ],
    ['already right: nothing to do', anIncident(), 'Matrix: Impact Department × Urgency High → 3 (Medium).', []],
    [
      'no urgency yet: nothing to decide',
      anIncident({ urgency: undefined, priority: { level: 2 } }),
      'Not assessed: Urgency is empty.',
      [],
    ],
    [
      'an option somebody renamed is not guessed',
      anIncident({ impact: 'Galaxy', urgency: undefined }),
      'Not assessed: Impact “Galaxy” is not in the matrix. Urgency is empty.',
      [],
    ],
    [
      'raised with a reason, together',
      anIncident({
        priority: { level: 1 },
        overrideReason: 'VIP',
        history: [anEdit(5, { priority: [3, 1], overrideReason: [undefined, 'VIP'] })],
      }),
      'Override to 1 (Highest): VIP — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      [],
    ],
    [
      'created with a reason and a priority',
      anIncident({ priority: { level: 2 }, overrideReason: 'Board meeting' }),
      'Override to 2 (High): Board meeting — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      [],
    ],
    [
      'raised without a reason: put back, and its author told how to override',
      anIncident({ priority: { level: 1 }, history: [anEdit(5, { priority: [3, 1] })] }),
      'Matrix: Impact Department × Urgency High → 3 (Medium).',
      ['set-priority 3', 'comment agent-1'],
    ],
    [
      'put back and told already: nothing more',
      anIncident({ history: [anEdit(5, { priority: [3, 1] }), anEdit(6, { priority: [1, 3] }, true)] }),
      'Matrix: Impact Department × Urgency High → 3 (Medium).',
      [],
    ],
    [
      'a reason given after the priority was put back brings it again',
      anIncident({
        overrideReason: 'VIP',
        history: [
          anEdit(5, { priority: [3, 1] }),
          anEdit(6, { priority: [1, 3] }, true),
          anEdit(7, { overrideReason: [undefined, 'VIP'] }),
        ],
      }),
      'Override to 1 (Highest): VIP — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      ['set-priority 1'],
    ],
    [
      'a reworded reason keeps the priority given at creation',
      anIncident({
        priority: { level: 2 },
        overrideReason: 'The board meets',
        history: [anEdit(5, { overrideReason: ['Board', 'The board meets'] })],
      }),
      'Override to 2 (High): The board meets — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      [],
    ],
    [
      'impact changes after the override: it ends and its reason goes',
      anIncident({
        impact: 'Team',
        priority: { level: 1 },
        overrideReason: 'VIP',
        history: [
          anEdit(5, { priority: [3, 1], overrideReason: [undefined, 'VIP'] }),
          anEdit(9, { impact: ['Department', 'Team'] }),
        ],
      }),
      'Matrix: Impact Team × Urgency High → 4 (Low).',
      ['set-priority 4', 'clear-reason'],
    ],
    [
      'impact, priority and reason in one edit: the override is for the new impact',
      anIncident({
        impact: 'Team',
        priority: { level: 1 },
        overrideReason: 'VIP',
        history: [anEdit(9, { impact: ['Department', 'Team'], priority: [3, 1], overrideReason: [undefined, 'VIP'] })],
      }),
      'Override to 1 (Highest): VIP — The matrix says: Impact Team × Urgency High → 4 (Low).',
      [],
    ],
    [
      'the reason is taken back: the matrix decides again',
      anIncident({
        priority: { level: 1 },
        history: [
          anEdit(5, { priority: [3, 1], overrideReason: [undefined, 'VIP'] }),
          anEdit(9, { overrideReason: ['VIP', undefined] }),
        ],
      }),
      'Matrix: Impact Department × Urgency High → 3 (Medium).',
      ['set-priority 3'],
    ],
    [
      'a priority of the site’s own, with a reason, is left alone',
      anIncident({
        priority: { level: undefined },
        overrideReason: 'Blocks the release',
        history: [anEdit(5, { priority: [3, undefined], overrideReason: [undefined, 'Blocks the release'] })],
      }),
      'Override: Blocks the release — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      [],
    ],
    [
      'a reason the app cleared while somebody gave a new one is restored',
      anIncident({
        overrideReason: undefined,
        history: [
          anEdit(1, { overrideReason: [undefined, 'VIP'] }),
          anEdit(2, { impact: ['Team', 'Department'] }),
          anEdit(3, { overrideReason: ['VIP', 'VIP at the counter'] }),
          anEdit(4, { overrideReason: ['VIP at the counter', undefined] }, true),
        ],
      }),
      'Override to 3 (Medium): VIP at the counter — The matrix says: Impact Department × Urgency High → 3 (Medium).',
      ['restore-reason VIP at the counter'],
    ],
  ])('%s', (_case, facts, basis, actions) => {
    const decision = decide(facts);
    expect(basisInWords(decision)).toBe(basis);
    expect(
      decision.actions.map((action) => {
        if (action.action === 'set-priority') return `set-priority ${action.level}`;
        if (action.action === 'comment') return `comment ${action.comment.to}`;
        return action.reason === undefined ? 'clear-reason' : `restore-reason ${action.reason}`;
      }),
    ).toEqual(actions);
  });

  it('names who overrode when, and when an override ended', () => {
    const given = anEdit(5, { priority: [3, 1], overrideReason: [undefined, 'VIP'] });
    expect(decide(anIncident({ overrideReason: 'VIP', history: [given] })).because[0]).toEqual({
      factor: 'override',
      reason: { text: 'VIP', by: AGENT, at: minute(5) },
    });
    const ended = anIncident({ overrideReason: 'VIP', history: [given, anEdit(9, { urgency: ['Low', 'High'] })] });
    expect(decide(ended).because[0]).toEqual({
      factor: 'override-ended',
      reason: { text: 'VIP', by: AGENT, at: minute(5) },
      at: minute(9),
    });
  });

  it('judges by the matrix in force at the assessment, not by today’s', () => {
    const strict: PriorityMatrix = { ...DEFAULT_MATRIX, department: { ...DEFAULT_MATRIX.department, high: 2 } };
    const matrixAt = (at: string) => (at >= minute(30) ? strict : DEFAULT_MATRIX);
    const commented = anIncident({ history: [anEdit(40, { priority: [3, 4] })] });
    expect(decidePriority(commented, matrixAt).level).toBe(3);
    const reassessed = anIncident({ history: [anEdit(40, { impact: ['Team', 'Department'] })] });
    expect(decidePriority(reassessed, matrixAt).level).toBe(2);
  });
});

/**
 * An issue in memory. People's edits are recorded whatever the app did meanwhile; the app's only when they change
 * something. (Jira records no edit that leaves a value as it is, so that choosing the value already there is no choice.)
 */
class Incident {
  facts: PriorityFacts;
  #time = 1;

  constructor(initial: PriorityFacts) {
    this.facts = initial;
  }

  edit(to: Partial<Pick<PriorityFacts, 'impact' | 'urgency' | 'priority' | 'overrideReason'>>, byApp = false): void {
    const { facts } = this;
    const edit: Edit = {
      ...('impact' in to && to.impact !== facts.impact ? { impact: [facts.impact, to.impact] as const } : {}),
      ...('urgency' in to && to.urgency !== facts.urgency ? { urgency: [facts.urgency, to.urgency] as const } : {}),
      ...('overrideReason' in to && (!byApp || to.overrideReason !== facts.overrideReason)
        ? { overrideReason: [facts.overrideReason, to.overrideReason] as const }
        : {}),
      ...(to.priority !== undefined && (!byApp || to.priority.level !== facts.priority.level)
        ? { priority: [facts.priority.level, to.priority.level] as const }
        : {}),
    };
    if (Object.keys(edit).length === 0) return;
    const entry: HistoryEntry = anEdit(this.#time++, edit, byApp);
    this.facts = { ...facts, ...to, history: [...facts.history, entry] };
  }

  settle(): void {
    for (const action of decide(this.facts).actions) {
      if (action.action === 'set-priority') this.edit({ priority: { level: action.level } }, true);
      if (action.action === 'set-override-reason') this.edit({ overrideReason: action.reason }, true);
    }
  }

  get state() {
    const { impact, urgency, priority, overrideReason } = this.facts;
    return { impact, urgency, priority, overrideReason, basis: basisInWords(decide(this.facts)) };
  }
}

describe('however events arrive', () => {
  const impact = fc.constantFrom(undefined, ...Object.values(IMPACT_NAMES));
  const urgency = fc.constantFrom(undefined, ...Object.values(URGENCY_NAMES));
  const level = fc.constantFrom<PriorityLevel>(1, 2, 3, 4, 5);
  const priority = level.map((value) => ({ level: value }));
  /** What people do; a reason gets the step's number, for a reason worded as the one before is no change in Jira. */
  const step = fc.record(
    { impact, urgency, priority, reason: fc.constantFrom('given' as const, 'taken' as const) },
    { requiredKeys: [] },
  );
  const initial = fc.record({ impact, urgency, priority, reason: fc.boolean() });
  /** How many times the app decides after each step: not yet (late), once, or twice (duplicate). */
  const deliveries = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 });
  const story = fc.array(step, { maxLength: 8 });

  type Step = {
    impact?: string | undefined;
    urgency?: string | undefined;
    priority?: { level: PriorityLevel };
    reason?: string;
  };

  function play(
    start: {
      impact: string | undefined;
      urgency: string | undefined;
      priority: { level: PriorityLevel };
      reason: boolean;
    },
    steps: readonly Step[],
    delivered: readonly number[],
  ): Incident {
    const incident = new Incident(
      anIncident({ ...start, overrideReason: start.reason ? 'given at creation' : undefined }),
    );
    steps.forEach(({ reason, ...values }, index) => {
      incident.edit({
        ...values,
        ...(reason === undefined ? {} : { overrideReason: reason === 'given' ? `reason ${index}` : undefined }),
      });
      for (let times = delivered[index] ?? 0; times > 0; times -= 1) incident.settle();
    });
    incident.settle();
    return incident;
  }

  it('ends in the same override and, once assessed, in the matrix’s priority', () => {
    fc.assert(
      fc.property(initial, story, deliveries, (start, steps, delivered) => {
        const { facts } = play(start, steps, delivered);
        const decision = decide(facts);
        if (decision.basis === 'matrix') expect(facts.priority.level).toBe(decision.matrix?.level);
        expect(facts.overrideReason !== undefined).toBe(decision.basis === 'override');
      }),
      { numRuns: 500 },
    );
  });

  it('has nothing left to do after one decision', () => {
    fc.assert(
      fc.property(initial, story, deliveries, (start, steps, delivered) => {
        expect(decide(play(start, steps, delivered).facts).actions).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends the same whether events came at once, twice or only at the very end', () => {
    fc.assert(
      fc.property(initial, story, deliveries, deliveries, (start, steps, one, other) => {
        expect(play(start, steps, one).state).toEqual(play(start, steps, other).state);
      }),
      { numRuns: 1000 },
    );
  });
});
