/** What the browser may ask of service level management. */
import { z } from 'zod';
import { IssueKey, ProjectKey } from '../contract/ids';
import { processView } from '../contract/process';
import { command, query } from '../contract/rpc';
import { IssueTypeKey, PriorityLevel, RoleKey } from '../setup/site-map';
import { ExtraHours, Holiday, Policy, SlaKey, Target, WeeklyInterval } from './policy';
import { SLA_KPI_KEYS, SLA_TRIGGERS } from './process';
import { CauseView, ReasonView, SegmentReasonView } from './reasons';

const At = z.string();
const Ms = z.int();

export const ClockState = z.enum(['running', 'paused', 'met', 'breached']);

/** What a verdict would be under another version of the policy; only where it differs. */
const OtherVerdict = z.object({
  policyVersion: z.int(),
  state: ClockState,
  targetMs: Ms.nullable(),
  elapsedMs: Ms,
  goal: z.string().nullable(),
});

/** One step of an escalation. */
export const EscalationView = z.object({
  /** Null for the breach. */
  threshold: SlaKey.nullable(),
  at: At,
  action: z.enum(['comment', 'assign', 'raisePriority', 'label', 'link']),
  /** Pending: it is being tried, and tried again. */
  outcome: z.enum(['pending', 'done', 'refused']),
  /** Why Jira refused it for good. */
  reason: z.string().nullable(),
});

export const ClockView = z.object({
  definition: z.object({ key: SlaKey, name: z.string(), kind: z.enum(['sla', 'ola', 'uc']), party: z.string() }),
  /** Counted from 1; a reopened issue may have several. */
  cycle: z.int(),
  cycles: z.int(),
  state: ClockState,
  /** False once the stop condition ended the cycle. A breached clock may still be open. */
  open: z.boolean(),
  /** Why an open clock does not count at `asOf`; null when it does or is over. */
  halted: z.enum(['paused', 'outside-hours', 'holiday']).nullable(),
  /** What brought the halt about, as the proof sheet's segment says it: "Status became On Hold". */
  haltedBecause: z.string().optional(),
  /** The same in parts. */
  haltedBy: z.array(CauseView).optional(),
  startedAt: At,
  stoppedAt: At.nullable(),
  breachedAt: At.nullable(),
  goal: z.object({ key: SlaKey, name: z.string(), target: Target, targetMs: Ms }),
  calendar: z.object({ key: SlaKey, name: z.string(), timeZone: z.string() }),
  /** Counted time at `asOf`. */
  elapsedMs: Ms,
  /** Negative when overrun. */
  remainingMs: Ms,
  /** When it breaches (or breached) if nothing else happens; null while paused without an overrun. */
  dueAt: At.nullable(),
  /** From `asOf` on, elapsed grows with the wall clock until then: the browser counts by itself. Null when halted or over. */
  countsUntil: At.nullable(),
  /** When a halt outside hours ends; null otherwise. */
  resumesAt: At.nullable(),
  next: z
    .object({
      kind: z.enum(['warning', 'breach']),
      threshold: SlaKey.nullable(),
      /** The warning's share of the target. */
      percent: z.number().optional(),
      at: At,
    })
    .nullable(),
  /** Thresholds already reached, with when. */
  reached: z.array(z.object({ threshold: SlaKey, percent: z.number(), at: At })),
  /** What was done at thresholds and the breach; absent in lists of many issues. */
  escalations: z.array(EscalationView).optional(),
  /** Why it runs with this goal, in the engine's words. */
  because: z.array(z.string()),
  /** The same in parts, for whoever says it in another language. */
  reasons: z.array(ReasonView).optional(),
  /** For a closed cycle: the version in force when it ended judged it. */
  policyVersion: z.int(),
  judgedNow: OtherVerdict.nullable(),
});
export type ClockView = z.output<typeof ClockView>;

export const SegmentView = z.object({
  from: At,
  to: At,
  kind: z.enum(['running', 'paused', 'outside-hours', 'holiday', 'stopped']),
  /** What it adds to elapsed. */
  countedMs: Ms,
  /** What began it: "Status became On Hold", "Holiday: Christmas". */
  because: z.string(),
  /** The same in parts. */
  reasons: z.array(SegmentReasonView).optional(),
  goal: z.string(),
  targetMs: Ms,
  dst: z.enum(['gap', 'overlap']).nullable(),
});
export type SegmentView = z.output<typeof SegmentView>;

/** The segments' `countedMs` sum exactly to `elapsedMs`. */
const ProofSheet = z.object({
  issueKey: IssueKey,
  clock: ClockView,
  asOf: At,
  segments: z.array(SegmentView),
  totals: z.array(z.object({ kind: SegmentView.shape.kind, durationMs: Ms, countedMs: Ms })),
});
export type ProofSheet = z.output<typeof ProofSheet>;

export const SlaPanel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), reason: z.enum(['not-set-up', 'not-in-scope']) }),
  z.object({ kind: z.literal('clocks'), issueKey: IssueKey, asOf: At, clocks: z.array(ClockView) }),
]);
export type SlaPanel = z.output<typeof SlaPanel>;

/** One thing the linter says, at its place: `definitions.0.goals.1.target`. */
export const PolicyFinding = z.object({
  path: z.string(),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
});
export type PolicyFinding = z.output<typeof PolicyFinding>;

export const PolicyState = z.object({
  policy: Policy,
  /** Null while the shipped default has never been saved. */
  version: z.int().nullable(),
  updatedAt: At.nullable(),
  updatedBy: z.string().nullable(),
});
export type PolicyState = z.output<typeof PolicyState>;

const Named = z.object({ id: z.string(), name: z.string() });

/** What conditions can be made of on this site. */
export const Vocabulary = z.object({
  projects: z.array(Named.extend({ key: z.string() })),
  issueTypes: z.array(z.object({ key: IssueTypeKey, name: z.string() })),
  statuses: z.array(Named.extend({ category: z.enum(['new', 'indeterminate', 'done']) })),
  priorities: z.array(Named.extend({ level: PriorityLevel })),
  /** Fields with their options; `options` null where values can't be listed. */
  fields: z.array(Named.extend({ options: z.array(Named).nullable() })),
  linkTypes: z.array(Named),
  roles: z.array(z.object({ key: RoleKey, name: z.string() })),
  timeZones: z.array(z.string()),
});
export type Vocabulary = z.output<typeof Vocabulary>;

export const Flip = z.object({
  issueKey: IssueKey,
  summary: z.string(),
  definition: z.string(),
  cycle: z.int(),
  from: ClockState.nullable(),
  to: ClockState.nullable(),
  elapsedFromMs: Ms.nullable(),
  elapsedToMs: Ms.nullable(),
});
export type Flip = z.output<typeof Flip>;

export const WhatIf = z.object({
  jobId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  startedAt: At,
  days: z.int(),
  looked: z.int(),
  total: z.int().nullable(),
  /** Clocks by verdict before and after, per definition. */
  tally: z.array(
    z.object({
      definition: z.string(),
      name: z.string(),
      before: z.object({ met: z.int(), breached: z.int(), open: z.int() }),
      after: z.object({ met: z.int(), breached: z.int(), open: z.int() }),
    }),
  ),
  flips: z.array(Flip),
  /** True when more flips were found than are kept. */
  flipsCut: z.boolean(),
  error: z.string().nullable(),
});
export type WhatIf = z.output<typeof WhatIf>;

const Count = z.object({ count: z.int(), jql: z.string() });

const Attainment = z.object({
  asOf: At,
  /** ISO weeks in the policy's reporting zone, oldest first. */
  weeks: z.array(z.object({ week: z.string(), from: At, to: At, met: Count, breached: Count })),
  groups: z.array(z.object({ key: z.string(), label: z.string(), met: Count, breached: Count })),
  total: z.object({ met: Count, breached: Count }),
  definitions: z.array(z.object({ key: SlaKey, name: z.string() })),
});
export type Attainment = z.output<typeof Attainment>;

const Soon = z.object({
  asOf: At,
  rows: z.array(
    z.object({
      issueKey: IssueKey,
      summary: z.string(),
      priority: z.string().nullable(),
      assignee: z.string().nullable(),
      status: z.string(),
      /** Its clock that is next to breach. */
      clock: ClockView,
    }),
  ),
  running: Count,
  atRisk: Count,
  breached: Count,
  paused: Count,
});
export type Soon = z.output<typeof Soon>;

/** Read leniently: the linter's findings say what is wrong at which place, instead of refusing the whole draft. */
const DraftPolicy = z.json();

export const slaContract = {
  'sla.panel': query({ access: 'viewer', input: z.object({ issueKey: IssueKey }), output: SlaPanel }),
  'sla.proof': query({
    access: 'viewer',
    input: z.object({ issueKey: IssueKey, definition: SlaKey, cycle: z.int().min(1) }),
    output: ProofSheet,
  }),
  'sla.policy': query({ access: 'admin', input: z.object({}), output: PolicyState }),
  'sla.vocabulary': query({ access: 'admin', input: z.object({}), output: Vocabulary }),
  'sla.lint': query({
    access: 'admin',
    input: z.object({ policy: DraftPolicy }),
    output: z.object({ findings: z.array(PolicyFinding) }),
  }),
  /** INVALID_INPUT with the linter's errors by path; CONFLICT when somebody saved in between. Nothing is saved then. */
  'sla.savePolicy': command({
    access: 'admin',
    input: z.object({ expectedVersion: z.int().nullable(), policy: DraftPolicy }),
    output: PolicyState,
  }),
  'sla.versions': query({
    access: 'admin',
    input: z.object({}),
    output: z.object({ versions: z.array(z.object({ version: z.int(), from: At, by: z.string() })) }),
  }),
  /** Reads an iCalendar file; nothing is saved. INVALID_INPUT at `text` when it is none. */
  'sla.readHolidays': query({
    access: 'admin',
    input: z.object({ text: z.string().max(400_000), timeZone: z.string() }),
    output: z.object({ holidays: z.array(Holiday), notes: z.array(z.string()) }),
  }),
  /** What a calendar means in practice: a month's open hours and when a target set at `from` would be due. */
  'sla.previewCalendar': query({
    access: 'admin',
    input: z.object({
      calendar: z.object({
        timeZone: z.string(),
        alwaysOpen: z.boolean(),
        weekly: z.array(WeeklyInterval),
        holidays: z.array(Holiday),
        extra: z.array(ExtraHours),
      }),
      from: At,
      target: Target,
    }),
    output: z.object({
      findings: z.array(PolicyFinding),
      /** Null while the calendar has errors. */
      preview: z
        .object({
          open: z.boolean(),
          opensAt: At.nullable(),
          dueAt: At,
          workingDayMs: Ms,
          days: z.array(
            z.object({ date: z.string(), openMs: Ms, holiday: z.string().nullable(), extra: z.string().nullable() }),
          ),
        })
        .nullable(),
    }),
  }),
  'sla.startWhatIf': command({
    access: 'admin',
    input: z.object({ policy: DraftPolicy, days: z.int().min(1).max(365) }),
    output: WhatIf,
  }),
  'sla.whatIf': query({ access: 'admin', input: z.object({ jobId: z.string() }), output: WhatIf }),
  'sla.cancelWhatIf': command({ access: 'admin', input: z.object({ jobId: z.string() }), output: WhatIf }),
  /** Definitions and projects to choose from in a gadget's settings. */
  'sla.choices': query({
    access: 'user',
    input: z.object({}),
    output: z.object({
      definitions: z.array(z.object({ key: SlaKey, name: z.string() })),
      projects: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  }),
  /** Issues by the outcome of their clocks; each number's `jql` finds exactly the issues counted. */
  'sla.attainment': query({
    access: 'user',
    input: z.object({
      projects: z.array(ProjectKey).max(50),
      definitions: z.array(SlaKey).max(30),
      weeks: z.int().min(1).max(26),
      groupBy: z.enum(['priority', 'team', 'definition']),
    }),
    output: Attainment,
  }),
  'sla.process': query({ access: 'user', input: z.object({}), output: processView(SLA_TRIGGERS, SLA_KPI_KEYS) }),
  'sla.soon': query({
    access: 'user',
    input: z.object({ projects: z.array(ProjectKey).max(50), limit: z.int().min(1).max(50) }),
    output: Soon,
  }),
} as const;
