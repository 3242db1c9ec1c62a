/** Windows in words of the reader's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { useFormat } from '../../../shared/format';
import type { Window } from '../parts/documents';
import { useWindowText } from './messages';
import { readRepeat, WEEKDAYS, type Repeat, type RepeatEnd, type Weekday } from './repeat';

export interface WindowWords {
  readonly weekday: (day: Weekday, style?: 'long' | 'short') => string;
  /** `Every week on Sat, 22:00–04:00, from 6 Mar 2027, Europe/Berlin` */
  readonly when: (window: Window) => string;
}

const UTC = { timeZone: 'UTC' } as const;
/** 2024 began on a Monday. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

export function useWindowWords(): WindowWords {
  const intl = useIntl();
  const text = useWindowText();
  const format = useFormat();
  return useMemo(() => {
    // A wall clock time is told as the instant at which a clock in UTC shows it.
    const wall = (local: string, options: Intl.DateTimeFormatOptions): string => {
      const at = Date.parse(local.length === 10 ? `${local}T00:00Z` : `${local}Z`);
      return Number.isNaN(at) ? text('window.noTime') : intl.formatDate(at, { ...UTC, ...options });
    };
    const weekday: WindowWords['weekday'] = (day, style = 'long') =>
      intl.formatDate(A_MONDAY + WEEKDAYS.indexOf(day) * DAY, { ...UTC, weekday: style });
    const ending = (end: RepeatEnd): string => {
      if (end.by === 'never') return '';
      return end.by === 'count'
        ? text('window.until.count', { count: end.count })
        : text('window.until.date', { date: wall(end.until, { dateStyle: 'medium' }) });
    };
    const repeating = (repeat: Repeat): string => {
      const every = Number.isNaN(repeat.every) ? 1 : repeat.every;
      switch (repeat.by) {
        case 'week': {
          const days = format.list(repeat.days.map((day) => weekday(day, 'short')));
          return days === '' ? text('window.every.week', { every }) : text('window.every.weekOn', { every, days });
        }
        case 'weekdayOfMonth':
          return text('window.every.weekdayOfMonth', { every, nth: String(repeat.nth), day: weekday(repeat.day) });
        case 'dayOfMonth':
          return text('window.every.dayOfMonth', { every, date: repeat.date });
        default:
          return text(`window.every.${repeat.by}`, { every });
      }
    };
    const lasting = ({ start, end }: Window): string => {
      const clock = { timeStyle: 'short' } as const;
      const days = (Date.parse(end.slice(0, 10)) - Date.parse(start.slice(0, 10))) / DAY;
      const hours = `${wall(start, clock)}–${wall(end, clock)}`;
      return days >= 1 ? text('window.lasting', { hours, days }) : hours;
    };
    const when = (window: Window): string => {
      const { rrule, start, end, timeZone } = window;
      if (rrule === null) {
        const full = { dateStyle: 'medium', timeStyle: 'short' } as const;
        return `${wall(start, full)} – ${wall(end, full)}, ${timeZone}`;
      }
      const repeat = readRepeat(rrule);
      const rule = repeat === undefined ? text('window.every.rule', { rule: rrule }) : repeating(repeat);
      const from = text('window.from', { date: wall(start, { dateStyle: 'medium' }) });
      const until = repeat === undefined ? '' : ending(repeat.end);
      return [rule, lasting(window), from, until, timeZone].filter((part) => part !== '').join(', ');
    };
    return { weekday, when };
  }, [intl, text, format]);
}
