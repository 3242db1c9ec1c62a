import { zoned, type Calendar, type Definition, type Policy } from '../policy';

export interface Rebased {
  readonly policy: Policy;
  /** Names of what both changed: there, mine was kept. */
  readonly clashes: readonly string[];
  /** Names of what was taken over from the other version. */
  readonly taken: readonly string[];
}

/**
 * My changes since `base`, put onto what somebody else saved meanwhile. A calendar or definition that only one of us
 * changed is that one's; where both did, mine stays and is named.
 */
export function rebase(base: Policy, mine: Policy, theirs: Policy): Rebased {
  const calendars = merged<Calendar>(base.calendars, mine.calendars, theirs.calendars);
  const definitions = merged<Definition>(base.definitions, mine.definitions, theirs.definitions);
  const zone = mine.reportingZone === base.reportingZone ? theirs.reportingZone : mine.reportingZone;
  return {
    policy: { ...zoned(zone), calendars: calendars.list, definitions: definitions.list },
    clashes: [...calendars.clashes, ...definitions.clashes],
    taken: [...calendars.taken, ...definitions.taken],
  };
}

interface Item {
  readonly key: string;
  readonly name: string;
}

function merged<T extends Item>(base: readonly T[], mine: readonly T[], theirs: readonly T[]) {
  const clashes: string[] = [];
  const taken: string[] = [];
  const find = (list: readonly T[], key: string): T | undefined => list.find((item) => item.key === key);
  const decide = (key: string): T | undefined => {
    const [was, own, other] = [find(base, key), find(mine, key), find(theirs, key)];
    if (same(was, other) || same(own, other)) return own;
    if (same(was, own)) {
      taken.push(other?.name ?? was?.name ?? key);
      return other;
    }
    clashes.push(own?.name ?? other?.name ?? key);
    return own;
  };
  const added = theirs.filter(({ key }) => find(mine, key) === undefined);
  const keys = [...mine, ...added].map(({ key }) => key);
  const list = keys.flatMap((key) => decide(key) ?? []);
  return { list, clashes, taken };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
