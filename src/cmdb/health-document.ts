/** An examination of every CI, as it goes on from one step to the next. */
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import { NO_USE } from './catalogue-lint';
import { CountedUse, UseCounter } from './catalogue-use';
import { HealthRule } from './cmdb.shapes';

const ByRule = z.record(HealthRule, z.int());

export const Tally = z.record(
  z.string(),
  z.object({ cis: z.int(), healthy: z.int(), findings: ByRule, examples: z.record(HealthRule, z.array(CiRef)) }),
);

/** Examinations of versions of the app that did not count it tell of none. */
const Use = CountedUse.default(() => new UseCounter(NO_USE).use);

export const HealthDocument = z.object({
  /** Each CI by itself; then all together for doubles. */
  phase: z.enum(['examine', 'duplicates', 'done']),
  /** Where the list of CIs goes on; null at its beginning. */
  cursor: z.string().nullable(),
  examined: z.int(),
  tally: Tally,
  /** Pages of findings written so far, by rule. */
  pages: ByRule,
  /** What the CIs seen so far, retired ones too, use of the catalogue. */
  use: Use,
});
export type HealthDocument = z.output<typeof HealthDocument>;

export const NO_PAGES: Readonly<Record<HealthRule, number>> = {
  incomplete: 0,
  incorrect: 0,
  stale: 0,
  orphan: 0,
  duplicate: 0,
};

export const BEGINNING: HealthDocument = {
  phase: 'examine',
  cursor: null,
  examined: 0,
  tally: {},
  pages: NO_PAGES,
  use: new UseCounter(NO_USE).use,
};

/** The figures of the last examination that came to its end. */
export const HealthResult = z.object({
  jobId: z.string(),
  asOf: z.iso.datetime(),
  tally: Tally,
  pages: ByRule,
  use: Use,
});
export type HealthResult = z.output<typeof HealthResult>;

/** Where the result is kept. */
export const RESULT = 'health';

/** Where an examination keeps what it found by a rule. */
export const findingsCollection = (jobId: string, rule: HealthRule): string => `health ${jobId} ${rule}`;

export const FoundRow = z.object({ ref: CiRef, classKey: z.string(), details: z.array(z.string()) });
export type FoundRow = z.output<typeof FoundRow>;
