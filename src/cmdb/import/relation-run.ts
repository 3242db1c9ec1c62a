/** A file of relations, judged or carried out, a chunk at a time. */
import type { AccountId } from '../../contract/ids';
import type { ClassCatalogue } from '../class-catalogue';
import type { StoredHistory } from '../cmdb.ports';
import { relationId, relationPath } from '../relation-path';
import { ChunkView } from './chunk-view';
import type { ImportPorts } from './import.ports';
import { judgeRelation, type JudgedRelation, type RelationFile } from './relation-rows';
import type { RowVerdict } from './verdict';

export interface RelationContext {
  readonly file: RelationFile;
  readonly catalogue: ClassCatalogue;
  readonly ports: ImportPorts;
  readonly begun: ReadonlyMap<number, readonly StoredHistory[]>;
  readonly importId: string;
  readonly by: AccountId;
}

type JudgingContext = Pick<RelationContext, 'file' | 'catalogue' | 'ports'>;

/** A relation that an earlier row of the chunk makes is there for the later ones. */
async function judgeAll(
  rows: readonly number[],
  { file, catalogue, ports }: JudgingContext,
): Promise<JudgedRelation[]> {
  const view = new ChunkView(ports, file.mapping.source);
  const named = rows.map((number) => file.row(number));
  await view.loadNamings(named.flatMap(({ from, to }) => [from, to]).filter(({ name }) => name !== ''));
  const judged: JudgedRelation[] = [];
  for (const row of named) {
    const one = await judgeRelation(row, catalogue, view, file.mapping);
    if (one.ends !== undefined)
      view.putRelation({ ...one.ends, createdAt: ports.clock.now(), source: file.mapping.source });
    judged.push(one);
  }
  return judged;
}

export const judgeRelations = async (rows: readonly number[], context: JudgingContext): Promise<RowVerdict[]> =>
  (await judgeAll(rows, context)).map(({ verdict }) => verdict);

export async function applyRelations(rows: readonly number[], context: RelationContext): Promise<RowVerdict[]> {
  const { ports, file, importId, by, begun } = context;
  const judged = await judgeAll(rows, context);
  const at = ports.clock.now();
  const { source } = file.mapping;
  const changes = judged.flatMap(({ ends, verdict }) => {
    if (ends === undefined) return [];
    const path = relationPath(ends);
    const entry = { ref: ends.from, at, by, source, importId, importRow: verdict.row };
    return [
      {
        relation: { ...ends, createdAt: at, source },
        history: { ...entry, before: { [path]: null }, after: { [path]: true } },
      },
    ];
  });
  const outcomes = changes.length === 0 ? [] : await ports.relations.relate(changes);
  const missing = new Set(outcomes.filter(({ result }) => result === 'missing').map(({ ends }) => relationId(ends)));
  return judged.map(({ verdict, ends }) => {
    if (ends !== undefined && missing.has(relationId(ends))) return lost(verdict);
    return verdict.verdict === 'unchanged' && begun.has(verdict.row)
      ? madeBefore(verdict, begun.get(verdict.row) ?? [])
      : verdict;
  });
}

const lost = (verdict: RowVerdict): RowVerdict => ({
  ...verdict,
  verdict: 'reject',
  changes: [],
  reasons: [{ code: 'missing', column: null, message: 'One of the CIs was deleted meanwhile.' }],
});

/** Made by a shift that was cut off before it could say so. */
const madeBefore = (verdict: RowVerdict, history: readonly StoredHistory[]): RowVerdict => ({
  ...verdict,
  verdict: 'create',
  changes: history.flatMap(({ entry }) =>
    Object.keys(entry.after ?? {}).map((path) => ({ path, before: null, after: true })),
  ),
});
