/** What happened to CIs: page by page, and as the difference between two moments. A baseline is a moment with a name. */
import type { Handlers } from '../contract/handlers';
import type { CiRef } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, type Instant } from '../kernel/time';
import { applied, differenceOf, undone } from './baseline-diff';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts, StoredHistory } from './cmdb.ports';
import type { CiDiff, HistoryRow } from './cmdb.shapes';
import type { CiSnapshot, HistoryEntry } from './model';
import { noSuchCi, readingFor, type Reading } from './reading';
import { classOfRef, veilFor } from './veil';

type Offered = 'cmdb.history' | 'cmdb.baselines' | 'cmdb.takeBaseline' | 'cmdb.diff' | 'cmdb.diffOf';

/** Entries read for one page of a difference; each request has 100. */
const REQUESTS = 5;
const ENTRIES = 100;
const MOST_BASELINES = 200;

export function historyPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { history, baselines, directory, clock, graph } = ports;

  /** The class by which a CI's past may be read: that of its latest state, also when it is gone. */
  async function isReadable(reading: Reading, ref: CiRef): Promise<boolean> {
    if (reading.hidden.size === 0) return true;
    const card = (await graph.cards([ref])).get(ref);
    return card === undefined ? reading.mayRead(classOfRef(ref)) : reading.mayRead(card.classKey);
  }

  const rows = async (reading: Reading, items: readonly StoredHistory[]): Promise<HistoryRow[]> => {
    const veil = await veilFor(
      ports,
      reading,
      items.flatMap(({ entry }) => [entry.before, entry.after]),
    );
    const names = await directory.namesOf([...new Set(items.flatMap(({ entry }) => entry.by ?? []))]);
    return items.map(({ entry }) => ({
      at: entry.at,
      by: entry.by,
      byName: (entry.by === null ? undefined : names.get(entry.by)) ?? null,
      source: entry.source,
      importId: entry.importId ?? null,
      kind: entry.after === null ? 'deleted' : entry.before === null ? 'created' : 'changed',
      before: veil.snapshot(entry.before),
      after: veil.snapshot(entry.after),
    }));
  };

  /** Without the names of CIs that are closed to the reader. */
  const veiled = async (reading: Reading, diffs: readonly CiDiff[]): Promise<CiDiff[]> => {
    const lines = diffs.flatMap((diff) => diff.lines);
    const told = lines.flatMap(({ path, before, after }) => [{ [path]: before }, { [path]: after }]);
    const veil = await veilFor(ports, reading, told);
    return diffs.map((diff) => ({
      ...diff,
      lines: diff.lines.map(({ path, before, after }) => ({
        path: veil.path(path),
        before: veil.value(path, before),
        after: veil.value(path, after),
      })),
    }));
  };

  return {
    async 'cmdb.history'({ accountId }, { ref, cursor, limit }) {
      const reading = await readingFor(ports, accountId);
      if (!(await isReadable(reading, ref))) throw noSuchCi(ref);
      const page = await history.ofCi({ ref, cursor: cursor ?? undefined, limit });
      return { rows: await rows(reading, page.items), cursor: page.cursor ?? null };
    },
    async 'cmdb.baselines'() {
      return { baselines: [...((await baselines.read())?.document ?? [])] };
    },
    async 'cmdb.takeBaseline'({ accountId }, { name }) {
      const found = await baselines.read();
      const taken = found?.document ?? [];
      if (taken.some((one) => one.name === name))
        throw new AppError('REFUSED', `There is a baseline “${name}” already.`, {
          issues: [{ path: 'name', message: 'Choose another name.' }],
        });
      if (taken.length >= MOST_BASELINES)
        throw new AppError('REFUSED', `At most ${MOST_BASELINES} baselines are kept.`);
      const at = clock.now();
      const all = [...taken, { id: `${taken.length + 1}-${at}`, name, at, takenBy: accountId }];
      await baselines.write(found?.version, all, accountId, at);
      return { baselines: all };
    },
    async 'cmdb.diff'({ accountId }, { from, to, classKey, cursor }) {
      const reading = await readingFor(ports, accountId);
      const end = to === null ? clock.now() : instant(to);
      const { entries, next } = await entriesBetween(instant(from), end, cursor ?? undefined);
      const byCi = byRef(entries);
      const cards = await graph.cards([...byCi.keys()]);
      const changed = [...byCi].flatMap(([ref, own]): CiDiff[] => {
        const diff = diffOf(ref, own, cards.get(ref));
        const inClass = classKey === undefined || reading.catalogue.isA(diff?.classKey ?? '', classKey);
        return diff !== undefined && inClass && reading.mayRead(diff.classKey) ? [diff] : [];
      });
      return { from: instant(from), to: end, changed: await veiled(reading, changed), cursor: next ?? null };
    },
    async 'cmdb.diffOf'({ accountId }, { ref, from, to }) {
      const reading = await readingFor(ports, accountId);
      if (!(await isReadable(reading, ref))) throw noSuchCi(ref);
      const end = to === null ? clock.now() : instant(to);
      const entries: HistoryEntry[] = [];
      let cursor: string | undefined;
      do {
        const page = await history.ofCi({ ref, after: instant(from), before: end, cursor, limit: ENTRIES });
        entries.push(...page.items.map(({ entry }) => entry));
        cursor = page.cursor;
      } while (cursor !== undefined && entries.length < REQUESTS * ENTRIES);
      if (cursor !== undefined)
        throw new AppError(
          'REFUSED',
          `${ref} changed more than ${entries.length} times. Choose moments nearer to each other.`,
        );
      const diff = diffOf(ref, entries.reverse(), (await graph.cards([ref])).get(ref));
      const [told] = await veiled(reading, diff === undefined ? [] : [diff]);
      return { diff: told ?? null };
    },
  };

  async function entriesBetween(from: Instant, to: Instant, start: string | undefined) {
    const entries: HistoryEntry[] = [];
    let next = start;
    for (let request = 0; request < REQUESTS; request += 1) {
      const page = await history.between(from, to, next, ENTRIES);
      entries.push(...page.items.map(({ entry }) => entry));
      next = page.cursor;
      if (next === undefined) break;
    }
    return { entries, next };
  }
}

/** What entries, oldest first, amount to: what was changed and changed back is no difference. */
function diffOf(
  ref: CiRef,
  entries: readonly HistoryEntry[],
  card: { readonly name: string; readonly classKey: string } | undefined,
): CiDiff | undefined {
  // Of what the entries don't tell nothing is known but that it stayed as it was: it is left out on both sides.
  const after = entries.reduce<CiSnapshot | null>(applied, {});
  const before = entries.toReversed().reduce<CiSnapshot | null>(undone, after);
  const difference = differenceOf(ref, before, after);
  if (difference === undefined) return undefined;
  const told = (path: string): string | undefined => {
    const value = after?.[path] ?? before?.[path];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    ref,
    name: card?.name ?? told('name') ?? ref,
    classKey: card?.classKey ?? told('classKey') ?? classOfRef(ref),
    kind: difference.kind,
    lines: [...difference.lines],
  };
}

function byRef(entries: readonly HistoryEntry[]): ReadonlyMap<CiRef, readonly HistoryEntry[]> {
  const groups = new Map<CiRef, HistoryEntry[]>();
  for (const entry of entries) {
    const known = groups.get(entry.ref);
    if (known === undefined) groups.set(entry.ref, [entry]);
    else known.push(entry);
  }
  return groups;
}
