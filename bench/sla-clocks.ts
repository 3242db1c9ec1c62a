/** How many clocks a second the engine judges, for histories of 5, 50 and 500 events. Printed by `bench/sla.ts`. */
import { defaultPolicy } from '../src/sla/default-policy';
import { historyFrom, type HistoryChange, type ToldHistory } from '../src/sla/history';
import { judge } from '../src/sla/judge';
import type { PolicyVersion } from '../src/sla/policy-versions';

const HOUR = 3_600_000;
const CREATED = Date.parse('2026-01-05T08:00:00Z');
const MEASURE_MS = 1_500;

const STATUSES = ['new', 'inProgress', 'onHold', 'resolved', 'closed', 'reopened', 'cancelled'];
const POLICY = defaultPolicy(
  {
    issueTypes: { incident: '1' },
    statuses: Object.fromEntries(STATUSES.map((key) => [key, key])),
    priorities: { '1': '1', '2': '2', '3': '3', '4': '4', '5': '5' },
  },
  'Europe/Berlin',
);
const VERSIONS: readonly PolicyVersion[] = [{ version: 1, from: -Infinity, policy: POLICY }];

/** Held and resumed, given other priorities and resolved now and then: something happens every seven hours. */
function aBusyIncident(events: number): ToldHistory {
  const rounds = ['inProgress', 'onHold', 'inProgress', 'priority', 'onHold', 'inProgress', 'resolved', 'reopened'];
  const now: Record<string, string> = { status: 'new', priority: '3' };
  const changes = Array.from({ length: events }, (_, index): HistoryChange => {
    const what = rounds[index % rounds.length] ?? 'inProgress';
    const field = what === 'priority' ? 'priority' : 'status';
    const to = what === 'priority' ? String((index % 5) + 1) : what;
    const from = now[field] ?? '';
    now[field] = to;
    return { at: CREATED + (index + 1) * 7 * HOUR, id: String(10_000 + index), field, from: [from], to: [to] };
  });
  const current = Object.fromEntries(Object.entries(now).map(([field, value]) => [field, [value]]));
  const statusCategories = { new: 'new', resolved: 'done', closed: 'done', cancelled: 'done' } as const;
  return { issueId: '1', key: 'IT-1', createdAt: CREATED, current, changes, comments: [], statusCategories };
}

interface Row {
  readonly events: number;
  readonly issues: number;
  readonly clocks: number;
}

/** From what Jira tells to the reports, each time from scratch. */
function measure(events: number): Row {
  const told = aBusyIncident(events);
  const now = CREATED + (events + 3) * 7 * HOUR;
  const once = (): number => judge(historyFrom(told), VERSIONS, () => true, now).length;
  for (let warm = 0; warm < 20; warm += 1) once();
  let [issues, clocks] = [0, 0];
  const began = performance.now();
  while (performance.now() - began < MEASURE_MS) {
    clocks += once();
    issues += 1;
  }
  const seconds = (performance.now() - began) / 1_000;
  return { events, issues: issues / seconds, clocks: clocks / seconds };
}

/** Takes some five seconds. */
export function clockTable(): Promise<string> {
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  const rows = [5, 50, 500]
    .map(measure)
    .map(({ events, issues, clocks }) => [String(events), whole(issues), whole(clocks)]);
  const table = [['events', 'issues a second', 'clocks a second'], ...rows];
  return Promise.resolve(
    table.map((row) => row.map((cell, column) => cell.padStart(column === 0 ? 6 : 18)).join('')).join('\n'),
  );
}
