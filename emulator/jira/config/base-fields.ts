/**
 * The system fields of a bare site, as far as the emulator keeps their values. Fields it would have to fake (votes,
 * work log, attachments, versions, components) are left out, so that using one is refused instead of ignored.
 */
export interface SystemField {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly items?: string;
  readonly navigable?: boolean;
  readonly searchable?: boolean;
  /** Can stand on a screen. */
  readonly orderable?: boolean;
}

export const SYSTEM_FIELDS: readonly SystemField[] = [
  { id: 'summary', name: 'Summary', type: 'string', orderable: true },
  { id: 'description', name: 'Description', type: 'string', orderable: true },
  { id: 'issuetype', name: 'Issue Type', type: 'issuetype', orderable: true },
  { id: 'project', name: 'Project', type: 'project' },
  { id: 'status', name: 'Status', type: 'status' },
  { id: 'priority', name: 'Priority', type: 'priority', orderable: true },
  { id: 'resolution', name: 'Resolution', type: 'resolution', orderable: true },
  { id: 'assignee', name: 'Assignee', type: 'user', orderable: true },
  { id: 'reporter', name: 'Reporter', type: 'user', orderable: true },
  { id: 'creator', name: 'Creator', type: 'user' },
  { id: 'created', name: 'Created', type: 'datetime' },
  { id: 'updated', name: 'Updated', type: 'datetime' },
  { id: 'resolutiondate', name: 'Resolved', type: 'datetime' },
  { id: 'duedate', name: 'Due date', type: 'date', orderable: true },
  { id: 'labels', name: 'Labels', type: 'array', items: 'string', orderable: true },
  { id: 'environment', name: 'Environment', type: 'string', orderable: true },
  { id: 'issuelinks', name: 'Linked Issues', type: 'array', items: 'issuelinks', searchable: true, orderable: true },
  { id: 'subtasks', name: 'Sub-tasks', type: 'array', items: 'issuelinks', searchable: false },
  { id: 'parent', name: 'Parent', type: 'issuelink', orderable: true },
  { id: 'comment', name: 'Comment', type: 'comments-page', navigable: false, orderable: true },
  { id: 'watches', name: 'Watchers', type: 'watches' },
  { id: 'statusCategory', name: 'Status Category', type: 'statusCategory' },
  { id: 'statuscategorychangedate', name: 'Status Category Changed', type: 'datetime' },
];

/** Fields of the screens a bare site has, in order. */
export const DEFAULT_SCREEN_FIELDS = [
  'summary',
  'issuetype',
  'priority',
  'duedate',
  'assignee',
  'reporter',
  'environment',
  'description',
  'labels',
  'issuelinks',
  'parent',
] as const;
export const RESOLVE_SCREEN_FIELDS = ['resolution', 'assignee', 'comment'] as const;
export const WORKFLOW_SCREEN_FIELDS = ['assignee', 'comment'] as const;
