/** An import as the wizard does it: through the app's procedures, on a site in memory. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../../emulator/json';
import type { UserName } from '../../../emulator/seed/people';
import type { Site } from '../../../emulator/site';
import { ImportView } from '../../../src/cmdb/import/import.contract';
import { RowVerdict } from '../../../src/cmdb/import/verdict';
import { Mapping } from '../../../src/cmdb/import/mapping';
import { invoke } from '../../support/site';

const Success = z.object({ ok: z.literal(true), value: z.json() });
const Busy = z.object({
  error: z.object({ code: z.literal('UNAVAILABLE'), retryAfterSeconds: z.number().positive() }),
});
const Started = z.object({ import: ImportView, partBytes: z.int() });
const Inspected = z.looseObject({ import: ImportView, suggestion: Mapping, broken: z.int() });
const Exported = z.object({ text: z.string(), count: z.int(), cursor: z.string().nullable() });

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export class ImportDesk {
  constructor(
    readonly site: Site,
    readonly user: UserName = 'configmanager',
  ) {}

  async call<S extends z.ZodType>(procedure: string, payload: Json, schema: S): Promise<z.output<S>> {
    const answer = await this.#asked(procedure, payload);
    const parsed = Success.safeParse(answer);
    if (!parsed.success) throw new Error(`${procedure}: ${JSON.stringify(answer)}`);
    return schema.parse(parsed.data.value);
  }

  /** Waits as long as it is told to, like the browser: storage takes so many requests a minute, and time stands still here. */
  async #asked(procedure: string, payload: Json): Promise<Json | undefined> {
    const answer = await invoke(this.site, this.user, procedure, payload, 'plumbline-console');
    const busy = Busy.safeParse(answer);
    if (!busy.success) return answer;
    await this.site.forge.advanceTo(this.site.clock.now() + busy.data.error.retryAfterSeconds * 1000);
    return this.#asked(procedure, payload);
  }

  /** Sends the file in parts; answers with its import, looked at. */
  async upload(content: string | Uint8Array, fileName = 'cis.csv', source = 'CMT') {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = { fileName, bytes: bytes.length, sha256: sha256(bytes) };
    const { import: started, partBytes } = await this.call('cmdb.import.start', file, Started);
    const { importId } = started;
    for (const number of started.missing) {
      const part = bytes.subarray((number - 1) * partBytes, number * partBytes);
      await this.call(
        'cmdb.import.putPart',
        { importId, number, base64: Buffer.from(part).toString('base64'), sha256: sha256(part) },
        z.json(),
      );
    }
    const inspected = await this.call('cmdb.import.inspect', { importId, source }, Inspected);
    return { importId, ...inspected };
  }

  get(importId: string): Promise<ImportView> {
    return this.call('cmdb.import.get', { importId }, ImportView);
  }

  async dryRun(importId: string, mapping: Mapping): Promise<ImportView> {
    await this.call('cmdb.import.dryRun', { importId, mapping: z.json().parse(mapping) }, ImportView);
    return this.settled(importId);
  }

  async apply(importId: string): Promise<ImportView> {
    await this.call('cmdb.import.apply', { importId }, ImportView);
    return this.settled(importId);
  }

  async undo(importId: string): Promise<ImportView> {
    await this.call('cmdb.import.undo', { importId }, ImportView);
    return this.settled(importId);
  }

  /** File to CMDB in one go, with the mapping that is suggested. */
  async import(content: string | Uint8Array, options: { classKey?: string; mapping?: Mapping; source?: string } = {}) {
    const { importId, suggestion } = await this.upload(content, 'cis.csv', options.source);
    const mapping = options.mapping ?? withClass(suggestion, options.classKey);
    const dryRun = await this.dryRun(importId, mapping);
    const applied = await this.apply(importId);
    return { importId, mapping, dryRun, applied };
  }

  /** Moves the clock until nobody works on it any more. */
  async settled(importId: string, minutes = 120): Promise<ImportView> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await this.site.forge.drain();
      const view = await this.get(importId);
      if (!['queued', 'running', 'waiting'].includes(view.state)) return view;
      await this.site.forge.advanceTo(this.site.clock.now() + 60_000);
    }
    throw new Error(`still at work: ${JSON.stringify(await this.get(importId))}`);
  }

  async rows(importId: string, run: 'dryRun' | 'apply', filter: Record<string, Json> = {}): Promise<RowVerdict[]> {
    const Page = z.object({ rows: z.array(RowVerdict), cursor: z.string().nullable() });
    const rows: RowVerdict[] = [];
    let cursor: string | null = null;
    do {
      const page: z.output<typeof Page> = await this.call(
        'cmdb.import.rows',
        { importId, run, cursor, ...filter },
        Page,
      );
      rows.push(...page.rows);
      cursor = page.cursor;
    } while (cursor !== null);
    return rows;
  }

  async exported(what: 'cis' | 'relations', format: 'csv' | 'json', filter: Record<string, Json> = {}) {
    let text = '';
    let count = 0;
    let cursor: string | null = null;
    do {
      const page: z.output<typeof Exported> = await this.call(
        `cmdb.export.${what}`,
        { filter, format, cursor },
        Exported,
      );
      text += page.text;
      count += page.count;
      cursor = page.cursor;
    } while (cursor !== null);
    return { text, count };
  }

  /** Every CI and relation that an export shows, as lines. */
  async everything(): Promise<string[]> {
    const [cis, relations] = [await this.exported('cis', 'csv'), await this.exported('relations', 'csv')];
    return [cis.text, relations.text].flatMap((text) => text.replace('\ufeff', '').split('\r\n'));
  }
}

export const withClass = (mapping: Mapping, classKey: string | undefined): Mapping =>
  mapping.kind === 'cis' && classKey !== undefined ? { ...mapping, classKey } : mapping;
