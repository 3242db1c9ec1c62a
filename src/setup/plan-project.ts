/**
 * The project's own schemes. A project's schemes may be shared with other projects, so set-up never changes them: it makes
 * schemes named after the project that hold what the project has today and what the blueprint adds, and assigns those.
 */
import type { Blueprint } from './blueprint';
import type { SetupChoices } from './choices';
import type { Difference } from './findings';
import type { Step } from './plan';
import type { References } from './references';
import { mappingsOf, statusMoves } from './status-moves';
import { RoleKey } from './site-map';
import { byName, type ByIssueType, type SiteProject, type SiteState, type SiteWorkflowScheme } from './site-state';

export interface Site {
  readonly choices: SetupChoices;
  readonly blueprint: Blueprint;
  readonly state: SiteState;
  readonly references: References;
  /** The project's key, which the schemes carry in their names. */
  readonly key: string;
}

export function projectSteps(
  choices: SetupChoices,
  blueprint: Blueprint,
  state: SiteState,
  references: References,
): Step[] {
  const key = choices.project.kind === 'new' ? choices.project.key : (state.project?.key ?? '');
  const site: Site = { choices, blueprint, state, references, key };
  const project = state.project;
  return [
    issueTypeSchemeStep(site),
    screensStep(site),
    workflowSchemeStep(site),
    ...(project === undefined
      ? [createProjectStep(site)]
      : [
          present('project:project', project.name),
          assignIssueTypesStep(site, project),
          assignScreensStep(site, project),
          assignWorkflowsStep(site, project),
        ]),
    panelStep(site),
    ...RoleKey.options.flatMap((role) => peopleStep(site, role)),
    ...(choices.agentsSetReporter ? REPORTING_ROLES.map((role) => reporterStep(site, role)) : []),
  ];
}

const present = (id: string, name: string): Step => ({
  id,
  group: 'project',
  name,
  verdict: 'reuse',
  differences: [],
  change: undefined,
});

const schemeName = (site: Site, what: string): string => `Plumbline: ${site.key} ${what}`;

/** Issue type ids of the blueprint, `undefined` while one is missing. */
function ownIssueTypes({ blueprint, references }: Site): string[] | undefined {
  const ids = blueprint.issueTypes.flatMap(({ key }) => references.issueType(key) ?? []);
  return ids.length === blueprint.issueTypes.length ? ids : undefined;
}

function issueTypeSchemeStep(site: Site): Step {
  const name = schemeName(site, 'issue types');
  const base = { id: 'schemes:issueTypes', group: 'schemes' as const, name };
  const scheme = byName(site.state.issueTypeSchemes, name);
  const own = ownIssueTypes(site);
  const today = site.state.project?.issueTypeScheme.issueTypeIds ?? [];
  if (scheme === undefined) {
    const change = own && {
      do: 'create-issue-type-scheme' as const,
      name,
      issueTypeIds: [...new Set([...today, ...own])],
    };
    return { ...base, verdict: 'create', differences: [], change };
  }
  const missing = (own ?? []).filter((id) => !scheme.issueTypeIds.includes(id));
  if (own !== undefined && missing.length === 0)
    return { ...base, verdict: 'reuse', differences: [], change: undefined };
  const names = missing.map((id) => site.state.issueTypes.find((type) => type.id === id)?.name ?? id);
  return {
    ...base,
    verdict: 'drift',
    differences:
      own === undefined ? [{ code: 'refers-to-missing' }] : [{ code: 'issue-types-missing', issueTypes: names }],
    change: own && { do: 'add-issue-types', schemeId: scheme.id, issueTypeIds: missing },
  };
}

/** Screen schemes by issue type, of the blueprint. */
function ownScreens({ blueprint, references }: Site): Record<string, string> | undefined {
  const entries = blueprint.screenSchemes.flatMap(({ key }) => {
    const issueType = references.issueType(key);
    const scheme = references.screenScheme(key);
    return issueType === undefined || scheme === undefined ? [] : [[issueType, scheme] as const];
  });
  return entries.length === blueprint.screenSchemes.length ? Object.fromEntries(entries) : undefined;
}

function screensStep(site: Site): Step {
  const name = schemeName(site, 'screens');
  const base = { id: 'schemes:screens', group: 'schemes' as const, name };
  const scheme = byName(site.state.issueTypeScreenSchemes, name);
  const own = ownScreens(site);
  const today = site.state.project?.issueTypeScreenScheme.mapping;
  if (scheme === undefined) {
    const mapping = own && merged(today, own);
    const change = mapping && ({ do: 'create-issue-type-screen-scheme', name, mapping } as const);
    return { ...base, verdict: 'create', differences: [], change };
  }
  const wrong = Object.entries(own ?? {}).filter(([type, id]) => scheme.mapping.byIssueType[type] !== id);
  if (own !== undefined && wrong.length === 0) return { ...base, verdict: 'reuse', differences: [], change: undefined };
  const replaced = wrong.flatMap(([type]) => (scheme.mapping.byIssueType[type] === undefined ? [] : [type]));
  return {
    ...base,
    verdict: 'drift',
    differences: wrong.map(([type]) => ({ code: 'other-screens', issueType: typeName(site, type) })),
    change: own && { do: 'map-screens', schemeId: scheme.id, byIssueType: Object.fromEntries(wrong), replaced },
  };
}

/** Workflow names by issue type, of the blueprint; only those that exist. */
function ownWorkflows({ blueprint, references, state }: Site): Record<string, string> | undefined {
  const entries = blueprint.workflows.flatMap(({ key, name }) => {
    const issueType = references.issueType(key);
    const workflow = byName(state.workflows, name);
    return issueType === undefined || workflow === undefined ? [] : [[issueType, workflow.name] as const];
  });
  return entries.length === blueprint.workflows.length ? Object.fromEntries(entries) : undefined;
}

/**
 * Jira changes a scheme that is in use only through a draft. So instead of putting a used scheme right, set-up makes the
 * next one and assigns that; a scheme not in use yet is put right where it is.
 */
function chosenWorkflowScheme(site: Site): { readonly name: string; readonly scheme: SiteWorkflowScheme | undefined } {
  const own = ownWorkflows(site);
  for (let number = 1; ; number += 1) {
    const name = schemeName(site, number === 1 ? 'workflows' : `workflows ${number}`);
    const scheme = byName(site.state.workflowSchemes, name);
    const inUse = scheme !== undefined && scheme.id === site.state.project?.workflowScheme.id;
    if (scheme === undefined || !inUse || wrongWorkflows(scheme, own).length === 0) return { name, scheme };
  }
}

const wrongWorkflows = (scheme: SiteWorkflowScheme, own: Record<string, string> | undefined): [string, string][] =>
  Object.entries(own ?? {}).filter(([type, workflow]) => scheme.mapping.byIssueType[type] !== workflow);

function workflowSchemeStep(site: Site): Step {
  const { name, scheme } = chosenWorkflowScheme(site);
  const base = { id: 'schemes:workflows', group: 'schemes' as const, name };
  const own = ownWorkflows(site);
  const used = site.state.project?.workflowScheme;
  if (scheme === undefined) {
    const mapping = own && merged(used?.mapping, own);
    const change = mapping && ({ do: 'create-workflow-scheme', name, mapping } as const);
    const replaced = used?.name.startsWith(schemeName(site, 'workflows')) === true ? used : undefined;
    if (replaced === undefined) return { ...base, verdict: 'create', differences: [], change };
    return { ...base, verdict: 'drift', differences: otherWorkflows(site, wrongWorkflows(replaced, own)), change };
  }
  const wrong = wrongWorkflows(scheme, own);
  if (own !== undefined && wrong.length === 0) return { ...base, verdict: 'reuse', differences: [], change: undefined };
  return {
    ...base,
    verdict: 'drift',
    differences: otherWorkflows(site, wrong),
    change: own && { do: 'map-workflows', schemeId: scheme.id, byIssueType: Object.fromEntries(wrong) },
  };
}

const otherWorkflows = (site: Site, wrong: readonly [string, string][]): Difference[] =>
  wrong.map(([type]) => ({ code: 'other-workflow', issueType: typeName(site, type) }));

/** A new project's default is the first practice's; no issue type of it falls back to the default. */
function merged(today: ByIssueType | undefined, own: Record<string, string>): ByIssueType | undefined {
  const [first] = Object.values(own);
  const fallback = today?.default ?? first;
  return fallback === undefined ? undefined : { default: fallback, byIssueType: { ...today?.byIssueType, ...own } };
}

const typeName = ({ state }: Site, id: string): string => state.issueTypes.find((type) => type.id === id)?.name ?? id;

function createProjectStep(site: Site): Step {
  const { choices, state } = site;
  const base = { id: 'project:project', group: 'project' as const, verdict: 'create' as const, differences: [] };
  if (choices.project.kind === 'existing') return { ...base, name: choices.project.id, change: undefined };
  const { key, name, leadAccountId } = choices.project;
  const issueTypeScheme = byName(state.issueTypeSchemes, schemeName(site, 'issue types'));
  const issueTypeScreenScheme = byName(state.issueTypeScreenSchemes, schemeName(site, 'screens'));
  const workflowScheme = chosenWorkflowScheme(site).scheme;
  const draft = issueTypeScheme &&
    issueTypeScreenScheme &&
    workflowScheme && { key, name, leadAccountId, issueTypeScheme, issueTypeScreenScheme, workflowScheme };
  return { ...base, name, change: draft && { do: 'create-project', draft } };
}

function assignIssueTypesStep(site: Site, project: SiteProject): Step {
  const scheme = byName(site.state.issueTypeSchemes, schemeName(site, 'issue types'));
  return assignment(site, 'issueTypes', project.issueTypeScheme, scheme?.id, (schemeId) => ({
    do: 'assign-issue-type-scheme',
    projectId: project.id,
    schemeId,
  }));
}

function assignScreensStep(site: Site, project: SiteProject): Step {
  const scheme = byName(site.state.issueTypeScreenSchemes, schemeName(site, 'screens'));
  return assignment(site, 'screens', project.issueTypeScreenScheme, scheme?.id, (schemeId) => ({
    do: 'assign-issue-type-screen-scheme',
    projectId: project.id,
    schemeId,
  }));
}

function assignWorkflowsStep(site: Site, project: SiteProject): Step {
  const { scheme } = chosenWorkflowScheme(site);
  const moves = statusMoves(site, project);
  const step = assignment(site, 'workflows', project.workflowScheme, scheme?.id, (schemeId) => ({
    do: 'assign-workflow-scheme',
    projectId: project.id,
    schemeId,
    hasIssues: project.hasIssues,
    statusMappings: mappingsOf(moves),
  }));
  if (step.verdict === 'reuse' || !project.hasIssues) return step;
  return { ...step, differences: [...step.differences, ...moves.map(({ difference }) => difference)] };
}

const SCHEME_NAMES = { issueTypes: 'issue types', screens: 'screens', workflows: 'workflows' } as const;

function assignment(
  site: Site,
  what: keyof typeof SCHEME_NAMES,
  current: { readonly id: string; readonly name: string },
  wanted: string | undefined,
  change: (schemeId: string) => NonNullable<Step['change']>,
): Step {
  const base = { id: `project:${what}`, group: 'project' as const, name: `${site.key}: ${SCHEME_NAMES[what]}` };
  if (wanted !== undefined && current.id === wanted)
    return { ...base, verdict: 'reuse', differences: [], change: undefined };
  const differences: Difference[] = [{ code: 'other-scheme', what, scheme: current.name }];
  return { ...base, verdict: 'drift', differences, change: wanted === undefined ? undefined : change(wanted) };
}

function panelStep(site: Site): Step {
  const base = { id: 'project:panel', group: 'project' as const, name: `${site.key}: Plumbline panel on issues` };
  const { project } = site.state;
  if (project?.panelPinned === true) return { ...base, verdict: 'reuse', differences: [], change: undefined };
  return {
    ...base,
    verdict: 'create',
    differences: [],
    change: project && { do: 'pin-panel', projectId: project.id },
  };
}

/** Who takes calls: they name the caller as the reporter. */
const REPORTING_ROLES = ['serviceDeskAgent', 'incidentManager'] as const;

function reporterStep({ references, state, blueprint }: Site, role: RoleKey): Step {
  const name = blueprint.roles.find(({ key }) => key === role)?.name ?? role;
  const base = { id: `permissions:reporter.${role}`, group: 'permissions' as const, name };
  const roleId = references.role(role);
  const { project } = state;
  if (roleId !== undefined && project?.permissions.reporterRoles.includes(roleId) === true)
    return { ...base, verdict: 'reuse', differences: [], change: undefined };
  const scheme = project?.permissions.name ?? null;
  const change =
    project === undefined || roleId === undefined
      ? undefined
      : ({ do: 'grant-reporter', projectId: project.id, roleId } as const);
  return { ...base, verdict: 'create', differences: [{ code: 'grant-missing', scheme, role: name }], change };
}

function peopleStep({ choices, references, state, blueprint }: Site, role: RoleKey): Step[] {
  const wanted = choices.people[role] ?? [];
  if (wanted.length === 0) return [];
  const name = blueprint.roles.find(({ key }) => key === role)?.name ?? role;
  const base = { id: `people:${role}`, group: 'people' as const, name, differences: [] };
  const roleId = references.role(role);
  const { project } = state;
  const members = roleId === undefined ? [] : (project?.roleMembers[roleId] ?? []);
  const accountIds = wanted.filter((accountId) => !members.includes(accountId));
  if (accountIds.length === 0) return [{ ...base, verdict: 'reuse', change: undefined }];
  const change =
    project === undefined || roleId === undefined
      ? undefined
      : ({ do: 'add-role-members', projectId: project.id, roleId, accountIds } as const);
  return [{ ...base, verdict: 'create', change }];
}
