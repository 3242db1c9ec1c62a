import { AppError } from '../../kernel/errors';
import type { ImportJob } from './import.ports';
import { readPage, resultCollection, type ResultPorts } from './results';
import { VERDICTS, type RowVerdict, type Verdict } from './verdict';

export interface RowsQuery {
  readonly run: 'dryRun' | 'apply';
  readonly verdict?: Verdict | undefined;
  readonly differing: boolean;
  readonly cursor: string | null;
}

/** A stored page's rows. The job knows how many of each verdict a page has, so that pages without any are not read. */
export async function rowsPage(
  job: ImportJob,
  { run, verdict, differing, cursor }: RowsQuery,
  ports: ResultPorts,
): Promise<{ rows: RowVerdict[]; cursor: string | null }> {
  const pages = job.document[run]?.pages ?? [];
  const has = (at: number): boolean =>
    verdict === undefined ? at < pages.length : (pages[at]?.[VERDICTS.indexOf(verdict)] ?? 0) > 0;
  const next = (from: number): number | undefined => pages.findIndex((_, at) => at >= from && has(at)) + 1 || undefined;
  const wanted = cursor === null ? next(0) : Number(cursor);
  if (wanted !== undefined && !Number.isSafeInteger(wanted)) throw new AppError('INVALID_INPUT', 'No such page.');
  if (wanted === undefined) return { rows: [], cursor: null };
  const rows = await readPage(resultCollection(job.id, run), wanted, ports);
  const shown = rows.filter(
    (row) => (verdict === undefined || row.verdict === verdict) && (!differing || row.foreseen !== undefined),
  );
  const following = next(wanted);
  return { rows: shown, cursor: following === undefined ? null : String(following) };
}
