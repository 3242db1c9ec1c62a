/** What every moment between two instants is, and why: the raw material of an account that adds up. */
import { extraByDay, hoursAfterMidnight, ownHours, type NamedPiece } from './day-table';
import { weekdayOf } from './local-dates';
import { DAY, MINUTE, MINUTES_A_DAY, type Piece } from './spec';
import type { Segment, WorkCalendar } from './work-calendar';

/**
 * `hours`: ordinary hours. `extra`: extra hours, where there are no ordinary ones. `holiday`: ordinary hours that a
 * holiday takes away, so that their sum is what the holiday cost. `outside-hours`: all else.
 */
export type SpanReason = 'hours' | 'extra' | 'outside-hours' | 'holiday';

export interface Span {
  /** Epoch milliseconds; `to` is excluded. */
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  readonly because: SpanReason;
  /** Of the holiday or of the extra hours. */
  readonly name?: string;
  /** The zone's offset changes at an instant within the span or at its start: forward (`gap`) or back (`overlap`). */
  readonly dst?: 'gap' | 'overlap';
}

interface Account {
  readonly because: SpanReason;
  readonly name?: string;
}

type LabelledPiece = Piece & Account;

/** Spans that follow each other without a hole, each as long as its reason lasts; a second change of offset starts a new one. */
export function* spans(calendar: WorkCalendar, from: number, to: number): Generator<Span> {
  let open: Span | undefined;
  for (const span of pieces(calendar, from, to)) {
    const joined: Span | undefined = open === undefined ? span : join(open, span);
    if (joined === undefined && open !== undefined) yield open;
    open = joined ?? span;
  }
  if (open !== undefined) yield open;
}

function join(first: Span, second: Span): Span | undefined {
  if (first.because !== second.because || first.name !== second.name) return undefined;
  if (first.dst !== undefined && second.dst !== undefined) return undefined;
  return { ...second, ...first, to: second.to };
}

/** Day by day within each stretch of one offset. */
function* pieces(calendar: WorkCalendar, from: number, to: number): Generator<Span> {
  const days = labelledDays(calendar);
  let before: Segment | undefined;
  for (let at = from; at < to;) {
    const segment = calendar.segmentAt(at);
    const end = Math.min(segment.to, to);
    let change = before === undefined ? changeAt(calendar, segment, at) : changeOf(before, segment);
    for (const { from: start, to: stop, ...account } of days.between(at + segment.offset, end + segment.offset)) {
      const open = account.because === 'hours' || account.because === 'extra';
      yield { from: start - segment.offset, to: stop - segment.offset, open, ...account, ...change };
      change = {};
    }
    before = segment;
    at = end;
  }
}

type Change = Pick<Span, 'dst'>;

/** A span that begins at the very instant of a change has the change in it. */
function changeAt(calendar: WorkCalendar, segment: Segment, at: number): Change {
  return at === segment.from && at > 0 ? changeOf(calendar.segmentAt(at - 1), segment) : {};
}

function changeOf(before: Segment, after: Segment): Change {
  if (before.offset === after.offset) return {};
  return { dst: after.offset > before.offset ? 'gap' : 'overlap' };
}

const labelled = new WeakMap<WorkCalendar, LabelledDays>();

function labelledDays(calendar: WorkCalendar): LabelledDays {
  const days = labelled.get(calendar) ?? new LabelledDays(calendar);
  labelled.set(calendar, days);
  return days;
}

class LabelledDays {
  /** Days without extra hours, by weekday, own holiday and the day before's: a year has a handful of kinds. */
  private readonly kinds = new Map<number, LabelledPiece[]>();
  private readonly extra: ReadonlyMap<number, readonly NamedPiece[]>;

  constructor(private readonly calendar: WorkCalendar) {
    this.extra = calendar.spec.alwaysOpen ? new Map() : extraByDay(calendar.spec);
  }

  /** Local times in milliseconds, both ways. */
  *between(from: number, to: number): Generator<LabelledPiece> {
    if (this.calendar.spec.alwaysOpen) {
      yield { from, to, because: 'hours' };
      return;
    }
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1)
      for (const piece of this.ofDay(day)) {
        const start = Math.max(day * DAY + piece.from * MINUTE, from);
        const stop = Math.min(day * DAY + piece.to * MINUTE, to);
        if (start < stop) yield { ...piece, from: start, to: stop };
      }
  }

  private ofDay(day: number): LabelledPiece[] {
    if (this.extra.has(day)) return this.label(day);
    const { holidays } = this.calendar.table;
    const kind = (holidays.numberOn(day) * 65_536 + holidays.numberOn(day - 1)) * 7 + weekdayOf(day);
    const known = this.kinds.get(kind) ?? this.label(day);
    this.kinds.set(kind, known);
    return known;
  }

  /** The 1440 minutes of a local day, cut wherever any of its hours start or end. */
  private label(day: number): LabelledPiece[] {
    const { hours, lost } = this.ordinary(day);
    const extra = this.extra.get(day) ?? [];
    const cuts = new Set([0, MINUTES_A_DAY, ...[...hours, ...lost, ...extra].flatMap(({ from, to }) => [from, to])]);
    const minutes = [...cuts].sort((a, b) => a - b);
    return minutes.slice(1).map((to, index) => {
      const from = minutes[index] ?? 0;
      return { from, to, ...account(from, hours, extra, lost) };
    });
  }

  private ordinary(day: number): { hours: Piece[]; lost: NamedPiece[] } {
    const { spec, table } = this.calendar;
    const weekday = weekdayOf(day);
    const hours: Piece[] = [];
    const lost: NamedPiece[] = [];
    for (const [start, starting] of [
      [day, ownHours(spec, weekday)],
      [day - 1, hoursAfterMidnight(spec, (weekday + 6) % 7)],
    ] as const) {
      const holiday = table.holidays.on(start);
      if (holiday === undefined) hours.push(...starting);
      else lost.push(...starting.map((piece) => ({ ...piece, name: holiday.name })));
    }
    return { hours, lost };
  }
}

function account(
  minute: number,
  hours: readonly Piece[],
  extra: readonly NamedPiece[],
  lost: readonly NamedPiece[],
): Account {
  const here = ({ from, to }: Piece): boolean => from <= minute && minute < to;
  if (hours.some(here)) return { because: 'hours' };
  const more = extra.find(here);
  if (more !== undefined) return { because: 'extra', name: more.name };
  const holiday = lost.find(here);
  return holiday === undefined ? { because: 'outside-hours' } : { because: 'holiday', name: holiday.name };
}
