/** What a changed policy would mean for the issues of the last days: how many clocks flip, and which. */
import { z } from 'zod';
import type { ClockReport } from './clock-report';
import { Policy } from './policy';
import { Flip, WhatIf } from './sla.contract';

export const WhatIfState = WhatIf.shape.state;

export const WhatIfDocument = z.object({
  by: z.string(),
  days: z.int(),
  draft: Policy,
  /** The version it is held against. */
  against: z.int(),
  /** Both policies are judged as of then, however long the run takes. */
  asOf: z.number(),
  jql: z.string(),
  /** The search's page to go on with; null before the first. */
  page: z.string().nullable(),
  looked: z.int(),
  total: z.int().nullable(),
  tally: WhatIf.shape.tally,
  flips: WhatIf.shape.flips,
  flipsCut: z.boolean(),
  error: z.string().nullable(),
  attempts: z.int(),
});
export type WhatIfDocument = z.output<typeof WhatIfDocument>;

/** Enough to see what a change does. */
export const FLIPS_KEPT = 300;
/** The store takes 240 KiB, of which the draft may have 180: long summaries must not break the run. */
const FLIPS_BYTES = 50 * 1024;
const SUMMARY_KEPT = 120;

type Tally = WhatIfDocument['tally'][number];
type Counted = Tally['before'];

const none = (): Counted => ({ met: 0, breached: 0, open: 0 });

function counted(counts: Counted, reports: readonly ClockReport[]): Counted {
  const result = { ...counts };
  for (const report of reports) {
    if (report.state === 'breached') result.breached += 1;
    else if (report.open) result.open += 1;
    else result.met += 1;
  }
  return result;
}

export interface Compared {
  readonly issueKey: z.input<typeof Flip>['issueKey'];
  readonly summary: string;
  readonly before: readonly ClockReport[];
  readonly after: readonly ClockReport[];
}

/** The document after one more issue. */
export function withIssue(document: WhatIfDocument, { issueKey, summary, before, after }: Compared): WhatIfDocument {
  const names = new Map([...before, ...after].map(({ definition }) => [definition.key, definition.name]));
  const tally = new Map(document.tally.map((row) => [row.definition, row]));
  const flips = [...document.flips];
  let cut = document.flipsCut;
  for (const [definition, name] of names) {
    const of = (reports: readonly ClockReport[]) => reports.filter((report) => report.definition.key === definition);
    const [was, is] = [of(before), of(after)];
    const row = tally.get(definition) ?? { definition, name, before: none(), after: none() };
    tally.set(definition, { ...row, name, before: counted(row.before, was), after: counted(row.after, is) });
    for (let cycle = 0; cycle < Math.max(was.length, is.length); cycle += 1) {
      const [left, right] = [was[cycle], is[cycle]];
      if (verdict(left) === verdict(right)) continue;
      const flip = flipOf(issueKey, summary.slice(0, SUMMARY_KEPT), definition, cycle + 1, left, right);
      if (cut || flips.length >= FLIPS_KEPT || bytesOf([...flips, flip]) > FLIPS_BYTES) cut = true;
      else flips.push(flip);
    }
  }
  return { ...document, looked: document.looked + 1, tally: [...tally.values()], flips, flipsCut: cut };
}

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Running or paused is the same to a verdict: neither met nor breached. */
const verdict = (report: ClockReport | undefined): string =>
  report === undefined ? 'none' : report.state === 'breached' || report.state === 'met' ? report.state : 'open';

const flipOf = (
  issueKey: Compared['issueKey'],
  summary: string,
  definition: string,
  cycle: number,
  left: ClockReport | undefined,
  right: ClockReport | undefined,
): WhatIfDocument['flips'][number] => ({
  issueKey: Flip.shape.issueKey.parse(issueKey),
  summary,
  definition,
  cycle,
  from: left?.state ?? null,
  to: right?.state ?? null,
  elapsedFromMs: left?.elapsedMs ?? null,
  elapsedToMs: right?.elapsedMs ?? null,
});
