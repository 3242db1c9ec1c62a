import fc from 'fast-check';
import {
  DEFAULT_MATRIX,
  IMPACTS,
  inWords,
  lintGrid,
  lintMatrix,
  priorityFor,
  URGENCIES,
  type DraftMatrix,
  type Impact,
  type Urgency,
} from '../../src/incident/priority-matrix';

describe('the default matrix', () => {
  it.each<[Impact, Urgency, number]>([
    ['enterprise', 'critical', 1],
    ['enterprise', 'high', 2],
    ['enterprise', 'medium', 3],
    ['enterprise', 'low', 4],
    ['department', 'critical', 2],
    ['department', 'high', 3],
    ['department', 'medium', 4],
    ['department', 'low', 5],
    ['team', 'critical', 3],
    ['team', 'high', 4],
    ['team', 'medium', 5],
    ['team', 'low', 5],
    ['individual', 'critical', 4],
    ['individual', 'high', 5],
    ['individual', 'medium', 5],
    ['individual', 'low', 5],
  ])('%s × %s → %d', (impact, urgency, level) => {
    expect(priorityFor(DEFAULT_MATRIX, impact, urgency).level).toBe(level);
    // The formula the table is written from.
    expect(level).toBe(Math.min(5, IMPACTS.indexOf(impact) + URGENCIES.indexOf(urgency) + 1));
  });

  it('explains itself in words', () => {
    expect(inWords(priorityFor(DEFAULT_MATRIX, 'department', 'high'))).toBe(
      'Impact Department × Urgency High → 3 (Medium)',
    );
  });

  it('passes its own lint', () => {
    expect(lintMatrix(DEFAULT_MATRIX)).toEqual([]);
  });
});

const changed = (impact: string, urgency: string, level: number | null): DraftMatrix => ({
  ...DEFAULT_MATRIX,
  [impact]: { ...DEFAULT_MATRIX[impact as Impact], [urgency]: level },
});

describe('the lint names the cell and what to do', () => {
  it.each<[string, DraftMatrix, string[], string[], string]>([
    [
      'an empty cell',
      changed('team', 'low', null),
      ['missing'],
      ['team.low'],
      'Team × Low has no priority. Choose one from 1 to 5.',
    ],
    [
      'a priority that does not exist',
      changed('individual', 'low', 6),
      ['not-a-level'],
      ['individual.low'],
      'Individual × Low has priority 6, which does not exist. Choose one from 1 to 5.',
    ],
    [
      'half a priority',
      changed('individual', 'low', 4.5),
      ['not-a-level'],
      ['individual.low'],
      'Individual × Low has priority 4.5, which does not exist. Choose one from 1 to 5.',
    ],
    [
      'a cell no matrix has',
      { ...DEFAULT_MATRIX, galaxy: { low: 1 } },
      ['unknown-cell'],
      ['galaxy.low'],
      'The matrix has no impact “galaxy” with urgency “low”. Remove the cell.',
    ],
    [
      'a corner below its neighbours',
      changed('enterprise', 'critical', 3),
      ['impact-inverted', 'urgency-inverted'],
      ['enterprise.critical', 'department.critical'],
      'More impact must not lower the priority: Enterprise × Critical has 3, but Department × Critical has 2. Set Enterprise × Critical to 2 or more pressing, or Department × Critical to 3 or less pressing.',
    ],
  ])('%s', (_case, draft, faults, cells, message) => {
    const findings = lintMatrix(draft);
    expect(findings.map(({ fault }) => fault)).toEqual(faults);
    expect(findings[0]?.cells).toEqual(cells);
    expect(findings[0]?.message).toBe(message);
  });

  it('an empty matrix lacks sixteen cells', () => {
    expect(lintMatrix({})).toHaveLength(16);
  });

  it('looks across an empty cell', () => {
    const draft = { ...changed('department', 'low', null), enterprise: { ...DEFAULT_MATRIX.enterprise, low: 5 } };
    const findings = lintMatrix({ ...draft, team: { ...DEFAULT_MATRIX.team, low: 3 } });
    expect(findings.map(({ fault, cells }) => [fault, ...cells])).toEqual([
      ['missing', 'department.low'],
      ['impact-inverted', 'enterprise.low', 'team.low'],
      ['urgency-inverted', 'team.medium', 'team.low'],
    ]);
  });
});

/**
 * Atlassian's own example gives a Minor incident of Medium urgency less priority than one of Low urgency.
 * support.atlassian.com/jira-service-management-cloud/docs/how-do-i-create-a-matrix-using-impact-and-urgency-values
 */
describe("Atlassian's published 4×5 example", () => {
  const axis = (keys: readonly string[]) => ({ keys, name: (key: string) => key });
  const axes = {
    impacts: axis(['Extensive', 'Significant', 'Moderate', 'Minor']),
    urgencies: axis(['Critical', 'High', 'Medium', 'Low', 'Lowest']),
    lowest: 5,
  };
  const published: DraftMatrix = {
    Extensive: { Critical: 1, High: 2, Medium: 3, Low: 4, Lowest: 5 },
    Significant: { Critical: 1, High: 2, Medium: 3, Low: 4, Lowest: 5 },
    Moderate: { Critical: 2, High: 3, Medium: 4, Low: 4, Lowest: 5 },
    Minor: { Critical: 3, High: 4, Medium: 5, Low: 4, Lowest: 5 },
  };

  it('is caught at the cell', () => {
    const [finding, ...others] = lintGrid(published, axes);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      fault: 'urgency-inverted',
      cells: ['Minor.Medium', 'Minor.Low'],
      message:
        'More urgency must not lower the priority: Minor × Medium has 5, but Minor × Low has 4. Set Minor × Medium to 4 or more pressing, or Minor × Low to 5 or less pressing.',
    });
  });
});

describe('the lint and its definition agree', () => {
  const level = fc.integer({ min: 1, max: 5 });
  const row = fc.record({ critical: level, high: level, medium: level, low: level });
  const matrix = fc.record({ enterprise: row, department: row, team: row, individual: row });

  it('finds nothing exactly when no two comparable cells are inverted', () => {
    fc.assert(
      fc.property(matrix, (draft) => {
        const cells = IMPACTS.flatMap((impact, i) =>
          URGENCIES.map((urgency, u) => ({ i, u, level: draft[impact][urgency] })),
        );
        const monotonic = cells.every((a) => cells.every((b) => !(a.i <= b.i && a.u <= b.u) || a.level <= b.level));
        expect(lintMatrix(draft).length === 0).toBe(monotonic);
      }),
    );
  });

  it('finds nothing in any matrix sorted both ways', () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 7, maxLength: 7 }), (levels) => {
        const sorted = [...levels].sort((a, b) => a - b);
        const draft = Object.fromEntries(
          IMPACTS.map((impact, i) => [
            impact,
            Object.fromEntries(URGENCIES.map((urgency, u) => [urgency, sorted[i + u] ?? 5])),
          ]),
        );
        expect(lintMatrix(draft)).toEqual([]);
      }),
    );
  });
});
