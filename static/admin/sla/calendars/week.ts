/** What the editors and summaries compute of a week; the backend's calendar is what counts. */
import { WEEKDAYS, type Calendar, type Weekday, type WeeklyInterval } from '../policy';
import { DAY } from './clock-text';

export interface DayGroup {
  /** Following each other. */
  readonly days: readonly Weekday[];
  readonly intervals: readonly WeeklyInterval[];
}

export const intervalsOf = (weekly: readonly WeeklyInterval[], day: Weekday): WeeklyInterval[] =>
  weekly.filter((interval) => interval.day === day).sort((a, b) => a.from - b.from);

/** Days that follow each other with the same hours, for "Mon–Fri 09:00–17:00". Days without hours are left out. */
export function dayGroups(weekly: readonly WeeklyInterval[]): DayGroup[] {
  const groups: { days: Weekday[]; intervals: WeeklyInterval[] }[] = [];
  let before: string | undefined;
  for (const day of WEEKDAYS) {
    const intervals = intervalsOf(weekly, day);
    const hours = intervals.map(({ from, to }) => `${from}-${to}`).join();
    const last = groups.at(-1);
    if (intervals.length > 0) {
      if (last !== undefined && hours === before) last.days.push(day);
      else groups.push({ days: [day], intervals });
    }
    before = hours;
  }
  return groups;
}

/** The copied day's intervals put in the place of the others'. */
export function copyDay(weekly: readonly WeeklyInterval[], from: Weekday, to: readonly Weekday[]): WeeklyInterval[] {
  const copied = intervalsOf(weekly, from);
  return [
    ...weekly.filter(({ day }) => !to.includes(day)),
    ...to.flatMap((day) => copied.map((interval) => ({ ...interval, day }))),
  ];
}

/** Milliseconds of an ordinary working day: the length most days have, the longer one in a tie. Undefined without hours. */
export function workingDayMs({ alwaysOpen, weekly }: Calendar): number | undefined {
  if (alwaysOpen) return DAY * 60_000;
  const lengths = WEEKDAYS.map((day) => intervalsOf(weekly, day).reduce((sum, { from, to }) => sum + to - from, 0));
  const worked = lengths.filter((length) => length > 0);
  const howMany = (length: number): number => worked.filter((other) => other === length).length;
  const [ordinary] = worked.sort((a, b) => howMany(b) - howMany(a) || b - a);
  return ordinary === undefined ? undefined : ordinary * 60_000;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  /** What remains of the evening before. */
  readonly continued: boolean;
}

/** What the strip of a day shows: its own hours up to midnight, and those of the day before that run over it. */
export function barsOf(weekly: readonly WeeklyInterval[], day: Weekday): Bar[] {
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7];
  const drawable = weekly.filter(({ from, to }) => from >= 0 && to > from);
  return drawable.flatMap((interval): Bar[] => {
    if (interval.day === day) return [{ from: interval.from, to: Math.min(interval.to, DAY), continued: false }];
    if (interval.day !== before || interval.to <= DAY) return [];
    return [{ from: Math.max(0, interval.from - DAY), to: Math.min(interval.to - DAY, DAY), continued: true }];
  });
}
