/** Jira's ways of writing instants. REST shows them in the viewing user's time zone. */

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(timeZone, format);
  return format;
};

const partsIn = (epoch: number, timeZone: string): Record<string, string> =>
  Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(epoch)
      .map(({ type, value }) => [type, value]),
  );

/** `2026-01-02T03:04:05.000+0000` in the given zone. */
export function jiraDateTime(epoch: number, timeZone = 'Etc/UTC'): string {
  if (timeZone === 'Etc/UTC' || timeZone === 'UTC') return new Date(epoch).toISOString().replace('Z', '+0000');
  const part = partsIn(epoch, timeZone);
  const milliseconds = String(((epoch % 1000) + 1000) % 1000).padStart(3, '0');
  const offset = (part['timeZoneName'] ?? 'GMT').replace('GMT', '').replace(':', '') || '+0000';
  const date = `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`;
  return `${date}T${part['hour'] ?? ''}:${part['minute'] ?? ''}:${part['second'] ?? ''}.${milliseconds}${offset}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `2/Jan/26`, as the changelog shows a custom date. */
export function shortDate(date: string): string {
  const [year = '', month = '1', day = '1'] = date.split('-');
  return `${Number(day)}/${MONTHS[Number(month) - 1] ?? ''}/${year.slice(2)}`;
}

/** `2/Jan/26 3:04 AM` (UTC), as the changelog shows a custom date and time. */
export function shortDateTime(epoch: number): string {
  const iso = new Date(epoch).toISOString();
  const hour = Number(iso.slice(11, 13));
  return `${shortDate(iso.slice(0, 10))} ${hour % 12 === 0 ? 12 : hour % 12}:${iso.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A calendar date `yyyy-MM-dd`; `undefined` when it is none. */
export function parseDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00.000Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? undefined : text;
}

/** ISO 8601 with an offset, Jira's `+0000` included; `undefined` for anything else. */
export function parseDateTime(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [, local = '', offset = 'Z'] = match;
  const epoch = Date.parse(local + (/^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset));
  return Number.isNaN(epoch) || parseDate(local.slice(0, 10)) === undefined ? undefined : epoch;
}
