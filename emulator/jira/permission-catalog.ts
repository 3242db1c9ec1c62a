/** Jira's built-in permissions by key: https://support.atlassian.com/jira-cloud-administration/docs/manage-global-permissions/ and …/permissions-for-company-managed-projects/. */
export interface Permission {
  readonly key: string;
  readonly type: 'GLOBAL' | 'PROJECT';
  readonly name: string;
  readonly description: string;
}

const describe = (type: Permission['type'], rows: readonly (readonly [string, string, string])[]): Permission[] =>
  rows.map(([key, name, description]) => ({ key, type, name, description }));

export const PERMISSIONS: readonly Permission[] = [
  ...describe('GLOBAL', [
    [
      'ADMINISTER',
      'Administer Jira',
      'Create and administer projects, issue types, fields, workflows, and schemes for all projects.',
    ],
    [
      'USER_PICKER',
      'Browse users and groups',
      'View and select users or groups from the user picker, and share issues.',
    ],
    ['CREATE_SHARED_OBJECTS', 'Share dashboards and filters', 'Share dashboards and filters with other users.'],
    [
      'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
      'Manage group filter subscriptions',
      'Create and delete group filter subscriptions.',
    ],
    ['BULK_CHANGE', 'Make bulk changes', 'Modify collections of issues at once.'],
    [
      'CREATE_PROJECT',
      'Create team-managed projects',
      'Create projects separate from those your organization administers.',
    ],
  ]),
  ...describe('PROJECT', [
    ['ADMINISTER_PROJECTS', 'Administer Projects', 'Ability to administer a project in Jira.'],
    ['BROWSE_PROJECTS', 'Browse Projects', 'Ability to browse projects and the issues within them.'],
    [
      'VIEW_DEV_TOOLS',
      'View Development Tools',
      'Allows users in a software project to view development-related information on the issue.',
    ],
    [
      'VIEW_READONLY_WORKFLOW',
      'View Read-Only Workflow',
      'Users with this permission may view a read-only version of a workflow.',
    ],
    ['VIEW_AGGREGATED_DATA', 'View Aggregated Data', 'Ability to view the aggregated data of a project.'],
    ['MANAGE_SPRINTS_PERMISSION', 'Manage Sprints', 'Ability to manage sprints.'],
    ['CREATE_ISSUES', 'Create Issues', 'Ability to create issues.'],
    ['EDIT_ISSUES', 'Edit Issues', 'Ability to edit issues.'],
    ['TRANSITION_ISSUES', 'Transition Issues', 'Ability to transition issues.'],
    ['SCHEDULE_ISSUES', 'Schedule Issues', "Ability to view or edit an issue's due date."],
    ['MOVE_ISSUES', 'Move Issues', 'Ability to move issues between projects or between workflows of the same project.'],
    ['ASSIGN_ISSUES', 'Assign Issues', 'Ability to assign issues to other people.'],
    ['ASSIGNABLE_USER', 'Assignable User', 'Users with this permission may be assigned to issues.'],
    [
      'RESOLVE_ISSUES',
      'Resolve Issues',
      'Ability to resolve and reopen issues. This includes the ability to set a fix version.',
    ],
    ['CLOSE_ISSUES', 'Close Issues', 'Ability to close issues.'],
    ['MODIFY_REPORTER', 'Modify Reporter', 'Ability to modify the reporter when creating or editing an issue.'],
    ['DELETE_ISSUES', 'Delete Issues', 'Ability to delete issues.'],
    ['ARCHIVE_ISSUES', 'Archive Issues', 'Ability to archive issues for a specific project.'],
    ['UNARCHIVE_ISSUES', 'Restore Issues', 'Ability to restore issues for a specific project.'],
    ['LINK_ISSUES', 'Link Issues', 'Ability to link issues together and create linked issues.'],
    ['SET_ISSUE_SECURITY', 'Set Issue Security', 'Ability to set the level of security on an issue.'],
    ['VIEW_VOTERS_AND_WATCHERS', 'View Voters and Watchers', 'Ability to view the voters and watchers of an issue.'],
    ['MANAGE_WATCHERS', 'Manage Watchers', 'Ability to manage the watchers of an issue.'],
    ['ADD_COMMENTS', 'Add Comments', 'Ability to comment on issues.'],
    ['EDIT_ALL_COMMENTS', 'Edit All Comments', 'Ability to edit all comments made on issues.'],
    ['EDIT_OWN_COMMENTS', 'Edit Own Comments', 'Ability to edit own comments made on issues.'],
    ['DELETE_ALL_COMMENTS', 'Delete All Comments', 'Ability to delete all comments made on issues.'],
    ['DELETE_OWN_COMMENTS', 'Delete Own Comments', 'Ability to delete own comments made on issues.'],
    ['CREATE_ATTACHMENTS', 'Create Attachments', 'Users with this permission may create attachments.'],
    ['DELETE_ALL_ATTACHMENTS', 'Delete All Attachments', 'Users with this permission may delete all attachments.'],
    ['DELETE_OWN_ATTACHMENTS', 'Delete Own Attachments', 'Users with this permission may delete own attachments.'],
    ['WORK_ON_ISSUES', 'Work On Issues', 'Ability to log work done against an issue.'],
    ['EDIT_ALL_WORKLOGS', 'Edit All Worklogs', 'Ability to edit all worklogs made on issues.'],
    ['EDIT_OWN_WORKLOGS', 'Edit Own Worklogs', 'Ability to edit own worklogs made on issues.'],
    ['DELETE_ALL_WORKLOGS', 'Delete All Worklogs', 'Ability to delete all worklogs made on issues.'],
    ['DELETE_OWN_WORKLOGS', 'Delete Own Worklogs', 'Ability to delete own worklogs made on issues.'],
  ]),
];

const BY_KEY = new Map(PERMISSIONS.map((permission) => [permission.key, permission]));
export const permissionByKey = (key: string): Permission | undefined => BY_KEY.get(key);
export const PROJECT_PERMISSIONS = PERMISSIONS.filter(({ type }) => type === 'PROJECT').map(({ key }) => key);

/** What the Administrators role holds in a new site's default scheme; everybody with access to Jira holds the rest. */
export const ADMINISTRATOR_ONLY: ReadonlySet<string> = new Set([
  'ADMINISTER_PROJECTS',
  'MODIFY_REPORTER',
  'DELETE_ISSUES',
  'ARCHIVE_ISSUES',
  'UNARCHIVE_ISSUES',
  'SET_ISSUE_SECURITY',
  'MANAGE_WATCHERS',
  'EDIT_ALL_COMMENTS',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_ATTACHMENTS',
  'EDIT_ALL_WORKLOGS',
  'DELETE_ALL_WORKLOGS',
]);
