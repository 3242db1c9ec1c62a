import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Field, Select, type FieldControl } from '../../../shared/components';
import { useSlaText } from '../messages';
import { PlacedField, Said } from '../parts/Place';
import type { Holiday } from '../policy';

export interface HolidayFormProps {
  readonly holiday: Holiday;
  readonly path: string;
  readonly onChange: (holiday: Holiday) => void;
}

export function HolidayForm({ holiday, path, onChange }: HolidayFormProps): ReactNode {
  const text = useSlaText();
  const overNewYear = holiday.kind === 'yearly' && holiday.to < holiday.from;
  return (
    <div className="sla-form">
      <Said path={path} exactly />
      <PlacedField path={`${path}.name`} label={text('policy.name')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={80}
            value={holiday.name}
            onChange={(event) => onChange({ ...holiday, name: event.target.value })}
          />
        )}
      </PlacedField>
      <Field label={text('calendar.holiday.repeats')}>
        {(control) => (
          <Select
            {...control}
            value={holiday.kind}
            options={[
              { value: 'dates', label: text('calendar.holiday.once') },
              { value: 'yearly', label: text('calendar.holiday.everyYear') },
            ]}
            onChange={(kind) => onChange(asKind(holiday, kind))}
          />
        )}
      </Field>
      <PlacedField path={`${path}.from`} label={text('calendar.holiday.first')} required>
        {(control) => (
          <DayInput
            {...control}
            label={text('calendar.holiday.first')}
            yearly={holiday.kind === 'yearly'}
            value={holiday.from}
            // One day is the common case: the last day goes with the first until it is set apart.
            onChange={(from) => onChange({ ...holiday, from, to: holiday.to === holiday.from ? from : holiday.to })}
          />
        )}
      </PlacedField>
      <PlacedField
        path={`${path}.to`}
        label={text('calendar.holiday.last')}
        hint={overNewYear ? text('calendar.holiday.overNewYear') : undefined}
        required
      >
        {(control) => (
          <DayInput
            {...control}
            label={text('calendar.holiday.last')}
            yearly={holiday.kind === 'yearly'}
            value={holiday.to}
            onChange={(to) => onChange({ ...holiday, to })}
          />
        )}
      </PlacedField>
    </div>
  );
}

/** The same days, in the other way of saying them. */
function asKind({ name, from, to }: Holiday, kind: Holiday['kind']): Holiday {
  if (kind === 'yearly') return { kind, name, from: from.slice(-5), to: to.slice(-5) };
  const year = new Date().getFullYear();
  const [first, last] = [from.slice(-5), to.slice(-5)];
  return { kind, name, from: `${year}-${first}`, to: `${last < first ? year + 1 : year}-${last}` };
}

interface DayInputProps extends FieldControl {
  readonly label: string;
  readonly yearly: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A date, or a day of every year: month and day, as no year belongs to it. */
function DayInput({ label, yearly, value, onChange, ...control }: DayInputProps): ReactNode {
  const intl = useIntl();
  const text = useSlaText();
  if (!yearly) {
    return (
      <input
        {...control}
        type="date"
        className="pl-input"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const [month = '', day = ''] = value.split('-');
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1).padStart(2, '0'),
    label: intl.formatDate(Date.UTC(2024, index, 1), { month: 'long', timeZone: 'UTC' }),
  }));
  const length = new Date(Date.UTC(2024, Number(month), 0)).getUTCDate() || 31;
  const days = Array.from({ length }, (_, index) => String(index + 1).padStart(2, '0'));
  return (
    <span className="sla-monthday">
      <Select
        {...control}
        value={day}
        options={days.map((one) => ({ value: one, label: String(Number(one)) }))}
        onChange={(next) => onChange(`${month}-${next}`)}
      />
      <Select
        aria-label={text('calendar.holiday.month', { label })}
        value={month}
        options={months}
        onChange={(next) => onChange(`${next}-${shorter(day, next)}`)}
      />
    </span>
  );
}

/** 31 January becomes 29 February, not a day that isn't there. */
const shorter = (day: string, month: string): string => {
  const last = new Date(Date.UTC(2024, Number(month), 0)).getUTCDate();
  return String(Math.min(Number(day), last)).padStart(2, '0');
};
