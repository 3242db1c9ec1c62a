import fc from 'fast-check';
import { lastWeeks } from '../../src/sla/attainment';
import { isoWeek } from '../../src/sla/tokens';
import { at, shown } from './support';

describe('the weeks of attainment', () => {
  it('begin and end in the reporting zone', () => {
    const [before, now] = lastWeeks(at('2026-03-08 23:30'), 2, 'Europe/Berlin').map(({ week, from, to }) => [
      week,
      shown(from),
      shown(to),
    ]);
    expect(before).toEqual(['2026-W10', '2026-03-01 23:00', '2026-03-08 23:00']);
    expect(now).toEqual(['2026-W11', '2026-03-08 23:00', '2026-03-15 23:00']);
  });

  it('follow each other, and hold exactly the instants that outcomes publish under their names', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    const instants = fc.integer({ min: at('1990-01-01 00:00'), max: at('2090-01-01 00:00') });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 26 }), fc.constantFrom(...zones), (now, count, zone) => {
        const weeks = lastWeeks(now, count, zone);
        expect(weeks).toHaveLength(count);
        weeks.forEach(({ week, from, to }, index) => {
          expect(from).toBe(weeks[index - 1]?.to ?? from);
          for (const instant of [from, to - 1]) expect(isoWeek(instant, zone)).toBe(week);
          for (const instant of [from - 1, to]) expect(isoWeek(instant, zone)).not.toBe(week);
        });
        const last = weeks.at(-1);
        expect(last !== undefined && last.from <= now && now < last.to).toBe(true);
      }),
    );
  });
});
