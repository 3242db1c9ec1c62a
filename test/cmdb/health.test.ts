import fc from 'fast-check';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import {
  DuplicateFinder,
  findingsOf,
  isExamined,
  mergedTallies,
  normalisedName,
  overall,
  sameNameKey,
  tallied,
  type HealthTally,
} from '../../src/cmdb/health';
import { HEALTH_RULES, type HealthRule } from '../../src/cmdb/cmdb.shapes';
import { Ci } from '../../src/cmdb/model';
import { CiRef } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';
import type { z } from 'zod';

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);
const NOW = instant('2026-06-30T12:00:00Z');

const aCi = (over: Partial<z.input<typeof Ci>> = {}): Ci =>
  Ci.parse({
    ref: 'server:web-01',
    classKey: 'server',
    name: 'Web 01',
    state: 'inUse',
    environment: 'production',
    criticality: 2,
    owner: 'user-1',
    supportGroup: 'linux',
    location: null,
    cost: null,
    attributes: { ip: '10.0.0.1', operatingSystem: 'Debian' },
    identifiers: [],
    redundancy: null,
    sources: {},
    attestedAt: null,
    attestedBy: null,
    createdAt: '2026-06-01T00:00:00.000Z',
    updatedAt: '2026-06-01T00:00:00.000Z',
    ...over,
  });
const runs = [{ type: 'runsOn', end: 'to' as const }];
const findings = (over: Partial<z.input<typeof Ci>>, relations: { type: string; end: 'from' | 'to' }[] = runs) =>
  findingsOf(catalogue, aCi(over), { relations }, NOW);

describe('a CI', () => {
  it('is healthy when nothing is missing, wrong, old or alone', () => {
    expect(findings({})).toEqual([]);
  });

  it.each<[string, Partial<z.input<typeof Ci>>, HealthRule, string[]]>([
    [
      'has no owner and lacks what its class recommends',
      { owner: null, attributes: {} },
      'incomplete',
      ['Owner', 'IP address', 'Operating system'],
    ],
    [
      'has a value that its class would refuse today',
      { attributes: { ip: 'x', operatingSystem: 'Debian' } },
      'incorrect',
      ['attributes.ip: “x” is not an IP address. Write one such as 10.1.2.3 or 2001:db8::1.'],
    ],
    [
      'has a value of an attribute that its class no longer has',
      { attributes: { ip: '10.0.0.1', operatingSystem: 'Debian', colour: 'red' } },
      'incorrect',
      ['attributes.colour: Server has no attribute “colour”.'],
    ],
    [
      'was not touched for 61 days',
      { updatedAt: '2026-04-30T12:00:00.000Z' },
      'stale',
      ['Neither changed nor attested for 61 days; its class allows 60.'],
    ],
    [
      'has a class that no longer exists',
      { classKey: 'ghost' },
      'incorrect',
      [expect.stringContaining('There is no class “ghost”') as string],
    ],
  ])('%s', (_case, over, rule, details) => {
    expect(findings(over)).toEqual([{ rule, details }]);
  });

  it.each<[string, Partial<z.input<typeof Ci>>, number]>([
    ['60 days and not a day more are allowed', { updatedAt: '2026-05-01T12:00:00.000Z' }, 0],
    [
      'an attestation counts as much as a change',
      { updatedAt: '2025-01-01T00:00:00.000Z', attestedAt: '2026-06-01T00:00:00.000Z' },
      0,
    ],
    ['an old attestation does not make a fresh change old', { attestedAt: '2025-01-01T00:00:00.000Z' }, 0],
  ])('of staleness: %s', (_case, over, count) => {
    expect(findings(over)).toHaveLength(count);
  });

  it('is an orphan without any of the relations that its class expects, at the right end', () => {
    expect(findings({}, [{ type: 'runsOn', end: 'from' }]).map(({ rule }) => rule)).toEqual(['orphan']);
    expect(findings({}, [])[0]?.details[0]).toContain('“runs”, “hosts”');
    expect(findings({ classKey: 'team', attributes: { lead: 'user-2' } }, [])).toEqual([]);
  });

  it('is incomplete, not incorrect, without a value that is required', () => {
    const secured = [{ type: 'securedBy', end: 'to' as const }];
    const attributes = { subject: 'example.com', issuer: 'CA' };
    expect(findings({ classKey: 'certificate', attributes }, secured)).toEqual([
      { rule: 'incomplete', details: ['Valid until'] },
    ]);
  });

  it('is not examined when retired', () => {
    expect(isExamined(catalogue, aCi({ state: 'retired' }))).toBe(false);
    expect(isExamined(catalogue, aCi())).toBe(true);
    expect(isExamined(catalogue, aCi({ classKey: 'ghost' }))).toBe(true);
  });
});

describe('duplicates', () => {
  it.each([
    ['Web-01', 'web 01', true],
    ['Köln', 'koln', true],
    ['web.01', 'web011', false],
    ['---', '***', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(normalisedName(one) === normalisedName(other)).toBe(same);
  });

  it('share a name within the class, or a key', () => {
    const finder = new DuplicateFinder();
    const add = (ci: Ci, ...keys: string[]): void => finder.add(ci.ref, [sameNameKey(ci), ...keys]);
    add(aCi({ ref: 'server:a', name: 'Web 01' }), 'serial=1');
    add(aCi({ ref: 'server:b', name: 'web-01' }), 'serial=2');
    add(aCi({ ref: 'server:c', name: 'Other' }), 'serial=1', 'serial=1');
    add(aCi({ ref: 'database:d', classKey: 'database', name: 'Web 01' }));
    expect([...finder.duplicates()]).toEqual([
      ['server:a', ['server:b', 'server:c']],
      ['server:b', ['server:a']],
      ['server:c', ['server:a']],
    ]);
  });

  it('names a few of very many', () => {
    const finder = new DuplicateFinder();
    for (let number = 0; number < 500; number += 1) finder.add(CiRef.parse(`server:s-${number}`), ['same']);
    expect(finder.duplicates().size).toBe(500);
    expect(finder.duplicates().get(CiRef.parse('server:s-3'))).toHaveLength(10);
  });
});

describe('the figures', () => {
  const anyExamined = fc.array(
    fc.record({
      classKey: fc.constantFrom('server', 'database'),
      number: fc.nat(10_000),
      rules: fc.uniqueArray(fc.constantFrom(...HEALTH_RULES)),
    }),
    { maxLength: 120 },
  );

  it('are exact, and the same in one go or in parts', () => {
    fc.assert(
      fc.property(anyExamined, fc.nat(120), (examined, cut) => {
        const fold = (part: typeof examined): HealthTally =>
          part.reduce<HealthTally>(
            (tally, { classKey, number, rules }) =>
              tallied(
                tally,
                { classKey, ref: CiRef.parse(`${classKey}:c-${number}`) },
                rules.map((rule) => ({ rule })),
              ),
            {},
          );
        const whole = mergedTallies(fold(examined), {});
        expect(mergedTallies(fold(examined.slice(0, cut)), fold(examined.slice(cut)))).toEqual(whole);
        const all = overall(whole);
        expect(all.cis).toBe(examined.length);
        expect(all.healthy).toBe(examined.filter(({ rules }) => rules.length === 0).length);
        for (const rule of HEALTH_RULES) {
          const found = examined.filter(({ rules }) => rules.includes(rule)).length;
          expect(all.findings[rule]).toBe(found);
          expect(all.examples[rule]).toHaveLength(Math.min(found, 20));
        }
      }),
    );
  });
});
