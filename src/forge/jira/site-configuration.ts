/**
 * Set-up's writes as Jira's REST calls, as the app itself. Each answers with what was made; a clash of names comes back as
 * a failure and makes set-up look at the site again.
 */
import { route } from '@forge/api';
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { assertNever } from '../../kernel/assert-never';
import { AppError } from '../../kernel/errors';
import type { FieldType } from '../../setup/blueprint';
import type { Change, Made } from '../../setup/changes';
import type { ProjectTarget, SiteConfiguration } from '../../setup/setup.ports';
import type { ScreensByUse, SiteState } from '../../setup/site-state';
import { nothing, type JiraClient } from './client';
import { FIELD_TYPES, MODIFY_REPORTER, SiteReader } from './site-reading';
import { Id, WithId } from './site-shapes';
import { createForm, repairForm, WorkflowsAnswer, type ModuleName } from './workflow-form';

const SEARCHERS: Readonly<Record<FieldType, string>> = {
  select: 'multiselectsearcher',
  textfield: 'textsearcher',
  textarea: 'textsearcher',
  labels: 'labelsearcher',
  grouppicker: 'grouppickersearcher',
  datetime: 'datetimerange',
  userpicker: 'userpickergroupsearcher',
};
const NO_ID: Made = { id: '' };
/** The issue panel of the manifest. */
const PANEL = 'plumbline-panel';

export interface SiteOptions {
  readonly jira: JiraClient;
  readonly moduleName: ModuleName;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export function jiraConfiguration(options: SiteOptions): SiteConfiguration {
  return new JiraConfiguration(options);
}

class JiraConfiguration implements SiteConfiguration {
  private readonly jira: JiraClient;
  private readonly reader: SiteReader;

  constructor(private readonly options: SiteOptions) {
    this.jira = options.jira;
    this.reader = new SiteReader(options.jira, options.moduleName);
  }

  read(target: ProjectTarget): Promise<SiteState> {
    return this.reader.read(target);
  }

  async perform(change: Change): Promise<Made> {
    switch (change.do) {
      case 'create-issue-type':
        return this.jira.post(
          route`/rest/api/3/issuetype`,
          { name: change.name, description: change.description, hierarchyLevel: 0 },
          WithId,
        );
      case 'create-field':
        return this.createField(change);
      case 'create-context':
        return this.jira.post(route`/rest/api/3/field/${change.fieldId}/context`, { name: change.name }, WithId);
      case 'add-options':
        return this.silently(
          this.jira.post(
            route`/rest/api/3/field/${change.fieldId}/context/${change.contextId}/option`,
            { options: change.options.map((value) => ({ value })) },
            nothing,
          ),
        );
      case 'create-status':
        return this.createStatus(change);
      case 'create-resolution':
        return this.jira.post(route`/rest/api/3/resolution`, { name: change.name }, WithId);
      case 'create-link-type': {
        const { name, inward, outward } = change.linkType;
        return this.jira.post(route`/rest/api/3/issueLinkType`, { name, inward, outward }, WithId);
      }
      case 'create-role':
        return this.jira.post(route`/rest/api/3/role`, { name: change.name, description: change.description }, WithId);
      case 'create-screen':
        return this.createScreen(change.name);
      case 'add-screen-fields':
        return this.addScreenFields(change);
      case 'create-screen-scheme':
        return this.jira.post(
          route`/rest/api/3/screenscheme`,
          { name: change.name, screens: screensForm(change.screens) },
          WithId,
        );
      case 'update-screen-scheme':
        return this.silently(
          this.jira.put(
            route`/rest/api/3/screenscheme/${change.id}`,
            { screens: screensForm(change.screens) },
            nothing,
          ),
        );
      case 'create-workflow': {
        const form = createForm(change.draft, await this.reader.statuses(), this.options.moduleName);
        const answer = await this.jira.post(route`/rest/api/3/workflows/create`, form, WorkflowsAnswer);
        return { id: answer.workflows[0]?.id ?? '' };
      }
      case 'repair-workflow':
        return this.repairWorkflow(change);
      default:
        return this.performOnSchemes(change);
    }
  }

  private async performOnSchemes(change: SchemeChange): Promise<Made> {
    const { jira } = this;
    switch (change.do) {
      case 'create-issue-type-scheme': {
        const { name, issueTypeIds } = change;
        const answer = z.object({ issueTypeSchemeId: Id });
        return {
          id: (await jira.post(route`/rest/api/3/issuetypescheme`, { name, issueTypeIds: [...issueTypeIds] }, answer))
            .issueTypeSchemeId,
        };
      }
      case 'add-issue-types':
        return this.silently(
          jira.put(
            route`/rest/api/3/issuetypescheme/${change.schemeId}/issuetype`,
            { issueTypeIds: [...change.issueTypeIds] },
            nothing,
          ),
        );
      case 'create-issue-type-screen-scheme': {
        const issueTypeMappings = [
          { issueTypeId: 'default', screenSchemeId: change.mapping.default },
          ...screenMappings(change.mapping.byIssueType),
        ];
        return jira.post(route`/rest/api/3/issuetypescreenscheme`, { name: change.name, issueTypeMappings }, WithId);
      }
      case 'map-screens':
        return this.mapScreens(change);
      case 'create-workflow-scheme': {
        const { name, mapping } = change;
        const body = { name, defaultWorkflow: mapping.default, issueTypeMappings: { ...mapping.byIssueType } };
        return jira.post(route`/rest/api/3/workflowscheme`, body, WithId);
      }
      case 'map-workflows':
        return this.mapWorkflows(change);
      case 'create-project':
        return this.createProject(change);
      case 'assign-issue-type-scheme':
        return this.silently(
          jira.put(
            route`/rest/api/3/issuetypescheme/project`,
            { issueTypeSchemeId: change.schemeId, projectId: change.projectId },
            nothing,
          ),
        );
      case 'assign-issue-type-screen-scheme':
        return this.silently(
          jira.put(
            route`/rest/api/3/issuetypescreenscheme/project`,
            { issueTypeScreenSchemeId: change.schemeId, projectId: change.projectId },
            nothing,
          ),
        );
      case 'assign-workflow-scheme':
        return this.assignWorkflows(change);
      case 'pin-panel': {
        // Jira does it in a task; pinning twice is the same as once, so nobody waits for it.
        const body = {
          moduleId: this.options.moduleName(PANEL),
          projectList: [{ action: 'PIN', projectIdOrKey: change.projectId }],
        };
        return this.silently(
          jira.post(route`/rest/api/3/forge/panel/action/bulk/async`, body, nothing, { repeatable: true }),
        );
      }
      case 'add-role-members':
        return this.silently(
          jira.post(
            route`/rest/api/3/project/${change.projectId}/role/${change.roleId}`,
            { user: [...change.accountIds] },
            nothing,
          ),
        );
      case 'grant-reporter': {
        const { id } = await this.reader.permissionSchemeOf(change.projectId);
        const holder = { type: 'projectRole', parameter: change.roleId };
        return this.silently(
          jira.post(
            route`/rest/api/3/permissionscheme/${id}/permission`,
            { holder, permission: MODIFY_REPORTER },
            nothing,
          ),
        );
      }
      default:
        return assertNever(change);
    }
  }

  private async createField({ field }: ChangeTo<'create-field'>): Promise<Made> {
    const body = {
      name: field.name,
      description: field.description,
      type: FIELD_TYPES[field.type],
      searcherKey: `com.atlassian.jira.plugin.system.customfieldtypes:${SEARCHERS[field.type]}`,
    };
    const { id } = await this.jira.post(route`/rest/api/3/field`, body, z.object({ id: z.string() }));
    const context = field.options === undefined ? undefined : await this.reader.contextOf(id);
    return context === undefined ? { id } : { id, part: context };
  }

  private async createStatus({ status }: ChangeTo<'create-status'>): Promise<Made> {
    const body = {
      scope: { type: 'GLOBAL' },
      statuses: [{ name: status.name, statusCategory: status.category, description: '' }],
    };
    const [made] = await this.jira.post(route`/rest/api/3/statuses`, body, z.array(WithId));
    if (made === undefined) throw new Error(`Jira made no status ${status.name}`);
    return made;
  }

  private async createScreen(name: string): Promise<Made> {
    const { id } = await this.jira.post(route`/rest/api/3/screens`, { name }, WithId);
    const [tab] = await this.jira.get(route`/rest/api/3/screens/${id}/tabs`, z.array(WithId));
    const { id: part } =
      tab ?? (await this.jira.post(route`/rest/api/3/screens/${id}/tabs`, { name: 'Fields' }, WithId));
    return { id, part };
  }

  private async addScreenFields({ screenId, tabId, fieldIds }: ChangeTo<'add-screen-fields'>): Promise<Made> {
    for (const fieldId of fieldIds) {
      await this.jira.post(route`/rest/api/3/screens/${screenId}/tabs/${tabId}/fields`, { fieldId }, nothing);
    }
    return NO_ID;
  }

  private async repairWorkflow({ id, draft }: ChangeTo<'repair-workflow'>): Promise<Made> {
    const answer = await this.jira.post(route`/rest/api/3/workflows`, { workflowIds: [id] }, WorkflowsAnswer, {
      repeatable: true,
    });
    const form = repairForm(answer, draft, await this.reader.statuses(), this.options.moduleName);
    return this.silently(this.jira.post(route`/rest/api/3/workflows/update`, form, nothing));
  }

  /** Appending refuses what is mapped already, so that a wrong mapping is taken out first. */
  private async mapScreens({ schemeId, byIssueType, replaced }: ChangeTo<'map-screens'>): Promise<Made> {
    if (replaced.length > 0) {
      await this.jira.post(
        route`/rest/api/3/issuetypescreenscheme/${schemeId}/mapping/remove`,
        { issueTypeIds: [...replaced] },
        nothing,
      );
    }
    const issueTypeMappings = screenMappings(byIssueType);
    return this.silently(
      this.jira.put(route`/rest/api/3/issuetypescreenscheme/${schemeId}/mapping`, { issueTypeMappings }, nothing),
    );
  }

  private async mapWorkflows({ schemeId, byIssueType }: ChangeTo<'map-workflows'>): Promise<Made> {
    const scheme = await this.jira.get(
      route`/rest/api/3/workflowscheme/${schemeId}`,
      z.object({ issueTypeMappings: z.record(z.string(), z.string()).default({}) }),
    );
    const issueTypeMappings = { ...scheme.issueTypeMappings, ...byIssueType };
    return this.silently(this.jira.put(route`/rest/api/3/workflowscheme/${schemeId}`, { issueTypeMappings }, nothing));
  }

  private async createProject({ draft }: ChangeTo<'create-project'>): Promise<Made> {
    const body = {
      key: draft.key,
      name: draft.name,
      leadAccountId: draft.leadAccountId,
      projectTypeKey: 'software',
      assigneeType: 'UNASSIGNED',
      issueTypeScheme: Number(draft.issueTypeScheme.id),
      issueTypeScreenScheme: Number(draft.issueTypeScreenScheme.id),
      workflowScheme: Number(draft.workflowScheme.id),
    };
    return this.jira.post(route`/rest/api/3/project`, body, WithId);
  }

  private async assignWorkflows(change: ChangeTo<'assign-workflow-scheme'>): Promise<Made> {
    const { projectId, schemeId, hasIssues, statusMappings } = change;
    if (!hasIssues) {
      const body = { workflowSchemeId: schemeId, projectId };
      return this.silently(this.jira.put(route`/rest/api/3/workflowscheme/project`, body, nothing));
    }
    const mappingsByIssueTypeOverride = Object.entries(statusMappings).map(([issueTypeId, mapping]) => ({
      issueTypeId,
      statusMappings: Object.entries(mapping).map(([oldStatusId, newStatusId]) => ({ oldStatusId, newStatusId })),
    }));
    const body: Json = { projectId, targetSchemeId: schemeId, mappingsByIssueTypeOverride };
    await this.jira.post(route`/rest/api/3/workflowscheme/project/switch`, body, nothing);
    return this.waitForWorkflows(projectId, schemeId);
  }

  /** Jira moves the issues in a task. A long one is looked at again in set-up's next turn. */
  private async waitForWorkflows(projectId: string, schemeId: string): Promise<Made> {
    for (let second = 0; second < 20; second += 1) {
      if ((await this.reader.workflowSchemeOf(projectId)).id === schemeId) return NO_ID;
      await this.options.sleep(1000);
    }
    throw new AppError('UNAVAILABLE', 'Jira is still moving the project’s issues to their new workflows.', {
      retryAfterSeconds: 30,
    });
  }

  private async silently(call: Promise<unknown>): Promise<Made> {
    await call;
    return NO_ID;
  }
}

type ChangeTo<K extends Change['do']> = Extract<Change, { do: K }>;
type SchemeChange = ChangeTo<
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
  | 'grant-reporter'
>;

/** Jira's screen schemes take numbers. */
const screensForm = ({ create, edit, view }: ScreensByUse): Json => ({
  default: Number(view),
  create: Number(create),
  edit: Number(edit),
  view: Number(view),
});

const screenMappings = (byIssueType: Readonly<Record<string, string>>) =>
  Object.entries(byIssueType).map(([issueTypeId, screenSchemeId]) => ({ issueTypeId, screenSchemeId }));
