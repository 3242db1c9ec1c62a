/**
 * What importing into the CMDB costs, and whether it does as it must: `npx tsx bench/cmdb-import.ts [rows …]`. Files in which
 * one row in twenty is bad go through the app on the local host: a dry run, the import, the same file again; then on a fresh
 * site with a consumer that dies at random points. Prints rows a second of machine time, what the local host meters, what was
 * rejected and why, and in what the results differ from what they have to be. Ends with 1 when they do.
 */
import { z } from 'zod';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { Site } from '../emulator/site';
import type { RowVerdict } from '../src/cmdb/import/verdict';
import { ImportDesk } from '../test/cmdb/import/desk';
import { bigFile, expectedOf } from './import-rows';
import { dice } from './landscape';

const START = Date.parse('2026-02-02T08:00:00Z');
const CONSUMER = 'cmdb-import-consumer';
/** In an import; a dry run, with fewer calls, has half of them. */
const DEATHS = 20;

const Used = z.object({
  invocations: z.number(),
  failures: z.number(),
  kvsRequests: z.number(),
  kvsReadBytes: z.number(),
  kvsWrittenBytes: z.number(),
});
const Meter = z.object({ functions: z.record(z.string(), Used) });

const COLUMNS = [
  'rows',
  'step',
  'seconds',
  'rows/s',
  'shifts',
  'deaths',
  'KVS requests',
  'a row',
  'read KB',
  'written KB',
  'B a row',
] as const;
const print = (cells: readonly string[]): void =>
  console.log(cells.map((cell, at) => (at === 1 ? cell.padEnd(14) : cell.padStart(at === 6 ? 14 : 10))).join(' '));

/** The calls of the storage that the step made, as far as the consumer did them. */
async function measured<T>(site: Site, rows: number, step: string, act: () => Promise<T>): Promise<[T, number]> {
  site.forge.resetMeter();
  const started = performance.now();
  const result = await act();
  const seconds = (performance.now() - started) / 1000;
  const used = Meter.parse(site.forge.meter()).functions[CONSUMER];
  if (used === undefined) throw new Error('the import ran nowhere');
  print([
    String(rows),
    step,
    seconds.toFixed(1),
    (rows / seconds).toFixed(0),
    String(used.invocations),
    String(used.failures),
    String(used.kvsRequests),
    (used.kvsRequests / rows).toFixed(2),
    (used.kvsReadBytes / 1024).toFixed(0),
    (used.kvsWrittenBytes / 1024).toFixed(0),
    (used.kvsWrittenBytes / rows).toFixed(0),
  ]);
  return [result, used.kvsRequests];
}

/** Invocations die after so many of their calls, the one that has the fewest to do first. */
function letDie(site: Site, deaths: number, calls: number, random: () => number): void {
  for (let death = 0; death < deaths; death += 1) {
    const afterCalls = 1 + Math.floor((random() * 1.5 * calls) / deaths);
    site.forge.addFault({ kind: 'kill', functionKey: CONSUMER, afterCalls });
  }
}

const aSite = async (): Promise<Site> => {
  const site = await Site.open({ data: ':memory:', clock: { mode: 'manual', startAt: START } });
  await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
  return site;
};

/** Row, verdict and codes of its reasons, in the order of the file. */
const toldOf = (verdicts: readonly RowVerdict[]): string[] =>
  verdicts
    .toSorted((a, b) => a.row - b.row)
    .map(({ row, verdict, reasons }) => [row, verdict, ...reasons.map(({ code }) => code)].join(' '));

interface Outcome {
  readonly told: string[];
  readonly store: string[];
  /** Requests of the dry run and of the import. */
  readonly calls: { readonly judge: number; readonly apply: number };
}

/** @param calls of a run without deaths, over which they are spread; absent: nobody dies. */
async function imported(desk: ImportDesk, rows: number, mark: string, calls?: Outcome['calls']): Promise<Outcome> {
  const { site } = desk;
  const random = dice(rows);
  const { importId, suggestion } = await desk.upload(bigFile(rows), 'bench.csv', 'bench');
  if (calls !== undefined) letDie(site, DEATHS / 2, calls.judge, random);
  const [, judge] = await measured(site, rows, `judge${mark}`, () => desk.dryRun(importId, suggestion));
  site.forge.clearFaults();
  if (calls !== undefined) letDie(site, DEATHS, calls.apply, random);
  const [, apply] = await measured(site, rows, `apply${mark}`, () => desk.apply(importId));
  site.forge.clearFaults();
  const told = toldOf(await desk.rows(importId, 'apply'));
  return { told, store: await desk.everything(), calls: { judge, apply } };
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

const verdictsOf = (told: readonly string[]): string => counted(told.map((line) => line.split(' ')[1] ?? ''));
const reasonsOf = (told: readonly string[]): string =>
  counted(told.flatMap((line) => line.match(/(?<= reject ).*/) ?? []));

/** Says whether they are the same, line by line. */
function compare(what: string, found: readonly string[], expected: readonly string[]): void {
  const wrong = expected.flatMap((line, at) => (found[at] === line ? [] : [`${found[at] ?? 'nothing'} ≠ ${line}`]));
  const same = wrong.length === 0 && found.length === expected.length;
  console.log(`  ${what}: ${same ? `as it must be (${expected.length} lines)` : 'DIFFERENT'}`);
  if (same) return;
  for (const line of wrong.slice(0, 5)) console.log(`    ${line}`);
  process.exitCode = 1;
}

async function bench(rows: number): Promise<void> {
  const expected = expectedOf(rows);
  const calm = new ImportDesk(await aSite());
  const first = await imported(calm, rows, '');
  console.log(`  verdicts: ${verdictsOf(first.told)}; rejected: ${reasonsOf(first.told)}`);
  compare('each row’s verdict and reason', first.told, expected);
  const second = await imported(calm, rows, ' again');
  console.log(`  verdicts: ${verdictsOf(second.told)}; rejected: ${reasonsOf(second.told)}`);
  compare(
    'each row’s verdict and reason',
    second.told,
    expected.map((line) => line.replace('create', 'unchanged')),
  );
  compare('all CIs and relations after the same file again', second.store, first.store);
  await calm.site.close();
  const troubled = new ImportDesk(await aSite());
  const third = await imported(troubled, rows, ' and die', first.calls);
  compare('each row’s verdict and reason', third.told, expected);
  compare('all CIs and relations', third.store, first.store);
  await troubled.site.close();
}

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  print(COLUMNS);
  for (const rows of sizes.length > 0 ? sizes : [1_000, 10_000]) await bench(rows);
}

main().catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
