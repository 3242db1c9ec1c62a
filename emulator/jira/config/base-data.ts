/** What a bare Jira Cloud site contains, as data. */
import type { WorkflowDocument } from './workflow-document';

export const GROUPS = ['site-admins', 'jira-administrators', 'jira-software-users', 'atlassian-addons-admin'] as const;

export const GLOBAL_GRANTS: Readonly<Record<string, readonly string[]>> = {
  ADMINISTER: ['site-admins', 'jira-administrators', 'atlassian-addons-admin'],
  USER_PICKER: ['jira-software-users', 'site-admins', 'jira-administrators'],
  CREATE_SHARED_OBJECTS: ['jira-software-users', 'site-admins', 'jira-administrators'],
  MANAGE_GROUP_FILTER_SUBSCRIPTIONS: ['jira-software-users', 'site-admins', 'jira-administrators'],
  BULK_CHANGE: ['jira-software-users', 'site-admins', 'jira-administrators'],
  CREATE_PROJECT: ['jira-software-users', 'site-admins', 'jira-administrators'],
};

export const PRIORITIES = [
  { id: 1, name: 'Highest', description: 'This problem will block progress.', color: '#d04437', icon: 'highest' },
  { id: 2, name: 'High', description: 'Serious problem that could block progress.', color: '#f15C75', icon: 'high' },
  { id: 3, name: 'Medium', description: 'Has the potential to affect progress.', color: '#f79232', icon: 'medium' },
  { id: 4, name: 'Low', description: 'Minor problem or easily worked around.', color: '#707070', icon: 'low' },
  {
    id: 5,
    name: 'Lowest',
    description: 'Trivial problem with little or no impact on progress.',
    color: '#999999',
    icon: 'lowest',
  },
] as const;
export const DEFAULT_PRIORITY = 3;

export const RESOLUTIONS = [
  { id: 10000, name: 'Done', description: 'Work has been completed on this issue.' },
  { id: 10001, name: "Won't Do", description: "This issue won't be actioned." },
  { id: 10002, name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
  { id: 10003, name: 'Cannot Reproduce', description: 'All attempts at reproducing this issue failed.' },
] as const;

export const ISSUE_TYPES = [
  { id: 10000, name: 'Epic', description: 'A big user story that needs to be broken down.', level: 1, avatar: 10307 },
  {
    id: 10001,
    name: 'Story',
    description: 'Functionality or a feature expressed as a user goal.',
    level: 0,
    avatar: 10315,
  },
  { id: 10002, name: 'Task', description: 'A small, distinct piece of work.', level: 0, avatar: 10318 },
  {
    id: 10003,
    name: 'Sub-task',
    description: 'A small piece of work that is part of a larger task.',
    level: -1,
    avatar: 10316,
  },
  { id: 10004, name: 'Bug', description: 'A problem or error.', level: 0, avatar: 10303 },
] as const;

export const LINK_TYPES = [
  { id: 10000, name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  { id: 10001, name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
  { id: 10002, name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
  { id: 10003, name: 'Relates', inward: 'relates to', outward: 'relates to' },
] as const;

export const STATUSES = [
  { id: 10000, name: 'To Do', category: 'TODO', description: '' },
  {
    id: 3,
    name: 'In Progress',
    category: 'IN_PROGRESS',
    description: 'This issue is being actively worked on at the moment by the assignee.',
  },
  { id: 10001, name: 'Done', category: 'DONE', description: '' },
] as const;

export const ROLES = [
  {
    id: 10002,
    name: 'Administrators',
    description: 'A project role that represents administrators in a project',
    group: 'jira-administrators',
  },
  {
    id: 10003,
    name: 'atlassian-addons-project-access',
    description:
      'A project role that represents Connect add-ons declaring a scope that requires more than read issue permissions',
    group: undefined,
  },
] as const;

export const DEFAULT_WORKFLOW = 'jira';
export const DEFAULT_IDS = {
  permissionScheme: 0,
  issueTypeScheme: 10000,
  screen: 1,
  screenScheme: 1,
  issueTypeScreenScheme: 1,
  workflowScheme: 10000,
} as const;

/** Any status can be reached from any other; reaching Done sets the resolution, leaving it clears it. */
export const DEFAULT_WORKFLOW_DOCUMENT: WorkflowDocument = {
  statuses: STATUSES.map(({ id }) => ({ statusReference: String(id), properties: {} })),
  transitions: [
    {
      id: '1',
      name: 'Create',
      type: 'INITIAL',
      toStatusReference: '10000',
      links: [],
      description: '',
      actions: [],
      validators: [],
      triggers: [],
      properties: {},
    },
    toEverywhere('11', 'To Do', '10000', ''),
    toEverywhere('21', 'In Progress', '3', ''),
    toEverywhere('31', 'Done', '10001', '10000'),
  ],
};

function toEverywhere(
  id: string,
  name: string,
  to: string,
  resolution: string,
): WorkflowDocument['transitions'][number] {
  const action = { ruleKey: 'system:update-field', parameters: { field: 'resolution', value: resolution } };
  return {
    id,
    name,
    type: 'GLOBAL',
    toStatusReference: to,
    links: [],
    description: '',
    actions: [action],
    validators: [],
    triggers: [],
    properties: {},
  };
}
