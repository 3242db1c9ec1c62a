/** The queries behind attainment: issues by the outcome of their clocks. Every number is the count of its own query. */
import { Temporal } from 'temporal-polyfill';
import type { PriorityLevel, SiteMap } from '../setup/site-map';
import { isoWeek, outcomeToken, type Outcome } from './tokens';

export interface Week {
  /** `2026-W47` */
  readonly week: string;
  /** Epoch ms, half-open. */
  readonly from: number;
  readonly to: number;
}

/** The current week and those before it, oldest first, in the zone that outcomes are published in. */
export function lastWeeks(now: number, count: number, zone: string): Week[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return Array.from({ length: count }, (_, index) => {
    const from = monday.subtract({ weeks: count - 1 - index });
    const to = from.add({ weeks: 1 }).epochMilliseconds;
    return { week: isoWeek(from.epochMilliseconds, zone), from: from.epochMilliseconds, to };
  });
}

export interface Named {
  readonly key: string;
  readonly name: string;
}

export interface AttainmentGroup {
  readonly key: string;
  readonly label: string;
  readonly met: string;
  readonly breached: string;
}

interface Asked {
  readonly base: string;
  readonly outcomes: string;
  readonly definitions: readonly Named[];
  readonly weeks: readonly Week[];
}

export interface Teams {
  /** As JQL names it; undefined where the site has no such field. */
  readonly field: string | undefined;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
}

export function attainmentQueries({ base, outcomes, definitions, weeks }: Asked) {
  const words = (outcome: Outcome, keys: readonly string[], of: readonly Week[]): string => {
    const tokens = keys.flatMap((key) => of.map(({ week }) => quoted(outcomeToken(key, outcome, week))));
    // Without a definition there is nothing to find; JQL has no empty list.
    return tokens.length === 0
      ? `${outcomes} is EMPTY AND ${outcomes} is not EMPTY`
      : `${outcomes} in (${tokens.join(', ')})`;
  };
  const all = definitions.map(({ key }) => key);
  const both = (clause: string, keys: readonly string[], of: readonly Week[]) => {
    const within = [base, clause].filter((part) => part !== '').join(' AND ');
    return { met: `${within} AND ${words('met', keys, of)}`, breached: `${within} AND ${words('breached', keys, of)}` };
  };
  const total = both('', all, weeks);
  return {
    total: { ...total, any: `${base} AND (${words('met', all, weeks)} OR ${words('breached', all, weeks)})` },
    weeks: weeks.map((week) => both('', all, [week])),
    groups(by: 'priority' | 'team' | 'definition', site: SiteMap, teams: Teams | undefined): AttainmentGroup[] {
      if (by === 'definition')
        return definitions.map(({ key, name }) => ({ key, label: name, ...both('', [key], weeks) }));
      const parts = by === 'priority' ? byPriority(site) : byTeam(teams);
      return parts.map(({ key, label, clause }) => ({ key, label, ...both(clause, all, weeks) }));
    },
  };
}

interface Part {
  readonly key: string;
  readonly label: string;
  readonly clause: string;
}

const LEVELS: readonly PriorityLevel[] = [1, 2, 3, 4, 5];
const LEVEL_NAMES: Readonly<Record<PriorityLevel, string>> = {
  1: 'Highest',
  2: 'High',
  3: 'Medium',
  4: 'Low',
  5: 'Lowest',
};

function byPriority({ priorities }: SiteMap): Part[] {
  const levels = LEVELS.map((level) => ({
    key: String(level),
    label: LEVEL_NAMES[level],
    clause: `priority = ${priorities[`${level}`]}`,
  }));
  const ids = LEVELS.map((level) => priorities[`${level}`]).join(', ');
  const rest = { key: 'other', label: 'Other', clause: `(priority is EMPTY OR priority not in (${ids}))` };
  return [...levels, rest];
}

function byTeam(teams: Teams | undefined): Part[] {
  const field = teams?.field;
  if (teams === undefined || field === undefined) return [{ key: 'none', label: 'No team', clause: '' }];
  const none = { key: 'none', label: 'No team', clause: `${field} is EMPTY` };
  if (teams.teams.length === 0) return [none];
  const named = teams.teams.map(({ id, name }) => ({ key: id, label: name, clause: `${field} = ${quoted(name)}` }));
  const names = teams.teams.map(({ name }) => quoted(name)).join(', ');
  const others = {
    key: 'others',
    label: 'Other teams',
    clause: `${field} is not EMPTY AND ${field} not in (${names})`,
  };
  return [...named, others, none];
}

export const inProjects = (keys: readonly string[]): string => `project in (${keys.map(quoted).join(', ')})`;
export const atRiskClause = (state: string): string => `${state} = "At risk"`;
export const jqlField = (fieldId: string): string => `cf[${fieldId.replace('customfield_', '')}]`;
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
