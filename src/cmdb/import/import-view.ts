import type { Instant } from '../../kernel/time';
import { ImportState, type RunResult } from './import-job';
import type { ImportView, RunView } from './import.contract';
import type { ImportJob } from './import.ports';
import { missingParts } from './upload';
import { NO_ROWS } from './verdict';

/** A run that has not done anything yet. */
export const runResult = (startedAt: Instant): RunResult => ({
  state: 'going',
  startedAt,
  total: 0,
  done: 0,
  counts: NO_ROWS,
  differing: 0,
  pages: [],
  passes: 1,
});

const runView = ({ state, startedAt, finishedAt, total, done, counts, differing }: RunResult): RunView => ({
  state,
  startedAt,
  finishedAt: finishedAt ?? null,
  total,
  done,
  counts,
  differing,
});

/** What the browser sees of an import. */
export function importView({ id, state, startedAt, document }: ImportJob): ImportView {
  const { by, file, format, columns, rows, mapping, run, dryRun, apply, undo, request, note, expired } = document;
  const { name, bytes, parts } = file;
  return {
    importId: id,
    state: ImportState.parse(state),
    startedAt,
    by,
    file: { name, bytes, parts },
    missing: expired === true ? [] : missingParts(file),
    format: format ?? null,
    columns: columns ?? [],
    rows: rows ?? null,
    mapping: mapping ?? null,
    run: run ?? null,
    dryRun: dryRun === undefined ? null : runView(dryRun),
    apply: apply === undefined ? null : runView(apply),
    undo: undo === undefined ? null : { ...runView(undo), left: undo.left, leftMore: undo.leftMore },
    request: request ?? null,
    note: note ?? null,
    expired: expired === true,
  };
}
