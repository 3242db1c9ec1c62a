/** The writes set-up makes, as data, and what the site looks like after each. */
import { assertNever } from '../kernel/assert-never';
import type { FieldSpec, LinkTypeSpec, StatusSpec } from './blueprint';
import type {
  ByIssueType,
  ScreensByUse,
  SiteIssueTypeScheme,
  SiteIssueTypeScreenScheme,
  SiteProject,
  SiteRule,
  SiteState,
  SiteTransition,
  SiteWorkflowScheme,
} from './site-state';

export interface WorkflowDraft {
  readonly name: string;
  readonly statusIds: readonly string[];
  readonly transitions: readonly SiteTransition[];
}

export interface ProjectDraft {
  readonly key: string;
  readonly name: string;
  readonly leadAccountId: string;
  readonly issueTypeScheme: SiteIssueTypeScheme;
  readonly issueTypeScreenScheme: SiteIssueTypeScreenScheme;
  readonly workflowScheme: SiteWorkflowScheme;
}

export type StatusMapping = Readonly<Record<string, string>>;

export type Change =
  | { readonly do: 'create-issue-type'; readonly name: string; readonly description: string }
  | { readonly do: 'create-field'; readonly field: FieldSpec }
  | { readonly do: 'create-context'; readonly fieldId: string; readonly name: string }
  | {
      readonly do: 'add-options';
      readonly fieldId: string;
      readonly contextId: string;
      readonly options: readonly string[];
    }
  | { readonly do: 'create-status'; readonly status: StatusSpec }
  | { readonly do: 'create-resolution'; readonly name: string }
  | { readonly do: 'create-link-type'; readonly linkType: LinkTypeSpec }
  | { readonly do: 'create-role'; readonly name: string; readonly description: string }
  | { readonly do: 'create-screen'; readonly name: string }
  | {
      readonly do: 'add-screen-fields';
      readonly screenId: string;
      readonly tabId: string;
      readonly fieldIds: readonly string[];
    }
  | { readonly do: 'create-screen-scheme'; readonly name: string; readonly screens: ScreensByUse }
  | { readonly do: 'update-screen-scheme'; readonly id: string; readonly screens: ScreensByUse }
  | { readonly do: 'create-workflow'; readonly draft: WorkflowDraft }
  /** Adds what is missing and puts right what differs; what others added stays. */
  | { readonly do: 'repair-workflow'; readonly id: string; readonly draft: WorkflowDraft }
  | { readonly do: 'create-issue-type-scheme'; readonly name: string; readonly issueTypeIds: readonly string[] }
  | { readonly do: 'add-issue-types'; readonly schemeId: string; readonly issueTypeIds: readonly string[] }
  | { readonly do: 'create-issue-type-screen-scheme'; readonly name: string; readonly mapping: ByIssueType }
  | {
      readonly do: 'map-screens';
      readonly schemeId: string;
      /** Screen scheme ids by issue type. */
      readonly byIssueType: Readonly<Record<string, string>>;
      /** Those of them that are mapped to something else now. */
      readonly replaced: readonly string[];
    }
  | { readonly do: 'create-workflow-scheme'; readonly name: string; readonly mapping: ByIssueType }
  | {
      readonly do: 'map-workflows';
      readonly schemeId: string;
      readonly byIssueType: Readonly<Record<string, string>>;
    }
  | { readonly do: 'create-project'; readonly draft: ProjectDraft }
  | { readonly do: 'assign-issue-type-scheme'; readonly projectId: string; readonly schemeId: string }
  | { readonly do: 'assign-issue-type-screen-scheme'; readonly projectId: string; readonly schemeId: string }
  | {
      readonly do: 'assign-workflow-scheme';
      readonly projectId: string;
      readonly schemeId: string;
      readonly hasIssues: boolean;
      /** Old status id → new one, by issue type; only for types that have issues in statuses the new workflow lacks. */
      readonly statusMappings: Readonly<Record<string, StatusMapping>>;
    }
  | { readonly do: 'pin-panel'; readonly projectId: string }
  | {
      readonly do: 'add-role-members';
      readonly projectId: string;
      readonly roleId: string;
      readonly accountIds: readonly string[];
    }
  /** Into the permission scheme of the project. */
  | { readonly do: 'grant-reporter'; readonly projectId: string; readonly roleId: string };

/** What Jira made: the new thing's id, and with a screen its tab, with a field its context. Empty for other changes. */
export interface Made {
  readonly id: string;
  readonly part?: string;
}

/** The site after a change that went well, so that not everything must be read again. */
export function after(state: SiteState, change: Change, made: Made): SiteState {
  switch (change.do) {
    case 'create-issue-type':
      return { ...state, issueTypes: [...state.issueTypes, { id: made.id, name: change.name }] };
    case 'create-field': {
      const { name, type } = change.field;
      return { ...state, fields: [...state.fields, { id: made.id, name, type, contextId: made.part, options: [] }] };
    }
    case 'create-context':
      return { ...state, fields: amend(state.fields, change.fieldId, { contextId: made.id }) };
    case 'add-options': {
      const options = state.fields.find((field) => field.id === change.fieldId)?.options ?? [];
      return { ...state, fields: amend(state.fields, change.fieldId, { options: [...options, ...change.options] }) };
    }
    case 'create-status': {
      const { name, category } = change.status;
      return { ...state, statuses: [...state.statuses, { id: made.id, name, category }] };
    }
    case 'create-resolution':
      return { ...state, resolutions: [...state.resolutions, { id: made.id, name: change.name }] };
    case 'create-link-type': {
      const { name, inward, outward } = change.linkType;
      return { ...state, linkTypes: [...state.linkTypes, { id: made.id, name, inward, outward }] };
    }
    case 'create-role':
      return { ...state, roles: [...state.roles, { id: made.id, name: change.name }] };
    case 'create-screen': {
      const screen = { id: made.id, name: change.name, tabId: made.part ?? '', fieldIds: [] };
      return { ...state, screens: [...state.screens, screen] };
    }
    case 'add-screen-fields': {
      const fieldIds = state.screens.find((screen) => screen.id === change.screenId)?.fieldIds ?? [];
      return {
        ...state,
        screens: amend(state.screens, change.screenId, { fieldIds: [...fieldIds, ...change.fieldIds] }),
      };
    }
    case 'create-screen-scheme': {
      const scheme = { id: made.id, name: change.name, screens: change.screens };
      return { ...state, screenSchemes: [...state.screenSchemes, scheme] };
    }
    case 'update-screen-scheme':
      return { ...state, screenSchemes: amend(state.screenSchemes, change.id, { screens: change.screens }) };
    case 'create-workflow':
      return { ...state, workflows: [...state.workflows, { id: made.id, ...change.draft }] };
    case 'repair-workflow':
      return {
        ...state,
        workflows: state.workflows.map((one) => (one.id === change.id ? repaired(one, change.draft) : one)),
      };
    default:
      return afterSchemeChange(state, change, made);
  }
}

type SchemeChange = Extract<
  Change,
  {
    do:
      | 'create-issue-type-scheme'
      | 'add-issue-types'
      | 'create-issue-type-screen-scheme'
      | 'map-screens'
      | 'create-workflow-scheme'
      | 'map-workflows'
      | 'create-project'
      | 'assign-issue-type-scheme'
      | 'assign-issue-type-screen-scheme'
      | 'assign-workflow-scheme'
      | 'pin-panel'
      | 'add-role-members'
      | 'grant-reporter';
  }
>;

function afterSchemeChange(state: SiteState, change: SchemeChange, made: Made): SiteState {
  switch (change.do) {
    case 'create-issue-type-scheme': {
      const scheme = { id: made.id, name: change.name, issueTypeIds: change.issueTypeIds };
      return { ...state, issueTypeSchemes: [...state.issueTypeSchemes, scheme] };
    }
    case 'add-issue-types': {
      const add = <T extends SiteIssueTypeScheme>(scheme: T): T =>
        scheme.id === change.schemeId
          ? { ...scheme, issueTypeIds: [...scheme.issueTypeIds, ...change.issueTypeIds] }
          : scheme;
      const project = state.project && { ...state.project, issueTypeScheme: add(state.project.issueTypeScheme) };
      return { ...state, issueTypeSchemes: state.issueTypeSchemes.map(add), project };
    }
    case 'create-issue-type-screen-scheme': {
      const scheme = { id: made.id, name: change.name, mapping: change.mapping };
      return { ...state, issueTypeScreenSchemes: [...state.issueTypeScreenSchemes, scheme] };
    }
    case 'map-screens': {
      const map = mapping(change.schemeId, change.byIssueType);
      const project = state.project && {
        ...state.project,
        issueTypeScreenScheme: map(state.project.issueTypeScreenScheme),
      };
      return { ...state, issueTypeScreenSchemes: state.issueTypeScreenSchemes.map(map), project };
    }
    case 'create-workflow-scheme': {
      const scheme = { id: made.id, name: change.name, mapping: change.mapping };
      return { ...state, workflowSchemes: [...state.workflowSchemes, scheme] };
    }
    case 'map-workflows': {
      const map = mapping(change.schemeId, change.byIssueType);
      const project = state.project && { ...state.project, workflowScheme: map(state.project.workflowScheme) };
      return { ...state, workflowSchemes: state.workflowSchemes.map(map), project };
    }
    case 'create-project':
      return { ...state, project: newProject(change.draft, made.id) };
    case 'assign-issue-type-scheme':
      return withProject(state, (project) => ({
        ...project,
        issueTypeScheme: state.issueTypeSchemes.find(({ id }) => id === change.schemeId) ?? project.issueTypeScheme,
      }));
    case 'assign-issue-type-screen-scheme':
      return withProject(state, (project) => ({
        ...project,
        issueTypeScreenScheme:
          state.issueTypeScreenSchemes.find(({ id }) => id === change.schemeId) ?? project.issueTypeScreenScheme,
      }));
    case 'assign-workflow-scheme':
      return withProject(state, (project) => ({
        ...project,
        workflowScheme: state.workflowSchemes.find(({ id }) => id === change.schemeId) ?? project.workflowScheme,
      }));
    case 'pin-panel':
      return withProject(state, (project) => ({ ...project, panelPinned: true }));
    case 'add-role-members':
      return withProject(state, (project) => {
        const members = [...(project.roleMembers[change.roleId] ?? []), ...change.accountIds];
        return { ...project, roleMembers: { ...project.roleMembers, [change.roleId]: members } };
      });
    case 'grant-reporter':
      return withProject(state, (project) => {
        const { name, reporterRoles } = project.permissions;
        return { ...project, permissions: { name, reporterRoles: [...reporterRoles, change.roleId] } };
      });
    default:
      return assertNever(change);
  }
}

const amend = <T extends { readonly id: string }>(things: readonly T[], id: string, part: Partial<T>): T[] =>
  things.map((thing) => (thing.id === id ? { ...thing, ...part } : thing));

const mapping =
  (schemeId: string, byIssueType: Readonly<Record<string, string>>) =>
  <T extends { readonly id: string; readonly mapping: ByIssueType }>(scheme: T): T =>
    scheme.id === schemeId
      ? { ...scheme, mapping: { ...scheme.mapping, byIssueType: { ...scheme.mapping.byIssueType, ...byIssueType } } }
      : scheme;

const withProject = (state: SiteState, change: (project: SiteProject) => SiteProject): SiteState =>
  state.project === undefined ? state : { ...state, project: change(state.project) };

function newProject({ leadAccountId: _, ...draft }: ProjectDraft, id: string): SiteProject {
  const permissions = { name: undefined, reporterRoles: [] };
  const nothing = { hasIssues: false, statusesByIssueType: {}, roleMembers: {}, panelPinned: false };
  return { ...draft, id, ...nothing, permissions };
}

/** The workflow with the draft's statuses and transitions put in or over; rules of other makers stay where they are. */
export function repaired<T extends WorkflowDraft>(workflow: T, draft: WorkflowDraft): T {
  const own = new Set(draft.transitions.map(({ name }) => name));
  const transitions = draft.transitions.map((wanted) => {
    const present = workflow.transitions.find(({ name }) => name === wanted.name);
    const kept = (present?.rules ?? []).filter((rule) => !wanted.rules.some((one) => concerns(one, rule)));
    return { ...wanted, rules: [...wanted.rules, ...kept] };
  });
  return {
    ...workflow,
    statusIds: [...new Set([...workflow.statusIds, ...draft.statusIds])],
    transitions: [...transitions, ...workflow.transitions.filter(({ name }) => !own.has(name))],
  };
}

/** Both say something about the same thing in the same way, so that one replaces the other: a transition has one gate. */
export function concerns(one: SiteRule, other: SiteRule): boolean {
  if (one.rule === 'other' || other.rule !== one.rule) return false;
  if (one.rule === 'app-gate' || other.rule === 'app-gate') return true;
  return other.fieldId === one.fieldId;
}
