import type { ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { useSlaText } from '../messages';
import { Place, PlacedField, Said } from '../parts/Place';
import { replacedAt, withoutAt, type ExtraHours } from '../policy';
import type { CalendarPartProps } from './CalendarEditor';
import { IntervalInputs } from './DayRow';
import { useCalendarWords } from './words';

/** Working hours beyond the week's: a Saturday before the holidays, a holiday worked. */
export function ExtraHoursList({ calendar, path, onChange }: CalendarPartProps): ReactNode {
  const text = useSlaText();
  const { extra } = calendar;
  const set = (next: ExtraHours[]): void => onChange({ ...calendar, extra: next });
  const add = (): void => {
    const date = new Date().toISOString().slice(0, 10);
    set([...extra, { name: '', date, from: 9 * 60, to: 13 * 60 }]);
  };
  return (
    <Place path={`${path}.extra`}>
      <fieldset className="sla-section">
        <legend>{text('calendar.extra')}</legend>
        <p className="pl-hint">{text('calendar.extra.hint')}</p>
        <Said path={`${path}.extra`} exactly />
        <ul className="sla-rows">
          {extra.map((hours, index) => (
            <ExtraRow
              key={index}
              hours={hours}
              path={`${path}.extra.${index}`}
              onChange={(next) => set(replacedAt(extra, index, next))}
              onRemove={() => set(withoutAt(extra, index))}
            />
          ))}
        </ul>
        <Button onClick={add}>{text('calendar.extra.add')}</Button>
      </fieldset>
    </Place>
  );
}

interface ExtraRowProps {
  readonly hours: ExtraHours;
  readonly path: string;
  readonly onChange: (hours: ExtraHours) => void;
  readonly onRemove: () => void;
}

function ExtraRow({ hours, path, onChange, onRemove }: ExtraRowProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const name = hours.name.trim() || words.date(hours.date);
  return (
    <li className="sla-extra">
      <PlacedField path={`${path}.name`} label={text('policy.name')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={80}
            value={hours.name}
            onChange={(event) => onChange({ ...hours, name: event.target.value })}
          />
        )}
      </PlacedField>
      <PlacedField path={`${path}.date`} label={text('calendar.extra.date')} required>
        {(control) => (
          <input
            {...control}
            type="date"
            className="pl-input"
            value={hours.date}
            onChange={(event) => onChange({ ...hours, date: event.target.value })}
          />
        )}
      </PlacedField>
      <div className="pl-field">
        <span className="pl-label">{text('calendar.extra.hours')}</span>
        <IntervalInputs
          interval={hours}
          path={path}
          label={text('calendar.extra.label', { name })}
          onChange={(next) => onChange({ ...hours, ...next })}
          onRemove={onRemove}
        />
      </div>
    </li>
  );
}
