import fc from 'fast-check';
import type { ClockReport } from '../../src/sla/clock-report';
import { historyFrom, type ToldHistory } from '../../src/sla/history';
import { judge } from '../../src/sla/judge';
import type { Condition, Definition, Goal, Policy } from '../../src/sla/policy';
import type { PolicyVersion } from '../../src/sla/policy-versions';
import { proofSheet } from '../../src/sla/proof-sheet';
import { simulate, type SimulatedClock } from './simulator';
import { aDefinition, aGoal, ALWAYS, always, anOffice, at, HOUR, MINUTE, told, type Event } from './support';

const CREATED = '2026-03-05 15:00';
const DAYS = 6;
const everything = (): boolean => true;

const STATUSES = ['new', 'progress', 'hold', 'reopened', 'resolved', 'closed'];
const someOf = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const state: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant('status' as const),
    is: fc.constantFrom('in' as const, 'notIn' as const),
    values: someOf(STATUSES),
  }),
  fc.record({
    on: fc.constant('statusCategory' as const),
    is: fc.constantFrom('in' as const, 'notIn' as const),
    values: someOf(['new', 'indeterminate', 'done'] as const),
  }),
  fc.record({ on: fc.constant('assignee' as const), is: fc.constantFrom('set' as const, 'unset' as const) }),
  fc.record({ on: fc.constant('lastCommentBy' as const), is: fc.constantFrom('agent' as const, 'customer' as const) }),
  fc.record({
    on: fc.constant('field' as const),
    field: fc.constant('customfield_1'),
    is: fc.constantFrom('in' as const, 'notIn' as const),
    values: someOf(['a', 'b']),
  }),
);
const event: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>({ on: 'created' }),
  fc.record({
    on: fc.constant('commented' as const),
    by: fc.constantFrom('agent' as const, 'customer' as const, 'anyone' as const),
  }),
  fc.constant<Condition>({ on: 'changed', field: 'assignee' }),
);
const any = fc.oneof(state, event);

const goal = (index: number, when: Goal['when']): fc.Arbitrary<Goal> =>
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('office', 'always'))
    .map(([quarters, calendar]) =>
      aGoal({ key: `g${index}`, name: `G${index}`, when, calendar, target: { amount: quarters * 20, unit: 'minute' } }),
    );

const byPriority = (...values: string[]): Goal['when'] => [{ field: 'priority', is: 'in', values }];
const goals = fc.oneof(
  fc.tuple(goal(0, [])),
  fc.tuple(goal(0, byPriority('1')), goal(1, byPriority('2')), goal(2, [])),
  fc.tuple(goal(0, byPriority('1')), goal(1, byPriority('2', '3'))),
);

const definition: fc.Arbitrary<Definition> = fc
  .record({
    start: fc.oneof(
      { weight: 2, arbitrary: fc.constant(aDefinition().start) },
      { weight: 1, arbitrary: fc.array(any, { minLength: 1, maxLength: 3 }) },
    ),
    pause: fc.oneof(fc.constant(aDefinition().pause), fc.array(state, { maxLength: 2 })),
    stop: fc.oneof(
      { weight: 2, arbitrary: fc.constant(aDefinition().stop) },
      { weight: 1, arbitrary: fc.array(any, { minLength: 1, maxLength: 2 }) },
    ),
    onReopen: fc.constantFrom('newCycle' as const, 'continue' as const, 'ignore' as const),
    tieOrder: fc.constantFrom<Definition['tieOrder']>(
      ['start', 'resume', 'pause', 'stop'],
      ['stop', 'start', 'resume', 'pause'],
    ),
    goals,
    percent: fc.constantFrom(25, 50, 75),
  })
  .map(({ percent, ...parts }) => aDefinition({ ...parts, thresholds: [{ key: 'warning', percent, actions: [] }] }));

const when = (minutes: number): string =>
  new Date(at(CREATED) + minutes * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
/** Every twenty minutes, so that simultaneous events and exact targets are frequent. */
const step = fc.integer({ min: 0, max: DAYS * 24 * 3 - 1 }).map((twenties) => twenties * 20);
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('status'), fc.constantFrom(...STATUSES)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('priority'), fc.constantFrom('1', '2', '3', '4')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('assignee'), fc.constantFrom('', 'ann', 'bob')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('customfield_1'), fc.constantFrom('', 'a', 'b')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('agent' as const, 'customer' as const, 'app' as const)) },
);
const life: fc.Arbitrary<ToldHistory> = fc.array(fc.tuple(step, happening), { maxLength: 14 }).map((events) => {
  const ordered = events.toSorted(([left], [right]) => left - right);
  return told({
    created: CREATED,
    events: ordered.map(([minutes, what]): Event =>
      what.length === 1 ? [when(minutes), what[0]] : [when(minutes), ...what],
    ),
  });
});
const now = fc.integer({ min: 0, max: DAYS * 24 * 6 }).map((tens) => at(CREATED) + tens * 10 * MINUTE);

/** One office, because calendars are compiled once for each object. */
const OFFICE = anOffice();
const policyOf = (one: Definition): Policy => ({ calendars: [OFFICE, ALWAYS], definitions: [one] });
const judged = (one: Definition, history: ToldHistory, until: number): readonly ClockReport[] =>
  judge(historyFrom(history), always(policyOf(one)), everything, until);

const comparable = (report: ClockReport): SimulatedClock => ({
  state: report.state,
  open: report.open,
  startedAt: report.startedAt,
  stoppedAt: report.open ? undefined : report.stoppedAt,
  breachedAt: report.state === 'breached' ? report.breachedAt : undefined,
  elapsedMs: report.elapsedMs,
  goal: report.goal.key,
  reached: report.reached.map((one) => one.at),
});

const RUNS = { numRuns: 1_000 };

it('agrees with a clock kept minute by minute', () => {
  fc.assert(
    fc.property(definition, life, now, (one, history, until) => {
      expect(judged(one, history, until).map(comparable)).toEqual(simulate(one, history, until));
    }),
    RUNS,
  );
});

it('does not depend on order, repetition or delay of what it is told', () => {
  const shuffled = life.chain((history) =>
    fc.record({
      history: fc.constant(history),
      changes: fc.shuffledSubarray([...history.changes, ...history.changes], { minLength: history.changes.length * 2 }),
      comments: fc.shuffledSubarray([...history.comments, ...history.comments], {
        minLength: history.comments.length * 2,
      }),
    }),
  );
  fc.assert(
    fc.property(definition, shuffled, now, (one, { history, changes, comments }, until) => {
      expect(judged(one, { ...history, changes, comments }, until)).toEqual(judged(one, history, until));
    }),
    RUNS,
  );
});

it('accounts for every millisecond', () => {
  fc.assert(
    fc.property(definition, life, now, (one, history, until) => {
      const versions = always(policyOf(one));
      for (const report of judge(historyFrom(history), versions, everything, until)) {
        const segments = proofSheet(report, versions);
        const end = report.open ? until : report.stoppedAt;
        expect(segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(report.elapsedMs);
        expect(segments.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(end - report.startedAt);
        segments.forEach((segment, index) => {
          expect(segment.from).toBe(index === 0 ? report.startedAt : segments[index - 1]?.to);
          expect(segment.to).toBeGreaterThan(segment.from);
        });
      }
    }),
    RUNS,
  );
});

it('comes true as foretold: what is next happens then, if nothing else does', () => {
  fc.assert(
    fc.property(definition, life, now, (one, history, until) => {
      const past = {
        ...history,
        changes: history.changes.filter((each) => each.at <= until),
        comments: history.comments.filter((each) => each.at <= until),
      };
      const current = Object.fromEntries(past.changes.map(({ field, to }) => [field, to]));
      const initial = historyFrom(history).initial;
      const seen = { ...past, current: { ...initial, ...current } };
      for (const report of judged(one, seen, until)) {
        if (report.state !== 'running' || report.next === null) continue;
        const { next } = report;
        expect(next.at).toBeGreaterThan(until);
        const [just, then] = [next.at - 1, next.at].map((instant) =>
          judged(one, seen, instant).find(({ cycle }) => cycle === report.cycle),
        );
        const marks = (other: ClockReport | undefined): number =>
          (other?.reached.length ?? 0) + Number(other?.state === 'breached');
        expect(marks(just)).toBe(report.reached.length);
        expect(marks(then)).toBeGreaterThan(report.reached.length);
      }
    }),
    RUNS,
  );
});

it('leaves a cycle that ended as it is, however late it is asked', () => {
  const lasting = definition.filter(({ onReopen }) => onReopen !== 'continue');
  fc.assert(
    fc.property(lasting, life, now, fc.integer({ min: 1, max: 2_000 }), (one, history, until, hours) => {
      const ended = judged(one, history, until).filter(({ open }) => !open);
      const later = judged(one, history, until + hours * HOUR);
      for (const report of ended)
        expect(later.find(({ cycle }) => cycle === report.cycle)).toEqual({ ...report, cycles: later.at(-1)?.cycles });
    }),
    RUNS,
  );
});

const instants = fc
  .array(now, { maxLength: 3 })
  .map((list) => [...new Set(list)].toSorted((left, right) => left - right));
const versionsOf = (policies: readonly Policy[], begun: readonly number[]): PolicyVersion[] =>
  policies.map((policy, index) => ({ version: index + 1, from: begun[index - 1] ?? -Infinity, policy }));

it('is not changed by saving a policy that judges alike', () => {
  fc.assert(
    fc.property(definition, life, now, instants, (one, history, until, begun) => {
      // Another description makes it another version, and nothing else.
      const policies = [0, ...begun].map((description) => policyOf({ ...one, description: String(description) }));
      const found = judge(historyFrom(history), versionsOf(policies, begun), everything, until);
      const single = judged(one, history, until);
      expect(found.map((report) => ({ ...report, policyVersion: 1 }))).toEqual(single);
    }),
    RUNS,
  );
});

it('never rewrites what was judged before a policy was saved', () => {
  const lasting = definition.filter(({ onReopen }) => onReopen !== 'continue');
  fc.assert(
    fc.property(lasting, lasting, life, now, now, (first, second, history, saved, until) => {
      fc.pre(saved <= until);
      const told = historyFrom(history);
      const then = judge(told, always(policyOf(first)), everything, saved - 1).filter(({ open }) => !open);
      const after = judge(told, versionsOf([policyOf(first), policyOf(second)], [saved]), everything, until);
      for (const report of then)
        expect(
          after.find(({ startedAt, cycle }) => startedAt === report.startedAt && cycle === report.cycle),
        ).toMatchObject({
          ...(comparable(report).stoppedAt === undefined ? {} : { stoppedAt: comparable(report).stoppedAt }),
          state: report.state,
          elapsedMs: report.elapsedMs,
          reached: report.reached,
          policyVersion: 1,
        });
      for (const report of after)
        if (
          report.state === 'breached' &&
          report.policyVersion === 2 &&
          report.startedAt < saved &&
          (report.open || report.stoppedAt >= saved)
        )
          expect(report.breachedAt >= saved || breachedBefore(told, first, report.breachedAt)).toBe(true);
    }),
    RUNS,
  );
});

/** A breach from before a policy was saved is one that the former policy found when it happened. */
const breachedBefore = (history: ReturnType<typeof historyFrom>, one: Definition, at: number): boolean =>
  judge(history, always(policyOf(one)), everything, at).some(
    (report) => report.state === 'breached' && report.breachedAt === at,
  );
