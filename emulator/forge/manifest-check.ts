/** Atlassian's own validation of the manifest. It reads the resources' folders, so the front end has to be built first. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessorBuilder, ValidationTypes } from '@forge/manifest';
import type { AppManifest } from './app-manifest';
import { ManifestError } from './manifest-source';

/** Throws the first error. `skipped` names a resource that isn't built. It takes seconds: meant for a start, not for each test. */
export async function checkManifest(manifest: AppManifest): Promise<{ readonly skipped?: string }> {
  const missing = manifest.resources.find(({ path }) => !existsSync(join(manifest.directory, path)));
  if (missing !== undefined) return { skipped: missing.path };
  const { errors = [] } = await ProcessorBuilder.instance()
    .withValidation(ValidationTypes.FULL)
    .build()
    .process(manifest.file);
  const error = errors.find(({ level }) => level === 'error');
  if (error !== undefined) throw new ManifestError(`${manifest.file}:${error.line}:${error.column}`, error.message);
  return {};
}
