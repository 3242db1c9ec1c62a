/**
 * Takes an import back, newest change first: its relations, then its CIs. A CI gets back what it was unless somebody changed
 * it since; one that the import made goes, unless something else hangs on it by now. What is left as it is, is listed.
 */
import { AccountId, CiRef } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { keysOf, identifyingValues } from '../ci-keys';
import type { ClassCatalogue } from '../class-catalogue';
import type { StoredCi, StoredHistory } from '../cmdb.ports';
import {
  CiContent,
  COMMON_FIELDS,
  ModelKey,
  type Ci,
  type CiSnapshot,
  type HistoryEntry,
  type RelationEnds,
} from '../model';
import type { ImportDocument, RunResult, UndoFinding, UndoResult } from './import-job';
import type { ImportJob, ImportPorts } from './import.ports';
import type { Run } from './runs';

/** Entries of the history a step. */
const CHUNK = 50;
/** So many CIs that were left are named; beyond, they are counted. */
const LISTED = 1_000;

export const undoId = (importId: string): string => `undo:${importId}`;

export async function openUndo(job: ImportJob, ports: ImportPorts): Promise<Run> {
  const { undo } = job.document;
  if (undo === undefined) throw new AppError('REFUSED', 'There is no such run.');
  return new UndoRun(job, ports, await ports.catalogue(), undo);
}

class UndoRun implements Run {
  constructor(
    private readonly job: ImportJob,
    private readonly ports: ImportPorts,
    private readonly catalogue: ClassCatalogue,
    private result: UndoResult,
  ) {}

  private over = false;

  isDone(): boolean {
    return this.over;
  }

  async next(): Promise<Partial<ImportDocument>> {
    const { phase, cursor: from } = this.result;
    const { items, cursor } = await this.ports.history.ofImport(this.job.id, from, CHUNK);
    if (phase === 'relations') await this.unrelate(items);
    else for (const item of items) if (item.version !== undefined) await this.restore(item);
    const { cursor: _cursor, ...kept } = this.result;
    this.over = cursor === undefined && phase === 'cis';
    const next = cursor === undefined ? { phase: 'cis' as const } : { phase, cursor };
    this.result = { ...kept, ...next, done: kept.done + items.length };
    return { undo: this.result };
  }

  ended(state: RunResult['state']): Partial<ImportDocument> {
    this.result = { ...this.result, state, total: this.result.done, finishedAt: this.ports.clock.now() };
    return { undo: this.result };
  }

  private async unrelate(items: readonly StoredHistory[]): Promise<void> {
    const changes = items
      .filter(({ version }) => version === undefined)
      .flatMap(({ entry }) => relationsIn(entry))
      .map((ends) => ({ ends, history: this.entry(ends.from, relationSides(ends)) }));
    if (changes.length > 0) await this.ports.relations.unrelate(changes);
  }

  /** Everything the import did to one CI is taken back when its newest change is met. */
  private async restore({ entry: { ref }, version }: StoredHistory): Promise<void> {
    const past = await this.ownHistory(ref);
    const [newest] = past.filter(({ entry }) => entry.importId === this.job.id);
    if (newest?.version !== version) return;
    if (past[0]?.entry.importId === undoId(this.job.id)) return this.count('update');
    const own = past.slice(
      0,
      Math.max(
        0,
        past.findIndex(({ entry }) => entry.importId !== this.job.id),
      ),
    );
    const mine = past.every(({ entry }) => entry.importId === this.job.id) ? past : own;
    const all = past.filter(({ entry }) => entry.importId === this.job.id);
    const stored = await this.ports.cis.get(ref);
    if (stored === undefined) return this.gone(ref);
    if (mine.length < all.length || stored.version !== mine[0]?.version) return this.leave(ref, 'changedSince');
    const outcome = await this.takeBack(stored, mine);
    if (outcome === undefined) this.count(mine.at(-1)?.entry.before === null ? 'create' : 'update');
    else this.leave(ref, outcome);
  }

  /** Deleted since; or by this undo, in a shift that was cut off. */
  private async gone(ref: CiRef): Promise<void> {
    const deletion = await this.ports.cis.deletion(ref);
    if (deletion === undefined) return this.leave(ref, 'gone');
    await this.ports.cis.finishDelete(ref, this.entry(ref, { before: {}, after: null }));
    this.count('create');
  }

  private async takeBack(stored: StoredCi, mine: readonly StoredHistory[]): Promise<UndoFinding['reason'] | undefined> {
    const { ref } = stored.ci;
    try {
      if (mine.at(-1)?.entry.before === null) return await this.remove(stored);
      await this.putBack(stored, mine);
      return undefined;
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code === 'UNAVAILABLE') throw cause;
      return (await this.ports.cis.get(ref)) === undefined ? 'gone' : 'changedSince';
    }
  }

  private async remove({ ci, version }: StoredCi): Promise<'inUse' | undefined> {
    for (const end of ['from', 'to'] as const) {
      const page = await this.ports.relations.page({ ref: ci.ref, end, type: undefined, cursor: undefined, limit: 1 });
      if (page.items.length > 0) return 'inUse';
    }
    const before: HistoryEntry['before'] = { name: ci.name, classKey: ci.classKey };
    await this.ports.cis.markDeleted(ci.ref, version, this.by, this.ports.clock.now());
    await this.ports.cis.finishDelete(ci.ref, this.entry(ci.ref, { before, after: null }));
    return undefined;
  }

  private async putBack({ ci, version }: StoredCi, mine: readonly StoredHistory[]): Promise<void> {
    const before: Record<string, unknown> = {};
    for (const { entry } of mine) Object.assign(before, entry.before ?? {});
    const content = withValues(ci, before);
    const sources = Object.fromEntries(Object.entries(ci.sources).filter(([path]) => !(path in before)));
    const restored: Ci = { ...ci, ...content, sources, updatedAt: this.ports.clock.now() };
    const ciClass = this.catalogue.classes.get(restored.classKey);
    const paths = Object.keys(before);
    const now = valuesAt(ci, paths);
    await this.ports.cis.update(version, {
      ci: restored,
      keys: keysOf(restored, ciClass),
      searchable: identifyingValues(restored, ciClass),
      history: this.entry(ci.ref, { before: now, after: valuesAt(restored, paths) }),
    });
  }

  /** Changes of the CI itself since the import began, newest first. */
  private async ownHistory(ref: CiRef): Promise<StoredHistory[]> {
    const since = this.job.document.apply?.startedAt ?? this.job.startedAt;
    const found: StoredHistory[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.ports.history.ofCi({ ref, cursor, limit: 25 });
      for (const item of page.items) {
        if (item.entry.at < since) return found;
        if (item.version !== undefined) found.push(item);
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  }

  private get by(): AccountId {
    return AccountId.parse(this.job.document.by);
  }

  private entry(ref: CiRef, sides: Pick<HistoryEntry, 'before' | 'after'>): HistoryEntry {
    const source = this.job.document.mapping?.source ?? 'import';
    return { ref, at: this.ports.clock.now(), by: this.by, source, importId: undoId(this.job.id), ...sides };
  }

  private count(kind: 'create' | 'update'): void {
    const { counts } = this.result;
    this.result = { ...this.result, counts: { ...counts, [kind]: counts[kind] + 1 } };
  }

  private leave(ref: CiRef, reason: UndoFinding['reason']): void {
    const { counts, left, leftMore } = this.result;
    const room = left.length < LISTED;
    this.result = {
      ...this.result,
      counts: { ...counts, reject: counts.reject + 1 },
      left: room ? [...left, { ref, reason }] : left,
      leftMore: leftMore + (room ? 0 : 1),
    };
  }
}

const RELATION = /^relations\.([^.]+)\.(.+)$/;

function relationsIn({ ref, after }: HistoryEntry): RelationEnds[] {
  return Object.keys(after ?? {}).flatMap((path) => {
    const [, type, to] = RELATION.exec(path) ?? [];
    return type === undefined || to === undefined
      ? []
      : [{ from: ref, type: ModelKey.parse(type), to: CiRef.parse(to) }];
  });
}

const relationSides = ({ type, to }: RelationEnds): Pick<HistoryEntry, 'before' | 'after'> => {
  const path = `relations.${type}.${to}`;
  return { before: { [path]: true }, after: { [path]: null } };
};

const ATTRIBUTE = 'attributes.';

/** The content with the values of a snapshot put in their places; null empties. */
function withValues(ci: Ci, values: Readonly<Record<string, unknown>>): CiContent {
  const attributes: Record<string, unknown> = { ...ci.attributes };
  const common: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    if (!path.startsWith(ATTRIBUTE)) common[path] = path === 'identifiers' ? (value ?? []) : value;
    else if (value === null) delete attributes[path.slice(ATTRIBUTE.length)];
    else attributes[path.slice(ATTRIBUTE.length)] = value;
  }
  return CiContent.parse({ ...ci, ...common, attributes });
}

function valuesAt(ci: Ci, paths: readonly string[]): NonNullable<HistoryEntry['after']> {
  const common = [...COMMON_FIELDS, 'classKey', 'identifiers', 'redundancy'] as const;
  return Object.fromEntries(
    paths.map((path): [string, CiSnapshot[string]] => {
      const field = common.find((name) => name === path);
      if (field !== undefined) return [path, ci[field]];
      return [path, ci.attributes[path.slice(ATTRIBUTE.length)] ?? null];
    }),
  );
}
