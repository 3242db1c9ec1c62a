/** Dates, durations and numbers as the user's locale and time zone (both from the platform's context) write them. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

export interface Format {
  /** 3 Mar 2026, 14:05 */
  dateTime(instant: string): string;
  date(instant: string): string;
  /** The two largest units: `3 d 4 h`, `12 min`. */
  duration(milliseconds: number): string;
  number(value: number): string;
  percent(share: number): string;
  list(items: readonly string[]): string;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function durationText(milliseconds: number, locale: string): string {
  const parts: string[] = [];
  let rest = Math.abs(milliseconds);
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) parts.push(unitText(count, unit, locale));
  }
  return parts.length > 0 ? parts.join(' ') : unitText(0, 'minute', locale);
}

const unitText = (count: number, unit: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count);

export function useFormat(): Format {
  const intl = useIntl();
  return useMemo(
    () => ({
      dateTime: (instant) => intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
      date: (instant) => intl.formatDate(instant, { dateStyle: 'medium' }),
      duration: (milliseconds) => durationText(milliseconds, intl.locale),
      number: (value) => intl.formatNumber(value),
      percent: (share) => intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 }),
      list: (items) => intl.formatList(items, { type: 'conjunction' }),
    }),
    [intl],
  );
}
