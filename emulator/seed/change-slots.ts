/** Finds each change of the seed a time at which nothing stands against it, by the app's own rules. */
import type { ImpactGraph } from '../../src/cmdb/graph';
import { conflictsOf } from '../../src/change/conflicts';
import type { ChangeWindows } from '../../src/change/schedule.shapes';
import type { ScheduledChange } from '../../src/change/scheduled-change';
import { windowPlan } from '../../src/change/windows';
import { AccountId, CiRef, IssueKey } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';
import { DAY, HOUR, MINUTE, type SeedChange } from './change-kit';
import { accountIdOf } from './people';

/** Looks into the past for what is over, and ahead for what is to come; the wish, as it is, where nothing is free. */
export class SeedSlots {
  readonly #taken: ScheduledChange[] = [];

  constructor(
    private readonly windows: ChangeWindows,
    private readonly graph: ImpactGraph,
  ) {}

  place(change: SeedChange): SeedChange {
    const direction = change.reach === 'closed' || change.reach === 'cancelled' ? -1 : 1;
    const wishes = change.fixed === true ? [change.start] : candidates(change.start, direction);
    const start = wishes.find((wish) => this.#isFree({ ...change, start: wish })) ?? change.start;
    const placed = { ...change, start };
    this.#taken.push(slotOf(placed, this.#taken.length + 1));
    return placed;
  }

  #isFree(change: SeedChange): boolean {
    const candidate = slotOf(change, 0);
    const { planned } = candidate;
    const others = this.#taken.filter((one) => one.planned.from < planned.to && planned.from < one.planned.to);
    return conflictsOf(candidate, others, windowPlan(this.windows, planned), this.graph).length === 0;
  }
}

function slotOf({ type, start, minutes, cis, implementer }: SeedChange, number: number): ScheduledChange {
  return {
    issueId: String(number),
    key: IssueKey.parse(`SEED-${number + 1}`),
    type,
    planned: { from: instant(start), to: instant(start + minutes * MINUTE) },
    cis: cis.map((ref) => CiRef.parse(ref)),
    implementer: AccountId.parse(accountIdOf(implementer)),
  };
}

const DAYS_TRIED = 24;
const WEEKS_TRIED = 6;
/** On Sundays, within every window of maintenance, in summer and in winter. */
const SUNDAY_HOURS = [4, 5, 6, 7, 8];

/** The wish, the days next to it, then Sundays, then days further off. */
function candidates(wish: number, direction: 1 | -1): number[] {
  const days = Array.from({ length: DAYS_TRIED }, (_, n) => wish + direction * n * DAY);
  const midnight = Math.floor(wish / DAY) * DAY;
  const sunday = midnight - new Date(wish).getUTCDay() * DAY + (direction === 1 ? 7 * DAY : 0);
  const sundays = Array.from({ length: WEEKS_TRIED }, (_, n) => sunday + direction * n * 7 * DAY);
  return [
    ...days.slice(0, 3),
    ...sundays.flatMap((day) => SUNDAY_HOURS.map((hour) => day + hour * HOUR)),
    ...days.slice(3),
  ];
}
