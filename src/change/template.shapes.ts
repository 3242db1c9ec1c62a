/** The shapes of standard-change templates: the catalogue of what is pre-approved. */
import { z } from 'zod';
import { CiRef } from '../contract/ids';
import { At, ChangeKey, Name } from './change.shapes';
import { Answers } from './risk.shapes';
import { SuccessRate } from './review.shapes';

const Text = z.string().max(4_000);

/** A change follows its template while plans are the template's and its CIs are within the template's scope. */
export const ChangeTemplate = z.object({
  key: ChangeKey,
  name: Name,
  description: z.string().max(500),
  reason: Text,
  implementationPlan: Text,
  backoutPlan: Text,
  testPlan: Text,
  communicationPlan: Text,
  /** Where it may be used: on CIs of these classes (with those below them), or on these; both empty: anywhere. */
  classes: z.array(z.string().min(1)).max(50),
  cis: z.array(CiRef).max(100),
  minutes: z.int().min(5, 'At least five minutes.').max(44_640),
  answers: Answers,
  enabled: z.boolean(),
});
export type ChangeTemplate = z.output<typeof ChangeTemplate>;

export const ChangeTemplates = z.object({
  templates: z
    .array(
      ChangeTemplate.extend({
        /** Failures before it was approved anew no longer count against it; null when it never was. */
        reapprovedAt: At.nullable(),
        /** Why it was. */
        reapprovedBecause: z.string().max(500).nullable(),
      }),
    )
    .max(40),
});
export type ChangeTemplates = z.output<typeof ChangeTemplates>;

/** How a template stands. Two failed implementations take its pre-approval away until an administrator gives it back. */
export const TemplateView = ChangeTemplate.extend({
  preApproved: z.boolean(),
  failures: z.int(),
  rate: SuccessRate,
  reapprovedAt: At.nullable(),
});
export type TemplateView = z.output<typeof TemplateView>;
