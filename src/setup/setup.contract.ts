/** What the browser may ask of set-up. All of it is for Jira administrators. */
import { z } from 'zod';
import { AccountId } from '../contract/ids';
import { command, query } from '../contract/rpc';
import { SetupChoices } from './choices';
import { Difference, Problem, RunNote } from './findings';
import { SetupJobState } from './setup-job';
import { IssueTypeKey, RoleKey } from './site-map';

const Person = z.object({ accountId: AccountId, displayName: z.string() });
const Project = z.object({ id: z.string(), key: z.string(), name: z.string() });
const ProjectId = z.string().regex(/^\d+$/, 'Choose a project.');
const Nothing = z.object({});
const SetUpProject = Project.extend({ practices: z.array(IssueTypeKey), agentsSetReporter: z.boolean() });
/** Not `started`: another run is under way, and this is its id. */
const Started = z.object({ jobId: z.string(), started: z.boolean() });

export const StepView = z.object({
  id: z.string(),
  group: z.enum([
    'issueTypes',
    'fields',
    'statuses',
    'linkTypes',
    'roles',
    'screens',
    'workflows',
    'schemes',
    'project',
    'people',
    'permissions',
  ]),
  name: z.string(),
  verdict: z.enum(['create', 'reuse', 'drift']),
  differences: z.array(Difference),
});
export type StepView = z.output<typeof StepView>;

export const PlanView = z.object({
  steps: z.array(StepView),
  /** What a person must put right before set-up can run. */
  problems: z.array(Problem),
});
export type PlanView = z.output<typeof PlanView>;

export const ProgressView = z.object({
  jobId: z.string(),
  state: SetupJobState,
  startedAt: z.string(),
  /** 0 until the site was looked at. */
  total: z.number(),
  done: z.number(),
  current: z.string().nullable(),
  /** Why it waits, or why it failed. */
  note: RunNote.nullable(),
  attempts: z.number(),
  project: z.object({ id: z.string(), key: z.string() }).nullable(),
  /** What the run was started with; sent again, it goes on where the run stopped. */
  choices: SetupChoices,
});
export type ProgressView = z.output<typeof ProgressView>;

export const setupContract = {
  'setup.overview': query({
    access: 'admin',
    input: Nothing,
    output: z.object({
      /** Projects that are set up. */
      projects: z.array(SetUpProject),
      /** All practices of the site. */
      practices: z.array(IssueTypeKey),
      lastRun: ProgressView.nullable(),
    }),
  }),
  'setup.options': query({
    access: 'admin',
    input: Nothing,
    output: z.object({
      /** Company-managed projects that set-up can be added to. */
      projects: z.array(Project),
      /** Of every project: a new one needs another. */
      takenKeys: z.array(z.string()),
      practices: z.array(z.object({ key: IssueTypeKey, name: z.string(), description: z.string() })),
      roles: z.array(z.object({ key: RoleKey, name: z.string(), description: z.string() })),
    }),
  }),
  'setup.people': query({
    access: 'admin',
    input: z.object({ text: z.string().trim().min(1, 'Type a name or an e-mail address.').max(100) }),
    output: z.array(Person),
  }),
  'setup.plan': query({ access: 'admin', input: SetupChoices, output: PlanView }),
  'setup.apply': command({ access: 'admin', input: SetupChoices, output: Started }),
  'setup.progress': query({ access: 'admin', input: z.object({ jobId: z.string().min(1) }), output: ProgressView }),
  'setup.cancel': command({ access: 'admin', input: z.object({ jobId: z.string().min(1) }), output: ProgressView }),
  'setup.drift': query({ access: 'admin', input: z.object({ projectId: ProjectId }), output: PlanView }),
  'setup.repair': command({
    access: 'admin',
    input: z.object({ projectId: ProjectId }),
    output: Started,
  }),
  'setup.roles': query({
    access: 'admin',
    input: z.object({ projectId: ProjectId }),
    output: z.array(z.object({ role: RoleKey, name: z.string(), description: z.string(), members: z.array(Person) })),
  }),
  'setup.changeRole': command({
    access: 'admin',
    input: z.object({
      projectId: ProjectId,
      role: RoleKey,
      add: z.array(AccountId).max(50, 'At most 50 people at a time.'),
      remove: z.array(AccountId).max(50, 'At most 50 people at a time.'),
    }),
    output: z.object({ members: z.array(Person) }),
  }),
};
