/**
 * What set-up made or found, by the blueprint's own keys: how every practice learns the ids of fields, statuses and
 * the rest. Stored by set-up, read by everyone.
 */
import { z } from 'zod';

export const IssueTypeKey = z.enum(['incident', 'problem', 'change', 'request', 'release', 'improvement']);
export type IssueTypeKey = z.output<typeof IssueTypeKey>;

export const FieldKey = z.enum([
  'impact',
  'urgency',
  'category',
  'contactType',
  'supportGroup',
  'pendingReason',
  'resolutionCode',
  'resolutionNotes',
  'priorityOverrideReason',
  'affectedServices',
  'changeType',
  'plannedStart',
  'plannedEnd',
  'outageStart',
  'outageEnd',
  'implementer',
  'changeReason',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'communicationPlan',
]);
export type FieldKey = z.output<typeof FieldKey>;

export const RoleKey = z.enum([
  'serviceDeskAgent',
  'incidentManager',
  'problemManager',
  'changeManager',
  'cabMember',
  'releaseManager',
  'configurationManager',
  'serviceOwner',
]);
export type RoleKey = z.output<typeof RoleKey>;

/** Priority 1 (Highest) to 5 (Lowest). */
export const PriorityLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type PriorityLevel = z.output<typeof PriorityLevel>;

/**
 * Ids by the blueprint's keys, as whatever version of the app stored them: keys this version does not know are left out,
 * so that neither an upgrade nor a way back makes the map unreadable.
 */
const idsBy = <K extends z.ZodEnum>(keys: K, id: z.ZodType<string, string> = z.string()) =>
  z
    .record(z.string(), z.unknown())
    .default({})
    .transform((stored) => Object.fromEntries(Object.entries(stored).filter(([key]) => keys.safeParse(key).success)))
    .pipe(z.partialRecord(keys, id));

const MappedProject = z.object({
  id: z.string(),
  key: z.string(),
  /** The practices it was set up for; absent in maps of versions that did not remember them. */
  practices: z
    .array(z.string())
    .transform((keys) => keys.flatMap((key) => IssueTypeKey.safeParse(key).data ?? []))
    .optional(),
  /** Whether set-up was to let agents name an issue's reporter. */
  agentsSetReporter: z.boolean().optional(),
});
export type MappedProject = z.output<typeof MappedProject>;

export const SiteMap = z.object({
  projects: z.array(MappedProject),
  issueTypes: idsBy(IssueTypeKey),
  fields: idsBy(FieldKey, z.string().regex(/^customfield_\d+$/)),
  /** Status id by the blueprint's status key ('new', 'inProgress', 'onHold' …). */
  statuses: z.record(z.string(), z.string()).default({}),
  /** Jira priority id by level. */
  priorities: z.record(z.enum(['1', '2', '3', '4', '5']), z.string()),
  roles: idsBy(RoleKey),
  linkTypes: z.record(z.string(), z.string()).default({}),
  /** Ids of the projects whose issues show the app's panel: Jira tells nobody, so set-up remembers. */
  panels: z.array(z.string()).default([]),
});
export type SiteMap = z.output<typeof SiteMap>;

/** The name of the setting that holds the site map. */
export const SITE_MAP_SETTING = 'site-map';
