import fc from 'fast-check';
import { coerce } from '../../src/cmdb/attribute-rules';
import { refFor, slugFor, validateCi } from '../../src/cmdb/ci-rules';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import { ATTRIBUTE_TYPES, AttributeSpec, CiContent, type CiDraft } from '../../src/cmdb/model';
import { matchesWhole, patternFault } from '../../src/cmdb/pattern-rules';
import { edgesOf, relationIssues } from '../../src/cmdb/relation-types';
import { CiRef } from '../../src/contract/ids';
import type { z } from 'zod';

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);

describe('a ref', () => {
  it.each([
    ['Web 01', 'server:web-01'],
    ['  web—01.example.com ', 'server:web-01-example-com'],
    ['Zürich Straße', 'server:zurich-strasse'],
    ['<b>markup</b> & =1+1', 'server:b-markup-b-1-1'],
    ['データベース', 'server:ci'],
    ['№1', 'server:no1'],
    ['---', 'server:ci'],
  ])('of the server “%s” is %s', (name, expected) => {
    expect(refFor('server', name, () => false)).toBe(expected);
  });

  it('gets a number where it is taken', () => {
    const taken = new Set(['server:web', 'server:web-2']);
    expect(refFor('server', 'Web', (ref) => taken.has(ref))).toBe('server:web-3');
  });

  it('is legal as a storage key, in JQL and by its own shape, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (name, taken) => {
        let left = taken;
        const ref = refFor('a'.repeat(40), name, () => left-- > 0);
        expect(CiRef.safeParse(ref).success).toBe(true);
        expect(ref).toMatch(/^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/);
        expect(slugFor(ref.slice(41))).toBe(ref.slice(41));
      }),
    );
  });
});

const attribute = (type: AttributeSpec['type'], over: Partial<z.input<typeof AttributeSpec>> = {}): AttributeSpec =>
  AttributeSpec.parse({ key: 'x', name: 'X', type, ...over });
const kinds = {
  options: [
    { key: 'onPremises', name: 'On premises' },
    { key: 'saas', name: 'SaaS' },
  ],
};

describe('a text is read by the type', () => {
  it.each<[AttributeSpec, string, unknown]>([
    [attribute('text'), '  Debian  ', 'Debian'],
    [attribute('multiline'), 'a\r\nb', 'a\nb'],
    [attribute('number'), '1.5', 1.5],
    [attribute('number'), '-2e3', -2000],
    [attribute('number'), '-0', 0],
    [attribute('integer'), '+12', 12],
    [attribute('boolean'), 'Yes', true],
    [attribute('boolean'), '0', false],
    [attribute('date'), '2024-02-29', '2024-02-29'],
    [attribute('enum', kinds), 'on PREMISES', 'onPremises'],
    [attribute('enum', kinds), 'saas', 'saas'],
    [attribute('reference'), 'server:web-01', 'server:web-01'],
    [attribute('user'), '557058:abc-1', '557058:abc-1'],
    [attribute('url'), 'https://example.com/a?b', 'https://example.com/a?b'],
    [attribute('ip'), '10.0.0.255', '10.0.0.255'],
    [attribute('ip'), '2001:DB8::1', '2001:db8::1'],
    [attribute('email'), 'a.b@example.com', 'a.b@example.com'],
    [attribute('text', { pattern: '[A-Z]{2}' }), 'DE', 'DE'],
  ])('%j: %s', (spec, text, value) => {
    expect(coerce(spec, text)).toEqual({ ok: true, value });
  });

  it.each<[AttributeSpec, string, string]>([
    [attribute('text'), 'a\nb', 'This has line breaks or control characters; it has to be one line of text.'],
    [attribute('text'), 'a'.repeat(1_001), 'This has 1001 characters; at most 1000 are kept.'],
    [attribute('multiline'), 'a'.repeat(300_000), 'This has 300000 characters; at most 20000 are kept.'],
    [
      attribute('number'),
      '1,5',
      '“1,5” is not a number. Write a decimal point and no thousands separator, such as 1234.5.',
    ],
    [attribute('number'), 'Infinity', '“Infinity” is not a number.'],
    [attribute('number'), '1e999', '“1e999” is not a number.'],
    [attribute('number'), '0x10', '“0x10” is not a number.'],
    [attribute('integer'), '1.5', '“1.5” is not a whole number.'],
    [attribute('integer', { min: 1, max: 65_535 }), '70000', '70000 is too much: at most 65535.'],
    [attribute('number', { min: 0, unit: 'GB' }), '-1', '-1 is too little: at least 0 GB.'],
    [attribute('boolean'), 'maybe', '“maybe” is neither yes nor no. Write true or false.'],
    [attribute('date'), '31.12.2025', '“31.12.2025” is not a date. Write it as 2026-03-31: year, month, day.'],
    [attribute('date'), '2025-02-29', '“2025-02-29” is not a date. Write it as 2026-03-31: year, month, day.'],
    [attribute('enum', kinds), 'cloud', '“cloud” is not one of the options: On premises, SaaS.'],
    [attribute('reference'), 'web 01', '“web 01” is not a reference to a CI. Write one such as server:web-01.'],
    [attribute('user'), 'Jane Doe', '“Jane Doe” is not an Atlassian account id.'],
    [
      attribute('url'),
      'javascript:alert(1)',
      '“javascript:alert(1)” is not a web address. Write one that starts with https:// or http://.',
    ],
    [attribute('ip'), '10.0.0.256', '“10.0.0.256” is not an IP address. Write one such as 10.1.2.3 or 2001:db8::1.'],
    [attribute('email'), 'a@b', '“a@b” is not an email address.'],
    [
      attribute('text', { pattern: '[A-Z]{2}', help: 'Two letters.' }),
      'Germany',
      '“Germany” does not match the pattern [A-Z]{2}. Two letters.',
    ],
    [attribute('text', { max: 3 }), 'abcd', 'This has 4 characters; at most 3 are possible.'],
  ])('or it is said why not: %j, %#', (spec, text, message) => {
    expect(coerce(spec, text)).toEqual({ ok: false, message });
  });

  it('and read again as it was kept, it is the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ATTRIBUTE_TYPES), fc.string(), (type, text) => {
        const spec = attribute(type, type === 'enum' ? kinds : {});
        const read = coerce(spec, text);
        if (read.ok) expect(coerce(spec, String(read.value))).toEqual(read);
      }),
    );
  });
});

describe('a pattern', () => {
  it.each([
    '[A-Z]{2}',
    '[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}',
    '(?:prod|test)-\\d{1,4}',
    '\\p{L}+-\\d+',
    '([a-z]+)?x',
    '[^)(\\]]*',
    'a{2,}b?',
    '\\u{1F600}*',
  ])('%s can be used', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  it.each([
    ['(a+)+', 'itself repeats'],
    ['(a*)*b', 'itself repeats'],
    ['(a|aa)+', 'itself repeats'],
    ['((a?){3}){2,}', 'itself repeats'],
    ['(?:x+x+)+y', 'itself repeats'],
    ['(a?){30}', 'too many ways'],
    ['a?'.repeat(40), 'too many ways'],
    ['.*.*.*.*x', 'too many ways'],
    ['(a)\\1', 'refer back'],
    ['(?=a)a', 'look ahead'],
    ['(?<n>a)', 'look ahead'],
    ['(a', 'can be read'],
    ['[z-a]', 'can be read'],
    ['', 'empty'],
    ['a'.repeat(201), 'at most 200'],
  ])('%s can not: %s', (pattern, reason) => {
    expect(patternFault(pattern)).toContain(reason);
  });

  it('has to match the whole, alternatives included', () => {
    expect(matchesWhole('a|b', 'ab')).toBe(false);
    expect(matchesWhole('a|b', 'b')).toBe(true);
    expect(matchesWhole('a*', 'a'.repeat(256))).toBe(false);
  });

  it('that is let through never takes long on a text made to fail', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '[ab]',
      'a*',
      'a+',
      'a?',
      '.*',
      '(a)',
      '(a*)?',
      '(ab)+',
      '(a|b)',
      '{3}',
      '(a?){3}',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const pattern = pieces.join('');
        if (patternFault(pattern) !== undefined) return;
        const before = performance.now();
        matchesWhole(pattern, `${'a'.repeat(254)}!`);
        expect(performance.now() - before).toBeLessThan(1_000);
      }),
      { numRuns: 300 },
    );
  });
});

const draft = (over: Partial<CiDraft> = {}): CiDraft => ({ classKey: 'server', name: 'Web 01', ...over });
const issuesOf = (over: Partial<CiDraft>): [string, string][] => {
  const result = validateCi(catalogue, draft(over));
  return result.ok ? [] : result.issues.map(({ path, message }) => [path, message]);
};

describe('a draft of a CI', () => {
  it('becomes a CI with what it says, read by type', () => {
    const result = validateCi(
      catalogue,
      draft({
        name: '  Web 01 ',
        state: 'In Use',
        environment: 'Disaster recovery',
        criticality: '2',
        owner: 'user-1',
        supportGroup: ' linux ',
        location: '',
        cost: '12.50',
        attributes: { ip: '10.0.0.1', cpus: '8', memory: 16, fqdn: '', vendor: null },
        identifiers: [{ source: 'scan', key: '4711' }],
      }),
    );
    expect(result).toEqual({
      ok: true,
      ci: {
        classKey: 'server',
        name: 'Web 01',
        state: 'inUse',
        environment: 'disasterRecovery',
        criticality: 2,
        owner: 'user-1',
        supportGroup: 'linux',
        location: null,
        cost: 12.5,
        attributes: { ip: '10.0.0.1', cpus: 8, memory: 16 },
        identifiers: [{ source: 'scan', key: '4711' }],
        redundancy: null,
      },
    });
    expect(result.ok && CiContent.safeParse(result.ci).success).toBe(true);
  });

  it('is in service when nobody said', () => {
    const result = validateCi(catalogue, draft());
    expect(result.ok && result.ci.state).toBe('inUse');
  });

  it('keeps markup and formulas as the text that they are', () => {
    const result = validateCi(catalogue, draft({ name: '<img onerror=alert(1)> =SUM(A1)' }));
    expect(result.ok && result.ci.name).toBe('<img onerror=alert(1)> =SUM(A1)');
  });

  it('is told everything that is wrong at once, each at its place', () => {
    expect(
      issuesOf({
        name: '  ',
        state: 'sleeping',
        environment: 'moon',
        criticality: 9,
        owner: 'Jane Doe',
        cost: '1,5',
        attributes: { ip: 'x', cpus: '1.5', colour: 'red' },
      }),
    ).toEqual([
      ['attributes.ip', '“x” is not an IP address. Write one such as 10.1.2.3 or 2001:db8::1.'],
      ['attributes.cpus', '“1.5” is not a whole number.'],
      ['attributes.colour', 'Server has no attribute “colour”.'],
      ['state', 'Server has no state “sleeping”. It has: Planned, In use, Maintenance, Retired.'],
      ['environment', '“moon” is not an environment. Use production, staging, test, development, disasterRecovery.'],
      ['criticality', '“9” is not a criticality. Use 1 (most critical) to 5.'],
      ['owner', '“Jane Doe” is not an Atlassian account id.'],
      ['cost', '“1,5” is not a number. Write a decimal point and no thousands separator, such as 1234.5.'],
      ['name', 'Give the CI a name.'],
    ]);
  });

  it.each<[string, Partial<CiDraft>, string, string]>([
    ['an unknown class', { classKey: 'spaceship' }, 'classKey', 'There is no class “spaceship”.'],
    ['a class called like what every object has', { classKey: 'constructor' }, 'classKey', 'There is no class'],
    ['a class that only groups', { classKey: 'computer' }, 'classKey', 'server, virtualMachine, endpoint'],
    [
      'a required value missing',
      { classKey: 'certificate' },
      'attributes.validUntil',
      'Certificate needs “Valid until”.',
    ],
    [
      'a required value emptied',
      { classKey: 'certificate', attributes: { validUntil: ' ' } },
      'attributes.validUntil',
      'needs',
    ],
    ['a name too long', { name: 'a'.repeat(256) }, 'name', 'at most 255'],
    ['a 300 KB value', { attributes: { description: 'a'.repeat(300_000) } }, 'attributes.description', 'at most 20000'],
    ['a negative cost', { cost: -1 }, 'cost', ''],
    [
      'a key of a source twice',
      { identifiers: [1, 2].map(() => ({ source: 'scan', key: 'a' })) },
      'identifiers.1',
      'there twice',
    ],
    [
      'redundancy of a class that is not there',
      { redundancy: [{ group: { by: 'class', classKey: 'ghost' }, need: { kind: 'atLeast', count: 1 } }] },
      'redundancy.0.group',
      'no class “ghost”',
    ],
    [
      'two needs of one group',
      {
        redundancy: [1, 2].map((count) => ({
          group: { by: 'class' as const, classKey: 'server' },
          need: { kind: 'atLeast' as const, count },
        })),
      },
      'redundancy.1.group',
      'already',
    ],
  ])('is refused for %s', (_case, over, path, message) => {
    const issues = issuesOf(over);
    expect(issues.map(([where]) => where)).toEqual([path]);
    expect(issues[0]?.[1]).toContain(message);
  });

  it('is refused when it is too large as a whole', () => {
    const attributes = Array.from({ length: 8 }, (_, number) =>
      AttributeSpec.parse({ key: `note${number}`, name: 'Note', type: 'multiline' }),
    );
    const [server] = SHIPPED_CATALOGUE.classes.filter(({ key }) => key === 'server');
    if (server === undefined) throw new Error('no server');
    const wide = resolveCatalogue({
      ...SHIPPED_CATALOGUE,
      classes: [...SHIPPED_CATALOGUE.classes.filter((one) => one !== server), { ...server, attributes }],
    });
    const values = Object.fromEntries(attributes.map(({ key }) => [key, 'a'.repeat(20_000)]));
    expect(validateCi(wide, draft({ attributes: values }))).toMatchObject({
      ok: false,
      issues: [{ path: 'attributes', message: expect.stringContaining('at most 100000') as string }],
    });
  });

  it('judged twice is the same, and nothing makes the judgement throw', () => {
    const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    const anyDraft = fc.record({
      classKey: fc.constantFrom('server', 'certificate', 'application', 'ghost', 'ci'),
      name: fc.string(),
      state: fc.option(fc.constantFrom('inUse', 'Retired', 'x', '')),
      cost: fc.option(fc.oneof(fc.string(), fc.double())),
      attributes: fc.dictionary(fc.constantFrom('ip', 'cpus', 'validUntil', 'url', '__proto__', 'toString'), value),
    });
    fc.assert(
      fc.property(anyDraft, (offered) => {
        const once = validateCi(catalogue, offered);
        if (once.ok) expect(validateCi(catalogue, once.ci)).toEqual(once);
        else expect(once.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a relation', () => {
  const classes: Readonly<Record<string, string>> = { 'server:a': 'server', 'cluster:c': 'cluster', 'team:t': 'team' };
  it.each([
    ['server:a', 'memberOfCluster', 'cluster:c', []],
    ['cluster:c', 'dependsOn', 'server:a', []],
    ['server:a', 'memberOfCluster', 'team:t', ['type']],
    ['server:a', 'likes', 'cluster:c', ['type']],
    ['server:ghost', 'runsOn', 'server:a', ['from']],
    ['server:a', 'runsOn', 'server:ghost', ['to']],
    ['server:a', 'runsOn', 'server:a', ['to']],
  ])('%s %s %s is refused at %j', (from, type, to, paths) => {
    expect(relationIssues(catalogue, { from, type, to }, (ref) => classes[ref]).map(({ path }) => path)).toEqual(paths);
  });

  it('says which way failure goes', () => {
    const [a, b] = [CiRef.parse('server:a'), CiRef.parse('server:b')];
    const relation = { from: a, type: 'x', to: b };
    const ends = (impact: 'toSource' | 'toTarget' | 'both' | 'none'): string[] =>
      edgesOf(relation, { impact }).map(({ supplier, consumer }) => `${supplier} hits ${consumer}`);
    expect(ends('toSource')).toEqual(['server:b hits server:a']);
    expect(ends('toTarget')).toEqual(['server:a hits server:b']);
    expect(ends('both')).toEqual(['server:b hits server:a', 'server:a hits server:b']);
    expect(ends('none')).toEqual([]);
  });
});
