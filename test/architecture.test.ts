/** The house rules, checked on the source: what may import what, and that the manifest and the code name the same things. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadManifest } from '../emulator/forge/manifest';
import type { EntityDefinition } from '../src/forge/entities/table';
import { cycleIn, impurities, modulesBelow, parseModule, ROOT, type Module } from './support/sources';

const app = modulesBelow('src');
const surfaces = modulesBelow('static');
const house = modulesBelow('emulator');
const manifest = loadManifest(join(ROOT, 'manifest.yml'));

const PRACTICES = [
  'incident',
  'problem',
  'change',
  'request',
  'release',
  'cmdb',
  'sla',
  'kpi',
  'knowledge',
  'improvement',
  'setup',
];
const practiceOf = (path: string): string | undefined =>
  PRACTICES.find((practice) => path.startsWith(`src/${practice}/`));
/** `*.shapes.ts` is what a large contract's answers are made of, `model.ts` a practice's words as shapes: both are pure zod. */
const isContract = (path: string): boolean =>
  path.startsWith('src/contract/') || /^src\/\w+\/(?:[\w-]+\/)?(?:[\w-]+\.(?:contract|shapes)|model)\.ts$/.test(path);

type Rule = (from: string, target: string) => boolean;

/** Each says which imports are wrong. */
const RULES: Readonly<Record<string, Rule>> = {
  'only src/forge touches Forge; the browser has the bridge': (from, target) =>
    target.startsWith('@forge/') &&
    !(
      from.startsWith('src/forge/') ||
      from.startsWith('emulator/') ||
      (from.startsWith('static/') && target === '@forge/bridge')
    ),
  'the app never knows the emulator': (from, target) =>
    target.startsWith('emulator/') && (from.startsWith('src/') || from.startsWith('static/')),
  'the emulator runs the app as a bundle and imports nothing of it': (from, target) =>
    from.startsWith('emulator/') &&
    !from.startsWith('emulator/seed/') &&
    target.startsWith('src/') &&
    !isContract(target),
  'the browser knows of the backend the contract alone': (from, target) =>
    from.startsWith('static/') && target.startsWith('src/') && !isContract(target),
  'the backend does not import the browser': (from, target) => from.startsWith('src/') && target.startsWith('static/'),
  'only the composition root and the Forge layer know the Forge layer': (from, target) =>
    from.startsWith('src/') &&
    target.startsWith('src/forge/') &&
    !from.startsWith('src/forge/') &&
    from !== 'src/compose.ts',
  'the kernel depends on nothing but the contract’s words': (from, target) =>
    from.startsWith('src/kernel/') &&
    target.startsWith('src/') &&
    !target.startsWith('src/kernel/') &&
    !target.startsWith('src/contract/'),
  'the contract imports zod and contracts only': (from, target) =>
    isContract(from) &&
    !isContract(target) &&
    target !== 'zod' &&
    !target.startsWith('src/kernel/') &&
    !isSharedShape(target),
  'a practice never imports another practice’s ports': (from, target) =>
    /\.ports\.ts$/.test(target) && practiceOf(from) !== undefined && practiceOf(from) !== practiceOf(target),
};

/** Shapes that contracts are made of: pure zod, no I/O. Checked below to stay so. */
const SHARED_SHAPES = /^src\/\w+\/(?:[\w-]+\/)?[\w-]+\.ts$/;
function isSharedShape(path: string): boolean {
  return SHARED_SHAPES.test(path) && practiceOf(path) !== undefined && !/\.(ports|practice|handlers)\.ts$/.test(path);
}

function offences(modules: readonly Module[], rule: Rule): string[] {
  return modules.flatMap((module) =>
    module.imports
      .filter(({ target }) => rule(module.path, target))
      .map(({ target, line }) => `${module.path}:${line} imports ${target}`),
  );
}

describe('imports', () => {
  it('finds the source at all', () => {
    expect(app.map(({ path }) => path)).toContain('src/forge/serve.ts');
    expect(app.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
  });

  it.each(Object.entries(RULES))('%s', (_name, rule) => {
    expect(offences([...app, ...surfaces, ...house], rule)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['only src/forge touches Forge; the browser has the bridge', 'src/incident/x.ts', "import kvs from '@forge/kvs';"],
    [
      'only src/forge touches Forge; the browser has the bridge',
      'static/console/x.tsx',
      "import { route } from '@forge/api';",
    ],
    ['the app never knows the emulator', 'src/forge/x.ts', "import type { SiteClock } from '../../emulator/clock';"],
    ['the app never knows the emulator', 'static/admin/x.ts', "export * from '../../emulator/clock';"],
    [
      'the emulator runs the app as a bundle and imports nothing of it',
      'emulator/forge/x.ts',
      "import { resolver } from '../../src/index';",
    ],
    [
      'the browser knows of the backend the contract alone',
      'static/admin/x.ts',
      "const x = import('../../src/forge/serve');",
    ],
    ['the backend does not import the browser', 'src/incident/x.ts', "import { x } from '../../static/shared/x';"],
    [
      'only the composition root and the Forge layer know the Forge layer',
      'src/incident/x.ts',
      "import { serve } from '../forge/serve';",
    ],
    [
      'the kernel depends on nothing but the contract’s words',
      'src/kernel/x.ts',
      "import { SiteMap } from '../setup/site-map';",
    ],
    ['the contract imports zod and contracts only', 'src/contract/x.ts', "import { serve } from '../forge/serve';"],
    [
      'a practice never imports another practice’s ports',
      'src/change/x.ts',
      "import type { Cis } from '../cmdb/cmdb.ports.ts';",
    ],
  ])('the rule "%s" catches %s', (name, path, text) => {
    const rule = RULES[name];
    expect(rule === undefined ? [] : offences([parseModule(path, text)], rule)).toHaveLength(1);
  });

  it.each([
    ['src', app],
    ['static', surfaces],
    ['emulator', house],
  ])('%s has no cycles', (_folder, modules) => {
    expect(cycleIn(modules)).toBeUndefined();
  });

  it('would notice a cycle', () => {
    const modules = ['src/kernel/errors', 'src/kernel/time'].map((path, n, all) =>
      parseModule(`${path}.ts`, `import { x } from '../kernel/${all[1 - n]?.split('/').at(-1)}';`),
    );
    expect(cycleIn(modules)).toBe('src/kernel/errors.ts → src/kernel/time.ts → src/kernel/errors.ts');
  });
});

describe('time and chance', () => {
  it('come from outside: now is an argument, ids are given', () => {
    const found = app
      .filter(({ path }) => !path.startsWith('src/forge/'))
      .flatMap((module) => impurities(module).map(({ what, line }) => `${module.path}:${line} ${what}`));
    expect(found).toEqual([]);
  });

  it('would notice each of them', () => {
    const text = 'Date.now(); new Date(); Math.random(); new Date(0); performance.now(); const f = Date.now;';
    expect(impurities(parseModule('src/x.ts', text)).map(({ what }) => what)).toEqual([
      'Date.now',
      'new Date()',
      'Math.random',
      'performance.now',
      'Date.now',
    ]);
  });
});

/** What `src/index.ts` exports, by name. */
function exportsOf(path: string): string[] {
  const module = modulesBelow('src').find((candidate) => candidate.path === path);
  const names = [...(module?.source.text.matchAll(/export \{([^}]*)\}/g) ?? [])].flatMap(([, list]) =>
    (list ?? '').split(','),
  );
  return names.map((name) => name.trim().split(' as ').at(-1) ?? '').filter((name) => name !== '');
}

describe('the manifest and the code', () => {
  it('name the same functions', () => {
    expect(new Set(manifest.functions.map(({ file }) => file))).toEqual(new Set(['index']));
    expect(exportsOf('src/index.ts').sort()).toEqual(
      [...new Set(manifest.functions.map(({ exportName }) => exportName))].sort(),
    );
  });

  it('use every function', () => {
    const used = new Set([
      ...manifest.consumers.map(consumerFunction),
      ...manifest.triggers.map((trigger) => trigger.function),
      ...manifest.scheduledTriggers.map((trigger) => trigger.function),
      ...manifest.webTriggers.map((trigger) => trigger.function),
      ...manifest.uiModules.flatMap(({ resolver }) => (resolver === undefined ? [] : [resolver])),
      ...manifest.ruleFunctions.values(),
    ]);
    expect([...used].sort()).toEqual(manifest.functions.map(({ key }) => key).sort());
  });

  it('declare the same entities, attributes and indexes', async () => {
    const definitions = await entityDefinitions();
    const declared = manifest.entities.map(({ name, attributes, indexes }) => ({
      name,
      attributes: Object.keys(attributes).sort(),
      indexes: indexes.map((index) => [index.name, index.partition, index.range]).sort(),
    }));
    const stored = definitions.map(({ name, attributes, indexes }) => ({
      name,
      attributes: ['version', ...Object.keys(attributes.shape)].sort(),
      indexes: Object.entries(indexes)
        .map(([index, shape]) => [index, shape.partition, shape.range === undefined ? [] : [shape.range]])
        .sort(),
    }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(stored.sort(byName)).toEqual(declared.sort(byName));
  });

  it('have a folder of static/ for every resource, and a resource for every surface', () => {
    expect(manifest.resources.map(({ key, path }) => [key, path])).toEqual(
      manifest.resources.map(({ key }) => [key, `static/dist/${key}`]),
    );
    const folders = readdirSync(join(ROOT, 'static'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, 'static', entry.name, 'index.html')))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(manifest.resources.map(({ key }) => key).sort());
  });
});

const consumerFunction = (consumer: (typeof manifest.consumers)[number]): string => consumer.function;

/** Every entity of src/forge/entities: what a module there exports under a name that ends in `Entity`. */
async function entityDefinitions(): Promise<EntityDefinition[]> {
  const folder = join(ROOT, 'src/forge/entities');
  const exported = await Promise.all(
    readdirSync(folder).map(async (file): Promise<unknown> => import(join(folder, file))),
  );
  return exported.flatMap((module) =>
    typeof module !== 'object' || module === null
      ? []
      : Object.entries(module).flatMap(([name, value]: [string, unknown]) =>
          name.endsWith('Entity') && isDefinition(value) ? [value] : [],
        ),
  );
}

function isDefinition(value: unknown): value is EntityDefinition {
  return typeof value === 'object' && value !== null && 'attributes' in value && 'indexes' in value;
}
