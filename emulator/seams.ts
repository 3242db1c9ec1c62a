/**
 * What the two halves of the emulator know of each other. The Jira half never imports from `forge/`, the Forge half
 * never imports from `jira/`: both import this file, and `site.ts` ties them together.
 */
import type { JsonObject } from './json';

/** Who makes a request to Jira's REST API. */
export interface Caller {
  /** `null` is the anonymous user. */
  readonly accountId: string | null;
  /** Present when the call comes from a Forge app: its scopes bound what the call may do. */
  readonly app?: AppCaller;
}

export interface AppCaller {
  readonly appId: string;
  /** `app`: as the app's own account (`asApp`). `user`: on behalf of `accountId` (`asUser`, `requestJira` in the browser). */
  readonly as: 'app' | 'user';
  readonly scopes: readonly string[];
  /** The manifest function that runs, or `undefined` for calls from the app's front end. */
  readonly functionKey?: string;
}

/** The Jira half, as the Forge half and the host see it. */
export interface JiraApi {
  /** Never throws for what a client did wrong: every outcome is a `Response` with Jira's own body. */
  request(request: Request, caller: Caller): Promise<Response>;
}

/** A product event (`avi:jira:…`), as Jira publishes it. `payload` is the event body without the Forge envelope. */
export interface ProductEvent {
  readonly type: string;
  readonly payload: JsonObject;
  /** The account that caused it, and the app when it acted as itself or for the user: `ignoreSelf` looks at this. */
  readonly actor: { readonly accountId: string | null; readonly appId?: string };
}

export interface ForgeCustomField {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'user' | 'group' | 'object' | 'datetime' | 'date';
  readonly collection: 'none' | 'list';
  readonly readOnly: boolean;
}

export interface ForgeWorkflowRule {
  readonly key: string;
  readonly kind: 'validator' | 'condition' | 'postFunction';
  readonly name: string;
  /** A Jira expression; `undefined` when the rule is a function. */
  readonly expression?: string;
  readonly errorMessage?: string;
}

export interface ForgeEntityProperty {
  readonly key: string;
  readonly entityType: 'issue' | 'project' | 'user' | 'comment';
  readonly propertyKey: string;
  readonly values: readonly {
    readonly path: string;
    readonly type: 'number' | 'text' | 'string' | 'user' | 'date';
    readonly searchAlias?: string;
  }[];
}

/** A module that shows a page or a frame. `properties` is the manifest's entry as parsed. */
export interface ForgeUiModule {
  readonly type: string;
  readonly key: string;
  readonly title: string;
  readonly resource: string;
  readonly resolver?: string;
  readonly properties: JsonObject;
}

/** The installed app, as Jira and the host pages see it. */
export interface InstalledApp {
  readonly appId: string;
  readonly environmentId: string;
  readonly installationId: string;
  readonly name: string;
  readonly version: string;
  /** The app's own Jira account. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly customFields: readonly ForgeCustomField[];
  readonly workflowRules: readonly ForgeWorkflowRule[];
  readonly entityProperties: readonly ForgeEntityProperty[];
  readonly uiModules: readonly ForgeUiModule[];
  /** Runs a function validator. Time-outs and throws refuse the transition, as on the platform. */
  validate(
    moduleKey: string,
    payload: JsonObject,
  ): Promise<{ readonly result: boolean; readonly errorMessage?: string }>;
  /** Queues a function post function's event. */
  postFunction(moduleKey: string, payload: JsonObject): void;
}

/** `ari:cloud:ecosystem::extension/{appId}/{environmentId}/static/{moduleKey}` */
export function moduleAri(app: Pick<InstalledApp, 'appId' | 'environmentId'>, moduleKey: string): string {
  return `ari:cloud:ecosystem::extension/${app.appId}/${app.environmentId}/static/${moduleKey}`;
}

/** What Jira tells the outside world. */
export interface ProductEvents {
  publish(event: ProductEvent): void;
}
