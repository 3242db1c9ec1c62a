/**
 * What the CMDB costs: `npm run bench:cmdb`. Tables for 1,000 and 10,000 CIs, with `--full` also for 100,000, or for a size
 * that is named, with four relations each on average, hubs, cycles and redundancy; each figure is of one call of the app on the local host, times are
 * medians by the clock. At the end the analyses alone, beside graphology.
 */
import { z } from 'zod';
import type { Json } from '../emulator/json';
import { JiraClient } from '../emulator/jira-client';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { accountIdOf, emailOf } from '../emulator/seed/people';
import { Site } from '../emulator/site';
import { graphOf, type GraphInput } from '../src/cmdb/graph';
import { impactOf } from '../src/cmdb/impact';
import type { CiRef } from '../src/contract/ids';
import { ImportDesk } from '../test/cmdb/import/desk';
import { printGraphTable } from './cmdb-graph';
import { landscape } from './landscape';
import { loadLandscape } from './load-landscape';

const FULL = process.argv.includes('--full');
const ONLY = Number(process.argv[2]);
const SIZES = Number.isInteger(ONLY) ? [ONLY] : FULL ? [1_000, 10_000, 100_000] : [1_000, 10_000];
const ROWS_IMPORTED = FULL ? [1_000, 10_000] : [1_000];

const Used = z.looseObject({ kvsRequests: z.number(), kvsReadBytes: z.number(), kvsWrittenBytes: z.number() });
const Meter = z.looseObject({ total: Used });
const Impact = z.object({
  ok: z.literal(true),
  value: z.looseObject({
    counts: z.object({ impacted: z.int() }),
    cost: z.object({ nodes: z.int(), levels: z.int() }),
    truncatedAt: z.unknown(),
  }),
});
const Key = z.object({ key: z.string() });
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));

const WIDTHS = [10, 46, 11, 11, 12, 13];
const row = (...cells: readonly (string | number)[]): void =>
  console.log(
    cells
      .map((cell, place) => (place === 1 ? String(cell).padEnd(48) : grouped(cell).padStart(WIDTHS[place] ?? 12)))
      .join(''),
  );
const grouped = (cell: string | number): string => (typeof cell === 'number' ? cell.toLocaleString('en') : cell);
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

class Bench {
  private constructor(readonly site: Site) {}

  static async open(): Promise<Bench> {
    const site = await Site.open({
      data: ':memory:',
      clock: { mode: 'manual', startAt: Date.parse('2026-02-02T08:00:00Z') },
    });
    await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
    // What runs daily has its first run now, and not among what is measured.
    await site.forge.advanceTo(site.clock.now() + 600_000);
    await site.forge.drain();
    return new Bench(site);
  }

  async call(functionKey: string, payload: Json): Promise<unknown> {
    const asked = {
      accountId: accountIdOf('admin'),
      moduleKey: 'plumbline-console',
      functionKey,
      payload,
      context: {},
    };
    return this.site.forge.invokeResolver(asked);
  }

  /** Several times over, each in a minute of its own, so that the store's rates begin anew; the costs are the last one's. */
  async cost(times: number, act: () => Promise<unknown>) {
    const taken: number[] = [];
    let answer: unknown;
    for (let time = 0; time < times; time += 1) {
      await this.site.forge.advanceTo(this.site.clock.now() + 60_000);
      this.site.forge.resetMeter();
      const start = performance.now();
      answer = await act();
      taken.push(performance.now() - start);
    }
    const used = Meter.parse(this.site.forge.meter()).total;
    return { ms: Math.round(median(taken)), used, answer };
  }
}

async function impactTable(bench: Bench, size: number, input: GraphInput): Promise<void> {
  const graph = graphOf(input);
  const consumers = (ref: CiRef): number => {
    const node = graph.indexOf.get(ref) ?? 0;
    return (graph.outStart[node + 1] ?? 0) - (graph.outStart[node] ?? 0);
  };
  const byConsumers = graph.nodes.map(({ ref }) => ref).sort((a, b) => consumers(b) - consumers(a));
  const hub = byConsumers[0];
  const leaf = byConsumers.find(
    (ref) => ref.startsWith('virtualMachine') && impactOf(graph, [ref]).impacted.length > 0,
  );
  if (hub === undefined || leaf === undefined) throw new Error('the landscape is empty');
  const impact = async (name: string, ref: CiRef, times = 3): Promise<void> => {
    const { ms, used, answer } = await bench.cost(times, () => bench.call('cmdb.impact', { refs: [ref] }));
    const found = Impact.safeParse(answer);
    if (!found.success) return row(size, `${name}: ${JSON.stringify(answer).slice(0, 200)}`, ms, used.kvsRequests);
    const { counts, cost, truncatedAt } = found.data.value;
    const wrong = counts.impacted === impactOf(graph, [ref]).impacted.length ? '' : ' (cut off)';
    const bound = Math.floor(cost.nodes / 25) + cost.levels + 5;
    const label = `${name}: ${grouped(counts.impacted)} impacted${truncatedAt === null ? wrong : ' (cut off)'}`;
    row(size, label, ms, used.kvsRequests, bound, kilobytes(used.kvsReadBytes));
  };
  await impact('greatest hub, not summarised yet', hub, 1);
  const { ms, used } = await bench.cost(1, async () => {
    for (let minute = 0; minute < 15; minute += 1) {
      await bench.site.forge.advanceTo(bench.site.clock.now() + 60_000);
      await bench.site.forge.drain();
    }
  });
  row(size, 'the graph is summarised', ms, used.kvsRequests, '', kilobytes(used.kvsReadBytes));
  await impact('greatest hub', hub);
  await impact('leaf', leaf);
}

async function searchAndPanel(bench: Bench, size: number): Promise<void> {
  for (const text of ['data', 'database 7', 'server 12', 'busi 1', '33']) {
    const { ms, used } = await bench.cost(9, () => bench.call('cmdb.search', { text }));
    row(size, `search “${text}”`, ms, used.kvsRequests, '', kilobytes(used.kvsReadBytes));
  }
  const { site } = bench;
  const jira = new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf('agent'), 'agent');
  const field = (await jira.get('/rest/api/3/field', Fields)).find(({ name }) => name === 'Configuration items')?.id;
  if (field === undefined) throw new Error('set-up makes the field');
  const cis = Array.from({ length: 12 }, (_, n) => `server:n-${n}`);
  const fields = { project: { key: 'IT' }, issuetype: { name: 'Incident' }, summary: 'Slow', [field]: cis };
  const { key } = await jira.post('/rest/api/3/issue', { fields }, Key);
  await site.forge.drain();
  const { ms, used } = await bench.cost(9, () => bench.call('cmdb.panel', { issueKey: key }));
  row(size, 'panel of an issue with 12 CIs', ms, used.kvsRequests, 3, kilobytes(used.kvsReadBytes));
}

/** Servers, each twenty-first machine's row naming a host; one row in twenty is bad. */
const fileOf = (rows: number): string =>
  [
    'Class,Name,Serial number,IP address,Runs on',
    ...Array.from({ length: rows }, (_, n) => {
      const ip = n % 20 === 19 ? '999.1.1.1' : `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
      return n % 2 === 0 ? `Server,host-${n},H${n},${ip},` : `Virtual machine,vm-${n},,${ip},host-${n - 1}`;
    }),
  ].join('\n');

async function importTable(rows: number): Promise<void> {
  const { site } = await Bench.open();
  const desk = new ImportDesk(site);
  const { importId, suggestion } = await desk.upload(fileOf(rows), 'cis.csv', 'CMT');
  const rate = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    site.forge.resetMeter();
    const start = performance.now();
    await act();
    const seconds = (performance.now() - start) / 1000;
    const used = Meter.parse(site.forge.meter()).total;
    row(
      rows,
      `${name}: ${(rows / seconds).toFixed(0)} rows a second`,
      Math.round(seconds * 1000),
      used.kvsRequests,
      '',
      kilobytes(used.kvsReadBytes),
    );
  };
  await rate('dry run', () => desk.dryRun(importId, suggestion));
  await rate('apply', () => desk.apply(importId));
  await site.close();
}

async function main(): Promise<void> {
  row('CIs', 'what', 'ms', 'requests', 'at most', 'KB read');
  for (const size of SIZES) {
    const bench = await Bench.open();
    const input = landscape(size);
    loadLandscape(bench.site, input);
    await impactTable(bench, size, input);
    await searchAndPanel(bench, size);
    await bench.site.close();
  }
  console.log('');
  row('rows', 'import', 'ms', 'requests', '', 'KB read');
  for (const rows of ROWS_IMPORTED) await importTable(rows);
  console.log('');
  printGraphTable(SIZES);
}

main().catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
