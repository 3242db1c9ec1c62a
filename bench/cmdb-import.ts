/**
 * What importing into the CMDB costs: `npx tsx bench/cmdb-import.ts [rows …]`. Files of servers and machines on them go
 * through the app on the local host: a dry run, the import, the same file again. Prints rows a second of machine time and
 * what the local host meters.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../emulator/json';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { accountIdOf } from '../emulator/seed/people';
import { Site } from '../emulator/site';

const MINUTE = 60_000;
const Answer = z.object({ ok: z.literal(true), value: z.json() });
const View = z.looseObject({ importId: z.string(), state: z.string(), missing: z.array(z.int()) });
const Started = z.object({ import: View, partBytes: z.int() });
const Inspected = z.looseObject({ suggestion: z.json() });
const Used = z.object({
  invocations: z.number(),
  kvsRequests: z.number(),
  kvsReadBytes: z.number(),
  kvsWrittenBytes: z.number(),
});
const Meter = z.object({ functions: z.record(z.string(), Used) });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A third of the rows are hosts; every other row is a machine that runs on one. */
function fileOf(rows: number): Uint8Array {
  const line = (n: number): string =>
    n % 3 === 0
      ? `Server,host-${n},SN${n},10.${n >> 16}.${(n >> 8) & 255}.${n & 255},Rack ${n % 40},`
      : `Virtual machine,vm-${n},,10.${128 + (n >> 16)}.${(n >> 8) & 255}.${n & 255},,host-${n - (n % 3)}`;
  const lines = Array.from({ length: rows }, (_, n) => line(n));
  return new TextEncoder().encode(['Class,Name,Serial number,IP address,Location,Runs on', ...lines, ''].join('\n'));
}

async function call<S extends z.ZodType>(
  site: Site,
  functionKey: string,
  payload: Json,
  schema: S,
): Promise<z.output<S>> {
  const accountId = accountIdOf('configmanager');
  const moduleKey = 'plumbline-console';
  const answer = await site.forge.invokeResolver({ accountId, moduleKey, functionKey, payload, context: {} });
  return schema.parse(Answer.parse(answer).value);
}

async function upload(site: Site, bytes: Uint8Array): Promise<{ importId: string; mapping: Json }> {
  const file = { fileName: 'bench.csv', bytes: bytes.length, sha256: sha256(bytes) };
  const { import: started, partBytes } = await call(site, 'cmdb.import.start', file, Started);
  const { importId } = started;
  for (const number of started.missing) {
    const part = bytes.subarray((number - 1) * partBytes, number * partBytes);
    const base64 = Buffer.from(part).toString('base64');
    await call(site, 'cmdb.import.putPart', { importId, number, base64, sha256: sha256(part) }, z.json());
  }
  const { suggestion } = await call(site, 'cmdb.import.inspect', { importId, source: 'bench' }, Inspected);
  return { importId, mapping: suggestion };
}

async function settle(site: Site, importId: string): Promise<void> {
  for (;;) {
    await site.forge.drain();
    const { state } = await call(site, 'cmdb.import.get', { importId }, View);
    if (state === 'done') return;
    if (!['queued', 'running', 'waiting'].includes(state)) throw new Error(`the import is ${state}`);
    await site.forge.advanceTo(site.clock.now() + MINUTE);
  }
}

const HEADER =
  'rows     step       seconds  rows/s  shifts  KVS requests  requests/row  read KB  written KB  B written/row';

async function measure(site: Site, rows: number, step: string, act: () => Promise<unknown>): Promise<void> {
  site.forge.resetMeter();
  const started = performance.now();
  await act();
  const seconds = (performance.now() - started) / 1000;
  const used = Meter.parse(site.forge.meter()).functions['cmdb-import-consumer'];
  if (used === undefined) throw new Error('the import ran nowhere');
  const columns: readonly (readonly [string, number])[] = [
    [seconds.toFixed(1), 9],
    [(rows / seconds).toFixed(0), 8],
    [String(used.invocations), 8],
    [String(used.kvsRequests), 14],
    [(used.kvsRequests / rows).toFixed(2), 14],
    [(used.kvsReadBytes / 1024).toFixed(0), 9],
    [(used.kvsWrittenBytes / 1024).toFixed(0), 12],
    [(used.kvsWrittenBytes / rows).toFixed(0), 15],
  ];
  const cells = columns.map(([text, width]) => text.padStart(width)).join('');
  console.log(`${String(rows).padEnd(9)}${step.padEnd(9)}${cells}`);
}

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number);
  console.log(HEADER);
  for (const rows of sizes.length > 0 ? sizes : [1_000, 10_000]) {
    const site = await Site.open({
      data: ':memory:',
      clock: { mode: 'manual', startAt: Date.parse('2026-02-02T08:00:00Z') },
    });
    await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
    const bytes = fileOf(rows);
    for (const round of ['', ' again']) {
      const { importId, mapping } = await upload(site, bytes);
      await measure(site, rows, `judge${round}`, async () => {
        await call(site, 'cmdb.import.dryRun', { importId, mapping }, z.json());
        await settle(site, importId);
      });
      await measure(site, rows, `apply${round}`, async () => {
        await call(site, 'cmdb.import.apply', { importId }, z.json());
        await settle(site, importId);
      });
    }
    await site.close();
  }
}

main().catch((cause: unknown) => {
  console.error(cause);
  process.exitCode = 1;
});
