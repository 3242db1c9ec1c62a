/**
 * What `view.getContext()` answers and what resolvers get as `context`. The server builds it, because the app may rely
 * on it: the issue or project in it is one that the user can see.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Json, JsonObject } from '../../json';
import type { ForgeUiModule, InstalledApp } from '../../seams';
import type { HostDependencies } from '../ports';
import { HostProblem } from '../problem';
import type { SiteUser } from '../session';

export const GADGET_CONFIGURATION = 'config';

const JsonRecord: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** Where on the page the frame is. */
export const Placement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page') }),
  z.object({ kind: z.literal('issuePanel'), issueKey: z.string(), isNewToIssue: z.boolean() }),
  z.object({ kind: z.literal('gadget'), dashboardId: z.string(), gadgetId: z.string(), edit: z.boolean() }),
  z.object({
    kind: z.literal('customField'),
    fieldId: z.string(),
    fieldType: z.string(),
    fieldValue: z.json(),
    edit: z.boolean(),
    renderContext: z.enum(['issue-view', 'issue-create', 'issue-transition']),
    issueKey: z.string().optional(),
    projectKey: z.string().optional(),
    transitionId: z.string().optional(),
  }),
  z.object({
    kind: z.literal('workflowRule'),
    entryPoint: z.enum(['create', 'edit', 'view']),
    /** The `config` parameter of the rule: JSON text; empty for a new rule. */
    config: z.string(),
    workflow: z.object({ id: z.string(), name: z.string() }),
    transition: z.record(z.string(), z.json()),
  }),
  z.object({ kind: z.literal('modal'), parentFrame: z.string(), modal: z.json() }),
]);
export type Placement = z.output<typeof Placement>;

const IssueBean = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    issuetype: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string(), key: z.string(), projectTypeKey: z.string() }),
  }),
});
const ProjectBean = z.object({ id: z.string(), key: z.string(), projectTypeKey: z.string() });

export interface ContextRequest {
  readonly module: ForgeUiModule;
  readonly user: SiteUser;
  readonly siteUrl: string;
  /** The full URL of the host page. */
  readonly location: string;
  readonly placement: Placement;
}

export async function bridgeContext(
  deps: HostDependencies,
  app: InstalledApp,
  request: ContextRequest,
  parentExtension: JsonObject | undefined,
): Promise<JsonObject> {
  const { module, user, siteUrl, location } = request;
  const placed = await extensionOf(deps, request, parentExtension);
  return {
    accountId: user.accountId,
    cloudId: deps.cloudId,
    siteUrl,
    localId: `ari:cloud:ecosystem::extension/${app.appId}/${app.environmentId}/static/${module.key}/${randomUUID()}`,
    moduleKey: module.key,
    environmentId: app.environmentId,
    environmentType: 'DEVELOPMENT',
    locale: user.locale.replace('_', '-'),
    timezone: user.timeZone,
    permissions: { scopes: [...app.scopes] },
    extension: { type: module.type, location, ...placed },
  };
}

async function extensionOf(
  deps: HostDependencies,
  request: ContextRequest,
  parentExtension: JsonObject | undefined,
): Promise<JsonObject> {
  const { placement, user } = request;
  switch (placement.kind) {
    case 'page':
      return {};
    case 'issuePanel':
      return { ...(await issueExtension(deps, user, placement.issueKey)), isNewToIssue: placement.isNewToIssue };
    case 'gadget':
      return {
        dashboard: { id: placement.dashboardId },
        gadget: { id: placement.gadgetId },
        gadgetConfiguration: await gadgetConfiguration(deps, user, placement.dashboardId, placement.gadgetId),
        entryPoint: placement.edit ? 'edit' : 'view',
      };
    case 'customField':
      return customFieldExtension(deps, user, placement);
    case 'workflowRule':
      return workflowRuleExtension(request.module.type, placement);
    case 'modal':
      if (parentExtension === undefined)
        throw new HostProblem(404, 'The frame that opens the modal is gone: reload the page.');
      return { ...parentExtension, modal: placement.modal };
  }
}

const CONFIGURATION_NAMES: Readonly<Record<string, string>> = {
  'jira:workflowValidator': 'validatorConfig',
  'jira:workflowCondition': 'conditionConfig',
  'jira:workflowPostFunction': 'postFunctionConfig',
};

/** As the new workflow editor gives it. A new rule has no configuration yet. */
function workflowRuleExtension(
  type: string,
  { entryPoint, config, workflow, transition }: Extract<Placement, { kind: 'workflowRule' }>,
): JsonObject {
  const name = CONFIGURATION_NAMES[type];
  if (name === undefined) throw new HostProblem(400, `moduleKey: ${type} is no workflow rule.`);
  return {
    entryPoint,
    isNewEditor: true,
    workflowId: workflow.id,
    workflowName: workflow.name,
    transitionContext: transition,
    ...(config === '' ? {} : { [name]: configurationOf(config) }),
  };
}

function configurationOf(text: string): Json {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
}

async function customFieldExtension(
  deps: HostDependencies,
  user: SiteUser,
  placement: Extract<Placement, { kind: 'customField' }>,
): Promise<JsonObject> {
  const { issueKey, projectKey, transitionId } = placement;
  const around =
    issueKey !== undefined
      ? await issueExtension(deps, user, issueKey)
      : projectKey === undefined
        ? {}
        : await projectExtension(deps, user, projectKey);
  return {
    ...around,
    entryPoint: placement.edit ? 'edit' : 'view',
    fieldId: placement.fieldId,
    fieldType: placement.fieldType,
    fieldValue: placement.fieldValue,
    renderContext: placement.renderContext,
    experience: placement.renderContext,
    ...(transitionId === undefined ? {} : { issueTransition: { id: transitionId } }),
  };
}

async function issueExtension(deps: HostDependencies, user: SiteUser, key: string): Promise<JsonObject> {
  const answer = await asUser(deps, user, `/rest/api/3/issue/${encodeURIComponent(key)}?fields=issuetype,project`);
  if (!answer.ok) throw new HostProblem(404, `issueKey: ${key} does not exist or you may not see it.`);
  const { id, key: issueKey, fields } = IssueBean.parse(await answer.json());
  const { issuetype, project } = fields;
  return {
    issue: { id, key: issueKey, type: issuetype.name, typeId: issuetype.id },
    project: { id: project.id, key: project.key, type: project.projectTypeKey },
  };
}

async function projectExtension(deps: HostDependencies, user: SiteUser, key: string): Promise<JsonObject> {
  const answer = await asUser(deps, user, `/rest/api/3/project/${encodeURIComponent(key)}`);
  if (!answer.ok) throw new HostProblem(404, `projectKey: ${key} does not exist or you may not see it.`);
  const project = ProjectBean.parse(await answer.json());
  return { project: { id: project.id, key: project.key, type: project.projectTypeKey } };
}

async function gadgetConfiguration(
  deps: HostDependencies,
  user: SiteUser,
  dashboardId: string,
  gadgetId: string,
): Promise<JsonObject> {
  const item = `/rest/api/3/dashboard/${encodeURIComponent(dashboardId)}/items/${encodeURIComponent(gadgetId)}`;
  const answer = await asUser(deps, user, `${item}/properties/${GADGET_CONFIGURATION}`);
  if (answer.status === 404) return {};
  if (!answer.ok) throw new HostProblem(404, `gadgetId: ${gadgetId} of dashboard ${dashboardId} cannot be read.`);
  return z.object({ value: JsonRecord }).parse(await answer.json()).value;
}

function asUser(deps: HostDependencies, user: SiteUser, path: string): Promise<Response> {
  return deps.jira.request(new Request(`http://jira.local${path}`), { accountId: user.accountId });
}
