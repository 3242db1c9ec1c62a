/**
 * What the app publishes on an issue for JQL, queues and workflow rules. Everything follows from the reports alone, not from
 * when it is asked: two readings between the same two events of a clock publish the same.
 */
import type { ClockReport } from './clock-report';
import { outcomeTokens, stateTokens } from './tokens';

export interface Publication {
  /** When the leading clock breaches or breached, in whole seconds, as Jira keeps it; null when none can. */
  readonly due: number | null;
  /** The worst of the clocks. */
  readonly state: string | null;
  /** Minutes of the goal that were left to the leading clock at its last change; negative when overrun. */
  readonly remaining: number | null;
  readonly clocks: readonly string[];
  readonly outcomes: readonly string[];
}

export const NOTHING_PUBLISHED: Publication = { due: null, state: null, remaining: null, clocks: [], outcomes: [] };

export const PUBLISHED_STATES = ['Breached', 'At risk', 'Running', 'Paused', 'Met'] as const;
export type PublishedState = (typeof PUBLISHED_STATES)[number];

const SECOND = 1_000;
const MINUTE = 60_000;

/** The reports as they were at an instant. */
export type ReportsAt = (at: number) => readonly ClockReport[];

/** @param zone in which the weeks of outcomes begin and end */
export function publicationOf(reports: readonly ClockReport[], reportsAt: ReportsAt, zone: string): Publication {
  const latest = reports.filter(({ cycle, cycles }) => cycle === cycles);
  if (latest.length === 0) return NOTHING_PUBLISHED;
  const states = new Set(latest.map(publishedState));
  const leading = leadingClock(latest);
  const due = leading === undefined ? undefined : dueOf(leading);
  return {
    due: due === undefined ? null : Math.floor(due / SECOND) * SECOND,
    state: PUBLISHED_STATES.find((state) => states.has(state)) ?? null,
    remaining: leading === undefined ? null : Math.floor(remainingAtLastChange(leading, reportsAt) / MINUTE),
    clocks: [...stateTokens(reports)].sort(),
    outcomes: [...outcomeTokens(reports, zone)].sort(),
  };
}

export function publishedState(report: ClockReport): PublishedState {
  switch (report.state) {
    case 'breached':
      return 'Breached';
    case 'met':
      return 'Met';
    case 'paused':
      return 'Paused';
    case 'running':
      return report.reached.length > 0 ? 'At risk' : 'Running';
  }
}

/** The open clock that is first to breach; those on hold come behind, the scarcest first. */
export function leadingClock(reports: readonly ClockReport[]): ClockReport | undefined {
  const open = reports.filter((report) => report.open);
  return open.toSorted((left, right) => rank(left) - rank(right) || left.remainingMs - right.remainingMs)[0];
}

const rank = (report: ClockReport): number => dueOf(report) ?? Number.MAX_SAFE_INTEGER;

export function dueOf(report: ClockReport): number | undefined {
  if (report.state === 'running') return report.dueAt ?? undefined;
  return report.state === 'breached' && report.open ? report.breachedAt : undefined;
}

/**
 * What was left when the clock last started, paused, resumed, got another goal, reached a threshold or breached: while it
 * counts, `due` is the better measure.
 */
function remainingAtLastChange(report: ClockReport, reportsAt: ReportsAt): number {
  const changes = [
    report.course.at(-1)?.from ?? report.startedAt,
    ...report.reached.map(({ at }) => at),
    ...(report.state === 'breached' ? [report.breachedAt] : []),
  ];
  const then = reportsAt(Math.max(...changes)).find(
    ({ definition, startedAt }) => definition.key === report.definition.key && startedAt === report.startedAt,
  );
  return (then ?? report).remainingMs;
}

/** The parts that differ. */
export function differences(wanted: Publication, published: Publication): Partial<Publication> {
  const sameTexts = (left: readonly string[], right: readonly string[]): boolean =>
    left.length === right.length && [...left].sort().join('\n') === [...right].sort().join('\n');
  return {
    ...(wanted.due === published.due ? {} : { due: wanted.due }),
    ...(wanted.state === published.state ? {} : { state: wanted.state }),
    ...(wanted.remaining === published.remaining ? {} : { remaining: wanted.remaining }),
    ...(sameTexts(wanted.clocks, published.clocks) ? {} : { clocks: wanted.clocks }),
    ...(sameTexts(wanted.outcomes, published.outcomes) ? {} : { outcomes: wanted.outcomes }),
  };
}

/** When something happens to a clock by itself; undefined when nothing does. */
export function nextInstant(reports: readonly ClockReport[]): number | undefined {
  const next = reports.flatMap((report) =>
    report.state === 'running' && report.next !== null ? [report.next.at] : [],
  );
  return next.length === 0 ? undefined : Math.min(...next);
}
