/** Times of the day as people type and read them; minutes since midnight in between. */

export const DAY = 1440;

/**
 * Reads `9`, `9:30`, `0930`, `9.30`, `9:30 pm`, `24:00`. NaN for anything else.
 * Every locale's way is understood, whichever the page itself shows.
 */
export function readClock(text: string): number {
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:uhr)?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (found === null) return NaN;
  const [, hourText = '', minuteText = '0', half] = found;
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (minute > 59) return NaN;
  if (half === undefined) return hour > 24 || hour * 60 + minute > DAY ? NaN : hour * 60 + minute;
  if (hour < 1 || hour > 12) return NaN;
  return ((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + minute;
}

/** The end of hours that begin at `from`: a time not after it is the next day's, midnight is the end of the day. */
export function readEnd(text: string, from: number): number {
  const time = readClock(text);
  if (time === 0) return DAY;
  // The same time again is more likely a slip than a day and night; the linter asks.
  return time < from ? time + DAY : time;
}

/** `09:00`, `9:00 AM`; the day's end is `24:00` where days have 24 hours. Empty for NaN. */
export function clockText(minute: number, locale: string): string {
  if (!Number.isFinite(minute)) return '';
  const time = minute > DAY ? minute - DAY : minute;
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  if (format.resolvedOptions().hour12 === true) return format.format(time * 60_000).replaceAll('\u202f', ' ');
  return `${two(Math.floor(time / 60))}:${two(time % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
