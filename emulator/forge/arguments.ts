/** What each kind of function is called with. */
import type { Json, JsonObject } from '../json';
import type { AppManifest } from './app-manifest';
import type { Installation } from './installation';

export interface Site {
  readonly cloudId: string;
  readonly siteUrl: () => string;
}

export const installContext = (site: Site): string => `ari:cloud:jira::site/${site.cloudId}`;

/** The second argument of every function. The user is told here and nowhere else, so no payload can forge one. */
export function platformContext(site: Site, installation: Installation, accountId: string | undefined): JsonObject {
  return {
    ...(accountId === undefined ? {} : { principal: { accountId } }),
    installContext: installContext(site),
    installation: { ari: { installationId: installation.id }, contexts: [{ cloudId: site.cloudId }] },
  };
}

export interface ResolverCall {
  readonly moduleKey: string;
  readonly functionKey: string;
  readonly payload: Json;
  readonly context: JsonObject;
}

/** The frame's own context never says who the user is. */
export function resolverArgument(site: Site, installation: Installation, call: ResolverCall): JsonObject {
  const { accountId: _claimed, accountType: _type, ...frame } = call.context;
  return {
    call: { functionKey: call.functionKey, payload: call.payload },
    context: {
      extension: {},
      locale: 'en_US',
      timezone: 'Etc/UTC',
      ...frame,
      cloudId: site.cloudId,
      siteUrl: site.siteUrl(),
      moduleKey: call.moduleKey,
      environmentId: installation.environmentId,
      environmentType: 'DEVELOPMENT',
    },
  };
}

export const scheduleArgument = (site: Site, moduleKey: string): JsonObject => ({
  context: { cloudId: site.cloudId, moduleKey },
  contextToken: Buffer.from(JSON.stringify({ cloudId: site.cloudId, moduleKey })).toString('base64url'),
});

/** `__forge_runtime__`, apart from what belongs to one invocation. */
export function runtimeDescription(site: Site, manifest: AppManifest, installation: Installation): JsonObject {
  return {
    proxy: { token: 'not-a-secret', url: 'http://forge.local' },
    contextAri: installContext(site),
    container: {},
    appContext: {
      appId: manifest.appId,
      appVersion: installation.version,
      environmentId: installation.environmentId,
      environmentType: 'DEVELOPMENT',
      installationId: installation.id,
      permissions: manifest.permissions,
    },
  };
}
