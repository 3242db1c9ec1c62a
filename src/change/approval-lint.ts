/**
 * What is wrong or doubtful with approval policies as somebody is typing them, each thing at its field. Errors can't work: a
 * change that nobody could ever approve, or two things of one name. A draft without errors may be saved.
 */
import type { AccountId } from '../contract/ids';
import { error, repeatedKeys, warning } from '../sla/finding';
import { ApprovalPolicies, type ApprovalPolicy, type ApprovalStep, type ApproverSource } from './approval.shapes';
import { policyFor } from './approval-standing';
import { CHANGE_TYPES, RISK_LEVELS, type Finding, type RiskLevel } from './change.shapes';
import { readDraft } from './draft';

/** Who is behind the sources of a project, as far as it does not depend on the change; active people only. */
export interface ProjectPeople {
  readonly project: string;
  /** Undefined for owners of CIs and services. */
  readonly behind: (source: ApproverSource) => readonly AccountId[] | undefined;
}

export interface ReadPolicies {
  /** Undefined when the draft can't be read. */
  readonly policies: ApprovalPolicies | undefined;
  readonly findings: readonly Finding[];
}

export function readPolicies(draft: unknown): ReadPolicies {
  const { value, findings } = readDraft(ApprovalPolicies, draft, '');
  return { policies: value, findings };
}

/** @param projects those in which changes are made; without any nothing is said about people */
export function lintPolicies(document: ApprovalPolicies, projects: readonly ProjectPeople[]): Finding[] {
  const { policies } = document;
  return [
    ...repeatedKeys(policies, 'policies', 'policy'),
    ...uncovered(document),
    ...unreachable(document),
    ...policies.flatMap((policy, index) => lintPolicy(policy, `policies.${index}`, projects)),
  ];
}

// ── Together ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const LEVEL_WORDS: Readonly<Record<RiskLevel, string>> = {
  low: 'low',
  moderate: 'moderate',
  high: 'high',
  veryHigh: 'very high',
};

function uncovered(document: ApprovalPolicies): Finding[] {
  return CHANGE_TYPES.flatMap((type) => {
    const levels = RISK_LEVELS.filter((level) => policyFor(document, type, level) === undefined);
    if (levels.length === 0) return [];
    const which = levels.map((level) => LEVEL_WORDS[level]).join(', ');
    const message = `No policy covers ${type} changes of ${which} risk: they could never be approved. Add a policy for them; one without steps lets them through.`;
    return [error('policies', 'uncovered', message)];
  });
}

/** The first policy that fits holds: one whose every case fits an earlier one never does. */
function unreachable(document: ApprovalPolicies): Finding[] {
  return document.policies.flatMap((policy, index): Finding[] => {
    const cases = policy.types.flatMap((type) => policy.levels.map((level) => policyFor(document, type, level)));
    if (cases.includes(policy)) return [];
    const before = [...new Set(cases)].flatMap((one) => (one === undefined ? [] : [`“${one.name}”`]));
    const message = `“${policy.name}” never applies: ${before.join(' and ')} ${before.length > 1 ? 'take' : 'takes'} all it could, being first.`;
    return [warning(`policies.${index}.types`, 'unreachable-policy', message)];
  });
}

// ── Each ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function lintPolicy(
  { steps, types, levels }: ApprovalPolicy,
  at: string,
  projects: readonly ProjectPeople[],
): Finding[] {
  return [
    ...repeated(types, `${at}.types`),
    ...repeated(levels, `${at}.levels`),
    ...repeatedKeys(steps, `${at}.steps`, 'step'),
    ...steps.flatMap((step, index) => lintStep(step, `${at}.steps.${index}`, projects)),
  ];
}

const repeated = (values: readonly string[], at: string): Finding[] =>
  values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [warning(`${at}.${index}`, 'repeated', 'This is chosen twice.')],
  );

function lintStep(step: ApprovalStep, at: string, projects: readonly ProjectPeople[]): Finding[] {
  const twice = repeated(
    step.sources.map((source) => JSON.stringify(source)),
    `${at}.sources`,
  );
  const dynamic = step.sources.filter(({ from }) => from === 'ciOwners' || from === 'serviceOwners');
  if (dynamic.length > 0) return [...twice, ...ownersAlone(step, dynamic.length, at)];
  return [...twice, ...emptySources(step, at, projects), ...tooFew(step, at, projects)];
}

/** Owners are known once there is a change: whether there are any can't be told here. */
function ownersAlone({ sources }: ApprovalStep, dynamic: number, at: string): Finding[] {
  if (dynamic < sources.length) return [];
  const message = 'A change whose CIs or services name no owner could never be approved. Add a role that decides then.';
  return [warning(`${at}.sources`, 'owners-alone', message)];
}

const peopleBehind = ({ sources }: ApprovalStep, { behind }: ProjectPeople): Set<AccountId> =>
  new Set(sources.flatMap((source) => behind(source) ?? []));

/** How many it takes at the least: all of a group is no more than there are. */
const leastOf = ({ need }: ApprovalStep): number => (need.kind === 'atLeast' ? need.count : 1);

function emptySources({ sources }: ApprovalStep, at: string, projects: readonly ProjectPeople[]): Finding[] {
  return sources.flatMap((source, index): Finding[] => {
    const without = projects.filter(({ behind }) => behind(source)?.length === 0);
    if (without.length === 0) return [];
    const where = without.length === projects.length ? '' : ` in ${namesOf(without)}`;
    const message = `${EMPTY[source.from]}${where}.`;
    return [warning(`${at}.sources.${index}`, 'nobody-behind', message)];
  });
}

const EMPTY: Readonly<Record<ApproverSource['from'], string>> = {
  role: 'Nobody active holds this role',
  group: 'Nobody active is in this group',
  people: 'None of these people has an active account',
  ciOwners: 'Nobody owns these CIs',
  serviceOwners: 'Nobody owns these services',
};

function tooFew(step: ApprovalStep, at: string, projects: readonly ProjectPeople[]): Finding[] {
  const least = leastOf(step);
  const short = projects.filter((project) => peopleBehind(step, project).size < least);
  const path = step.need.kind === 'atLeast' ? `${at}.need.count` : `${at}.sources`;
  const are = Math.max(0, ...short.map((project) => peopleBehind(step, project).size));
  const message = `${least === 1 ? 'It takes one person' : `It takes ${least} people`}, and ${are === 0 ? 'nobody' : `only ${are}`} may decide`;
  if (short.length === 0) return noDeputy(step, at, projects, least);
  if (short.length === projects.length)
    return [
      error(
        path,
        'impossible',
        `${message}: nothing could ever be approved. Give more people the role, or ask for fewer.`,
      ),
    ];
  return [
    warning(path, 'impossible-in-project', `${message} in ${namesOf(short)}: no change there could be approved.`),
  ];
}

/** Who has a part in a change does not decide about it. */
function noDeputy(step: ApprovalStep, at: string, projects: readonly ProjectPeople[], least: number): Finding[] {
  const tight = projects.filter((project) => peopleBehind(step, project).size === least);
  if (tight.length === 0 || step.need.kind === 'all') return [];
  const where = tight.length === projects.length ? '' : ` in ${namesOf(tight)}`;
  const message = `Just enough people may decide${where}: a change that one of them asks for or implements could not be approved.`;
  return [warning(`${at}.sources`, 'no-deputy', message)];
}

const namesOf = (projects: readonly ProjectPeople[]): string => projects.map(({ project }) => project).join(', ');
