/** A Jira site at the level of set-up's port, with the parts a bare Jira Cloud site has, and failures on request. */
import { after, type Change, type Made } from '../../src/setup/changes';
import type { ProjectTarget, SiteConfiguration } from '../../src/setup/setup.ports';
import type { SiteProject, SiteState } from '../../src/setup/site-state';
import { AppError } from '../../src/kernel/errors';

/** The function is gone: nothing after this runs, and no catch block of the app sees it either. */
export class Killed extends Error {}

export type Fault =
  | { readonly kind: 'none' }
  /** Jira refuses before it does anything. */
  | { readonly kind: 'refuse'; readonly code: 'UNAVAILABLE' | 'FORBIDDEN'; readonly retryAfterSeconds?: number }
  /** Jira does it, and the answer is lost. */
  | { readonly kind: 'lose-answer' }
  | { readonly kind: 'kill-before' }
  | { readonly kind: 'kill-after' };

export const bareSite: SiteState = {
  issueTypes: ['Epic', 'Story', 'Task', 'Sub-task', 'Bug'].map((name, index) => ({ id: `${10000 + index}`, name })),
  fields: [],
  appFields: {},
  statuses: [
    { id: '10000', name: 'To Do', category: 'TODO' },
    { id: '3', name: 'In Progress', category: 'IN_PROGRESS' },
    { id: '10001', name: 'Done', category: 'DONE' },
  ],
  priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({ id: `${index + 1}`, name })),
  resolutions: ['Done', "Won't Do", 'Duplicate'].map((name, index) => ({ id: `${10000 + index}`, name })),
  linkTypes: [{ id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' }],
  roles: [{ id: '10002', name: 'Administrators' }],
  screens: [],
  screenSchemes: [],
  workflows: [],
  issueTypeSchemes: [],
  issueTypeScreenSchemes: [],
  workflowSchemes: [],
  project: undefined,
};

export const existingProject: SiteProject = {
  id: '20000',
  key: 'OPS',
  name: 'Operations',
  hasIssues: true,
  issueTypeScheme: { id: '1', name: 'Default Issue Type Scheme', issueTypeIds: ['10002', '10004'] },
  issueTypeScreenScheme: {
    id: '1',
    name: 'Default Issue Type Screen Scheme',
    mapping: { default: '1', byIssueType: {} },
  },
  workflowScheme: { id: '1', name: 'Default workflow scheme', mapping: { default: 'jira', byIssueType: {} } },
  statusesByIssueType: {},
  roleMembers: {},
  panelPinned: false,
  permissions: { name: 'Default Permission Scheme', reporterRoles: [] },
};

export class FakeSite implements SiteConfiguration {
  /** Every change Jira made, lost answers included. */
  readonly made: Change[] = [];
  calls = 0;
  #dead = false;
  #nextId = 30000;

  constructor(
    public state: SiteState = bareSite,
    private readonly faultAt: (call: number) => Fault = () => ({ kind: 'none' }),
  ) {}

  /** Another process starts. */
  revive(): void {
    this.#dead = false;
  }

  get dead(): boolean {
    return this.#dead;
  }

  async read(target: ProjectTarget): Promise<SiteState> {
    this.#reach(() => undefined);
    const { project } = this.state;
    const meant = target.kind === 'new' ? project?.key === target.key : project?.id === target.id;
    // Jira doesn't tell what is pinned.
    return { ...this.state, project: meant && project ? { ...project, panelPinned: false } : undefined };
  }

  async perform(change: Change): Promise<Made> {
    return this.#reach(() => this.#make(change));
  }

  #reach<T>(effect: () => T): T {
    if (this.#dead) throw new Killed();
    const fault = this.faultAt(this.calls);
    this.calls += 1;
    if (fault.kind === 'refuse') {
      const { retryAfterSeconds } = fault;
      throw new AppError(fault.code, 'Jira refused.', retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
    }
    if (fault.kind === 'kill-before') this.#die();
    const result = effect();
    if (fault.kind === 'kill-after') this.#die();
    if (fault.kind === 'lose-answer') throw new AppError('UNAVAILABLE', 'Jira did not answer.');
    return result;
  }

  #die(): never {
    this.#dead = true;
    throw new Killed();
  }

  #make(change: Change): Made {
    const clash = clashOf(change, this.state);
    if (clash !== undefined) throw new AppError('CONFLICT', `${clash} already exists.`);
    this.made.push(change);
    this.#nextId += 1;
    const id = change.do === 'create-field' ? `customfield_${this.#nextId}` : String(this.#nextId);
    const made = change.do === 'create-field' ? { id, part: `c${id}` } : { id, part: `t${id}` };
    this.state = after(this.state, change, made);
    return made;
  }
}

/** Jira lets fields and screens share a name; everything else has a name of its own. */
function clashOf(change: Change, state: SiteState): string | undefined {
  const taken = (things: readonly { readonly name: string }[], name: string): string | undefined =>
    things.some((thing) => thing.name === name) ? name : undefined;
  switch (change.do) {
    case 'create-issue-type':
      return taken(state.issueTypes, change.name);
    case 'create-status':
      return taken(state.statuses, change.status.name);
    case 'create-link-type':
      return taken(state.linkTypes, change.linkType.name);
    case 'create-role':
      return taken(state.roles, change.name);
    case 'create-screen-scheme':
      return taken(state.screenSchemes, change.name);
    case 'create-workflow':
      return taken(state.workflows, change.draft.name);
    case 'create-issue-type-scheme':
      return taken(state.issueTypeSchemes, change.name);
    case 'create-issue-type-screen-scheme':
      return taken(state.issueTypeScreenSchemes, change.name);
    case 'create-workflow-scheme':
      return taken(state.workflowSchemes, change.name);
    case 'create-project':
      return state.project?.key === change.draft.key ? change.draft.key : undefined;
    default:
      return undefined;
  }
}
