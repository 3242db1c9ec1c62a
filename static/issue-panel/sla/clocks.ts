import type { Clock } from '../../shared/sla/clock';

export interface CyclesOfClock {
  readonly current: Clock;
  /** Closed cycles before it, oldest first. */
  readonly earlier: readonly Clock[];
}

/** The latest cycle of each definition, in the order the server gives; what is over comes last. */
export function currentClocks(clocks: readonly Clock[]): CyclesOfClock[] {
  const byDefinition = new Map<string, Clock[]>();
  for (const clock of clocks) {
    const cycles = byDefinition.get(clock.definition.key) ?? [];
    byDefinition.set(clock.definition.key, [...cycles, clock]);
  }
  const all = [...byDefinition.values()].flatMap((cycles) => {
    const [current, ...before] = [...cycles].sort((a, b) => b.cycle - a.cycle);
    return current === undefined ? [] : [{ current, earlier: before.reverse() }];
  });
  return [...all.filter(({ current }) => current.open), ...all.filter(({ current }) => !current.open)];
}
