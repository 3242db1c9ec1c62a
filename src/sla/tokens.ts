/**
 * What is published of clocks for JQL: words that a read-only field of labels holds. `resolution.running` is how the
 * latest cycle stands; `resolution.met.2026-W47` is an outcome that stays. Searches, gadgets and their drill-down all count
 * these words, so that their numbers can't differ.
 */
import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../kernel/assert-never';
import type { ClockReport } from './clock-report';

export const TOKEN_STATES = ['breached', 'at-risk', 'running', 'paused', 'met'] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

export const OUTCOMES = ['met', 'breached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const stateToken = (definition: string, state: TokenState): string => `${definition}.${state}`;
export const outcomeToken = (definition: string, outcome: Outcome, week: string): string =>
  `${definition}.${outcome}.${week}`;

/** At risk: it runs and has reached a warning threshold. */
export function tokenStateOf(report: ClockReport): TokenState {
  switch (report.state) {
    case 'running':
      return report.reached.length > 0 ? 'at-risk' : 'running';
    case 'paused':
    case 'breached':
    case 'met':
      return report.state;
    default:
      return assertNever(report);
  }
}

/** One word for each definition: how its latest cycle stands. */
export function stateTokens(reports: readonly ClockReport[]): readonly string[] {
  const latest = new Map(reports.map((report) => [report.definition.key, report]));
  return [...latest].map(([definition, report]) => stateToken(definition, tokenStateOf(report)));
}

/**
 * One word for each definition and ISO week in which a cycle of it was decided: met when it ended, breached when it
 * breached. Of several in a week the worst counts, so that an issue is counted once.
 */
export function outcomeTokens(reports: readonly ClockReport[], timeZone: string): readonly string[] {
  const words = new Set<string>();
  const decided = reports.flatMap((report) => {
    const decision = decisionOf(report);
    return decision === undefined
      ? []
      : [{ key: report.definition.key, ...decision, week: isoWeek(decision.at, timeZone) }];
  });
  for (const { key, outcome, week } of decided) {
    const breached = outcomeToken(key, 'breached', week);
    if (outcome === 'breached') words.delete(outcomeToken(key, 'met', week));
    if (!words.has(breached)) words.add(outcomeToken(key, outcome, week));
  }
  return [...words];
}

/** When a clock was decided and how; undefined while it may go either way. */
export function decisionOf(report: ClockReport): { readonly outcome: Outcome; readonly at: number } | undefined {
  if (report.state === 'breached') return { outcome: 'breached', at: report.breachedAt };
  return report.state === 'met' ? { outcome: 'met', at: report.stoppedAt } : undefined;
}

/** `2026-W47`: weeks begin on Monday, and the year is the one that most of the week's days are in (ISO 8601). */
export function isoWeek(at: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const thursday = local.toPlainDate().add({ days: 4 - local.dayOfWeek });
  const week = Math.ceil(thursday.dayOfYear / 7);
  return `${String(thursday.year)}-W${String(week).padStart(2, '0')}`;
}
