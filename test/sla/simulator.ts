/**
 * A clock kept the slow way: minute by minute, counters and flags only. It shares nothing with the engine but the shapes;
 * everything in it happens at whole minutes.
 */
import type { HistoryChange, HistoryComment, ToldHistory } from '../../src/sla/history';
import type { Condition, Definition, Goal } from '../../src/sla/policy';
import { CATEGORIES, MINUTE } from './support';

export interface SimulatedClock {
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  readonly open: boolean;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly breachedAt: number | undefined;
  readonly elapsedMs: number;
  readonly goal: string;
  readonly reached: readonly number[];
}

interface State {
  readonly fields: Record<string, string>;
  lastCommentBy: string | undefined;
}

interface Running {
  readonly startedAt: number;
  stoppedAt: number | undefined;
  breachedAt: number | undefined;
  reachedAt: number | undefined;
  /** Minutes counted so far, in each calendar. */
  readonly minutes: { office: number; always: number };
  goal: Goal | undefined;
}

/** Monday to Friday, 9 to 17, UTC. */
export function officeIsOpen(minute: number): boolean {
  const date = new Date(minute);
  const hour = date.getUTCHours();
  return date.getUTCDay() >= 1 && date.getUTCDay() <= 5 && hour >= 9 && hour < 17;
}

const minutesOf = ({ target }: Goal): number => target.amount * (target.unit === 'hour' ? 60 : 1);

/** Of a definition whose goals count in `office` or `always`, in minutes or hours. */
export function simulate(definition: Definition, told: ToldHistory, now: number): SimulatedClock[] {
  return new Simulator(definition, told).run(now);
}

class Simulator {
  private readonly cycles: Running[] = [];
  private current: Running | undefined;
  private before: State | undefined;
  private readonly state: State;
  private paused = false;

  constructor(
    private readonly definition: Definition,
    private readonly told: ToldHistory,
  ) {
    const fields = Object.fromEntries(Object.entries(told.current).map(([field, values]) => [field, values[0] ?? '']));
    for (const { field, from } of told.changes.toReversed()) fields[field] = from[0] ?? '';
    this.state = { fields, lastCommentBy: undefined };
  }

  run(now: number): SimulatedClock[] {
    const { createdAt, changes, comments } = this.told;
    for (let minute = createdAt; minute <= now; minute += MINUTE) {
      const happened = changes.filter(({ at }) => at === minute);
      const said = comments.filter(({ at }) => at === minute);
      if (minute === createdAt || happened.length + said.length > 0) this.change(minute, happened, said);
      this.judge(minute);
      if (minute < now) this.count(minute);
    }
    return this.cycles.flatMap((cycle) => this.shown(cycle));
  }

  private change(minute: number, changes: readonly HistoryChange[], comments: readonly HistoryComment[]): void {
    const { state } = this;
    for (const { field, to } of changes) state.fields[field] = to[0] ?? '';
    for (const { by } of comments) if (by !== 'app') state.lastCommentBy = by;
    const happens = (condition: Condition): boolean => this.comesTrue(condition, changes, comments);
    const starts = this.definition.start.some(happens);
    const stops = this.definition.stop.some(happens);
    const stopHolds = this.definition.stop.some((condition) => holds(condition, state));
    const stopFirst = this.definition.tieOrder.indexOf('stop') < this.definition.tieOrder.indexOf('start');
    const start = (): void => {
      if (starts && this.current === undefined && (!stopHolds || (stops && !stopFirst))) this.begin(minute);
    };
    const stop = (): void => {
      if (stops && this.current !== undefined) this.end(minute);
    };
    if (stopFirst) stop();
    start();
    if (!stopFirst) stop();
    this.paused = this.definition.pause.some((condition) => holds(condition, state));
    if (this.current !== undefined) this.current.goal = this.goalNow();
    this.before = { fields: { ...state.fields }, lastCommentBy: state.lastCommentBy };
  }

  private comesTrue(
    condition: Condition,
    changes: readonly HistoryChange[],
    comments: readonly HistoryComment[],
  ): boolean {
    if (condition.on === 'created') return this.before === undefined;
    // What is changed in the moment of creation is created so.
    if (condition.on === 'changed')
      return this.before !== undefined && changes.some(({ field }) => field === condition.field);
    if (condition.on === 'commented')
      return comments.some(({ by }) => by !== 'app' && (condition.by === 'anyone' || condition.by === by));
    return holds(condition, this.state) && (this.before === undefined || !holds(condition, this.before));
  }

  private begin(minute: number): void {
    const last = this.cycles.at(-1);
    if (last !== undefined && this.definition.onReopen === 'ignore') return;
    if (last !== undefined && this.definition.onReopen === 'continue') {
      last.stoppedAt = undefined;
      this.current = last;
      return;
    }
    this.current = {
      startedAt: minute,
      stoppedAt: undefined,
      breachedAt: undefined,
      reachedAt: undefined,
      minutes: { office: 0, always: 0 },
      goal: this.goalNow(),
    };
    this.cycles.push(this.current);
  }

  private end(minute: number): void {
    if (this.current === undefined) return;
    this.current.stoppedAt = minute;
    const { goal } = this.current;
    if (goal !== undefined && this.used(this.current, goal) > minutesOf(goal)) this.current.breachedAt ??= minute;
    this.current = undefined;
  }

  private goalNow(): Goal | undefined {
    return this.definition.goals.find(({ when }) => when.every((one) => holds({ on: 'field', ...one }, this.state)));
  }

  private used({ minutes }: Running, { calendar }: Goal): number {
    return calendar === 'office' ? minutes.office : minutes.always;
  }

  private judge(minute: number): void {
    const cycle = this.current;
    if (cycle?.goal === undefined) return;
    const target = minutesOf(cycle.goal);
    const used = this.used(cycle, cycle.goal);
    const warnAt = (target * (this.definition.thresholds[0]?.percent ?? 100)) / 100;
    if (used < target) cycle.breachedAt = undefined;
    if (used < warnAt) cycle.reachedAt = undefined;
    if (this.paused) return;
    if (used >= target) cycle.breachedAt ??= minute;
    if (used >= warnAt) cycle.reachedAt ??= minute;
  }

  private count(minute: number): void {
    if (this.current === undefined || this.paused) return;
    this.current.minutes.always += 1;
    if (officeIsOpen(minute)) this.current.minutes.office += 1;
  }

  private shown(cycle: Running): SimulatedClock[] {
    const { goal, breachedAt, startedAt, stoppedAt, reachedAt } = cycle;
    if (goal === undefined) return [];
    const open = stoppedAt === undefined;
    const undecided = open ? (this.paused ? 'paused' : 'running') : 'met';
    return [
      {
        state: breachedAt === undefined ? undecided : 'breached',
        open,
        startedAt,
        stoppedAt,
        breachedAt,
        elapsedMs: this.used(cycle, goal) * MINUTE,
        goal: goal.key,
        reached: reachedAt === undefined ? [] : [reachedAt],
      },
    ];
  }
}

function holds(condition: Condition, { fields, lastCommentBy }: State): boolean {
  const value = (field: string): string => fields[field] ?? '';
  switch (condition.on) {
    case 'status':
      return condition.values.includes(value('status')) === (condition.is === 'in');
    case 'statusCategory': {
      const categories: Readonly<Record<string, string>> = CATEGORIES;
      const category = categories[value('status')] ?? 'indeterminate';
      return condition.values.some((one) => one === category) === (condition.is === 'in');
    }
    case 'assignee':
      return (value('assignee') !== '') === (condition.is === 'set');
    case 'lastCommentBy':
      return lastCommentBy === condition.is;
    case 'field':
      if (condition.is === 'set' || condition.is === 'unset')
        return (value(condition.field) !== '') === (condition.is === 'set');
      return condition.values.includes(value(condition.field)) === (condition.is === 'in');
    case 'created':
    case 'commented':
    case 'changed':
      return false;
  }
}
