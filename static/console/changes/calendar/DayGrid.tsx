import { useEffect, useRef, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ChangeChip } from './ChangeChip';
import { dayOf, type Day } from './days';
import { useCalendarText } from './messages';
import { inLanes, shareOfDay, type Share } from './place';
import type { GridProps } from './CalendarPage';
import { windowId, type Change, type Window } from './words';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** The height below which a change could not be read. */
const LEAST = 1 / 40;
const WORDS_FROM = 1 / 16;
const FIRST_HOUR = 6;
/** Of a day's column; the rest shows the windows behind. */
const WIDTH = 0.92;

const percent = (share: number): string => `${share * 100}%`;
const found = <T extends { from: string; to: string }, R>(
  list: readonly R[],
  timeOf: (one: R) => T,
  day: Day,
  zone: string,
): (readonly [R, Share])[] =>
  list.flatMap((one) => {
    const share = shareOfDay(timeOf(one), day, zone);
    return share === undefined ? [] : [[one, share] as const];
  });

/** One or seven days side by side, by the hours of the clock on the wall. */
export function DayGrid({ calendar, state, onChoose }: GridProps): ReactNode {
  const text = useCalendarText();
  const intl = useIntl();
  const scroller = useRef<HTMLDivElement>(null);
  const { days, zone, today } = state;
  useEffect(() => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = (box.scrollHeight * FIRST_HOUR) / HOURS.length;
  }, []);
  const nameOf = (day: Day): string =>
    intl.formatDate(`${day}T12:00Z`, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const columns = { gridTemplateColumns: `68px repeat(${days.length}, minmax(120px, 1fr))` };
  return (
    <div className="calendar-days" ref={scroller} tabIndex={0} role="group" aria-label={text('calendar.hours')}>
      <div className="calendar-heads" style={columns}>
        <span />
        {days.map((day) => (
          <h3 key={day} aria-current={day === today ? 'date' : undefined}>
            {nameOf(day)}
            {day === today ? <span className="pl-hidden"> {text('calendar.today')}</span> : null}
          </h3>
        ))}
      </div>
      <div className="calendar-columns" style={columns}>
        <div className="calendar-hours" aria-hidden>
          {HOURS.map((hour) => (
            <span key={hour}>
              {intl.formatTime(Date.UTC(2026, 0, 1, hour), { timeZone: 'UTC', timeStyle: 'short' })}
            </span>
          ))}
        </div>
        {days.map((day) => (
          <div key={day} className="calendar-column" role="group" aria-label={nameOf(day)}>
            <Windows windows={found(calendar.windows, (one: Window) => one, day, zone)} />
            {inLanes(
              found(calendar.changes, (one: Change) => one.planned, day, zone),
              LEAST,
            ).map(({ item, share, lane, lanes }) => (
              <ChangeChip
                key={item.issueKey}
                change={item}
                chosen={item.issueKey === state.chosen}
                onChoose={onChoose}
                full={share.end - share.start >= WORDS_FROM}
                style={{
                  top: percent(share.start),
                  height: percent(Math.max(share.end - share.start, LEAST)),
                  insetInlineStart: percent((lane / lanes) * WIDTH),
                  width: percent(WIDTH / lanes),
                }}
              />
            ))}
            {found(state.slot === undefined ? [] : [state.slot], (one) => one, day, zone).map(([, share]) => (
              <div
                key="slot"
                className="calendar-slot"
                style={{ top: percent(share.start), height: percent(share.end - share.start) }}
              >
                {text('calendar.slot.free')}
              </div>
            ))}
            {day === today ? <Now asOf={calendar.asOf} zone={zone} /> : null}
          </div>
        ))}
      </div>
    </div>
  );
}

function Windows({ windows }: { readonly windows: readonly (readonly [Window, Share])[] }): ReactNode {
  const text = useCalendarText();
  return inLanes(windows).map(({ item, share, lane }) => (
    <div
      key={windowId(item)}
      className="calendar-window"
      data-kind={item.kind}
      style={{ top: percent(share.start), height: percent(share.end - share.start) }}
    >
      <span style={{ marginBlockStart: `${lane * 20}px` }}>
        {text(`calendar.${item.kind}`)}: {item.name}
      </span>
    </div>
  ));
}

function Now({ asOf, zone }: { readonly asOf: string; readonly zone: string }): ReactNode {
  const text = useCalendarText();
  const at = Date.parse(asOf);
  const share = shareOfDay({ from: asOf, to: new Date(at + 60_000).toISOString() }, dayOf(at, zone), zone);
  return share === undefined ? null : (
    <div className="calendar-now" style={{ top: percent(share.start) }}>
      <span>{text('calendar.now')}</span>
    </div>
  );
}
