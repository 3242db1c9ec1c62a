/** Whether a definition's clock can start, run and stop at all: its conditions tried on every kind of issue they tell apart. */
import { compileCondition, holdsAny, type CompiledCondition } from './conditions';
import { combinations, error, warning, type Finding } from './finding';
import type { StatusCategory } from './history';
import type { Snapshot } from './moments';
import type { Condition, Definition } from './policy';
import type { Vocabulary } from './sla.contract';

/** What the site has to make conditions of. */
export type SiteWords = Pick<Vocabulary, 'statuses' | 'priorities'>;

type List = 'start' | 'pause' | 'stop';

export function lintConditions(definition: Definition, at: string, site: SiteWords | undefined): Finding[] {
  const lists: readonly List[] = ['start', 'pause', 'stop'];
  const each = lists.flatMap((list) =>
    definition[list].flatMap((condition, index) => lintCondition(condition, `${at}.${list}.${index}`, list)),
  );
  return each.some(({ severity }) => severity === 'error') ? each : [...each, ...lintTogether(definition, at, site)];
}

function lintCondition(condition: Condition, at: string, list: List): Finding[] {
  const event = condition.on === 'created' || condition.on === 'commented' || condition.on === 'changed';
  if (list === 'pause' && event)
    return [
      error(
        at,
        'event-in-pause',
        'This happens at a moment. A clock is paused by what holds for a while, such as a status.',
      ),
    ];
  return condition.on === 'field' ? lintValues(condition, at) : [];
}

function lintValues({ is, values }: Extract<Condition, { on: 'field' }>, at: string): Finding[] {
  const needs = is === 'in' || is === 'notIn';
  if (needs && values.length === 0) return [error(`${at}.values`, 'values-missing', 'Choose at least one value.')];
  if (!needs && values.length > 0)
    return [
      error(`${at}.values`, 'values-unused', 'Whether a field is filled does not depend on values. Remove them.'),
    ];
  return [];
}

function lintTogether(definition: Definition, at: string, site: SiteWords | undefined): Finding[] {
  const snapshots = kindsOfIssue(definition, site);
  if (snapshots === undefined) return [];
  const [start, pause, stop] = [definition.start, definition.pause, definition.stop].map((list) =>
    list.map(compileCondition),
  );
  if (start === undefined || pause === undefined || stop === undefined) return [];
  const unstopped = snapshots.filter((snapshot) => !holdsAny(stop, snapshot));
  return [
    ...neverStops(definition, stop, snapshots, at),
    ...unstartable(start, unstopped, at),
    ...(unstopped.length > 0 && unstopped.every((snapshot) => holdsAny(pause, snapshot))
      ? [
          error(
            `${at}.pause`,
            'always-paused',
            'The clock is paused whenever it is not stopped: it never counts. Narrow the pause.',
          ),
        ]
      : startsPaused(start, pause, unstopped, at)),
    ...sameEvent(definition, at),
    ...stopsAtOnce(definition, stop, at, site),
  ];
}

function neverStops(
  { stop }: Definition,
  compiled: readonly CompiledCondition[],
  snapshots: readonly Snapshot[],
  at: string,
): Finding[] {
  const can = compiled.map((condition, index) =>
    condition.kind === 'event'
      ? stop[index]?.on !== 'created'
      : snapshots.some((snapshot) => condition.holds(snapshot)),
  );
  if (!can.includes(true))
    return [error(`${at}.stop`, 'never-stops', 'Nothing can ever stop this clock. Add a condition that comes true.')];
  return can.flatMap((possible, index) =>
    possible ? [] : [warning(`${at}.stop.${index}`, 'never-true', 'This never comes true after the creation.')],
  );
}

/** A state that only holds while a stop holds starts nothing. */
function unstartable(start: readonly CompiledCondition[], unstopped: readonly Snapshot[], at: string): Finding[] {
  const can = start.map(
    (condition) => condition.kind === 'event' || unstopped.some((snapshot) => condition.holds(snapshot)),
  );
  if (!can.includes(true))
    return [
      error(`${at}.start`, 'never-starts', 'What starts the clock also stops it: it never runs. Change one of them.'),
    ];
  return can.flatMap((possible, index) =>
    possible
      ? []
      : [
          warning(
            `${at}.start.${index}`,
            'start-is-stop',
            'A stop condition holds whenever this does: it starts nothing.',
          ),
        ],
  );
}

function startsPaused(
  start: readonly CompiledCondition[],
  pause: readonly CompiledCondition[],
  unstopped: readonly Snapshot[],
  at: string,
): Finding[] {
  return start.flatMap((condition, index) => {
    if (condition.kind === 'event') return [];
    const starts = unstopped.filter((snapshot) => condition.holds(snapshot));
    return starts.length > 0 && starts.every((snapshot) => holdsAny(pause, snapshot))
      ? [warning(`${at}.start.${index}`, 'starts-paused', 'A clock that this starts is paused from the beginning.')]
      : [];
  });
}

/** The same event may end one cycle and begin the next, as a hand-over does, when stop comes first. */
function sameEvent({ start, stop, tieOrder }: Definition, at: string): Finding[] {
  if (tieOrder.indexOf('stop') < tieOrder.indexOf('start')) return [];
  const stops = new Set(stop.map((condition) => JSON.stringify(condition)));
  const message = 'The same event starts and stops the clock. For one cycle each time, put stop before start.';
  return start.flatMap((condition, index) =>
    condition.on !== 'created' && compileCondition(condition).kind === 'event' && stops.has(JSON.stringify(condition))
      ? [warning(`${at}.start.${index}`, 'start-is-stop', message)]
      : [],
  );
}

function stopsAtOnce(
  { start }: Definition,
  stop: readonly CompiledCondition[],
  at: string,
  site?: SiteWords,
): Finding[] {
  if (site === undefined || !start.some(({ on }) => on === 'created')) return [];
  const fresh = site.statuses.filter(({ category }) => category === 'new');
  const met = fresh.filter(({ id }) =>
    holdsAny(stop, { fields: { status: [id] }, category: 'new', lastCommentBy: undefined }),
  );
  if (fresh.length === 0 || met.length < fresh.length) return [];
  return [
    warning(
      `${at}.stop`,
      'stops-at-creation',
      'A stop condition holds for every new issue: its clock ends as it begins.',
    ),
  ];
}

/** A value that no condition mentions: one of the others, which all are alike to them. */
const OTHER = ' other';

interface Trait {
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly category?: StatusCategory;
  readonly lastCommentBy?: 'agent' | 'customer';
}

/** One issue for each combination of what the conditions tell apart; undefined when there are too many. */
function kindsOfIssue(definition: Definition, site: SiteWords | undefined): readonly Snapshot[] | undefined {
  const conditions = [...definition.start, ...definition.pause, ...definition.stop];
  const mentioned = new Map<string, Set<string>>();
  for (const condition of conditions)
    if (condition.on === 'field' && condition.field !== 'status')
      mentioned.set(condition.field, new Set([...(mentioned.get(condition.field) ?? []), ...condition.values]));
  if (conditions.some(({ on }) => on === 'assignee')) mentioned.set('assignee', new Set());
  const fields = [...mentioned].map(([field, values]): Trait[] => [
    { fields: { [field]: [] } },
    ...[...values, OTHER].map((value) => ({ fields: { [field]: [value] } })),
  ]);
  const writers: Trait[] = conditions.some(({ on }) => on === 'lastCommentBy')
    ? [{}, { lastCommentBy: 'agent' }, { lastCommentBy: 'customer' }]
    : [{}];
  return combinations([statusTraits(conditions, site), writers, ...fields])?.map((traits) => ({
    fields: Object.assign({}, ...traits.map((trait) => trait.fields ?? {})) as Snapshot['fields'],
    category: traits.find(({ category }) => category !== undefined)?.category ?? 'indeterminate',
    lastCommentBy: traits.find(({ lastCommentBy }) => lastCommentBy !== undefined)?.lastCommentBy,
  }));
}

/** The site's statuses; without a site those mentioned, in any category. */
function statusTraits(conditions: readonly Condition[], site: SiteWords | undefined): Trait[] {
  if (site !== undefined) return site.statuses.map(({ id, category }) => ({ fields: { status: [id] }, category }));
  const values = conditions.flatMap((condition) =>
    condition.on === 'status' || (condition.on === 'field' && condition.field === 'status') ? condition.values : [],
  );
  return [...new Set([...values, OTHER])].flatMap((id) =>
    (['new', 'indeterminate', 'done'] as const).map((category) => ({ fields: { status: [id] }, category })),
  );
}
