/** Reads manifest.yml. A mistake gives one message that names its place, and nothing starts. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { toAppManifest, type AppManifest } from './app-manifest';
import { LIMITS } from './limits';
import { ManifestShape, MODULES } from './manifest-shape';
import { ManifestError, Source } from './manifest-source';

export type * from './app-manifest';
export { ManifestError } from './manifest-source';

export function loadManifest(path: string): AppManifest {
  const file = resolve(path);
  const text = read(file);
  const source = new Source(file, text);
  const raw: unknown = source.document.toJS();
  refuseUnknownModules(source, raw);
  const parsed = ManifestShape.safeParse(raw);
  if (!parsed.success) throw source.fault(firstIssue(parsed.error));
  checkReferences(source, parsed.data);
  return toAppManifest(file, parsed.data);
}

function read(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ManifestError(file, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMITS.manifestBytes.value)
    throw new ManifestError(file, `has ${bytes} bytes, at most ${LIMITS.manifestBytes.value} are allowed`);
  return text;
}

/** Of a union's failures the one that got furthest says most. */
function firstIssue(error: z.ZodError): { path: PropertyKey[]; reason: string } {
  const [issue] = error.issues;
  if (issue === undefined) return { path: [], reason: error.message };
  if (issue.code !== 'invalid_union') return { path: [...issue.path], reason: issue.message };
  const branches = issue.errors.flatMap((branch) => branch.slice(0, 1));
  const [deepest] = branches.toSorted(
    (a, b) => b.path.length - a.path.length || Number(a.code === 'invalid_type') - Number(b.code === 'invalid_type'),
  );
  return { path: [...issue.path, ...(deepest?.path ?? [])], reason: deepest?.message ?? issue.message };
}

function refuseUnknownModules(source: Source, raw: unknown): void {
  if (typeof raw !== 'object' || raw === null || !('modules' in raw)) return;
  if (typeof raw.modules !== 'object' || raw.modules === null) return;
  const unknown = Object.keys(raw.modules).find((type) => !(type in MODULES));
  if (unknown === undefined) return;
  throw source.fault({
    path: ['modules', unknown],
    reason: `module type ${unknown} is not supported here (supported: ${Object.keys(MODULES).join(', ')})`,
  });
}

/** Keys are unique within the manifest, and what a module names exists. */
function checkReferences(source: Source, shape: ManifestShape): void {
  const functions = new Set((shape.modules.function ?? []).map((entry) => entry.key));
  const resources = new Set(shape.resources.map((entry) => entry.key));
  const seen = new Map<string, string>();
  for (const [type, entries] of Object.entries(shape.modules)) {
    for (const [at, entry] of (entries ?? []).entries()) {
      const path = ['modules', type, at];
      const twin = seen.get(entry.key);
      if (twin !== undefined)
        throw source.fault({ path: [...path, 'key'], reason: `key ${entry.key} is already used by ${twin}` });
      seen.set(entry.key, `modules.${type}`);
      for (const reference of referencesOf(entry)) {
        const known = reference.kind === 'function' ? functions : resources;
        const name = reference.kind === 'function' ? reference.name : (reference.name.split('/')[0] ?? reference.name);
        if (!known.has(name))
          throw source.fault({
            path: [...path, ...reference.path],
            reason: `there is no ${reference.kind} with the key ${name}`,
          });
      }
    }
  }
  checkEntities(source, shape);
}

interface Reference {
  readonly kind: 'function' | 'resource';
  readonly name: string;
  readonly path: readonly string[];
}

/** Every `function:` and `resource:` in a module, at any depth. */
function referencesOf(value: unknown, path: readonly string[] = []): Reference[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, key];
    if ((key === 'function' || key === 'resource') && typeof inner === 'string')
      return [{ kind: key, name: inner, path: here }];
    return referencesOf(inner, here);
  });
}

function checkEntities(source: Source, shape: ManifestShape): void {
  const { scopes } = shape.permissions;
  const declared = Array.isArray(scopes) ? scopes : Object.keys(scopes);
  if (shape.app.storage !== undefined && !declared.includes('storage:app'))
    throw source.fault({ path: ['permissions', 'scopes'], reason: 'entities need the scope storage:app' });
  for (const [at, entity] of (shape.app.storage?.entities ?? []).entries()) {
    for (const [position, index] of (entity.indexes ?? []).entries()) {
      const named = typeof index === 'string' ? [index] : [...(index.partition ?? []), ...index.range];
      const missing = named.find((attribute) => !(attribute in entity.attributes));
      if (missing === undefined) continue;
      throw source.fault({
        path: ['app', 'storage', 'entities', at, 'indexes', position],
        reason: `entity ${entity.name} has no attribute ${missing}`,
      });
    }
  }
}
