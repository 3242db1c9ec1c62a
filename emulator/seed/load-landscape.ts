/** Brings a landscape into the CMDB by the app's own import, as its configuration manager does. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../json';
import type { Site } from '../site';
import type { Landscape } from './landscape-kit';
import { accountIdOf } from './people';

const FORMAT = 'plumbline.cmdb';
const MINUTE = 60_000;
const PATIENCE_MINUTES = 60;

const Started = z.object({ import: z.object({ importId: z.string(), missing: z.array(z.int()) }), partBytes: z.int() });
const Inspected = z.object({ suggestion: z.json() });
const View = z.object({
  state: z.string(),
  note: z.json(),
  apply: z.object({ counts: z.record(z.string(), z.int()) }).nullable(),
});

export async function loadLandscape(site: Site, { cis, relations }: Landscape): Promise<void> {
  await importFile(site, 'landscape.json', { format: FORMAT, kind: 'cis', cis });
  await importFile(site, 'relations.json', { format: FORMAT, kind: 'relations', relations });
}

async function importFile(site: Site, fileName: string, document: Json): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(document));
  const file = { fileName, bytes: bytes.length, sha256: sha256(bytes) };
  const { import: started, partBytes } = await ask(site, 'start', file, Started);
  const { importId } = started;
  for (const number of started.missing) {
    const part = bytes.subarray((number - 1) * partBytes, number * partBytes);
    const sent = { importId, number, base64: part.toString('base64'), sha256: sha256(part) };
    await ask(site, 'putPart', sent, z.json());
  }
  const { suggestion } = await ask(site, 'inspect', { importId, source: 'Inventory' }, Inspected);
  await ask(site, 'dryRun', { importId, mapping: suggestion }, z.json());
  await settled(site, importId);
  await ask(site, 'apply', { importId }, z.json());
  const { state, note, apply } = await settled(site, importId);
  const rejected = apply?.counts['reject'] ?? 0;
  if (state !== 'done' && state !== 'applied') throw new Error(`${fileName}: ${state} ${JSON.stringify(note)}`);
  if (rejected > 0) throw new Error(`${fileName}: ${rejected} rows were rejected`);
}

async function settled(site: Site, importId: string): Promise<z.output<typeof View>> {
  for (let minute = 0; minute < PATIENCE_MINUTES; minute += 1) {
    await site.forge.drain();
    const view = await ask(site, 'get', { importId }, View);
    if (!['queued', 'running', 'waiting'].includes(view.state)) return view;
    await site.forge.advanceTo(site.clock.now() + MINUTE);
  }
  throw new Error(`the import is not done after ${PATIENCE_MINUTES} minutes`);
}

async function ask<S extends z.ZodType>(site: Site, step: string, payload: Json, answer: S): Promise<z.output<S>> {
  const raw = await site.forge.invokeResolver({
    accountId: accountIdOf('configmanager'),
    moduleKey: 'plumbline-console',
    functionKey: `cmdb.import.${step}`,
    payload,
    context: {},
  });
  const parsed = z.object({ ok: z.literal(true), value: z.unknown() }).safeParse(raw);
  if (!parsed.success) throw new Error(`${step}: ${JSON.stringify(raw)}`);
  return answer.parse(parsed.data.value);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
