/** A clock as the browser shows it. */
import type { z } from 'zod';
import { instant } from '../kernel/time';
import type { Escalation } from './clock-record';
import type { ClockReport, Counting } from './clock-report';
import { becauseInWords, causesInWords, type FieldName } from './clock-words';
import { causeView, reasonView } from './reason-view';
import { escalationsOf } from './escalation-view';
import type { ClockView } from './sla.contract';

type View = z.input<typeof ClockView>;

const at = (epoch: number | null | undefined): string | null => (epoch == null ? null : instant(epoch));

/** @param escalations the record's, where it was read */
export function clockView(report: ClockReport, nameOf: FieldName, escalations?: readonly Escalation[]): View {
  const { definition, goal } = report;
  const counting = report.open ? report.counting : undefined;
  const paused = counting?.halted === 'paused' ? counting.by : undefined;
  return {
    definition: { key: definition.key, name: definition.name, kind: definition.kind, party: definition.party },
    cycle: report.cycle,
    cycles: report.cycles,
    state: report.state,
    open: report.open,
    halted: counting?.halted ?? null,
    ...(paused === undefined
      ? {}
      : {
          haltedBecause: causesInWords(paused, nameOf),
          haltedBy: paused.map((cause) => causeView(cause, nameOf)),
        }),
    startedAt: instant(report.startedAt),
    stoppedAt: report.open ? null : instant(report.stoppedAt),
    breachedAt: report.state === 'breached' ? instant(report.breachedAt) : null,
    goal: { key: goal.key, name: goal.name, target: goal.target, targetMs: goal.targetMs },
    calendar: goal.calendar,
    elapsedMs: report.elapsedMs,
    remainingMs: report.remainingMs,
    dueAt: dueAtOf(report),
    countsUntil: counting?.halted === null ? at(counting.countsUntil) : null,
    resumesAt: resumesAtOf(counting),
    next: nextOf(report),
    reached: report.reached.map((one) => ({ threshold: one.threshold, percent: one.percent, at: instant(one.at) })),
    ...(escalations === undefined ? {} : { escalations: escalationsOf(report, escalations) }),
    because: report.because.map((because) => becauseInWords(because, nameOf)),
    reasons: report.because.map((because) => reasonView(because, nameOf)),
    policyVersion: report.policyVersion,
    judgedNow: report.judgedNow,
  };
}

function dueAtOf(report: ClockReport): string | null {
  if (report.state === 'breached') return instant(report.breachedAt);
  return report.state === 'running' ? at(report.dueAt) : null;
}

const resumesAtOf = (counting: Counting | undefined): string | null =>
  counting?.halted === 'outside-hours' || counting?.halted === 'holiday' ? at(counting.resumesAt) : null;

function nextOf(report: ClockReport): View['next'] {
  if (report.state !== 'running' || report.next === null) return null;
  const { kind, threshold, at: when } = report.next;
  const percent = 'percent' in report.next && typeof report.next.percent === 'number' ? report.next.percent : undefined;
  return { kind, threshold, at: instant(when), ...(percent === undefined ? {} : { percent }) };
}
