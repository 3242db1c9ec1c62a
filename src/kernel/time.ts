/** An instant as ISO 8601 in UTC with milliseconds (`2026-03-01T09:30:00.000Z`): sorts as text, fits Forge's entity strings. */
export type Instant = string & { readonly __instant: true };

export interface Clock {
  now(): Instant;
}

/** Accepts any ISO 8601 date-time with an offset, Jira's `+0000` included; throws on anything else. */
export function instant(value: string | number | Date): Instant {
  const text = typeof value === 'string' ? value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : value;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`not an instant: ${String(value)}`);
  return date.toISOString() as Instant;
}

export const toEpoch = (value: Instant): number => Date.parse(value);
