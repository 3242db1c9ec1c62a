import fc from 'fast-check';
import { AccountId, CiRef, IssueKey } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';
import type { ChangeFacts } from '../../src/change/change-facts';
import { Fingerprint, MATERIAL_PARTS, Seal, type MaterialPart } from '../../src/change/change.shapes';
import { changedParts, currencyOf, digestOf, fingerprintOf, sealOf } from '../../src/change/material';

const cis = ['server:web-01', 'server:web-02', 'database:orders'].map((ref) => CiRef.parse(ref));
const text = (content: string) => ({ words: content.split(' ').length, digest: digestOf(content) });

const facts: ChangeFacts = {
  issueId: '10001',
  key: IssueKey.parse('CHG-1'),
  projectId: '10000',
  summary: 'Replace the certificate',
  stage: 'assess',
  type: 'normal',
  requester: AccountId.parse('ada'),
  creator: AccountId.parse('ada'),
  implementer: AccountId.parse('brian'),
  team: 'Web',
  plannedStart: instant('2026-03-01T22:00:00Z'),
  plannedEnd: instant('2026-03-01T23:00:00Z'),
  outageStart: undefined,
  outageEnd: undefined,
  cis,
  reason: text('It expires'),
  plans: {
    implementation: text('Swap it'),
    backout: text('Swap back'),
    test: text('Open it'),
    communication: text('Tell'),
  },
  createdAt: instant('2026-02-01T08:00:00Z'),
  updatedAt: instant('2026-02-02T08:00:00Z'),
};
const answers = { tested: 'yes', scope: 'one' };
const before = fingerprintOf(facts, answers);

describe('a fingerprint', () => {
  it('has a digest for each part, and no two parts share one by having the same content', () => {
    expect(Fingerprint.parse(before)).toEqual(before);
    expect(Object.keys(before)).toEqual([...MATERIAL_PARTS]);
    const empty = { words: 0, digest: '' };
    const plans = { implementation: empty, backout: empty, test: empty, communication: empty };
    const bare = fingerprintOf({ ...facts, cis: [], reason: empty, plans }, {});
    expect(new Set(Object.values(bare)).size).toBe(MATERIAL_PARTS.length);
  });

  it.each<[string, MaterialPart, Partial<ChangeFacts>]>([
    ['another type', 'type', { type: 'standard' }],
    ['no type', 'type', { type: undefined }],
    ['a later start', 'plannedStart', { plannedStart: instant('2026-03-01T22:00:00.001Z') }],
    ['no end', 'plannedEnd', { plannedEnd: undefined }],
    ['an outage', 'outageStart', { outageStart: instant('2026-03-01T22:10:00Z') }],
    ['the end of an outage', 'outageEnd', { outageEnd: instant('2026-03-01T22:20:00Z') }],
    ['one CI less', 'cis', { cis: cis.slice(1) }],
    ['another implementer', 'implementer', { implementer: AccountId.parse('ada') }],
    ['another reason', 'reason', { reason: text('It has expired') }],
    ['another plan', 'implementationPlan', { plans: { ...facts.plans, implementation: text('Swap both') } }],
    ['no way back', 'backoutPlan', { plans: { ...facts.plans, backout: { words: 0, digest: '' } } }],
    ['another test', 'testPlan', { plans: { ...facts.plans, test: text('Open both') } }],
    ['another message', 'communicationPlan', { plans: { ...facts.plans, communication: text('Tell all') } }],
  ])('%s changes exactly its part', (_case, part, edit) => {
    const after = fingerprintOf({ ...facts, ...edit }, answers);
    expect(changedParts(before, after)).toEqual([part]);
    expect(changedParts(after, before)).toEqual([part]);
    expect(sealOf(after)).not.toBe(sealOf(before));
  });

  it.each<[string, Record<string, string>]>([
    ['another answer', { tested: 'no', scope: 'one' }],
    ['an answer less', { tested: 'yes' }],
    ['answers exchanged', { tested: 'one', scope: 'yes' }],
  ])('%s changes the answers', (_case, given) => {
    expect(changedParts(before, fingerprintOf(facts, given))).toEqual(['answers']);
  });

  it.each<[string, Partial<ChangeFacts>]>([
    ['the summary', { summary: 'Something else' }],
    ['the stage', { stage: 'authorize' }],
    ['the moment it was updated', { updatedAt: instant('2026-02-03T08:00:00Z') }],
    ['the order of CIs', { cis: [...cis].reverse() }],
    ['a CI named twice', { cis: [...cis, ...cis] }],
  ])('%s is not material', (_case, edit) => {
    expect(fingerprintOf({ ...facts, ...edit }, { scope: 'one', tested: 'yes' })).toEqual(before);
  });

  it('tells lists apart that read the same when they are joined', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z,"]{1,4}$/)),
        fc.uniqueArray(fc.stringMatching(/^[a-z,"]{1,4}$/)),
        (left, right) => {
          const of = (keys: readonly string[]) =>
            fingerprintOf(facts, Object.fromEntries(keys.map((key) => [key, key]))).answers;
          expect(of(left) === of(right)).toBe([...left].sort().join('\n') === [...right].sort().join('\n'));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('has a seal that fits where approvers send it', () => {
    expect(Seal.parse(sealOf(before))).toMatch(/^[\w-]{32}$/);
    expect(sealOf(fingerprintOf({ ...facts }, { ...answers }))).toBe(sealOf(before));
  });

  it('is SHA-256', () => {
    // FIPS 180-4, the one-block example "abc": ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c …
    expect(Buffer.from(digestOf('abc'), 'base64url').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9c',
    );
  });
});

describe('an assessment', () => {
  const assessment = { at: instant('2026-02-10T12:00:00Z'), fingerprint: before };
  const rules = { validDays: 30 };
  const until = instant('2026-03-12T12:00:00Z');

  it.each([
    ['is current', '2026-02-10T12:00:00Z', before, { state: 'current', until }],
    ['is current to its last instant', '2026-03-12T11:59:59.999Z', before, { state: 'current', until }],
    ['is old from then on', '2026-03-12T12:00:00Z', before, { state: 'aged', since: until }],
    [
      'is stale once something is edited, however old',
      '2027-03-12T12:00:00Z',
      fingerprintOf({ ...facts, cis: [], plannedEnd: undefined }, answers),
      { state: 'edited', parts: ['plannedEnd', 'cis'] },
    ],
  ])('%s', (_case, now, fresh, expected) => {
    expect(currencyOf(assessment, fresh, rules, instant(now))).toEqual(expected);
  });

  it('that was never made is none', () => {
    expect(currencyOf(null, before, rules, until)).toEqual({ state: 'none' });
  });

  it('is current again when the edit is taken back', () => {
    const edited = fingerprintOf({ ...facts, type: 'emergency' }, answers);
    expect(currencyOf(assessment, edited, rules, assessment.at).state).toBe('edited');
    expect(currencyOf(assessment, fingerprintOf({ ...facts }, answers), rules, assessment.at).state).toBe('current');
  });
});
