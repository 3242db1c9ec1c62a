/**
 * Which priority an incident is to have, and what must be done about it.
 *
 * The decision reads what people did (values and changelog) and never what the app did before. So it does not matter how
 * often, how late or in which order events arrive: whoever decides last, decides the same, and deciding again finds
 * nothing to do.
 *
 * - An override is a reason in the field "Priority override reason". It ends when impact or urgency change afterwards;
 *   a reason given in the same edit counts as given for the new assessment.
 * - The overriding priority is the one people last chose since the last assessment (or since the last override was
 *   taken back): also when they chose it before they gave the reason and the app had already put it back.
 * - Without impact and urgency there is nothing to decide: the priority is what people last set, or what it was
 *   created with.
 * - The matrix is the one in force when the incident was assessed: editing it rewrites no earlier decision.
 */
import type { AccountId } from '../contract/ids';
import { assertNever } from '../kernel/assert-never';
import type { Instant } from '../kernel/time';
import type { PriorityLevel } from '../setup/site-map';
import {
  impactNamed,
  inWords,
  levelInWords,
  priorityFor,
  urgencyNamed,
  type MatrixPriority,
  type PriorityMatrix,
} from './priority-matrix';

/** `level` is undefined for a priority that is none of the five. */
export interface PriorityValue {
  readonly level: PriorityLevel | undefined;
}

export interface FieldChange {
  readonly field: 'impact' | 'urgency' | 'overrideReason';
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface PriorityChange {
  readonly field: 'priority';
  readonly from: PriorityValue;
  readonly to: PriorityValue;
}

/** One edit. `byApp` means this app, acting as itself. */
export interface HistoryEntry {
  readonly at: Instant;
  readonly byApp: boolean;
  readonly author: AccountId | undefined;
  readonly changes: readonly (FieldChange | PriorityChange)[];
}

/** What Jira knows about an incident's priority; the history runs from the oldest edit to the newest. */
export interface PriorityFacts {
  readonly created: Instant;
  /** The options' texts. */
  readonly impact: string | undefined;
  readonly urgency: string | undefined;
  readonly priority: PriorityValue;
  readonly overrideReason: string | undefined;
  readonly history: readonly HistoryEntry[];
}

export interface GivenReason {
  readonly text: string;
  /** Undefined when it was given at creation. */
  readonly by: AccountId | undefined;
  readonly at: Instant;
}

export type Because =
  | { readonly factor: 'matrix'; readonly priority: MatrixPriority }
  | { readonly factor: 'missing'; readonly field: 'impact' | 'urgency'; readonly found: string | undefined }
  | { readonly factor: 'override'; readonly reason: GivenReason }
  | { readonly factor: 'override-ended'; readonly reason: GivenReason; readonly at: Instant };

export type PriorityAction =
  | { readonly action: 'set-priority'; readonly level: PriorityLevel }
  | { readonly action: 'set-override-reason'; readonly reason: string | undefined }
  | { readonly action: 'comment'; readonly comment: HandSetComment };

/** Somebody set a priority by hand and gave no reason: they are told what happened and how to override. */
export interface HandSetComment {
  readonly to: AccountId | undefined;
  readonly chosen: PriorityLevel | undefined;
  readonly decided: MatrixPriority;
}

export interface PriorityDecision {
  readonly basis: 'matrix' | 'override' | 'unassessed';
  /** Undefined: leave it as it is, it is a priority of the site's own. */
  readonly level: PriorityLevel | undefined;
  /** What the matrix says, whatever the basis. */
  readonly matrix: MatrixPriority | undefined;
  readonly assessedAt: Instant;
  readonly because: readonly Because[];
  readonly actions: readonly PriorityAction[];
}

export type MatrixAt = (instant: Instant) => PriorityMatrix;

export function decidePriority(facts: PriorityFacts, matrixAt: MatrixAt): PriorityDecision {
  const people = facts.history.filter((entry) => !entry.byApp || isEscalation(entry));
  const assessed = lastIndex(people, (change) => change.field === 'impact' || change.field === 'urgency');
  const assessedAt = people[assessed]?.at ?? facts.created;
  const { matrix, because } = assess(facts, matrixAt(assessedAt));
  const override = overrideIn(facts, people, assessed);
  const chosen = lastChoice(people, Math.max(assessed, override.takenBack));
  const byHand = lastChoice(people, 0)?.to ?? initialPriority(facts);

  const basis = override.holds ? 'override' : matrix === undefined ? 'unassessed' : 'matrix';
  const wanted = {
    override: chosen?.to ?? override.priorityAtCreation ?? matrix ?? byHand,
    matrix: matrix ?? byHand,
    unassessed: byHand,
  }[basis];
  const reason = override.holds ? override.reason?.text : undefined;

  return {
    basis,
    level: wanted.level,
    matrix,
    assessedAt,
    because: [...overrideReasons(override, assessedAt), ...because],
    actions: [
      ...priorityActions(facts, wanted),
      ...(reason === facts.overrideReason ? [] : [{ action: 'set-override-reason', reason } satisfies PriorityAction]),
      ...(basis === 'matrix' && matrix !== undefined ? handSetComments(facts, chosen, matrix) : []),
    ],
  };
}

/** `priority-basis` as published on the issue: found by JQL, read by people and workflow rules. */
export function basisInWords({ basis, level, matrix, because }: PriorityDecision): string {
  const missing = because.flatMap((reason) => (reason.factor === 'missing' ? [inWordsMissing(reason)] : []));
  const says = matrix === undefined ? missing.join(' ') : `${inWords(matrix)}.`;
  switch (basis) {
    case 'matrix':
      return `Matrix: ${says}`;
    case 'unassessed':
      return `Not assessed: ${says}`;
    case 'override': {
      const reason = because.find((one) => one.factor === 'override')?.reason.text ?? '';
      const to = level === undefined ? '' : ` to ${levelInWords(level)}`;
      return `Override${to}: ${reason} — The matrix says: ${says}`;
    }
    default:
      return assertNever(basis);
  }
}

const inWordsMissing = ({ field, found }: Extract<Because, { factor: 'missing' }>): string => {
  const name = field === 'impact' ? 'Impact' : 'Urgency';
  return found === undefined ? `${name} is empty.` : `${name} “${found}” is not in the matrix.`;
};

function assess(
  { impact, urgency }: PriorityFacts,
  matrix: PriorityMatrix,
): { readonly matrix: MatrixPriority | undefined; readonly because: readonly Because[] } {
  const impactKey = impact === undefined ? undefined : impactNamed(impact);
  const urgencyKey = urgency === undefined ? undefined : urgencyNamed(urgency);
  if (impactKey !== undefined && urgencyKey !== undefined) {
    const priority = priorityFor(matrix, impactKey, urgencyKey);
    return { matrix: priority, because: [{ factor: 'matrix', priority }] };
  }
  const because: Because[] = [];
  if (impactKey === undefined) because.push({ factor: 'missing', field: 'impact', found: impact });
  if (urgencyKey === undefined) because.push({ factor: 'missing', field: 'urgency', found: urgency });
  return { matrix: undefined, because };
}

interface Override {
  readonly holds: boolean;
  /** The last reason people gave, whether or not it still holds. */
  readonly reason: GivenReason | undefined;
  /** The last edit in which people emptied the reason, or −1. */
  readonly takenBack: number;
  /** For a reason that was there from the start and a priority nobody has chosen since. */
  readonly priorityAtCreation: PriorityValue | undefined;
}

function overrideIn(facts: PriorityFacts, people: readonly HistoryEntry[], assessed: number): Override {
  const initialReason = initialOverrideReason(facts);
  const given = lastIndex(people, (change) => change.field === 'overrideReason');
  const takenBack = lastIndex(people, (change) => change.field === 'overrideReason' && change.to === undefined);
  const entry = people[given];
  const text = entry === undefined ? initialReason : overrideReasonIn(entry)?.to;
  return {
    holds: text !== undefined && given >= assessed,
    reason: text === undefined ? undefined : { text, by: entry?.author, at: entry?.at ?? facts.created },
    takenBack,
    priorityAtCreation:
      initialReason !== undefined && assessed < 0 && takenBack < 0 ? initialPriority(facts) : undefined,
  };
}

function overrideReasons({ holds, reason }: Override, assessedAt: Instant): Because[] {
  if (reason === undefined) return [];
  return [holds ? { factor: 'override', reason } : { factor: 'override-ended', reason, at: assessedAt }];
}

function priorityActions({ priority }: PriorityFacts, wanted: PriorityValue): PriorityAction[] {
  if (wanted.level === undefined || wanted.level === priority.level) return [];
  return [{ action: 'set-priority', level: wanted.level }];
}

/** Only while the hand-set priority still stands: once it has been put back, its author has been told. */
function handSetComments(facts: PriorityFacts, chosen: Choice | undefined, decided: MatrixPriority): PriorityAction[] {
  const latest = lastChoice(facts.history, 0);
  const standing = chosen !== undefined && latest?.entry === chosen.entry && facts.priority.level !== decided.level;
  if (!standing) return [];
  return [{ action: 'comment', comment: { to: chosen.entry.author, chosen: chosen.to.level, decided } }];
}

interface Choice {
  readonly entry: HistoryEntry;
  readonly to: PriorityValue;
}

/** The last change of the priority in `entries` from the index on. */
function lastChoice(entries: readonly HistoryEntry[], from: number): Choice | undefined {
  for (let index = entries.length - 1; index >= Math.max(from, 0); index -= 1) {
    const entry = entries[index];
    const change = entry === undefined ? undefined : priorityIn(entry);
    if (entry !== undefined && change !== undefined) return { entry, to: change.to };
  }
  return undefined;
}

function lastIndex(
  entries: readonly HistoryEntry[],
  matches: (change: FieldChange | PriorityChange) => boolean,
): number {
  for (let index = entries.length - 1; index >= 0; index -= 1)
    if (entries[index]?.changes.some(matches) === true) return index;
  return -1;
}

/** A service level raises a priority as a person overrides it: with its reason, in one edit. */
const isEscalation = (entry: HistoryEntry): boolean =>
  priorityIn(entry) !== undefined && overrideReasonIn(entry)?.to !== undefined;

const priorityIn = (entry: HistoryEntry): PriorityChange | undefined =>
  entry.changes.find((change) => change.field === 'priority');

const overrideReasonIn = (entry: HistoryEntry): FieldChange | undefined =>
  entry.changes.find((change): change is FieldChange => change.field === 'overrideReason');

/** What a field had at creation: where its first change came from, or what it still has. */
function initialPriority(facts: PriorityFacts): PriorityValue {
  const first = facts.history.find((entry) => priorityIn(entry) !== undefined);
  return (first === undefined ? undefined : priorityIn(first))?.from ?? facts.priority;
}

function initialOverrideReason(facts: PriorityFacts): string | undefined {
  const first = facts.history.find((entry) => overrideReasonIn(entry) !== undefined);
  return first === undefined ? facts.overrideReason : overrideReasonIn(first)?.from;
}
