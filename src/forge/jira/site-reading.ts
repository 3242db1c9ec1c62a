/** Reads what set-up needs to know of a site. Of long lists only what carries one of the blueprint's names is followed up. */
import { assumeTrustedRoute, route, type Route } from '@forge/api';
import { z } from 'zod';
import { BLUEPRINT, type AppFieldKey, type FieldType } from '../../setup/blueprint';
import type { ProjectTarget } from '../../setup/setup.ports';
import type {
  ByIssueType,
  SiteField,
  SiteProject,
  SiteScreen,
  SiteState,
  SiteWorkflowScheme,
} from '../../setup/site-state';
import type { JiraClient } from './client';
import { JiraFailure } from './failure';
import { allPages } from './paging';
import {
  CATEGORY_OF_KEY,
  CustomField,
  FieldContext,
  FieldOption,
  Id,
  isGlobal,
  IssueType,
  IssueTypeMapping,
  LinkTypes,
  Named,
  PermissionScheme,
  Project,
  RoleActors,
  Screen,
  ScreenFields,
  ScreenMapping,
  ScreenScheme,
  Status,
  TypeStatuses,
  WorkflowScheme,
} from './site-shapes';
import { siteWorkflows, WorkflowsAnswer, type ModuleName } from './workflow-form';

export const MODIFY_REPORTER = 'MODIFY_REPORTER';
const PREFIX = 'Plumbline: ';
const ownNames = <T extends { readonly name: string }>(things: readonly T[]): T[] =>
  things.filter(({ name }) => name.startsWith(PREFIX));

export const FIELD_TYPES: Readonly<Record<FieldType, string>> = {
  select: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
  textfield: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield',
  textarea: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea',
  labels: 'com.atlassian.jira.plugin.system.customfieldtypes:labels',
  grouppicker: 'com.atlassian.jira.plugin.system.customfieldtypes:grouppicker',
  datetime: 'com.atlassian.jira.plugin.system.customfieldtypes:datetime',
  userpicker: 'com.atlassian.jira.plugin.system.customfieldtypes:userpicker',
};
const TYPE_OF: ReadonlyMap<string, FieldType> = new Map([
  [FIELD_TYPES.select, 'select'],
  [FIELD_TYPES.textfield, 'textfield'],
  [FIELD_TYPES.textarea, 'textarea'],
  [FIELD_TYPES.labels, 'labels'],
  [FIELD_TYPES.grouppicker, 'grouppicker'],
  [FIELD_TYPES.datetime, 'datetime'],
  [FIELD_TYPES.userpicker, 'userpicker'],
]);

const APP_FIELDS: readonly AppFieldKey[] = ['configuration-items', 'change-tokens'];

export class SiteReader {
  constructor(
    private readonly jira: JiraClient,
    private readonly moduleName: ModuleName,
  ) {}

  async read(target: ProjectTarget): Promise<SiteState> {
    const roles = await this.jira.get(route`/rest/api/3/role`, z.array(Named));
    return {
      issueTypes: (await this.jira.get(route`/rest/api/3/issuetype`, z.array(IssueType))).filter(isGlobal),
      ...(await this.fields()),
      statuses: await this.statuses(),
      priorities: await this.all('priority/search', Named),
      resolutions: await this.all('resolution/search', Named),
      linkTypes: (await this.jira.get(route`/rest/api/3/issueLinkType`, LinkTypes)).issueLinkTypes,
      roles,
      screens: await this.screens(),
      screenSchemes: (await this.all('screenscheme', ScreenScheme)).map(({ id, name, screens }) => ({
        id,
        name,
        screens: {
          create: screens.create ?? screens.default,
          edit: screens.edit ?? screens.default,
          view: screens.view ?? screens.default,
        },
      })),
      workflows: await this.workflows(),
      issueTypeSchemes: await this.issueTypeSchemes(),
      issueTypeScreenSchemes: await this.issueTypeScreenSchemes(),
      workflowSchemes: ownNames(await this.all('workflowscheme', WorkflowScheme)).map(workflowScheme),
      project: await this.project(target, roles),
    };
  }

  async statuses(): Promise<SiteState['statuses']> {
    const statuses = await this.all('statuses/search', Status);
    return statuses.filter(isGlobal).map(({ id, name, statusCategory }) => ({ id, name, category: statusCategory }));
  }

  /** The context that holds everywhere, where the blueprint's options go. */
  async contextOf(fieldId: string): Promise<string | undefined> {
    const contexts = await this.all(`field/${fieldId}/context`, FieldContext);
    return contexts.find((context) => context.isGlobalContext && context.isAnyIssueType)?.id;
  }

  private all<S extends z.ZodType>(path: string, item: S): Promise<z.output<S>[]> {
    return allPages(this.jira, (startAt) => pageOf(path, startAt), item);
  }

  private async fields(): Promise<Pick<SiteState, 'fields' | 'appFields'>> {
    const names = new Set(BLUEPRINT.fields.map(({ name }) => name.toLowerCase()));
    const fields = await allPages(
      this.jira,
      (startAt) => route`/rest/api/3/field/search?type=custom&startAt=${startAt}&maxResults=${PAGE}`,
      CustomField,
    );
    const own = fields.filter(({ name }) => names.has(name.toLowerCase()));
    return {
      fields: await Promise.all(own.map((field) => this.field(field))),
      appFields: Object.fromEntries(
        APP_FIELDS.flatMap((key) => {
          const field = fields.find(({ schema }) => schema?.custom === this.moduleName(key));
          return field === undefined ? [] : [[key, field.id]];
        }),
      ),
    };
  }

  private async field({ id, name, schema }: z.output<typeof CustomField>): Promise<SiteField> {
    const type = TYPE_OF.get(schema?.custom ?? '');
    if (type !== 'select') return { id, name, type, contextId: undefined, options: [] };
    const contextId = await this.contextOf(id);
    const options =
      contextId === undefined ? [] : await this.all(`field/${id}/context/${contextId}/option`, FieldOption);
    return { id, name, type, contextId, options: options.map(({ value }) => value) };
  }

  private async screens(): Promise<SiteScreen[]> {
    const screens = ownNames((await this.all('screens', Screen)).filter(isGlobal));
    return Promise.all(screens.map((screen) => this.screen(screen)));
  }

  private async screen({ id, name }: z.output<typeof Screen>): Promise<SiteScreen> {
    const tabs = await this.jira.get(route`/rest/api/3/screens/${id}/tabs`, z.array(z.object({ id: Id })));
    const fields = await Promise.all(
      tabs.map((tab) => this.jira.get(route`/rest/api/3/screens/${id}/tabs/${tab.id}/fields`, ScreenFields)),
    );
    return { id, name, tabId: tabs[0]?.id ?? '', fieldIds: fields.flat().map((field) => field.id) };
  }

  private async workflows(): Promise<SiteState['workflows']> {
    const workflowNames = BLUEPRINT.workflows.map(({ name }) => name);
    const answer = await this.jira.post(route`/rest/api/3/workflows`, { workflowNames }, WorkflowsAnswer, {
      repeatable: true,
    });
    return siteWorkflows(answer, this.moduleName);
  }

  private async issueTypeSchemes(): Promise<SiteState['issueTypeSchemes']> {
    const schemes = ownNames(await this.all('issuetypescheme', Named));
    return Promise.all(
      schemes.map(async ({ id, name }) => {
        const mappings = await allPages(
          this.jira,
          (startAt) =>
            route`/rest/api/3/issuetypescheme/mapping?issueTypeSchemeId=${id}&startAt=${startAt}&maxResults=${PAGE}`,
          IssueTypeMapping,
        );
        return { id, name, issueTypeIds: mappings.map(({ issueTypeId }) => issueTypeId) };
      }),
    );
  }

  private async issueTypeScreenSchemes(): Promise<SiteState['issueTypeScreenSchemes']> {
    const schemes = ownNames(await this.all('issuetypescreenscheme', Named));
    return Promise.all(schemes.map(async (scheme) => ({ ...scheme, mapping: await this.screensByType(scheme.id) })));
  }

  private async screensByType(schemeId: string): Promise<ByIssueType> {
    const mappings = await allPages(
      this.jira,
      (startAt) =>
        route`/rest/api/3/issuetypescreenscheme/mapping?issueTypeScreenSchemeId=${schemeId}&startAt=${startAt}&maxResults=${PAGE}`,
      ScreenMapping,
    );
    const own = mappings.filter(({ issueTypeId }) => issueTypeId !== 'default');
    return {
      default: mappings.find(({ issueTypeId }) => issueTypeId === 'default')?.screenSchemeId ?? '',
      byIssueType: Object.fromEntries(own.map(({ issueTypeId, screenSchemeId }) => [issueTypeId, screenSchemeId])),
    };
  }

  private async project(
    target: ProjectTarget,
    roles: readonly { id: string; name: string }[],
  ): Promise<SiteProject | undefined> {
    const project = await this.projectOf(target.kind === 'new' ? target.key : target.id);
    if (project === undefined || project.simplified === true) return undefined;
    const { id, key, name } = project;
    const types = await this.jira.get(route`/rest/api/3/project/${id}/statuses`, TypeStatuses);
    return {
      id,
      key,
      name,
      hasIssues: await this.hasIssues(id),
      issueTypeScheme: { ...(await this.issueTypeSchemeOf(id)), issueTypeIds: types.map((type) => type.id) },
      issueTypeScreenScheme: await this.screenSchemeOf(id),
      workflowScheme: await this.workflowSchemeOf(id),
      statusesByIssueType: statusesByIssueType(types),
      roleMembers: await this.roleMembers(id, roles),
      panelPinned: false,
      permissions: await this.permissionsOf(id),
    };
  }

  private async projectOf(idOrKey: string): Promise<z.output<typeof Project> | undefined> {
    try {
      return await this.jira.get(route`/rest/api/3/project/${idOrKey}`, Project);
    } catch (cause) {
      if (cause instanceof JiraFailure && cause.status === 404) return undefined;
      throw cause;
    }
  }

  private async hasIssues(projectId: string): Promise<boolean> {
    const { count } = await this.jira.post(
      route`/rest/api/3/search/approximate-count`,
      { jql: `project = ${projectId}` },
      z.object({ count: z.number() }),
      { repeatable: true },
    );
    return count > 0;
  }

  private async issueTypeSchemeOf(projectId: string) {
    const { values } = await this.jira.get(
      route`/rest/api/3/issuetypescheme/project?projectId=${projectId}`,
      z.object({ values: z.array(z.object({ issueTypeScheme: Named })) }),
    );
    return only(values, projectId).issueTypeScheme;
  }

  private async screenSchemeOf(projectId: string): Promise<SiteProject['issueTypeScreenScheme']> {
    const { values } = await this.jira.get(
      route`/rest/api/3/issuetypescreenscheme/project?projectId=${projectId}`,
      z.object({ values: z.array(z.object({ issueTypeScreenScheme: Named })) }),
    );
    const scheme = only(values, projectId).issueTypeScreenScheme;
    return { ...scheme, mapping: await this.screensByType(scheme.id) };
  }

  async workflowSchemeOf(projectId: string): Promise<SiteWorkflowScheme> {
    const { values } = await this.jira.get(
      route`/rest/api/3/workflowscheme/project?projectId=${projectId}`,
      z.object({ values: z.array(z.object({ workflowScheme: WorkflowScheme })) }),
    );
    return workflowScheme(only(values, projectId).workflowScheme);
  }

  async permissionSchemeOf(projectId: string): Promise<z.output<typeof PermissionScheme>> {
    return this.jira.get(route`/rest/api/3/project/${projectId}/permissionscheme?expand=permissions`, PermissionScheme);
  }

  private async permissionsOf(projectId: string): Promise<SiteProject['permissions']> {
    const { name, permissions } = await this.permissionSchemeOf(projectId);
    const grants = permissions.filter(
      ({ permission, holder }) => permission === MODIFY_REPORTER && holder?.type === 'projectRole',
    );
    return { name, reporterRoles: grants.flatMap(({ holder }) => holder?.parameter ?? []) };
  }

  private async roleMembers(projectId: string, roles: readonly { id: string; name: string }[]) {
    const names = new Set(BLUEPRINT.roles.map(({ name }) => name));
    const own = roles.filter(({ name }) => names.has(name));
    const members = await Promise.all(
      own.map(async ({ id }) => {
        const { actors } = await this.jira.get(route`/rest/api/3/project/${projectId}/role/${id}`, RoleActors);
        return [id, actors.flatMap(({ actorUser }) => actorUser?.accountId ?? [])] as const;
      }),
    );
    return Object.fromEntries(members);
  }
}

const PAGE = 100;
const pageOf = (path: string, startAt: number): Route =>
  assumeTrustedRoute(`/rest/api/3/${path}?startAt=${startAt}&maxResults=${PAGE}`);

function only<T>(values: readonly T[], projectId: string): T {
  const [value] = values;
  if (value === undefined) throw new Error(`Jira names no scheme of the project ${projectId}`);
  return value;
}

const workflowScheme = ({
  id,
  name,
  defaultWorkflow,
  issueTypeMappings,
}: z.output<typeof WorkflowScheme>): SiteWorkflowScheme => ({
  id,
  name,
  mapping: { default: defaultWorkflow ?? 'jira', byIssueType: issueTypeMappings },
});

function statusesByIssueType(types: z.output<typeof TypeStatuses>): SiteProject['statusesByIssueType'] {
  return Object.fromEntries(
    types.map(({ id, statuses }) => [
      id,
      statuses.map((status) => ({
        id: status.id,
        name: status.name,
        category: CATEGORY_OF_KEY[status.statusCategory?.key ?? ''] ?? 'IN_PROGRESS',
      })),
    ]),
  );
}
