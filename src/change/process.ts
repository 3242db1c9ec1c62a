/**
 * Change enablement as a process: what starts it, who answers for it, how a change lives, and by which numbers it is judged.
 * Each KPI is a count of issues, or the share that one count has of another, so that it drills down.
 */
import { CHANGE_WORKFLOW } from '../setup/blueprint/change-lifecycle';
import { STATUSES } from '../setup/blueprint/statuses';
import type { RoleKey } from '../setup/site-map';
import type { Week } from '../sla/attainment';
import { allOf, anyToken } from './change-jql';
import { successQueries } from './success-queries';
import { approvalToken, typeToken } from './tokens';
import { Gate } from './gate.shapes';

export const CHANGE_OWNER: RoleKey = 'changeManager';
export const CHANGE_TRIGGERS = [
  'change-requested',
  'problem-needs-change',
  'incident-needs-change',
  'release-planned',
] as const;
export const CHANGE_KPI_KEYS = [
  'success',
  'changeFailure',
  'emergencyShare',
  'standardShare',
  'unauthorised',
  'waiting',
] as const;
export type ChangeKpiKey = (typeof CHANGE_KPI_KEYS)[number];

/** The lifecycle as set-up builds it in Jira. */
export function changeLifecycle() {
  const { start, statuses, transitions } = CHANGE_WORKFLOW;
  return {
    start,
    states: STATUSES.filter(({ key }) => statuses.includes(key)).map(({ key, name, category }) => ({
      key,
      name,
      category,
    })),
    transitions: transitions
      .filter(({ from }) => from.length > 0)
      .map(({ name, from, to, rules }) => ({
        name,
        from: [...from],
        to,
        needs: (rules ?? []).flatMap((rule) => {
          const gate = rule.rule === 'app-gate' ? Gate.safeParse(rule.gate).data : undefined;
          if (gate !== undefined) return [{ field: `gate.${gate}`, message: GATE_NEEDS[gate] }];
          return rule.rule === 'require-field' ? [{ field: rule.field, message: rule.message }] : [];
        }),
      })),
  };
}

const GATE_NEEDS: Readonly<Record<Gate, string>> = {
  assess: 'It is described: type, window, reason and CIs.',
  authorize: 'Its risk is assessed, as it is.',
  schedule: 'It is approved or pre-approved, lies ahead, in no freeze, and without a conflict that nobody accepted.',
  implement: 'Everything that scheduling takes still holds, and its window has come.',
  close: 'Its outcome is recorded; it is reviewed when it was an emergency, failed, risky or went past a gate.',
};

export interface ChangeKpi {
  readonly key: ChangeKpiKey;
  readonly aim: 'at-least' | 'at-most';
  /** Undefined for a number that only informs. */
  readonly target: number | undefined;
  readonly jql: string;
  /** What it is a share of; undefined for a count. */
  readonly of: string | undefined;
}

/** The current week and twelve before it: a quarter, in which even a small site closes some changes. */
export const KPI_WEEKS = 13;

/** Targets as the usual ones of the practice; `base` finds the changes that the reader may see. */
export function changeKpis(base: string, tokens: string, weeks: readonly Week[]): ChangeKpi[] {
  const { closed, succeeded, changeFailures, emergencies, unauthorised } = successQueries({ base, tokens, weeks }, []);
  const share = (key: ChangeKpiKey, aim: ChangeKpi['aim'], target: number, jql: string): ChangeKpi => ({
    key,
    aim,
    target,
    jql,
    of: closed,
  });
  const count = (key: ChangeKpiKey, target: number | undefined, jql: string): ChangeKpi => ({
    key,
    aim: 'at-most',
    target,
    jql,
    of: undefined,
  });
  return [
    share('success', 'at-least', 0.95, succeeded),
    share('changeFailure', 'at-most', 0.05, changeFailures),
    share('emergencyShare', 'at-most', 0.1, emergencies),
    share('standardShare', 'at-least', 0.6, allOf([closed, anyToken(tokens, [typeToken('standard')])])),
    count('unauthorised', 0, unauthorised),
    count('waiting', undefined, allOf([base, anyToken(tokens, [approvalToken('waiting')]), 'statusCategory != Done'])),
  ];
}
