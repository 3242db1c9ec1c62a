/** Calendars in words of the reader's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useSlaText } from '../messages';
import { WEEKDAYS, type Calendar, type Holiday, type Weekday } from '../policy';
import { clockText, DAY } from './clock-text';
import { dayGroups } from './week';

export interface CalendarWords {
  weekday(day: Weekday, style?: 'long' | 'short'): string;
  /** `09:00–17:00` */
  hours(interval: { readonly from: number; readonly to: number }): string;
  /** `Mon–Fri 09:00–17:00, Europe/Berlin, 12 holidays` */
  summary(calendar: Calendar): string;
  /** `24 December – 2 January, every year` */
  holiday(holiday: Holiday): string;
  /** Of a local date, `YYYY-MM-DD`. As it stands where it is none. */
  date(date: string): string;
}

/** 2024 began on a Monday and has a 29 February. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const UTC = { timeZone: 'UTC' } as const;

export function useCalendarWords(): CalendarWords {
  const intl = useIntl();
  const text = useSlaText();
  return useMemo(() => {
    const weekday = (day: Weekday, style: 'long' | 'short' = 'long'): string =>
      intl.formatDate(A_MONDAY + WEEKDAYS.indexOf(day) * DAY_MS, { ...UTC, weekday: style });
    const hours: CalendarWords['hours'] = ({ from, to }) =>
      `${clockText(from, intl.locale)}–${clockText(to, intl.locale)}`;
    const format = (instant: number, options: Intl.DateTimeFormatOptions): string =>
      Number.isNaN(instant) ? '' : intl.formatDate(instant, { ...UTC, ...options });
    const date = (local: string): string => format(Date.parse(`${local}T00:00:00Z`), { dateStyle: 'long' }) || local;
    const monthDay = (local: string): string =>
      format(Date.parse(`2024-${local}T00:00:00Z`), { day: 'numeric', month: 'long' }) || local;
    const span = (from: string, to: string): string => (from === to || to === '' ? from : `${from} – ${to}`);
    const week = ({ weekly }: Calendar): string =>
      dayGroups(weekly)
        .map(({ days, intervals }) => {
          const [first, last] = [days[0], days.at(-1)];
          if (first === undefined || last === undefined) return '';
          const named =
            first === last ? weekday(first, 'short') : `${weekday(first, 'short')}–${weekday(last, 'short')}`;
          return `${named} ${intervals.map(hours).join(', ')}`;
        })
        .join('; ');
    return {
      weekday,
      hours,
      date,
      summary: (calendar) =>
        calendar.alwaysOpen
          ? text('calendar.summary.always', { zone: calendar.timeZone })
          : text('calendar.summary', {
              week: week(calendar) || text('calendar.summary.none'),
              zone: calendar.timeZone,
              holidays: calendar.holidays.length,
            }),
      holiday: ({ kind, from, to }) =>
        kind === 'yearly'
          ? text('calendar.holiday.yearly', { days: span(monthDay(from), monthDay(to)) })
          : span(date(from), date(to)),
    };
  }, [intl, text]);
}

/** Such as 22:00–06:00. */
export const isOvernight = ({ from, to }: { readonly from: number; readonly to: number }): boolean =>
  Number.isFinite(from) && to > DAY;
