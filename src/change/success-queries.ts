/** The queries behind success rates: changes by how they ended and when. Every number is the count of its own query. */
import type { SiteMap } from '../setup/site-map';
import { lastWeeks, type Week } from '../sla/attainment';
import { allOf, anyToken, fieldIn, listed, noToken, quoted } from './change-jql';
import { CHANGE_TYPES, OUTCOMES, RISK_LEVELS, type Outcome } from './change.shapes';
import { CAUSED_INCIDENT, outcomeInWeekToken, riskToken, typeToken, UNAUTHORISED } from './tokens';

export interface SuccessQueries {
  readonly weeks: readonly (Week & { readonly of: Readonly<Record<Outcome, string>> })[];
  readonly total: Readonly<Record<Outcome, string>>;
  readonly closed: string;
  readonly succeeded: string;
  readonly changeFailures: string;
  readonly emergencies: string;
  readonly unauthorised: string;
  readonly groups: readonly { key: string; label: string; closed: string; succeeded: string }[];
}

interface Asked {
  /** Changes in the projects. */
  readonly base: string;
  /** The field of tokens as JQL names it. */
  readonly tokens: string;
  readonly weeks: readonly Week[];
}

/** A change that ended with issues did what it was made for. */
export const SUCCEEDED: readonly Outcome[] = ['successful', 'withIssues'];

export function successQueries({ base, tokens, weeks }: Asked, groups: readonly Part[]): SuccessQueries {
  const ended = (outcomes: readonly Outcome[], of: readonly Week[]): string =>
    anyToken(
      tokens,
      outcomes.flatMap((outcome) => of.map(({ week }) => outcomeInWeekToken(outcome, week))),
    );
  const within = (...clauses: readonly string[]): string => allOf([base, ...clauses]);
  const closed = ended(OUTCOMES, weeks);
  const byOutcome = (of: readonly Week[]): Record<Outcome, string> => ({
    successful: within(ended(['successful'], of)),
    withIssues: within(ended(['withIssues'], of)),
    failed: within(ended(['failed'], of)),
    backedOut: within(ended(['backedOut'], of)),
  });
  return {
    weeks: weeks.map((week) => ({ ...week, of: byOutcome([week]) })),
    total: byOutcome(weeks),
    closed: within(closed),
    succeeded: within(ended(SUCCEEDED, weeks)),
    changeFailures: within(closed, `(${ended(['backedOut'], weeks)} OR ${anyToken(tokens, [CAUSED_INCIDENT])})`),
    emergencies: within(closed, anyToken(tokens, [typeToken('emergency')])),
    // One that is under way without authority is told of at once, not when somebody reviews it.
    unauthorised: within(anyToken(tokens, [UNAUTHORISED]), `(${closed} OR statusCategory != Done)`),
    groups: groups.map(({ key, label, clause }) => ({
      key,
      label,
      closed: within(clause, closed),
      succeeded: within(clause, ended(SUCCEEDED, weeks)),
    })),
  };
}

export interface Part {
  readonly key: string;
  readonly label: string;
  readonly clause: string;
}

const TYPE_LABELS = { standard: 'Standard', normal: 'Normal', emergency: 'Emergency' } as const;
const LEVEL_LABELS = { low: 'Low', moderate: 'Moderate', high: 'High', veryHigh: 'Very high' } as const;

export const byType = (tokens: string): Part[] => [
  ...CHANGE_TYPES.map((type) => ({ key: type, label: TYPE_LABELS[type], clause: anyToken(tokens, [typeToken(type)]) })),
  { key: 'none', label: 'No type', clause: noToken(tokens, CHANGE_TYPES.map(typeToken)) },
];

export const byLevel = (tokens: string): Part[] => [
  ...RISK_LEVELS.map((level) => ({
    key: level,
    label: LEVEL_LABELS[level],
    clause: anyToken(tokens, [riskToken(level)]),
  })),
  { key: 'none', label: 'Not assessed', clause: noToken(tokens, RISK_LEVELS.map(riskToken)) },
];

/** Those named, and what is left: other teams and none. */
export function byTeam(site: SiteMap, teams: readonly string[]): Part[] {
  const field = fieldIn(site, 'supportGroup');
  if (field === undefined) return [];
  const others = teams.length === 0 ? [] : [`${field} not in (${listed(teams)})`];
  return [
    ...teams.map((team) => ({ key: team, label: team, clause: `${field} = ${quoted(team)}` })),
    { key: 'others', label: 'Other teams', clause: allOf([`${field} is not EMPTY`, ...others]) },
    { key: 'none', label: 'No team', clause: `${field} is EMPTY` },
  ];
}

export { lastWeeks };
