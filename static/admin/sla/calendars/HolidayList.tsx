import { useState, type ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { replacedAt, withoutAt, type Holiday } from '../policy';
import type { CalendarPartProps } from './CalendarEditor';
import { HolidayForm } from './HolidayForm';
import { HolidayImport } from './HolidayImport';
import { useCalendarWords } from './words';

/** More are a click away: an imported list may have hundreds. */
const SHOWN = 15;

export function HolidayList({ calendar, path, onChange }: CalendarPartProps): ReactNode {
  const text = useSlaText();
  const { holidays } = calendar;
  const [open, setOpen] = useState<number>();
  const [all, setAll] = useState(false);
  const set = (next: Holiday[]): void => onChange({ ...calendar, holidays: next });
  const add = (): void => {
    const today = new Date().toISOString().slice(0, 10);
    set([...holidays, { kind: 'dates', name: '', from: today, to: today }]);
    setOpen(holidays.length);
  };
  const shown = holidays.filter((_, index) => all || index < SHOWN || index === open);
  return (
    <Place path={`${path}.holidays`}>
      <fieldset className="sla-section">
        <legend>{text('calendar.holidays')}</legend>
        <p className="pl-hint">{text('calendar.holidays.hint')}</p>
        <Said path={`${path}.holidays`} exactly />
        {holidays.length === 0 ? <p>{text('calendar.holidays.none')}</p> : null}
        <ul className="sla-rows">
          {shown.map((holiday) => {
            const index = holidays.indexOf(holiday);
            return (
              <HolidayRow
                key={index}
                holiday={holiday}
                path={`${path}.holidays.${index}`}
                open={index === open}
                onToggle={() => setOpen(index === open ? undefined : index)}
                onChange={(next) => set(replacedAt(holidays, index, next))}
                onRemove={() => {
                  setOpen(undefined);
                  set(withoutAt(holidays, index));
                }}
              />
            );
          })}
        </ul>
        <div className="ad-actions">
          {holidays.length > shown.length ? (
            <Button appearance="subtle" onClick={() => setAll(true)}>
              {text('calendar.holidays.all', { count: holidays.length })}
            </Button>
          ) : null}
          <Button onClick={add}>{text('calendar.holidays.add')}</Button>
        </div>
        <HolidayImport
          timeZone={calendar.timeZone}
          holidays={holidays}
          onAdd={(added) => set([...holidays, ...added])}
        />
      </fieldset>
    </Place>
  );
}

interface HolidayRowProps {
  readonly holiday: Holiday;
  readonly path: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onChange: (holiday: Holiday) => void;
  readonly onRemove: () => void;
}

function HolidayRow({ holiday, path, open, onToggle, onChange, onRemove }: HolidayRowProps): ReactNode {
  const text = useSlaText();
  const words = useCalendarWords();
  const name = holiday.name.trim() || text('policy.unnamed');
  return (
    <li>
      <Place path={path}>
        <div className="sla-row-line">
          <span>
            <strong>{name}</strong> {words.holiday(holiday)}
          </span>
          <span className="sla-card-actions">
            <Button
              appearance="subtle"
              aria-expanded={open}
              aria-label={text('policy.edit.named', { name })}
              onClick={onToggle}
            >
              {text(open ? 'policy.close' : 'policy.edit')}
            </Button>
            <Button appearance="subtle" aria-label={text('policy.delete.named', { name })} onClick={onRemove}>
              {text('policy.delete')}
            </Button>
          </span>
        </div>
        {open ? <HolidayForm holiday={holiday} path={path} onChange={onChange} /> : <Said path={path} />}
      </Place>
    </li>
  );
}
