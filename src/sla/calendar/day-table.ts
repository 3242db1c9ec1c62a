/**
 * The working time of every local day, on a timeline of local days that knows no time zone: each is 24 hours long.
 * Minutes worked before each day are summed once, so that a question costs the same at any distance.
 */
import { dayOfDate, FIRST_DAY, LAST_DAY, monthDayOf, monthDayTable, weekdayOf } from './local-dates';
import { DAY, MINUTE, MINUTES_A_DAY, WEEKDAYS, type CalendarSpec, type Holiday, type Piece } from './spec';

/** Pieces in order and apart, in milliseconds of the local day. */
type DayTemplate = readonly Piece[];

/** Copies, because some module loaders turn each use of an import into a call, which the innermost loop would feel. */
const DAY_LENGTH = DAY;
const MINUTE_LENGTH = MINUTE;
const TABLE_START = FIRST_DAY;
const DAYS = LAST_DAY - FIRST_DAY + 1;
/** Per weekday: whether the day's own hours fall to a holiday, and whether those of the day before do. */
const STATES = 4;

export class DayTable {
  readonly holidays: HolidayIndex;
  private readonly templates: DayTemplate[];
  private readonly templateOf = new Uint16Array(DAYS);
  private readonly minutesBefore = new Int32Array(DAYS + 1);

  constructor(readonly spec: CalendarSpec) {
    this.holidays = new HolidayIndex(spec.alwaysOpen ? [] : spec.holidays);
    this.templates = spec.alwaysOpen ? allDay() : weeklyTemplates(spec);
    this.assignTemplates();
    if (!spec.alwaysOpen) this.addExtraHours();
    this.sumUp();
  }

  /** Working milliseconds from the table's first day up to a local time (milliseconds, as if the zone were UTC). */
  before(local: number): number {
    const day = Math.floor(local / DAY_LENGTH);
    const index = day - TABLE_START;
    let sum = (this.minutesBefore[index] ?? 0) * MINUTE_LENGTH;
    const time = local - day * DAY_LENGTH;
    for (const piece of this.template(index)) {
      if (time <= piece.from) break;
      sum += (time < piece.to ? time : piece.to) - piece.from;
    }
    return sum;
  }

  isOpen(local: number): boolean {
    const day = Math.floor(local / DAY_LENGTH);
    const time = local - day * DAY_LENGTH;
    return this.template(day - TABLE_START).some(({ from, to }) => from <= time && time < to);
  }

  /** The earliest local time up to which `sum` milliseconds (more than 0) were worked: the end of work, not the next start. */
  earliest(sum: number): number {
    const index = this.lastDay((minutes) => minutes * MINUTE_LENGTH < sum);
    let left = sum - (this.minutesBefore[index] ?? 0) * MINUTE_LENGTH;
    for (const { from, to } of this.template(index)) {
      if (left <= to - from) return this.startOf(index) + from + left;
      left -= to - from;
    }
    return this.startOf(index + 1);
  }

  /** The latest such local time: the start of the next work. The end of the table where none follows. */
  latest(sum: number): number {
    const index = this.lastDay((minutes) => minutes * MINUTE_LENGTH <= sum);
    let left = sum - (this.minutesBefore[index] ?? 0) * MINUTE_LENGTH;
    for (const { from, to } of this.template(index)) {
      if (left < to - from) return this.startOf(index) + from + left;
      left -= to - from;
    }
    return this.startOf(index + 1);
  }

  get totalMinutes(): number {
    return this.minutesBefore[DAYS] ?? 0;
  }

  private template(index: number): DayTemplate {
    return this.templates[this.templateOf[index] ?? 0] ?? [];
  }

  private startOf(index: number): number {
    return (index + TABLE_START) * DAY_LENGTH;
  }

  /** The last day before which so little was worked, by halving. */
  private lastDay(soLittle: (minutes: number) => boolean): number {
    let low = 0;
    let high = DAYS;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (soLittle(this.minutesBefore[middle] ?? 0)) low = middle;
      else high = middle;
    }
    return low;
  }

  private assignTemplates(): void {
    if (this.spec.alwaysOpen) return;
    const { numbers } = this.holidays;
    let weekday = weekdayOf(FIRST_DAY);
    let closedBefore = 0;
    for (let index = 0; index < DAYS; index += 1) {
      const closed = numbers[index] === 0 ? 0 : 1;
      this.templateOf[index] = weekday * STATES + closed * 2 + closedBefore;
      closedBefore = closed;
      weekday = weekday === 6 ? 0 : weekday + 1;
    }
  }

  private addExtraHours(): void {
    for (const [day, pieces] of extraByDay(this.spec)) {
      const index = day - FIRST_DAY;
      if (index < 0 || index >= DAYS) continue;
      this.templates.push(union([...this.template(index), ...pieces.map(inMilliseconds)]));
      this.templateOf[index] = this.templates.length - 1;
    }
  }

  private sumUp(): void {
    const minutes = this.templates.map((pieces) => pieces.reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE);
    let sum = 0;
    for (let index = 0; index < DAYS; index += 1) {
      sum += minutes[this.templateOf[index] ?? 0] ?? 0;
      this.minutesBefore[index + 1] = sum;
    }
  }
}

/** Which holiday a local day is; the first listed where there are several. */
export class HolidayIndex {
  /** By day from the table's first: 1 + the holiday's place in the list, 0 for none. */
  readonly numbers = new Uint16Array(DAYS);

  constructor(private readonly holidays: readonly Holiday[]) {
    if (holidays.length === 0) return;
    this.markYearly();
    this.markDates();
  }

  on(day: number): Holiday | undefined {
    return this.holidays[this.numberOn(day) - 1];
  }

  numberOn(day: number): number {
    return this.numbers[day - FIRST_DAY] ?? 0;
  }

  private markYearly(): void {
    const yearly = new Uint16Array(1232);
    this.holidays.forEach((holiday, position) => {
      if (holiday.kind !== 'yearly') return;
      const from = monthDayOf(holiday.from) ?? 0;
      const to = monthDayOf(holiday.to) ?? 0;
      for (let key = 101; key <= 1231; key += 1)
        if ((from <= to ? from <= key && key <= to : key >= from || key <= to) && yearly[key] === 0)
          yearly[key] = position + 1;
    });
    const keys = monthDayTable();
    for (let index = 0; index < DAYS; index += 1) this.numbers[index] = yearly[keys[index] ?? 0] ?? 0;
  }

  private markDates(): void {
    this.holidays.forEach((holiday, position) => {
      if (holiday.kind !== 'dates') return;
      const from = (dayOfDate(holiday.from) ?? 0) - FIRST_DAY;
      const to = (dayOfDate(holiday.to) ?? 0) - FIRST_DAY;
      for (let index = Math.max(from, 0); index <= to && index < DAYS; index += 1) {
        const number = this.numbers[index] ?? 0;
        if (number === 0 || number > position + 1) this.numbers[index] = position + 1;
      }
    });
  }
}

/** The hours that start on a weekday (0 is Monday), as far as they fall on that day. */
export function ownHours(spec: CalendarSpec, weekday: number): Piece[] {
  return startingOn(spec, weekday).map(({ from, to }) => ({ from, to: Math.min(to, MINUTES_A_DAY) }));
}

/** The part after midnight of the hours that start on a weekday. */
export function hoursAfterMidnight(spec: CalendarSpec, weekday: number): Piece[] {
  return startingOn(spec, weekday)
    .filter(({ to }) => to > MINUTES_A_DAY)
    .map(({ to }) => ({ from: 0, to: to - MINUTES_A_DAY }));
}

const startingOn = (spec: CalendarSpec, weekday: number): CalendarSpec['weekly'] =>
  spec.weekly.filter(({ day }) => day === WEEKDAYS[weekday]);

export interface NamedPiece extends Piece {
  readonly name: string;
}

/** Extra hours by the local days they fall on: those over midnight on two. */
export function extraByDay(spec: CalendarSpec): Map<number, NamedPiece[]> {
  const found = new Map<number, NamedPiece[]>();
  const add = (day: number, piece: NamedPiece): void => void found.set(day, [...(found.get(day) ?? []), piece]);
  for (const { date, name, from, to } of spec.extra) {
    const day = dayOfDate(date);
    if (day === undefined) continue;
    add(day, { name, from, to: Math.min(to, MINUTES_A_DAY) });
    if (to > MINUTES_A_DAY) add(day + 1, { name, from: 0, to: to - MINUTES_A_DAY });
  }
  return found;
}

function weeklyTemplates(spec: CalendarSpec): DayTemplate[] {
  return WEEKDAYS.flatMap((_, weekday) =>
    Array.from({ length: STATES }, (_unused, state) => {
      const own = state >= 2 ? [] : ownHours(spec, weekday);
      const tail = state % 2 === 1 ? [] : hoursAfterMidnight(spec, (weekday + 6) % 7);
      return union([...own, ...tail].map(inMilliseconds));
    }),
  );
}

const allDay = (): DayTemplate[] => [[{ from: 0, to: DAY }]];

const inMilliseconds = ({ from, to }: Piece): Piece => ({ from: from * MINUTE, to: to * MINUTE });

/** In order, with what overlaps or touches made one. */
function union(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || piece.from > last.to) merged.push(piece);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, piece.to) };
  }
  return merged;
}
