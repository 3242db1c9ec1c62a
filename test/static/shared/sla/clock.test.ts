import { clockAt, nextMoment, type Clock, type Phase } from '../../../../static/shared/sla/clock';
import { AS_OF, at, breached, HOUR, met, MINUTE, paused, running } from './a-clock';

const warned = { reached: [{ threshold: 'warn', percent: 75, at: at(-MINUTE) }] };

describe('a clock between two answers', () => {
  it.each<[string, Clock, number, number, number]>([
    ['counts with the time that passed', running(), 90_000, 2 * HOUR + 90_000, 2 * HOUR - 90_000],
    ['stands still while paused', paused(), HOUR, 2 * HOUR, 2 * HOUR],
    [
      'counts no further than the server vouched for',
      running({ countsUntil: at(MINUTE) }),
      HOUR,
      2 * HOUR + MINUTE,
      2 * HOUR - MINUTE,
    ],
    ['goes on beyond its target', breached(), MINUTE, 5 * HOUR + MINUTE, -HOUR - MINUTE],
    ['is over once it stopped', met(), HOUR, 2 * HOUR, 2 * HOUR],
    ['never runs backwards', running(), -5_000, 2 * HOUR, 2 * HOUR],
  ])('%s', (_what, clock, since, elapsedMs, remainingMs) => {
    expect(clockAt(clock, AS_OF, since)).toMatchObject({ elapsedMs, remainingMs });
  });

  it.each<[string, Clock, number, Phase]>([
    ['with time left', running(), 0, 'running'],
    ['after a warning', running(warned), 0, 'atRisk'],
    ['at its target to the millisecond', running(), 2 * HOUR, 'running'],
    ['past its target, before the server said so', running(), 2 * HOUR + 1, 'breached'],
    ['on hold', paused(), 0, 'paused'],
    ['on hold after a warning', paused(warned), 0, 'paused'],
    ['on hold after its breach', breached({ halted: 'paused', countsUntil: null }), 0, 'breached'],
    ['at night', running({ halted: 'outside-hours', countsUntil: null }), 0, 'outsideHours'],
    ['at night after a warning', running({ ...warned, halted: 'outside-hours', countsUntil: null }), 0, 'atRisk'],
    ['on a holiday', running({ halted: 'holiday', countsUntil: null }), 0, 'holiday'],
    ['stopped in time', met(), 0, 'met'],
    ['stopped late', breached({ open: false, countsUntil: null }), 0, 'breached'],
  ])('%s', (_when, clock, since, phase) => {
    expect(clockAt(clock, AS_OF, since).phase).toBe(phase);
  });
});

describe('the moment to ask again', () => {
  it.each<[string, Clock[], number | undefined]>([
    ['is the next warning', [running()], HOUR],
    ['is the end of the hours when that comes first', [running({ countsUntil: at(MINUTE) })], MINUTE],
    [
      'is the first of several clocks',
      [running(), running({ next: { kind: 'breach', threshold: null, at: at(5) } })],
      5,
    ],
    ['is the opening in the morning', [running({ countsUntil: null, next: null, resumesAt: at(HOUR) })], HOUR],
    ['never comes for what is paused or over', [paused(), met({ resumesAt: at(HOUR) })], undefined],
    ['is not one that has passed', [running({ next: { kind: 'breach', threshold: null, at: at(-1) } })], 6 * HOUR],
  ])('%s', (_what, clocks, ms) => {
    expect(nextMoment(clocks, AS_OF)).toBe(ms);
  });
});
