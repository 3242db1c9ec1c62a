/**
 * What planning finds, as codes with their facts: the page that shows them has the words, in the reader's language.
 * Names in them are Jira's own and stay as they are.
 */
import { z } from 'zod';

const Name = z.string();
const Names = z.array(z.string());
const Category = z.enum(['TODO', 'IN_PROGRESS', 'DONE']);

/** How a thing on the site is not what the blueprint says, or what a step would do beyond making it. */
export const Difference = z.discriminatedUnion('code', [
  z.object({ code: z.literal('options-missing'), options: Names }),
  z.object({ code: z.literal('screen-fields-missing'), fields: Names }),
  z.object({ code: z.literal('other-screen'), use: z.enum(['create', 'edit', 'view']) }),
  z.object({ code: z.literal('refers-to-missing') }),
  z.object({ code: z.literal('status-missing'), status: Name }),
  z.object({ code: z.literal('transition-missing'), transition: Name }),
  z.object({ code: z.literal('transition-target'), transition: Name, status: Name, wanted: Name }),
  z.object({ code: z.literal('transition-origin'), transition: Name, status: Name }),
  /** A way in that an earlier version of the app made. */
  z.object({ code: z.literal('transition-origin-past'), transition: Name, status: Name }),
  z.object({ code: z.literal('transition-screen'), transition: Name }),
  z.object({ code: z.literal('condition-missing'), transition: Name }),
  z.object({ code: z.literal('gate-missing'), transition: Name }),
  z.object({ code: z.literal('field-not-required'), transition: Name, field: Name }),
  z.object({ code: z.literal('field-not-cleared'), transition: Name, field: Name }),
  z.object({ code: z.literal('field-not-set'), transition: Name, field: Name }),
  z.object({ code: z.literal('issue-types-missing'), issueTypes: Names }),
  z.object({ code: z.literal('other-screens'), issueType: Name }),
  z.object({ code: z.literal('other-workflow'), issueType: Name }),
  z.object({ code: z.literal('other-scheme'), what: z.enum(['issueTypes', 'screens', 'workflows']), scheme: Name }),
  /** Issues in a status their new workflow lacks move to another. */
  z.object({ code: z.literal('status-moves'), issueType: Name, status: Name, wanted: Name }),
  /** Other projects may use the permission scheme; nobody there holds the role unless it was given to them. */
  z.object({ code: z.literal('grant-missing'), scheme: Name.nullable(), role: Name }),
]);
export type Difference = z.output<typeof Difference>;

/** What only a person can put right first. */
export const Problem = z.discriminatedUnion('code', [
  z.object({ code: z.literal('priority-missing'), priority: Name }),
  z.object({ code: z.literal('status-category'), status: Name, category: Category, wanted: Category }),
  z.object({ code: z.literal('project-missing') }),
]);
export type Problem = z.output<typeof Problem>;

/** Why a run waits, or why it stopped. */
export const RunNote = z.discriminatedUnion('code', [
  z.object({ code: z.literal('problems'), problems: z.array(Problem) }),
  z.object({ code: z.literal('no-effect'), step: Name }),
  z.object({ code: z.literal('stuck'), steps: Names }),
  z.object({ code: z.literal('bug') }),
  /** `message` is Jira's own; without a step it was while the site was read. */
  z.object({
    code: z.literal('refused'),
    step: Name.nullable(),
    failure: z.enum(['INVALID_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT', 'REFUSED', 'UNAVAILABLE']),
    message: z.string(),
  }),
]);
export type RunNote = z.output<typeof RunNote>;
