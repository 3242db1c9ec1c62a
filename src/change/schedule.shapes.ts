/** The shapes of scheduling: freezes and maintenance windows, conflicts, slots, collisions. */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey } from '../contract/ids';
import { At, ChangeKey, ChangeType, CiName, Name, Span } from './change.shapes';

/** What a window holds for. A service's window holds for every CI whose failure reaches the service. */
export const WindowScope = z.discriminatedUnion('on', [
  z.object({ on: z.literal('site') }),
  z.object({ on: z.literal('services'), refs: z.array(CiRef).min(1, 'Choose at least one service.').max(50) }),
  z.object({ on: z.literal('classes'), keys: z.array(z.string().min(1)).min(1, 'Choose at least one class.').max(50) }),
  z.object({ on: z.literal('cis'), refs: z.array(CiRef).min(1, 'Choose at least one CI.').max(200) }),
]);
export type WindowScope = z.output<typeof WindowScope>;

/** Wall clock time in the window's zone, `YYYY-MM-DDTHH:mm`. */
const LocalTime = z.string().max(16);

/** As it is edited: `windowFaults` says what keeps it from working. */
export const ChangeWindow = z.object({
  key: ChangeKey,
  name: Name,
  /** In a freeze no change may happen; what a maintenance window holds for is changed in such windows only. */
  kind: z.enum(['freeze', 'maintenance']),
  scope: WindowScope,
  timeZone: z.string().min(1).max(64),
  start: LocalTime,
  end: LocalTime,
  /** RFC 5545 recurrence without DTSTART, such as `FREQ=WEEKLY;BYDAY=SU`; null when it happens once. */
  rrule: z.string().max(500).nullable(),
  /** Types of change that it does not concern. */
  except: z.array(ChangeType),
  enabled: z.boolean(),
  note: z.string().max(500),
});
export type ChangeWindow = z.output<typeof ChangeWindow>;

export const ChangeWindows = z.object({ windows: z.array(ChangeWindow).max(200) });
export type ChangeWindows = z.output<typeof ChangeWindows>;

/** One happening of a window. */
export const Occurrence = Span.extend({
  window: ChangeKey,
  name: z.string(),
  kind: ChangeWindow.shape.kind,
  scope: WindowScope,
});
export type Occurrence = z.output<typeof Occurrence>;

export const CONFLICT_KINDS = [
  'sameCi',
  /** The other change works on what this one's CIs need. */
  'upstream',
  /** The other change works on what needs this one's CIs. */
  'downstream',
  'implementer',
  'freeze',
  /** The CI has maintenance windows, and the change is not in one. */
  'outsideMaintenance',
] as const;
export const ConflictKind = z.enum(CONFLICT_KINDS);
export type ConflictKind = z.output<typeof ConflictKind>;

/** An acceptance holds while the conflict is the one that was accepted: `signature` has the times of both sides. */
export const Acceptance = z.object({ by: AccountId, at: At, reason: z.string() });

export const ConflictView = z.object({
  /** Stable for the same two sides. */
  id: z.string(),
  signature: z.string(),
  kind: ConflictKind,
  /** The other change; null for windows. `key` is null when the reader may not see it. */
  other: z.object({ key: IssueKey.nullable(), summary: z.string().nullable(), planned: Span }).nullable(),
  window: z.object({ key: ChangeKey, name: z.string(), note: z.string() }).nullable(),
  overlap: Span,
  /** Which CIs meet, each with the way failure takes from one to the other; complete. */
  meetings: z.array(z.object({ mine: CiName, theirs: CiName, path: z.array(CiName) })),
  /** A freeze can't be accepted away; anything else can. */
  acceptable: z.boolean(),
  accepted: Acceptance.extend({ name: z.string() }).nullable(),
});
export type ConflictView = z.output<typeof ConflictView>;

export const SlotSearch = z.object({
  after: At,
  /** Nothing is looked for behind it; at most 92 days after `after`. */
  until: At,
  minutes: z.int().min(5).max(44_640),
  /** Slots begin at multiples of so many minutes after the full hour. */
  step: z.union([z.literal(5), z.literal(15), z.literal(30), z.literal(60)]),
  hours: z.enum(['any', 'business', 'outsideBusiness']),
});
export type SlotSearch = z.output<typeof SlotSearch>;

/** Why no slot begins in a span of time. */
export const SlotBlock = Span.extend({
  because: z.enum([...CONFLICT_KINDS, 'hours']),
  other: IssueKey.nullable(),
  window: z.string().nullable(),
});
export type SlotBlock = z.output<typeof SlotBlock>;

export const SlotAnswer = z.object({
  slot: Span.nullable(),
  searchedUntil: At,
  /** What stood in the way before it, in the order of time; cut after the first 100. */
  blocked: z.array(SlotBlock),
  cut: z.boolean(),
});
export type SlotAnswer = z.output<typeof SlotAnswer>;

/** A smallest set of changes that break something together though none of its parts does. */
export const CollisionView = z.object({
  changes: z.array(z.object({ key: IssueKey.nullable(), summary: z.string().nullable(), planned: Span })),
  /** When all of them are under way at once. */
  together: Span,
  /** What breaks that none breaks alone; services first. */
  breaks: z.array(CiName.extend({ service: z.boolean() })),
});
export type CollisionView = z.output<typeof CollisionView>;
