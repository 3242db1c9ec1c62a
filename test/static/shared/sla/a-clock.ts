/** Clocks as the server describes them, for surfaces that show them. */
import { SlaKey } from '../../../../src/sla/policy';
import type { Clock } from '../../../../static/shared/sla/clock';

export const AS_OF = '2026-03-02T10:00:00.000Z';
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

export const at = (ms: number): string => new Date(Date.parse(AS_OF) + ms).toISOString();

/** Two of four hours are used up, in office hours that go on for six more. */
export const running = (changes: Partial<Clock> = {}): Clock => ({
  definition: { key: SlaKey.parse('resolution'), name: 'Time to resolution', kind: 'sla', party: '' },
  cycle: 1,
  cycles: 1,
  state: 'running',
  open: true,
  halted: null,
  startedAt: at(-2 * HOUR),
  stoppedAt: null,
  breachedAt: null,
  goal: { key: SlaKey.parse('high'), name: 'High', target: { amount: 4, unit: 'hour' }, targetMs: 4 * HOUR },
  calendar: { key: SlaKey.parse('office'), name: 'Office hours', timeZone: 'Europe/Warsaw' },
  elapsedMs: 2 * HOUR,
  remainingMs: 2 * HOUR,
  dueAt: at(2 * HOUR),
  countsUntil: at(6 * HOUR),
  resumesAt: null,
  next: { kind: 'warning', threshold: SlaKey.parse('warn'), percent: 75, at: at(HOUR) },
  reached: [],
  because: ['Priority is High'],
  policyVersion: 1,
  judgedNow: null,
  ...changes,
});

export const paused = (changes: Partial<Clock> = {}): Clock =>
  running({
    halted: 'paused',
    state: 'paused',
    haltedBecause: 'Status became On Hold',
    dueAt: null,
    countsUntil: null,
    next: null,
    ...changes,
  });

export const met = (changes: Partial<Clock> = {}): Clock =>
  running({ state: 'met', open: false, stoppedAt: at(0), dueAt: null, countsUntil: null, next: null, ...changes });

export const breached = (changes: Partial<Clock> = {}): Clock =>
  running({
    state: 'breached',
    breachedAt: at(-HOUR),
    dueAt: at(-HOUR),
    elapsedMs: 5 * HOUR,
    remainingMs: -HOUR,
    next: null,
    ...changes,
  });
