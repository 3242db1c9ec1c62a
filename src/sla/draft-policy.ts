/** A policy as somebody is typing it. */
import type { z } from 'zod';
import { error, type Finding } from './finding';
import { Policy } from './policy';

export interface DraftPolicy {
  /** Undefined when the draft can't be read; the findings say why. */
  readonly policy: Policy | undefined;
  readonly findings: readonly Finding[];
}

/** What can't be read is said at its field, in words for whoever fills it in. */
export function readDraftPolicy(json: unknown): DraftPolicy {
  const read = Policy.safeParse(json);
  if (read.success) return { policy: read.data, findings: [] };
  const findings = read.error.issues.map((issue) => error(issue.path.join('.'), 'unreadable', wordsFor(issue)));
  return { policy: undefined, findings };
}

/** The shapes' own messages where they have one, else by what zod found. */
export function wordsFor(issue: z.core.$ZodIssue): string {
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? 'Fill this in.'
        : `This must be a ${nameOf(issue.expected)}.`;
    case 'too_small':
      return issue.origin === 'string' ? 'Fill this in.' : `At least ${String(issue.minimum)}.`;
    case 'too_big':
      return issue.origin === 'number'
        ? `At most ${String(issue.maximum)}.`
        : `At most ${String(issue.maximum)} ${UNITS[issue.origin] ?? 'entries'}.`;
    case 'invalid_value':
      return `Choose one of ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return 'Choose one of the kinds offered.';
    case 'invalid_format':
      return 'This is not written as it must be.';
    default:
      return 'This can’t be used here.';
  }
}

const UNITS: Readonly<Record<string, string>> = { string: 'characters' };

const NAMES: Readonly<Record<string, string>> = {
  array: 'list',
  object: 'group of values',
  int: 'whole number',
  string: 'text',
};
const nameOf = (expected: string): string => NAMES[expected] ?? expected;
