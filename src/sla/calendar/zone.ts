/**
 * A time zone's offsets, found by asking Intl and kept for the life of the process. Blocks of 200 days are read when
 * somebody asks for them, because reading 131 years at once takes tens of milliseconds and most questions are about now.
 */
import { DAY } from './spec';

/** From this instant on (up to the next segment) local time is UTC plus `offset` milliseconds. */
export interface OffsetSegment {
  readonly from: number;
  readonly offset: number;
}

export const BLOCK = 200 * DAY;
/** No zone of the IANA database changed twice within a week since 1970 (Recife in October 2000 comes closest). */
const STEP = 4 * DAY;
const SECOND = 1000;

const zones = new Map<string, Zone>();

/** Throws RangeError for a name that Intl does not know. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = new Zone(name);
  zones.set(name, zone);
  return zone;
}

/** An IANA name, not an offset such as `+02:00`: an offset has no rules for summer. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
}

export class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly blocks = new Map<number, readonly OffsetSegment[]>();

  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The segments of the block that starts at `index` × {@link BLOCK}; the first starts with the block. */
  block(index: number): readonly OffsetSegment[] {
    const known = this.blocks.get(index);
    if (known !== undefined) return known;
    const segments = this.read(index * BLOCK);
    this.blocks.set(index, segments);
    return segments;
  }

  private read(start: number): OffsetSegment[] {
    const segments = [{ from: start, offset: this.offsetAt(start) }];
    let offset = segments[0]?.offset ?? 0;
    for (let at = start + STEP; at <= start + BLOCK; at += STEP) {
      const next = this.offsetAt(at);
      if (next === offset) continue;
      const from = this.changeBetween(at - STEP, at, offset);
      if (from < start + BLOCK) segments.push({ from, offset: next });
      offset = next;
    }
    return segments;
  }

  /** The first whole second at which the offset is no longer `offset`: the IANA database states changes in seconds. */
  private changeBetween(before: number, after: number, offset: number): number {
    let low = before / SECOND;
    let high = after / SECOND;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetAt(middle * SECOND) === offset) low = middle;
      else high = middle;
    }
    return high * SECOND;
  }

  /** At a whole second. */
  private offsetAt(epoch: number): number {
    const parts = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(this.format.format(epoch));
    if (parts === null) throw new Error(`Intl writes dates in a way not foreseen: ${this.format.format(epoch)}`);
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - epoch;
  }
}
