/** What the browser may ask of change enablement. */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey, ProjectKey } from '../contract/ids';
import { processView } from '../contract/process';
import { command, query } from '../contract/rpc';
import { ApprovalPolicies, ApprovalView, Delegation, Verdict } from './approval.shapes';
import {
  At,
  ChangeKey,
  ChangeType,
  CiName,
  Finding,
  Person,
  Plan,
  RiskLevel,
  Seal,
  Span,
  Stage,
} from './change.shapes';
import { Breach, GateView } from './gate.shapes';
import { CHANGE_KPI_KEYS, CHANGE_TRIGGERS } from './process';
import { Review, ReviewView, Suspect } from './review.shapes';
import { Answers, Assessment, Contribution, Currency, Question, RiskInput, RiskResult, RiskRules } from './risk.shapes';
import {
  ChangeWindows,
  CollisionView,
  ConflictKind,
  ConflictView,
  Occurrence,
  SlotAnswer,
  SlotSearch,
} from './schedule.shapes';
import { ChangeTemplates, TemplateView } from './template.shapes';

const OnIssue = z.object({ issueKey: IssueKey });

const ChangeView = z.object({
  issueKey: IssueKey,
  summary: z.string(),
  type: ChangeType.nullable(),
  stage: Stage,
  requester: Person.nullable(),
  implementer: Person.nullable(),
  team: z.string().nullable(),
  planned: z.object({ from: At.nullable(), to: At.nullable() }),
  outage: z.object({ from: At.nullable(), to: At.nullable() }),
  cis: z.array(CiName),
  plans: z.array(z.object({ plan: Plan, filled: z.boolean() })),
  /** The template it follows; `drifted` names what differs from it. */
  template: z
    .object({ key: ChangeKey, name: z.string(), preApproved: z.boolean(), drifted: z.array(z.string()) })
    .nullable(),
});
export type ChangeView = z.output<typeof ChangeView>;

export const ChangePanel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), reason: z.enum(['not-set-up', 'no-change']) }),
  z.object({
    kind: z.literal('change'),
    asOf: At,
    change: ChangeView,
    questions: z.array(Question),
    answers: Answers,
    /** The last assessment, also when it is stale. */
    assessment: Assessment.omit({ fingerprint: true, by: true }).extend({ by: Person }).nullable(),
    currency: Currency,
    conflicts: z.array(ConflictView),
    /** The impact graph was cut: there may be more. */
    conflictsCut: z.boolean(),
    approval: ApprovalView,
    /** The gates on the way from its stage, nearest first. */
    gates: z.array(GateView),
    breaches: z.array(Breach),
    review: ReviewView.nullable(),
    /** Why a review is asked for; empty when an outcome will do. */
    reviewBecause: z.array(z.enum(['emergency', 'failed', 'highRisk', 'breach'])),
    may: z.object({ edit: z.boolean(), assess: z.boolean(), accept: z.boolean(), review: z.boolean() }),
  }),
]);
export type ChangePanel = z.output<typeof ChangePanel>;

const CalendarChange = z.object({
  issueKey: IssueKey,
  summary: z.string(),
  type: ChangeType.nullable(),
  stage: Stage,
  level: RiskLevel.nullable(),
  planned: Span,
  outage: Span.nullable(),
  implementer: z.string().nullable(),
  cis: z.array(CiName),
  /** Business services that it can bring down, as last assessed. */
  services: z.array(CiName),
  conflicts: z.enum(['none', 'accepted', 'unaccepted', 'frozen', 'unknown']),
});
export type CalendarChange = z.output<typeof CalendarChange>;

export const CalendarFilter = z.object({
  from: At,
  /** At most 100 days after `from`. */
  to: At,
  projects: z.array(ProjectKey).max(50),
  services: z.array(CiRef).max(50),
  types: z.array(ChangeType),
  levels: z.array(RiskLevel),
});
export type CalendarFilter = z.output<typeof CalendarFilter>;

const ChangeCalendar = z.object({
  asOf: At,
  changes: z.array(CalendarChange),
  windows: z.array(Occurrence),
  /** More than are shown lie in the span. */
  cut: z.boolean(),
});
export type ChangeCalendar = z.output<typeof ChangeCalendar>;

const AgendaItem = z.object({
  issueKey: IssueKey,
  summary: z.string(),
  type: ChangeType,
  level: RiskLevel.nullable(),
  score: z.int().nullable(),
  /** What adds most to its risk, the most telling first. */
  because: z.array(Contribution).max(3),
  currency: Currency,
  planned: z.object({ from: At.nullable(), to: At.nullable() }),
  outage: z.object({ from: At.nullable(), to: At.nullable() }),
  plans: z.array(z.object({ plan: Plan, filled: z.boolean() })),
  waitingSince: At,
  requester: Person.nullable(),
  implementer: Person.nullable(),
  /** Those that nobody accepted, by kind. */
  conflicts: z.array(z.object({ kind: ConflictKind, count: z.int() })),
  services: z.array(CiName),
  approval: ApprovalView,
});
export type AgendaItem = z.output<typeof AgendaItem>;

const Count = z.object({ count: z.int(), jql: z.string() });
const Projects = z.array(ProjectKey).max(50);

/** Of a configuration that is saved as a whole. */
const Stamp = z.object({
  /** Null while the shipped default has never been saved. */
  version: z.int().nullable(),
  updatedAt: At.nullable(),
  updatedBy: Person.nullable(),
});
export const SavedRiskRules = Stamp.extend({ document: RiskRules });
export const SavedPolicies = Stamp.extend({ document: ApprovalPolicies });
export const SavedWindows = Stamp.extend({ document: ChangeWindows });
export const SavedTemplates = Stamp.extend({ document: ChangeTemplates });

/** Read leniently: findings say what is wrong at which place, instead of refusing the whole draft. */
const Draft = z.json();

const lint = query({
  access: 'admin',
  input: z.object({ draft: Draft }),
  output: z.object({ findings: z.array(Finding) }),
});

/** Saving: INVALID_INPUT with the linter's errors by path; CONFLICT when somebody saved in between. Nothing is saved then. */
const DraftToSave = z.object({ expectedVersion: z.int().nullable(), draft: Draft });

export const changeContract = {
  // ── on an issue ────────────────────────────────────────────────────────────────────────────────────────────────
  'change.panel': query({ access: 'viewer', input: OnIssue, output: ChangePanel }),
  /** INVALID_INPUT at `answers.<question>` for what is missing or unknown; REFUSED when the change is not yet described. */
  'change.assess': command({ access: 'agent', input: OnIssue.extend({ answers: Answers }), output: ChangePanel }),
  /** CONFLICT when the change is no longer the one that was looked at; REFUSED with the reason for who may not decide. */
  'change.decide': command({
    access: 'viewer',
    input: OnIssue.extend({
      verdict: Verdict,
      onBehalfOf: AccountId.nullable(),
      reason: z.string().trim().max(2_000),
      seal: Seal,
    }),
    output: ChangePanel,
  }),
  /** A recorded decision. REFUSED for a freeze; CONFLICT when the conflict is no longer the one that was looked at. */
  'change.acceptConflict': command({
    access: 'changeManager',
    input: OnIssue.extend({
      conflict: z.string().max(300),
      signature: z.string().max(300),
      reason: z.string().trim().min(1, 'Say why it is acceptable.').max(2_000),
    }),
    output: ChangePanel,
  }),
  'change.findSlot': query({ access: 'viewer', input: OnIssue.extend({ search: SlotSearch }), output: SlotAnswer }),
  /** Moves the planned window, and the outage with it; Jira asks whether the caller may. */
  'change.move': command({ access: 'agent', input: OnIssue.extend({ to: Span }), output: ChangePanel }),
  'change.applyTemplate': command({
    access: 'agent',
    input: OnIssue.extend({ template: ChangeKey }),
    output: ChangePanel,
  }),
  'change.suspects': query({ access: 'viewer', input: OnIssue, output: z.object({ suspects: z.array(Suspect) }) }),
  'change.review': command({
    access: 'agent',
    input: OnIssue.extend({ review: Review.omit({ by: true, at: true }) }),
    output: ChangePanel,
  }),

  // ── for everybody ──────────────────────────────────────────────────────────────────────────────────────────────
  'change.catalogue': query({
    access: 'user',
    input: z.object({}),
    output: z.object({
      templates: z.array(TemplateView),
      projects: z.array(z.object({ key: ProjectKey, name: z.string() })),
    }),
  }),
  /** Creates the issue as the caller. */
  'change.request': command({
    access: 'user',
    input: z.object({
      /** Made by the browser, so that a repeated request creates nothing twice. */
      requestId: z.uuid(),
      template: ChangeKey,
      project: ProjectKey,
      summary: z.string().trim().min(1, 'Say what is changed.').max(255),
      start: At,
      cis: z.array(CiRef).min(1, 'Choose what is changed.').max(50),
    }),
    output: z.object({ issueKey: IssueKey }),
  }),
  'change.calendar': query({ access: 'user', input: CalendarFilter, output: ChangeCalendar }),
  /** The same as an iCalendar file. */
  'change.ics': query({ access: 'user', input: CalendarFilter, output: z.object({ text: z.string() }) }),
  'change.simulate': query({
    access: 'user',
    input: z.object({ from: At, to: At }),
    output: z.object({ collisions: z.array(CollisionView), changes: z.int(), cut: z.boolean() }),
  }),
  /** Every change that waits for approval and that the reader may see. */
  'change.agenda': query({
    access: 'user',
    input: z.object({ mine: z.boolean(), projects: Projects }),
    output: z.object({ asOf: At, items: z.array(AgendaItem), cut: z.boolean() }),
  }),
  'change.delegations': query({
    access: 'user',
    input: z.object({}),
    output: z.object({ enabled: z.boolean(), given: z.array(Delegation), received: z.array(Delegation) }),
  }),
  /** Hands the caller's own votes over for a time. */
  'change.delegate': command({
    access: 'user',
    input: z.object({ to: AccountId, since: At, until: At }),
    output: z.object({ delegation: Delegation }),
  }),
  'change.endDelegation': command({
    access: 'user',
    input: z.object({ id: z.string().max(64) }),
    output: z.object({}),
  }),
  'change.process': query({
    access: 'user',
    input: z.object({}),
    output: processView(CHANGE_TRIGGERS, CHANGE_KPI_KEYS),
  }),

  // ── gadgets ────────────────────────────────────────────────────────────────────────────────────────────────────
  'change.heatMap': query({
    access: 'user',
    input: z.object({
      projects: Projects,
      scope: z.enum(['open', 'upcoming', 'closed']),
      days: z.int().min(1).max(365),
    }),
    output: z.object({
      asOf: At,
      /** `cells[likelihood - 1][impact - 1]`. */
      cells: z.array(z.array(Count.extend({ level: RiskLevel }))),
      unassessed: Count,
      total: Count,
    }),
  }),
  'change.upcoming': query({
    access: 'user',
    input: z.object({ projects: Projects, days: z.int().min(1).max(92), limit: z.int().min(1).max(50) }),
    output: z.object({ asOf: At, total: Count, changes: z.array(CalendarChange), freezes: z.array(Occurrence) }),
  }),
  'change.successRate': query({
    access: 'user',
    input: z.object({ projects: Projects, weeks: z.int().min(1).max(26), groupBy: z.enum(['type', 'level', 'team']) }),
    output: z.object({
      asOf: At,
      weeks: z.array(
        z.object({
          week: z.string(),
          from: At,
          to: At,
          successful: Count,
          withIssues: Count,
          failed: Count,
          backedOut: Count,
        }),
      ),
      groups: z.array(z.object({ key: z.string(), label: z.string(), succeeded: Count, closed: Count })),
      closed: Count,
      succeeded: Count,
      /** Of all weeks together. */
      outcomes: z.object({ successful: Count, withIssues: Count, failed: Count, backedOut: Count }),
      /** Backed out, or caused an incident: DORA's change failures, of those implemented. */
      changeFailures: Count,
      emergencies: Count,
      unauthorised: Count,
    }),
  }),

  // ── configuration ──────────────────────────────────────────────────────────────────────────────────────────────
  'change.riskRules': query({ access: 'admin', input: z.object({}), output: SavedRiskRules }),
  'change.lintRiskRules': lint,
  /** What a made-up change would get by rules as they are being edited; null while they or the example can't be judged. */
  'change.tryRiskRules': query({
    access: 'admin',
    input: z.object({ draft: Draft, example: RiskInput }),
    output: z.object({ result: RiskResult.nullable() }),
  }),
  'change.saveRiskRules': command({ access: 'admin', input: DraftToSave, output: SavedRiskRules }),
  'change.policies': query({ access: 'admin', input: z.object({}), output: SavedPolicies }),
  'change.lintPolicies': lint,
  'change.savePolicies': command({ access: 'admin', input: DraftToSave, output: SavedPolicies }),
  'change.windows': query({ access: 'admin', input: z.object({}), output: SavedWindows }),
  'change.lintWindows': lint,
  'change.saveWindows': command({ access: 'admin', input: DraftToSave, output: SavedWindows }),
  /** The next happenings of one window as it is being edited. */
  'change.previewWindow': query({
    access: 'admin',
    input: z.object({ draft: Draft, after: At }),
    output: z.object({ findings: z.array(Finding), next: z.array(Span) }),
  }),
  'change.templates': query({ access: 'admin', input: z.object({}), output: SavedTemplates }),
  'change.lintTemplates': lint,
  'change.saveTemplates': command({ access: 'admin', input: DraftToSave, output: SavedTemplates }),
  /** Gives a demoted template its pre-approval back, with the reason kept. */
  'change.reinstateTemplate': command({
    access: 'admin',
    input: z.object({ template: ChangeKey, reason: z.string().trim().min(1, 'Say why.').max(500) }),
    output: SavedTemplates,
  }),
} as const;
