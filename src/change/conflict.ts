/** A conflict, as rules tell it: with refs and ids, for whoever shows it to put names to. */
import type { CiRef } from '../contract/ids';
import type { Span } from './change.shapes';
import type { ChangeWindow, ConflictKind } from './schedule.shapes';
import type { ScheduledChange } from './scheduled-change';

/** A conflict without the ways: cheap enough to be found for every change of a quarter. */
export interface Clash {
  /** The same for the same two sides, whenever they are; unique among the conflicts of a change. */
  readonly id: string;
  /** Another as soon as the time of a side, or what meets, is another. */
  readonly signature: string;
  readonly kind: ConflictKind;
  /** Null for windows. */
  readonly other: ScheduledChange | null;
  /** Null for changes. Of several maintenance windows the first by key. */
  readonly window: Pick<ChangeWindow, 'key' | 'name' | 'note'> | null;
  /** When both are; for `outsideMaintenance` from the first to the last moment outside. */
  readonly overlap: Span;
  /** A freeze is never accepted away. */
  readonly acceptable: boolean;
}

/** `path` is the way failure takes, from the side that fails to the other; a single CI where both are the same. */
export interface Meeting {
  readonly mine: CiRef;
  readonly theirs: CiRef;
  readonly path: readonly CiRef[];
}

export interface Conflict extends Clash {
  /** None for one that is about the whole site, or about a person. */
  readonly meetings: readonly Meeting[];
}

/** A clash, and what meets in it when somebody asks. */
export interface FoundClash {
  readonly clash: Clash;
  readonly meetings: () => readonly Meeting[];
}
