import fc from 'fast-check';
import {
  addDays,
  daysOfMonth,
  daysShown,
  isDay,
  spanOfDays,
  stepped,
  weekdayOf,
} from '../../../../static/console/changes/calendar/days';
import { inLanes, shareOfDay, shareOfSpan } from '../../../../static/console/changes/calendar/place';

describe('days of the calendar', () => {
  it.each<[Parameters<typeof daysShown>[0], string, number, string, string]>([
    ['day', '2026-11-24', 1, '2026-11-24', '2026-11-24'],
    ['week', '2026-11-29', 7, '2026-11-23', '2026-11-29'],
    ['timeline', '2026-11-29', 14, '2026-11-23', '2026-12-06'],
    ['month', '2026-11-24', 42, '2026-10-26', '2026-12-06'],
    ['month', '2027-02-10', 28, '2027-02-01', '2027-02-28'],
  ])('%s of %s', (view, day, count, first, last) => {
    const days = daysShown(view, day);
    expect([days.length, days[0], days.at(-1)]).toEqual([count, first, last]);
    expect(weekdayOf('2026-11-23')).toBe(0);
  });

  it('go back and on over months and years', () => {
    expect(stepped('month', '2026-01-31', -1)).toBe('2025-12-01');
    expect(stepped('month', '2026-12-31', 1)).toBe('2027-01-01');
    expect(stepped('week', '2026-12-30', 1)).toBe('2027-01-06');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect([isDay('2026-02-30'), isDay('2026-11-24'), isDay(null), isDay('today')]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(daysOfMonth(daysShown('month', '2026-11-24'), '2026-11-24')).toHaveLength(30);
  });

  it('last 23 or 25 hours when the clock is changed', () => {
    expect(spanOfDays(['2026-03-29'], 'Europe/Berlin')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
    expect(spanOfDays(['2026-10-25'], 'Europe/Berlin')).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });
});

describe('places in the calendar', () => {
  it('of a day are by the clock on the wall', () => {
    const change = { from: '2026-11-24T22:00:00.000Z', to: '2026-11-25T05:00:00.000Z' };
    expect(shareOfDay(change, '2026-11-24', 'Europe/Berlin')).toEqual({ start: 23 / 24, end: 1 });
    expect(shareOfDay(change, '2026-11-25', 'Europe/Berlin')).toEqual({ start: 0, end: 6 / 24 });
    expect(shareOfDay(change, '2026-11-26', 'Europe/Berlin')).toBeUndefined();
    // Up to midnight is not on the next day.
    expect(
      shareOfDay({ from: '2026-11-24T22:00:00.000Z', to: '2026-11-24T23:00:00.000Z' }, '2026-11-25', 'Europe/Berlin'),
    ).toBeUndefined();
  });

  it('of a span are cut at its ends', () => {
    const span = { from: '2026-11-23T00:00:00.000Z', to: '2026-11-27T00:00:00.000Z' };
    expect(shareOfSpan({ from: '2026-11-20T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z' }, span)).toEqual({
      start: 0,
      end: 0.25,
    });
    expect(shareOfSpan({ from: '2026-11-27T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z' }, span)).toBeUndefined();
  });

  it('never lie over each other', () => {
    const anyShare = fc
      .tuple(fc.nat(20), fc.integer({ min: 1, max: 6 }))
      .map(([start, length]) => ({ start: start / 26, end: (start + length) / 26 }));
    fc.assert(
      fc.property(fc.array(anyShare, { maxLength: 12 }), (shares) => {
        const placed = inLanes(shares.map((share, name) => [name, share] as const));
        expect(placed.map(({ item }) => item).sort((a, b) => a - b)).toEqual(shares.map((_, name) => name));
        for (const a of placed) {
          expect(a.lane).toBeLessThan(a.lanes);
          for (const b of placed)
            if (a.item !== b.item && a.share.start < b.share.end && b.share.start < a.share.end) {
              expect(a.lane).not.toBe(b.lane);
              expect(a.lanes).toBe(b.lanes);
            }
        }
      }),
    );
  });
});
