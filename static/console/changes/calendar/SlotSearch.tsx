import { useState, type ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../../shared/change/terms';
import type { InputOf, OutputOf } from '../../../shared/api';
import { Button, ErrorState, Field, Select, SiteLink } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useApiQuery } from '../../../shared/query';
import { instantOf, localOf } from '../../../shared/zoned';
import { dayOf } from './days';
import { useCalendarText } from './messages';
import type { CalendarState } from './use-calendar';
import type { Change } from './words';

type Search = InputOf<'change.findSlot'>['search'];

const [MINUTE, DAY, HORIZON_DAYS] = [60_000, 86_400_000, 92];
const [LEAST, MOST] = [5, 44_640];
const HOURS = ['any', 'business', 'outsideBusiness'] as const;
const lengthOf = ({ planned }: Change): number =>
  Math.min(Math.max(Math.ceil((Date.parse(planned.to) - Date.parse(planned.from)) / MINUTE), LEAST), MOST);

export interface SlotSearchProps {
  readonly change: Change;
  readonly asOf: string;
  readonly state: CalendarState;
}

/** The next time at which nothing stands against the change, and why not earlier. */
export function SlotSearch({ change, asOf, state }: SlotSearchProps): ReactNode {
  const text = useCalendarText();
  const [from, setFrom] = useState(localOf(Date.parse(asOf), state.zone));
  const [minutes, setMinutes] = useState(String(lengthOf(change)));
  const [hours, setHours] = useState<Search['hours']>('any');
  const [search, setSearch] = useState<Search>();
  const after = instantOf(from, state.zone);
  const isLength = /^\d+$/.test(minutes) && Number(minutes) >= LEAST && Number(minutes) <= MOST;
  const begin = (at: string): void =>
    setSearch({
      after: at,
      until: new Date(Date.parse(at) + HORIZON_DAYS * DAY).toISOString(),
      minutes: Number(minutes),
      step: 15,
      hours,
    });
  return (
    <form
      className="calendar-slots"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (after !== undefined && isLength) begin(after);
      }}
    >
      <Field
        label={text('calendar.slot.from')}
        {...(after === undefined ? { error: text('calendar.slot.bad.from') } : {})}
      >
        {(control) => (
          <input
            {...control}
            className="pl-input"
            type="datetime-local"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('calendar.slot.minutes')} {...(isLength ? {} : { error: text('calendar.slot.bad.minutes') })}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            inputMode="numeric"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('calendar.slot.hours')}>
        {(control) => (
          <Select
            {...control}
            value={hours}
            options={HOURS.map((one) => ({ value: one, label: text(`calendar.slot.hours.${one}`) }))}
            onChange={setHours}
          />
        )}
      </Field>
      <Button type="submit" appearance="primary" disabled={after === undefined || !isLength}>
        {text('calendar.slot.search')}
      </Button>
      {search === undefined ? null : <Found change={change} search={search} state={state} onNext={begin} />}
    </form>
  );
}

interface FoundProps extends Pick<SlotSearchProps, 'change' | 'state'> {
  readonly search: Search;
  readonly onNext: (after: string) => void;
}

function Found({ change, search, state, onNext }: FoundProps): ReactNode {
  const text = useCalendarText();
  const format = useFormat();
  const { span } = useChangeWords();
  const query = useApiQuery('change.findSlot', { issueKey: change.issueKey, search });
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <p role="status">{text('calendar.slot.searching')}</p>;
  const { slot, searchedUntil } = query.data;
  return (
    <div className="calendar-found">
      <p role="status">
        {slot === null
          ? text('calendar.slot.none', { until: format.dateTime(searchedUntil) })
          : text('calendar.slot.found', { span: span(slot) })}
      </p>
      {slot === null ? null : (
        <p className="calendar-buttons">
          <Button
            onClick={() =>
              state.go({
                as: null,
                view: state.view === 'day' ? 'day' : 'week',
                day: dayOf(Date.parse(slot.from), state.zone),
                slot: `${slot.from}/${slot.to}`,
              })
            }
          >
            {text('calendar.slot.show')}
          </Button>
          <Button onClick={() => onNext(new Date(Date.parse(slot.from) + MINUTE).toISOString())}>
            {text('calendar.slot.next')}
          </Button>
        </p>
      )}
      <Reasons answer={query.data} />
      {slot === null ? null : <p className="pl-hint">{text('calendar.slot.move')}</p>}
    </div>
  );
}

function Reasons({ answer: { blocked, cut } }: { readonly answer: OutputOf<'change.findSlot'> }): ReactNode {
  const text = useCalendarText();
  const terms = useChangeTerms();
  const { span } = useChangeWords();
  if (blocked.length === 0) return null;
  return (
    <details>
      <summary>{text('calendar.slot.why', { count: blocked.length })}</summary>
      <ul>
        {blocked.map((block, place) => (
          <li key={place}>
            {span(block)}:{' '}
            {block.because === 'hours' ? text('calendar.slot.why.hours') : terms(`change.conflict.${block.because}`)}{' '}
            {block.other === null ? block.window : <SiteLink to={`/browse/${block.other}`}>{block.other}</SiteLink>}
          </li>
        ))}
      </ul>
      {cut ? <p className="pl-hint">{text('calendar.slot.why.cut')}</p> : null}
    </details>
  );
}
