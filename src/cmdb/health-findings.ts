/** Findings on their way to the pages from which they are listed. */
import type { CmdbPorts } from './cmdb.ports';
import type { HealthRule } from './cmdb.shapes';
import { findingsCollection, NO_PAGES, type FoundRow } from './health-document';

/** Findings on a page: some 100 bytes each. */
const ROWS_A_PAGE = 300;

/** Findings of a step, by rule. */
export class FoundRows {
  readonly #rows = new Map<HealthRule, FoundRow[]>();

  add(rule: HealthRule, { ref, classKey }: Pick<FoundRow, 'ref' | 'classKey'>, details: readonly string[]): void {
    const known = this.#rows.get(rule) ?? [];
    known.push({ ref, classKey, details: details.slice(0, 10).map((text) => text.slice(0, 300)) });
    this.#rows.set(rule, known);
  }

  /** After the pages that earlier steps wrote; a step that is done again writes over its own. */
  async write(
    { documents }: Pick<CmdbPorts, 'documents'>,
    jobId: string,
    before: Readonly<Record<HealthRule, number>>,
  ): Promise<Record<HealthRule, number>> {
    const pages = { ...NO_PAGES, ...before };
    for (const [rule, rows] of this.#rows)
      for (let start = 0; start < rows.length; start += ROWS_A_PAGE) {
        await documents.write(findingsCollection(jobId, rule), pages[rule], rows.slice(start, start + ROWS_A_PAGE));
        pages[rule] += 1;
      }
    return pages;
  }
}
