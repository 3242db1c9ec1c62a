import { z } from 'zod';
import { AccountId, ProjectKey } from '../contract/ids';
import { IssueTypeKey, RoleKey } from './site-map';

/** What an administrator chooses in the wizard. */
export const SetupChoices = z.object({
  project: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('new'),
      key: ProjectKey,
      name: z
        .string()
        .trim()
        .min(2, 'A project name has at least 2 characters.')
        .max(80, 'A project name has at most 80 characters.'),
      leadAccountId: AccountId,
    }),
    z.object({ kind: z.literal('existing'), id: z.string().regex(/^\d+$/, 'Choose a project.') }),
  ]),
  practices: z.array(IssueTypeKey).min(1, 'Choose at least one practice.'),
  /** People to add to each role; nobody is ever taken out of one. */
  people: z.partialRecord(RoleKey, z.array(AccountId)),
  /**
   * Whether service desk agents and incident managers get Jira's permission to name somebody else as an issue's reporter.
   * It changes the project's permission scheme, so it is done only where somebody asked for it.
   */
  agentsSetReporter: z.boolean().default(false),
});
export type SetupChoices = z.output<typeof SetupChoices>;
