import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ChangeChip } from './ChangeChip';
import type { GridProps } from './CalendarPage';
import type { Day } from './days';
import { useCalendarText } from './messages';
import { shareOfDay } from './place';
import { windowId } from './words';

/** Changes and windows of a day that are shown before the rest is a number. */
const [CHANGES, WINDOWS] = [4, 2];

/** Weeks under each other, each day with what is on it. */
export function MonthGrid({ calendar, state, onChoose }: GridProps): ReactNode {
  const text = useCalendarText();
  const intl = useIntl();
  const { days, zone, today } = state;
  const weekday = (day: Day): string => intl.formatDate(`${day}T12:00Z`, { weekday: 'short', timeZone: 'UTC' });
  const long = (day: Day): string => intl.formatDate(`${day}T12:00Z`, { dateStyle: 'full', timeZone: 'UTC' });
  const on = <T,>(list: readonly T[], timeOf: (one: T) => { from: string; to: string }, day: Day): T[] =>
    list.filter((one) => shareOfDay(timeOf(one), day, zone) !== undefined);
  const goTo = (day: Day): void => state.go({ view: 'day', day });
  return (
    <div className="calendar-month">
      {days.slice(0, 7).map((day) => (
        <span key={day} className="calendar-weekday" aria-hidden>
          {weekday(day)}
        </span>
      ))}
      {days.map((day) => {
        const changes = on(calendar.changes, ({ planned }) => planned, day);
        const windows = on(calendar.windows, (one) => one, day);
        const rest = Math.max(changes.length - CHANGES, 0) + Math.max(windows.length - WINDOWS, 0);
        return (
          <section
            key={day}
            className="calendar-cell"
            aria-label={long(day)}
            aria-current={day === today ? 'date' : undefined}
            data-other={day.slice(0, 7) !== state.day.slice(0, 7)}
          >
            <button
              type="button"
              className="calendar-daynumber"
              aria-label={text('calendar.openDay', { day: long(day) })}
              onClick={() => goTo(day)}
            >
              {Number(day.slice(8))}
            </button>
            {windows.slice(0, WINDOWS).map((one) => (
              <p key={windowId(one)} className="calendar-strip" data-kind={one.kind} title={one.name}>
                <span>
                  {text(`calendar.${one.kind}`)}: {one.name}
                </span>
              </p>
            ))}
            {changes.slice(0, CHANGES).map((change) => (
              <ChangeChip
                key={change.issueKey}
                change={change}
                chosen={change.issueKey === state.chosen}
                onChoose={onChoose}
              />
            ))}
            {rest > 0 ? (
              <button
                type="button"
                className="calendar-more"
                aria-label={text('calendar.more.on', { count: rest, day: long(day) })}
                onClick={() => goTo(day)}
              >
                {text('calendar.more', { count: rest })}
              </button>
            ) : null}
          </section>
        );
      })}
    </div>
  );
}
