/** What the linter says of approval policies, at which place. */
import type { ApprovalPolicies, ApprovalPolicy, ApproverSource } from '../../src/change/approval.shapes';
import { lintPolicies, readPolicies, type ProjectPeople } from '../../src/change/approval-lint';
import { DEFAULT_POLICIES } from '../../src/change/approval-policies-defaults';
import { RISK_LEVELS } from '../../src/change/change.shapes';
import { person } from './builders';

const role = (key: 'changeManager' | 'cabMember'): ApproverSource => ({ from: 'role', role: key });

const policy = (changed: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  key: 'all',
  name: 'All',
  types: ['standard', 'normal', 'emergency'],
  levels: [...RISK_LEVELS],
  steps: [{ key: 'manager', name: 'Manager', sources: [role('changeManager')], need: { kind: 'any' } }],
  expiresAfterHours: null,
  ...changed,
});

const asking = (sources: ApproverSource[], need: ApprovalPolicy['steps'][number]['need']): ApprovalPolicy =>
  policy({ steps: [{ key: 'only', name: 'Only', sources, need }] });

const of = (...policies: ApprovalPolicy[]): ApprovalPolicies => ({ policies, delegation: true });

/** IT has three on its board and two managers; HR nobody on its board and one manager. */
const people = (project: string, roles: Readonly<Record<string, readonly string[]>>): ProjectPeople => ({
  project,
  behind(source) {
    if (source.from === 'role') return (roles[source.role] ?? []).map(person);
    if (source.from === 'people') return source.people.filter((account) => account !== person('gone'));
    return source.from === 'group' ? [person('gus'), person('gil')] : undefined;
  },
});
const IT = people('IT', { cabMember: ['cai', 'cleo', 'cora'], changeManager: ['mia', 'max'], serviceOwner: ['sue'] });
const HR = people('HR', { cabMember: [], changeManager: ['mia'] });

const said = (document: ApprovalPolicies, projects = [IT]): string[] =>
  lintPolicies(document, projects).map(({ path, severity, code }) => `${severity} ${code} at ${path}`);

describe('policies', () => {
  it('that work have nothing to be said of them', () => {
    expect(said(of(policy()))).toEqual([]);
    expect(said(DEFAULT_POLICIES)).toEqual([]);
  });

  it.each<readonly [string, ApprovalPolicies, readonly ProjectPeople[], readonly string[]]>([
    [
      'a type and level that no policy covers',
      of(
        policy({ types: ['normal', 'standard'] }),
        policy({ key: 'e', types: ['emergency'], levels: ['low', 'high'] }),
      ),
      [IT],
      ['error uncovered at policies'],
    ],
    ['no policy at all: each type', of(), [IT], Array.from({ length: 3 }, () => 'error uncovered at policies')],
    [
      'a policy behind one that takes everything',
      of(policy(), policy({ key: 'late', types: ['normal'], levels: ['high'] })),
      [IT],
      ['warning unreachable-policy at policies.1.types'],
    ],
    [
      'a policy of which others take all between them',
      of(
        policy({ key: 'a', levels: ['low', 'moderate'] }),
        policy({ key: 'b', levels: ['high', 'veryHigh'] }),
        policy({ key: 'c', types: ['normal'] }),
      ),
      [IT],
      ['warning unreachable-policy at policies.2.types'],
    ],
    [
      'a narrower policy before a wider one is how they are meant',
      of(policy({ key: 'narrow', levels: ['high'] }), policy({ key: 'wide' })),
      [IT],
      [],
    ],
    [
      'two policies of one key',
      of(policy({ levels: ['low'] }), policy()),
      [IT],
      ['error duplicate-key at policies.1.key'],
    ],
    [
      'two steps of one key',
      of(policy({ steps: [...policy().steps, ...policy().steps] })),
      [IT],
      ['error duplicate-key at policies.0.steps.1.key'],
    ],
    [
      'more than there are',
      of(asking([role('cabMember')], { kind: 'atLeast', count: 4 })),
      [IT],
      ['error impossible at policies.0.steps.0.need.count'],
    ],
    [
      'all there are together',
      of(asking([role('cabMember'), role('changeManager')], { kind: 'atLeast', count: 5 })),
      [IT],
      ['warning no-deputy at policies.0.steps.0.sources'],
    ],
    [
      'the same person through two sources is one',
      of(asking([role('changeManager'), { from: 'people', people: [person('mia')] }], { kind: 'atLeast', count: 3 })),
      [IT],
      ['error impossible at policies.0.steps.0.need.count'],
    ],
    [
      'a role that nobody holds in one of the projects',
      of(asking([role('cabMember')], { kind: 'any' })),
      [IT, HR],
      [
        'warning nobody-behind at policies.0.steps.0.sources.0',
        'warning impossible-in-project at policies.0.steps.0.sources',
      ],
    ],
    [
      'a role that nobody holds anywhere',
      of(asking([role('cabMember')], { kind: 'all' })),
      [HR],
      ['warning nobody-behind at policies.0.steps.0.sources.0', 'error impossible at policies.0.steps.0.sources'],
    ],
    [
      'only people who are gone',
      of(asking([{ from: 'people', people: [person('gone')] }], { kind: 'any' })),
      [IT],
      ['warning nobody-behind at policies.0.steps.0.sources.0', 'error impossible at policies.0.steps.0.sources'],
    ],
    [
      'a single person, whose own changes nobody approves',
      of(asking([role('changeManager')], { kind: 'any' })),
      [IT, HR],
      ['warning no-deputy at policies.0.steps.0.sources'],
    ],
    [
      'owners without anybody else',
      of(asking([{ from: 'ciOwners' }, { from: 'serviceOwners' }], { kind: 'atLeast', count: 2 })),
      [IT],
      ['warning owners-alone at policies.0.steps.0.sources'],
    ],
    [
      'owners with a role behind them',
      of(asking([{ from: 'serviceOwners' }, role('changeManager')], { kind: 'any' })),
      [IT],
      [],
    ],
    [
      'the same source twice',
      of(asking([role('cabMember'), role('cabMember')], { kind: 'any' })),
      [IT],
      ['warning repeated at policies.0.steps.0.sources.1'],
    ],
    ['without projects nothing about people', of(asking([role('cabMember')], { kind: 'atLeast', count: 9 })), [], []],
  ])('%s', (_name, document, projects, findings) => {
    expect(said(document, [...projects])).toEqual(findings);
  });

  it('are told in words for whoever edits them', () => {
    const messages = lintPolicies(
      of(asking([role('cabMember')], { kind: 'atLeast', count: 4 }), policy({ key: 'late', name: 'Late' })),
      [IT],
    ).map(({ message }) => message);
    expect(messages).toEqual([
      '“Late” never applies: “All” takes all it could, being first.',
      'It takes 4 people, and only 3 may decide: nothing could ever be approved. Give more people the role, or ask for fewer.',
    ]);
  });
});

describe('a draft', () => {
  it('that can’t be read says where', () => {
    const draft = {
      delegation: true,
      policies: [
        { ...policy(), key: 'Not a key', types: [] },
        { ...policy(), steps: [{ key: 'x', name: ' ', sources: [], need: { kind: 'atLeast', count: 0 } }] },
      ],
    };
    const { policies, findings } = readPolicies(draft);
    expect(policies).toBeUndefined();
    expect(findings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'policies.0.key: Use 1–40 lower-case letters, digits and hyphens, beginning with a letter.',
      'policies.0.types: Choose at least one type.',
      'policies.1.steps.0.name: Give it a name.',
      'policies.1.steps.0.sources: Say who may approve.',
      'policies.1.steps.0.need.count: At least 1.',
    ]);
  });

  it('that can be read is the policies', () => {
    expect(readPolicies(DEFAULT_POLICIES)).toEqual({ policies: DEFAULT_POLICIES, findings: [] });
  });
});
