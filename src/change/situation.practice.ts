/** How a change stands at this moment: everything that gates, panel and publication judge by, read once and bounded. */
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import type { ApprovalPolicies } from './approval.shapes';
import { policyFor, standingOf, type ApprovalStanding } from './approval-standing';
import { approversOf } from './approvers.practice';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord, StoredChange } from './change-record';
import type { ChangePorts, ChangeSeen, Saved } from './change.ports';
import type { Fingerprint, Stage } from './change.shapes';
import type { Conflict } from './conflicts';
import { currencyOf, fingerprintOf } from './material';
import { acceptanceOf, conflictsIn, neighbourhood, type Neighbourhood } from './neighbourhood.practice';
import { EARLY_MINUTES } from './requirements';
import type { RiskRules } from './risk.shapes';
import type { ChangeWindows } from './schedule.shapes';
import { candidateOf, type ScheduledChange } from './scheduled-change';
import type { Situation, StandingConflict } from './situation';
import { windowPlan } from './windows';
import { isPreApproved, templateStanding, type SavedTemplate, type TemplateStanding } from './template-standing';

export interface Standing {
  readonly site: SiteMap;
  readonly seen: ChangeSeen;
  readonly stored: StoredChange | undefined;
  readonly rules: Saved<RiskRules>;
  readonly policies: Saved<ApprovalPolicies>;
  readonly windows: ChangeWindows;
  readonly templates: readonly SavedTemplate[];
  /** Of the change as it is. */
  readonly fingerprint: Fingerprint;
  readonly approval: ApprovalStanding;
  readonly conflicts: readonly Conflict[];
  /** Undefined without a valid window, or where conflicts no longer matter. */
  readonly around: Neighbourhood | undefined;
  readonly situation: Situation;
}

export type SituationPorts = Pick<
  ChangePorts,
  'records' | 'decisions' | 'outcomes' | 'settings' | 'landscape' | 'directory' | 'clock'
>;

/** Once the work is done nothing stands in its way any more. */
const AFTER: readonly (Stage | undefined)[] = ['review', 'closed', 'cancelled'];

const EVER: Instant = instant(0);
const MINUTE_MS = 60_000;

export async function standingNow(ports: SituationPorts, site: SiteMap, seen: ChangeSeen): Promise<Standing> {
  const { facts } = seen;
  const now = ports.clock.now();
  const { settings } = ports;
  const [stored, decisions, rules, policies, windows, templates] = await Promise.all([
    ports.records.read(facts.issueId),
    ports.decisions.of(facts.issueId),
    settings.risk.read(),
    settings.policies.read(),
    settings.windows.read(),
    settings.templates.read(),
  ]);
  const record = stored?.record;
  const level = record?.assessment?.level;
  const policy = policyFor(policies.document, facts.type, level);
  const services = record?.services ?? [];
  const [people, template, found, cards] = await Promise.all([
    approversOf(ports, policy, { projectId: facts.projectId, cis: facts.cis, services }),
    templateOf(ports, templates.document.templates, record, facts),
    conflictsNow(ports, windows.document, facts, now),
    ports.landscape.cards(facts.cis),
  ]);
  const fingerprint = fingerprintOf(facts, record?.answers ?? {});
  const approval = standingOf({
    facts,
    requesters: record?.requesters ?? [],
    policies: policies.document,
    preApproved: isPreApproved(facts, template),
    level,
    people,
    decisions,
    fingerprint,
    now,
  });
  const named = await ports.directory.people([facts.requester, facts.implementer].flatMap((account) => account ?? []));
  const voters = approval.steps.flatMap(({ open }) => open);
  return {
    site,
    seen,
    stored,
    rules,
    policies,
    windows: windows.document,
    templates: templates.document.templates,
    fingerprint,
    approval,
    conflicts: found.conflicts,
    around: found.around,
    situation: {
      facts,
      record,
      currency: currencyOf(record?.assessment ?? null, fingerprint, rules.document, now),
      approval: approvalFor(approval),
      conflicts: found.conflicts.map((conflict) => standingConflict(conflict, record)),
      freezesBefore: found.before.map((conflict) => standingConflict(conflict, record)),
      conflictsCut: found.around?.cut ?? false,
      unknownCis: facts.cis.filter((ref) => !cards.has(ref)),
      landscapeCut: found.around?.graphCut ?? false,
      template,
      people: new Map([...named, ...voters.map((person) => [person.accountId, person] as const)]),
      now,
    },
  };
}

const standingConflict = (conflict: Conflict, record: ChangeRecord | undefined): StandingConflict => ({
  kind: conflict.kind,
  accepted: acceptanceOf(record, conflict) !== undefined,
  window: conflict.window?.name,
  overlap: conflict.overlap,
});

const approvalFor = ({ state, edited, steps }: ApprovalStanding): Situation['approval'] => ({
  state,
  edited,
  steps: steps.map(({ step, needed, approvals, satisfied, impossible, open }) => ({
    name: step.name,
    needed,
    approvals,
    satisfied,
    impossible,
    open: open.map(({ accountId }) => accountId),
  })),
});

interface Found {
  readonly conflicts: readonly Conflict[];
  readonly before: readonly Conflict[];
  readonly around: Neighbourhood | undefined;
}

async function conflictsNow(
  ports: Pick<SituationPorts, 'records' | 'landscape'>,
  windows: ChangeWindows,
  facts: ChangeFacts,
  now: Instant,
): Promise<Found> {
  const candidate = AFTER.includes(facts.stage) ? undefined : candidateOf(facts);
  if (candidate === undefined) return { conflicts: [], before: [], around: undefined };
  const own = { issueId: facts.issueId, cis: candidate.cis };
  const around = await neighbourhood(ports, windows, candidate.planned, own);
  const early = beginningNow(candidate, now);
  const before =
    early === undefined ? [] : conflictsIn(early, { ...around, others: [], plan: windowPlan(windows, early.planned) });
  return {
    conflicts: conflictsIn(candidate, around),
    before: before.filter(({ kind }) => kind === 'freeze'),
    around,
  };
}

/**
 * An emergency need not wait for its window, and nobody for the last minutes before it: the work as it would be if it began
 * now; undefined when that may not be, or is no sooner.
 */
function beginningNow(change: ScheduledChange, now: Instant): ScheduledChange | undefined {
  const { from, to } = change.planned;
  const early = toEpoch(instant(from)) - toEpoch(now);
  if (early <= 0 || (change.type !== 'emergency' && early > EARLY_MINUTES * MINUTE_MS)) return undefined;
  const end = toEpoch(now) + toEpoch(instant(to)) - toEpoch(instant(from));
  return { ...change, planned: { from: now, to: instant(Math.min(end, toEpoch(instant(from)))) } };
}

async function templateOf(
  { outcomes, landscape }: Pick<SituationPorts, 'outcomes' | 'landscape'>,
  templates: readonly SavedTemplate[],
  record: ChangeRecord | undefined,
  facts: ChangeFacts,
): Promise<TemplateStanding | undefined> {
  const key = record?.template?.key;
  if (key === undefined) return undefined;
  const template = templates.find((one) => one.key === key);
  const since = template?.reapprovedAt == null ? EVER : instant(template.reapprovedAt);
  const [entries, cards, lineage] = await Promise.all([
    outcomes.of({ of: 'template', template: key }, since),
    landscape.cards(facts.cis),
    landscape.lineage(),
  ]);
  return templateStanding(key, template, entries, facts, (ref) => {
    const card = cards.get(ref);
    return card === undefined ? undefined : [card.classKey, ...lineage(card.classKey)];
  });
}
