/** The project's modules and what they import, read with the TypeScript compiler. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');

export interface Import {
  /** A path from the root for the project's own files, the specifier as written for packages. */
  readonly target: string;
  readonly line: number;
  /** `import type`: gone at run time, and so no part of a cycle. */
  readonly typeOnly: boolean;
}

export interface Module {
  /** From the root, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly source: ts.SourceFile;
}

const SKIPPED = new Set(['node_modules', 'dist']);

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

export function modulesBelow(...folders: readonly string[]): Module[] {
  return folders
    .flatMap((folder) => filesBelow(join(ROOT, folder)))
    .map((file) => parseModule(rooted(file), readFileSync(file, 'utf8')));
}

const rooted = (file: string): string => relative(ROOT, file).replaceAll('\\', '/');

export function parseModule(path: string, text: string): Module {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, kind);
  const imports: Import[] = [];
  const add = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const line = source.getLineAndCharacterOfPosition(specifier.getStart()).line + 1;
    imports.push({ target: targetOf(path, specifier.text), line, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && isDynamicImport(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, imports, source };
}

const isDynamicImport = (call: ts.CallExpression): boolean =>
  call.expression.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(call.expression) && call.expression.text === 'require');

/** `./x` from `src/a/b.ts` is `src/a/x.ts`, or whichever file TypeScript would take. */
function targetOf(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const base = resolve(ROOT, from, '..', specifier);
  const candidates = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), join(base, 'index.tsx')];
  const file = candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(candidate));
  return rooted(file ?? base);
}

/** Uses of the machine's time or chance: `Date.now()`, `new Date()`, `Math.random()`, `performance.now()`. */
export function impurities(module: Module): { readonly what: string; readonly line: number }[] {
  const found: { what: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    const what = impurityOf(node);
    if (what !== undefined)
      found.push({ what, line: module.source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    ts.forEachChild(node, visit);
  };
  visit(module.source);
  return found;
}

const FORBIDDEN_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && FORBIDDEN_MEMBERS.has(node.getText())) return node.getText();
  const isDate = ts.isNewExpression(node) && node.expression.getText() === 'Date';
  return isDate && (node.arguments?.length ?? 0) === 0 ? 'new Date()' : undefined;
}

/** A cycle of imports as `a → b → a`, or nothing. */
export function cycleIn(modules: readonly Module[]): string | undefined {
  const known = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string | undefined => {
    const at = trail.indexOf(path);
    if (at >= 0) return [...trail.slice(at), path].join(' → ');
    if (done.has(path)) return undefined;
    for (const { target, typeOnly } of known.get(path)?.imports ?? []) {
      const cycle = typeOnly || !known.has(target) ? undefined : walk(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of modules) {
    const cycle = walk(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
