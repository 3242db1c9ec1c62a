/** Why a gate is closed, in a sentence or two: what is missing and who can provide it. Jira shows it beside the transition. */
import { instant, toEpoch } from '../kernel/time';
import { ROLES } from '../setup/blueprint/catalogue';
import type { RoleKey } from '../setup/site-map';
import type { Gate, GateItem } from './gate.shapes';

const REFUSED: Readonly<Record<Gate, string>> = {
  assess: 'It can’t be assessed yet',
  authorize: 'It can’t go to authorization yet',
  schedule: 'It can’t be scheduled yet',
  implement: 'It can’t be implemented yet',
  close: 'It can’t be closed yet',
};

const PARTS: Readonly<Record<string, string>> = {
  type: 'change type',
  plannedStart: 'planned start',
  plannedEnd: 'planned end',
  outageStart: 'outage start',
  outageEnd: 'outage end',
  cis: 'configuration items',
  implementer: 'implementer',
  reason: 'reason',
  implementationPlan: 'implementation plan',
  backoutPlan: 'back-out plan',
  testPlan: 'test plan',
  communicationPlan: 'communication plan',
  answers: 'questionnaire',
  minutes: 'duration',
};

const CONFLICTS: Readonly<Record<string, string>> = {
  sameCi: 'the same CI',
  upstream: 'CIs it depends on',
  downstream: 'CIs that depend on it',
  implementer: 'the same implementer',
  outsideMaintenance: 'maintenance windows',
};

const REVIEWS: Readonly<Record<string, string>> = {
  emergency: 'it was an emergency',
  failed: 'it failed or was backed out',
  highRisk: 'its risk was high',
  breach: 'it went past a gate',
};

/** Names shown of those who can provide something; the panel has all of them. */
const NAMED = 5;

/** In the zone of the site's reports: the platform does not tell a validator who acts. */
export function refusalOf(gate: Gate, items: readonly GateItem[], zone: string): string | undefined {
  const missing = items.filter((item) => !item.met);
  if (missing.length === 0) return undefined;
  return `${REFUSED[gate]}: ${missing.map((item) => sentenceOf(item, zone)).join(' ')}`;
}

function sentenceOf(item: GateItem, zone: string): string {
  const said = WORDS[`${item.requirement}.${item.missing?.code ?? ''}`] ?? (() => `${item.requirement} is missing.`);
  return said(new Params(item, zone));
}

/** The params of what is missing, in words. */
class Params {
  constructor(
    private readonly item: GateItem,
    private readonly zone: string,
  ) {}

  text(name: string): string {
    return String(this.item.missing?.params[name] ?? '');
  }

  private split(name: string): string[] {
    return this.text(name)
      .split(',')
      .filter((word) => word !== '');
  }

  list(name: string, words: Readonly<Record<string, string>>): string {
    return joined(this.split(name).map((word) => words[word] ?? word));
  }

  at(name: string): string {
    const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: this.zone });
    return `${words.format(toEpoch(instant(this.text(name))))} (${this.zone})`;
  }

  /** " (Ada, Bob)", or nothing. */
  get people(): string {
    const names = this.item.people.map(({ name }) => name);
    if (names.length === 0) return '';
    const more = names.length - NAMED;
    return ` (${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
  }

  get roles(): string {
    return joined(
      this.item.roles.map((role) => `a ${roleName(role)}`),
      'or',
    );
  }
}

const roleName = (key: RoleKey): string => ROLES.find((role) => role.key === key)?.name ?? key;

function joined(words: readonly string[], conjunction = 'and'): string {
  const last = words.at(-1);
  if (last === undefined) return '';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

const WORDS: Readonly<Record<string, (params: Params) => string>> = {
  'described.empty': (p) => `Fill in ${p.list('parts', PARTS)}${p.people}.`,
  'described.unknownCis': (p) =>
    `The CMDB does not have ${p.text('cis')}: choose configuration items that it has, or have them entered.`,
  'described.endBeforeStart': () => 'The planned end has to come after the planned start.',
  'described.tooLong': (p) => `The planned window may last at most ${p.text('days')} days.`,
  'described.halfAnOutage': () => 'Give both the start and the end of the outage, or neither.',
  'described.outageEndBeforeStart': () => 'The end of the outage has to come after its start.',
  'described.outageOutside': () => 'The outage has to lie within the planned window.',
  'windowAhead.past': (p) => `Its planned start, ${p.at('start')}, has passed: move it.`,
  'inWindow.early': (p) => `Its window begins at ${p.at('start')}; work may begin from ${p.at('opens')} on.`,
  'inWindow.over': (p) => `Its window ended at ${p.at('end')}: move it, and have it approved again.`,
  'assessed.none': (p) => `Its risk has not been assessed; ${p.roles} does that in the panel.`,
  'assessed.edited': (p) =>
    `Since its risk was assessed, ${p.list('parts', PARTS)} changed: ${p.roles} assesses it again in the panel.`,
  'assessed.aged': (p) => `Its assessment ran out at ${p.at('since')}: ${p.roles} assesses it again in the panel.`,
  'approved.notAsked': () => 'It needs approval, which is asked for by requesting authorization.',
  'approved.waiting': (p) => `It needs ${p.text('missing')} more approval(s): ${p.text('steps')}${p.people}.`,
  'approved.rejected': () => 'It was rejected: take it back to assessment and change what was objected to.',
  'approved.edited': (p) =>
    `It was edited since it was approved and needs approval again: ${p.text('steps')}${p.people}.`,
  'approved.expired': (p) => `Its approval ran out: it needs approval again by ${p.text('steps')}${p.people}.`,
  'approved.impossible': (p) =>
    `Nobody can approve it as it is: ${p.text('steps')}. A Jira administrator changes the policy or gives people the role.`,
  'noFreeze.frozen': (p) =>
    `It lies in a freeze (${p.text('windows')}, from ${p.at('from')} to ${p.at('to')}): move it out of it.`,
  'noConflict.unaccepted': (p) =>
    `It has ${p.text('count')} unaccepted conflict(s) (${p.list('kinds', CONFLICTS)}): move it, or let ${p.roles} accept them in the panel.`,
  'noConflict.tooMany': () => 'Too many changes lie in its window to be compared: choose a shorter one.',
  'noConflict.unfollowed': () =>
    'More depends on its CIs than could be followed just now: try again in a few minutes, or name fewer CIs.',
  'preApproved.noTemplate': () =>
    'A standard change follows a template: apply one in the panel, or request assessment instead.',
  'preApproved.gone': (p) =>
    `Its template ${p.text('template')} is gone: apply another, or request assessment instead.`,
  'preApproved.disabled': (p) =>
    `The template ${p.text('template')} is switched off: apply another, or request assessment instead.`,
  'preApproved.demoted': (p) =>
    `The template ${p.text('template')} lost its pre-approval after failures: request assessment instead, or let a Jira administrator approve the template anew.`,
  'preApproved.drifted': (p) =>
    `It differs from its template ${p.text('template')} in ${p.list('parts', PARTS)}: apply the template again, or request assessment instead.`,
  'route.onlyStandard': () => 'Only standard changes are scheduled without assessment: request assessment instead.',
  'route.onlyEmergency': () => 'Only emergencies are implemented without being scheduled: schedule it first.',
  'route.noRoute': () => 'From where it is, this step does not lead on.',
  'outcome.noOutcome': (p) => `Its outcome is not recorded; ${p.roles} does that in the panel.`,
  'reviewed.noReview': (p) =>
    `It needs a review, because ${p.list('because', REVIEWS)}: write down deviations or lessons in the panel.`,
};

/** `requirement.code` of everything a gate may miss. */
export const MISSING_CODES: readonly string[] = Object.keys(WORDS);
