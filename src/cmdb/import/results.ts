/** The verdicts of a run as they are stored: in pages that each fit a document, in the order in which rows were done. */
import { z } from 'zod';
import { JsonDocument } from '../../kernel/json';
import type { ImportPorts } from './import.ports';
import type { PageCounts } from './import-job';
import { countsOf, forShow, RowVerdict } from './verdict';

export type ResultPorts = Pick<ImportPorts, 'documents'>;

export const resultCollection = (importId: string, run: 'dryRun' | 'apply'): string => `import:${importId}:${run}`;

/** Below the 200,000 bytes of a document. */
const PAGE_BYTES = 180_000;

/** As many verdicts a page as fit; any one fits. */
export function pagesOf(verdicts: readonly RowVerdict[]): RowVerdict[][] {
  const pages: RowVerdict[][] = [];
  let bytes = Infinity;
  for (const verdict of verdicts.map(forShow)) {
    const size = new TextEncoder().encode(JSON.stringify(verdict)).length + 1;
    if (bytes + size > PAGE_BYTES) {
      pages.push([]);
      bytes = 2;
    }
    pages.at(-1)?.push(verdict);
    bytes += size;
  }
  return pages;
}

export const pageCounts = (verdicts: readonly RowVerdict[]): PageCounts => {
  const { create, update, unchanged, reject } = countsOf(verdicts);
  return [create, update, unchanged, reject];
};

/** `first` is the number of the first page to write, from 1. */
export async function writePages(
  collection: string,
  first: number,
  pages: readonly (readonly RowVerdict[])[],
  { documents }: ResultPorts,
): Promise<void> {
  for (const [at, page] of pages.entries()) await documents.write(collection, first + at, JsonDocument.parse(page));
}

const Page = z.array(RowVerdict);

export async function readPage(collection: string, number: number, { documents }: ResultPorts): Promise<RowVerdict[]> {
  const page = await documents.read(collection, number);
  return page === undefined ? [] : Page.parse(page);
}

/** A batch may have 4 MB. */
const PAGES_AT_ONCE = 20;

export async function* readPages(
  collection: string,
  count: number,
  { documents }: ResultPorts,
): AsyncGenerator<RowVerdict[]> {
  for (let first = 1; first <= count; first += PAGES_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(PAGES_AT_ONCE, count - first + 1) }, (_, at) => first + at);
    const pages = await documents.readAll(numbers.map((number) => ({ collection, number })));
    for (const page of pages) yield page === undefined ? [] : Page.parse(page);
  }
}
