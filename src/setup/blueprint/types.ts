/** The blueprint's vocabulary: everything set-up makes in Jira, as data. Names are what identifies a thing on the site. */
import type { FieldKey, IssueTypeKey, RoleKey } from '../site-map';

export interface IssueTypeSpec {
  readonly key: IssueTypeKey;
  readonly name: string;
  readonly description: string;
}

export type FieldType = 'select' | 'textfield' | 'textarea' | 'labels' | 'grouppicker' | 'datetime' | 'userpicker';

export interface FieldSpec {
  readonly key: FieldKey;
  readonly name: string;
  readonly description: string;
  readonly type: FieldType;
  /** The options of a select, in order. Administrators may add their own. */
  readonly options?: readonly string[];
}

export type StatusCategory = 'TODO' | 'IN_PROGRESS' | 'DONE';

export interface StatusSpec {
  readonly key: string;
  readonly name: string;
  readonly category: StatusCategory;
}

/** What a transition demands before, or does after. */
export type RuleSpec =
  | { readonly rule: 'require-field'; readonly field: FieldKey; readonly message: string }
  | { readonly rule: 'clear-field'; readonly field: FieldKey }
  | { readonly rule: 'set-resolution'; readonly resolution: string }
  | { readonly rule: 'clear-resolution' }
  /** The app's condition: shown while the app publishes this word on the issue. */
  | { readonly rule: 'app-condition'; readonly token: string }
  /** The app's validator: the practice that keeps this gate decides. */
  | { readonly rule: 'app-gate'; readonly gate: string };

export interface TransitionSpec {
  readonly name: string;
  /** Status keys; empty for the transition that creates the issue. */
  readonly from: readonly string[];
  /** Ways in that earlier versions of the app made and that are no more. */
  readonly notFrom?: readonly string[];
  readonly to: string;
  /** A screen's key. */
  readonly screen?: string;
  readonly rules?: readonly RuleSpec[];
}

export interface WorkflowSpec {
  readonly key: IssueTypeKey;
  readonly name: string;
  readonly statuses: readonly string[];
  /** The status an issue starts in. */
  readonly start: string;
  readonly transitions: readonly TransitionSpec[];
}

/** A field that the app brings along: its module's key in the manifest. */
export type AppFieldKey = 'configuration-items' | 'change-tokens';

/** A field of Jira itself, one of the blueprint's, or one that came with the app. */
export type ScreenField = { readonly system: string } | { readonly custom: FieldKey } | { readonly app: AppFieldKey };

export interface ScreenSpec {
  readonly key: string;
  readonly name: string;
  readonly fields: readonly ScreenField[];
}

export interface ScreenSchemeSpec {
  readonly key: IssueTypeKey;
  readonly name: string;
  /** Screens' keys. */
  readonly create: string;
  readonly edit: string;
  readonly view: string;
}

export interface LinkTypeSpec {
  readonly key: string;
  readonly name: string;
  readonly inward: string;
  readonly outward: string;
}

export interface RoleSpec {
  readonly key: RoleKey;
  readonly name: string;
  readonly description: string;
}

export interface Blueprint {
  readonly issueTypes: readonly IssueTypeSpec[];
  readonly fields: readonly FieldSpec[];
  readonly statuses: readonly StatusSpec[];
  readonly workflows: readonly WorkflowSpec[];
  readonly screens: readonly ScreenSpec[];
  readonly screenSchemes: readonly ScreenSchemeSpec[];
  readonly linkTypes: readonly LinkTypeSpec[];
  readonly roles: readonly RoleSpec[];
  /** Names of Jira's priorities by level, 1 to 5. Set-up reuses them. */
  readonly priorities: readonly [string, string, string, string, string];
}
