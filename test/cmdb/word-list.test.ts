/** Lists by words: to the end, each CI once, however large the pages, whoever keeps the records. */
import { join } from 'node:path';
import { z } from 'zod';
import { loadManifest } from '../../emulator/forge/manifest';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import { exportPractice } from '../../src/cmdb/import/export.practice';
import type { Reading } from '../../src/cmdb/reading';
import { listByWords } from '../../src/cmdb/word-list.practice';
import { fold, hasWords, indexWordsOf, questionOf } from '../../src/cmdb/words';
import type { Ci } from '../../src/cmdb/model';
import { ciStore } from '../../src/forge/entities/cmdb-cis';
import { wordIndex } from '../../src/forge/entities/cmdb-words';
import { forgeRecords } from '../../src/forge/entities/forge-records';
import type { Records } from '../../src/forge/entities/records';
import { openKvs } from '../support/kvs';
import { memoryRecords } from '../support/memory-records';
import { aCi, ann, aWrite, ref } from './builders';

const catalogue = resolveCatalogue(SHIPPED_CATALOGUE);
const reading: Reading = { catalogue, saved: undefined, hidden: new Set(), mayRead: () => true };

/** Names and keys that fit one question in several ways. */
const CIS: readonly Ci[] = [
  ...Array.from({ length: 90 }, (_, n) => aCi(`server:n-${n}`, { name: `Web server ${n} web` })),
  ...Array.from({ length: 70 }, (_, n) => aCi(`server:d-${n}`, { name: `Database ${n} of web${n % 9} webshop` })),
  ...Array.from({ length: 30 }, (_, n) =>
    aCi(`database:k-${n}`, { name: `Shop ${n}`, identifiers: [{ source: 'agent', key: `web 0${n % 4}-${n}` }] }),
  ),
  aCi('application:web-server', { name: 'Kasse' }),
  aCi('application:other', { name: 'Nothing of it' }),
];

/** By looking at each CI's entries in the index. */
function expected(text: string): string[] {
  const { whole, lead, rest } = questionOf(text);
  return CIS.filter((ci) => {
    const { name, words, text: all } = indexWordsOf(ci, []);
    const begins = (prefix: string): boolean => [name, ...words].some((word) => word.startsWith(prefix));
    return ci.ref === text || begins(whole) || (begins(lead) && hasWords(all, rest));
  }).map((ci) => ci.ref);
}

const { entities } = loadManifest(join(__dirname, '../../manifest.yml'));

describe.each<[string, () => Records]>([
  ['in memory', memoryRecords],
  [
    'on Forge',
    () => {
      openKvs(entities);
      return forgeRecords;
    },
  ],
])('a list by words, %s', (_where, openRecords) => {
  let ports: { cis: ReturnType<typeof ciStore>; words: ReturnType<typeof wordIndex> };
  beforeAll(async () => {
    const records = openRecords();
    ports = { cis: ciStore(records), words: wordIndex(records) };
    for (const ci of CIS) await ports.cis.create(aWrite(ci));
  });

  async function pages(text: string, limit: number, fits: (ci: Ci) => boolean = () => true): Promise<string[][]> {
    const found: string[][] = [];
    const asked = CIS.find((ci) => ci.ref === text)?.ref;
    let cursor: string | null = null;
    do {
      const query = { text, asked, cursor, limit, fits: ({ ci }: { readonly ci: Ci }) => fits(ci) };
      const page: Awaited<ReturnType<typeof listByWords>> = await listByWords(ports, reading, query);
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      found.push(page.rows.map((row) => row.ref));
      ({ cursor } = page);
    } while (cursor !== null);
    return found;
  }

  it.each([
    ['web', 7],
    ['web', 100],
    ['w', 33],
    ['web server', 10],
    ['server web', 10],
    ['webshop dat', 9],
    ['web 0', 100],
    ['WEB 01', 4],
    ['shop', 1],
    ['server:n-5', 5],
    ['application:web-server', 10],
    ['nowhere', 10],
    ['…', 10],
    ['', 10],
  ])('of “%s”, %d a page, has everything once', async (text, limit) => {
    const found = (await pages(text, limit)).flat();
    expect(new Set(found).size).toBe(found.length);
    expect([...found].sort()).toEqual(fold(text) === '' ? [] : expected(text).sort());
  });

  it('begins with names that begin so', async () => {
    const [first = []] = await pages('web', 100);
    expect(first.slice(0, 90).every((one) => one.startsWith('server:n-'))).toBe(true);
  });

  it('looks for a rare combination in bounded steps, to the end', async () => {
    const found = await pages('web', 10, (ci) => ci.ref === ref('database:k-29'));
    expect(found.flat()).toEqual(['database:k-29']);
  });

  it('is exported whole', async () => {
    const list = async (_asked: object, { cursor, limit }: { cursor: string | null; limit: number }) =>
      listByWords(ports, reading, { text: 'web', asked: undefined, cursor, limit, fits: () => true });
    const relations = { page: async () => ({ items: [], cursor: undefined }) };
    const exporting = exportPractice({ cis: ports.cis, relations, catalogue: async () => catalogue, list });
    const request = { filter: { text: 'web' }, sort: { by: 'name', descending: false }, format: 'json' } as const;
    let text = '';
    let cursor: string | null = null;
    do {
      const page: { text: string; cursor: string | null } = await exporting['cmdb.export.cis'](
        { accountId: ann, issueKey: undefined },
        { ...request, cursor },
      );
      text += page.text;
      ({ cursor } = page);
    } while (cursor !== null);
    const { cis } = z.object({ cis: z.array(z.looseObject({ ref: z.string() })) }).parse(JSON.parse(text));
    expect(cis.map((ci) => ci.ref).sort()).toEqual(expected('web').sort());
  });

  it('refuses a page that is none', async () => {
    const query = { text: 'web', asked: undefined, cursor: 'server:x', limit: 5, fits: () => true };
    await expect(listByWords(ports, reading, query)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
