import { useState, type ReactNode } from 'react';
import { RISK_LEVELS } from '../../../../src/change/change.shapes';
import { useChangeTerms } from '../../../shared/change/terms';
import { Button, EmptyState, Loaded, Skeleton } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { WithMessages } from '../../../shared/WithMessages';
import { CalendarTable } from './CalendarTable';
import { LevelSign } from './ChangeChip';
import { Chosen } from './Chosen';
import { Collisions } from './Collisions';
import { DayGrid } from './DayGrid';
import { Filters } from './Filters';
import { calendarMessages, useCalendarText } from './messages';
import { MonthGrid } from './MonthGrid';
import { Timeline } from './Timeline';
import { Toolbar } from './Toolbar';
import { useCalendar, type CalendarState } from './use-calendar';
import { calendarKeys } from './use-calendar-keys';
import type { Calendar, Change } from './words';
import '../../cmdb/cmdb.css';
import './calendar.css';

/** Changes, freezes and maintenance in time. What is shown is in the address: `?view=week&day=2026-11-23&type=normal`. */
export function CalendarPage(): ReactNode {
  return (
    <WithMessages messages={calendarMessages}>
      <ChangeCalendar />
    </WithMessages>
  );
}

function ChangeCalendar(): ReactNode {
  const text = useCalendarText();
  const [now] = useState(() => Date.now());
  const state = useCalendar(now);
  const query = useApiQuery('change.calendar', state.filter, { keep: true });
  return (
    <section className="calendar" aria-labelledby="calendar-title">
      <header>
        <h2 id="calendar-title">{text('calendar.title')}</h2>
        <p className="pl-hint">{text('calendar.zone', { zone: state.zone })}</p>
      </header>
      <Toolbar state={state} />
      <Filters state={state} />
      {state.form === 'collisions' ? (
        <Collisions state={state} />
      ) : (
        <Loaded query={query} skeleton={<Skeleton lines={8} height={56} />}>
          {(calendar) => <Shown calendar={calendar} state={state} stale={query.isPlaceholderData} />}
        </Loaded>
      )}
    </section>
  );
}

export interface GridProps {
  readonly calendar: Calendar;
  readonly state: CalendarState;
  readonly onChoose: (change: Change) => void;
}

interface ShownProps extends Omit<GridProps, 'onChoose'> {
  /** Still of what was shown before. */
  readonly stale: boolean;
}

function Shown({ calendar, state, stale }: ShownProps): ReactNode {
  const text = useCalendarText();
  const [last, setLast] = useState<Change>();
  const { changes, windows, cut, asOf } = calendar;
  // It stays chosen when the calendar goes on to a time in which it is not.
  const chosen = [...changes, ...(last === undefined ? [] : [last])].find(({ issueKey }) => issueKey === state.chosen);
  const props: GridProps = {
    calendar,
    state,
    onChoose: (change) => {
      setLast(change);
      state.go({ change: change.issueKey, slot: null });
    },
  };
  return (
    <>
      <p className="pl-hint" role="status" aria-busy={stale}>
        {text('calendar.count', { changes: changes.length, windows: windows.length })}
      </p>
      {cut ? <p className="calendar-notice">{text('calendar.cut')}</p> : null}
      <div className="calendar-body" data-stale={stale}>
        <div className="calendar-main" tabIndex={-1} onKeyDown={calendarKeys(state)}>
          {changes.length + windows.length === 0 ? <Empty state={state} /> : <Form {...props} />}
        </div>
        {chosen === undefined ? null : <Chosen key={chosen.issueKey} change={chosen} asOf={asOf} state={state} />}
      </div>
      <Legend />
    </>
  );
}

function Form(props: GridProps): ReactNode {
  if (props.state.form === 'table') return <CalendarTable {...props} />;
  switch (props.state.view) {
    case 'day':
    case 'week':
      return <DayGrid key={props.state.view} {...props} />;
    case 'month':
      return <MonthGrid {...props} />;
    case 'timeline':
      return <Timeline {...props} />;
  }
}

function Empty({ state }: { readonly state: CalendarState }): ReactNode {
  const text = useCalendarText();
  return (
    <EmptyState
      title={text('calendar.empty')}
      action={
        state.narrowed ? (
          <Button onClick={() => state.go({ project: null, service: null, type: null, level: null })}>
            {text('calendar.clear')}
          </Button>
        ) : undefined
      }
    >
      {text(state.narrowed ? 'calendar.empty.narrowed' : 'calendar.empty.next')}
    </EmptyState>
  );
}

function Legend(): ReactNode {
  const text = useCalendarText();
  const terms = useChangeTerms();
  return (
    <footer className="calendar-legend">
      <ul aria-label={text('calendar.legend')}>
        {[...RISK_LEVELS, null].map((level) => (
          <li key={level ?? 'none'}>
            <LevelSign level={level} /> {terms(`change.level.${level ?? 'none'}`)}
          </li>
        ))}
        <li>
          <span className="calendar-swatch" data-conflicts="unaccepted" aria-hidden />{' '}
          {text('calendar.legend.conflict')}
        </li>
        <li>
          <span className="calendar-swatch" data-kind="freeze" aria-hidden /> {text('calendar.freeze')}
        </li>
        <li>
          <span className="calendar-swatch" data-kind="maintenance" aria-hidden /> {text('calendar.maintenance')}
        </li>
      </ul>
      <p className="pl-hint">{text('calendar.keys')}</p>
    </footer>
  );
}
