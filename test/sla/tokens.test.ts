import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import { judge } from '../../src/sla/judge';
import { isoWeek, outcomeTokens, stateTokens } from '../../src/sla/tokens';
import { aLife, always, aPolicy, at, type Event } from './support';

const reports = (events: readonly Event[], now: string) =>
  judge(aLife({ created: '2026-03-02 10:00', events }), always(aPolicy()), () => true, at(now));

const met: Event[] = [['2026-03-02 12:00', 'status', 'resolved']];
const again: Event[] = [...met, ['2026-03-03 10:00', 'status', 'reopened']];
const late: Event[] = [...again, ['2026-03-09 09:00', 'status', 'resolved']];

describe('what is published of a clock', () => {
  it.each<[string, Event[], string, string[], string[]]>([
    ['running', [], '2026-03-02 12:00', ['resolution.running'], []],
    ['at risk', [], '2026-03-02 16:00', ['resolution.at-risk'], []],
    ['paused', [['2026-03-02 12:00', 'status', 'hold']], '2026-03-02 13:00', ['resolution.paused'], []],
    ['met', met, '2026-03-02 13:00', ['resolution.met'], ['resolution.met.2026-W10']],
    ['breached', [], '2026-03-02 18:00', ['resolution.breached'], ['resolution.breached.2026-W10']],
    ['running again after it was met', again, '2026-03-03 11:00', ['resolution.running'], ['resolution.met.2026-W10']],
    [
      'met and then breached in a week, ended in the next: the worst of the week of the breach',
      late,
      '2026-03-09 10:00',
      ['resolution.breached'],
      ['resolution.breached.2026-W10'],
    ],
  ])('%s', (_name, events, now, states, outcomes) => {
    expect(stateTokens(reports(events, now))).toEqual(states);
    expect(outcomeTokens(reports(events, now), 'UTC')).toEqual(outcomes);
  });

  it('puts an instant into the week of the reporting zone', () => {
    const sundayNight = at('2026-03-08 23:30');
    expect(isoWeek(sundayNight, 'UTC')).toBe('2026-W10');
    expect(isoWeek(sundayNight, 'Europe/Berlin')).toBe('2026-W11');
  });

  it('numbers weeks as ISO 8601 does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2100-12-31 00:00') }), (instant) => {
        const { weekOfYear, yearOfWeek } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('UTC');
        expect(isoWeek(instant, 'UTC')).toBe(`${String(yearOfWeek)}-W${String(weekOfYear).padStart(2, '0')}`);
      }),
    );
  });
});
