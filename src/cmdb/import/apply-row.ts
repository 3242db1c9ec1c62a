/**
 * Carries one row out: the CI with its history, keys and words in one transaction, then the relations, each whole. What a row
 * has done stands in the history under the row's number, so a row that was cut off is finished and not done again.
 */
import type { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { identifyingValues } from '../ci-keys';
import type { RelationChange, StoredCi, StoredHistory } from '../cmdb.ports';
import type { Ci, HistoryEntry, RelationEnds } from '../model';
import { relationPath } from '../relation-path';
import { judgeRow, type JudgeContext, type JudgedRow } from './judge';
import type { ImportPorts } from './import.ports';
import type { RowChange, RowVerdict } from './verdict';

export interface ApplyContext extends JudgeContext {
  readonly importId: string;
  readonly by: AccountId;
  readonly ports: ImportPorts;
  /** What the history has of rows that were begun before. */
  readonly begun: ReadonlyMap<number, readonly StoredHistory[]>;
}

/** How often a CI may be changed by somebody else while a row is about to change it. */
const RACES = 5;

export async function applyRow(number: number, context: ApplyContext): Promise<RowVerdict> {
  const before = context.begun.get(number) ?? [];
  const written = before.some(({ version }) => version !== undefined);
  for (let race = 1; ; race += 1) {
    const judged = await judgeRow(context.file.row(number), context);
    try {
      const done = written ? judged : await writeCi(number, judged, context);
      return withHistory(await relate(number, done, context), before);
    } catch (cause) {
      const reason = await afterRefusal(cause, judged, context);
      if (reason === undefined && race < RACES) continue;
      return withHistory(
        refused(judged.verdict, reason ?? 'Others keep changing this CI. Import the row again.'),
        before,
      );
    }
  }
}

const isRelation = ({ path }: RowChange): boolean => path.startsWith('relations.');

/** Undefined: look again, for it was changed meanwhile. Throws what is not about this row. */
async function afterRefusal(cause: unknown, judged: JudgedRow, context: ApplyContext): Promise<string | undefined> {
  if (!(cause instanceof AppError) || cause.code === 'UNAVAILABLE') throw cause;
  const { write, verdict } = judged;
  const ref = write?.before?.ci.ref;
  if (cause.code === 'CONFLICT') {
    if (ref !== undefined) context.view.forget(ref, write?.keys ?? []);
    else if (write !== undefined && verdict.ref !== null) context.view.loseRef(verdict.ref, write.keys);
    return undefined;
  }
  const [issue] = cause.issues;
  return issue?.message ?? cause.message;
}

const refused = (verdict: RowVerdict, message: string): RowVerdict => ({
  ...verdict,
  verdict: 'reject',
  changes: [],
  pending: [],
  reasons: [...verdict.reasons, { code: 'refused', column: null, message }],
});

async function writeCi(number: number, judged: JudgedRow, context: ApplyContext): Promise<JudgedRow> {
  const { write, verdict } = judged;
  if (write === undefined || verdict.ref === null) return judged;
  const { ports, catalogue, view } = context;
  const at = ports.clock.now();
  const own = verdict.changes.filter((change) => !isRelation(change));
  const ci = stamped(judged, own, context.file.mapping.source, at);
  if (ci === undefined) return judged;
  const ciClass = catalogue.classes.get(ci.classKey);
  const history = historyOf(number, ci.ref, own, write.before, context, at);
  const whole = { ci, keys: write.keys, searchable: identifyingValues(ci, ciClass), history };
  const stored = await (write.before === undefined
    ? ports.cis.create(whole)
    : ports.cis.update(write.before.version, whole));
  view.put(stored, write.keys);
  return judged;
}

function stamped(
  { write, verdict }: JudgedRow,
  changes: readonly RowChange[],
  source: string,
  at: string,
): Ci | undefined {
  if (write === undefined || verdict.ref === null) return undefined;
  const { before, content } = write;
  const fresh = { attestedAt: null, attestedBy: null, createdAt: at };
  const { ref: _ref, ...kept } = before?.ci ?? { ...fresh, ref: verdict.ref };
  const stamps = Object.fromEntries(changes.map(({ path }) => [path, { source, at }]));
  return { ...kept, ...content, ref: verdict.ref, sources: { ...before?.ci.sources, ...stamps }, updatedAt: at };
}

function historyOf(
  number: number,
  ref: Ci['ref'],
  changes: readonly RowChange[],
  before: StoredCi | undefined,
  { by, importId, file }: ApplyContext,
  at: string,
): HistoryEntry {
  const snapshot = (side: 'before' | 'after'): HistoryEntry['after'] =>
    Object.fromEntries(changes.map((change) => [change.path, change[side]]));
  return {
    ref,
    at,
    by,
    source: file.mapping.source,
    importId,
    importRow: number,
    before: before === undefined ? null : snapshot('before'),
    after: snapshot('after'),
  };
}

/** Also those that earlier rows left to this one. */
async function relate(number: number, judged: JudgedRow, context: ApplyContext): Promise<RowVerdict> {
  const { verdict, relations } = judged;
  if (verdict.verdict === 'reject' || verdict.ref === null) return verdict;
  const left = context.state.leftTo(number, verdict.ref);
  await context.view.loadRelations(left);
  const ends = [...relations, ...left.filter((one) => !context.view.isRelated(one))];
  if (ends.length === 0) return verdict;
  const at = context.ports.clock.now();
  const outcomes = await context.ports.relations.relate(ends.map((one) => relationChange(number, one, context, at)));
  const lost = outcomes.filter(({ result }) => result === 'missing').map((outcome) => outcome.ends);
  for (const one of ends) context.view.putRelation({ ...one, createdAt: at, source: context.file.mapping.source });
  if (lost.length === 0) return verdict;
  const gone = lost.map(({ from, to }) => `${from} → ${to}`).join(', ');
  const reason = {
    code: 'missing',
    column: null,
    message: `A CI was deleted meanwhile, so this relation is not made: ${gone}.`,
  };
  const paths = new Set(lost.map(relationPath));
  return { ...verdict, changes: verdict.changes.filter(({ path }) => !paths.has(path)), reasons: [reason] };
}

function relationChange(number: number, ends: RelationEnds, context: ApplyContext, at: string): RelationChange {
  const { by, importId, file } = context;
  const { source } = file.mapping;
  const path = relationPath(ends);
  const entry = { ref: ends.from, at, by, source, importId, importRow: number };
  return {
    relation: { ...ends, createdAt: at, source },
    history: { ...entry, before: { [path]: null }, after: { [path]: true } },
  };
}

/** A row that was cut off counts for all it did, before and after. */
function withHistory(verdict: RowVerdict, history: readonly StoredHistory[]): RowVerdict {
  if (history.length === 0) return verdict;
  const created = history.some(({ entry, version }) => version !== undefined && entry.before === null);
  const known = new Set(verdict.changes.map(({ path }) => path));
  const earlier = history.flatMap(({ entry }) =>
    Object.entries(entry.after ?? {}).map(([path, after]) => ({ path, before: entry.before?.[path] ?? null, after })),
  );
  const all = [...earlier.filter(({ path }) => !known.has(path)), ...verdict.changes];
  const changes = [...all.filter((change) => !isRelation(change)), ...all.filter(isRelation)];
  return { ...verdict, verdict: created ? 'create' : 'update', changes };
}
