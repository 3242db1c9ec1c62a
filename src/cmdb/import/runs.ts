/** A dry run, an import and an undo as the worker sees them: chunk by chunk until it is done. */
import { AppError } from '../../kernel/errors';
import type { ImportDocument, RunKind, RunResult } from './import-job';
import type { ImportJob, ImportPorts } from './import.ports';
import { openRows } from './row-run';
import { openUndo } from './undo-run';

export interface Run {
  isDone(): boolean;
  /** Does the next chunk; what of the job changes by it. */
  next(): Promise<Partial<ImportDocument>>;
  ended(state: RunResult['state']): Partial<ImportDocument>;
}

export async function openRun(kind: RunKind, job: ImportJob, ports: ImportPorts): Promise<Run> {
  if (job.document.mapping === undefined) throw new AppError('REFUSED', 'The columns of the file have no meaning yet.');
  return kind === 'undo' ? openUndo(job, ports) : openRows(kind, job, ports);
}
