/** What set-up needs to know of a Jira site, read at one moment. Ids are Jira's, as text. */
import type { AppFieldKey, FieldType, StatusCategory } from './blueprint';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface SiteField extends Named {
  /** `undefined` for types the blueprint has no word for. */
  readonly type: FieldType | undefined;
  /** The context that holds for every project and issue type, if there is one. */
  readonly contextId: string | undefined;
  readonly options: readonly string[];
}

export interface SiteStatus extends Named {
  readonly category: StatusCategory;
}

export interface SiteLinkType extends Named {
  readonly inward: string;
  readonly outward: string;
}

export interface SiteScreen extends Named {
  readonly tabId: string;
  /** Of all tabs. */
  readonly fieldIds: readonly string[];
}

export interface ScreensByUse {
  readonly create: string;
  readonly edit: string;
  readonly view: string;
}

export interface SiteScreenScheme extends Named {
  readonly screens: { readonly [Use in keyof ScreensByUse]: string | undefined };
}

/** What belongs to which issue type; `default` holds for the rest. */
export interface ByIssueType {
  readonly default: string;
  readonly byIssueType: Readonly<Record<string, string>>;
}

export interface SiteIssueTypeScheme extends Named {
  readonly issueTypeIds: readonly string[];
}

/** Screen scheme ids by issue type. */
export interface SiteIssueTypeScreenScheme extends Named {
  readonly mapping: ByIssueType;
}

/** Workflow names by issue type: that is how Jira's schemes refer to workflows. */
export interface SiteWorkflowScheme extends Named {
  readonly mapping: ByIssueType;
}

/** A rule of a transition in the app's terms; rules of other makers are `other`. */
export type SiteRule =
  | { readonly rule: 'require-field'; readonly fieldId: string; readonly message: string }
  | { readonly rule: 'update-field'; readonly fieldId: string; readonly value: string }
  /** The app's condition: the field has this word. */
  | { readonly rule: 'app-condition'; readonly fieldId: string; readonly token: string }
  | { readonly rule: 'app-gate'; readonly gate: string }
  | { readonly rule: 'other' };

export interface SiteTransition {
  readonly name: string;
  readonly initial: boolean;
  /** Status ids; empty for an initial or global transition. */
  readonly from: readonly string[];
  /** Ways in that are not to be; empty in what is read. */
  readonly notFrom: readonly string[];
  readonly to: string;
  readonly screenId: string | undefined;
  readonly rules: readonly SiteRule[];
}

export interface SiteWorkflow extends Named {
  readonly statusIds: readonly string[];
  readonly transitions: readonly SiteTransition[];
}

export interface SiteProject extends Named {
  readonly key: string;
  readonly hasIssues: boolean;
  readonly issueTypeScheme: SiteIssueTypeScheme;
  readonly issueTypeScreenScheme: SiteIssueTypeScreenScheme;
  readonly workflowScheme: SiteWorkflowScheme;
  /** The statuses an issue of each type can have today. */
  readonly statusesByIssueType: Readonly<Record<string, readonly SiteStatus[]>>;
  /** Account ids by project role id. */
  readonly roleMembers: Readonly<Record<string, readonly string[]>>;
  readonly panelPinned: boolean;
  readonly permissions: {
    /** Of the permission scheme, which other projects may use too; `undefined` while it was not looked at. */
    readonly name: string | undefined;
    /** Project role ids that may name somebody else as an issue's reporter. */
    readonly reporterRoles: readonly string[];
  };
}

export interface SiteState {
  readonly issueTypes: readonly Named[];
  readonly fields: readonly SiteField[];
  /** Ids of the fields that the app brought along; Jira shows them a while after it was installed. */
  readonly appFields: Readonly<Partial<Record<AppFieldKey, string>>>;
  readonly statuses: readonly SiteStatus[];
  readonly priorities: readonly Named[];
  readonly resolutions: readonly Named[];
  readonly linkTypes: readonly SiteLinkType[];
  readonly roles: readonly Named[];
  readonly screens: readonly SiteScreen[];
  readonly screenSchemes: readonly SiteScreenScheme[];
  readonly workflows: readonly SiteWorkflow[];
  readonly issueTypeSchemes: readonly SiteIssueTypeScheme[];
  readonly issueTypeScreenSchemes: readonly SiteIssueTypeScreenScheme[];
  readonly workflowSchemes: readonly SiteWorkflowScheme[];
  /** The project set-up is for; `undefined` while it does not exist. */
  readonly project: SiteProject | undefined;
}

export const byName = <T extends Named>(things: readonly T[], name: string): T | undefined =>
  things.find((thing) => thing.name === name) ??
  things.find((thing) => thing.name.toLowerCase() === name.toLowerCase());
