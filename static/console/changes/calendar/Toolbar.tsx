import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { call } from '../../../shared/api';
import { Button, ErrorState, VisuallyHidden } from '../../../shared/components';
import { download } from '../../../shared/download';
import { stepped, VIEWS } from './days';
import { useCalendarText } from './messages';
import { FORMS, type CalendarState } from './use-calendar';

/** When, in which view and in which form. */
export function Toolbar({ state }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  const { view, day, form, go } = state;
  return (
    <div className="calendar-toolbar">
      <div className="calendar-buttons">
        <Button onClick={() => go({ day: null })}>{text('calendar.today')}</Button>
        <Button onClick={() => go({ day: stepped(view, day, -1) })}>
          <span aria-hidden>‹</span>
          <VisuallyHidden>{text('calendar.back')}</VisuallyHidden>
        </Button>
        <Button onClick={() => go({ day: stepped(view, day, 1) })}>
          <span aria-hidden>›</span>
          <VisuallyHidden>{text('calendar.on')}</VisuallyHidden>
        </Button>
        <h3 className="calendar-when" aria-live="polite">
          <When state={state} />
        </h3>
      </div>
      <div className="calendar-buttons">
        <Choice
          name="view"
          label={text('calendar.view')}
          options={VIEWS.map((one) => ({ value: one, label: text(`calendar.view.${one}`) }))}
          value={view}
          onChoose={(one) => go({ view: one })}
        />
        <Choice
          name="as"
          label={text('calendar.as')}
          options={FORMS.map((one) => ({ value: one, label: text(`calendar.as.${one}`) }))}
          value={form}
          onChoose={(one) => go({ as: one === 'grid' ? null : one })}
        />
        <Export state={state} />
      </div>
    </div>
  );
}

function When({ state: { view, day, days } }: { readonly state: CalendarState }): ReactNode {
  const intl = useIntl();
  const at = (one: string | undefined): Date => new Date(`${one ?? day}T12:00Z`);
  if (view === 'month') return intl.formatDate(at(day), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  if (view === 'day') return intl.formatDate(at(day), { dateStyle: 'full', timeZone: 'UTC' });
  return intl.formatDateTimeRange(at(days[0]), at(days.at(-1)), { dateStyle: 'medium', timeZone: 'UTC' });
}

interface ChoiceProps<V extends string> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly value: V;
  readonly onChoose: (value: V) => void;
}

function Choice<V extends string>({ name, label, options, value, onChoose }: ChoiceProps<V>): ReactNode {
  return (
    <fieldset className="calendar-choice">
      <legend className="pl-hidden">{label}</legend>
      {options.map((one) => (
        <label key={one.value} data-checked={one.value === value}>
          <input
            type="radio"
            className="pl-hidden"
            name={`calendar-${name}`}
            checked={one.value === value}
            onChange={() => onChoose(one.value)}
          />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}

function Export({ state: { filter, days } }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  const save = useMutation({
    mutationFn: () => call('change.ics', filter),
    onSuccess: (answer) =>
      download(`changes-${days[0] ?? ''}.ics`, new Blob([answer.text], { type: 'text/calendar;charset=utf-8' })),
  });
  return (
    <>
      <Button disabled={save.isPending} onClick={() => save.mutate()}>
        {text('calendar.export')}
      </Button>
      {save.error === null ? null : <ErrorState error={save.error} />}
    </>
  );
}
