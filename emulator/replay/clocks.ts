/**
 * Reads every clock of an incident with its proof sheet, as the issue panel does, and checks that the sheet accounts for
 * it: its parts follow each other from the start to the end without a hole, and what they count is the elapsed time to the
 * millisecond.
 */
import { z } from 'zod';
import type { AskApp } from './app';

const MODULE = 'plumbline-panel';

const At = z.string().transform((text) => Date.parse(text));
const Ms = z.int();
const ClockShape = z.object({
  definition: z.object({ key: z.string(), name: z.string() }),
  cycle: z.int(),
  state: z.enum(['running', 'paused', 'met', 'breached']),
  open: z.boolean(),
  startedAt: At,
  stoppedAt: At.nullable(),
  breachedAt: At.nullable(),
  goal: z.object({ targetMs: Ms }),
  elapsedMs: Ms,
  remainingMs: Ms,
});
const Panel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('clocks'), clocks: z.array(ClockShape) }),
]);
const Proof = z.object({
  clock: ClockShape,
  asOf: At,
  segments: z.array(z.object({ from: At, to: At, kind: z.string(), countedMs: Ms })),
  totals: z.array(z.object({ kind: z.string(), durationMs: Ms, countedMs: Ms })),
});
export type Proof = z.output<typeof Proof>;

export interface ProvenClock {
  readonly issueKey: string;
  readonly definition: { readonly key: string; readonly name: string };
  readonly cycle: number;
  /** How it was decided and when, epoch ms; undefined while it may go either way. */
  readonly decided: { readonly outcome: 'met' | 'breached'; readonly at: number } | undefined;
  /** In what its proof sheet does not account for it; empty when it does. */
  readonly faults: readonly string[];
}

export async function provenClocks(ask: AskApp, issueKey: string): Promise<ProvenClock[]> {
  const panel = await ask(MODULE, 'sla.panel', { issueKey }, Panel);
  const proven: ProvenClock[] = [];
  for (const { definition, cycle } of panel.kind === 'clocks' ? panel.clocks : []) {
    const proof = await ask(MODULE, 'sla.proof', { issueKey, definition: definition.key, cycle }, Proof);
    proven.push({ issueKey, definition, cycle, decided: decisionOf(proof), faults: faultsOf(proof) });
  }
  return proven;
}

/** The verdict as the sheet's sum has it; when it fell is what the clock says. */
function decisionOf({ clock, segments }: Proof): ProvenClock['decided'] {
  const counted = sum(segments.map(({ countedMs }) => countedMs));
  if (clock.breachedAt !== null && counted >= clock.goal.targetMs) return { outcome: 'breached', at: clock.breachedAt };
  return clock.stoppedAt === null ? undefined : { outcome: 'met', at: clock.stoppedAt };
}

export function faultsOf({ clock, asOf, segments, totals }: Proof): string[] {
  const end = clock.stoppedAt ?? asOf;
  const counted = sum(segments.map(({ countedMs }) => countedMs));
  const { elapsedMs, remainingMs, state, goal, startedAt } = clock;
  const holes = segments.filter((segment, index) => segment.from !== (segments[index - 1]?.to ?? startedAt));
  const checks: readonly (readonly [holds: boolean, otherwise: string])[] = [
    [counted === elapsedMs, `its sheet counts ${counted} ms, the clock ${elapsedMs} ms`],
    [holes.length === 0, `its sheet has a hole before ${holes.map(({ from }) => new Date(from).toISOString()).join()}`],
    [(segments.at(-1)?.to ?? startedAt) === end, 'its sheet does not end with the clock'],
    [segments.every(({ from, to, countedMs }) => countedMs >= 0 && countedMs <= to - from), 'a part counts too much'],
    [segments.every(({ kind, countedMs }) => kind === 'running' || countedMs === 0), 'a halt counts'],
    [sum(totals.map(({ durationMs }) => durationMs)) === end - startedAt, 'its totals do not last as long as it does'],
    [sum(totals.map(({ countedMs }) => countedMs)) === counted, 'its totals do not count what its parts do'],
    [elapsedMs + remainingMs === goal.targetMs, 'elapsed and remaining are not the target'],
    [state !== 'met' || counted <= goal.targetMs, 'it is met with more than the target counted'],
    [state !== 'breached' || counted >= goal.targetMs, 'it is breached with less than the target counted'],
  ];
  return checks.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
