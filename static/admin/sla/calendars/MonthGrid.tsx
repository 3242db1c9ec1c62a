import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { OutputOf } from '../../../shared/api';
import { Button } from '../../../shared/components';
import { useSlaText } from '../messages';
import { WEEKDAYS } from '../policy';
import { useCalendarWords } from './words';

type Day = NonNullable<OutputOf<'sla.previewCalendar'>['preview']>['days'][number];

export interface MonthGridProps {
  readonly days: readonly Day[];
  readonly onMonth: (months: number) => void;
}

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** A month as weeks: how long each day is open, and why it is not as usual. */
export function MonthGrid({ days, onMonth }: MonthGridProps): ReactNode {
  const text = useSlaText();
  const intl = useIntl();
  const words = useCalendarWords();
  const first = days[0];
  if (first === undefined) return null;
  const cells: (Day | undefined)[] = [...Array.from({ length: weekdayOf(first.date) }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]),
  );
  const month = intl.formatDate(`${first.date}T00:00:00Z`, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const longest = Math.max(...days.map(({ openMs }) => openMs), 1);
  return (
    <>
      <div className="sla-month-tools">
        <Button appearance="subtle" aria-label={text('preview.month.before')} onClick={() => onMonth(-1)}>
          ‹
        </Button>
        <strong aria-live="polite">{month}</strong>
        <Button appearance="subtle" aria-label={text('preview.month.after')} onClick={() => onMonth(1)}>
          ›
        </Button>
      </div>
      <table className="sla-month">
        <caption className="pl-hidden">{text('preview.month', { month })}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col" abbr={words.weekday(day)}>
                {words.weekday(day, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            <tr key={row}>
              {week.map((day, column) =>
                day === undefined ? <td key={column} /> : <MonthDay key={column} day={day} longest={longest} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function MonthDay({ day, longest }: { readonly day: Day; readonly longest: number }): ReactNode {
  const { locale } = useIntl();
  const text = useSlaText();
  const { date, openMs, holiday, extra } = day;
  const note = holiday ?? extra;
  return (
    <td data-open={openMs > 0} data-holiday={holiday !== null} data-extra={extra !== null} title={note ?? undefined}>
      <span className="sla-month-day">{Number(date.slice(-2))}</span>
      <span className="sla-month-hours">
        {openMs > 0 ? shortHours(openMs, locale) : <span className="pl-hidden">{text('calendar.closed')}</span>}
      </span>
      <span className="sla-month-bar" aria-hidden="true" style={{ width: `${(openMs / longest) * 100}%` }} />
      {note === null ? null : <span className="sla-month-note">{note}</span>}
    </td>
  );
}

const shortHours = (milliseconds: number, locale: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'narrow',
    maximumFractionDigits: 2,
  }).format(milliseconds / 3_600_000);
