/** Everything imports and exports do for configuration managers, once. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import type { Site } from '../../emulator/site';
import type { Frames } from './whole-life';

const Import = z.looseObject({ importId: z.string() });
const Started = z.object({ import: Import });
const Inspected = z.looseObject({ suggestion: z.json() });
const Settings = z.looseObject({ version: z.int().nullable(), precedence: z.json() });
const KEEPER = 'configmanager';

const FILE = [
  'Class;Name;Serial number;Owner;Runs on',
  'Server;imp-01;I1;Claire Dubois;',
  'Server;imp-02;I2;nobody at all;',
  'Virtual machine;imp-vm;;;imp-01',
  '',
].join('\n');

export async function anImport(site: Site, frames: Frames): Promise<void> {
  const { importId, mapping } = await uploaded(frames, FILE);
  await frames.run(KEEPER, 'cmdb.import.preview', { importId, mapping });
  const { version, precedence } = await frames.invoke(KEEPER, 'cmdb.import.settings', {}, Settings);
  const settings = { expectedVersion: version, mappings: [{ name: 'Servers', mapping }], precedence };
  await frames.run(KEEPER, 'cmdb.import.saveSettings', settings);
  await frames.run(KEEPER, 'cmdb.import.dryRun', { importId, mapping });
  await frames.run(KEEPER, 'cmdb.import.pause', { importId });
  await site.forge.drain();
  await frames.run(KEEPER, 'cmdb.import.resume', { importId });
  await site.forge.drain();
  await frames.run(KEEPER, 'cmdb.import.rows', { importId, run: 'dryRun' });
  await frames.run(KEEPER, 'cmdb.import.rejects', { importId, run: 'dryRun' });
  await frames.run(KEEPER, 'cmdb.import.apply', { importId });
  await site.forge.drain();
  await frames.run(KEEPER, 'cmdb.import.get', { importId });
  await frames.run(KEEPER, 'cmdb.export.cis', { filter: { classKey: 'server' }, format: 'csv' });
  await frames.run(KEEPER, 'cmdb.export.relations', { format: 'json' });
  await frames.run(KEEPER, 'cmdb.import.undo', { importId });
  await site.forge.drain();
  await frames.run(KEEPER, 'cmdb.import.list');
  await frames.run(KEEPER, 'cmdb.import.discard', { importId });
  const second = await uploaded(frames, `${FILE}Server;imp-03;I3;;\n`);
  await frames.run(KEEPER, 'cmdb.import.dryRun', { ...second });
  await frames.run(KEEPER, 'cmdb.import.cancel', { importId: second.importId });
  await site.forge.drain();
}

async function uploaded(frames: Frames, text: string): Promise<{ importId: string; mapping: Json }> {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { fileName: 'servers.csv', bytes: bytes.length, sha256 };
  const { importId } = (await frames.invoke(KEEPER, 'cmdb.import.start', file, Started)).import;
  const part = { importId, number: 1, base64: bytes.toString('base64'), sha256 };
  await frames.run(KEEPER, 'cmdb.import.putPart', part);
  const { suggestion } = await frames.invoke(KEEPER, 'cmdb.import.inspect', { importId, source: 'CMT' }, Inspected);
  return { importId, mapping: suggestion };
}
