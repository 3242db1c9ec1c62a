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

/** Keys and doubles are divided among so many, by the first hexadecimal digit of a digest (see health-doubles.ts). */
export const BUCKETS = 16;

const PagesOfBuckets = z.array(z.int()).default(() => Array.from({ length: BUCKETS }, () => 0));

export const HealthDocument = z.object({
  /**
   * Each CI by itself; what identifies them compared, bucket by bucket; doubles told, CI by CI; figures published; what is no
   * longer needed cleared away. `duplicates` is what earlier versions of the app had in the place of the second and third.
   */
  phase: z.enum(['examine', 'duplicates', 'group', 'merge', 'publish', 'clear', 'done']),
  /** Where the list of CIs goes on; null at its beginning. */
  cursor: z.string().nullable(),
  examined: z.int(),
  tally: Tally,
  /** Pages of findings written so far, by rule. */
  pages: ByRule,
  /** Pages written so far, by bucket: of keys, and of doubles. */
  keyPages: PagesOfBuckets,
  doublePages: PagesOfBuckets,
  /** The bucket that is next, and how many of its doubles are done. */
  bucket: z.int().default(0),
  offset: z.int().default(0),
  /** The examination whose figures stood until these were published. */
  before: z.string().nullable().default(null),
  /** Collections of pages that are still to be cleared away. */
  clearing: z.array(z.string()).default([]),
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

export const BEGINNING: HealthDocument = HealthDocument.parse({
  phase: 'examine',
  cursor: null,
  examined: 0,
  tally: {},
  pages: NO_PAGES,
});

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
