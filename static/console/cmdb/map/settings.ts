/** What the map is asked for, as it stands in the page's address: `?ci=server:web-01&levels=2&direction=…&fails=…`. */

export const DIRECTIONS = ['dependencies', 'suppliers', 'consumers', 'both'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const LEVELS = [1, 2, 3, 4, 5, 6, 8, 10] as const;
export const DEFAULT_LEVELS = 3;

/** What is drawn at first, and what is drawn when somebody asks for more. */
export const FIRST_NODES = 500;
export const MOST_NODES = 2_000;

export interface MapSettings {
  readonly ci: string;
  readonly levels: number;
  readonly direction: Direction;
  /** What is said to fail; empty outside a what-if. */
  readonly fails: readonly string[];
}

/** CIs that one what-if takes. */
const MOST_FAILING = 50;

export function settingsFrom(parameters: URLSearchParams): MapSettings | undefined {
  const ci = parameters.get('ci') ?? '';
  if (ci === '') return undefined;
  const levels = Number(parameters.get('levels') ?? DEFAULT_LEVELS);
  const direction = DIRECTIONS.find((one) => one === parameters.get('direction')) ?? 'dependencies';
  const named = (parameters.get('fails') ?? '').split(',').filter((ref) => ref !== '');
  const fails = named.length > 0 ? named : parameters.get('impact') === '1' ? [ci] : [];
  return {
    ci,
    levels: Number.isInteger(levels) && levels >= 0 && levels <= 10 ? levels : DEFAULT_LEVELS,
    direction,
    fails: [...new Set(fails)].slice(0, MOST_FAILING),
  };
}

/** The shortest address that says the same. */
export function parametersOf({ ci, levels, direction, fails }: MapSettings): URLSearchParams {
  const parameters = new URLSearchParams({ ci });
  if (levels !== DEFAULT_LEVELS) parameters.set('levels', String(levels));
  if (direction !== 'dependencies') parameters.set('direction', direction);
  if (fails.length === 1 && fails[0] === ci) parameters.set('impact', '1');
  else if (fails.length > 0) parameters.set('fails', fails.join(','));
  return parameters;
}
