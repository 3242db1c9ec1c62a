/** What the dashboard keeps for this gadget. Old or foreign values are read as the default, never as an error. */
export interface Configuration {
  readonly title: string;
  /** None means all. */
  readonly projects: readonly string[];
  readonly boundaries: readonly number[];
  /** Minutes. */
  readonly refresh: number;
}

export const DEFAULTS: Configuration = { title: '', projects: [], boundaries: [1, 3, 7, 30], refresh: 15 };

const LONGEST = 3650;
const MOST = 6;

export function configurationOf(stored: unknown): Configuration {
  const value = (name: string): unknown =>
    typeof stored === 'object' && stored !== null ? Object.getOwnPropertyDescriptor(stored, name)?.value : undefined;
  const [title, projects, boundaries, refresh] = [
    value('title'),
    value('projects'),
    value('boundaries'),
    value('refresh'),
  ];
  const days = Array.isArray(boundaries) ? boundaries.filter((day): day is number => typeof day === 'number') : [];
  return {
    title: typeof title === 'string' ? title : DEFAULTS.title,
    projects: Array.isArray(projects) ? projects.filter((key): key is string => typeof key === 'string') : [],
    boundaries: parseBoundaries(days.join(',')).days ?? DEFAULTS.boundaries,
    refresh: typeof refresh === 'number' && refreshIsValid(refresh) ? refresh : DEFAULTS.refresh,
  };
}

/** Every refresh asks Jira for up to thirty counts: more often than every five minutes helps nobody. */
export const refreshIsValid = (minutes: number): boolean =>
  Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440;

export type BoundaryFault =
  | { readonly fault: 'none' | 'many' }
  | { readonly fault: 'number' | 'range'; readonly found: string }
  | { readonly fault: 'order'; readonly found: string; readonly before: string };

export type Boundaries =
  | { readonly days: readonly number[]; readonly fault?: undefined }
  | { readonly days?: undefined; readonly fault: BoundaryFault };

/** `1, 3, 7` → [1, 3, 7], or the first thing that is wrong. */
export function parseBoundaries(text: string): Boundaries {
  const words = text.split(/[,;\s]+/).filter((word) => word !== '');
  if (words.length === 0) return { fault: { fault: 'none' } };
  if (words.length > MOST) return { fault: { fault: 'many' } };
  const days: number[] = [];
  for (const found of words) {
    const day = Number(found);
    const before = days.at(-1);
    if (!Number.isInteger(day)) return { fault: { fault: 'number', found } };
    if (day < 1 || day > LONGEST) return { fault: { fault: 'range', found } };
    if (before !== undefined && day <= before) return { fault: { fault: 'order', found, before: String(before) } };
    days.push(day);
  }
  return { days };
}
