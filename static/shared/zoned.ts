/** Between instants and what a clock on the wall shows in a zone, as `YYYY-MM-DDTHH:MM`. */

const MINUTE = 60_000;

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone });
  } catch {
    return undefined;
  }
}

/** In UTC where the zone is none. */
export function localOf(instant: number, timeZone: string): string {
  const format = formatterOf(timeZone) ?? formatterOf('UTC');
  return (format?.format(instant) ?? '').replace(' ', 'T');
}

/** The earlier of two where the clock shows the time twice, the later side of a gap; undefined for what is no time. */
export function instantOf(local: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return undefined;
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc) || formatterOf(timeZone) === undefined) return undefined;
  const offsetAt = (instant: number): number => Date.parse(`${localOf(instant, timeZone)}:00Z`) - instant;
  const near = asUtc - (asUtc % MINUTE);
  const candidates = [-1, 1].map((side) => near - offsetAt(near + side * 86_400_000)).sort((a, b) => a - b);
  const exact = candidates.find((instant) => localOf(instant, timeZone) === local);
  return new Date(exact ?? candidates.at(-1) ?? near).toISOString();
}
