/**
 * A compiled calendar: working time as a running sum over instants. Between two changes of the zone's offset local time
 * runs evenly, so that the sum is the day table's at that local time plus a constant; the constants make it continuous
 * over each change. What a gap skips is thereby never counted, and what an overlap repeats is counted each time.
 */
import { DayTable } from './day-table';
import { FIRST_INSTANT, LAST_INSTANT, type CalendarSpec } from './spec';
import { BLOCK, zoneNamed, type Zone } from './zone';

/** Instants with one offset: the running sum at `t` is `table.before(t + offset) + constant`. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  readonly constant: number;
}

/** A copy, because some module loaders turn each use of an import into a call, which a hot path would feel. */
const BLOCK_LENGTH = BLOCK;
const LAST_BLOCK = Math.floor(LAST_INSTANT / BLOCK);

export class WorkCalendar {
  readonly table: DayTable;
  private readonly zone: Zone;
  /** Filled without holes from the first block asked for, in both directions. */
  private readonly blocks: (readonly Segment[] | undefined)[] = [];
  private firstFilled = 0;
  private lastFilled = -1;

  constructor(readonly spec: CalendarSpec) {
    this.zone = zoneNamed(spec.timeZone);
    this.table = new DayTable(spec);
  }

  /** Working milliseconds from some fixed beginning up to an instant: only differences mean something. */
  worked(at: number): number {
    const { offset, constant } = this.segmentAt(at);
    return this.table.before(at + offset) + constant;
  }

  segmentAt(at: number): Segment {
    const segments = this.block(Math.floor(at / BLOCK_LENGTH));
    let index = segments.length - 1;
    while (index > 0 && startOf(segments, index) > at) index -= 1;
    return segmentOf(segments, index);
  }

  /** The earliest instant with that sum, of those at or after the block of `from`; undefined when there is none. */
  earliest(sum: number, from: number): number | undefined {
    let index = Math.floor(from / BLOCK_LENGTH);
    while (index < LAST_BLOCK && this.sumAtStart(index + 1) < sum) index += 1;
    for (const segment of this.block(index)) {
      if (this.sumAt(segment, segment.to) < sum) continue;
      return withinYears(this.table.earliest(sum - segment.constant) - segment.offset);
    }
    return undefined;
  }

  /** The latest instant with that sum, looked for from the block of `from` in either direction. */
  latest(sum: number, from: number): number | undefined {
    let index = Math.floor(from / BLOCK_LENGTH);
    while (index > 0 && this.sumAtStart(index) > sum) index -= 1;
    while (index < LAST_BLOCK && this.sumAtStart(index + 1) <= sum) index += 1;
    for (const segment of this.block(index).toReversed()) {
      if (this.sumAt(segment, segment.from) > sum) continue;
      return withinYears(this.table.latest(sum - segment.constant) - segment.offset);
    }
    return undefined;
  }

  private sumAt({ offset, constant }: Segment, at: number): number {
    return this.table.before(at + offset) + constant;
  }

  private sumAtStart(index: number): number {
    const segment = segmentOf(this.block(index), 0);
    return this.sumAt(segment, segment.from);
  }

  private block(index: number): readonly Segment[] {
    return this.blocks[index] ?? this.fill(index);
  }

  private fill(index: number): readonly Segment[] {
    if (this.lastFilled < this.firstFilled) {
      this.firstFilled = this.lastFilled = index;
      this.blocks[index] = this.chain(index, 0);
    }
    while (this.lastFilled < index) {
      const last = segmentOf(this.block(this.lastFilled), -1);
      this.lastFilled += 1;
      const offset = this.zone.block(this.lastFilled)[0]?.offset ?? 0;
      this.blocks[this.lastFilled] = this.chain(this.lastFilled, this.constantAfter(last, offset));
    }
    while (this.firstFilled > index) {
      const next = segmentOf(this.block(this.firstFilled), 0);
      this.firstFilled -= 1;
      const draft = segmentOf(this.chain(this.firstFilled, 0), -1);
      const constant = next.constant - this.constantAfter(draft, next.offset);
      this.blocks[this.firstFilled] = this.chain(this.firstFilled, constant);
    }
    return this.block(index);
  }

  /** A block's segments, the first with this constant, each next one so that the sum goes on without a step. */
  private chain(index: number, constant: number): Segment[] {
    const segments: Segment[] = [];
    const found = this.zone.block(index);
    found.forEach(({ from, offset }, position) => {
      const last = segments.at(-1);
      segments.push({
        from,
        to: found[position + 1]?.from ?? (index + 1) * BLOCK,
        offset,
        constant: last === undefined ? constant : this.constantAfter(last, offset),
      });
    });
    return segments;
  }

  private constantAfter(segment: Segment, offset: number): number {
    return this.sumAt(segment, segment.to) - this.table.before(segment.to + offset);
  }
}

const startOf = (segments: readonly Segment[], index: number): number => segments[index]?.from ?? 0;

function segmentOf(segments: readonly Segment[], index: number): Segment {
  const segment = segments.at(index);
  if (segment === undefined) throw new Error('a block without segments');
  return segment;
}

const withinYears = (at: number): number | undefined => (at < FIRST_INSTANT || at > LAST_INSTANT ? undefined : at);
