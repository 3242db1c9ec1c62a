import { z } from 'zod';

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
