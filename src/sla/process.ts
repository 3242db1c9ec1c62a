/**
 * Service level management as a process: what starts it, who answers for it, how a clock lives, and by which numbers it is
 * judged. Each KPI is a count of issues, or the share that one count has of another, so that it drills down.
 */
import type { RoleKey } from '../setup/site-map';
import { attainmentQueries, atRiskClause, lastWeeks } from './attainment';

export const SLA_OWNER: RoleKey = 'serviceOwner';
export const SLA_TRIGGERS = ['agreement', 'clock-at-risk', 'clock-breached', 'review'] as const;

const state = (key: string, name: string, category: string) => ({ key, name, category });
const step = (name: string, from: string[], to: string) => ({ name, from, to, needs: [] });

/** How a clock lives, as the engine judges it. */
export const clockLifecycle = () => ({
  start: 'running',
  states: [
    state('running', 'Running', 'indeterminate'),
    state('paused', 'Paused', 'indeterminate'),
    state('met', 'Met', 'done'),
    state('breached', 'Breached', 'indeterminate'),
  ],
  transitions: [
    step('Pause', ['running'], 'paused'),
    step('Resume', ['paused'], 'running'),
    step('Stop in time', ['running', 'paused'], 'met'),
    step('Breach', ['running'], 'breached'),
    step('Longer goal', ['breached'], 'running'),
    step('Reopen', ['met', 'breached'], 'running'),
  ],
});

export const SLA_KPI_KEYS = ['resolutionAttained', 'responseAttained', 'breachedOpen', 'atRisk', 'paused'] as const;
export type SlaKpiKey = (typeof SLA_KPI_KEYS)[number];

export interface SlaKpi {
  readonly key: SlaKpiKey;
  /** Undefined for a number that only informs. */
  readonly target: number | undefined;
  readonly jql: string;
  /** What it is a share of; undefined for a count. */
  readonly of: string | undefined;
}

interface Measured {
  readonly base: string;
  /** How JQL calls the published fields. */
  readonly names: { readonly state: string; readonly due: string; readonly outcomes: string };
  readonly definitions: readonly { readonly key: string; readonly name: string }[];
  readonly now: number;
  readonly zone: string;
}

/** The current week and four before it: at least the last 28 days. */
const WEEKS = 5;

export function slaKpis({ base, names, definitions, now, zone }: Measured): SlaKpi[] {
  const weeks = lastWeeks(now, WEEKS, zone);
  const attained = (key: SlaKpiKey, definition: string, target: number): SlaKpi[] => {
    const chosen = definitions.filter((one) => one.key === definition);
    if (chosen.length === 0) return [];
    const { total } = attainmentQueries({ base, outcomes: names.outcomes, definitions: chosen, weeks });
    return [{ key, target, jql: total.met, of: total.any }];
  };
  const counted = (key: SlaKpiKey, clause: string, target?: number): SlaKpi => ({
    key,
    target,
    jql: `${base} AND ${clause}`,
    of: undefined,
  });
  return [
    ...attained('resolutionAttained', 'resolution', 0.9),
    ...attained('responseAttained', 'first-response', 0.95),
    counted('breachedOpen', `${names.state} = "Breached" AND ${names.due} is not EMPTY`, 0),
    counted('atRisk', atRiskClause(names.state)),
    counted('paused', `${names.state} = "Paused"`),
  ];
}
