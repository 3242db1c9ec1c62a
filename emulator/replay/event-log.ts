/**
 * Reads an incident event log: one row for each update of an incident, in the columns of the "Incident management
 * process enriched event log" (UCI 498). A row that cannot be read is refused with its line number; nothing is skipped.
 */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const UNKNOWN = '?';

/** `DD-MM-YYYY HH:MM`, taken as UTC: the log names no zone. */
const LogInstant = z.string().transform((text, context) => {
  const match = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})$/.exec(text);
  const [, day, month, year, hour, minute] = match ?? [];
  const epoch = match === null ? Number.NaN : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00.000Z`);
  if (Number.isNaN(epoch)) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a date of the form DD-MM-YYYY HH:MM` });
    return z.NEVER;
  }
  return epoch;
});
const orUnknown = <T extends z.ZodType>(schema: T) => z.union([z.literal(UNKNOWN).transform(() => undefined), schema]);
const name = orUnknown(z.string().trim().min(1));
const count = z.string().regex(/^\d+$/, 'not a whole number').transform(Number);
const rank = (what: string) =>
  z
    .string()
    .regex(/^[1-4] - /, `not a ${what} such as "2 - Medium"`)
    .transform((text) => Number(text[0]));

export const LOG_STATES = [
  'New',
  'Active',
  'Awaiting User Info',
  'Awaiting Problem',
  'Awaiting Vendor',
  'Awaiting Evidence',
  'Resolved',
  'Closed',
] as const;
export type LogState = (typeof LOG_STATES)[number];

const Row = z.object({
  number: z.string().regex(/^INC\d+$/, 'not an incident number such as INC0000045'),
  incident_state: z.enum(LOG_STATES),
  reassignment_count: count,
  reopen_count: count,
  sys_mod_count: count,
  caller_id: name,
  opened_at: LogInstant,
  sys_updated_by: name,
  sys_updated_at: LogInstant,
  contact_type: name,
  category: name,
  subcategory: name,
  u_symptom: name,
  location: name,
  impact: rank('impact'),
  urgency: rank('urgency'),
  priority: rank('priority'),
  assignment_group: name,
  assigned_to: name,
  closed_code: name,
  resolved_by: name,
  resolved_at: orUnknown(LogInstant),
  closed_at: LogInstant,
});

/** One update, with unknown (`?`) as `undefined` and instants as epoch milliseconds. */
export type LogRow = z.output<typeof Row>;

export interface LoggedIncident {
  readonly number: string;
  readonly rows: readonly [LogRow, ...LogRow[]];
  readonly last: LogRow;
}

export class EventLogError extends Error {}

/** Throws `EventLogError` with the line and column of the first thing that cannot be read. */
export function readEventLog(csv: string): LoggedIncident[] {
  const incidents = new Map<string, [LogRow, ...LogRow[]]>();
  for (const { record, line } of recordsOf(csv)) {
    const parsed = Row.safeParse(record);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new EventLogError(
        `line ${line}, column ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'cannot be read'}`,
      );
    }
    const rows = incidents.get(parsed.data.number);
    if (rows === undefined) incidents.set(parsed.data.number, [parsed.data]);
    else rows.push(parsed.data);
  }
  if (incidents.size === 0) throw new EventLogError('line 1: the file holds no incident');
  return [...incidents].map(([number, rows]) => ({ number, rows, last: rows[rows.length - 1] ?? rows[0] }));
}

const CsvRecords = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

function recordsOf(csv: string): { record: Record<string, string>; line: number }[] {
  try {
    const parsed: unknown = parse(csv, { columns: true, bom: true, info: true, skip_empty_lines: true });
    return CsvRecords.parse(parsed).map(({ record, info }) => ({ record, line: info.lines }));
  } catch (cause) {
    throw new EventLogError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
