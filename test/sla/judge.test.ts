import type { ClockReport } from '../../src/sla/clock-report';
import { judge } from '../../src/sla/judge';
import type { Policy } from '../../src/sla/policy';
import { aLife, always, aPolicy, at, inHours, shown, type Event } from './support';

const everything = (): boolean => true;

/** The clocks of an issue created on Monday 2 March 2026 at 10:00, in a line each. */
function clocks(policy: Policy, events: readonly Event[], now: string, created = '2026-03-02 10:00'): string[] {
  return judge(aLife({ created, events }), always(policy), everything, at(now)).map(line);
}

function line(report: ClockReport): string {
  const counted = `${inHours(report.elapsedMs)} of ${inHours(report.goal.targetMs)} h`;
  const due = report.state === 'running' && report.dueAt !== null ? `, due ${shown(report.dueAt)}` : '';
  const halted = report.open && report.counting.halted !== null ? ` (${report.counting.halted})` : '';
  const breach = report.state === 'breached' ? ` ${shown(report.breachedAt)}` : '';
  const end = report.open ? '' : `, ended ${shown(report.stoppedAt)}`;
  return `#${report.cycle} ${report.state}${breach}${halted}: ${counted}${due}${end}`;
}

describe('a clock of 8 hours around the clock', () => {
  it.each<[string, Event[], string, string[]]>([
    ['runs', [], '2026-03-02 12:00', ['#1 running: 2 of 8 h, due 2026-03-02 18:00']],
    ['breaches when its target is used up', [], '2026-03-02 18:00', ['#1 breached 2026-03-02 18:00: 8 of 8 h']],
  ])('%s', (_name, events, now, expected) => {
    expect(clocks(aPolicy(), events, now)).toEqual(expected);
  });
});
