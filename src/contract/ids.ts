import { z } from 'zod';
import { CI_REF_LENGTH, CI_REF_PATTERN } from './ci-ref';

export const IssueKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]+-[1-9]\d*$/, 'An issue key looks like ABC-123.')
  .brand<'IssueKey'>();
export type IssueKey = z.output<typeof IssueKey>;

export const AccountId = z.string().min(1).max(128).brand<'AccountId'>();
export type AccountId = z.output<typeof AccountId>;

export const ProjectKey = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]{1,9}$/,
    'A project key has 2 to 10 capital letters, digits or underscores and starts with a letter.',
  )
  .brand<'ProjectKey'>();
export type ProjectKey = z.output<typeof ProjectKey>;

/**
 * `<classKey>:<slug>`, as in `server:web-01`: made from class and name when the CI is created and never changed after, not
 * even when its class or name is. Its characters are those that both a key of Forge's storage
 * (`/^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/`) and a quoted string of JQL take as they are.
 */
export const CiRef = z
  .string()
  .max(CI_REF_LENGTH, `A CI reference has at most ${CI_REF_LENGTH} characters.`)
  .regex(CI_REF_PATTERN, 'A CI reference looks like server:web-01.')
  .brand<'CiRef'>();
export type CiRef = z.output<typeof CiRef>;
