/**
 * Installing, upgrading and removing the app.
 * https://developer.atlassian.com/platform/forge/events-reference/life-cycle/ and …/platform/forge/versions/
 */
import type { JsonObject } from '../json';
import type { ProductEvent } from '../seams';
import type { AppManifest } from './app-manifest';
import type { Installation } from './installation';

/** Forge counts the first deployment as major version 1, minor version 1. */
export const FIRST_VERSION = '1.1.0';

export interface VersionParts {
  readonly permissions: string;
  readonly schedules: string;
}

/** What decides whether a deployment is a major version, and whether the schedules start anew. */
export function versionParts(manifest: AppManifest): VersionParts {
  const { scopes, impersonationScopes, egress, contentStyles } = manifest;
  return {
    permissions: JSON.stringify({
      scopes: scopes.toSorted(),
      impersonationScopes: impersonationScopes.toSorted(),
      egress,
      contentStyles,
    }),
    schedules: JSON.stringify(manifest.scheduledTriggers),
  };
}

/** A change of what the app may do asks for the administrator's consent: a major version. Anything else is a minor one. */
export function nextVersion(
  current: Installation,
  parts: VersionParts,
): { readonly version: string; readonly major: boolean } {
  const [major = 1, minor = 0] = current.version.split('.').map(Number);
  return current.permissions === parts.permissions
    ? { version: `${major}.${minor + 1}.0`, major: false }
    : { version: `${major + 1}.0.0`, major: true };
}

export function lifecycleEvent(
  type: 'avi:forge:installed:app' | 'avi:forge:upgraded:app',
  app: { readonly manifest: AppManifest; readonly name: string; readonly installation: Installation },
  accountId: string | null,
): ProductEvent {
  const { manifest, name, installation } = app;
  const who = type === 'avi:forge:installed:app' ? 'installerAccountId' : 'upgraderAccountId';
  const payload: JsonObject = {
    id: installation.id,
    ...(accountId === null ? {} : { [who]: accountId }),
    app: { id: manifest.appId, version: installation.version, name },
    environment: { id: installation.environmentId },
    ...(type === 'avi:forge:upgraded:app' ? { permissions: manifest.permissions } : {}),
  };
  return { type, payload, actor: { accountId } };
}
