/**
 * The gates of the lifecycle: what each step demands of a change as it stands. Pure; the workflow's validator, the panel and
 * the search for breaches all ask here.
 */
import type { ChangeType, Stage } from './change.shapes';
import type { Gate, GateItem, GateView } from './gate.shapes';
import {
  approved,
  assessed,
  described,
  inWindow,
  NO_ROUTE,
  noConflict,
  noFreeze,
  noFreezeNow,
  ONLY_EMERGENCY,
  ONLY_STANDARD,
  outcome,
  preApproved,
  reviewed,
  windowAhead,
} from './requirements';
import type { Situation } from './situation';

/** What leads through a gate, by the workflow's names. */
export const GATED_TRANSITIONS = [
  { name: 'Request assessment', from: 'new', to: 'assess', gate: 'assess' },
  { name: 'Schedule standard change', from: 'new', to: 'scheduled', gate: 'schedule' },
  { name: 'Request authorization', from: 'assess', to: 'authorize', gate: 'authorize' },
  { name: 'Schedule', from: 'authorize', to: 'scheduled', gate: 'schedule' },
  { name: 'Implement emergency', from: 'authorize', to: 'implement', gate: 'implement' },
  { name: 'Implement', from: 'scheduled', to: 'implement', gate: 'implement' },
  { name: 'Close', from: 'review', to: 'closed', gate: 'close' },
] as const satisfies readonly { name: string; from: Stage; to: Stage; gate: Gate }[];
export type GatedTransition = (typeof GATED_TRANSITIONS)[number];

/**
 * What the gate demands of the change on its way out of `from`, by default the stage it is in: the met and the unmet. A gate
 * that no way leads through from there has an unmet `route`.
 */
export function gateOf(gate: Gate, situation: Situation, from: Stage | undefined = situation.facts.stage): GateItem[] {
  const routes = GATED_TRANSITIONS.filter((transition) => transition.gate === gate);
  if (!routes.some((transition) => transition.from === from)) return [NO_ROUTE(from)];
  switch (gate) {
    case 'assess':
      return [described(situation)];
    case 'authorize':
      return [described(situation), assessed(situation)];
    case 'schedule':
      return toSchedule(situation, from);
    case 'implement':
      return toImplement(situation, from);
    case 'close':
      return [outcome(situation), reviewed(situation)];
  }
}

export const isOpen = (items: readonly GateItem[]): boolean => items.every((item) => item.met);

function toSchedule(situation: Situation, from: Stage | undefined): GateItem[] {
  const { type } = situation.facts;
  const route = from === 'new' ? [ONLY_STANDARD(type)] : [];
  return [
    ...route,
    described(situation),
    windowAhead(situation),
    ...authority(situation, from),
    noFreeze(situation),
    noConflict(situation),
  ];
}

/** Everything again, as it is now: what was right when it was scheduled need not be right when work begins. */
function toImplement(situation: Situation, from: Stage | undefined): GateItem[] {
  const { type } = situation.facts;
  const route = from === 'authorize' ? [ONLY_EMERGENCY(type)] : [];
  return [
    ...route,
    described(situation),
    inWindow(situation),
    ...authority(situation, from),
    noFreezeNow(situation),
    noConflict(situation),
  ];
}

/**
 * By what right it is changed: pre-approval of its template, which only a standard change has, or assessment and approval. A
 * standard change that lost its pre-approval goes the way of the others; straight from new there is only the template's.
 */
function authority(situation: Situation, from: Stage | undefined): GateItem[] {
  const isStandard = situation.facts.type === 'standard';
  const template = preApproved(situation);
  if (isStandard && (template.met || from === 'new')) return [template];
  // A type that is not standard has no way from new; its `route` says so, and nothing else would help.
  const items = [assessed(situation), approved(situation)];
  return isStandard && !isOpen(items) && situation.record?.assessment == null ? [template] : items;
}

// ── Ahead ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const SHORT: readonly GatedTransition['name'][] = ['Schedule standard change', 'Implement', 'Close'];
const NORMAL: readonly GatedTransition['name'][] = [
  'Request assessment',
  'Request authorization',
  'Schedule',
  'Implement',
  'Close',
];
const EMERGENCY: readonly GatedTransition['name'][] = [
  'Request assessment',
  'Request authorization',
  'Implement emergency',
  'Implement',
  'Close',
];

/** Stages in the order of the lifecycle: a gate behind which the change already is lies not ahead. */
const PASSED: Readonly<Record<Stage, number>> = {
  new: 0,
  assess: 1,
  authorize: 2,
  scheduled: 3,
  implement: 4,
  review: 5,
  closed: 6,
  cancelled: 6,
};

/** The gates on the way from a stage on, nearest first. What has no type yet goes the normal way. */
export function gatesAhead(stage: Stage, type: ChangeType | undefined, situation: Situation): GateView[] {
  return wayOf(stage, type, situation).flatMap((name) => {
    const transition = GATED_TRANSITIONS.find((one) => one.name === name);
    if (transition === undefined || PASSED[transition.from] < PASSED[stage]) return [];
    const items = gateOf(transition.gate, situation, transition.from);
    return [{ gate: transition.gate, transition: name, open: isOpen(items), items }];
  });
}

function wayOf(stage: Stage, type: ChangeType | undefined, situation: Situation): readonly GatedTransition['name'][] {
  if (stage === 'cancelled' || stage === 'closed') return [];
  if (type === 'standard' && stage === 'new') {
    // Without pre-approval both ways are shown: what the short one lacks, and the long one.
    return preApproved(situation).met ? SHORT : ['Schedule standard change', ...NORMAL];
  }
  // Once scheduled, an emergency goes on like any other.
  if (type === 'emergency') return EMERGENCY.filter((name) => stage === 'scheduled' || name !== 'Implement');
  return NORMAL;
}
