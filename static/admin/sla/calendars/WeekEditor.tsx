import type { ReactNode } from 'react';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { WEEKDAYS, type Weekday, type WeeklyInterval } from '../policy';
import type { CalendarPartProps } from './CalendarEditor';
import { DayRow } from './DayRow';
import { copyDay, intervalsOf } from './week';

/** Seven days, each with its hours in words and as a strip that follows them. */
export function WeekEditor({ calendar, path, onChange }: CalendarPartProps): ReactNode {
  const text = useSlaText();
  const { weekly } = calendar;
  const set = (next: WeeklyInterval[]): void => onChange({ ...calendar, weekly: next });
  const add = (day: Weekday): void => set([...weekly, nextInterval(weekly, day)]);
  return (
    <Place path={`${path}.weekly`}>
      <fieldset className="sla-section">
        <legend>{text('calendar.week')}</legend>
        <p className="pl-hint">{text('calendar.week.hint')}</p>
        <Said path={`${path}.weekly`} exactly />
        {WEEKDAYS.map((day) => (
          <DayRow
            key={day}
            day={day}
            weekly={weekly}
            path={`${path}.weekly`}
            onChange={(interval, index) => set(weekly.map((one, at) => (at === index ? interval : one)))}
            onRemove={(index) => set(weekly.filter((_, at) => at !== index))}
            onAdd={() => add(day)}
            onCopy={(days) => set(copyDay(weekly, day, days))}
          />
        ))}
      </fieldset>
    </Place>
  );
}

const [NINE, FIVE, LATEST] = [9 * 60, 17 * 60, 23 * 60];

/** The first hours of a day are office hours; more of them begin an hour after the last. */
function nextInterval(weekly: readonly WeeklyInterval[], day: Weekday): WeeklyInterval {
  const last = intervalsOf(weekly, day).at(-1);
  if (last === undefined || !Number.isFinite(last.to)) return { day, from: NINE, to: FIVE };
  const from = Math.min(last.to + 60, LATEST);
  return { day, from, to: from + 60 };
}
