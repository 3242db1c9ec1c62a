import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Button, Lozenge } from '../../../shared/components';
import { useFindings } from '../draft/findings';
import { useSlaText } from '../messages';
import { Place, SaidFindings } from '../parts/Place';
import { ReadInput } from '../parts/ReadInput';
import type { Weekday, WeeklyInterval } from '../policy';
import { clockText, DAY, readClock, readEnd } from './clock-text';
import { CopyDay } from './CopyDay';
import { barsOf } from './week';
import { isOvernight, useCalendarWords } from './words';

export interface DayRowProps {
  readonly day: Weekday;
  readonly weekly: readonly WeeklyInterval[];
  readonly path: string;
  readonly onChange: (interval: WeeklyInterval, index: number) => void;
  readonly onRemove: (index: number) => void;
  readonly onAdd: () => void;
  readonly onCopy: (days: readonly Weekday[]) => void;
}

export function DayRow({ day, weekly, path, onChange, onRemove, onAdd, onCopy }: DayRowProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const name = words.weekday(day);
  const own = weekly.flatMap((interval, index) => (interval.day === day ? [{ interval, index }] : []));
  return (
    <div className="sla-day" role="group" aria-label={name}>
      <span className="sla-day-name">{name}</span>
      <div className="sla-hours">
        {own.length === 0 ? <span className="sla-closed">{text('calendar.closed')}</span> : null}
        {own.map(({ interval, index }, at) => (
          <IntervalInputs
            key={index}
            interval={interval}
            path={`${path}.${index}`}
            label={text('calendar.hours.label', { day: name, number: at + 1 })}
            onChange={(next) => onChange({ ...interval, ...next }, index)}
            onRemove={() => onRemove(index)}
          />
        ))}
        <div className="sla-day-tools">
          <Button appearance="subtle" aria-label={text('calendar.hours.add.named', { day: name })} onClick={onAdd}>
            {text('calendar.hours.add')}
          </Button>
          <CopyDay day={day} onCopy={onCopy} />
        </div>
      </div>
      <DayStrip day={day} weekly={weekly} />
    </div>
  );
}

interface Hours {
  readonly from: number;
  readonly to: number;
}

export interface IntervalInputsProps {
  readonly interval: Hours;
  readonly path: string;
  readonly label: string;
  readonly onChange: (hours: Hours) => void;
  readonly onRemove?: () => void;
}

/** From – to. The end follows the start over midnight, and says so. */
export function IntervalInputs({ interval, path, label, onChange, onRemove }: IntervalInputsProps): ReactNode {
  const text = useSlaText();
  const { locale } = useIntl();
  const findings = useFindings();
  const { from, to } = interval;
  const saidId = `said-${path}`;
  // Extra hours have a name and a date at the same place, with fields of their own.
  const found = [...findings.at(path), ...findings.under(`${path}.from`), ...findings.under(`${path}.to`)];
  const bad = (end: 'from' | 'to') => ({
    'aria-invalid': [...findings.at(path), ...findings.under(`${path}.${end}`)].some(
      ({ severity }) => severity === 'error',
    ),
    'aria-describedby': found.length === 0 ? undefined : saidId,
  });
  const write = (value: number): string => clockText(value, locale);
  // The end is what the clock shows then, so it stays when the start moves past it.
  const endFor = (start: number): number =>
    Number.isFinite(to) && Number.isFinite(start) ? readEnd(clockText(to, 'en-GB'), start) : to;
  return (
    <Place path={path} className="sla-interval">
      <div className="sla-interval-row">
        <Place path={`${path}.from`}>
          <ReadInput
            {...bad('from')}
            aria-label={text('calendar.hours.from', { label })}
            className="sla-time"
            value={from}
            read={readClock}
            write={write}
            onChange={(start) => onChange({ from: start, to: endFor(start) })}
          />
        </Place>
        <span aria-hidden="true">–</span>
        <Place path={`${path}.to`}>
          <ReadInput
            {...bad('to')}
            aria-label={text('calendar.hours.to', { label })}
            className="sla-time"
            value={to}
            read={(typed) => readEnd(typed, Number.isFinite(from) ? from : 0)}
            write={write}
            onChange={(end) => onChange({ from, to: end })}
          />
        </Place>
        {isOvernight(interval) ? <Lozenge tone="information">{text('calendar.overnight')}</Lozenge> : null}
        {onRemove === undefined ? null : (
          <button
            type="button"
            className="ad-remove"
            aria-label={text('calendar.hours.remove', { label })}
            onClick={onRemove}
          >
            ×
          </button>
        )}
      </div>
      <SaidFindings found={found} id={saidId} />
    </Place>
  );
}

const percent = (minutes: number): string => `${(minutes / DAY) * 100}%`;

/** The day from midnight to midnight; the boxes beside it say the same in words. */
function DayStrip({ day, weekly }: { readonly day: Weekday; readonly weekly: readonly WeeklyInterval[] }): ReactNode {
  return (
    <div className="sla-strip" aria-hidden="true">
      {barsOf(weekly, day).map(({ from, to, continued }) => (
        <span
          key={`${from}-${to}-${continued}`}
          data-continued={continued}
          style={{ left: percent(from), width: percent(to - from) }}
        />
      ))}
    </div>
  );
}
