import fc from 'fast-check';
import { AgeBoundaries, ageBuckets, backlogQueries, minuteOf } from '../../src/incident/backlog';
import { instant } from '../../src/kernel/time';
import { aSiteMap } from './builders';

const asOf = instant('2026-03-30T10:20:00Z');

describe('age buckets', () => {
  it('cut at whole minutes in the viewer’s time zone, summer time included', () => {
    expect(
      ageBuckets(asOf, [1, 7], 'Europe/Berlin').map(({ fromDays, toDays, clauses }) => [fromDays, toDays, ...clauses]),
    ).toEqual([
      [undefined, 1, 'created >= "2026/03/29 12:20"'],
      // A week of 168 hours began before the clocks went forward.
      [1, 7, 'created < "2026/03/29 12:20"', 'created >= "2026/03/23 11:20"'],
      [7, undefined, 'created < "2026/03/23 11:20"'],
    ]);
  });

  it('ages are counted from the start of the minute', () => {
    expect(minuteOf(instant('2026-03-30T10:20:59.999Z'))).toBe('2026-03-30T10:20:00.000Z');
  });

  it('hold every incident in exactly one', () => {
    const boundaries = fc
      .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 })
      .map((days) => days.sort((a, b) => a - b));
    fc.assert(
      fc.property(boundaries, fc.integer({ min: -5, max: 500 * 1440 }), (days, ageInMinutes) => {
        const created = new Date(Date.parse(asOf) - ageInMinutes * 60_000)
          .toISOString()
          .slice(0, 16)
          .replaceAll('-', '/')
          .replace('T', ' ');
        const holds = (clause: string): boolean => {
          const [, comparison, text = ''] = /^created (<|>=) "(.*)"$/.exec(clause) ?? [];
          return comparison === '<' ? created < text : created >= text;
        };
        const holding = ageBuckets(asOf, days, 'UTC').filter(({ clauses }) => clauses.every(holds));
        expect(holding).toHaveLength(1);
        // Age is at least the lower end and below the upper; the very minute of a cut is the younger side.
        const [bucket] = holding;
        expect(ageInMinutes).toBeGreaterThan((bucket?.fromDays ?? -1) * 1440);
        expect(ageInMinutes).toBeLessThanOrEqual((bucket?.toDays ?? 500) * 1440);
      }),
    );
  });
});

describe('the queries of a backlog', () => {
  const queries = backlogQueries(aSiteMap(), ['ITSM', 'AND'], asOf, [1], 'UTC');

  it('are bounded and quote project keys that are words of JQL', () => {
    expect(queries.all).toBe('project in ("ITSM", "AND") AND issuetype = 10001 AND statusCategory != Done');
    expect(queries.columns[0]).toBe(`${queries.all} AND created >= "2026/03/29 10:20"`);
  });

  it('have a row for each priority and one for what has none of them', () => {
    expect(queries.rows.map(({ row, jql }) => [row, jql.slice(queries.all.length)])).toEqual([
      [1, ' AND priority = 1'],
      [2, ' AND priority = 2'],
      [3, ' AND priority = 3'],
      [4, ' AND priority = 4'],
      [5, ' AND priority = 5'],
      ['other', ' AND (priority is EMPTY OR priority not in (1, 2, 3, 4, 5))'],
    ]);
    expect(queries.rows[0]?.cells[1]).toBe(`${queries.all} AND priority = 1 AND created < "2026/03/29 10:20"`);
  });
});

describe('boundaries', () => {
  it.each([
    [[], 'Name at least one boundary.'],
    [[0, 1], 'At least one day.'],
    [[3, 1], 'Name the days in ascending order, each once.'],
    [[3, 3], 'Name the days in ascending order, each once.'],
    [[1.5], 'Days are whole numbers.'],
    [[1, 2, 3, 4, 5, 6, 7], 'At most six boundaries, or the table gets too wide.'],
    [[3651], 'At most 3650 days.'],
  ])('%j: %s', (days, message) => {
    expect(AgeBoundaries.safeParse(days).error?.issues[0]?.message).toBe(message);
  });
});
