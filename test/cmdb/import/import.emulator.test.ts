/** Imports through the unmodified app: end to end, under faults, side by side, and what they cost. */
import { z } from 'zod';
import type { Json } from '../../../emulator/json';
import type { Site } from '../../../emulator/site';
import { ImportView } from '../../../src/cmdb/import/import.contract';
import { aSite, Failure, invoke } from '../../support/site';
import { ImportDesk, withClass } from './desk';

let site: Site;
let desk: ImportDesk;
beforeAll(async () => {
  site = await aSite({ setUp: true });
}, 60_000);
beforeEach(async () => {
  await site.reset();
  desk = new ImportDesk(site);
});
afterAll(() => site.close());

const SERVERS =
  'Name;Serial number;IP address;Runs on\nweb-01;S1;10.0.0.1;\nweb-02;S2;10.0.0.2;\nvm-01;;10.0.0.3;web-01\n';

const HEADER = 'Class,Name,Serial number,IP address,Owner,Notes,Runs on';
/** Hosts and machines on them; every tenth row is bad, and a machine whose host is bad falls with it. */
const landscape = (rows: number): string =>
  [
    HEADER,
    ...Array.from({ length: rows }, (_, n) => {
      if (n % 10 === 9) return n % 20 === 9 ? `Server,bad-${n},B${n},not an address,,,` : `Server,short-${n}`;
      return n % 3 === 0
        ? `Server,host-${n},H${n},10.1.${n >> 8}.${n & 255},,,`
        : `Virtual machine,vm-${n},,,,,host-${n - (n % 3)}`;
    }),
  ].join('\n');

describe('an import', () => {
  it('goes from file to CMDB, and the same file again changes nothing', async () => {
    const first = await desk.import(SERVERS, { classKey: 'server' });
    expect(first.dryRun.dryRun?.counts).toEqual({ create: 3, update: 0, unchanged: 0, reject: 0 });
    expect(first.applied.apply).toMatchObject({ state: 'done', counts: { create: 3, reject: 0 }, differing: 0 });
    const before = await desk.everything();
    const again = await desk.import(SERVERS, { classKey: 'server' });
    expect(again.applied.apply?.counts).toEqual({ create: 0, update: 0, unchanged: 3, reject: 0 });
    expect(await desk.everything()).toEqual(before);
  });

  it('finds owners by name and address, and says which it does not know', async () => {
    const { applied, importId } = await desk.import(
      'Class,Name,Owner\nServer,a,Claire Dubois\nServer,b,serviceowner@acme.example\nServer,c,Nobody Known\n',
    );
    expect(applied.apply?.counts).toMatchObject({ create: 2, reject: 1 });
    const [rejected] = await desk.rows(importId, 'apply', { verdict: 'reject' });
    expect(rejected?.reasons).toMatchObject([{ code: 'unknownPerson', column: 'Owner' }]);
  });

  it('reads UTF-16 with tabs as well as Latin-1 with semicolons', async () => {
    const wide = Buffer.from('\ufeffName\tNotes\nzürich-01\tα\n', 'utf16le');
    expect((await desk.import(wide, { classKey: 'server' })).applied.apply?.counts.create).toBe(1);
    const western = Buffer.from('Name;Location\nköln-01;Köln\n', 'latin1');
    expect((await desk.import(western, { classKey: 'server' })).applied.apply?.counts.create).toBe(1);
    expect((await desk.exported('cis', 'csv')).text).toContain('Köln');
  });
});

describe('a file in parts', () => {
  const big = `${HEADER}\n${Array.from({ length: 4_000 }, (_, n) => `Server,part-${n},P${n},,,${'x'.repeat(40)},`).join('\n')}\n`;

  it('that was cut off goes on with the parts that are missing', async () => {
    const bytes = Buffer.from(big);
    const { createHash } = await import('node:crypto');
    const sha256 = (part: Uint8Array): string => createHash('sha256').update(part).digest('hex');
    const Started = z.object({ import: ImportView, partBytes: z.int() });
    const file = { fileName: 'big.csv', bytes: bytes.length, sha256: sha256(bytes) };
    const { import: started, partBytes } = await desk.call('cmdb.import.start', file, Started);
    expect(started.missing.length).toBeGreaterThan(1);
    const part = bytes.subarray(partBytes, 2 * partBytes);
    const sent = { importId: started.importId, number: 2, base64: part.toString('base64'), sha256: sha256(part) };
    await desk.call('cmdb.import.putPart', sent, z.json());
    const damaged = { ...sent, number: 1 };
    expect(Failure.parse(await invoke(site, 'configmanager', 'cmdb.import.putPart', damaged)).error.code).toBe(
      'INVALID_INPUT',
    );
    const again = await desk.call('cmdb.import.start', file, Started);
    expect(again.import.importId).toBe(started.importId);
    expect(again.import.missing).not.toContain(2);
    const { import: whole } = await desk.upload(big, 'big.csv');
    expect(whole).toMatchObject({ state: 'ready', rows: 4_000, missing: [] });
  });
});

describe('faults', () => {
  const text = landscape(120);

  it.each<[string, Json[]]>([
    [
      'storage that is busy',
      [{ kind: 'kvs', functionKey: 'cmdb-import-consumer', status: 429, code: 'RATE_LIMIT_EXCEEDED', times: 3 }],
    ],
    ['storage that fails', [{ kind: 'kvs', functionKey: 'cmdb-import-consumer', status: 500, times: 4 }]],
    [
      'a function that dies early, late and again',
      [20, 90, 200, 350].map((afterCalls) => ({ kind: 'kill', functionKey: 'cmdb-import-consumer', afterCalls })),
    ],
  ])(
    '%s: the same in the end, no row twice',
    async (_what, faults) => {
      const calm = await desk.import(text);
      const expected = await desk.everything();
      const told = await desk.rows(calm.importId, 'apply');
      await site.reset();
      const { importId, suggestion } = await desk.upload(text);
      await desk.dryRun(importId, suggestion);
      for (const fault of faults) site.forge.addFault(z.record(z.string(), z.json()).parse(fault));
      const applied = await desk.apply(importId);
      expect(applied.apply).toMatchObject({ state: 'done', counts: calm.applied.apply?.counts });
      expect(await desk.rows(importId, 'apply')).toEqual(told);
      expect(await desk.everything()).toEqual(expected);
    },
    120_000,
  );

  it('every bad row is told with its reason, and none is lost', async () => {
    const { importId, applied } = await desk.import(text);
    expect(applied.apply?.counts).toEqual({ create: 100, update: 0, unchanged: 0, reject: 20 });
    const rejected = await desk.rows(importId, 'apply', { verdict: 'reject' });
    expect(rejected).toHaveLength(20);
    expect(rejected.every(({ reasons }) => reasons.length > 0)).toBe(true);
    const Page = z.object({ csv: z.string(), rows: z.int(), cursor: z.null() });
    const { csv, rows } = await desk.call('cmdb.import.rejects', { importId, run: 'apply' }, Page);
    expect(rows).toBe(20);
    expect(csv.split('\r\n')[1]).toContain('not an IP address');
  });
});

describe('somebody at the wheel', () => {
  it('pauses, goes on, cancels and takes back', async () => {
    const text = landscape(60);
    const { importId, suggestion } = await desk.upload(text);
    await desk.dryRun(importId, suggestion);
    await desk.call('cmdb.import.apply', { importId }, z.json());
    await desk.call('cmdb.import.pause', { importId }, z.json());
    const paused = await desk.settled(importId);
    expect(paused).toMatchObject({ state: 'paused', apply: { done: 0 } });
    await desk.call('cmdb.import.resume', { importId }, z.json());
    expect(await desk.settled(importId)).toMatchObject({ state: 'done', apply: { counts: { create: 50 } } });
    const { undo } = await desk.undo(importId);
    expect(undo).toMatchObject({ state: 'done', counts: { create: 50 }, left: [] });
    expect((await desk.exported('cis', 'csv')).count).toBe(0);
  });

  it('two imports side by side end as one after the other', async () => {
    const [a, b] = [
      await desk.upload(landscape(40)),
      await desk.upload(
        landscape(40)
          .replace(/-/g, '_')
          .replace(/,([HB])(\d)/g, ',$1x$2'),
      ),
    ];
    for (const { importId, suggestion } of [a, b]) await desk.dryRun(importId, suggestion);
    for (const { importId } of [a, b]) await desk.call('cmdb.import.apply', { importId }, z.json());
    for (const { importId } of [a, b])
      expect(await desk.settled(importId)).toMatchObject({
        state: 'done',
        apply: { counts: { create: 34, reject: 6 } },
      });
    expect((await desk.exported('cis', 'csv')).count).toBe(68);
  });

  it('nobody without the role gets in', async () => {
    const file = { fileName: 'a.csv', bytes: 1, sha256: '0'.repeat(64) };
    const answer = await invoke(site, 'customer', 'cmdb.import.start', file, 'plumbline-console');
    expect(Failure.parse(answer).error.code).toBe('FORBIDDEN');
  });
});

describe('an export', () => {
  const NASTY = [
    'Class,Name,Serial number,IP address,Key,Owner,Notes,Runs on',
    'Server,"=HYPERLINK(""x"")",-S1,10.0.0.1,+K1,Claire Dubois,"two\nlines, ""quoted"", é",',
    'Server,<b>bold</b>,@S2,,K;2=3\\,,"\'=kept",',
    'Virtual machine,vm,,,,,,<b>bold</b>',
  ].join('\n');

  it.each(['csv', 'json'] as const)('as %s imports again with every row unchanged', async (format) => {
    const { applied, importId } = await desk.import(NASTY);
    expect(await desk.rows(importId, 'apply', { verdict: 'reject' })).toEqual([]);
    expect(applied.apply?.counts.create).toBe(3);
    for (const what of ['cis', 'relations'] as const) {
      const { text, count } = await desk.exported(what, format);
      const again = await desk.import(text, { source: 'export' });
      expect(again.applied.apply?.counts).toEqual({ create: 0, update: 0, unchanged: count, reject: 0 });
    }
  });

  it('has no cell that a spreadsheet would run', async () => {
    await desk.import(NASTY);
    const { text } = await desk.exported('cis', 'csv');
    expect(text).not.toMatch(/(^|,|")[=+\-@]/m);
  });

  it('of one class brings back what was deleted', async () => {
    await desk.import(NASTY);
    const { text } = await desk.exported('cis', 'csv', { classKey: 'server' });
    await site.reset();
    const { applied } = await desk.import(text, {
      mapping: withClass((await desk.upload(text)).suggestion, undefined),
    });
    expect(applied.apply?.counts.create).toBe(2);
    expect((await desk.exported('cis', 'csv', { classKey: 'server' })).text).toBe(text);
  });
});
