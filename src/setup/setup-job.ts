/** A run of set-up as it is stored: small, because it is written before every step. */
import { z } from 'zod';
import { SetupChoices } from './choices';
import { RunNote } from './findings';

export const SetupJobState = z.enum(['queued', 'running', 'waiting', 'done', 'failed', 'cancelled']);
export type SetupJobState = z.output<typeof SetupJobState>;

export const isFinal = (state: SetupJobState): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** Runs of the first version kept their reason as a sentence. */
const earlierNote = (message: string): RunNote => ({ code: 'refused', step: null, failure: 'UNAVAILABLE', message });

export const SetupJobDocument = z.object({
  choices: SetupChoices,
  /** Who started it. */
  by: z.string(),
  /** Steps with something to do; `undefined` before the first look at the site. */
  total: z.int().optional(),
  done: z.int(),
  /** The step being taken. */
  current: z.string().optional(),
  /** Failures since the last step that went well. */
  attempts: z.int(),
  /** Why it waits, or why it failed. */
  note: z.union([RunNote, z.string().transform(earlierNote)]).optional(),
  /** Until then the worker that wrote this has the job for itself. */
  leaseUntil: z.iso.datetime().optional(),
  /** The project, once it is known. */
  project: z.object({ id: z.string(), key: z.string() }).optional(),
});
export type SetupJobDocument = z.output<typeof SetupJobDocument>;
