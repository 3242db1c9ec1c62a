/**
 * The lifecycle, explored: every step of the workflow as set-up builds it, in every situation a change can be in. What a
 * change must have before work on it begins is said here once more, in other words than the gates', from the process.
 */
import type { ApprovalState } from '../../src/change/approval.shapes';
import { APPROVAL_STATES } from '../../src/change/approval.shapes';
import { CHANGE_TYPES, STAGES, type ChangeType, type Stage } from '../../src/change/change.shapes';
import { Gate } from '../../src/change/gate.shapes';
import { GATED_TRANSITIONS, gateOf, isOpen } from '../../src/change/gates';
import type { Currency } from '../../src/change/risk.shapes';
import type { Situation, StandingConflict } from '../../src/change/situation';
import type { TemplateStanding } from '../../src/change/template-standing';
import { CHANGE_WORKFLOW } from '../../src/setup/blueprint/change-lifecycle';
import { hours, person } from './builders';
import { aFreeze, aSituation, aStandingConflict, aTemplate } from './situations';

interface Step {
  readonly name: string;
  readonly from: Stage;
  readonly to: Stage;
  readonly gate: Gate | undefined;
}

/** The workflow's own data. What its conditions hide is taken to be there: a word may be published a moment too long. */
const STEPS: readonly Step[] = CHANGE_WORKFLOW.transitions.flatMap(({ name, from, to, rules }) =>
  from.map((stage) => ({
    name,
    from: stageOf(stage),
    to: stageOf(to),
    gate: rules?.flatMap((rule) => (rule.rule === 'app-gate' ? [Gate.parse(rule.gate)] : []))[0],
  })),
);

function stageOf(key: string): Stage {
  const stage = STAGES.find((one) => one === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
}

const CURRENCIES: readonly Currency[] = [
  { state: 'none' },
  { state: 'current', until: hours(24 * 30) },
  { state: 'edited', parts: ['cis'] },
  { state: 'aged', since: hours(-1) },
];

const ACCEPTED = aStandingConflict({ accepted: true });
const CONFLICTS: readonly { readonly conflicts: readonly StandingConflict[]; readonly cut: boolean }[] = [
  { conflicts: [], cut: false },
  { conflicts: [], cut: true },
  { conflicts: [ACCEPTED], cut: false },
  { conflicts: [ACCEPTED, aStandingConflict({ kind: 'downstream' })], cut: false },
  { conflicts: [aFreeze()], cut: false },
  { conflicts: [{ ...aFreeze(), accepted: true }], cut: false },
];

const TEMPLATES: readonly (TemplateStanding | undefined)[] = [
  undefined,
  aTemplate(),
  aTemplate({ refused: 'gone' }),
  aTemplate({ refused: 'disabled' }),
  aTemplate({ refused: 'demoted' }),
  aTemplate({ drifted: ['implementationPlan'] }),
];

/** Its window lies from hour 60 to hour 62. */
const MOMENTS = { days: hours(0), early: hours(59.5), within: hours(61), over: hours(62) } as const;

const TYPES: readonly (ChangeType | undefined)[] = [undefined, ...CHANGE_TYPES];

function* situationsOf(type: ChangeType | undefined): Generator<Situation> {
  for (const approval of APPROVAL_STATES)
    for (const currency of CURRENCIES)
      for (const { conflicts, cut } of CONFLICTS)
        for (const template of TEMPLATES)
          for (const now of Object.values(MOMENTS))
            for (const described of [true, false])
              for (const freezesBefore of [[], [aFreeze('Quarter end')]])
                yield {
                  ...base(type, described),
                  approval: { state: approval, edited: [], steps: [] },
                  currency,
                  conflicts,
                  conflictsCut: cut,
                  template,
                  freezesBefore,
                  now,
                };
}

const bases = new Map<string, Situation>();
function base(type: ChangeType | undefined, described: boolean): Situation {
  const key = `${type ?? ''} ${described}`;
  const known = bases.get(key) ?? aSituation({ change: { type, ...(described ? {} : { cis: [] }) } });
  bases.set(key, known);
  return known;
}

const placedIn = (situation: Situation, stage: Stage): Situation => ({
  ...situation,
  facts: { ...situation.facts, stage },
});

/** Whether the step can be taken. */
const passes = ({ gate, from }: Step, situation: Situation): boolean =>
  gate === undefined || isOpen(gateOf(gate, placedIn(situation, from)));

// ── What the process demands ─────────────────────────────────────────────────────────────────────────────────────────

const GIVEN: readonly ApprovalState[] = ['approved', 'notRequired'];

/** By what right work may begin. */
function hasRight({ facts: { type }, template, currency, approval }: Situation): boolean {
  if (type === undefined) return false;
  if (type === 'standard' && template?.refused === undefined && template?.drifted.length === 0) return true;
  return currency.state === 'current' && GIVEN.includes(approval.state);
}

const isFree = ({ conflicts, conflictsCut }: Situation): boolean =>
  !conflictsCut && conflicts.every(({ kind, accepted }) => kind !== 'freeze' && accepted);

const isDescribed = ({ facts }: Situation): boolean => facts.cis.length > 0 && facts.type !== undefined;

function mayBegin(situation: Situation): boolean {
  const { facts, now, freezesBefore } = situation;
  const time =
    facts.type === 'emergency' ? now < hours(62) && freezesBefore.length === 0 : now >= hours(59) && now < hours(62);
  return isDescribed(situation) && hasRight(situation) && isFree(situation) && time;
}

describe('every situation of every type', () => {
  it.each(TYPES.map((type) => [type]))('lets no %s change be scheduled or begun that lacks what it takes', (type) => {
    let looked = 0;
    let begun = 0;
    const wrong: string[] = [];
    for (const situation of situationsOf(type))
      for (const step of STEPS) {
        looked += 1;
        if (!passes(step, situation)) continue;
        const note = (): void => void wrong.push(`${step.name}: ${JSON.stringify(situation)}`);
        if (step.to === 'implement') {
          begun += 1;
          if (!mayBegin(situation)) note();
          if (step.from === 'authorize' && type !== 'emergency') note();
        }
        if (step.to === 'scheduled') {
          const short = step.from === 'new';
          if (!isDescribed(situation) || !isFree(situation) || situation.now >= hours(60)) note();
          if (!hasRight(situation) || (short && type !== 'standard')) note();
          if (short && situation.template?.refused !== undefined) note();
        }
        if (step.to === 'authorize' && situation.currency.state !== 'current') note();
        if (step.to === 'assess' && step.gate !== undefined && !isDescribed(situation)) note();
      }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(looked).toBe(APPROVAL_STATES.length * 4 * 6 * 6 * 4 * 2 * 2 * STEPS.length);
    expect(begun > 0).toBe(type !== undefined);
  });
});

describe('the workflow', () => {
  it('has a gate on each step towards work and out of review, and none on the way back', () => {
    const forward = STEPS.filter(({ from, to }) => to !== 'cancelled' && STAGES.indexOf(to) > STAGES.indexOf(from));
    expect(forward.filter(({ gate }) => gate === undefined).map(({ name }) => name)).toEqual(['Review']);
    const back = STEPS.filter(({ from, to }) => STAGES.indexOf(to) < STAGES.indexOf(from) || to === 'cancelled');
    expect(back.filter(({ gate }) => gate !== undefined)).toEqual([]);
  });

  it('has exactly the gated steps that gates know', () => {
    const known = GATED_TRANSITIONS.map(({ name, from, to, gate }) => `${name}: ${from} → ${to} by ${gate}`);
    const built = STEPS.flatMap(({ name, from, to, gate }) =>
      gate === undefined ? [] : [`${name}: ${from} → ${to} by ${gate}`],
    );
    expect(built.sort()).toEqual(known.sort());
  });

  it('leads to implementation only through the gate that asks for everything', () => {
    expect(STEPS.filter(({ to }) => to === 'implement').map(({ gate }) => gate)).toEqual(['implement', 'implement']);
  });

  /** Steps that a change of the type can ever take. */
  const possible = (type: ChangeType): readonly Step[] => {
    const situations = [...reviewed(type), ...situationsOf(type)];
    return STEPS.filter((step) => situations.some((one) => passes(step, one)));
  };

  /** Stages that can be come to, the situation changing at will between the steps. */
  const reachable = (start: Stage, steps: readonly Step[]): Set<Stage> => {
    const found = new Set<Stage>([start]);
    for (const stage of found) for (const { from, to } of steps) if (from === stage) found.add(to);
    return found;
  };

  it.each(CHANGE_TYPES.map((type) => [type]))('takes a %s change to every stage, and out of it again', (type) => {
    const steps = possible(type);
    expect([...reachable('new', steps)].sort()).toEqual([...STAGES].sort());
    for (const stage of STAGES.filter((one) => one !== 'closed' && one !== 'cancelled'))
      expect(reachable(stage, steps)).toContain('closed');
  });
});

/** With an outcome and a review: what closing asks for. */
const reviewed = (type: ChangeType): Situation[] => [
  aSituation({
    change: { type },
    record: {
      review: {
        outcome: 'failed',
        actualStart: null,
        actualEnd: null,
        deviations: 'The way back took longer.',
        lessons: '',
        incidents: [],
        by: person('ivo'),
        at: hours(70),
      },
    },
  }),
];
