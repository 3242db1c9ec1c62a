import type { OutputOf } from '../../../shared/api';

type Flip = OutputOf<'sla.whatIf'>['flips'][number];

const HOUR = 3_600_000;

/** For a spreadsheet: elapsed times in hours, so that they can be added up; empty where there was no clock. */
export const flipRows = (
  flips: readonly Flip[],
  nameOf: (definition: string) => string,
  stateText: (state: Flip['from']) => string,
): (string | number)[][] =>
  flips.map(({ issueKey, summary, definition, cycle, from, to, elapsedFromMs, elapsedToMs }) => [
    issueKey,
    summary,
    nameOf(definition),
    cycle,
    stateText(from),
    stateText(to),
    hours(elapsedFromMs),
    hours(elapsedToMs),
  ]);

const hours = (milliseconds: number | null): string | number =>
  milliseconds === null ? '' : Math.round((milliseconds / HOUR) * 10_000) / 10_000;
