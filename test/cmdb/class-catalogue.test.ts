import { keysOf } from '../../src/cmdb/ci-keys';
import { lintCatalogue, mayBeSaved, NO_USE, type CatalogueUse } from '../../src/cmdb/catalogue-lint';
import { defaultState, mayRead, resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import { AttributeSpec, Catalogue, ClassSpec, RelationType } from '../../src/cmdb/model';
import type { z } from 'zod';

const shipped = resolveCatalogue(SHIPPED_CATALOGUE);

type SomeClass = Partial<z.input<typeof ClassSpec>> & { key: string };
const aClass = (over: SomeClass): ClassSpec => ClassSpec.parse({ name: over.key, parent: 'ci', ...over });
const anAttribute = (over: Partial<z.input<typeof AttributeSpec>>): AttributeSpec =>
  AttributeSpec.parse({ key: 'size', name: 'Size', type: 'number', ...over });
const extended = (...classes: ClassSpec[]): Catalogue => ({
  ...SHIPPED_CATALOGUE,
  classes: [...SHIPPED_CATALOGUE.classes, ...classes],
});
const findings = (catalogue: Catalogue, use: CatalogueUse = NO_USE): [string, string][] =>
  lintCatalogue(catalogue, use).map(({ fault, path }) => [fault, path]);

describe('the catalogue that is shipped', () => {
  it('is well formed and passes its own lint', () => {
    expect(Catalogue.parse(SHIPPED_CATALOGUE)).toEqual(SHIPPED_CATALOGUE);
    expect(lintCatalogue(SHIPPED_CATALOGUE)).toEqual([]);
  });

  it.each([
    'businessService',
    'serviceOffering',
    'applicationService',
    'application',
    'database',
    'server',
    'virtualMachine',
    'container',
    'cluster',
    'networkDevice',
    'storage',
    'loadBalancer',
    'cloudResource',
    'endpoint',
    'software',
    'certificate',
    'contract',
    'location',
    'team',
  ])('has the class %s, with a state in service, a retired one and a way to be identified', (key) => {
    const found = shipped.classes.get(key);
    expect(found?.abstract).toBe(false);
    expect(found?.lineage.at(-1)).toBe('ci');
    expect(found?.states.some(({ inService }) => inService)).toBe(true);
    expect(found?.states.some(({ retired }) => retired)).toBe(true);
    expect(found?.identifiers.length).toBeGreaterThan(0);
  });

  it.each([
    ['runsOn', 'toSource'],
    ['hostedOn', 'toSource'],
    ['dependsOn', 'toSource'],
    ['uses', 'toSource'],
    ['connectsTo', 'toSource'],
    ['locatedIn', 'toSource'],
    ['partOf', 'toTarget'],
    ['contains', 'toTarget'],
    ['provides', 'toTarget'],
    ['memberOfCluster', 'toTarget'],
    ['backedUpBy', 'none'],
    ['managedBy', 'none'],
  ])('lets failure along “%s” go %s', (key, impact) => {
    expect(shipped.relationTypes.get(key)?.impact).toBe(impact);
  });
});

describe('inheritance', () => {
  it('gives a class what stands above it, the root first', () => {
    const server = shipped.classes.get('server');
    expect(server?.lineage).toEqual(['server', 'computer', 'infrastructure', 'ci']);
    expect(server?.attributes.map(({ key }) => key)).toEqual([
      'description',
      'documentation',
      'vendor',
      'model',
      'serialNumber',
      'assetTag',
      'installedOn',
      'warrantyUntil',
      'fqdn',
      'ip',
      'operatingSystem',
      'osVersion',
      'cpus',
      'memory',
    ]);
    expect(server?.identifiers[1]).toEqual(['fqdn']);
    expect(server?.staleAfterDays).toBe(60);
    expect(server?.states.map(({ key }) => key)).toEqual(['planned', 'inUse', 'maintenance', 'retired']);
    expect(server && defaultState(server)?.key).toBe('inUse');
  });

  it('knows what is below what', () => {
    expect(shipped.isA('loadBalancer', 'networkDevice')).toBe(true);
    expect(shipped.isA('networkDevice', 'loadBalancer')).toBe(false);
    expect(shipped.below('computer')).toEqual(['computer', 'server', 'virtualMachine', 'endpoint']);
    expect(shipped.lineage('ghost')).toEqual(['ghost']);
  });

  it('narrows an attribute that a class repeats: flags are joined, bounds the tighter ones', () => {
    const catalogue = resolveCatalogue(
      extended(
        aClass({ key: 'disk', attributes: [anAttribute({ min: 1, max: 100, required: true, unit: 'GB' })] }),
        aClass({
          key: 'bigDisk',
          parent: 'disk',
          attributes: [anAttribute({ name: 'Usable size', min: 50, max: 500 })],
        }),
      ),
    );
    expect(catalogue.classes.get('bigDisk')?.attributes.at(-1)).toMatchObject({
      name: 'Usable size',
      required: true,
      min: 50,
      max: 100,
      unit: 'GB',
    });
  });

  it('keeps unique values apart below the highest class that asks for it', () => {
    const serial = anAttribute({ key: 'serialNumber', unique: true });
    const { classes } = resolveCatalogue(
      extended(
        aClass({ key: 'key', attributes: [serial] }),
        aClass({ key: 'carKey', parent: 'key', attributes: [serial] }),
      ),
    );
    const textOf = (classKey: string) =>
      keysOf({ classKey, name: 'One', attributes: { serialNumber: 'S1' }, identifiers: [] }, classes.get(classKey))
        .filter(({ kind }) => kind === 'unique')
        .map(({ text }) => text);
    expect(textOf('key')).toHaveLength(1);
    expect(textOf('carKey')).toEqual(textOf('key'));
    expect(textOf('server')).toEqual(textOf('database'));
    expect(textOf('server')).not.toEqual(textOf('key'));
  });

  it('lets only the roles named read, and the roles of the class above where none are', () => {
    const catalogue = resolveCatalogue(
      extended(aClass({ key: 'secret', readRoles: ['Security'] }), aClass({ key: 'key', parent: 'secret' })),
    );
    expect(mayRead(catalogue.classes.get('key'), ['Security', 'Staff'])).toBe(true);
    expect(mayRead(catalogue.classes.get('key'), ['Staff'])).toBe(false);
    expect(mayRead(catalogue.classes.get('server'), [])).toBe(true);
    expect(mayRead(undefined, ['Security'])).toBe(false);
  });

  it('comes to an end in a circle that should not be there', () => {
    const catalogue = resolveCatalogue(extended(aClass({ key: 'a', parent: 'b' }), aClass({ key: 'b', parent: 'a' })));
    expect(catalogue.lineage('a')).toEqual(['a', 'b']);
  });
});

describe('the lint', () => {
  const option = { key: 'one', name: 'One' };
  it.each<[string, ClassSpec[], [string, string][]]>([
    ['a key twice', [aClass({ key: 'server' })], [['duplicate-key', 'classes.server']]],
    [
      'an unknown parent',
      [aClass({ key: 'x', parent: 'ghost', states: shipped.classes.get('ci')?.states ?? [] })],
      [['unknown-parent', 'classes.x.parent']],
    ],
    [
      'a circle, named at each class on it and not below it',
      [aClass({ key: 'x', parent: 'y' }), aClass({ key: 'y', parent: 'x' }), aClass({ key: 'z', parent: 'x' })],
      [
        ['circular-parent', 'classes.x.parent'],
        ['circular-parent', 'classes.y.parent'],
      ],
    ],
    ['a class below itself', [aClass({ key: 'x', parent: 'x' })], [['circular-parent', 'classes.x.parent']]],
    [
      'an attribute twice',
      [aClass({ key: 'x', attributes: [anAttribute({}), anAttribute({})] })],
      [['duplicate-key', 'classes.x.attributes.size']],
    ],
    [
      'an attribute that every CI has as a field',
      [aClass({ key: 'x', attributes: [anAttribute({ key: 'owner' })] })],
      [['shadows-field', 'classes.x.attributes.owner']],
    ],
    [
      'a choice without options',
      [aClass({ key: 'x', attributes: [anAttribute({ type: 'enum' })] })],
      [['no-options', 'classes.x.attributes.size.options']],
    ],
    [
      'two options of one name',
      [
        aClass({
          key: 'x',
          attributes: [anAttribute({ type: 'enum', options: [option, { key: 'two', name: 'ONE' }] })],
        }),
      ],
      [['duplicate-key', 'classes.x.attributes.size.options']],
    ],
    [
      'a reference to no class',
      [aClass({ key: 'x', attributes: [anAttribute({ type: 'reference' })] })],
      [['no-reference-class', 'classes.x.attributes.size']],
    ],
    [
      'a reference to an unknown class',
      [aClass({ key: 'x', attributes: [anAttribute({ type: 'reference', referenceClass: 'ghost' })] })],
      [['unknown-reference-class', 'classes.x.attributes.size']],
    ],
    [
      'bounds upside down',
      [aClass({ key: 'x', attributes: [anAttribute({ min: 2, max: 1 })] })],
      [['bounds-inverted', 'classes.x.attributes.size.min']],
    ],
    [
      'a pattern that can run for ever',
      [aClass({ key: 'x', attributes: [anAttribute({ type: 'text', pattern: '(a+)+' })] })],
      [['bad-pattern', 'classes.x.attributes.size.pattern']],
    ],
    [
      'a pattern on a number',
      [aClass({ key: 'x', attributes: [anAttribute({ pattern: 'a' })] })],
      [['pattern-out-of-place', 'classes.x.attributes.size.pattern']],
    ],
    [
      'an identifier that the class does not have',
      [aClass({ key: 'x', identifiers: [['name'], ['serialNumber']] })],
      [['unknown-identifier', 'classes.x.identifiers.1']],
    ],
    [
      'a relation type that does not exist',
      [aClass({ key: 'x', requiredRelations: [{ type: 'ghost', end: 'from' }] })],
      [['unknown-relation-type', 'classes.x.requiredRelations.0']],
    ],
    [
      'redundancy by what does not exist',
      [
        aClass({
          key: 'x',
          redundancy: [{ group: { by: 'class', classKey: 'ghost' }, need: { kind: 'atLeast', count: 1 } }],
        }),
      ],
      [['bad-redundancy', 'classes.x.redundancy.0.group']],
    ],
    [
      'a lifecycle without an end or a beginning',
      [aClass({ key: 'x', states: [{ key: 'idle', name: 'Idle', inService: false, retired: false }] })],
      [
        ['bad-states', 'classes.x.states'],
        ['bad-states', 'classes.x.states'],
      ],
    ],
    [
      'a state that means something else above',
      [
        aClass({
          key: 'x',
          states: [
            { key: 'inUse', name: 'In use', inService: true, retired: false },
            { key: 'maintenance', name: 'Maintenance', inService: true, retired: false },
            { key: 'retired', name: 'Retired', inService: false, retired: true },
          ],
        }),
      ],
      [['bad-states', 'classes.x.states.maintenance']],
    ],
    [
      'readers who may not read the class above',
      [
        aClass({ key: 'x', readRoles: ['cabMember'] }),
        aClass({ key: 'y', parent: 'x', readRoles: ['cabMember', 'serviceOwner'] }),
      ],
      [['loosens', 'classes.y.readRoles']],
    ],
    [
      'a role that nobody can hold',
      [aClass({ key: 'x', readRoles: ['CAB Member'] })],
      [['unknown-role', 'classes.x.readRoles']],
    ],
  ])('finds %s', (_case, classes, expected) => {
    expect(findings(extended(...classes))).toEqual(expected);
  });

  it.each<[string, Partial<z.input<typeof AttributeSpec>>, Partial<z.input<typeof AttributeSpec>>, string[]]>([
    ['a smaller minimum', { min: 5 }, { min: 4 }, ['min']],
    ['a greater maximum', { max: 5 }, { max: 6 }, ['max']],
    ['tighter bounds', { min: 1, max: 9 }, { min: 2, max: 8 }, []],
    ['another type', { type: 'number' }, { type: 'text' }, ['type']],
    ['a narrower type', { type: 'number' }, { type: 'integer' }, []],
    ['a web address for a text', { type: 'text' }, { type: 'url' }, []],
    ['a text for a web address', { type: 'url' }, { type: 'text' }, ['type']],
    ['another pattern', { type: 'text', pattern: 'a' }, { type: 'text', pattern: 'b' }, ['pattern']],
    ['the first pattern', { type: 'text' }, { type: 'text', pattern: 'b' }, []],
    [
      'a further option',
      { type: 'enum', options: [option] },
      { type: 'enum', options: [option, { key: 'two', name: 'Two' }] },
      ['options'],
    ],
    [
      'fewer options',
      { type: 'enum', options: [option, { key: 'two', name: 'Two' }] },
      { type: 'enum', options: [option] },
      [],
    ],
    [
      'a wider reference',
      { type: 'reference', referenceClass: 'server' },
      { type: 'reference', referenceClass: 'computer' },
      ['referenceClass'],
    ],
    [
      'a narrower reference',
      { type: 'reference', referenceClass: 'computer' },
      { type: 'reference', referenceClass: 'server' },
      [],
    ],
  ])('judges %s in a class below', (_case, above, below, loosened) => {
    const catalogue = extended(
      aClass({ key: 'x', attributes: [anAttribute(above)] }),
      aClass({ key: 'y', parent: 'x', attributes: [anAttribute(below)] }),
    );
    expect(findings(catalogue)).toEqual(loosened.map((what) => ['loosens', `classes.y.attributes.size.${what}`]));
  });

  it('finds relation types between classes that do not exist', () => {
    const type = RelationType.parse({
      ...SHIPPED_CATALOGUE.relationTypes[0],
      key: 'x',
      allowed: [{ from: 'ghost', to: 'ci' }],
    });
    const catalogue = { ...SHIPPED_CATALOGUE, relationTypes: [...SHIPPED_CATALOGUE.relationTypes, type] };
    expect(findings(catalogue)).toEqual([['unknown-class', 'relationTypes.x.allowed.0']]);
  });

  it('tells how much would be left without its definition: some of it may be meant, some may not', () => {
    const use: CatalogueUse = {
      classes: { ghost: 3, server: 8, computer: 1 },
      attributes: { 'server.ip': 7, 'server.colour': 2 },
      states: { 'server.inUse': 8, 'server.broken': 1 },
      relationTypes: { runsOn: 4, likes: 5 },
    };
    const found = lintCatalogue(SHIPPED_CATALOGUE, use);
    expect(found.map(({ severity, path, message }) => [severity, path, message])).toEqual([
      ['error', 'classes.ghost', 'There are 3 CIs of the class “ghost”. Move or delete them first.'],
      ['error', 'classes.computer', 'There is 1 CI of the class “computer”. Move or delete them first.'],
      [
        'warning',
        'classes.server.attributes.colour',
        'There are 2 CIs with a value of “colour”, which is no longer shown.',
      ],
      ['error', 'classes.server.states.broken', 'There is 1 CI in the state “broken”. Change theirs first.'],
      ['error', 'relationTypes.likes', 'There are 5 relations of the type “likes”. Delete them first.'],
    ]);
    expect(mayBeSaved(found)).toBe(false);
    expect(mayBeSaved(found.filter(({ severity }) => severity === 'warning'))).toBe(true);
  });

  it.each(['constructor', 'toString', '__proto__', 'Server', 'a b', ''])('refuses the key %j', (key) => {
    expect(ClassSpec.safeParse({ key, name: 'X', parent: null }).success).toBe(false);
  });
});
