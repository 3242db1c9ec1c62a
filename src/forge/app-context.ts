import { getAppContext } from '@forge/api';

/** Who this app is on this site: what workflow rules and panels must name to point at the app's own modules. */
export interface AppIdentity {
  readonly appId: string;
  readonly environmentId: string;
}

/** Readable only inside an invocation. */
export function appIdentity(): AppIdentity {
  const { appAri, environmentAri } = getAppContext();
  return { appId: appAri.appId, environmentId: environmentAri.environmentId };
}

/** `ari:cloud:ecosystem::extension/{appId}/{environmentId}/static/{moduleKey}`, as workflow rules and panel pins name a module. */
export function moduleAri(moduleKey: string, app: AppIdentity = appIdentity()): string {
  return `ari:cloud:ecosystem::extension/${app.appId}/${app.environmentId}/static/${moduleKey}`;
}

/** Which site's installation this invocation runs for. */
export function installationId(): string {
  return getAppContext().installationAri.installationId;
}

/** Short enough to read out over the phone; finds the invocation in the app's log. */
export function invocationReference(): string {
  return getAppContext().invocationId.replaceAll('-', '').slice(0, 8).toUpperCase();
}

export function remainingMilliseconds(): number {
  return getAppContext().invocationRemainingTimeInMillis();
}
