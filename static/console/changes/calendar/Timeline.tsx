import type { CSSProperties, ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ChangeChip } from './ChangeChip';
import type { GridProps } from './CalendarPage';
import { useCalendarText } from './messages';
import { inLanes, shareOfSpan, type Laned } from './place';
import { windowId, type Change, type Window } from './words';

const LANE = 30;
/** A bar narrower than that could not be hit. */
const LEAST = 1 / 10;

const percent = (share: number): string => `${share * 100}%`;

interface Row {
  readonly key: string;
  readonly name: string;
  readonly changes: readonly Change[];
}

/** Two weeks, a row for each business service that changes can bring down. */
export function Timeline({ calendar, state, onChoose }: GridProps): ReactNode {
  const text = useCalendarText();
  const intl = useIntl();
  const { days, filter, today } = state;
  const rows = useRows(calendar.changes);
  const placed = <T,>(list: readonly T[], timeOf: (one: T) => { from: string; to: string }): Laned<T>[] =>
    inLanes(
      list.flatMap((one) => {
        const share = shareOfSpan(timeOf(one), filter);
        return share === undefined ? [] : [[one, share] as const];
      }),
      LEAST,
    );
  const windows = placed(calendar.windows, (one) => one);
  const now = shareOfSpan({ from: calendar.asOf, to: filter.to }, filter);
  const isNow = now !== undefined && calendar.asOf >= filter.from;
  return (
    <div className="calendar-timeline" tabIndex={0} role="group" aria-label={text('calendar.view.timeline')}>
      <div className="calendar-row" data-head>
        <span />
        <div className="calendar-ticks">
          {days.map((day) => (
            <span key={day} aria-current={day === today ? 'date' : undefined}>
              {intl.formatDate(`${day}T12:00Z`, {
                weekday: 'short',
                day: 'numeric',
                month: 'numeric',
                timeZone: 'UTC',
              })}
            </span>
          ))}
        </div>
      </div>
      {windows.length === 0 ? null : (
        <div className="calendar-row">
          <h3>{text('calendar.windows')}</h3>
          <div className="calendar-track" style={{ minHeight: heightOf(windows) }}>
            {windows.map((one) => (
              <WindowBar key={windowId(one.item)} placed={one} />
            ))}
          </div>
        </div>
      )}
      {rows.map(({ key, name, changes }) => {
        const lanes = placed(changes, ({ planned }) => planned);
        return (
          <div key={key} className="calendar-row">
            <h3>{name}</h3>
            <div className="calendar-track" style={{ minHeight: heightOf(lanes) }}>
              <Shades windows={calendar.windows} filter={filter} />
              {isNow ? (
                <div className="calendar-now" data-across style={{ insetInlineStart: percent(now.start) }} />
              ) : null}
              {lanes.map((one) => (
                <ChangeChip
                  key={one.item.issueKey}
                  change={one.item}
                  chosen={one.item.issueKey === state.chosen}
                  onChoose={onChoose}
                  style={barOf(one)}
                />
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

const heightOf = (lanes: readonly Laned<unknown>[]): string =>
  `${Math.max(1, ...lanes.map(({ lane }) => lane + 1)) * LANE + 4}px`;

/** Kept within the track, where a short one late in the span would stand over. */
function barOf({ share, lane }: Laned<unknown>): CSSProperties {
  const width = Math.max(share.end - share.start, LEAST);
  return {
    insetInlineStart: percent(Math.min(share.start, 1 - width)),
    width: percent(width),
    top: `${lane * LANE + 2}px`,
    height: `${LANE - 4}px`,
  };
}

function WindowBar({ placed }: { readonly placed: Laned<Window> }): ReactNode {
  const text = useCalendarText();
  const { name, kind } = placed.item;
  return (
    <p className="calendar-strip" data-kind={kind} title={name} style={barOf(placed)}>
      <span>
        {text(`calendar.${kind}`)}: {name}
      </span>
    </p>
  );
}

/** Freezes of the whole site, behind every row. */
function Shades({
  windows,
  filter,
}: {
  readonly windows: readonly Window[];
  readonly filter: { from: string; to: string };
}): ReactNode {
  return windows
    .filter(({ kind, scope }) => kind === 'freeze' && scope.on === 'site')
    .map((one) => {
      const share = shareOfSpan(one, filter);
      return share === undefined ? null : (
        <div
          key={windowId(one)}
          className="calendar-window"
          data-kind="freeze"
          style={{
            insetInlineStart: percent(share.start),
            width: percent(share.end - share.start),
            top: 0,
            height: '100%',
          }}
        />
      );
    });
}

/** By name; changes that reach no service come last. A change is in the row of every service it can bring down. */
function useRows(changes: readonly Change[]): Row[] {
  const text = useCalendarText();
  const rows = new Map<string, { name: string; changes: Change[] }>();
  const add = (key: string, name: string, change: Change): void => {
    const row = rows.get(key) ?? { name, changes: [] };
    if (!row.changes.includes(change)) row.changes.push(change);
    rows.set(key, row);
  };
  for (const change of changes)
    for (const { ref, name } of change.services.length === 0 ? [NO_SERVICE] : change.services)
      if (ref === NO_SERVICE.ref) add('none', text('calendar.service.none'), change);
      else add(ref ?? 'hidden', name ?? text('calendar.service.hidden'), change);
  const last = (key: string): number => (key === 'none' ? 2 : key === 'hidden' ? 1 : 0);
  return [...rows]
    .map(([key, row]) => ({ key, ...row }))
    .sort((a, b) => last(a.key) - last(b.key) || a.name.localeCompare(b.name));
}

const NO_SERVICE = { ref: undefined, name: null };
