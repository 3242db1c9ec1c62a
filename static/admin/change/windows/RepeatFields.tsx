import { useState, type ReactNode } from 'react';
import { Field, Select } from '../../../shared/components';
import { NumberInput } from '../../sla/parts/NumberInput';
import { Place, PlacedField, Said } from '../../sla/parts/Place';
import { useWindowText } from './messages';
import {
  NTHS,
  readRepeat,
  REPEAT_KINDS,
  repeatFrom,
  WEEKDAYS,
  writeRepeat,
  type Nth,
  type Repeat,
  type RepeatEnd,
  type Weekday,
} from './repeat';
import type { WindowPartProps } from './WindowEditor';
import { useWindowWords } from './words';

const CHOICES = ['once', ...REPEAT_KINDS, 'rule'] as const;
type Choice = (typeof CHOICES)[number];

/** Common repetitions by fields, any other as the text of its rule; what is said of the rule stands below either. */
export function RepeatFields({ window, path, onChange }: WindowPartProps): ReactNode {
  const text = useWindowText();
  const { rrule, start } = window;
  const repeat = rrule === null ? undefined : readRepeat(rrule);
  const [asText, setAsText] = useState(rrule !== null && repeat === undefined);
  const isText = rrule !== null && (asText || repeat === undefined);
  const choice: Choice = rrule === null ? 'once' : isText ? 'rule' : (repeat?.by ?? 'rule');
  const set = (next: string | null): void => onChange({ ...window, rrule: next });
  const choose = (next: Choice): void => {
    setAsText(next === 'rule');
    if (next === 'once') set(null);
    else if (next === 'rule') set(rrule ?? writeRepeat(repeatFrom('week', start, { by: 'never' })));
    else set(writeRepeat(repeatFrom(next, start, repeat?.end ?? { by: 'never' })));
  };
  return (
    <>
      <div className="sla-row">
        <Field label={text('window.repeat')}>
          {(control) => (
            <Select
              {...control}
              value={choice}
              options={CHOICES.map((one) => ({ value: one, label: text(`window.repeat.${one}`) }))}
              onChange={choose}
            />
          )}
        </Field>
        {isText || repeat === undefined ? null : (
          <>
            <EveryField repeat={repeat} onChange={(next) => set(writeRepeat(next))} />
            <EndFields end={repeat.end} onChange={(end) => set(writeRepeat({ ...repeat, end }))} />
          </>
        )}
      </div>
      {isText ? (
        <RuleField path={`${path}.rrule`} rule={rrule} onChange={set} />
      ) : (
        <Place path={`${path}.rrule`}>
          {repeat === undefined ? null : <Details repeat={repeat} onChange={(next) => set(writeRepeat(next))} />}
          <Said path={`${path}.rrule`} />
        </Place>
      )}
    </>
  );
}

interface RuleFieldProps {
  readonly path: string;
  readonly rule: string;
  readonly onChange: (rule: string) => void;
}

function RuleField({ path, rule, onChange }: RuleFieldProps): ReactNode {
  const text = useWindowText();
  return (
    <PlacedField path={path} label={text('window.rule')} hint={text('window.rule.hint')} required>
      {(control) => (
        <input
          {...control}
          className="pl-input change-lists-code"
          maxLength={500}
          spellCheck={false}
          value={rule}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </PlacedField>
  );
}

interface RepeatProps<R extends Repeat = Repeat> {
  readonly repeat: R;
  readonly onChange: (repeat: Repeat) => void;
}

function EveryField({ repeat, onChange }: RepeatProps): ReactNode {
  const text = useWindowText();
  return (
    <Field label={text(`window.interval.${repeat.by}`)}>
      {(control) => (
        <NumberInput
          {...control}
          className="change-lists-number"
          value={repeat.every}
          onChange={(every) => onChange({ ...repeat, every })}
        />
      )}
    </Field>
  );
}

function Details({ repeat, onChange }: RepeatProps): ReactNode {
  return (
    <>
      {repeat.by === 'week' ? <Weekdays repeat={repeat} onChange={onChange} /> : null}
      <div className="sla-row">
        {repeat.by === 'weekdayOfMonth' ? <NthWeekday repeat={repeat} onChange={onChange} /> : null}
        {repeat.by === 'dayOfMonth' ? <DayOfMonth repeat={repeat} onChange={onChange} /> : null}
      </div>
    </>
  );
}

function Weekdays({ repeat, onChange }: RepeatProps<Extract<Repeat, { by: 'week' }>>): ReactNode {
  const text = useWindowText();
  const { weekday } = useWindowWords();
  const { days } = repeat;
  return (
    <fieldset className="change-lists-days">
      <legend className="pl-label">{text('window.days')}</legend>
      {WEEKDAYS.map((day) => (
        <label key={day} data-checked={days.includes(day)}>
          <input
            type="checkbox"
            aria-label={weekday(day)}
            checked={days.includes(day)}
            onChange={({ target }) => {
              const kept = WEEKDAYS.filter((one) => (one === day ? target.checked : days.includes(one)));
              onChange({ ...repeat, days: kept });
            }}
          />
          {weekday(day, 'short')}
        </label>
      ))}
      {days.length === 0 ? <p className="pl-hint">{text('window.days.none')}</p> : null}
    </fieldset>
  );
}

function NthWeekday({ repeat, onChange }: RepeatProps<Extract<Repeat, { by: 'weekdayOfMonth' }>>): ReactNode {
  const text = useWindowText();
  const { weekday } = useWindowWords();
  const nths = NTHS.map((nth) => ({ value: String(nth), label: text('window.nth', { nth: String(nth) }), nth }));
  const days = WEEKDAYS.map((day) => ({ value: day, label: weekday(day) }));
  const chosen = (value: string): Nth => nths.find((one) => one.value === value)?.nth ?? 1;
  return (
    <>
      <Field label={text('window.nth.label')}>
        {(control) => (
          <Select
            {...control}
            value={String(repeat.nth)}
            options={nths}
            onChange={(value) => onChange({ ...repeat, nth: chosen(value) })}
          />
        )}
      </Field>
      <Field label={text('window.nth.day')}>
        {(control) => (
          <Select<Weekday>
            {...control}
            value={repeat.day}
            options={days}
            onChange={(day) => onChange({ ...repeat, day })}
          />
        )}
      </Field>
    </>
  );
}

function DayOfMonth({ repeat, onChange }: RepeatProps<Extract<Repeat, { by: 'dayOfMonth' }>>): ReactNode {
  const text = useWindowText();
  return (
    <Field label={text('window.date')} hint={repeat.date > 28 ? text('window.date.short') : undefined}>
      {(control) => (
        <NumberInput
          {...control}
          className="change-lists-number"
          value={repeat.date}
          onChange={(date) => onChange({ ...repeat, date })}
        />
      )}
    </Field>
  );
}

const ENDS = ['never', 'until', 'count'] as const satisfies readonly RepeatEnd['by'][];

interface EndProps {
  readonly end: RepeatEnd;
  readonly onChange: (end: RepeatEnd) => void;
}

function EndFields({ end, onChange }: EndProps): ReactNode {
  const text = useWindowText();
  const choose = (by: RepeatEnd['by']): void =>
    onChange(by === 'never' ? { by } : by === 'count' ? { by, count: 10 } : { by, until: '' });
  return (
    <>
      <Field label={text('window.ends')}>
        {(control) => (
          <Select
            {...control}
            value={end.by}
            options={ENDS.map((by) => ({ value: by, label: text(`window.ends.${by}`) }))}
            onChange={choose}
          />
        )}
      </Field>
      {end.by === 'until' ? (
        <Field label={text('window.ends.date')} error={end.until === '' ? text('window.ends.date.missing') : undefined}>
          {(control) => (
            <input
              {...control}
              type="date"
              className="pl-input"
              value={end.until}
              onChange={(event) => onChange({ ...end, until: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {end.by === 'count' ? (
        <Field label={text('window.ends.times')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-lists-number"
              value={end.count}
              onChange={(count) => onChange({ ...end, count })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
