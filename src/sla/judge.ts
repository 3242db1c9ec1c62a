/**
 * Every clock of an issue, judged: a function of the issue's history, of the policies that were ever in force, of which
 * definitions the issue is in scope of, and of now. Nothing else goes in, so that whoever judges it, whenever, however
 * often and after whatever events, finds the same.
 *
 * A cycle that ended is judged by the version in force at that instant, an open one by the latest. When a version comes
 * into force, the clock that is open then is its to judge, over the whole history and from that instant on: what the
 * clock had reached by then stays reached, what only the new version finds reached is reached then. What had ended before
 * is left alone, also what the new version would have seen otherwise.
 */
import type { ClockReport } from './clock-report';
import { courseOf, type Course } from './course';
import { walk, type Cycle } from './cycles';
import { definitionsOf, type CompiledDefinition } from './goals';
import type { IssueHistory } from './history';
import { judgeCourse, type Judged } from './marks';
import { momentsOf, type Moment } from './moments';
import type { PolicyVersion } from './policy-versions';
import { otherVerdict, reportOf, type JudgedCycle } from './report';

/**
 * One report for each cycle for which a goal applies, by definition in the order of the latest policy, oldest cycle first.
 * What happens after `now` is left aside.
 *
 * @param versions oldest first, at least one
 * @param inScope by definition key: whether Jira finds the issue in the definition's scope
 */
export function judge(
  history: IssueHistory,
  versions: readonly PolicyVersion[],
  inScope: (definitionKey: string) => boolean,
  now: number,
): readonly ClockReport[] {
  const inForce = relevant(versions, history.createdAt, now);
  const keys = new Set(inForce.toReversed().flatMap(({ policy }) => [...definitionsOf(policy).keys()]));
  return [...keys].filter(inScope).flatMap((key) => judgeDefinition(key, history, inForce, now));
}

/** Nothing was judged before the issue was created, and nothing by what is not in force yet. */
function relevant(versions: readonly PolicyVersion[], createdAt: number, now: number): readonly PolicyVersion[] {
  const begun = versions.filter(({ from }, index) => index === 0 || from <= now);
  const first = begun.findLastIndex(({ from }) => from <= createdAt);
  return begun.slice(Math.max(first, 0));
}

function judgeDefinition(
  key: string,
  history: IssueHistory,
  versions: readonly PolicyVersion[],
  now: number,
): readonly ClockReport[] {
  const moments = momentsOf(history);
  const reigns = reignsOf(key, versions);
  const { closed, open } = judgeReigns(reigns, moments, now);
  const latest = versions.at(-1)?.version ?? 0;
  const all = [...closed, ...(open === undefined ? [] : [{ ...open, version: latest }])];
  const last = reigns.at(-1)?.compiled;
  const alone = new Latest(last, moments, now);
  return all.flatMap((cycle, index) => {
    const numbered: JudgedCycle = { ...cycle, number: index + 1, of: all.length };
    const other =
      last === undefined || cycle.course.compiled.fingerprint === last.fingerprint
        ? undefined
        : alone.over(cycle.course);
    const judgedNow = other === undefined ? null : otherVerdict(numbered, other, latest, now);
    return reportOf(numbered, judgedNow, now) ?? [];
  });
}

/** How long one wording of a definition was in force; undefined where there was none. */
interface Reign {
  readonly from: number;
  readonly until: number;
  readonly compiled: CompiledDefinition | undefined;
  readonly versionAt: (instant: number) => number;
}

/** Versions that judge alike are one reign. */
function reignsOf(key: string, versions: readonly PolicyVersion[]): readonly Reign[] {
  const versionAt = (instant: number): number =>
    (versions.findLast(({ from }) => from <= instant) ?? versions[0])?.version ?? 0;
  const reigns: Reign[] = [];
  for (const [index, { from, policy }] of versions.entries()) {
    const compiled = definitionsOf(policy).get(key);
    const last = reigns.at(-1);
    if (last !== undefined && last.compiled?.fingerprint === compiled?.fingerprint) continue;
    if (last !== undefined) reigns[reigns.length - 1] = { ...last, until: from };
    reigns.push({ from: index === 0 ? -Infinity : from, until: Infinity, compiled, versionAt });
  }
  return reigns;
}

interface Found {
  readonly cycle: Cycle;
  readonly course: Course;
  readonly judged: Judged;
}
interface Closed extends Found {
  readonly version: number;
}

interface Standing {
  readonly closed: readonly Closed[];
  readonly open: Found | undefined;
}

function judgeReigns(reigns: readonly Reign[], moments: readonly Moment[], now: number): Standing {
  let standing: Standing = { closed: [], open: undefined };
  for (const reign of reigns) standing = judgeReign(reign, standing, moments, now);
  return standing;
}

function judgeReign(reign: Reign, before: Standing, moments: readonly Moment[], now: number): Standing {
  const { compiled } = reign;
  if (compiled === undefined) return { closed: before.closed, open: undefined };
  const until = Math.min(reign.until - 1, now);
  const end = endOf(moments, until);
  const last = before.closed.at(-1);
  // What was open when this version came into force is its own, from its beginning on.
  const since = Math.min(reign.from, before.open?.course.startedAt ?? Infinity);

  const closed = [...before.closed];
  let open: Found | undefined;
  for (const cycle of walk(compiled, moments, end, last && { last: last.cycle })) {
    const course = courseOf(compiled, cycle, moments, end);
    if (course.endedAt < since) continue;
    const takenOver = course.startedAt < reign.from && course.endedAt >= reign.from;
    if (cycle.continues) closed.pop();
    const inherited = before.open?.judged ?? (cycle.continues ? last?.judged : undefined);
    const judged = takenOver
      ? judgeCourse(course, reign.from, until, inherited)
      : judgeCourse(course, -Infinity, until, undefined);
    if (course.open) open = { cycle, course, judged };
    else closed.push({ cycle, course, judged, version: reign.versionAt(Math.max(course.endedAt, reign.from)) });
  }
  return { closed, open };
}

/** The index of the first moment after an instant. */
function endOf(moments: readonly Moment[], until: number): number {
  const index = moments.findIndex(({ at }) => at > until);
  return index < 0 ? moments.length : index;
}

/** The latest version as if it had always been in force: worked out once, and only when it is asked for. */
class Latest {
  private found: readonly Found[] | undefined;

  constructor(
    private readonly compiled: CompiledDefinition | undefined,
    private readonly moments: readonly Moment[],
    private readonly now: number,
  ) {}

  /** Its cycle that began together with another version's, or else the first that overlaps it. */
  over({ startedAt, endedAt }: Course): Found | undefined {
    this.found ??= this.judge();
    return (
      this.found.find(({ course }) => course.startedAt === startedAt) ??
      this.found.find(({ course }) => course.startedAt < endedAt && course.endedAt > startedAt)
    );
  }

  private judge(): readonly Found[] {
    const reign: Reign = { from: -Infinity, until: Infinity, compiled: this.compiled, versionAt: () => 0 };
    const { closed, open } = judgeReigns([reign], this.moments, this.now);
    return open === undefined ? closed : [...closed, open];
  }
}
