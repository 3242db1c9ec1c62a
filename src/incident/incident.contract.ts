/** What the browser may ask of incident management. */
import { z } from 'zod';
import { AccountId, IssueKey, ProjectKey } from '../contract/ids';
import { processView } from '../contract/process';
import { command, query } from '../contract/rpc';
import { IssueTypeKey, PriorityLevel } from '../setup/site-map';
import { AgeBoundaries } from './backlog';
import { ClosurePolicy } from './closure';
import { DraftMatrix, Impact, PriorityMatrix, Urgency } from './priority-matrix';
import { INCIDENT_TRIGGERS, KPI_KEYS } from './process';

/** Jira keeps at most 255 characters in a single-line text field. */
export const OverrideReason = z
  .string()
  .trim()
  .min(1, 'Say why the priority differs from the matrix.')
  .max(255, 'At most 255 characters.');

const Level = PriorityLevel.nullable();
const GivenReason = z.object({ text: z.string(), by: AccountId.nullable(), at: z.string() });

const Because = z.discriminatedUnion('factor', [
  z.object({ factor: z.literal('matrix'), impact: Impact, urgency: Urgency, level: PriorityLevel }),
  z.object({ factor: z.literal('missing'), field: z.enum(['impact', 'urgency']), found: z.string().nullable() }),
  z.object({ factor: z.literal('override'), reason: GivenReason }),
  z.object({ factor: z.literal('override-ended'), reason: GivenReason, at: z.string() }),
]);
export type PanelReason = z.output<typeof Because>;

const Status = z.object({
  key: z.string().nullable(),
  name: z.string(),
  category: z.enum(['new', 'indeterminate', 'done']),
});

const Step = z.object({
  id: z.string(),
  name: z.string(),
  to: Status,
  needs: z.array(z.object({ field: z.string(), message: z.string(), filled: z.boolean() })),
});

export const IncidentPanel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-set-up') }),
  /** An issue of another type, or an incident outside Plumbline's projects. */
  z.object({
    kind: z.literal('other'),
    issueKey: IssueKey,
    type: z.object({ key: IssueTypeKey.nullable(), name: z.string() }),
    status: Status,
  }),
  z.object({
    kind: z.literal('incident'),
    issueKey: IssueKey,
    status: Status,
    priority: z.object({
      basis: z.enum(['matrix', 'override', 'unassessed']),
      /** What the issue has. */
      current: z.object({ level: Level, name: z.string().nullable() }),
      /** What it is to have; differs from `current` for the moment until the app has caught up. */
      decided: Level,
      because: z.array(Because),
    }),
    impact: Impact.nullable(),
    urgency: Urgency.nullable(),
    /** The matrix that judges this incident. */
    matrix: PriorityMatrix,
    resolvedAt: z.string().nullable(),
    closesAt: z.string().nullable(),
    /** `closesAt` has come; the next hourly run closes it. */
    closureDue: z.boolean(),
    closure: ClosurePolicy,
    steps: z.array(Step),
  }),
]);
export type IncidentPanel = z.output<typeof IncidentPanel>;

const Finding = z.object({
  fault: z.enum(['missing', 'not-a-level', 'unknown-cell', 'impact-inverted', 'urgency-inverted']),
  cells: z.array(z.string()),
  message: z.string(),
});

/** `version` is what a change is made from; null while the default has never been changed. */
const saved = { version: z.int().nullable(), updatedAt: z.string().nullable(), updatedBy: z.string().nullable() };

const MatrixState = z.object({ cells: PriorityMatrix, defaults: PriorityMatrix, ...saved });
const ClosureState = z.object({ policy: ClosurePolicy, ...saved });

/** A number and the query that holds exactly what it counts. */
const Count = z.object({ count: z.int(), jql: z.string() });
export type Count = z.output<typeof Count>;

const Backlog = z.object({
  asOf: z.string(),
  timeZone: z.string(),
  projects: z.array(z.string()),
  buckets: z.array(z.object({ fromDays: z.int().nullable(), toDays: z.int().nullable() })),
  rows: z.array(z.object({ level: Level, cells: z.array(Count), total: Count })),
  columns: z.array(Count),
  total: Count,
});
export type Backlog = z.output<typeof Backlog>;

const ProcessView = processView(INCIDENT_TRIGGERS, KPI_KEYS);

export const incidentContract = {
  'incident.panel': query({ access: 'viewer', input: z.object({ issueKey: IssueKey }), output: IncidentPanel }),
  /** Agents decide at the service desk, within what they can answer for: the reason and their name stay with it. */
  'incident.override': command({
    access: 'agent',
    input: z.object({ issueKey: IssueKey, level: PriorityLevel, reason: OverrideReason }),
    output: IncidentPanel,
  }),
  'incident.clearOverride': command({
    access: 'agent',
    input: z.object({ issueKey: IssueKey }),
    output: IncidentPanel,
  }),
  'incident.matrix': query({ access: 'admin', input: z.object({}), output: MatrixState }),
  'incident.lintMatrix': query({
    access: 'admin',
    input: z.object({ cells: DraftMatrix }),
    output: z.object({
      findings: z.array(Finding),
      /** Open incidents that today's matrix judges otherwise than the draft would; none while the draft has faults. */
      effect: z.array(
        z.object({ impact: Impact, urgency: Urgency, from: PriorityLevel, to: PriorityLevel, open: Count }),
      ),
    }),
  }),
  'incident.saveMatrix': command({
    access: 'admin',
    input: z.object({ expectedVersion: z.int().nullable(), cells: DraftMatrix }),
    output: MatrixState,
  }),
  'incident.closurePolicy': query({ access: 'admin', input: z.object({}), output: ClosureState }),
  /** When an incident that is resolved this moment would close; null when it would not by itself. */
  'incident.previewClosure': query({
    access: 'admin',
    input: z.object({ policy: ClosurePolicy }),
    output: z.object({ resolvedAt: z.string(), closesAt: z.string().nullable() }),
  }),
  'incident.saveClosurePolicy': command({
    access: 'admin',
    input: z.object({ expectedVersion: z.int().nullable(), policy: ClosurePolicy }),
    output: ClosureState,
  }),
  /** The projects that have incidents, for choosing among them. */
  'incident.projects': query({
    access: 'user',
    input: z.object({}),
    output: z.object({ projects: z.array(z.object({ key: z.string(), name: z.string() })) }),
  }),
  'incident.backlog': query({
    access: 'user',
    input: z.object({ projects: z.array(ProjectKey).max(50), boundaries: AgeBoundaries }),
    output: Backlog,
  }),
  'incident.process': query({ access: 'user', input: z.object({}), output: ProcessView }),
} as const;
