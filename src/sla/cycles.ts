/** When the clock of a definition is started and stopped: its cycles, one or more stretches each. */
import type { Cause } from './clock-report';
import { becomesTrue, causesOf, holdsAny, type CompiledCondition } from './conditions';
import type { CompiledDefinition } from './goals';
import type { Moment } from './moments';
import type { ClockStep } from './policy';

export interface CycleSpan {
  /** Indexes into the moments; `to` is undefined while it is open. */
  readonly from: number;
  readonly to: number | undefined;
  readonly started: readonly Cause[];
  readonly stopped: readonly Cause[];
}

/** A cycle that a start continued after a stop has several spans. */
export interface Cycle {
  readonly spans: readonly [CycleSpan, ...CycleSpan[]];
  /** It continues the cycle that the walk was told of. */
  readonly continues: boolean;
}

export const lastSpan = ({ spans }: Cycle): CycleSpan => spans.at(-1) ?? spans[0];

/**
 * Where a walk sets in: after the stop that ended `last`, which may have been judged by another version of the policy.
 */
export interface Seed {
  readonly last: Cycle;
}

/**
 * The cycles in the moments before `end`.
 *
 * - A start while the clock is open, or a stop while it is not, is none.
 * - Nothing starts while a stop condition holds, unless that stop comes later within the same moment: then the cycle
 *   begins and ends there. So an issue created as done has a clock that was met at once, and no clock starts that no
 *   change could stop.
 * - Start and stop of one moment are taken in the definition's order.
 */
export function walk(
  compiled: CompiledDefinition,
  moments: readonly Moment[],
  end: number,
  seed: Seed | undefined,
): readonly Cycle[] {
  const walker = new Walker(compiled, seed);
  const first = seed === undefined ? 0 : (lastSpan(seed.last).to ?? end);
  for (let index = first; index < end; index += 1) {
    const moment = moments[index];
    if (moment !== undefined) walker.step(moment, index, index === first && seed !== undefined);
  }
  return walker.cycles;
}

class Walker {
  readonly cycles: Cycle[] = [];
  private open = false;
  private readonly order: readonly ClockStep[];

  constructor(
    private readonly compiled: CompiledDefinition,
    private readonly seed: Seed | undefined,
  ) {
    this.order = compiled.definition.tieOrder.filter((step) => step === 'start' || step === 'stop');
  }

  /** In the moment that ended the seed's cycle only what comes after its stop is still to be done. */
  step(moment: Moment, index: number, justStopped: boolean): void {
    const { start, stop } = this.compiled;
    const order = justStopped ? this.order.slice(this.order.indexOf('stop') + 1) : this.order;
    const stops = stop.some((condition) => becomesTrue(condition, moment));
    for (const [position, step] of order.entries()) {
      if (step === 'stop') {
        if (this.open && stops) this.end(moment, index);
      } else if (!this.open && start.some((condition) => becomesTrue(condition, moment))) {
        const stopFollows = stops && order.indexOf('stop') > position;
        if (stopFollows || !holdsAny(stop, moment.after)) this.begin(moment, index);
      }
    }
  }

  private begin(moment: Moment, index: number): void {
    const { onReopen } = this.compiled.definition;
    const span = { from: index, to: undefined, started: causes(this.compiled.start, moment), stopped: [] };
    const previous = this.cycles.at(-1) ?? this.seed?.last;
    if (previous !== undefined && onReopen === 'ignore') return;
    this.open = true;
    if (previous === undefined || onReopen === 'newCycle') {
      this.cycles.push({ spans: [span], continues: false });
      return;
    }
    const continues = this.cycles.pop()?.continues ?? true;
    this.cycles.push({ spans: [...previous.spans, span], continues });
  }

  private end(moment: Moment, index: number): void {
    const cycle = this.cycles.pop();
    if (cycle === undefined) return;
    const [first, ...rest] = cycle.spans;
    const stopped = { to: index, stopped: causes(this.compiled.stop, moment) };
    const last = rest.pop();
    const spans: Cycle['spans'] =
      last === undefined ? [{ ...first, ...stopped }] : [first, ...rest, { ...last, ...stopped }];
    this.cycles.push({ ...cycle, spans });
    this.open = false;
  }
}

const causes = (conditions: readonly CompiledCondition[], moment: Moment): readonly Cause[] =>
  causesOf(
    conditions.filter((condition) => becomesTrue(condition, moment)).flatMap(({ fields }) => fields),
    moment,
  );
