/** The shapes of gates: what each step of the lifecycle demands, and who can provide what is missing. */
import { z } from 'zod';
import { RoleKey } from '../setup/site-map';
import { At, Person } from './change.shapes';

/** One validator of the workflow each. */
export const GATES = ['assess', 'authorize', 'schedule', 'implement', 'close'] as const;
export const Gate = z.enum(GATES);
export type Gate = z.output<typeof Gate>;

export const REQUIREMENTS = [
  /** Type, planned start and end, reason and CIs are filled in, and the end comes after the start. */
  'described',
  'windowAhead',
  'assessed',
  'approved',
  'noFreeze',
  'noConflict',
  /** A standard change follows a template that is pre-approved, as it is. */
  'preApproved',
  /** The route is this type's: an emergency alone skips scheduling, a standard change alone skips assessment. */
  'route',
  'inWindow',
  'outcome',
  'reviewed',
] as const;
export const Requirement = z.enum(REQUIREMENTS);
export type Requirement = z.output<typeof Requirement>;

export const GateItem = z.object({
  requirement: Requirement,
  met: z.boolean(),
  /** What is missing, as a code with what belongs in the sentence; null when met. */
  missing: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  /** Who can provide it. */
  roles: z.array(RoleKey),
  people: z.array(Person),
});
export type GateItem = z.output<typeof GateItem>;

export const GateView = z.object({
  gate: Gate,
  /** The transition's name in Jira. */
  transition: z.string(),
  open: z.boolean(),
  items: z.array(GateItem),
});
export type GateView = z.output<typeof GateView>;

/** A change that went on without what its risk demands, though the workflow was to prevent it (moved by an administrator, a type changed). */
export const Breach = z.object({ gate: Gate, at: At });
export type Breach = z.output<typeof Breach>;
