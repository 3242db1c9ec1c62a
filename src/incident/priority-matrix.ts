/**
 * The priority matrix: impact × urgency → priority, 1 (Highest) to 5 (Lowest). An admin may edit it, so that it is
 * linted: full, valid, and monotonic, for a matrix where more impact lowers the priority sends the wrong people home.
 */
import { z } from 'zod';
import { PriorityLevel } from '../setup/site-map';

/** From the widest to the narrowest. */
export const IMPACTS = ['enterprise', 'department', 'team', 'individual'] as const;
export const Impact = z.enum(IMPACTS);
export type Impact = z.output<typeof Impact>;

/** From the most to the least pressing. */
export const URGENCIES = ['critical', 'high', 'medium', 'low'] as const;
export const Urgency = z.enum(URGENCIES);
export type Urgency = z.output<typeof Urgency>;

/** How the options of the Jira fields are called. */
export const IMPACT_NAMES: Readonly<Record<Impact, string>> = {
  enterprise: 'Enterprise',
  department: 'Department',
  team: 'Team',
  individual: 'Individual',
};
export const URGENCY_NAMES: Readonly<Record<Urgency, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};
/** Jira's default priorities, which the levels are. */
export const LEVELS = [1, 2, 3, 4, 5] as const satisfies readonly PriorityLevel[];
export const LEVEL_NAMES: Readonly<Record<PriorityLevel, string>> = {
  1: 'Highest',
  2: 'High',
  3: 'Medium',
  4: 'Low',
  5: 'Lowest',
};

/** The level's name is looked up by an option's text: what people see is what the changelog says. */
export const impactNamed = (name: string): Impact | undefined => IMPACTS.find((key) => IMPACT_NAMES[key] === name);
export const urgencyNamed = (name: string): Urgency | undefined => URGENCIES.find((key) => URGENCY_NAMES[key] === name);

export const PriorityMatrix = z.record(Impact, z.record(Urgency, PriorityLevel));
export type PriorityMatrix = z.output<typeof PriorityMatrix>;

/** A matrix as somebody is typing it: cells may be missing or wrong. */
export const DraftMatrix = z.record(z.string(), z.record(z.string(), z.number().nullable()));
export type DraftMatrix = z.output<typeof DraftMatrix>;

/** `min(5, impact rank + urgency rank − 1)`: its top left 3×3 is ITIL's high-to-low 1,2,3 / 2,3,4 / 3,4,5. */
export const DEFAULT_MATRIX: PriorityMatrix = {
  enterprise: { critical: 1, high: 2, medium: 3, low: 4 },
  department: { critical: 2, high: 3, medium: 4, low: 5 },
  team: { critical: 3, high: 4, medium: 5, low: 5 },
  individual: { critical: 4, high: 5, medium: 5, low: 5 },
};

/** A priority with what it follows from. */
export interface MatrixPriority {
  readonly level: PriorityLevel;
  readonly because: readonly [
    { readonly factor: 'impact'; readonly value: Impact },
    { readonly factor: 'urgency'; readonly value: Urgency },
  ];
}

export function priorityFor(matrix: PriorityMatrix, impact: Impact, urgency: Urgency): MatrixPriority {
  return {
    level: matrix[impact][urgency],
    because: [
      { factor: 'impact', value: impact },
      { factor: 'urgency', value: urgency },
    ],
  };
}

/** `Impact Department × Urgency High → 3 (Medium)` */
export const inWords = (priority: MatrixPriority): string =>
  `Impact ${IMPACT_NAMES[priority.because[0].value]} × Urgency ${URGENCY_NAMES[priority.because[1].value]} → ${levelInWords(priority.level)}`;

export const levelInWords = (level: PriorityLevel): string => `${level} (${LEVEL_NAMES[level]})`;

export type MatrixFault = 'missing' | 'not-a-level' | 'unknown-cell' | 'impact-inverted' | 'urgency-inverted';

export interface MatrixFinding {
  readonly fault: MatrixFault;
  /** The cells concerned, dotted: `department.high`. The first is where to mend it. */
  readonly cells: readonly string[];
  /** What is wrong and what to do. */
  readonly message: string;
}

interface Axis {
  readonly keys: readonly string[];
  readonly name: (key: string) => string;
}

interface Axes {
  readonly impacts: Axis;
  readonly urgencies: Axis;
  readonly lowest: number;
}

const named =
  (names: Readonly<Record<string, string>>) =>
  (key: string): string =>
    names[key] ?? key;

const AXES: Axes = {
  impacts: { keys: IMPACTS, name: named(IMPACT_NAMES) },
  urgencies: { keys: URGENCIES, name: named(URGENCY_NAMES) },
  lowest: 5,
};

/** Every fault with its cells; empty for a matrix that may be saved. */
export const lintMatrix = (draft: DraftMatrix): MatrixFinding[] => lintGrid(draft, AXES);

/** The lint for any two axes, each ordered from most to least. */
export function lintGrid(draft: DraftMatrix, axes: Axes): MatrixFinding[] {
  return [...unknownCells(draft, axes), ...cellFaults(draft, axes), ...inversions(draft, axes)];
}

function unknownCells(draft: DraftMatrix, { impacts, urgencies }: Axes): MatrixFinding[] {
  return Object.entries(draft).flatMap(([impact, row]) =>
    Object.keys(row)
      .filter((urgency) => !impacts.keys.includes(impact) || !urgencies.keys.includes(urgency))
      .map((urgency) => ({
        fault: 'unknown-cell' as const,
        cells: [`${impact}.${urgency}`],
        message: `The matrix has no impact “${impact}” with urgency “${urgency}”. Remove the cell.`,
      })),
  );
}

function cellFaults(draft: DraftMatrix, axes: Axes): MatrixFinding[] {
  return everyCell(axes).flatMap(([impact, urgency]): MatrixFinding[] => {
    const level = draft[impact]?.[urgency] ?? undefined;
    const cell = describe(axes, impact, urgency);
    const cells = [`${impact}.${urgency}`];
    if (level === undefined)
      return [{ fault: 'missing', cells, message: `${cell} has no priority. Choose one from 1 to ${axes.lowest}.` }];
    if (isLevel(level, axes)) return [];
    const message = `${cell} has priority ${level}, which does not exist. Choose one from 1 to ${axes.lowest}.`;
    return [{ fault: 'not-a-level', cells, message }];
  });
}

/** Neighbours are enough: a matrix in order cell by cell is in order throughout. Missing cells are looked across. */
function inversions(draft: DraftMatrix, axes: Axes): MatrixFinding[] {
  const level = (impact: string, urgency: string): number | undefined => {
    const found = draft[impact]?.[urgency];
    return found != null && isLevel(found, axes) ? found : undefined;
  };
  const findings: MatrixFinding[] = [];
  for (const urgency of axes.urgencies.keys)
    for (const [more, less] of descending(axes.impacts.keys, (impact) => level(impact, urgency)))
      findings.push(
        inversion('impact-inverted', axes, [more.key, urgency], more.level, [less.key, urgency], less.level),
      );
  for (const impact of axes.impacts.keys)
    for (const [more, less] of descending(axes.urgencies.keys, (urgency) => level(impact, urgency)))
      findings.push(
        inversion('urgency-inverted', axes, [impact, more.key], more.level, [impact, less.key], less.level),
      );
  return findings;
}

interface Place {
  readonly key: string;
  readonly level: number;
}

/** Adjacent places in which the one ordered first has the less pressing (greater) level. */
function descending(keys: readonly string[], levelAt: (key: string) => number | undefined): [Place, Place][] {
  const present = keys.flatMap((key): Place[] => {
    const level = levelAt(key);
    return level === undefined ? [] : [{ key, level }];
  });
  return present.flatMap((less, index): [Place, Place][] => {
    const more = present[index - 1];
    return more !== undefined && more.level > less.level ? [[more, less]] : [];
  });
}

type Cell = readonly [impact: string, urgency: string];

function inversion(
  fault: 'impact-inverted' | 'urgency-inverted',
  axes: Axes,
  more: Cell,
  moreLevel: number,
  less: Cell,
  lessLevel: number,
): MatrixFinding {
  const word = fault === 'impact-inverted' ? 'impact' : 'urgency';
  const where = describe(axes, ...more);
  const other = describe(axes, ...less);
  return {
    fault,
    cells: [more.join('.'), less.join('.')],
    message:
      `More ${word} must not lower the priority: ${where} has ${moreLevel}, but ${other} has ${lessLevel}. ` +
      `Set ${where} to ${lessLevel} or more pressing, or ${other} to ${moreLevel} or less pressing.`,
  };
}

const isLevel = (level: number, axes: Axes): boolean => Number.isInteger(level) && level >= 1 && level <= axes.lowest;

const describe = (axes: Axes, impact: string, urgency: string): string =>
  `${axes.impacts.name(impact)} × ${axes.urgencies.name(urgency)}`;

const everyCell = ({ impacts, urgencies }: Axes): Cell[] =>
  impacts.keys.flatMap((impact) => urgencies.keys.map((urgency): Cell => [impact, urgency]));
