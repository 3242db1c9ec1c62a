/** Which CI a cell names: one of the CMDB, or one that a row of the file is about. */
import type { CiRef } from '../../contract/ids';
import type { ChunkView, Naming } from './chunk-view';
import type { ImportFile } from './import-file';
import type { RunState } from './run-state';

export type Resolved =
  | { readonly kind: 'ci'; readonly ref: CiRef }
  /** A row that comes later: what names it is made together with that row. */
  | { readonly kind: 'ahead'; readonly row: number }
  | { readonly kind: 'unknownCi' | 'ambiguous' | 'rejectedRow'; readonly message: string };

export interface NameContext {
  readonly file: ImportFile;
  readonly state: RunState;
  readonly view: ChunkView;
}

export function resolveName(naming: Naming, ownRow: number, { file, state, view }: NameContext): Resolved {
  const { name } = naming;
  const rows = file.rowsNamed(naming);
  const fates = rows.map((row) => ({ row, fate: row === ownRow ? ('ahead' as const) : state.fateOf(row) }));
  const done = fates.flatMap(({ fate }) => (fate === 'ahead' || fate === 'rejected' ? [] : [fate]));
  const refs = [...new Set([...view.named(naming), ...done])];
  const [ref] = refs;
  if (refs.length > 1)
    return { kind: 'ambiguous', message: `Several CIs are called “${name}”: ${refs.slice(0, 5).join(', ')}.` };
  if (ref !== undefined) return { kind: 'ci', ref };
  const ahead = fates.find(({ row, fate }) => fate === 'ahead' && row !== ownRow);
  if (ahead !== undefined) return { kind: 'ahead', row: ahead.row };
  const fallen = fates.find(({ fate }) => fate === 'rejected');
  if (fallen !== undefined)
    return { kind: 'rejectedRow', message: `“${name}” would come from row ${fallen.row}, which is rejected.` };
  if (rows.includes(ownRow)) return { kind: 'unknownCi', message: 'A CI is not related to itself. Choose another CI.' };
  return { kind: 'unknownCi', message: `There is no CI called “${name}”.` };
}
